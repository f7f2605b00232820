// Methods of String by kinds and values of scalars; texts of numbers.
#include "unicode.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>

// MARK: Upper and lower case

/// Copies ASCII with the case of the 26 letters from `first` on changed.
static void map_letters(
  char *restrict target, const char *restrict source, int64_t length, char first
) {
  for (int64_t i = 0; i < length; ++i) {
    unsigned char byte = (unsigned char)source[i];
    target[i] = (char)((unsigned char)(byte - first) < 26 ? byte ^ 0x20 : byte);
  }
}

static MycoString *map_ascii(const MycoString *string, char first) {
  int64_t length = string->byte_length;
  MycoString *result = myco_string_allocate(length);
  map_letters(result->bytes, string->bytes, length, first);
  finish_string(result, length, length);
  return result;
}

/// What a scalar becomes: at most three; the number is returned.
typedef int32_t Mapping(uint32_t scalar, uint32_t mapped[3]);

/// Makes room for `needed` bytes after the first `length` of a result.
static MycoString *make_room(MycoString *result, int64_t length, int64_t needed) {
  if (LIKELY(needed <= result->capacity - length)) return result;
  result->byte_length = length;
  return myco_string_reserve(result, needed);
}

/// Maps a string that is not all ASCII; `first` is the first ASCII letter to be mapped.
static MycoString *map_wide(const MycoString *string, Mapping *map, char first) {
  enum { LARGEST = 3 * 4 };
  int64_t scalars = string->scalar_count, length = 0, end = string->byte_length;
  MycoString *result = myco_string_allocate(end + LARGEST);
  for (int64_t i = 0; i < end;) {
    int64_t start = i;
    while (i < end && string->bytes[i] >= 0) ++i;
    result = make_room(result, length, i - start + LARGEST);
    map_letters(result->bytes + length, string->bytes + start, i - start, first);
    length += i - start;
    if (i == end) break;
    uint32_t mapped[3];
    int32_t count = map((uint32_t)myco_string_code_at(string, i), mapped);
    for (int32_t k = 0; k < count; ++k) {
      length += myco_encode_scalar(mapped[k], result->bytes + length);
    }
    scalars += count - 1;
    i = myco_string_next(string, i);
  }
  finish_string(result, length, scalars);
  return result;
}

MycoString *myco_string_upper(const MycoString *string) {
  if (string->byte_length == string->scalar_count) return map_ascii(string, 'a');
  return map_wide(string, myco_scalar_to_upper, 'a');
}

MycoString *myco_string_lower(const MycoString *string) {
  if (string->byte_length == string->scalar_count) return map_ascii(string, 'A');
  return map_wide(string, myco_scalar_to_lower, 'A');
}

// MARK: Kinds

static bool is_of_kind(int64_t kind, uint32_t scalar) {
  switch (kind) {
  case MYCO_DIGIT: return myco_scalar_is_digit(scalar);
  case MYCO_LETTER: return myco_scalar_is_letter(scalar);
  case MYCO_SPACE: return myco_scalar_is_space(scalar);
  case MYCO_UPPERCASE: return myco_scalar_is_upper(scalar);
  case MYCO_LOWERCASE: return myco_scalar_is_lower(scalar);
  default:
    return myco_scalar_is_letter(scalar) || myco_scalar_is_digit(scalar);
  }
}

bool myco_string_is_kind(const MycoString *string, int64_t kind) {
  for (int64_t i = 0; i < string->byte_length; i = myco_string_next(string, i)) {
    if (!is_of_kind(kind, (uint32_t)myco_string_code_at(string, i))) return false;
  }
  return string->byte_length > 0;
}

// MARK: Values of scalars, and bytes

int64_t myco_string_code(const MycoString *string) { return myco_string_code_at(string, 0); }

MycoString *myco_string_from_code(int64_t code) {
  if (code < 0x80) return static_string(&myco_ascii_strings[code]);
  char bytes[4];
  return myco_string_from_bytes(bytes, myco_encode_scalar((uint32_t)code, bytes));
}

MycoArray *myco_string_bytes(const MycoString *string) {
  int64_t length = string->byte_length;
  if (length == 0) return &myco_empty_array;
  MycoArray *array = myco_array_sized(MYCO_ELEMENT_INT, length);
  for (int64_t i = 0; i < length; ++i) ints(array)[i] = (unsigned char)string->bytes[i];
  return array;
}

/// The byte that a value is; one that UTF-8 never has if it is none.
static char byte_of(MycoValue value) {
  bool is_byte = value.tag == MYCO_INT && value.payload >= 0 && value.payload < 256;
  return (char)(is_byte ? value.payload : 0xFF);
}

bool myco_is_valid_utf8(const MycoString *string) {
  const unsigned char *bytes = (const unsigned char *)string->bytes;
  const unsigned char *end = bytes + string->byte_length;
  while (bytes < end) {
    int64_t width = myco_valid_width(bytes, end);
    if (width == 0) return false;
    bytes += width;
  }
  return true;
}

MycoString *myco_string_from_array(int64_t tag, int64_t payload, const MycoLocation *location) {
  (void)tag;
  MycoArray *array = as_array(payload);
  MycoString *string = myco_string_allocate(array->length);
  for (int64_t i = 0; i < array->length; ++i) string->bytes[i] = byte_of(element_at(array, i));
  finish_string(string, array->length, myco_count_scalars(string->bytes, array->length));
  if (myco_is_valid_utf8(string)) return string;
  myco_release(string);
  myco_raise("ValueError", "the bytes are not valid UTF-8", location);
  return static_string(&myco_empty_string);
}

// MARK: Numbers

MycoString *myco_number_to_fixed(double value, int64_t digits) {
  // The sign of a NaN is no part of its value.
  if (isnan(value)) value = NAN;
  int precision = digits < 0 ? 0 : digits > INT_MAX / 2 ? INT_MAX / 2 : (int)digits;
  char text[MYCO_NUMBER_SIZE];
  int64_t usual = myco_format_fixed(value, precision, text);
  if (usual > 0) return myco_string_from_ascii(text, usual);
  int length = snprintf(NULL, 0, "%.*f", precision, value);
  MycoString *string = myco_string_allocate(length);
  snprintf(string->bytes, (size_t)length + 1, "%.*f", precision, value);
  finish_string(string, length, length);
  return string;
}

MycoString *myco_number_to_hex(int64_t value) {
  char buffer[24];
  uint64_t magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value;
  int length = snprintf(buffer, sizeof buffer, "%s%llx", value < 0 ? "-" : "",
                        (unsigned long long)magnitude);
  return myco_string_from_bytes(buffer, length);
}
