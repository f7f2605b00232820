// String operations for inlining. No static state.
#include "internal.h"

int64_t myco_string_length(const MycoString *string) { return string->scalar_count; }

static inline bool equal_words(const char *left, const char *right) {
  uint64_t words[2];
  memcpy(&words[0], left, 8);
  memcpy(&words[1], right, 8);
  return words[0] == words[1];
}

static inline bool equal_halves(const char *left, const char *right) {
  uint32_t halves[2];
  memcpy(&halves[0], left, 4);
  memcpy(&halves[1], right, 4);
  return halves[0] == halves[1];
}

/// Compares few bytes in two words that may overlap.
bool myco_string_equal(const MycoString *left, const MycoString *right) {
  if (left == right) return true;
  int64_t length = left->byte_length;
  if (length != right->byte_length) return false;
  const char *a = left->bytes, *b = right->bytes;
  if (length > 16) return memcmp(a, b, (size_t)length) == 0;
  if (length >= 8) return equal_words(a, b) && equal_words(a + length - 8, b + length - 8);
  if (length >= 4) return equal_halves(a, b) && equal_halves(a + length - 4, b + length - 4);
  for (int64_t i = 0; i < length; ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

int64_t myco_string_next(const MycoString *string, int64_t offset) {
  return offset + scalar_width((unsigned char)string->bytes[offset]);
}

MycoString *myco_string_scalar_at(const MycoString *string, int64_t offset) {
  unsigned char first = (unsigned char)string->bytes[offset];
  if (LIKELY(first < 0x80)) return static_string(&myco_ascii_strings[first]);
  return myco_string_wide_scalar(string, offset);
}

MycoString *myco_string_get(const MycoString *string, int64_t index) {
  if (LIKELY(string->byte_length == string->scalar_count)) {
    return static_string(&myco_ascii_strings[(unsigned char)string->bytes[index]]);
  }
  return myco_string_wide_index(string, index);
}

MycoString *myco_string_index(
  const MycoString *string, int64_t index, const MycoLocation *location
) {
  if (UNLIKELY((uint64_t)index >= (uint64_t)string->scalar_count)) {
    myco_raise_string_index(index, string->scalar_count, location);
    return static_string(&myco_empty_string);
  }
  return myco_string_get(string, index);
}
