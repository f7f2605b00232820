#include "tests.h"

#define STRINGS(a, b) MycoString *x = text(a), *y = text(b)
#define END_STRINGS (myco_release(x), myco_release(y))

static void check_array(MycoArray *array, const char *expected) {
  MycoValue value = object_value(array);
  CHECK_TEXT(myco_value_to_string(value.tag, value.payload), expected);
  myco_release(array);
}

static void test_search(void) {
  STRINGS("aébaéb", "éb");
  CHECK(myco_string_index_of(x, y, 0) == 1 && myco_string_index_of(x, y, 2) == 4);
  CHECK(myco_string_index_of(x, y, -5) == 1 && myco_string_index_of(x, y, 7) == -1);
  CHECK(myco_string_index_of(x, y, INT64_MAX) == -1);
  CHECK(myco_string_last_index_of(x, y) == 4 && myco_string_last_index_of(y, x) == -1);
  CHECK(myco_string_count(x, y) == 2);
  CHECK(myco_string_ends_with(x, y) && !myco_string_starts_with(x, y));
  CHECK(!myco_string_ends_with(y, x) && !myco_string_starts_with(y, x));
  MycoString *empty = static_string(&myco_empty_string);
  CHECK(myco_string_index_of(x, empty, 6) == 6 && myco_string_index_of(x, empty, 7) == -1);
  CHECK(myco_string_last_index_of(x, empty) == 6 && myco_string_count(x, empty) == 0);
  CHECK(myco_string_starts_with(x, empty) && myco_string_ends_with(x, empty));
  END_STRINGS;
}

static void test_parts(void) {
  STRINGS("a€bc", "b");
  CHECK_TEXT(myco_string_slice(x, 1, 3), "€b");
  CHECK_TEXT(myco_string_slice(x, -1, 99), "a€bc");
  CHECK_TEXT(myco_string_slice(x, 3, 1), "");
  CHECK_TEXT(myco_string_slice(x, INT64_MIN, INT64_MAX), "a€bc");
  CHECK_TEXT(myco_string_reverse(x), "cb€a");
  check_array(myco_string_split(x, y), "[a€, c]");
  check_array(myco_string_split(y, y), "[, ]");
  check_array(myco_string_split(x, static_string(&myco_empty_string)), "[a, €, b, c]");
  check_array(myco_string_split(static_string(&myco_empty_string), y), "[]");
  check_array(myco_string_bytes(x), "[97, 226, 130, 172, 98, 99]");
  CHECK_TEXT(myco_string_replace(x, y, x), "a€a€bcc");
  CHECK_TEXT(myco_string_replace(x, static_string(&myco_empty_string), y), "a€bc");
  END_STRINGS;
  MycoString *lines = text("one\r\n\ntwo\r");
  check_array(myco_string_lines(lines), "[one, , two]");
  myco_release(lines);
  check_array(myco_string_lines(static_string(&myco_empty_string)), "[]");
  MycoString *blank = text("\u3000 x\u00A0y\t\n");
  CHECK_TEXT(myco_string_trim(blank, true, true), "x\u00A0y");
  CHECK_TEXT(myco_string_trim(blank, true, false), "x\u00A0y\t\n");
  CHECK_TEXT(myco_string_trim(blank, false, true), "\u3000 x\u00A0y");
  myco_release(blank);
}

static void test_case(void) {
  STRINGS("az[`{Z", "straße ŉ ΑΣ İ ꭰ 𐐨 ﬃ");
  CHECK_TEXT(myco_string_upper(x), "AZ[`{Z");
  CHECK_TEXT(myco_string_lower(x), "az[`{z");
  CHECK_TEXT(myco_string_upper(y), "STRASSE ʼN ΑΣ İ Ꭰ 𐐀 FFI");
  CHECK_TEXT(myco_string_lower(y), "straße ŉ ασ i̇ ꭰ 𐐨 ﬃ");
  END_STRINGS;
}

static void test_kinds(void) {
  STRINGS("١9", "aÀ");
  CHECK(myco_string_is_kind(x, MYCO_DIGIT) && !myco_string_is_kind(x, MYCO_LETTER));
  CHECK(myco_string_is_kind(y, MYCO_LETTER) && !myco_string_is_kind(y, MYCO_UPPERCASE));
  CHECK(myco_string_is_kind(x, MYCO_ALPHANUMERIC) && myco_string_is_kind(y, MYCO_ALPHANUMERIC));
  CHECK(!myco_string_is_kind(static_string(&myco_empty_string), MYCO_SPACE));
  END_STRINGS;
  CHECK_TEXT(myco_string_from_code(0x1F600), "😀");
  CHECK_TEXT(myco_string_from_code('x'), "x");
}

static MycoString *from_bytes(const char *bytes) {
  MycoArray *array = &myco_empty_array;
  for (; *bytes != 0; ++bytes) array = myco_array_push_int(array, (unsigned char)*bytes);
  MycoValue value = object_value(array);
  MycoString *result = myco_string_from_array(value.tag, value.payload, &here);
  myco_release(array);
  return result;
}

static void invalid_bytes(void) { from_bytes("a\xED\xA0\x80"); }
static void truncated_bytes(void) { from_bytes("a\xE2\x82"); }

static void test_bytes(void) {
  CHECK_TEXT(from_bytes("a€😀"), "a€😀");
  const char *const message =
    "ValueError: the bytes are not valid UTF-8\n  at main (test.myco:3:7)\n";
  CHECK_ERROR(invalid_bytes, message);
  CHECK_ERROR(truncated_bytes, message);
}

static void overflowing_floor(void) { myco_math_floor(1e300, &here); }
static void overflowing_gcd(void) { myco_math_gcd(INT64_MIN, 0, &here); }
static void overflowing_lcm(void) { myco_math_lcm(INT64_MAX, 2, &here); }

static void test_math(void) {
  CHECK_TEXT(myco_number_to_fixed(2.5, 0), "2");
  CHECK_TEXT(myco_number_to_fixed(-1.005, 2), "-1.00");
  CHECK_TEXT(myco_number_to_hex(-255), "-ff");
  CHECK_TEXT(myco_number_to_hex(INT64_MIN), "-8000000000000000");
  CHECK(myco_math_floor(-0.5, NULL) == -1 && myco_math_ceil(-0.5, NULL) == 0);
  CHECK(myco_math_round(2.5, NULL) == 3 && myco_math_round(-2.5, NULL) == -3);
  CHECK(myco_math_div(-7, 2, NULL) == -4 && myco_math_div(7, -2, NULL) == -4);
  CHECK(myco_math_div(6, -2, NULL) == -3 && myco_math_div(5, -1, NULL) == -5);
  CHECK(myco_math_gcd(-12, 18, NULL) == 6 && myco_math_gcd(0, 0, NULL) == 0);
  CHECK(myco_math_lcm(-4, 6, NULL) == 12 && myco_math_lcm(0, 6, NULL) == 0);
}

static void test_math_errors(void) {
  CHECK_ERROR(overflowing_floor,
              "OverflowError: 1e+300 does not fit Int\n  at main (test.myco:3:7)\n");
  CHECK_ERROR(overflowing_gcd, "OverflowError: integer overflow in gcd(-9223372036854775808, 0)\n"
                               "  at main (test.myco:3:7)\n");
  CHECK_ERROR(overflowing_lcm, "OverflowError: integer overflow in lcm(9223372036854775807, 2)\n"
                               "  at main (test.myco:3:7)\n");
}

static void test_random(void) {
  myco_math_seed(42, NULL);
  double first = myco_math_random(NULL);
  int64_t second = myco_math_random_int(-5, 5, NULL);
  CHECK(first >= 0 && first < 1 && second >= -5 && second < 5);
  myco_math_seed(42, NULL);
  CHECK(myco_math_random(NULL) == first && myco_math_random_int(-5, 5, NULL) == second);
  int64_t wide = myco_math_random_int(INT64_MIN, INT64_MAX, NULL);
  CHECK(wide < INT64_MAX);
}

void test_libraries(void) {
  test_search();
  test_parts();
  test_case();
  test_kinds();
  test_math();
  test_random();
}

void test_library_errors(void) {
  test_bytes();
  test_math_errors();
}
