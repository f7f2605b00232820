// Numbers of JSON texts.
#include "myco_json.h"
#include "myco_system.h"

#include <stdlib.h>
#include <string.h>

enum {
  /// So many digits fit 64 bits.
  MOST_DIGITS = 19,
  /// Powers of ten up to this one are exact as doubles.
  EXACT_POWER = 22,
};

/// The digits of a number: `whole` * 10^`exponent`.
typedef struct Digits {
  uint64_t whole;
  int64_t exponent;
  int64_t count;
  bool is_negative, has_point;
} Digits;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes digits in; returns where they end. Of more than `MOST_DIGITS`, only the number counts.
static const char *take_digits(Digits *digits, const char *cursor, const char *end) {
  for (; cursor < end && is_digit(*cursor); ++cursor) {
    if (digits->count > 0 || *cursor != '0') ++digits->count;
    uint64_t digit = (uint64_t)(*cursor - '0');
    if (digits->count <= MOST_DIGITS) digits->whole = digits->whole * 10 + digit;
  }
  return cursor;
}

/// Returns the exponent that stands behind an `e`; one that is out of all bounds is cut off.
static int64_t read_exponent(const char *cursor, const char *end) {
  bool is_negative = *cursor == '-';
  if (!is_digit(*cursor)) ++cursor;
  int64_t exponent = 0;
  for (; cursor < end && exponent < 1000000; ++cursor) exponent = exponent * 10 + (*cursor - '0');
  return is_negative ? -exponent : exponent;
}

static Digits read_digits(const char *text, const char *end) {
  Digits digits = {.is_negative = *text == '-'};
  const char *cursor = take_digits(&digits, text + digits.is_negative, end);
  digits.has_point = cursor < end;
  if (cursor < end && *cursor == '.') {
    const char *fraction = cursor + 1;
    cursor = take_digits(&digits, fraction, end);
    digits.exponent = fraction - cursor;
  }
  if (cursor < end) digits.exponent += read_exponent(cursor + 1, end);
  return digits;
}

/// Returns the Float of any number, correctly rounded.
static double read_exactly(const char *text, size_t length) {
  char buffer[64];
  char *copy = length < sizeof buffer ? buffer : myco_demand_memory(malloc(length + 1));
  memcpy(copy, text, length);
  copy[length] = 0;
  double value = strtod(copy, NULL);
  if (copy != buffer) free(copy);
  return value;
}

MycoJSONNumber myco_json_number(const char *text, size_t length) {
  static const double powers[EXACT_POWER + 1] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  };
  Digits digits = read_digits(text, text + length);
  bool is_known = digits.count <= MOST_DIGITS;
  uint64_t limit = (uint64_t)INT64_MAX + digits.is_negative;
  if (!digits.has_point && is_known && digits.whole <= limit) {
    int64_t value = (int64_t)(digits.is_negative ? -digits.whole : digits.whole);
    return (MycoJSONNumber){.kind = MYCO_JSON_INT, .integer = value};
  }
  int64_t exponent = digits.exponent;
  double value;
  if (is_known && digits.whole <= 1ull << 53 && exponent >= -EXACT_POWER &&
      exponent <= EXACT_POWER) {
    // Both factors are exact, and one operation rounds once.
    value = (double)digits.whole;
    value = exponent < 0 ? value / powers[-exponent] : value * powers[exponent];
    if (digits.is_negative) value = -value;
  } else {
    value = read_exactly(text, length);
  }
  int64_t kind = value - value == 0 ? MYCO_JSON_FLOAT : MYCO_JSON_TOO_LARGE;
  return (MycoJSONNumber){.kind = kind, .number = value};
}
