#include "tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define AT "\n  at main (test.myco:3:7)\n"

static const MycoPromise string_promise = {.tags = 1 << MYCO_STRING, .text = "String"};
static const MycoPromise strings = {
  .tags = 1 << MYCO_ARRAY, .element = &string_promise, .text = "Array<String>",
  .element_kind = MYCO_ELEMENT_POINTER};

/// The cases: a name, an expression that raises, and the report.
#define CASES(CASE) \
  CASE(overflow, myco_raise_overflow("+", INT64_MAX, 1, &here), \
       "OverflowError: integer overflow in 9223372036854775807 + 1" AT) \
  CASE(negation, myco_value_negate(MYCO_INT, INT64_MIN, &here), \
       "OverflowError: integer overflow in -(-9223372036854775808)" AT) \
  CASE(fit, myco_float_to_int(1e300, &here), "OverflowError: 1e+300 does not fit Int" AT) \
  CASE(nan_int, myco_float_to_int(__builtin_nan(""), &here), \
       "ValueError: nan cannot be converted to Int" AT) \
  CASE(digits, myco_string_to_int(text(" 99999999999999999999 "), &here), \
       "OverflowError: 99999999999999999999 does not fit Int" AT) \
  CASE(word, myco_string_to_int(text("abc"), &here), "ValueError: \"abc\" is not a number" AT) \
  CASE(underscore, myco_string_to_float(text("1_0"), &here), \
       "ValueError: \"1_0\" is not a number" AT) \
  CASE(no_digits, myco_string_to_int(text("0x"), &here), "ValueError: \"0x\" is not a number" AT) \
  CASE(blank, myco_string_to_int(text(" "), &here), "ValueError: \" \" is not a number" AT) \
  CASE(division, myco_int_divide(1, 0, &here), "DivisionError: division by zero" AT) \
  CASE(remainder, myco_value_remainder(MYCO_INT, 1, MYCO_INT, 0, &here), \
       "DivisionError: division by zero" AT) \
  CASE(power, myco_int_power(10, 19, &here), \
       "OverflowError: integer overflow in 10 ** 19" AT) \
  CASE(exponent, myco_int_power(2, -1, &here), \
       "ValueError: negative exponent in 2 ** -1; write 2.0 ** -1" AT) \
  CASE(shift, myco_int_shift_left(1, 64, &here), \
       "ValueError: shift count 64 is outside 0..64" AT) \
  CASE(lost_bits, myco_int_shift_left(1, 63, &here), \
       "OverflowError: integer overflow in 1 << 63" AT) \
  CASE(array_index, myco_value_index(MYCO_ARRAY, (int64_t)counting(3), MYCO_INT, 10, &here), \
       "IndexError: index 10 is out of range for an array of length 3" AT) \
  CASE(string_index, myco_string_index(text("abc"), -1, &here), \
       "IndexError: index -1 is out of range for a string of length 3" AT) \
  CASE(range_index, myco_range_index(myco_range_int(0, 3, 1, NULL), 3, &here), \
       "IndexError: index 3 is out of range for a range of length 3" AT) \
  CASE(pop, myco_array_drop_last(&myco_empty_array, &here), \
       "IndexError: pop from an empty array" AT) \
  CASE(operands, myco_value_add(MYCO_INT, 1, MYCO_NULL, 0, &here), \
       "TypeError: unsupported operand types for +: Int and Null" AT) \
  CASE(membership, myco_value_in(MYCO_INT, 1, MYCO_INT, 0, &here), \
       "TypeError: unsupported operand types for in: Int and Int" AT) \
  CASE(operand, myco_value_negate(MYCO_STRING, (int64_t)text("s"), &here), \
       "TypeError: unsupported operand type for -: String" AT) \
  CASE(order, myco_value_less(MYCO_INT, 1, MYCO_STRING, (int64_t)text("s"), &here), \
       "TypeError: Int and String have no order" AT) \
  CASE(index_type, \
       myco_value_index(MYCO_ARRAY, (int64_t)counting(3), MYCO_STRING, (int64_t)text("s"), &here), \
       "TypeError: an index must be an Int, not String" AT) \
  CASE(fraction, \
       myco_value_index(MYCO_ARRAY, (int64_t)counting(3), MYCO_FLOAT, float_payload(1.5), &here), \
       "TypeError: an index must be a whole number, not 1.5" AT) \
  CASE(indexed, myco_value_index(MYCO_INT, 5, MYCO_INT, 0, &here), \
       "TypeError: Int cannot be indexed" AT) \
  CASE(assigned, \
       myco_value_set_index(MYCO_STRING, (int64_t)text("s"), MYCO_INT, 0, MYCO_INT, 0, &here), \
       "TypeError: String cannot be changed through an index" AT) \
  CASE(iterated, myco_value_iteration_limit(MYCO_INT, 5, &here), \
       "TypeError: Int cannot be iterated" AT) \
  CASE(called, myco_raise_not_callable(MYCO_INT, 0, &here), "TypeError: Int is not a function" AT) \
  CASE(bounds, \
       myco_range_value(MYCO_STRING, (int64_t)text("a"), MYCO_INT, 5, MYCO_INT, 1, &here), \
       "TypeError: range bounds must be numbers, not String and Int" AT) \
  CASE(null_member, myco_value_length(MYCO_NULL, 0, &here), \
       "TypeError: Null has no member length" AT) \
  CASE(member, myco_value_push(MYCO_INT, 0, MYCO_INT, 0, &here), \
       "NameError: Int has no member push" AT) \
  CASE(early, myco_raise_uninitialized("x", &here), \
       "NameError: x is read before its declaration has run" AT) \
  CASE(annotation, myco_raise_annotation("the result of f", "Int", MYCO_STRING, 0, &here), \
       "TypeError: the result of f expects Int, not String" AT) \
  CASE(promise, myco_check_promise(MYCO_ARRAY, (int64_t)counting(1), &strings, "x", &here), \
       "TypeError: x expects Array<String>, not Array" AT) \
  CASE(check_push, (myco_value_check_push(MYCO_NULL, 0, &here), 0), \
       "TypeError: Null has no member push" AT) \
  CASE(pop_element, \
       myco_value_pop_element(MYCO_ARRAY, (int64_t)&myco_empty_array, &here).tag, \
       "IndexError: pop from an empty array" AT) \
  CASE(step, myco_range_float(0, 1, 0, &here), "ValueError: a range step of zero" AT) \
  CASE(arguments, myco_raise_arguments("f", "2", 3, &here), \
       "ArgumentError: f expects 2 arguments, not 3" AT) \
  CASE(one_argument, myco_raise_arguments("f", "1", 3, &here), \
       "ArgumentError: f expects 1 argument, not 3" AT) \
  CASE(memory, myco_string_repeat(text("abc"), INT64_MAX), "OutOfMemoryError: out of memory\n") \
  CASE(array_memory, myco_array_repeat(counting(2), INT64_MAX / 2), \
       "OutOfMemoryError: out of memory\n") \
  CASE(large_memory, myco_array_allocate(MYCO_ELEMENT_INT, INT64_MAX / 8), \
       "OutOfMemoryError: out of memory\n") \
  CASE(thrown, myco_throw(MYCO_ARRAY, (int64_t)counting(2), &here), \
       "Uncaught: [0, 1]" AT) \
  CASE(inlined, myco_raise_division(&inlined_here), \
       "DivisionError: division by zero\n  at inner (test.myco:9:2)" AT)

#define DEFINE(name, statement, expected) static void raise_##name(void) { (void)(statement); }
#define RUN(name, statement, expected) CHECK_ERROR(raise_##name, expected);

CASES(DEFINE)

/// Asks for more than the system has.
static void exhaust_memory(void) { myco_array_allocate(MYCO_ELEMENT_INT, INT64_MAX / 16); }

static void print_all(void) {
  myco_print_int(-5);
  myco_print_space();
  myco_print_float(2);
  myco_print_space();
  myco_print_bool(true);
  myco_print_space();
  myco_print_null();
  myco_print_space();
  MycoString *string = text("é");
  myco_print_string(string);
  myco_print_value(MYCO_ARRAY, (int64_t)(intptr_t)myco_array_push_pointer(
    &myco_empty_array, string));
  myco_print_newline();
}

static void print_then_fail(void) {
  myco_print_int(1);
  myco_print_newline();
  myco_raise_division(&here);
}

/// Prints 20,000 lines, more than the buffer holds.
static void print_much(void) {
  for (int64_t i = 0; i < 20000; ++i) {
    myco_print_int(i);
    myco_print_newline();
  }
}

static void fail_to_print(void) {
  if (freopen("/dev/full", "w", stdout) == NULL) abort();
  myco_print_int(1);
  myco_exit(0);
}

/// Uses the stack until it is exhausted.
static int64_t recurse(volatile int64_t *depth) {
  volatile int64_t next = *depth + 1;
  return next == 0 ? 0 : recurse(&next) + next;
}

static void exhaust_stack(void) {
  volatile int64_t depth = 0;
  recurse(&depth);
}

static void print_nested(void) {
  MycoArray *chain = &myco_empty_array;
  for (int i = 0; i < 1000000; ++i) chain = myco_array_push_pointer(&myco_empty_array, chain);
  myco_value_to_string(MYCO_ARRAY, (int64_t)(intptr_t)chain);
}

void test_errors(void) {
  CASES(RUN)
  CHECK_ERROR(exhaust_memory, "OutOfMemoryError: out of memory\n");
  CHECK_CHILD(print_all, 0, "-5 2.0 True Null é[é]\n", "");
  CHECK_CHILD(print_then_fail, 1, "1\n", "DivisionError: division by zero" AT);
  static char lines[200000];
  char *cursor = lines;
  for (int i = 0; i < 20000; ++i) cursor += sprintf(cursor, "%d\n", i);
  CHECK_CHILD(print_much, 0, lines, "");
  CHECK_CHILD(fail_to_print, 1, "",
              "IOError: cannot write to standard output: No space left on device\n");
  CHECK_CHILD(exhaust_stack, 1, "", "StackOverflowError: the call stack is exhausted\n");
  CHECK_CHILD(print_nested, 1, "", "StackOverflowError: the call stack is exhausted\n");
}
