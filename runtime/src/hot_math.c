// Functions of `math` for inlining. No static state.
#include "internal.h"

#include <math.h>

double myco_float_power(double base, double exponent) {
  // Square and square root are exact, and cheap where the exponent is a constant.
  if (exponent == 2) return base * base;
  if (exponent == 0.5) return base == -INFINITY ? INFINITY : sqrt(base + 0.0);
  return myco_general_power(base, exponent);
}

double myco_math_abs(double x) { return fabs(x); }

double myco_math_sqrt(double x) { return sqrt(x); }

int64_t myco_math_floor(double x, const MycoLocation *location) {
  return myco_float_to_int(floor(x), location);
}

int64_t myco_math_ceil(double x, const MycoLocation *location) {
  return myco_float_to_int(ceil(x), location);
}

int64_t myco_math_round(double x, const MycoLocation *location) {
  return myco_float_to_int(round(x), location);
}

int64_t myco_math_div(int64_t a, int64_t b, const MycoLocation *location) {
  if (UNLIKELY(b == 0)) {
    myco_raise_division(location);
    return 0;
  }
  if (b == -1) {
    int64_t result;
    if (UNLIKELY(__builtin_sub_overflow(0, a, &result))) {
      myco_raise_negate_overflow(a, location);
    }
    return result;
  }
  int64_t quotient = a / b, rest = a % b;
  return quotient - (rest != 0 && (rest < 0) != (b < 0));
}
