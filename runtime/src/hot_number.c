// Operations on numbers for inlining. No static state.
#include "internal.h"

int64_t myco_int_remainder(int64_t left, int64_t right, const MycoLocation *location) {
  if (UNLIKELY(right == 0)) {
    myco_raise_division(location);
    return 0;
  }
  // The machine's division traps for the least integer by -1.
  return right == -1 ? 0 : left % right;
}

double myco_int_divide(int64_t left, int64_t right, const MycoLocation *location) {
  if (UNLIKELY(right == 0)) {
    myco_raise_division(location);
    return 0;
  }
  return (double)left / (double)right;
}

int64_t myco_int_shift_left(int64_t value, int64_t count, const MycoLocation *location) {
  if (UNLIKELY((uint64_t)count > 63)) {
    myco_raise_shift(count, location);
    return 0;
  }
  int64_t shifted = (int64_t)((uint64_t)value << count);
  if (UNLIKELY(shifted >> count != value)) {
    myco_raise_overflow("<<", value, count, location);
    return 0;
  }
  return shifted;
}

int64_t myco_int_shift_right(int64_t value, int64_t count, const MycoLocation *location) {
  if (UNLIKELY((uint64_t)count > 63)) {
    myco_raise_shift(count, location);
    return 0;
  }
  return value >> count;
}

int64_t myco_float_to_int(double value, const MycoLocation *location) {
  // The least Int is a power of two, so that both bounds are exact; NaN fails the comparison.
  if (UNLIKELY(!(value >= -0x1p63 && value < 0x1p63))) {
    myco_raise_float_to_int(value, location);
    return 0;
  }
  return (int64_t)value;
}
