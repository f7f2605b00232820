// Arrays: allocation, growth, copies, elements of any layout.
#include "internal.h"

enum { ARRAY_BASE = sizeof(MycoArray), SMALLEST_GROWN_SIZE = 32 };

MycoArray myco_empty_array = {{-1, MYCO_ARRAY, MYCO_ELEMENT_NONE, 0}, 0, 0, 0};

/// Returns the size of a block for `capacity` elements of `size` bytes, or raises.
static int64_t block_size(int64_t capacity, int64_t size) {
  int64_t bytes;
  if (UNLIKELY(__builtin_mul_overflow(capacity, size, &bytes)) ||
      UNLIKELY(__builtin_add_overflow(bytes, ARRAY_BASE + 15, &bytes))) {
    myco_raise_out_of_memory(NULL);
  }
  return bytes & ~(int64_t)15;
}

MycoArray *myco_array_allocate(int32_t element, int64_t capacity) {
  int64_t size = element_size(element);
  if (size == 0) return &myco_empty_array;
  int64_t bytes = block_size(capacity, size);
  MycoArray *array = myco_allocate(bytes, MYCO_ARRAY, element);
  array->length = 0;
  array->capacity = (bytes - ARRAY_BASE) / size;
  return array;
}

MycoArray *myco_array_sized(int32_t element, int64_t length) {
  MycoArray *array = myco_array_allocate(element, length);
  if (length > 0) array->length = length;
  return array;
}

void myco_retain_elements(MycoArray *array, int64_t first) {
  if (array->header.element == MYCO_ELEMENT_POINTER) {
    for (int64_t i = first; i < array->length; ++i) {
      if (pointers(array)[i] != NULL) myco_retain(pointers(array)[i]);
    }
  } else if (array->header.element == MYCO_ELEMENT_TAGGED) {
    for (int64_t i = first; i < array->length; ++i) {
      myco_retain_value(values(array)[i].tag, values(array)[i].payload);
    }
  }
}

void myco_release_shallow(MycoArray *array) {
  if (array->header.count == 0) {
    COUNT(releases, 1);
    myco_free(array);
  } else {
    myco_release(array);
  }
}

/// Returns a unique copy of a shared `array` with room for `capacity` elements. Consumes `array`.
static MycoArray *copy_with_capacity(MycoArray *array, int64_t capacity) {
  COUNT(copies, 1);
  MycoArray *copy = myco_array_allocate(array->header.element, capacity);
  if (array->length > 0) {
    copy->length = array->length;
    memcpy(elements(copy), elements(array),
           (size_t)(array->length * element_size(array->header.element)));
    myco_retain_elements(copy, 0);
  }
  myco_release(array);
  return copy;
}

MycoArray *myco_array_copy_shared(MycoArray *array) {
  return copy_with_capacity(array, array->length);
}

/// The capacity of an array that grows to `needed` elements: twice as many, half as many again
/// beyond 64 KiB.
static int64_t grown_capacity(int64_t length, int64_t needed, int64_t size) {
  int64_t grown = length < (64 << 10) / size ? 2 * length : length + length / 2;
  int64_t smallest = SMALLEST_GROWN_SIZE / size;
  if (grown < smallest) grown = smallest;
  return grown < needed ? needed : grown;
}

MycoArray *myco_array_reserve(MycoArray *array, int32_t element, int64_t extra) {
  if (extra <= 0) return array;
  int64_t length = array->length;
  int64_t needed;
  if (UNLIKELY(__builtin_add_overflow(length, extra, &needed))) myco_raise_out_of_memory(NULL);
  int64_t size = element_size(element);
  if (array->header.element == MYCO_ELEMENT_NONE) {
    return myco_array_allocate(element, grown_capacity(0, needed, size));
  }
  bool unique = array->header.count == 0;
  if (unique && needed <= array->capacity) return array;
  int64_t capacity = grown_capacity(length, needed, size);
  if (!unique) return copy_with_capacity(array, capacity);
  int64_t bytes = block_size(capacity, size);
  array = myco_reallocate(array, ARRAY_BASE + length * size, bytes);
  array->capacity = (bytes - ARRAY_BASE) / size;
  return array;
}

/// Returns `array` (consumed) in a layout that a value of `tag` fits.
static MycoArray *accommodate(MycoArray *array, int64_t tag) {
  bool fits = fits_element(tag, array->header.element);
  return fits ? array : myco_array_convert(array, MYCO_ELEMENT_TAGGED);
}

MycoArray *myco_array_push_value(MycoArray *array, int64_t tag, int64_t payload) {
  int32_t natural = natural_element(tag);
  if (array->length == 0 && !fits_element(tag, array->header.element)) {
    myco_release(array);
    array = &myco_empty_array;
  } else if (array->length > 0) {
    array = accommodate(array, tag);
  }
  int32_t element = array->header.element;
  array = myco_array_reserve(array, element == MYCO_ELEMENT_NONE ? natural : element, 1);
  ++array->length;
  store_element(array, array->length - 1, (MycoValue){tag, payload});
  return array;
}

MycoValue myco_array_get(MycoArray *array, int64_t index) {
  MycoValue value = element_at(array, index);
  myco_retain_value(value.tag, value.payload);
  return value;
}

MycoArray *myco_array_set(MycoArray *array, int64_t index, int64_t tag, int64_t payload) {
  array = myco_array_unique(accommodate(array, tag));
  MycoValue old = element_at(array, index);
  store_element(array, index, (MycoValue){tag, payload});
  myco_release_value(old.tag, old.payload);
  return array;
}

MycoValue myco_array_first(MycoArray *array) {
  return array->length == 0 ? null_value() : myco_array_get(array, 0);
}

MycoValue myco_array_last(MycoArray *array) {
  return array->length == 0 ? null_value() : myco_array_get(array, array->length - 1);
}
