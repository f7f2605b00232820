#include "tests.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void test_int_text(void) {
  CHECK_TEXT(myco_int_to_string(0), "0");
  CHECK_TEXT(myco_int_to_string(7), "7");
  CHECK_TEXT(myco_int_to_string(-10), "-10");
  CHECK_TEXT(myco_int_to_string(INT64_MAX), "9223372036854775807");
  CHECK_TEXT(myco_int_to_string(INT64_MIN), "-9223372036854775808");
}

static void test_float_text(void) {
  static const struct { double value; const char *text; } cases[] = {
    {3.14, "3.14"}, {4, "4.0"}, {0, "0.0"}, {-0.0, "-0.0"}, {0.1, "0.1"}, {100, "100.0"},
    {1e15, "1000000000000000.0"}, {9007199254740993.0, "9007199254740992.0"},
    {9999999999999998.0, "9999999999999998.0"}, {1e16, "1e+16"}, {1e21, "1e+21"},
    {1.5e300, "1.5e+300"}, {1e-4, "0.0001"}, {1e-5, "1e-05"}, {0.00012345, "0.00012345"},
    {1.2345e-5, "1.2345e-05"}, {0.1 + 0.2, "0.30000000000000004"}, {1.0 / 3, "0.3333333333333333"},
    {2.0 / 3, "0.6666666666666666"}, {5e-324, "5e-324"}, {2.5e-320, "2.5e-320"},
    {1.7976931348623157e308, "1.7976931348623157e+308"},
    {2.2250738585072014e-308, "2.2250738585072014e-308"}, {0x1p-44, "5.684341886080802e-14"},
    {123456.789, "123456.789"}, {-1e-7, "-1e-07"}, {12345678901234567.0, "1.2345678901234568e+16"},
    {1e100, "1e+100"}, {INFINITY, "inf"}, {-INFINITY, "-inf"}, {NAN, "nan"},
    {3.141592653589793, "3.141592653589793"}, {2.718281828459045, "2.718281828459045"},
    {4.35, "4.35"}, {0.001, "0.001"}, {5e-5, "5e-05"}, {1e22, "1e+22"}, {1e23, "1e+23"},
    {123456789012345680.0, "1.2345678901234568e+17"}, {0x1p63, "9.223372036854776e+18"},
    {1.005, "1.005"}, {0.000123, "0.000123"}, {99999.99999, "99999.99999"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
    CHECK_TEXT(myco_float_to_string(cases[i].value), cases[i].text);
  }
}

/// Checks that a decimal is read as C does, to the last bit.
static void check_reading(const char *text) {
  double expected = strtod(text, NULL), found = myco_parse_decimal(text);
  CHECK(memcmp(&expected, &found, sizeof found) == 0);
}

static uint64_t next_random(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

static void test_reading_floats(void) {
  static const char *texts[] = {
    "0", "-0", "-0.0", "0.0e5", "000.000", "1", "-1", "+1.5", ".5", "5.", "1e22", "1e23", "1e-22",
    "9007199254740992", "9007199254740993", "9007199254740993.0", "9007199254740994.9999999",
    "1234567890123456789", "12345678901234567890", "123456789012345678901234567890",
    "0.1", "0.30000000000000004", "3.141592653589793", "2.2250738585072014e-308", "4.9e-324",
    "2.4703282292062327208e-324", "2.4703282292062328e-324", "1.7976931348623157e308",
    "1.7976931348623159e308", "1e309", "1e-400", "1e99999999999", "1e-99999999999", "0e99999999999",
    "8.5e-300", "123e290", "0.000000000000000000000000000000000000000000000000000000000000001",
    "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616",
    "9999999999999999999", "1.00000000000000011102230246251565", "7.2057594037927933e16",
    "100000000000000016777215", "100000000000000016777216", "1e+5", "1E-5", "12.5 x",
  };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) check_reading(texts[i]);
  uint64_t state = 88172645463325252u;
  for (int i = 0; i < 20000; ++i) {
    char text[64];
    uint64_t bits = next_random(&state);
    double value;
    memcpy(&value, &bits, sizeof value);
    if (value - value == 0) {
      snprintf(text, sizeof text, "%.*e", (int)(bits % 19), value);
      check_reading(text);
    }
    uint64_t digits = next_random(&state) >> (bits % 60);
    snprintf(text, sizeof text, "%s%llu.%llue%d", bits & 64 ? "-" : "",
             (unsigned long long)(digits % 1000000), (unsigned long long)digits,
             (int)(bits % 700) - 350);
    check_reading(text);
    // Half of the way between two doubles, and beside it.
    uint64_t odd = (1ull << 53) + 2 * (digits >> 12) + 1;
    snprintf(text, sizeof text, "%llu", (unsigned long long)odd);
    check_reading(text);
  }
}

/// Checks that a number is written with `digits` decimals as C does.
static void check_fixed(double value, int digits) {
  char text[512];
  snprintf(text, sizeof text, "%.*f", digits, value);
  CHECK_TEXT(myco_number_to_fixed(value, digits), text);
}

static void test_fixed_text(void) {
  static const double values[] = {
    0, -0.0, 0.5, 1.5, 2.5, -0.5, 0.125, 0.375, 0.005, 1.005, -0.001, 0.049, 0.05, 0.95, 9.995,
    99.5, 999.999, 1e15, 123456789.987654321, 9007199254740991.0, 9007199254740992.0, 1e16, 1e300,
    1e-10, 1e-300, 5e-324, 0.1, 4503599627370496.5, 2251799813685248.25, INFINITY, -INFINITY,
  };
  uint64_t state = 88172645463325252u;
  for (int digits = 0; digits < 14; ++digits) {
    for (size_t i = 0; i < sizeof values / sizeof values[0]; ++i) check_fixed(values[i], digits);
    for (int i = 0; i < 2000; ++i) {
      double value = (double)(int64_t)next_random(&state);
      check_fixed(ldexp(value, -(int)(next_random(&state) % 90)), digits);
      check_fixed((double)(next_random(&state) % 4000) / 16, digits);
    }
  }
  CHECK_TEXT(myco_number_to_fixed(-NAN, 2), "nan");
}

static void test_all_lengths_of_ints(void) {
  char text[32];
  for (uint64_t power = 1; power <= 1000000000000000000u; power *= 10) {
    for (int64_t value = (int64_t)power - 1; value <= (int64_t)power + 1; ++value) {
      snprintf(text, sizeof text, "%lld", (long long)value);
      CHECK_TEXT(myco_int_to_string(value), text);
      snprintf(text, sizeof text, "%lld", (long long)-value);
      CHECK_TEXT(myco_int_to_string(-value), text);
    }
  }
}

/// The number of digits of a number's text without zeros at its ends.
static int significant_digits(const char *cursor) {
  int count = 0, zeros = 0;
  for (; *cursor != 0 && *cursor != 'e'; ++cursor) {
    if (*cursor == '.' || *cursor == '-') continue;
    zeros = *cursor == '0' ? zeros + 1 : 0;
    count += count > 0 || *cursor != '0';
  }
  return count - zeros;
}

/// The least precision at which C's text of `value` reads back.
static int sufficient_precision(double value) {
  char buffer[40];
  for (int precision = 1; precision < 17; ++precision) {
    snprintf(buffer, sizeof buffer, "%.*e", precision - 1, value);
    if (strtod(buffer, NULL) == value) return precision;
  }
  return 17;
}

/// Checks for many doubles that the text reads back and is no longer than C's shortest.
static void test_round_trips(void) {
  uint64_t state = 88172645463325252u;
  int bad = 0;
  for (int i = 0; i < 20000; ++i) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    double value = i % 2 ? as_float((int64_t)(state & INT64_MAX))
                         : (double)(state % 100000000) / (double)(1 + state % 1000);
    if (!isfinite(value) || value == 0) continue;
    MycoString *string = myco_float_to_string(value);
    bad += strtod(string->bytes, NULL) != value;
    bad += significant_digits(string->bytes) > sufficient_precision(value);
    myco_release(string);
  }
  CHECK(bad == 0);
}

static void test_reading(void) {
  static const struct { const char *text; int64_t value; } ints[] = {
    {"42", 42}, {" \t-5\n", -5}, {"+5", 5}, {"0042", 42}, {"0x1F", 31}, {"-0xff", -255},
    {"1e3", 1000}, {"2.9", 2}, {"-2.9", -2}, {"9223372036854775807", INT64_MAX},
    {"-9223372036854775808", INT64_MIN}, {".5", 0},
  };
  for (size_t i = 0; i < sizeof ints / sizeof ints[0]; ++i) {
    MycoString *string = text(ints[i].text);
    CHECK(myco_string_to_int(string, NULL) == ints[i].value);
    myco_release(string);
  }
  static const struct { const char *text; double value; } floats[] = {
    {"3.14", 3.14}, {" -1e-5 ", -1e-5}, {"0x10", 16}, {"7", 7}, {"inf", INFINITY},
    {"-inf", -INFINITY}, {"1e400", INFINITY}, {"5.", 5},
  };
  for (size_t i = 0; i < sizeof floats / sizeof floats[0]; ++i) {
    MycoString *string = text(floats[i].text);
    CHECK(myco_string_to_float(string, NULL) == floats[i].value);
    myco_release(string);
  }
  MycoString *words[] = {text("TRUE"), text("False"), text("no"), text("")};
  CHECK(myco_string_to_bool(words[0]) && !myco_string_to_bool(words[1]));
  CHECK(myco_string_to_bool(words[2]) && !myco_string_to_bool(words[3]));
  for (int i = 0; i < 4; ++i) myco_release(words[i]);
}

static void test_arithmetic(void) {
  CHECK(myco_int_power(2, 62, NULL) == (int64_t)1 << 62);
  CHECK(myco_int_power(-2, 63, NULL) == INT64_MIN);
  CHECK(myco_int_power(3, 39, NULL) == 4052555153018976267);
  CHECK(myco_int_power(0, 0, NULL) == 1 && myco_int_power(0, 5, NULL) == 0);
  CHECK(myco_int_power(-1, INT64_MAX, NULL) == -1 && myco_int_power(1, INT64_MAX, NULL) == 1);
  CHECK(myco_int_power(INT64_MIN, 1, NULL) == INT64_MIN);
  CHECK(myco_int_power(3037000499, 2, NULL) == 9223372030926249001);
  CHECK(myco_int_remainder(-7, 3, NULL) == -1 && myco_int_remainder(INT64_MIN, -1, NULL) == 0);
  CHECK(myco_int_divide(7, 2, NULL) == 3.5);
  CHECK(myco_int_shift_left(-1, 63, NULL) == INT64_MIN && myco_int_shift_left(5, 0, NULL) == 5);
  CHECK(myco_int_shift_right(-8, 1, NULL) == -4);
  CHECK(myco_float_to_int(-0x1p63, NULL) == INT64_MIN && myco_float_to_int(-1.9, NULL) == -1);
  CHECK(myco_compare_int_float(9007199254740993, 9007199254740992.0) == 1);
  CHECK(myco_compare_int_float(INT64_MAX, 0x1p63) == -1);
  CHECK(myco_compare_int_float(3, 3.5) == -1 && myco_compare_int_float(-3, -3.5) == 1);
  CHECK(myco_compare_int_float(3, 3.0) == 0 && myco_compare_int_float(3, NAN) == 2);
  CHECK(myco_compare_int_float(0, -INFINITY) == 1);
  CHECK(myco_float_remainder(-7.5, 2) == -1.5 && myco_float_power(2, -1) == 0.5);
}

void test_numbers(void) {
  test_int_text();
  test_float_text();
  test_round_trips();
  test_all_lengths_of_ints();
  test_fixed_text();
  test_reading();
  test_reading_floats();
  test_arithmetic();
}
