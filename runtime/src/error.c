// Error reports. The texts are those of docs/errors.md.
#include "internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/// Raises an error of `kind` with the formatted message.
MYCO_COLD __attribute__((format(printf, 3, 4)))
static void raise(const char *kind, const MycoLocation *location, const char *format, ...) {
  char *text;
  va_list arguments;
  va_start(arguments, format);
  int length = vasprintf(&text, format, arguments);
  va_end(arguments);
  if (length < 0) myco_raise_out_of_memory(location);
  MycoString *message = myco_string_from_bytes(text, length);
  free(text);
  myco_raise_error(kind, message, location);
}

void myco_internal_error(const char *message) {
  dprintf(STDERR_FILENO, "myco: internal error: %s\n", message);
  abort();
}

void myco_raise_overflow(
  const char *operator, int64_t left, int64_t right, const MycoLocation *location
) {
  raise("OverflowError", location, "integer overflow in %lld %s %lld", (long long)left, operator,
        (long long)right);
}

void myco_raise_negate_overflow(int64_t value, const MycoLocation *location) {
  raise("OverflowError", location, "integer overflow in -(%lld)", (long long)value);
}

void myco_raise_float_to_int(double value, const MycoLocation *location) {
  if (value != value) {
    raise("ValueError", location, "nan cannot be converted to Int");
    return;
  }
  char text[MYCO_NUMBER_SIZE];
  int64_t length = myco_format_float(value, text);
  raise("OverflowError", location, "%.*s does not fit Int", (int)length, text);
}

void myco_raise_division(const MycoLocation *location) {
  raise("DivisionError", location, "division by zero");
}

/// Raises the error of an index outside `container`, which is named with its article.
MYCO_COLD static void raise_index(
  const char *container, int64_t index, int64_t length, const MycoLocation *location
) {
  raise("IndexError", location, "index %lld is out of range for %s of length %lld",
        (long long)index, container, (long long)length);
}

void myco_raise_array_index(int64_t index, int64_t length, const MycoLocation *location) {
  raise_index("an array", index, length, location);
}

void myco_raise_string_index(int64_t index, int64_t length, const MycoLocation *location) {
  raise_index("a string", index, length, location);
}

void myco_raise_range_index(int64_t index, int64_t length, const MycoLocation *location) {
  raise_index("a range", index, length, location);
}

void myco_raise_pop(const MycoLocation *location) {
  raise("IndexError", location, "pop from an empty array");
}

void myco_raise_operands(
  const char *operator, int64_t left_tag, int64_t left, int64_t right_tag, int64_t right,
  const MycoLocation *location
) {
  raise("TypeError", location, "unsupported operand types for %s: %s and %s", operator,
        myco_type_text(left_tag, left), myco_type_text(right_tag, right));
}

void myco_raise_operand(
  const char *operator, int64_t tag, int64_t payload, const MycoLocation *location
) {
  raise("TypeError", location, "unsupported operand type for %s: %s", operator,
        myco_type_text(tag, payload));
}

void myco_raise_order(MYCO_BINARY) {
  raise("TypeError", location, "%s and %s have no order", myco_type_text(left_tag, left),
        myco_type_text(right_tag, right));
}

void myco_raise_index_type(int64_t tag, int64_t payload, const MycoLocation *location) {
  raise("TypeError", location, "an index must be an Int, not %s", myco_type_text(tag, payload));
}

void myco_raise_index_fraction(double index, const MycoLocation *location) {
  char text[MYCO_NUMBER_SIZE];
  int64_t length = myco_format_float(index, text);
  raise("TypeError", location, "an index must be a whole number, not %.*s", (int)length, text);
}

void myco_raise_not_indexable(int64_t tag, int64_t payload, const MycoLocation *location) {
  raise("TypeError", location, "%s cannot be indexed", myco_type_text(tag, payload));
}

void myco_raise_not_assignable(int64_t tag, int64_t payload, const MycoLocation *location) {
  raise("TypeError", location, "%s cannot be changed through an index",
        myco_type_text(tag, payload));
}

void myco_raise_not_iterable(int64_t tag, int64_t payload, const MycoLocation *location) {
  raise("TypeError", location, "%s cannot be iterated", myco_type_text(tag, payload));
}

void myco_raise_not_callable(int64_t tag, int64_t payload, const MycoLocation *location) {
  raise("TypeError", location, "%s is not a function", myco_type_text(tag, payload));
}

void myco_raise_range_bounds(
  int64_t start_tag, int64_t start, int64_t end_tag, int64_t end, const MycoLocation *location
) {
  raise("TypeError", location, "range bounds must be numbers, not %s and %s",
        myco_type_text(start_tag, start), myco_type_text(end_tag, end));
}

void myco_raise_member(
  int64_t tag, int64_t payload, const char *name, const MycoLocation *location
) {
  const char *kind = tag == MYCO_NULL ? "TypeError" : "NameError";
  raise(kind, location, "%s has no member %s", myco_type_text(tag, payload), name);
}

void myco_raise_uninitialized(const char *name, const MycoLocation *location) {
  raise("NameError", location, "%s is read before its declaration has run", name);
}

void myco_raise_annotation(
  const char *subject, const char *expected, int64_t tag, int64_t payload,
  const MycoLocation *location
) {
  raise("TypeError", location, "%s expects %s, not %s", subject, expected,
        myco_type_text(tag, payload));
}

void myco_raise_shift(int64_t count, const MycoLocation *location) {
  raise("ValueError", location, "shift count %lld is outside 0..64", (long long)count);
}

void myco_raise_range_step(const MycoLocation *location) {
  raise("ValueError", location, "a range step of zero");
}

void myco_raise_exponent(int64_t base, int64_t exponent, const MycoLocation *location) {
  raise("ValueError", location, "negative exponent in %lld ** %lld; write %lld.0 ** %lld",
        (long long)base, (long long)exponent, (long long)base, (long long)exponent);
}

void myco_raise_arguments(
  const char *name, const char *expected, int64_t found, const MycoLocation *location
) {
  const char *plural = strcmp(expected, "1") == 0 ? "" : "s";
  raise("ArgumentError", location, "%s expects %s argument%s, not %lld", name, expected, plural,
        (long long)found);
}

void myco_raise_stack_overflow(const MycoLocation *location) {
  raise("StackOverflowError", location, "the call stack is exhausted");
}

void myco_raise_key(int64_t tag, int64_t payload, const MycoLocation *location) {
  raise("TypeError", location, "%s cannot be a key", myco_type_text(tag, payload));
}

void myco_raise_unset(const char *name, const MycoLocation *location) {
  raise("TypeError", location, "%s is read before it is set", name);
}

void myco_raise_no_overload(
  const char *subject, const MycoValue *arguments, int64_t count, const MycoLocation *location
) {
  MycoString *types = static_string(&myco_empty_string);
  for (int64_t i = 0; i < count; ++i) {
    const char *type = myco_type_text(arguments[i].tag, arguments[i].payload);
    if (i > 0) types = myco_string_append_text(types, ", ");
    types = myco_string_append_text(types, type);
  }
  raise("TypeError", location, "%s takes (%s)", subject, types->bytes);
  myco_release(types);
}
