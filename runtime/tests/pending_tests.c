// Errors that become pending: what they say, and that what was consumed is released.
#include "map_internal.h"
#include "tests.h"

#define NAN_PAYLOAD float_payload(__builtin_nan(""))

static int64_t string(const char *bytes) { return (int64_t)(intptr_t)text(bytes); }
static int64_t payload_of(void *object) { return (int64_t)(intptr_t)object; }

/// An instance whose methods throw.
static MycoString *throwing_text(void *self) {
  (void)self;
  myco_raise_division(&here);
  return NULL;
}

static bool throwing_equals(void *self, int64_t tag, int64_t payload) {
  (void)self;
  (void)tag;
  (void)payload;
  myco_raise_division(&here);
  return true;
}

static const struct { int32_t size, count, may_cycle; } empty_layout = {16, 0, 0};
static const MycoClass throwing_class = {
  (const MycoLayout *)&empty_layout, "Thrower", 0, NULL, throwing_text, throwing_equals, 0};

static int64_t thrower(void) {
  return payload_of(myco_object_allocate(throwing_class.layout, MYCO_INSTANCE, 0, &throwing_class));
}

static MycoArray *array_of_thrower(void) {
  return myco_array_push_tagged(counting(0), MYCO_INSTANCE, thrower());
}

static const MycoPromise strings = {
  .tags = 1 << MYCO_STRING, .text = "String", .arity = -1};

/// The cases: statements that raise with a borrowed value `v` of a tag, and the text.
#define CASES(CASE) \
  CASE(MYCO_ARRAY, counting(2), myco_value_append(MYCO_INT, 1, MYCO_ARRAY, v, &here), \
       "TypeError: unsupported operand types for +: Int and Array") \
  CASE(MYCO_STRING, text("s"), myco_value_subtract(MYCO_STRING, v, MYCO_INT, 1, &here), \
       "TypeError: unsupported operand types for -: String and Int") \
  CASE(MYCO_STRING, text("s"), myco_value_less(MYCO_STRING, v, MYCO_INT, 1, &here), \
       "TypeError: String and Int have no order") \
  CASE(MYCO_ARRAY, counting(2), myco_value_index(MYCO_ARRAY, v, MYCO_INT, 2, &here), \
       "IndexError: index 2 is out of range for an array of length 2") \
  CASE(MYCO_ARRAY, counting(2), myco_value_index(MYCO_ARRAY, v, MYCO_FLOAT, NAN_PAYLOAD, &here), \
       "TypeError: an index must be a whole number, not nan") \
  CASE(MYCO_ARRAY, counting(2), myco_check_key(MYCO_ARRAY, v, &here), \
       "TypeError: Array cannot be a key") \
  CASE(MYCO_ARRAY, counting(2), \
       myco_value_in(MYCO_ARRAY, v, MYCO_MAP, payload_of(&myco_empty_map), &here), \
       "TypeError: Array cannot be a key") \
  CASE(MYCO_SET, &myco_empty_set, myco_value_index(MYCO_SET, v, MYCO_INT, 0, &here), \
       "TypeError: Set cannot be indexed") \
  CASE(MYCO_ARRAY, myco_array_push_pointer(counting(0), counting(1)), \
       myco_set_from_array(as_array(v), &here), "TypeError: Array cannot be a key") \
  CASE(MYCO_INSTANCE, as_object(thrower()), myco_value_length(MYCO_INSTANCE, v, &here), \
       "NameError: Thrower has no member length") \
  CASE(MYCO_INSTANCE, as_object(thrower()), myco_value_to_string(MYCO_INSTANCE, v), \
       "DivisionError: division by zero") \
  CASE(MYCO_ARRAY, array_of_thrower(), myco_value_to_string(MYCO_ARRAY, v), \
       "DivisionError: division by zero") \
  CASE(MYCO_ARRAY, array_of_thrower(), myco_print_value(MYCO_ARRAY, v), \
       "DivisionError: division by zero") \
  CASE(MYCO_ARRAY, array_of_thrower(), myco_value_equal(MYCO_ARRAY, v, MYCO_ARRAY, v), \
       "DivisionError: division by zero") \
  CASE(MYCO_ARRAY, array_of_thrower(), \
       myco_array_contains(as_array(v), MYCO_INSTANCE, values(as_array(v))[0].payload), \
       "DivisionError: division by zero") \
  CASE(MYCO_STRING, text("s"), myco_call_value(MYCO_STRING, v, NULL, 0, &here), \
       "TypeError: String is not a function") \
  CASE(MYCO_STRING, text("x"), myco_string_to_int(as_string(v), &here), \
       "ValueError: \"x\" is not a number") \
  CASE(MYCO_NULL, NULL, myco_range_int(0, 1, 0, &here), "ValueError: a range step of zero") \
  CASE(MYCO_NULL, NULL, myco_int_power(2, -1, &here), \
       "ValueError: negative exponent in 2 ** -1; write 2.0 ** -1") \
  CASE(MYCO_NULL, NULL, myco_string_index(static_string(&myco_empty_string), 0, &here), \
       "IndexError: index 0 is out of range for a string of length 0") \
  CASE(MYCO_NULL, NULL, myco_raise_unset("age", &here), \
       "TypeError: age is read before it is set") \
  CASE(MYCO_NULL, NULL, (myco_raise_no_overload("no f", (MycoValue[]){{MYCO_INT, 1}, {0, 0}}, 2, \
       &here)), "TypeError: no f takes (Int, Null)")

/// The cases that consume what they fail for.
#define CONSUMING_CASES(CASE) \
  CASE(myco_value_append(MYCO_SET, payload_of(myco_set_add(&myco_empty_set, MYCO_INT, 1)), \
       MYCO_INT, 1, &here), "TypeError: unsupported operand types for +: Set and Int") \
  CASE(myco_value_set(MYCO_STRING, string("s"), MYCO_INT, 0, MYCO_STRING, string("t"), &here), \
       "TypeError: String cannot be changed through an index") \
  CASE(myco_value_set_index(MYCO_ARRAY, payload_of(counting(1)), MYCO_INT, 5, MYCO_STRING, \
       string("t"), &here), "IndexError: index 5 is out of range for an array of length 1") \
  CASE(myco_value_unique(MYCO_STRING, string("s"), &here), \
       "TypeError: String cannot be changed through an index") \
  CASE(myco_value_push(MYCO_STRING, string("s"), MYCO_STRING, string("t"), &here), \
       "NameError: String has no member push") \
  CASE(myco_value_drop_last(MYCO_STRING, string("s"), &here), \
       "NameError: String has no member pop") \
  CASE(myco_array_drop_last(myco_array_allocate(MYCO_ELEMENT_INT, 2), &here), \
       "IndexError: pop from an empty array") \
  CASE(myco_check_promise(MYCO_ARRAY, payload_of(counting(3)), &strings, "x", &here), \
       "TypeError: x expects String, not Array") \
  CASE(myco_throw(MYCO_ERROR, payload_of(myco_error_make(text("m"), text("Mine"))), &here), \
       "Mine: m")

/// Checks the pending Error's text form and place, and releases it.
static void check_pending(const char *expected, int line) {
  check(is_pending(), expected, __FILE__, line);
  MycoValue error = myco_take_pending();
  check(!is_pending() && error.tag == MYCO_ERROR, expected, __FILE__, line);
  check(myco_error_line(as_object(error.payload)).payload == 3, "line", __FILE__, line);
  check_text(myco_value_to_string(error.tag, error.payload), expected, __FILE__, line);
  myco_release_value(error.tag, error.payload);
}

#define RUN(tag, object, statement, text) { \
  int64_t live = live_objects(); \
  int64_t v = payload_of(object); \
  (void)(statement); \
  check_pending(text, __LINE__); \
  myco_release_value(tag, v); \
  check(live_objects() == live, #statement, __FILE__, __LINE__); \
}

#define RUN_CONSUMING(statement, text) { \
  int64_t live = live_objects(); \
  (void)(statement); \
  check_pending(text, __LINE__); \
  check(live_objects() == live, #statement, __FILE__, __LINE__); \
}

static void test_error_objects(void) {
  MycoError *error = myco_error_make(text("broken"), text("Error"));
  CHECK(myco_error_line(error).tag == MYCO_NULL && myco_error_file(error).tag == MYCO_NULL);
  CHECK_TEXT(myco_error_message(error), "broken");
  CHECK_TEXT(myco_error_kind(error), "Error");
  CHECK_TEXT(myco_value_type(MYCO_ERROR, payload_of(error)), "Error");
  // A shared Error is copied before it gets its place.
  myco_retain(error);
  myco_throw(MYCO_ERROR, payload_of(error), &here);
  MycoValue thrown = myco_take_pending();
  CHECK(thrown.payload != payload_of(error) && myco_error_line(error).tag == MYCO_NULL);
  CHECK(myco_value_equal(MYCO_ERROR, thrown.payload, MYCO_ERROR, payload_of(error)));
  CHECK_TEXT(as_string(myco_error_file(as_object(thrown.payload)).payload), "test.myco");
  // Thrown again it keeps its place.
  myco_throw(thrown.tag, thrown.payload, &inlined_here);
  CHECK(myco_take_pending().payload == thrown.payload);
  CHECK(myco_error_line(as_object(thrown.payload)).payload == 3);
  myco_rethrow(thrown.tag, thrown.payload);
  thrown = myco_take_pending();
  myco_release_value(thrown.tag, thrown.payload);
  myco_release(error);
  myco_throw(MYCO_INT, 5, &here);
  thrown = myco_take_pending();
  CHECK(thrown.tag == MYCO_INT && thrown.payload == 5);
}

void test_pending(void) {
  myco_catches_errors = true;
  CASES(RUN)
  CONSUMING_CASES(RUN_CONSUMING)
  test_error_objects();
  CHECK(live_objects() == 0);
  myco_catches_errors = false;
}

// MARK: Reports

static void report_instance(void) { myco_throw(MYCO_INSTANCE, thrower(), &here); }

static void report_rethrown(void) {
  myco_catches_errors = true;
  myco_throw(MYCO_STRING, string("text"), &here);
  MycoValue value = myco_take_pending();
  myco_rethrow(value.tag, value.payload);
  myco_report_uncaught();
}

void test_reports(void) {
  CHECK_ERROR(report_instance, "Uncaught: Thrower\n  at main (test.myco:3:7)\n");
  CHECK_ERROR(report_rethrown, "Uncaught: text\n  at main (test.myco:3:7)\n");
}
