// Decimal text of numbers.
#include "internal.h"

#include <math.h>

/// The texts of 0 to 99, each of two digits.
static const char pairs[] =
  "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
  "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
  "8081828384858687888990919293949596979899";

/// The number of decimal digits; one for 0.
static int64_t count_digits(uint64_t value) {
  static const uint64_t powers[] = {
    0, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
    100000000000, 1000000000000, 10000000000000, 100000000000000, 1000000000000000,
    10000000000000000, 100000000000000000, 1000000000000000000, 10000000000000000000u};
  // 1233 / 4096 is a little more than log10(2).
  int64_t floor = (64 - __builtin_clzll(value | 1)) * 1233 >> 12;
  return floor + (value >= powers[floor]);
}

/// Writes the `count` digits of `value`.
static void write_digits(char *digits, int64_t count, uint64_t value) {
  char *cursor = digits + count;
  for (; value >= 100; value /= 100) memcpy(cursor -= 2, pairs + 2 * (value % 100), 2);
  if (value >= 10) {
    memcpy(cursor - 2, pairs + 2 * value, 2);
  } else {
    cursor[-1] = (char)('0' + value);
  }
}

int64_t myco_format_int(int64_t value, char buffer[MYCO_NUMBER_SIZE]) {
  uint64_t magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value;
  int64_t count = count_digits(magnitude), sign = value < 0;
  buffer[0] = '-';
  write_digits(buffer + sign, count, magnitude);
  return sign + count;
}

/// A number 0.DIGITS * 10^point with at most 17 digits, neither the first nor the last a zero.
typedef struct Decimal {
  char digits[MYCO_NUMBER_SIZE];
  int32_t count;
  int32_t point;
} Decimal;

/// Takes the digits of the number `whole` * 10^`exponent`.
static Decimal make_decimal(uint64_t whole, int32_t exponent) {
  Decimal result;
  result.count = (int32_t)myco_format_int((int64_t)whole, result.digits);
  result.point = result.count + exponent;
  while (result.digits[result.count - 1] == '0') --result.count;
  return result;
}

/// The floor of log2(10^k).
static int32_t log2_of_power(int32_t k) { return (k * 1741647) >> 19; }

/// Returns `factor` times the fraction of `power`, rounded to odd: the last bit tells whether
/// anything was lost.
static uint64_t scale(const uint64_t power[2], uint64_t factor) {
  unsigned __int128 low = (unsigned __int128)power[1] * factor;
  unsigned __int128 high = (unsigned __int128)power[0] * factor + (uint64_t)(low >> 64);
  return (uint64_t)(high >> 64) | ((uint64_t)high > 1);
}

/// Finds the shortest digits that read back as the finite `value` > 0; of several, the closest.
///
/// The algorithm is Schubfach, from Raffaello Giulietti, "The Schubfach way to render doubles":
/// among the multiples of 10^(k + 1) in the interval that reads back as `value` there is at most
/// one, and of the multiples of 10^k one at least.
static Decimal shortest_decimal(double value) {
  uint64_t bits = (uint64_t)float_payload(value);
  uint64_t fraction = bits & ((1ull << 52) - 1);
  int32_t biased = (int32_t)(bits >> 52);
  uint64_t significand = biased == 0 ? fraction : fraction | 1ull << 52;
  int32_t exponent = biased == 0 ? -1074 : biased - 1075;
  // Below a power of two doubles lie twice as close as above.
  bool is_lower_closer = fraction == 0 && biased > 1;
  int32_t k = (exponent * 1262611 - (is_lower_closer ? 524031 : 0)) >> 22;
  int32_t shift = exponent + log2_of_power(-k) + 1;
  const uint64_t *power = myco_powers_of_ten[-k - MYCO_LEAST_POWER];
  // Four times the value and the ends of its interval, in units of 10^k. Of an odd significand
  // the ends themselves do not read back.
  uint64_t is_odd = significand & 1;
  uint64_t middle = scale(power, (4 * significand) << shift);
  uint64_t lower = scale(power, (4 * significand - 2 + is_lower_closer) << shift) + is_odd;
  uint64_t upper = scale(power, (4 * significand + 2) << shift) - is_odd;
  uint64_t whole = middle / 4;
  uint64_t tens = whole / 10;
  bool is_tens_below = lower <= 40 * tens;
  bool is_tens_above = 40 * tens + 40 <= upper;
  if (tens > 0 && is_tens_below != is_tens_above) return make_decimal(tens + is_tens_above, k + 1);
  bool is_below = lower <= 4 * whole;
  bool is_above = 4 * whole + 4 <= upper;
  if (is_below != is_above) return make_decimal(whole + is_above, k);
  uint64_t half = 4 * whole + 2;
  bool rounds_up = middle > half || (middle == half && (whole & 1));
  return make_decimal(whole + rounds_up, k);
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

/// Rounds `value`, finite and not negative, to `digits` decimals: the result is in units of the
/// last one, exactly rounded, a tie to even, as C does. False if it does not fit.
static bool round_to_units(double value, int digits, uint64_t *units) {
  static const uint64_t powers[] = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000};
  if (digits >= (int)(sizeof powers / sizeof powers[0]) || !(value < 0x1p53)) return false;
  if (value == 0) {
    *units = 0;
    return true;
  }
  uint64_t bits = (uint64_t)float_payload(value);
  int32_t biased = (int32_t)(bits >> 52);
  if (biased == 0) return false;
  // The value is significand / 2^shift.
  uint64_t significand = (bits & ((1ull << 52) - 1)) | 1ull << 52;
  int32_t shift = 1075 - biased;
  unsigned __int128 scaled = (unsigned __int128)significand * powers[digits];
  if (shift > 100) return false;
  unsigned __int128 whole = scaled >> shift, rest = scaled - (whole << shift);
  unsigned __int128 half = ((unsigned __int128)1 << shift) >> 1;
  if (whole >> 63 != 0) return false;
  *units = (uint64_t)whole + (shift > 0 && (rest > half || (rest == half && (whole & 1))));
  return true;
}

int64_t myco_format_fixed(double value, int digits, char buffer[MYCO_NUMBER_SIZE]) {
  uint64_t units;
  if (!round_to_units(fabs(value), digits, &units)) return 0;
  char text[MYCO_NUMBER_SIZE];
  int64_t count = count_digits(units), sign = signbit(value) != 0;
  write_digits(text, count, units);
  char *cursor = buffer;
  if (sign) *cursor++ = '-';
  // Zeros make up for digits that are missing before the last decimals.
  int64_t zeros = count <= digits ? digits + 1 - count : 0;
  for (int64_t i = 0; i < zeros + count; ++i) {
    if (i == zeros + count - digits && digits > 0) *cursor++ = '.';
    *cursor++ = i < zeros ? '0' : text[i - zeros];
  }
  return cursor - buffer;
}
