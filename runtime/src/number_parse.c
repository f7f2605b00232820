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

/// The bits of a double of a significand of 53 bits, of which the highest has the value
/// 2^`exponent`; a significand of 2^53 counts as well.
static uint64_t assemble(uint64_t significand, int32_t exponent) {
  return ((uint64_t)(exponent + 1022) << 52) + significand;
}

/// Rounds a 128-bit number to 53 bits, a tie to even.
static uint64_t round_wide(unsigned __int128 value, int32_t *width) {
  uint64_t high = (uint64_t)(value >> 64);
  int32_t zeros = __builtin_clzll(high);
  *width = 128 - zeros;
  value <<= zeros;
  uint64_t top = (uint64_t)(value >> 74);
  bool is_more = value << 54 != 0;
  return (top >> 1) + ((top & 1) && (is_more || (top & 2)));
}

/// Computes `digits` * 10^`power` where the product with the power's 128 bits decides how it is
/// rounded; after Daniel Lemire, "Number parsing at a gigabyte per second".
static bool scale_decimal(uint64_t digits, int64_t power, double *result) {
  if (power < MYCO_LEAST_POWER || power > 308) return false;
  int32_t zeros = __builtin_clzll(digits);
  digits <<= zeros;
  const uint64_t *factor = myco_powers_of_ten[power - MYCO_LEAST_POWER];
  unsigned __int128 low = (unsigned __int128)factor[1] * digits;
  unsigned __int128 high = (unsigned __int128)factor[0] * digits + (uint64_t)(low >> 64);
  // The power is rounded up by less than one, so that the product lies between these.
  int32_t width, other;
  uint64_t significand = round_wide(high - 1, &width);
  if (significand != round_wide(high + 1, &other) || width != other) return false;
  // Where the power's highest bit stands, less that it is bit 127.
  int32_t exponent = (int32_t)(power * 217706 >> 16) - 127 + 64 + width - 1 - zeros;
  if (exponent < -1000 || exponent > 1000) return false;
  uint64_t bits = assemble(significand, exponent);
  memcpy(result, &bits, sizeof bits);
  return true;
}

/// The digits of a number as far as they have been read.
typedef struct Digits {
  uint64_t value;
  /// Without zeros at the beginning.
  int64_t count;
} Digits;

/// Reads digits behind those that `digits` has; returns the end. Beyond 19 its value is wrong.
static const char *read_digits(const char *cursor, Digits *digits) {
  const char *start = cursor;
  if (digits->value == 0) {
    while (*cursor == '0') ++cursor;
    start = cursor;
  }
  uint64_t value = digits->value;
  for (; is_digit(*cursor); ++cursor) value = value * 10 + (uint64_t)(*cursor - '0');
  digits->value = value;
  digits->count += cursor - start;
  return cursor;
}

/// Reads an exponent, which is added to `*power`; returns the end, null if there is no digit.
static const char *read_exponent(const char *cursor, int64_t *power) {
  bool is_negative = *cursor == '-';
  if (*cursor == '-' || *cursor == '+') ++cursor;
  if (!is_digit(*cursor)) return NULL;
  int64_t exponent = 0;
  for (; is_digit(*cursor); ++cursor) {
    if (exponent < 100000) exponent = exponent * 10 + (*cursor - '0');
  }
  *power += is_negative ? -exponent : exponent;
  return cursor;
}

/// Computes `digits` * 10^`power`; false where that takes more than a few multiplications.
static bool compute(const Digits *digits, int64_t power, double *result) {
  static const double powers[] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if (digits->count > 19) return false;
  if (digits->value == 0) {
    *result = 0;
    return true;
  }
  // Both are exact, and so there is one rounding.
  if (digits->value <= 1ull << 53 && power >= -22 && power <= 22) {
    double whole = (double)digits->value;
    *result = power < 0 ? whole / powers[-power] : whole * powers[power];
    return true;
  }
  return scale_decimal(digits->value, power, result);
}

/// Reads a sign or none, digits, a point, an exponent. Returns the end; null if there is no such
/// number, or one that only strtod can read.
static const char *read_decimal(const char *text, double *result) {
  const char *first = text + (*text == '-' || *text == '+');
  Digits digits = {0, 0};
  int64_t power = 0;
  const char *end = read_digits(first, &digits);
  bool has_digits = end > first;
  if (*end == '.') {
    const char *fraction = end + 1;
    end = read_digits(fraction, &digits);
    power = fraction - end;
    has_digits = has_digits || end > fraction;
  }
  if (!has_digits) return NULL;
  if ((*end | 0x20) == 'e' && (end = read_exponent(end + 1, &power)) == NULL) return NULL;
  double value;
  if (!compute(&digits, power, &value)) return NULL;
  *result = *text == '-' ? -value : value;
  return end;
}

double myco_parse_decimal(const char *text) {
  double value;
  return read_decimal(text, &value) == NULL ? strtod(text, NULL) : value;
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

static double read_float(const NumberText *text) {
  bool is_decimal = is_digit(*text->digits) || *text->digits == '.';
  if (is_decimal && !text->is_hexadecimal) return myco_parse_decimal(text->start);
  // C reads hexadecimal, "inf" and "nan" too; "nan" with a sign would carry it.
  double value = strtod(text->start, NULL);
  return value != value ? __builtin_nan("") : value;
}

/// Reads a sign or none and up to 18 digits that are all of `string`; false if there is more to it.
static bool read_plain_int(const MycoString *string, int64_t *result) {
  const char *first = string->bytes + (string->bytes[0] == '-');
  Digits digits = {0, 0};
  const char *end = read_digits(first, &digits);
  if (end == first || end != string->bytes + string->byte_length || digits.count > 18) return false;
  *result = first > string->bytes ? -(int64_t)digits.value : (int64_t)digits.value;
  return true;
}

int64_t myco_string_to_int(const MycoString *string, const MycoLocation *location) {
  int64_t value;
  if (LIKELY(read_plain_int(string, &value))) return value;
  NumberText text;
  if (!scan_number(string, &text)) {
    raise_no_number(string, location);
    return 0;
  }
  if (text.is_whole) return read_whole(&text, location);
  return myco_float_to_int(read_float(&text), location);
}

double myco_string_to_float(const MycoString *string, const MycoLocation *location) {
  double value;
  const char *end = read_decimal(string->bytes, &value);
  if (LIKELY(end == string->bytes + string->byte_length)) return value;
  NumberText text;
  if (!scan_number(string, &text)) {
    raise_no_number(string, location);
    return 0;
  }
  return read_float(&text);
}

bool myco_string_to_bool(const MycoString *string) {
  if (string->byte_length == 4 && strncasecmp(string->bytes, "true", 4) == 0) return true;
  if (string->byte_length == 5 && strncasecmp(string->bytes, "false", 5) == 0) return false;
  return string->byte_length > 0;
}
