// Strings: allocation, growth, joining, searching.
#include "internal.h"

enum { STRING_BASE = sizeof(MycoString), SMALLEST_GROWN = 31 };

MycoString *myco_string_allocate(int64_t capacity) {
  int64_t size;
  if (__builtin_add_overflow(capacity, STRING_BASE + 1 + 15, &size)) {
    myco_raise_out_of_memory(NULL);
  }
  size &= ~(int64_t)15;
  MycoString *string = myco_allocate(size, MYCO_STRING, 0);
  string->byte_length = 0;
  string->scalar_count = 0;
  string->capacity = size - STRING_BASE - 1;
  string->bytes[0] = 0;
  return string;
}

int64_t myco_count_scalars(const char *bytes, int64_t length) {
  int64_t count = 0;
  for (int64_t i = 0; i < length; ++i) count += (signed char)bytes[i] >= -64;
  return count;
}

MycoString *myco_string_from_bytes(const char *bytes, int64_t length) {
  MycoString *string = myco_string_allocate(length);
  memcpy(string->bytes, bytes, (size_t)length);
  finish_string(string, length, myco_count_scalars(bytes, length));
  return string;
}

/// Copies `length` bytes; few of them in two words that may overlap.
static inline void copy_bytes(char *target, const char *source, int64_t length) {
  if (length > 16) {
    memcpy(target, source, (size_t)length);
  } else if (length >= 8) {
    uint64_t words[2];
    memcpy(&words[0], source, 8);
    memcpy(&words[1], source + length - 8, 8);
    memcpy(target, &words[0], 8);
    memcpy(target + length - 8, &words[1], 8);
  } else if (length >= 4) {
    uint32_t halves[2];
    memcpy(&halves[0], source, 4);
    memcpy(&halves[1], source + length - 4, 4);
    memcpy(target, &halves[0], 4);
    memcpy(target + length - 4, &halves[1], 4);
  } else {
    for (int64_t i = 0; i < length; ++i) target[i] = source[i];
  }
}

MycoString *myco_string_from_ascii(const char *bytes, int64_t length) {
  MycoString *string = myco_string_allocate(length);
  copy_bytes(string->bytes, bytes, length);
  finish_string(string, length, length);
  return string;
}

/// Returns the length a + b, or raises.
static int64_t joined_length(int64_t a, int64_t b) {
  int64_t length;
  if (UNLIKELY(__builtin_add_overflow(a, b, &length))) myco_raise_out_of_memory(NULL);
  return length;
}

/// The capacity of a string that grows to `needed` bytes: half as much again, at least.
static int64_t grown_capacity(int64_t capacity, int64_t needed) {
  int64_t grown = capacity < (64 << 10) ? 2 * capacity : capacity + capacity / 2;
  if (grown < SMALLEST_GROWN) grown = SMALLEST_GROWN;
  return grown < needed ? needed : grown;
}

MycoString *myco_string_reserve(MycoString *string, int64_t extra) {
  int64_t length = string->byte_length;
  int64_t needed = joined_length(length, extra);
  bool unique = string->header.count == 0;
  if (unique && needed <= string->capacity) return string;
  if (unique) {
    int64_t capacity = grown_capacity(length, needed);
    int64_t size = (joined_length(capacity, STRING_BASE + 1 + 15)) & ~(int64_t)15;
    string = myco_reallocate(string, STRING_BASE + length + 1, size);
    string->header.element = MYCO_ELEMENT_NONE;
    string->capacity = size - STRING_BASE - 1;
    return string;
  }
  COUNT(copies, 1);
  MycoString *copy = myco_string_allocate(needed);
  memcpy(copy->bytes, string->bytes, (size_t)length);
  finish_string(copy, length, string->scalar_count);
  myco_release(string);
  return copy;
}

MycoString *myco_string_concat(MycoString *left, const MycoString *right) {
  int64_t left_length = left->byte_length;
  int64_t right_length = right->byte_length;
  if (right_length == 0) return left;
  if (left_length == 0) {
    myco_retain((void *)(uintptr_t)right);
    myco_release(left);
    return static_string(right);
  }
  int64_t right_count = right->scalar_count;
  // A unique `left` that is `right` too is borrowed by the caller, and so is shared or immortal.
  if (UNLIKELY(left->header.count != 0 || right_length > left->capacity - left_length)) {
    left = myco_string_reserve(left, right_length);
  }
  copy_bytes(left->bytes + left_length, right->bytes, right_length);
  finish_string(left, left_length + right_length, left->scalar_count + right_count);
  return left;
}

MycoString *myco_string_append_text(MycoString *left, const char *text) {
  int64_t old_length = left->byte_length, added = (int64_t)strlen(text);
  left = myco_string_reserve(left, added);
  memcpy(left->bytes + old_length, text, (size_t)added);
  finish_string(left, old_length + added, left->scalar_count + added);
  return left;
}

MycoString *myco_string_concat_borrowed(const MycoString *left, const MycoString *right) {
  int64_t length = joined_length(left->byte_length, right->byte_length);
  MycoString *string = myco_string_allocate(length);
  memcpy(string->bytes, left->bytes, (size_t)left->byte_length);
  memcpy(string->bytes + left->byte_length, right->bytes, (size_t)right->byte_length);
  finish_string(string, length, left->scalar_count + right->scalar_count);
  return string;
}

MycoString *myco_string_repeat(const MycoString *string, int64_t count) {
  int64_t part = string->byte_length;
  if (count <= 0 || part == 0) return static_string(&myco_empty_string);
  int64_t length;
  if (__builtin_mul_overflow(part, count, &length)) myco_raise_out_of_memory(NULL);
  MycoString *result = myco_string_allocate(length);
  if (part == 1) {
    memset(result->bytes, string->bytes[0], (size_t)length);
  } else {
    memcpy(result->bytes, string->bytes, (size_t)part);
    for (int64_t done = part; done < length;) {
      int64_t step = done < length - done ? done : length - done;
      memcpy(result->bytes + done, result->bytes, (size_t)step);
      done += step;
    }
  }
  finish_string(result, length, string->scalar_count * count);
  return result;
}

int32_t myco_string_compare(const MycoString *left, const MycoString *right) {
  int64_t left_length = left->byte_length;
  int64_t right_length = right->byte_length;
  int64_t common = left_length < right_length ? left_length : right_length;
  int order = memcmp(left->bytes, right->bytes, (size_t)common);
  if (order != 0) return order < 0 ? -1 : 1;
  return (left_length > right_length) - (left_length < right_length);
}

MycoString *myco_string_wide_scalar(const MycoString *string, int64_t offset) {
  int64_t width = scalar_width((unsigned char)string->bytes[offset]);
  MycoString *scalar = myco_string_allocate(width);
  memcpy(scalar->bytes, string->bytes + offset, (size_t)width);
  finish_string(scalar, width, 1);
  return scalar;
}

MycoString *myco_string_wide_index(const MycoString *string, int64_t index) {
  return myco_string_scalar_at(string, myco_string_offset(string, index));
}

int64_t myco_string_code_at(const MycoString *string, int64_t offset) {
  const unsigned char *bytes = (const unsigned char *)string->bytes + offset;
  switch (scalar_width(bytes[0])) {
  case 1: return bytes[0];
  case 2: return (bytes[0] & 0x1F) << 6 | (bytes[1] & 0x3F);
  case 3: return (bytes[0] & 0x0F) << 12 | (bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F);
  default:
    return (bytes[0] & 0x07) << 18 | (bytes[1] & 0x3F) << 12 | (bytes[2] & 0x3F) << 6 |
      (bytes[3] & 0x3F);
  }
}

bool myco_string_contains(const MycoString *string, const MycoString *part) {
  return myco_find_bytes(string->bytes, string->byte_length, part->bytes, part->byte_length) !=
    NULL;
}
