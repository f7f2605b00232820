// Joining and repeating arrays.
#include "internal.h"

/// Appends the elements of `right` to `left`, which it consumes and whose layout they fit.
static MycoArray *append_elements(MycoArray *left, MycoArray *right) {
  int64_t first = left->length;
  int32_t element = left->header.element;
  int64_t added = right->length;
  left = myco_array_reserve(left, element, added);
  left->length = first + added;
  if (right->header.element == element) {
    int64_t size = element_size(element);
    memcpy((char *)elements(left) + first * size, elements(right), (size_t)(added * size));
  } else {
    for (int64_t i = 0; i < added; ++i) store_element(left, first + i, element_at(right, i));
  }
  myco_retain_elements(left, first);
  return left;
}

MycoArray *myco_array_concat(MycoArray *left, MycoArray *right) {
  if (right->length == 0) return left;
  if (left->length == 0 && left->header.element != right->header.element) {
    myco_release(left);
    myco_retain(right);
    return right;
  }
  if (left->header.element != right->header.element) {
    left = myco_array_convert(left, MYCO_ELEMENT_TAGGED);
  }
  return append_elements(left, right);
}

/// Whether `length` bytes are all zero.
static bool is_zero(const char *bytes, int64_t length) {
  for (int64_t i = 0; i < length; ++i) {
    if (bytes[i] != 0) return false;
  }
  return true;
}

/// Fills `total` bytes with copies of their first `part` bytes, in steps of at most 16 KiB or one
/// part, so that the source stays in the cache.
static void fill_copies(char *bytes, int64_t part, int64_t total) {
  enum { LARGEST_STEP = 16 << 10 };
  int64_t done = part;
  while (done < total) {
    int64_t step = done;
    if (step > LARGEST_STEP) step = part > LARGEST_STEP ? part : LARGEST_STEP / part * part;
    if (step > total - done) step = total - done;
    memcpy(bytes + done, bytes, (size_t)step);
    done += step;
  }
}

/// Adds `further` references to each element.
static void retain_elements_times(MycoArray *array, int64_t further) {
  if (array->header.element < MYCO_ELEMENT_POINTER) return;
  for (int64_t i = 0; i < array->length; ++i) {
    MycoValue value = element_at(array, i);
    if (value.tag >= MYCO_STRING) retain_times(as_object(value.payload), further);
  }
}

MycoArray *myco_array_repeat(MycoArray *array, int64_t count) {
  enum { SMALLEST_ZEROED = 4 << 10 };
  int32_t element = array->header.element;
  int64_t size = element_size(element);
  int64_t part = array->length * size;
  if (part == 0 || count <= 0) return &myco_empty_array;
  int64_t length, total;
  if (__builtin_mul_overflow(array->length, count, &length) ||
      __builtin_mul_overflow(length, size, &total) || total > INT64_MAX - 64) {
    myco_raise_out_of_memory(NULL);
  }
  MycoArray *result;
  if (total >= SMALLEST_ZEROED && is_zero(elements(array), part)) {
    // Fresh pages of the system are zero already.
    result = myco_allocate_zeroed(total + (int64_t)sizeof(MycoArray), MYCO_ARRAY, element);
    result->capacity = length;
    result->length = length;
    return result;
  }
  result = myco_array_sized(element, length);
  memcpy(elements(result), elements(array), (size_t)part);
  if (part == 1) {
    memset(elements(result), bools(array)[0], (size_t)total);
  } else {
    fill_copies(elements(result), part, total);
  }
  retain_elements_times(array, count);
  return result;
}
