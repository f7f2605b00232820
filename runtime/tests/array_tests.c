#include "tests.h"

/// Returns the text form of `array` (consumed).
static MycoString *array_text(MycoArray *array) {
  MycoString *string = myco_value_to_string(MYCO_ARRAY, (int64_t)(intptr_t)array);
  myco_release(array);
  return string;
}

/// Returns [Null, True, 1, 2.5, s].
static MycoArray *mixed(void) {
  MycoArray *array = myco_array_push_value(&myco_empty_array, MYCO_NULL, 0);
  array = myco_array_push_value(array, MYCO_BOOL, 1);
  array = myco_array_push_value(array, MYCO_INT, 1);
  array = myco_array_push_value(array, MYCO_FLOAT, float_payload(2.5));
  return myco_array_push_value(array, MYCO_STRING, (int64_t)(intptr_t)text("s"));
}

static void test_kinds(void) {
  MycoArray *array = myco_array_push_float(&myco_empty_array, 1.5);
  CHECK(array->header.element == MYCO_ELEMENT_FLOAT && array->length == 1);
  CHECK_TEXT(array_text(myco_array_push_float(array, 2)), "[1.5, 2.0]");
  array = myco_array_push_bool(&myco_empty_array, true);
  CHECK_TEXT(array_text(myco_array_push_bool(array, false)), "[True, False]");
  array = myco_array_push_pointer(&myco_empty_array, text("one"));
  CHECK_TEXT(array_text(myco_array_push_pointer(array, counting(2))), "[one, [0, 1]]");
  CHECK_TEXT(array_text(mixed()), "[Null, True, 1, 2.5, s]");
  CHECK_TEXT(array_text(&myco_empty_array), "[]");
  CHECK(myco_array_allocate(MYCO_ELEMENT_NONE, 8) == &myco_empty_array);
  CHECK(myco_empty_array.length == 0);
}

static void test_growth(void) {
  MycoArray *array = counting(1000000);
  bool holds = array->length == 1000000 && array->capacity < 2000000;
  for (int64_t i = 0; i < array->length; ++i) holds &= ints(array)[i] == i;
  CHECK(holds);
  array = myco_array_reserve(array, MYCO_ELEMENT_INT, 5000000);
  CHECK(array->capacity >= 6000000 && ints(array)[999999] == 999999);
  MycoArray *same = myco_array_reserve(array, MYCO_ELEMENT_INT, 10);
  CHECK(same == array);
  myco_release(array);
  MycoArray *bools_array = &myco_empty_array;
  for (int i = 0; i < 1000; ++i) bools_array = myco_array_push_bool(bools_array, i % 3 == 0);
  CHECK(bools(bools_array)[999] == 1 && bools(bools_array)[998] == 0);
  myco_release(bools_array);
}

static void test_copies(void) {
  MycoArray *array = myco_array_push_pointer(&myco_empty_array, text("a"));
  CHECK(myco_array_unique(array) == array);
  myco_retain(array);
  MycoArray *copy = myco_array_unique(array);
  CHECK(copy != array && array->header.count == 0 && copy->header.count == 0);
  CHECK(((MycoHeader *)pointers(copy)[0])->count == 1);
  myco_retain(array);
  MycoArray *longer = myco_array_push_pointer(array, text("b"));
  CHECK(longer != array && array->length == 1 && longer->length == 2);
  myco_retain(longer);
  MycoArray *shorter = myco_array_drop_last(longer, NULL);
  CHECK(shorter->length == 1 && longer->length == 2);
  shorter = myco_array_drop_last(shorter, NULL);
  CHECK(shorter->length == 0);
  myco_release(shorter);
  myco_release(longer);
  myco_release(copy);
  CHECK_TEXT(array_text(array), "[a]");
  CHECK(myco_array_unique(&myco_empty_array) == &myco_empty_array);
}

static void test_elements(void) {
  MycoArray *array = counting(3);
  array = myco_array_set(array, 1, MYCO_INT, 7);
  CHECK(array->header.element == MYCO_ELEMENT_INT);
  myco_retain(array);
  MycoArray *changed = myco_array_set(array, 2, MYCO_STRING, (int64_t)(intptr_t)text("x"));
  CHECK(changed->header.element == MYCO_ELEMENT_TAGGED);
  changed = myco_array_set(changed, 2, MYCO_STRING, (int64_t)(intptr_t)text("y"));
  MycoValue value = myco_array_get(changed, 2);
  CHECK(value.tag == MYCO_STRING && as_string(value.payload)->header.count == 1);
  myco_release_value(value.tag, value.payload);
  CHECK(myco_array_first(changed).payload == 0 && myco_array_last(array).payload == 2);
  CHECK(myco_array_first(&myco_empty_array).tag == MYCO_NULL);
  CHECK_TEXT(array_text(changed), "[0, 7, y]");
  CHECK_TEXT(array_text(array), "[0, 7, 2]");
  array = myco_array_drop_last(counting(1), NULL);
  array = myco_array_push_value(array, MYCO_FLOAT, float_payload(1));
  CHECK(array->header.element == MYCO_ELEMENT_FLOAT);
  myco_release(array);
}

static void test_conversion(void) {
  MycoArray *array = myco_array_convert(counting(3), MYCO_ELEMENT_TAGGED);
  CHECK(array->header.element == MYCO_ELEMENT_TAGGED && values(array)[2].payload == 2);
  CHECK(myco_array_all(array, 1 << MYCO_INT) && !myco_array_all(array, 1 << MYCO_FLOAT));
  array = myco_array_convert(array, MYCO_ELEMENT_INT);
  array = myco_array_convert(array, MYCO_ELEMENT_FLOAT);
  CHECK(floats(array)[1] == 1.0);
  CHECK_TEXT(array_text(array), "[0.0, 1.0, 2.0]");
  array = myco_array_push_pointer(&myco_empty_array, text("p"));
  myco_retain(array);
  MycoArray *tagged = myco_array_convert(array, MYCO_ELEMENT_TAGGED);
  CHECK(((MycoHeader *)pointers(array)[0])->count == 1);
  tagged = myco_array_convert(tagged, MYCO_ELEMENT_POINTER);
  CHECK(myco_array_equal(array, tagged));
  myco_release(tagged);
  myco_release(array);
  CHECK(myco_array_convert(&myco_empty_array, MYCO_ELEMENT_INT) == &myco_empty_array);
  CHECK(myco_array_all(&myco_empty_array, 0));
}

static void test_joining(void) {
  MycoArray *two = counting(2);
  CHECK_TEXT(array_text(myco_array_concat(counting(3), two)), "[0, 1, 2, 0, 1]");
  MycoArray *both = myco_array_concat(&myco_empty_array, two);
  CHECK(both == two && two->header.count == 1);
  both = myco_array_concat(both, two);
  CHECK(both != two && both->length == 4 && two->header.count == 0);
  MycoArray *many = mixed();
  CHECK_TEXT(array_text(myco_array_concat(both, many)), "[0, 1, 0, 1, Null, True, 1, 2.5, s]");
  CHECK_TEXT(array_text(myco_array_concat(many, two)), "[Null, True, 1, 2.5, s, 0, 1]");
  CHECK_TEXT(array_text(myco_array_repeat(two, 3)), "[0, 1, 0, 1, 0, 1]");
  CHECK(myco_array_repeat(two, 0) == &myco_empty_array);
  CHECK(myco_array_repeat(&myco_empty_array, INT64_MAX) == &myco_empty_array);
  myco_release(two);
}

static void test_repeat(void) {
  MycoArray *zero = counting(1), *three = counting(3);
  MycoArray *zeros = myco_array_repeat(zero, 100000), *threes = myco_array_repeat(three, 50000);
  bool holds = zeros->length == 100000 && threes->length == 150000;
  for (int64_t i = 0; i < 100000; ++i) holds &= ints(zeros)[i] == 0;
  for (int64_t i = 0; i < 150000; ++i) holds &= ints(threes)[i] == i % 3;
  CHECK(holds);
  zeros = myco_array_push_int(zeros, 5);
  CHECK(ints(zeros)[100000] == 5);
  MycoArray *rows = myco_array_push_pointer(&myco_empty_array, three);
  MycoArray *grid = myco_array_repeat(rows, 1000);
  CHECK(three->header.count == 1000);
  myco_release(rows);
  myco_release(grid);
  MycoArray *truth = myco_array_push_bool(&myco_empty_array, true);
  MycoArray *sieve = myco_array_repeat(truth, 5000);
  CHECK(sieve->length == 5000 && bools(sieve)[4999] == 1);
  MycoArray *all[] = {zero, zeros, threes, truth, sieve};
  for (int i = 0; i < 5; ++i) myco_release(all[i]);
}

static void test_comparison(void) {
  MycoArray *a = counting(3), *b = myco_array_convert(counting(3), MYCO_ELEMENT_FLOAT);
  CHECK(myco_array_equal(a, b) && myco_array_compare(a, b, NULL) == 0);
  MycoArray *c = myco_array_push_int(counting(3), 9);
  CHECK(!myco_array_equal(a, c) && myco_array_compare(a, c, NULL) == -1);
  MycoArray *nan = myco_array_push_float(&myco_empty_array, __builtin_nan(""));
  CHECK(!myco_array_equal(nan, nan) && myco_array_compare(a, nan, NULL) == 2);
  CHECK(myco_array_contains(b, MYCO_INT, 2) && !myco_array_contains(a, MYCO_INT, 3));
  CHECK(myco_array_contains(a, MYCO_FLOAT, float_payload(1)));
  MycoArray *d = mixed(), *e = mixed();
  CHECK(myco_array_equal(d, e) && myco_array_contains(d, MYCO_NULL, 0));
  CHECK(myco_array_equal(&myco_empty_array, &myco_empty_array));
  MycoArray *all[] = {a, b, c, d, e, nan};
  for (int i = 0; i < 6; ++i) myco_release(all[i]);
}

void test_arrays(void) {
  test_kinds();
  test_growth();
  test_copies();
  test_elements();
  test_conversion();
  test_joining();
  test_repeat();
  test_comparison();
}
