#include "tests.h"

/// Returns the text form of `value` (consumed).
static MycoString *text_of(MycoValue value) {
  MycoString *string = myco_value_to_string(value.tag, value.payload);
  myco_release_value(value.tag, value.payload);
  return string;
}

static MycoValue integer(int64_t value) { return int_value(value); }
static MycoValue number(double value) { return float_value(value); }
static MycoValue string(const char *bytes) { return object_value(text(bytes)); }
static MycoValue array(int64_t length) { return object_value(counting(length)); }

typedef MycoValue Operation(MYCO_BINARY);

/// Applies `operation` to two values, which it consumes.
static MycoString *apply(Operation *operation, MycoValue a, MycoValue b) {
  MycoValue result = operation(a.tag, a.payload, b.tag, b.payload, NULL);
  myco_release_value(a.tag, a.payload);
  myco_release_value(b.tag, b.payload);
  return text_of(result);
}

static void test_arithmetic(void) {
  CHECK_TEXT(apply(myco_value_add, integer(1), integer(2)), "3");
  CHECK_TEXT(apply(myco_value_add, integer(1), number(0.5)), "1.5");
  CHECK_TEXT(apply(myco_value_subtract, number(1), integer(2)), "-1.0");
  CHECK_TEXT(apply(myco_value_multiply, integer(3), integer(-4)), "-12");
  CHECK_TEXT(apply(myco_value_divide, integer(15), integer(3)), "5.0");
  CHECK_TEXT(apply(myco_value_divide, integer(1), number(0)), "inf");
  CHECK_TEXT(apply(myco_value_remainder, integer(-7), integer(3)), "-1");
  CHECK_TEXT(apply(myco_value_remainder, integer(1), number(0)), "nan");
  CHECK_TEXT(apply(myco_value_power, integer(2), integer(10)), "1024");
  CHECK_TEXT(apply(myco_value_power, number(2), integer(-1)), "0.5");
  CHECK_TEXT(apply(myco_value_and, integer(6), integer(3)), "2");
  CHECK_TEXT(apply(myco_value_or, integer(6), integer(3)), "7");
  CHECK_TEXT(apply(myco_value_xor, integer(6), integer(3)), "5");
  CHECK_TEXT(apply(myco_value_shift_left, integer(1), integer(62)), "4611686018427387904");
  CHECK_TEXT(apply(myco_value_shift_right, integer(-1), integer(63)), "-1");
  CHECK_TEXT(text_of(myco_value_negate(MYCO_INT, 5, NULL)), "-5");
  CHECK_TEXT(text_of(myco_value_negate(MYCO_FLOAT, float_payload(0), NULL)), "-0.0");
  CHECK_TEXT(text_of(myco_value_plus(MYCO_INT, 5, NULL)), "5");
  CHECK_TEXT(text_of(myco_value_complement(MYCO_INT, 5, NULL)), "-6");
}

static void test_joining(void) {
  CHECK_TEXT(apply(myco_value_add, string("a"), string("b")), "ab");
  CHECK_TEXT(apply(myco_value_add, string("a"), integer(1)), "a1");
  CHECK_TEXT(apply(myco_value_add, number(1), string("b")), "1.0b");
  CHECK_TEXT(apply(myco_value_add, bool_value(true), string("!")), "True!");
  CHECK_TEXT(apply(myco_value_add, null_value(), string("!")), "Null!");
  CHECK_TEXT(apply(myco_value_add, string("a"), array(2)), "a[0, 1]");
  CHECK_TEXT(apply(myco_value_add, array(2), string("a")), "[0, 1, a]");
  CHECK_TEXT(apply(myco_value_add, array(1), array(2)), "[0, 0, 1]");
  CHECK_TEXT(apply(myco_value_add, array(1), null_value()), "[0, Null]");
  CHECK_TEXT(apply(myco_value_multiply, string("ab"), integer(2)), "abab");
  CHECK_TEXT(apply(myco_value_multiply, array(2), integer(2)), "[0, 1, 0, 1]");
  MycoValue left = string("grow");
  left = myco_value_append(left.tag, left.payload, MYCO_INT, 1, NULL);
  MycoValue same = myco_value_append(left.tag, left.payload, MYCO_INT, 2, NULL);
  CHECK(left.payload == same.payload);
  CHECK_TEXT(text_of(same), "grow12");
  left = bool_value(true);
  MycoValue right = string("x");
  CHECK_TEXT(text_of(myco_value_append(left.tag, left.payload, right.tag, right.payload, NULL)),
             "Truex");
  myco_release_value(right.tag, right.payload);
}

/// Whether two values, which it consumes, are equal.
static bool equal(MycoValue a, MycoValue b) {
  bool result = myco_value_equal(a.tag, a.payload, b.tag, b.payload);
  myco_release_value(a.tag, a.payload);
  myco_release_value(b.tag, b.payload);
  return result;
}

static MycoValue range(int64_t start, int64_t end, int64_t step) {
  return object_value(myco_range_int(start, end, step, NULL));
}

static void test_comparison(void) {
  CHECK(equal(integer(1), number(1)) && !equal(integer(1), bool_value(true)));
  CHECK(!equal(integer(9007199254740993), number(9007199254740992.0)));
  CHECK(!equal(number(__builtin_nan("")), number(__builtin_nan(""))));
  CHECK(equal(number(0), number(-0.0)) && equal(null_value(), null_value()));
  CHECK(equal(string("a"), string("a")) && !equal(string("1"), integer(1)));
  CHECK(equal(array(3), array(3)) && !equal(array(3), array(2)));
  CHECK(equal(range(0, 5, 1), range(0, 5, 1)) && !equal(range(0, 5, 1), range(0, 5, 2)));
  CHECK(myco_value_less(MYCO_INT, 1, MYCO_FLOAT, float_payload(1.5), NULL));
  CHECK(myco_value_less_equal(MYCO_INT, 1, MYCO_INT, 1, NULL));
  CHECK(myco_value_greater(MYCO_FLOAT, float_payload(1.5), MYCO_INT, 1, NULL));
  int64_t nan = float_payload(__builtin_nan(""));
  CHECK(!myco_value_greater_equal(MYCO_FLOAT, nan, MYCO_INT, 1, NULL));
  CHECK(!myco_value_less_equal(MYCO_INT, 1, MYCO_FLOAT, nan, NULL));
  MycoValue a = string("a"), ab = string("ab");
  CHECK(myco_value_less(a.tag, a.payload, ab.tag, ab.payload, NULL));
  CHECK(myco_value_in(a.tag, a.payload, ab.tag, ab.payload, NULL));
  CHECK(!myco_value_in(ab.tag, ab.payload, a.tag, a.payload, NULL));
  myco_release_value(a.tag, a.payload);
  myco_release_value(ab.tag, ab.payload);
}

static void test_truth(void) {
  CHECK(!myco_value_truth(MYCO_NULL, 0) && !myco_value_truth(MYCO_INT, 0));
  CHECK(!myco_value_truth(MYCO_FLOAT, float_payload(-0.0)));
  CHECK(myco_value_truth(MYCO_FLOAT, float_payload(__builtin_nan(""))));
  CHECK(!myco_value_truth(MYCO_ARRAY, (int64_t)(intptr_t)&myco_empty_array));
  MycoValue empty = range(0, 0, 1);
  CHECK(myco_value_truth(empty.tag, empty.payload));
  myco_release_value(empty.tag, empty.payload);
}

static void test_ranges(void) {
  CHECK_TEXT(text_of(range(0, 5, 1)), "0..5");
  CHECK_TEXT(text_of(range(10, 0, -2)), "10..0..-2");
  CHECK_TEXT(text_of(object_value(myco_range_float(0, 1, 0.25, NULL))), "0.0..1.0..0.25");
  CHECK(myco_range_int_count(0, 10, 3) == 4 && myco_range_int_count(10, 0, -3) == 4);
  CHECK(myco_range_int_count(0, -5, 1) == 0 && myco_range_int_count(5, 5, -1) == 0);
  CHECK(myco_range_int_count(INT64_MIN, INT64_MAX, 1) == INT64_MAX);
  CHECK(myco_range_int_count(INT64_MAX, INT64_MIN, INT64_MIN) == 2);
  CHECK(myco_range_float_count(0, 1, 0.1) == 10 && myco_range_float_count(0, 1, -1) == 0);
  MycoRange *r = myco_range_int(10, 0, -3, NULL);
  CHECK(myco_range_index(r, 3, NULL).payload == 1);
  CHECK(myco_range_contains(r, MYCO_INT, 7) && !myco_range_contains(r, MYCO_INT, 8));
  CHECK(myco_range_contains(r, MYCO_FLOAT, float_payload(4)));
  CHECK(!myco_range_contains(r, MYCO_FLOAT, float_payload(4.5)));
  CHECK(!myco_range_contains(r, MYCO_NULL, 0));
  CHECK_TEXT(text_of(object_value(myco_range_to_array(r))), "[10, 7, 4, 1]");
  myco_release(r);
  r = myco_range_value(MYCO_INT, 0, MYCO_FLOAT, float_payload(1), MYCO_FLOAT, float_payload(0.5),
                       NULL);
  CHECK(myco_range_contains(r, MYCO_FLOAT, float_payload(0.5)));
  CHECK_TEXT(text_of(object_value(myco_range_to_array(r))), "[0.0, 0.5]");
  myco_release(r);
}

/// Walks `value` (consumed) and returns its elements' text forms, joined.
static MycoString *walk(MycoValue value) {
  MycoString *result = text("");
  int64_t limit = myco_value_iteration_limit(value.tag, value.payload, NULL);
  for (int64_t cursor = 0; cursor < limit;
       cursor = myco_value_iteration_next(value.tag, value.payload, cursor)) {
    MycoValue element = myco_value_iteration_element(value.tag, value.payload, cursor);
    result = myco_string_append_value(result, element.tag, element.payload);
    result = myco_string_concat(result, static_string(&myco_ascii_strings['|']));
    myco_release_value(element.tag, element.payload);
  }
  myco_release_value(value.tag, value.payload);
  return result;
}

static void test_access(void) {
  CHECK_TEXT(walk(string("aé😀")), "a|é|😀|");
  CHECK_TEXT(walk(array(3)), "0|1|2|");
  CHECK_TEXT(walk(range(5, 0, -2)), "5|3|1|");
  MycoValue rows = object_value(myco_array_push_pointer(&myco_empty_array, counting(2)));
  MycoValue alias = rows;
  myco_retain_value(rows.tag, rows.payload);
  MycoValue zero = number(0);
  zero = myco_value_check_index(rows.tag, rows.payload, zero.tag, zero.payload, NULL);
  CHECK(zero.tag == MYCO_INT && zero.payload == 0);
  rows = myco_value_unique(rows.tag, rows.payload, NULL);
  CHECK(rows.payload != alias.payload);
  CHECK_TEXT(text_of(alias), "[[0, 1]]");
  MycoValue row = myco_value_take(rows.tag, rows.payload, MYCO_INT, 0);
  CHECK(as_array(row.payload)->header.count == 0);
  row = myco_value_set(row.tag, row.payload, MYCO_INT, 1, MYCO_INT, 9, NULL);
  rows = myco_value_put(rows.tag, rows.payload, MYCO_INT, 0, row.tag, row.payload);
  MycoValue added = string("x");
  rows = myco_value_push(rows.tag, rows.payload, added.tag, added.payload, NULL);
  CHECK(myco_value_length(rows.tag, rows.payload, NULL) == 2);
  CHECK_TEXT(text_of(myco_value_last(rows.tag, rows.payload, NULL)), "x");
  CHECK_TEXT(text_of(myco_value_index(rows.tag, rows.payload, MYCO_INT, 0, NULL)), "[0, 9]");
  CHECK_TEXT(text_of(myco_value_pop_element(rows.tag, rows.payload, NULL)), "x");
  rows = myco_value_drop_last(rows.tag, rows.payload, NULL);
  CHECK_TEXT(text_of(myco_value_first(rows.tag, rows.payload, NULL)), "[0, 9]");
  CHECK_TEXT(text_of(rows), "[[0, 9]]");
  CHECK_TEXT(myco_value_type(MYCO_BOOL, 1), "Boolean");
  CHECK(myco_value_to_int(MYCO_BOOL, 1, NULL) == 1);
  CHECK(myco_value_to_float(MYCO_INT, 3, NULL) == 3.0);
  CHECK(!myco_value_to_bool(MYCO_NULL, 0));
}

static void test_promises(void) {
  static const MycoPromise ints = {.tags = 1 << MYCO_INT, .text = "Int", .arity = -1};
  static const MycoPromise numbers = {
    .tags = 1 << MYCO_FLOAT | 1 << MYCO_NULL, .text = "Float?", .converts_int_to_float = true};
  static const MycoPromise floats_only = {
    .tags = 1 << MYCO_FLOAT, .text = "Float", .converts_int_to_float = true};
  static const MycoPromise int_array = {
    .tags = 1 << MYCO_ARRAY, .element = &ints, .text = "Array<Int>",
    .element_kind = MYCO_ELEMENT_INT};
  static const MycoPromise float_array = {
    .tags = 1 << MYCO_ARRAY, .element = &floats_only, .text = "Array<Float>",
    .element_kind = MYCO_ELEMENT_FLOAT};
  static const MycoPromise number_array = {
    .tags = 1 << MYCO_ARRAY, .element = &numbers, .text = "Array<Float?>",
    .element_kind = MYCO_ELEMENT_TAGGED};
  static const MycoPromise nested = {
    .tags = 1 << MYCO_ARRAY, .element = &int_array, .text = "[[Int]]",
    .element_kind = MYCO_ELEMENT_POINTER};
  MycoValue value = myco_check_promise(MYCO_INT, 3, &numbers, "x", NULL);
  CHECK(value.tag == MYCO_FLOAT && as_float(value.payload) == 3);
  MycoValue plain = array(3);
  value = myco_check_promise(plain.tag, plain.payload, &int_array, "x", NULL);
  CHECK(value.payload == plain.payload);
  value = object_value(myco_array_convert(as_array(value.payload), MYCO_ELEMENT_TAGGED));
  value = myco_check_promise(value.tag, value.payload, &int_array, "x", NULL);
  CHECK(as_array(value.payload)->header.element == MYCO_ELEMENT_INT);
  value = myco_check_promise(value.tag, value.payload, &float_array, "x", NULL);
  CHECK(as_array(value.payload)->header.element == MYCO_ELEMENT_FLOAT);
  value = object_value(myco_array_push_value(as_array(value.payload), MYCO_INT, 7));
  value = object_value(myco_array_push_value(as_array(value.payload), MYCO_NULL, 0));
  value = myco_check_promise(value.tag, value.payload, &number_array, "x", NULL);
  CHECK_TEXT(text_of(value), "[0.0, 1.0, 2.0, 7.0, Null]");
  MycoArray *row = myco_array_convert(counting(2), MYCO_ELEMENT_TAGGED);
  value = object_value(myco_array_push_pointer(&myco_empty_array, row));
  value = myco_check_promise(value.tag, value.payload, &nested, "x", NULL);
  row = pointers(as_array(value.payload))[0];
  CHECK(row->header.element == MYCO_ELEMENT_INT);
  CHECK_TEXT(text_of(value), "[[0, 1]]");
}

void test_values(void) {
  test_arithmetic();
  test_joining();
  test_comparison();
  test_truth();
  test_ranges();
  test_access();
  test_promises();
}
