// Arithmetic on numbers, as the language defines it.
#include "internal.h"

#include <math.h>

double myco_general_power(double base, double exponent) { return pow(base, exponent); }

int64_t myco_int_power(int64_t base, int64_t exponent, const MycoLocation *location) {
  if (exponent < 0) {
    myco_raise_exponent(base, exponent, location);
    return 0;
  }
  if (exponent == 0) return 1;
  if (base == 0 || base == 1) return base;
  if (base == -1) return exponent & 1 ? -1 : 1;
  int64_t result = 1;
  int64_t power = base;
  bool overflows = false;
  for (int64_t rest = exponent;;) {
    if (rest & 1) overflows |= __builtin_mul_overflow(result, power, &result);
    rest >>= 1;
    if (rest == 0 || overflows) break;
    // A further factor of `power` follows, so that its overflow is the result's too.
    overflows |= __builtin_mul_overflow(power, power, &power);
  }
  if (overflows) {
    myco_raise_overflow("**", base, exponent, location);
    return 0;
  }
  return result;
}

double myco_float_remainder(double left, double right) { return fmod(left, right); }

int32_t myco_compare_int_float(int64_t left, double right) {
  if (right != right) return 2;
  if (right >= 0x1p63) return -1;
  if (right < -0x1p63) return 1;
  int64_t whole = (int64_t)right;
  if (left != whole) return left < whole ? -1 : 1;
  double fraction = right - (double)whole;
  return (fraction < 0) - (fraction > 0);
}
