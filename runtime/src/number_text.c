// Decimal text of numbers.
#include "internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

int64_t myco_format_int(int64_t value, char buffer[MYCO_NUMBER_SIZE]) {
  char digits[MYCO_NUMBER_SIZE];
  char *cursor = digits + sizeof digits;
  uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
  do {
    *--cursor = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  if (value < 0) *--cursor = '-';
  int64_t length = digits + sizeof digits - cursor;
  memcpy(buffer, cursor, (size_t)length);
  return length;
}

/// A number 0.DIGITS * 10^point with at most 17 digits, neither the first nor the last a zero.
typedef struct Decimal {
  char digits[24];
  int32_t count;
  int32_t point;
} Decimal;

/// Takes the digits of the whole number `whole` > 0, scaled by 10^-`scale`.
static Decimal decimal_of_whole(uint64_t whole, int32_t scale) {
  char digits[MYCO_NUMBER_SIZE];
  Decimal result;
  result.count = (int32_t)myco_format_int((int64_t)whole, digits);
  result.point = result.count - scale;
  while (result.count > 1 && digits[result.count - 1] == '0') --result.count;
  memcpy(result.digits, digits, (size_t)result.count);
  return result;
}

/// Finds few digits quickly: where m / 10^k is `value` with m < 10^15 and k small. Both are exact
/// doubles and division rounds correctly, so that m / 10^k reads back; with at most 15 digits and
/// the smallest k it is the shortest text.
static bool find_short_decimal(double value, Decimal *result) {
  static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
  for (int32_t k = 0; k < (int32_t)(sizeof powers / sizeof powers[0]); ++k) {
    double scaled = value * powers[k];
    if (scaled >= 1e15) return false;
    double whole = nearbyint(scaled);
    if (whole >= 1 && whole / powers[k] == value) {
      *result = decimal_of_whole((uint64_t)whole, k);
      return true;
    }
  }
  return false;
}

/// Takes apart the text `d.ddde±x` of `text`.
static Decimal decimal_of_text(const char *text) {
  Decimal result = {.count = 0};
  const char *cursor = text;
  for (; *cursor != 'e'; ++cursor) {
    if (*cursor != '.') result.digits[result.count++] = *cursor;
  }
  result.point = atoi(cursor + 1) + 1;
  while (result.count > 1 && result.digits[result.count - 1] == '0') --result.count;
  return result;
}

/// Adds one to the last of the digits of `text` (`d.ddde±x`); false if all are 9.
static bool increment_digits(char *text) {
  char *cursor = strchr(text, 'e');
  while (cursor-- > text) {
    if (*cursor == '.') continue;
    if (*cursor < '9') {
      ++*cursor;
      return true;
    }
    *cursor = '0';
  }
  return false;
}

/// Finds the shortest digits that read back as the finite `value` > 0.
static Decimal shortest_decimal(double value) {
  Decimal result;
  if (find_short_decimal(value, &result)) return result;
  char text[40];
  int exponent;
  bool is_power = frexp(value, &exponent) == 0.5;
  // 15 digits of a normal number are never ambiguous; a subnormal one may need fewer.
  for (int precision = value < 0x1p-1022 ? 1 : 15; precision < 17; ++precision) {
    snprintf(text, sizeof text, "%.*e", precision - 1, value);
    if (strtod(text, NULL) == value) return decimal_of_text(text);
    // Doubles lie twice as close below a power of two as above, so that the next text above may
    // read back although the nearest one, below, does not.
    if (is_power && increment_digits(text) && strtod(text, NULL) == value) {
      return decimal_of_text(text);
    }
  }
  snprintf(text, sizeof text, "%.16e", value);
  return decimal_of_text(text);
}

/// Writes d.ddde±xx, without a point for one digit, and returns the end.
static char *write_exponent_form(const Decimal *decimal, char *cursor) {
  *cursor++ = decimal->digits[0];
  if (decimal->count > 1) {
    *cursor++ = '.';
    memcpy(cursor, decimal->digits + 1, (size_t)decimal->count - 1);
    cursor += decimal->count - 1;
  }
  int exponent = decimal->point - 1;
  *cursor++ = 'e';
  *cursor++ = exponent < 0 ? '-' : '+';
  if (exponent < 0) exponent = -exponent;
  if (exponent >= 100) *cursor++ = (char)('0' + exponent / 100);
  *cursor++ = (char)('0' + exponent / 10 % 10);
  *cursor++ = (char)('0' + exponent % 10);
  return cursor;
}

/// Writes the digits with a point among or beside them, and returns the end.
static char *write_point_form(const Decimal *decimal, char *cursor) {
  int32_t point = decimal->point;
  if (point <= 0) {
    *cursor++ = '0';
    *cursor++ = '.';
    for (; point < 0; ++point) *cursor++ = '0';
    memcpy(cursor, decimal->digits, (size_t)decimal->count);
    return cursor + decimal->count;
  }
  for (int32_t i = 0; i < point; ++i) {
    *cursor++ = i < decimal->count ? decimal->digits[i] : '0';
  }
  *cursor++ = '.';
  if (decimal->count <= point) *cursor++ = '0';
  for (int32_t i = point; i < decimal->count; ++i) *cursor++ = decimal->digits[i];
  return cursor;
}

int64_t myco_format_float(double value, char buffer[MYCO_NUMBER_SIZE]) {
  if (value != value) {
    memcpy(buffer, "nan", 3);
    return 3;
  }
  char *cursor = buffer;
  if (signbit(value)) {
    *cursor++ = '-';
    value = -value;
  }
  if (value == 0 || value > 0x1.fffffffffffffp1023) {
    memcpy(cursor, value == 0 ? "0.0" : "inf", 3);
    return cursor + 3 - buffer;
  }
  Decimal decimal = shortest_decimal(value);
  // 1e-04 is the least that is written with a point, 1e+16 the first that is not.
  bool has_exponent = decimal.point < -3 || decimal.point > 16;
  cursor = has_exponent ? write_exponent_form(&decimal, cursor)
                        : write_point_form(&decimal, cursor);
  return cursor - buffer;
}
