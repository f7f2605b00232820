// Methods of String: searching, and parts of strings.
#include "unicode.h"

// MARK: Positions

static bool is_ascii(const MycoString *string) {
  return string->byte_length == string->scalar_count;
}

/// Returns the bytes from `start` up to `end` as a string; `string` itself if these are all.
MycoString *myco_string_part(const MycoString *string, int64_t start, int64_t end) {
  if (start >= end) return static_string(&myco_empty_string);
  if (start == 0 && end == string->byte_length) {
    myco_retain(static_string(string));
    return static_string(string);
  }
  if (end - start == 1) return static_string(&myco_ascii_strings[(int)string->bytes[start]]);
  MycoString *result = myco_string_allocate(end - start);
  memcpy(result->bytes, string->bytes + start, (size_t)(end - start));
  int64_t count = is_ascii(string)
    ? end - start : myco_count_scalars(string->bytes + start, end - start);
  finish_string(result, end - start, count);
  return result;
}

/// Returns the byte offset of the first `sought` at or after byte `start`, -1 if there is none.
static int64_t find(const MycoString *string, const MycoString *sought, int64_t start) {
  const char *found = myco_find_bytes(
    string->bytes + start, string->byte_length - start, sought->bytes, sought->byte_length);
  return found == NULL ? -1 : found - string->bytes;
}

// MARK: Searching

static bool occurs_at(const MycoString *string, const MycoString *sought, int64_t offset) {
  return memcmp(string->bytes + offset, sought->bytes, (size_t)sought->byte_length) == 0;
}

bool myco_string_starts_with(const MycoString *string, const MycoString *sought) {
  return sought->byte_length <= string->byte_length && occurs_at(string, sought, 0);
}

bool myco_string_ends_with(const MycoString *string, const MycoString *sought) {
  int64_t offset = string->byte_length - sought->byte_length;
  return offset >= 0 && occurs_at(string, sought, offset);
}

int64_t myco_string_index_of(const MycoString *string, const MycoString *sought, int64_t start) {
  if (start < 0) start = 0;
  if (start > string->scalar_count) return -1;
  int64_t offset = find(string, sought, myco_string_offset(string, start));
  return offset < 0 ? -1 : myco_string_position(string, offset);
}

int64_t myco_string_last_index_of(const MycoString *string, const MycoString *sought) {
  const char *found = myco_find_last_bytes(
    string->bytes, string->byte_length, sought->bytes, sought->byte_length);
  return found == NULL ? -1 : myco_string_position(string, found - string->bytes);
}

int64_t myco_string_count(const MycoString *string, const MycoString *sought) {
  if (sought->byte_length == 0) return 0;
  int64_t count = 0;
  for (int64_t i = 0; (i = find(string, sought, i)) >= 0; i += sought->byte_length) ++count;
  return count;
}

// MARK: Parts

static int64_t clamp(int64_t value, int64_t most) {
  return value < 0 ? 0 : value > most ? most : value;
}

MycoString *myco_string_slice(const MycoString *string, int64_t start, int64_t end) {
  start = clamp(start, string->scalar_count);
  end = clamp(end, string->scalar_count);
  if (start >= end) return static_string(&myco_empty_string);
  if (is_ascii(string)) return myco_string_part(string, start, end);
  int64_t first = myco_string_offset(string, start);
  int64_t last = first;
  for (int64_t i = start; i < end; ++i) {
    last += scalar_width((unsigned char)string->bytes[last]);
  }
  return myco_string_part(string, first, last);
}

static MycoArray *scalars(const MycoString *string) {
  MycoArray *array = myco_array_allocate(MYCO_ELEMENT_POINTER, string->scalar_count);
  for (int64_t i = 0; i < string->byte_length; i = myco_string_next(string, i)) {
    array = myco_array_push_pointer(array, myco_string_scalar_at(string, i));
  }
  return array;
}

int64_t myco_string_piece_end(
  const MycoString *string, const MycoString *separator, int64_t start
) {
  int64_t end = find(string, separator, start);
  return end < 0 ? string->byte_length : end;
}

MycoArray *myco_string_split(const MycoString *string, const MycoString *separator) {
  if (separator->byte_length == 0) return scalars(string);
  MycoArray *array = &myco_empty_array;
  for (int64_t start = 0; start <= string->byte_length;) {
    int64_t end = myco_string_piece_end(string, separator, start);
    array = myco_array_push_pointer(array, myco_string_part(string, start, end));
    start = end + separator->byte_length;
  }
  return array;
}

int64_t myco_string_line_end(const MycoString *string, int64_t start) {
  int64_t length = string->byte_length;
  const char *newline = memchr(string->bytes + start, '\n', (size_t)(length - start));
  return newline == NULL ? length : newline + 1 - string->bytes;
}

MycoString *myco_string_line(const MycoString *string, int64_t start, int64_t end) {
  if (string->bytes[end - 1] == '\n') --end;
  if (end > start && string->bytes[end - 1] == '\r') --end;
  return myco_string_part(string, start, end);
}

MycoArray *myco_string_lines(const MycoString *string) {
  MycoArray *array = &myco_empty_array;
  for (int64_t start = 0; start < string->byte_length;) {
    int64_t end = myco_string_line_end(string, start);
    array = myco_array_push_pointer(array, myco_string_line(string, start, end));
    start = end;
  }
  return array;
}

/// The result's length in bytes or in scalars.
static int64_t replaced_length(int64_t length, int64_t count, int64_t old, int64_t new) {
  int64_t added;
  if (__builtin_mul_overflow(count, new - old, &added) ||
      __builtin_add_overflow(length, added, &length)) {
    myco_raise_out_of_memory(NULL);
  }
  return length;
}

MycoString *myco_string_replace(
  const MycoString *string, const MycoString *old, const MycoString *new
) {
  int64_t count = myco_string_count(string, old);
  if (count == 0) return myco_string_part(string, 0, string->byte_length);
  int64_t length =
    replaced_length(string->byte_length, count, old->byte_length, new->byte_length);
  MycoString *result = myco_string_allocate(length);
  char *cursor = result->bytes;
  int64_t start = 0, end;
  while ((end = find(string, old, start)) >= 0) {
    cursor = mempcpy(cursor, string->bytes + start, (size_t)(end - start));
    cursor = mempcpy(cursor, new->bytes, (size_t)new->byte_length);
    start = end + old->byte_length;
  }
  memcpy(cursor, string->bytes + start, (size_t)(string->byte_length - start));
  int64_t scalar_count =
    replaced_length(string->scalar_count, count, old->scalar_count, new->scalar_count);
  finish_string(result, length, scalar_count);
  return result;
}

MycoString *myco_string_reverse(const MycoString *string) {
  int64_t length = string->byte_length;
  MycoString *result = myco_string_allocate(length);
  if (is_ascii(string)) myco_copy_reversed(result->bytes, string->bytes, length);
  for (int64_t i = is_ascii(string) ? length : 0; i < length;) {
    int64_t width = scalar_width((unsigned char)string->bytes[i]);
    memcpy(result->bytes + length - i - width, string->bytes + i, (size_t)width);
    i += width;
  }
  finish_string(result, length, string->scalar_count);
  return result;
}

/// Whether the scalar at byte `offset` is white space.
static bool is_space(const MycoString *string, int64_t offset) {
  return myco_scalar_is_space((uint32_t)myco_string_code_at(string, offset));
}

MycoString *myco_string_trim(const MycoString *string, bool left, bool right) {
  int64_t start = 0, end = string->byte_length;
  while (left && start < end && is_space(string, start)) start = myco_string_next(string, start);
  while (right && end > start) {
    int64_t last = end - 1;
    while ((signed char)string->bytes[last] < -64) --last;
    if (!is_space(string, last)) break;
    end = last;
  }
  return myco_string_part(string, start, end);
}
