// Functions of `math`: those of libm, divisors, and random numbers.
#include "internal.h"

#include <math.h>
#include <stdio.h>


// cbrt may be off by a unit in the last place; a step of Newton's method mends that.
double myco_math_cbrt(double x) {
  double root = cbrt(x);
  if (root == 0 || !isfinite(root)) return root;
  long double r = root;
  return (double)(r - (r * r * r - x) / (3 * r * r));
}

double myco_math_exp(double x) { return exp(x); }
double myco_math_log(double x) { return log(x); }
double myco_math_log2(double x) { return log2(x); }
double myco_math_log10(double x) { return log10(x); }
double myco_math_sin(double x) { return sin(x); }
double myco_math_cos(double x) { return cos(x); }
double myco_math_tan(double x) { return tan(x); }
double myco_math_asin(double x) { return asin(x); }
double myco_math_acos(double x) { return acos(x); }
double myco_math_atan(double x) { return atan(x); }
double myco_math_atan2(double y, double x) { return atan2(y, x); }
double myco_math_sinh(double x) { return sinh(x); }
double myco_math_cosh(double x) { return cosh(x); }
double myco_math_tanh(double x) { return tanh(x); }
double myco_math_hypot(double x, double y) { return hypot(x, y); }

// MARK: Divisors

static uint64_t magnitude(int64_t value) {
  return value < 0 ? -(uint64_t)value : (uint64_t)value;
}

static uint64_t common_divisor(uint64_t a, uint64_t b) {
  while (b != 0) {
    uint64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

/// Raises OverflowError for `function`(a, b).
static MYCO_COLD void raise_overflow(
  const char *function, int64_t a, int64_t b, const MycoLocation *location
) {
  char message[96];
  snprintf(message, sizeof message, "integer overflow in %s(%lld, %lld)", function, (long long)a,
           (long long)b);
  myco_raise("OverflowError", message, location);
}

int64_t myco_math_gcd(int64_t a, int64_t b, const MycoLocation *location) {
  uint64_t result = common_divisor(magnitude(a), magnitude(b));
  if (UNLIKELY(result > INT64_MAX)) raise_overflow("gcd", a, b, location);
  return (int64_t)result;
}

int64_t myco_math_lcm(int64_t a, int64_t b, const MycoLocation *location) {
  if (a == 0 || b == 0) return 0;
  uint64_t divisor = common_divisor(magnitude(a), magnitude(b));
  uint64_t result;
  if (__builtin_mul_overflow(magnitude(a) / divisor, magnitude(b), &result) ||
      result > INT64_MAX) {
    raise_overflow("lcm", a, b, location);
  }
  return (int64_t)result;
}

// MARK: Random numbers
// The generator xoshiro256** (Blackman and Vigna, 2018), seeded by SplitMix64.

static uint64_t state[4];
static bool is_seeded;

static void seed(uint64_t mixed) {
  for (int i = 0; i < 4; ++i) {
    mixed += 0x9E3779B97F4A7C15;
    uint64_t z = mixed;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    state[i] = z ^ (z >> 31);
  }
  is_seeded = true;
}

static uint64_t rotate(uint64_t bits, int count) { return bits << count | bits >> (64 - count); }

static uint64_t next_bits(void) {
  if (UNLIKELY(!is_seeded)) {
    uint64_t bits;
    myco_system_random(&bits, sizeof bits);
    seed(bits);
  }
  uint64_t result = rotate(state[1] * 5, 7) * 9;
  uint64_t shifted = state[1] << 17;
  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= shifted;
  state[3] = rotate(state[3], 45);
  return result;
}

double myco_math_random(const MycoLocation *location) {
  (void)location;
  return (double)(next_bits() >> 11) * 0x1p-53;
}

int64_t myco_math_random_int(int64_t a, int64_t b, const MycoLocation *location) {
  (void)location;
  uint64_t width = (uint64_t)b - (uint64_t)a;
  uint64_t limit = UINT64_MAX - UINT64_MAX % width;
  uint64_t bits;
  do bits = next_bits(); while (bits >= limit);
  return (int64_t)((uint64_t)a + bits % width);
}

void myco_math_seed(int64_t value, const MycoLocation *location) {
  (void)location;
  seed((uint64_t)value);
}
