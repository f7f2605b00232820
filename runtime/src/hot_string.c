// String operations for inlining. No static state.
#include "internal.h"

int64_t myco_string_length(const MycoString *string) { return string->scalar_count; }

bool myco_string_equal(const MycoString *left, const MycoString *right) {
  if (left == right) return true;
  return left->byte_length == right->byte_length &&
    memcmp(left->bytes, right->bytes, (size_t)left->byte_length) == 0;
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
