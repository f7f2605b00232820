// Reading numbers: blanks around, a sign, decimal digits with point and exponent, or 0x and hex.
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>

/// The parts of a number's text.
typedef struct NumberText {
  /// The text without blanks.
  const char *start, *end;
  bool is_negative, is_hexadecimal, is_whole;
  /// The first digit.
  const char *digits;
} NumberText;

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The value of a hexadecimal digit, or -1.
static int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  char lower = c | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static const char *skip_digits(const char *cursor) {
  while (is_digit(*cursor)) ++cursor;
  return cursor;
}

/// Scans digits, point and exponent; returns the end, or null.
static const char *scan_decimal(const char *cursor, NumberText *text) {
  const char *end = skip_digits(cursor);
  int64_t count = end - cursor;
  text->is_whole = true;
  if (*end == '.') {
    const char *fraction = end + 1;
    end = skip_digits(fraction);
    count += end - fraction;
    text->is_whole = false;
  }
  if (count == 0) return NULL;
  if (*end == 'e' || *end == 'E') {
    const char *exponent = end + 1;
    if (*exponent == '+' || *exponent == '-') ++exponent;
    end = skip_digits(exponent);
    text->is_whole = false;
    if (end == exponent) return NULL;
  }
  return end;
}

/// Scans `string`, which ends in a NUL; false if it is no number. "inf" and "nan" are numbers.
static bool scan_number(const MycoString *string, NumberText *text) {
  const char *cursor = string->bytes;
  text->end = cursor + string->byte_length;
  while (is_blank(*cursor)) ++cursor;
  while (text->end > cursor && is_blank(text->end[-1])) --text->end;
  text->start = cursor;
  text->is_negative = *cursor == '-';
  if (*cursor == '-' || *cursor == '+') ++cursor;
  text->digits = cursor;
  text->is_hexadecimal = cursor[0] == '0' && (cursor[1] | 0x20) == 'x';
  if (text->is_hexadecimal) {
    text->digits = cursor += 2;
    text->is_whole = true;
    while (hex_digit(*cursor) >= 0) ++cursor;
    return cursor > text->digits && cursor == text->end;
  }
  if (text->end - cursor == 3 && (memcmp(cursor, "inf", 3) == 0 || memcmp(cursor, "nan", 3) == 0)) {
    text->is_whole = false;
    return true;
  }
  return scan_decimal(cursor, text) == text->end;
}

/// Raises the error of `kind` for the bytes at `start` between `before` and `after`.
MYCO_COLD static void raise_text(
  const char *kind, const char *before, const char *start, int64_t length, const char *after,
  const MycoLocation *location
) {
  MycoString *message = myco_string_from_bytes(before, (int64_t)strlen(before));
  MycoString *middle = myco_string_from_bytes(start, length);
  message = myco_string_append_text(myco_string_concat(message, middle), after);
  myco_release(middle);
  myco_raise_error(kind, message, location);
}

MYCO_COLD static void raise_no_number(const MycoString *string, const MycoLocation *location) {
  raise_text("ValueError", "\"", string->bytes, string->byte_length, "\" is not a number",
             location);
}

/// Returns the whole number of `text`; OverflowError.
static int64_t read_whole(const NumberText *text, const MycoLocation *location) {
  uint64_t base = text->is_hexadecimal ? 16 : 10;
  uint64_t limit = (uint64_t)INT64_MAX + text->is_negative;
  uint64_t value = 0;
  for (const char *cursor = text->digits; cursor < text->end; ++cursor) {
    uint64_t digit = (uint64_t)hex_digit(*cursor);
    if (value > (limit - digit) / base) {
      raise_text("OverflowError", "", text->start, text->end - text->start, " does not fit Int",
                 location);
      return 0;
    }
    value = value * base + digit;
  }
  return (int64_t)(text->is_negative ? -value : value);
}

int64_t myco_string_to_int(const MycoString *string, const MycoLocation *location) {
  NumberText text;
  if (!scan_number(string, &text)) {
    raise_no_number(string, location);
    return 0;
  }
  if (text.is_whole) return read_whole(&text, location);
  return myco_float_to_int(strtod(text.start, NULL), location);
}

double myco_string_to_float(const MycoString *string, const MycoLocation *location) {
  NumberText text;
  if (!scan_number(string, &text)) {
    raise_no_number(string, location);
    return 0;
  }
  // C reads hexadecimal, "inf" and "nan" too; "nan" with a sign would carry it.
  double value = strtod(text.start, NULL);
  return value != value ? __builtin_nan("") : value;
}

bool myco_string_to_bool(const MycoString *string) {
  if (string->byte_length == 4 && strncasecmp(string->bytes, "true", 4) == 0) return true;
  if (string->byte_length == 5 && strncasecmp(string->bytes, "false", 5) == 0) return false;
  return string->byte_length > 0;
}
