// Error reports. The texts are those of docs/errors.md.
#include "internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

_Noreturn void myco_finish_report(const MycoLocation *location) {
  void *addresses[MYCO_TRACE_LIMIT];
  myco_trace_print(addresses, myco_trace_capture(addresses, MYCO_TRACE_LIMIT), location);
  myco_print_statistics();
  _exit(1);
}

/// Prints the formatted line after all output so far, then the location.
MYCO_RAISES __attribute__((format(printf, 2, 3)))
static void report(const MycoLocation *location, const char *format, ...) {
  myco_print_flush();
  va_list arguments;
  va_start(arguments, format);
  vdprintf(STDERR_FILENO, format, arguments);
  va_end(arguments);
  dprintf(STDERR_FILENO, "\n");
  myco_finish_report(location);
}

void myco_internal_error(const char *message) {
  dprintf(STDERR_FILENO, "myco: internal error: %s\n", message);
  abort();
}

void myco_raise(const char *kind, const char *message, const MycoLocation *location) {
  report(location, "%s: %s", kind, message);
}

void myco_raise_overflow(
  const char *operator, int64_t left, int64_t right, const MycoLocation *location
) {
  report(location, "OverflowError: integer overflow in %lld %s %lld", (long long)left, operator,
         (long long)right);
}

void myco_raise_negate_overflow(int64_t value, const MycoLocation *location) {
  report(location, "OverflowError: integer overflow in -(%lld)", (long long)value);
}

void myco_raise_float_to_int(double value, const MycoLocation *location) {
  if (value != value) report(location, "ValueError: nan cannot be converted to Int");
  char text[MYCO_NUMBER_SIZE];
  int64_t length = myco_format_float(value, text);
  report(location, "OverflowError: %.*s does not fit Int", (int)length, text);
}

void myco_raise_division(const MycoLocation *location) {
  report(location, "DivisionError: division by zero");
}

/// Reports an index outside `container`, which is named with its article.
MYCO_RAISES static void report_index(
  const char *container, int64_t index, int64_t length, const MycoLocation *location
) {
  report(location, "IndexError: index %lld is out of range for %s of length %lld",
         (long long)index, container, (long long)length);
}

void myco_raise_array_index(int64_t index, int64_t length, const MycoLocation *location) {
  report_index("an array", index, length, location);
}

void myco_raise_string_index(int64_t index, int64_t length, const MycoLocation *location) {
  report_index("a string", index, length, location);
}

void myco_raise_range_index(int64_t index, int64_t length, const MycoLocation *location) {
  report_index("a range", index, length, location);
}

void myco_raise_pop(const MycoLocation *location) {
  report(location, "IndexError: pop from an empty array");
}

void myco_raise_operands(
  const char *operator, int64_t left_tag, int64_t right_tag, const MycoLocation *location
) {
  report(location, "TypeError: unsupported operand types for %s: %s and %s", operator,
         myco_tag_name(left_tag), myco_tag_name(right_tag));
}

void myco_raise_operand(const char *operator, int64_t tag, const MycoLocation *location) {
  report(location, "TypeError: unsupported operand type for %s: %s", operator,
         myco_tag_name(tag));
}

void myco_raise_order(int64_t left_tag, int64_t right_tag, const MycoLocation *location) {
  report(location, "TypeError: %s and %s have no order", myco_tag_name(left_tag),
         myco_tag_name(right_tag));
}

void myco_raise_index_type(int64_t tag, const MycoLocation *location) {
  report(location, "TypeError: an index must be an Int, not %s", myco_tag_name(tag));
}

void myco_raise_index_fraction(double index, const MycoLocation *location) {
  char text[MYCO_NUMBER_SIZE];
  int64_t length = myco_format_float(index, text);
  report(location, "TypeError: an index must be a whole number, not %.*s", (int)length, text);
}

void myco_raise_not_indexable(int64_t tag, const MycoLocation *location) {
  report(location, "TypeError: %s cannot be indexed", myco_tag_name(tag));
}

void myco_raise_not_assignable(int64_t tag, const MycoLocation *location) {
  report(location, "TypeError: %s cannot be changed through an index", myco_tag_name(tag));
}

void myco_raise_not_iterable(int64_t tag, const MycoLocation *location) {
  report(location, "TypeError: %s cannot be iterated", myco_tag_name(tag));
}

void myco_raise_not_callable(int64_t tag, const MycoLocation *location) {
  report(location, "TypeError: %s is not a function", myco_tag_name(tag));
}

void myco_raise_range_bounds(int64_t start_tag, int64_t end_tag, const MycoLocation *location) {
  report(location, "TypeError: range bounds must be numbers, not %s and %s",
         myco_tag_name(start_tag), myco_tag_name(end_tag));
}

void myco_raise_member(int64_t tag, const char *name, const MycoLocation *location) {
  const char *kind = tag == MYCO_NULL ? "TypeError" : "NameError";
  report(location, "%s: %s has no member %s", kind, myco_tag_name(tag), name);
}

void myco_raise_uninitialized(const char *name, const MycoLocation *location) {
  report(location, "NameError: %s is read before its declaration has run", name);
}

void myco_raise_annotation(
  const char *subject, const char *expected, int64_t tag, const MycoLocation *location
) {
  report(location, "TypeError: %s expects %s, not %s", subject, expected, myco_tag_name(tag));
}

void myco_raise_shift(int64_t count, const MycoLocation *location) {
  report(location, "ValueError: shift count %lld is outside 0..64", (long long)count);
}

void myco_raise_range_step(const MycoLocation *location) {
  report(location, "ValueError: a range step of zero");
}

void myco_raise_exponent(int64_t base, int64_t exponent, const MycoLocation *location) {
  report(location, "ValueError: negative exponent in %lld ** %lld; write %lld.0 ** %lld",
         (long long)base, (long long)exponent, (long long)base, (long long)exponent);
}

void myco_raise_arguments(
  const char *name, const char *expected, int64_t found, const MycoLocation *location
) {
  const char *plural = strcmp(expected, "1") == 0 ? "" : "s";
  report(location, "ArgumentError: %s expects %s argument%s, not %lld", name, expected, plural,
         (long long)found);
}

void myco_raise_stack_overflow(const MycoLocation *location) {
  report(location, "StackOverflowError: the call stack is exhausted");
}

void myco_raise_out_of_memory(const MycoLocation *location) {
  report(location, "OutOfMemoryError: out of memory");
}

void myco_raise_thrown(int64_t tag, int64_t payload, const MycoLocation *location) {
  MycoString *text = myco_value_to_string(tag, payload);
  report(location, "Uncaught: %s", text->bytes);
}
