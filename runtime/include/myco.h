/// The runtime of compiled Myco programs: object layouts, and the functions that it calls.
///
/// Conventions
/// - Parameters are borrowed and results are owned, unless a comment says otherwise. "Consumes p"
///   means that the caller gives its reference to `p` away.
/// - A tagged value travels as two 64-bit words (tag, payload) and returns as `MycoValue`.
/// - Object pointers are never null. `bool` has the C calling convention (`zeroext i1` in LLVM).
/// - Functions that take a `MycoLocation` may raise (see myco_object.h), and so may those that call
///   the methods `toString` and `equals` of instances: text forms and equality of tagged values.
/// - Counting is not atomic: a program has one thread.
/// - Functions marked "hot" are also in `myco.bc`. A module that links this bitcode gives them
///   internal or available_externally linkage, since the archive defines them too.
#ifndef MYCO_H
#define MYCO_H

#include <stdbool.h>
#include <stdint.h>

#define MYCO_COLD __attribute__((cold, noinline, nomerge))

// MARK: Layouts

/// Tags of tagged values. From `MYCO_STRING` on the payload is a counted pointer whose header's
/// `kind` equals the tag.
enum MycoTag {
  MYCO_NULL = 0,      ///< payload 0
  MYCO_BOOL = 1,      ///< payload 0 or 1
  MYCO_INT = 2,       ///< payload is the integer
  MYCO_FLOAT = 3,     ///< payload is the bit pattern of the double
  MYCO_STRING = 4,    ///< MycoString *
  MYCO_ARRAY = 5,     ///< MycoArray *
  MYCO_RANGE = 6,     ///< MycoRange *
  MYCO_MAP = 7,       ///< MycoMap *
  MYCO_SET = 8,       ///< MycoMap *
  MYCO_OBJECT = 9,    ///< MycoMap *
  MYCO_FUNCTION = 10, ///< MycoFunction *
  MYCO_INSTANCE = 11, ///< MycoInstance *
  MYCO_ERROR = 12,    ///< MycoError *
  MYCO_CLASS = 13,    ///< MycoFunction * that constructs
  MYCO_LIBRARY = 14,  ///< MycoNamespace *
  MYCO_MODULE = 15,   ///< MycoNamespace *
};

/// Element kinds of arrays, in the header's `element`.
enum MycoElement {
  MYCO_ELEMENT_NONE = 0,     ///< only `myco_empty_array`
  MYCO_ELEMENT_INT = 1,      ///< int64_t
  MYCO_ELEMENT_FLOAT = 2,    ///< double
  MYCO_ELEMENT_BOOL = 3,     ///< one byte, 0 or 1
  MYCO_ELEMENT_POINTER = 4,  ///< pointer to a counted object
  MYCO_ELEMENT_TAGGED = 5,   ///< MycoValue
};

/// The first 8 bytes of every object.
typedef struct MycoHeader {
  /// 0: one reference. n > 0: n further ones. Negative: immortal.
  int32_t count;
  /// The object's `MycoTag`.
  uint8_t kind;
  /// Arrays: `MycoElement`. Ranges: `MYCO_ELEMENT_INT` or `MYCO_ELEMENT_FLOAT`. Else 0.
  uint8_t element;
  /// Bits 0 to 5: the block's size in units of 16 bytes, 0 for a block of malloc. Bits 6 to 8 are
  /// the collector's, bit 15 the cells'. Others 0.
  uint16_t flags;
} MycoHeader;

/// A string: UTF-8 with a NUL behind it. It is ASCII iff `byte_length == scalar_count`.
typedef struct MycoString {
  MycoHeader header;
  int64_t byte_length;
  int64_t scalar_count;
  /// Bytes that fit without the NUL; 0 in constants.
  int64_t capacity;
  char bytes[];
} MycoString;

/// An array; its elements begin at offset 32.
typedef struct MycoArray {
  MycoHeader header;
  int64_t length;
  int64_t capacity;
  /// Links dead objects while they are freed.
  int64_t reserved;
} MycoArray;

/// A range that is stored as a value. Its bounds are all Int or all Float by `header.element`.
/// Element i is start + i * step (of Floats: rounded after each of the two operations).
typedef struct MycoRange {
  MycoHeader header;
  union { int64_t integer; double number; } start, end, step;
} MycoRange;

/// A tagged value.
typedef struct MycoValue {
  int64_t tag;
  int64_t payload;
} MycoValue;

/// A place in the source. `inlined_at` is where the function was inlined into its caller, or null.
typedef struct MycoLocation {
  const char *function;
  const char *file;
  int32_t line;
  int32_t column;
  const struct MycoLocation *inlined_at;
} MycoLocation;

/// The one-scalar string of each ASCII character, immortal, with the layout of MycoString.
typedef struct MycoAsciiString {
  MycoHeader header;
  int64_t byte_length;
  int64_t scalar_count;
  int64_t capacity;
  char bytes[8];
} MycoAsciiString;

extern const MycoAsciiString myco_ascii_strings[128];

/// The immortal "", with the layout of MycoString.
extern const MycoAsciiString myco_empty_string;

/// The immortal array of length 0 and element kind none. A push on it allocates a new array.
extern MycoArray myco_empty_array;

#include "myco_map.h"
#include "myco_object.h"
#include "myco_library.h"

// MARK: Program

/// What the compiled program defines: its top level.
void myco_main(void);

/// Compiled prologues raise `myco_raise_stack_overflow` when their frame lies below this address.
extern char *myco_stack_limit;

/// Returns the program's arguments, an array of strings.
MycoArray *myco_program_arguments(void);

/// Flushes output and ends the program with `status`.
_Noreturn void myco_exit(int64_t status);

// MARK: Errors
// Each raises the error of docs/errors.md at `location` (which may be null); see myco_object.h.

/// OverflowError: integer overflow in `left` `operator` `right`.
MYCO_COLD void myco_raise_overflow(
  const char *operator, int64_t left, int64_t right, const MycoLocation *location);
/// OverflowError: integer overflow in -(`value`).
MYCO_COLD void myco_raise_negate_overflow(int64_t value, const MycoLocation *location);
/// OverflowError: `value` does not fit Int; for NaN, ValueError: nan cannot be converted to Int.
MYCO_COLD void myco_raise_float_to_int(double value, const MycoLocation *location);
/// DivisionError: division by zero.
MYCO_COLD void myco_raise_division(const MycoLocation *location);
/// IndexError: index out of range for an array of `length`; likewise for strings and ranges.
MYCO_COLD void myco_raise_array_index(
  int64_t index, int64_t length, const MycoLocation *location);
MYCO_COLD void myco_raise_string_index(
  int64_t index, int64_t length, const MycoLocation *location);
MYCO_COLD void myco_raise_range_index(
  int64_t index, int64_t length, const MycoLocation *location);
/// IndexError: pop from an empty array.
MYCO_COLD void myco_raise_pop(const MycoLocation *location);
/// TypeError: unsupported operand types for `operator`: T and U.
MYCO_COLD void myco_raise_operands(
  const char *operator, int64_t left_tag, int64_t left, int64_t right_tag, int64_t right,
  const MycoLocation *location);
/// TypeError: unsupported operand type for `operator`: T.
MYCO_COLD void myco_raise_operand(
  const char *operator, int64_t tag, int64_t payload, const MycoLocation *location);
/// TypeError: T and U have no order.
MYCO_COLD void myco_raise_order(
  int64_t left_tag, int64_t left, int64_t right_tag, int64_t right, const MycoLocation *location);
/// TypeError: an index must be an Int, not T.
MYCO_COLD void myco_raise_index_type(
  int64_t tag, int64_t payload, const MycoLocation *location);
/// TypeError: an index must be a whole number, not `index`.
MYCO_COLD void myco_raise_index_fraction(double index, const MycoLocation *location);
/// TypeError: T cannot be indexed.
MYCO_COLD void myco_raise_not_indexable(
  int64_t tag, int64_t payload, const MycoLocation *location);
/// TypeError: T cannot be changed through an index.
MYCO_COLD void myco_raise_not_assignable(
  int64_t tag, int64_t payload, const MycoLocation *location);
/// TypeError: T cannot be iterated.
MYCO_COLD void myco_raise_not_iterable(
  int64_t tag, int64_t payload, const MycoLocation *location);
/// TypeError: T is not a function.
MYCO_COLD void myco_raise_not_callable(
  int64_t tag, int64_t payload, const MycoLocation *location);
/// TypeError: T cannot be a key.
MYCO_COLD void myco_raise_key(int64_t tag, int64_t payload, const MycoLocation *location);
/// TypeError: range bounds must be numbers, not T and U.
MYCO_COLD void myco_raise_range_bounds(
  int64_t start_tag, int64_t start, int64_t end_tag, int64_t end, const MycoLocation *location);
/// T has no member `name`: a TypeError for Null, else a NameError.
MYCO_COLD void myco_raise_member(
  int64_t tag, int64_t payload, const char *name, const MycoLocation *location);
/// NameError: `name` is read before its declaration has run.
MYCO_COLD void myco_raise_uninitialized(const char *name, const MycoLocation *location);
/// TypeError: `name`, a field, is read before it is set.
MYCO_COLD void myco_raise_unset(const char *name, const MycoLocation *location);
/// TypeError: `subject` expects `expected`, not T. The subject is a name or "the result of f".
MYCO_COLD void myco_raise_annotation(
  const char *subject, const char *expected, int64_t tag, int64_t payload,
  const MycoLocation *location);
/// ValueError: shift count `count` is outside 0..64.
MYCO_COLD void myco_raise_shift(int64_t count, const MycoLocation *location);
/// ValueError: a range step of zero.
MYCO_COLD void myco_raise_range_step(const MycoLocation *location);
/// ValueError: negative exponent in `base` ** `exponent`; write …
MYCO_COLD void myco_raise_exponent(
  int64_t base, int64_t exponent, const MycoLocation *location);
/// ArgumentError: `name` expects `expected` arguments, not `found`; `expected` is "2", "1 to 2".
MYCO_COLD void myco_raise_arguments(
  const char *name, const char *expected, int64_t found, const MycoLocation *location);
/// TypeError: `subject`, such as "no f", takes (T, U), the types of the arguments.
MYCO_COLD void myco_raise_no_overload(
  const char *subject, const MycoValue *arguments, int64_t count, const MycoLocation *location);
/// StackOverflowError: the call stack is exhausted.
MYCO_COLD void myco_raise_stack_overflow(const MycoLocation *location);
/// Reports an OutOfMemoryError, which no handler gets, and ends the program. `location` is usually
/// unknown and null.
_Noreturn MYCO_COLD void myco_raise_out_of_memory(const MycoLocation *location);
/// An error of `kind` ("TypeError") with the ready text `message`.
MYCO_COLD void myco_raise(const char *kind, const char *message, const MycoLocation *location);

// MARK: Memory

/// Returns a new object of `size` bytes (at least 16) with count 0; only its header is set. Hot.
void *myco_allocate(int64_t size, int32_t kind, int32_t element);

/// Returns the block of `object` to the allocator; does not release what it refers to. Hot.
void myco_free(void *object);

/// Ends an object whose references have ended. Returns its block, for `myco_object_reuse` or
/// `myco_free_block`; null if that is not to be had. Hot.
void *myco_keep_block(void *object);

/// Frees a block that was kept, or null. Hot.
void myco_free_block(void *block);

/// Adds a reference. Hot.
void myco_retain(void *object);

/// Ends a reference (consumes `object`). Hot.
void myco_release(void *object);

/// Frees `object` (consumed, count 0) and releases what it refers to, without recursion.
void myco_release_last(void *object);

/// Whether objects of the program may refer to each other in cycles. The runtime defines it as
/// false; `myco_main` of such a program sets it first.
extern bool myco_makes_cycles;

/// Called by compiled code when `object` lost a reference, but not the last. May collect cycles.
void myco_suspect(void *object);

/// Notes that `object` lost a reference, but not the last. Collects nothing.
void myco_note_suspect(void *object);

/// Collects cycles if there are many suspects, or much large memory. Called between two
/// instructions of the program.
void myco_collect_when_due(void);

/// Ends a reference for a program that counts what it does. Returns whether it was the last: the
/// caller frees `object` then.
bool myco_end_reference(void *object);

/// The same between two instructions of the program. May collect cycles.
bool myco_end_cyclic_reference(void *object);

/// Adds a reference to the object of a tagged value, if it has one. Hot.
void myco_retain_value(int64_t tag, int64_t payload);

/// Ends a reference to the object of a tagged value, if it has one (consumes it). Hot.
void myco_release_value(int64_t tag, int64_t payload);

// MARK: Int and Float

/// Returns `base` ** `exponent`; OverflowError, and ValueError for a negative exponent.
int64_t myco_int_power(int64_t base, int64_t exponent, const MycoLocation *location);

/// Returns `left` % `right`, with the sign of `left`; DivisionError. Hot.
int64_t myco_int_remainder(int64_t left, int64_t right, const MycoLocation *location);

/// Returns `left` / `right`; DivisionError for a zero divisor. Hot.
double myco_int_divide(int64_t left, int64_t right, const MycoLocation *location);

/// Returns `value` << `count`; ValueError for the count, OverflowError when bits are lost. Hot.
int64_t myco_int_shift_left(int64_t value, int64_t count, const MycoLocation *location);

/// Returns `value` >> `count`, keeping the sign; ValueError for the count. Hot.
int64_t myco_int_shift_right(int64_t value, int64_t count, const MycoLocation *location);

/// Returns C's fmod.
double myco_float_remainder(double left, double right);

/// Returns base * base for the exponent 2, the square root for 0.5, else C's pow. Hot.
double myco_float_power(double base, double exponent);

/// Returns `value` truncated toward zero; OverflowError, and ValueError for NaN. Hot.
int64_t myco_float_to_int(double value, const MycoLocation *location);

/// Compares by mathematical value: -1, 0 or 1, and 2 when `right` is NaN.
int32_t myco_compare_int_float(int64_t left, double right);

// MARK: Strings

/// Returns a string of `length` bytes of valid UTF-8, copied.
MycoString *myco_string_from_bytes(const char *bytes, int64_t length);

/// Returns left + right. Consumes `left`; appends in place when it is unique and has room.
MycoString *myco_string_concat(MycoString *left, const MycoString *right);

/// Returns left + right, both borrowed.
MycoString *myco_string_concat_borrowed(const MycoString *left, const MycoString *right);

/// Return `left` + the text form of the value. Consume `left`, as `myco_string_concat`.
MycoString *myco_string_append_int(MycoString *left, int64_t value);
MycoString *myco_string_append_float(MycoString *left, double value);
MycoString *myco_string_append_bool(MycoString *left, bool value);
MycoString *myco_string_append_value(MycoString *left, int64_t tag, int64_t payload);

/// Returns the text form of the value + `right`.
MycoString *myco_string_prepend_value(int64_t tag, int64_t payload, const MycoString *right);

/// Returns `count` copies of `string` in a row; none if `count` is negative.
MycoString *myco_string_repeat(const MycoString *string, int64_t count);

/// Whether both have the same content. Hot.
bool myco_string_equal(const MycoString *left, const MycoString *right);

/// Compares by Unicode scalars: -1, 0 or 1.
int32_t myco_string_compare(const MycoString *left, const MycoString *right);

/// Returns the scalar at `index` as a string; IndexError. Hot for ASCII.
MycoString *myco_string_index(
  const MycoString *string, int64_t index, const MycoLocation *location);

/// Returns the scalar at `index`, in range, as a string. Hot for ASCII.
MycoString *myco_string_get(const MycoString *string, int64_t index);

/// Returns the scalar that starts at byte `offset` as a string. Iteration goes from offset 0 by
/// `myco_string_next` to `byte_length`. Hot for ASCII.
MycoString *myco_string_scalar_at(const MycoString *string, int64_t offset);

/// Returns the byte offset of the scalar after the one at byte `offset`. Hot.
int64_t myco_string_next(const MycoString *string, int64_t offset);

/// Returns the code point of the scalar that starts at byte `offset`.
int64_t myco_string_code_at(const MycoString *string, int64_t offset);

/// Whether `part` occurs in `string`.
bool myco_string_contains(const MycoString *string, const MycoString *part);

/// Returns the number of scalars. Hot.
int64_t myco_string_length(const MycoString *string);

/// Return text forms.
MycoString *myco_int_to_string(int64_t value);
MycoString *myco_float_to_string(double value);
MycoString *myco_bool_to_string(bool value);
MycoString *myco_value_to_string(int64_t tag, int64_t payload);

/// Read a number; ValueError where `string` is none, OverflowError beyond Int.
int64_t myco_string_to_int(const MycoString *string, const MycoLocation *location);
double myco_string_to_float(const MycoString *string, const MycoLocation *location);

/// The truth of `string`, but "true" and "false" in any case by meaning.
bool myco_string_to_bool(const MycoString *string);

// MARK: Arrays

/// Returns a new array of length 0 with room for `capacity` elements of kind `element`
/// (`myco_empty_array` for kind none). The caller may store elements and then set `length`.
MycoArray *myco_array_allocate(int32_t element, int64_t capacity);

/// Returns an array that only the caller refers to: `array` or a copy. Consumes `array`.
/// A copy retains the elements. The empty array of kind none stays what it is. Hot when unique.
MycoArray *myco_array_unique(MycoArray *array);

/// Return `array` with the element at its end. Consume `array` and the element. The array has that
/// element kind or none. Hot when unique with room.
MycoArray *myco_array_push_int(MycoArray *array, int64_t value);
MycoArray *myco_array_push_float(MycoArray *array, double value);
MycoArray *myco_array_push_bool(MycoArray *array, bool value);
MycoArray *myco_array_push_pointer(MycoArray *array, void *object);
MycoArray *myco_array_push_tagged(MycoArray *array, int64_t tag, int64_t payload);

/// Returns `array`, of any element kind, with the value at its end; the layout becomes tagged where
/// the value does not fit it. Consumes both.
MycoArray *myco_array_push_value(MycoArray *array, int64_t tag, int64_t payload);

/// Returns a unique `array` with room for `extra` more elements of kind `element`, which it has or
/// is of kind none. Consumes `array`.
MycoArray *myco_array_reserve(MycoArray *array, int32_t element, int64_t extra);

/// Returns `array` without its last element; IndexError when empty. Consumes `array`.
/// Hot when unique and of Int, Float or Bool.
MycoArray *myco_array_drop_last(MycoArray *array, const MycoLocation *location);

/// Returns left + right. Consumes `left`. The result has the common element kind, else tagged.
MycoArray *myco_array_concat(MycoArray *left, MycoArray *right);

/// Returns `count` copies of `array` in a row; an empty array if `count` is negative.
MycoArray *myco_array_repeat(MycoArray *array, int64_t count);

/// Whether both have equal elements, of whatever element kinds.
bool myco_array_equal(MycoArray *left, MycoArray *right);

/// Compares lexicographically: -1, 0, 1, and 2 when a NaN decides. TypeError without order.
int32_t myco_array_compare(MycoArray *left, MycoArray *right, const MycoLocation *location);

/// Whether an element equals the value.
bool myco_array_contains(MycoArray *array, int64_t tag, int64_t payload);

/// Whether the tag t of every element has its bit in `tags` (1 << t).
bool myco_array_all(MycoArray *array, int64_t tags);

/// Returns `array` with element kind `element`. Consumes `array`. To tagged from any kind; to Float
/// from Int; to another kind only where every element fits it (see `myco_array_all`). An empty
/// array of another kind becomes `myco_empty_array`.
MycoArray *myco_array_convert(MycoArray *array, int32_t element);

/// Returns the element at `index` of any layout, retained; the index is in range.
MycoValue myco_array_get(MycoArray *array, int64_t index);

/// Returns `array` with the element at `index`, in range, replaced; the layout becomes tagged where
/// the value does not fit it. Consumes `array` and the value.
MycoArray *myco_array_set(MycoArray *array, int64_t index, int64_t tag, int64_t payload);

/// Return the first and the last element, Null when empty.
MycoValue myco_array_first(MycoArray *array);
MycoValue myco_array_last(MycoArray *array);

// MARK: Ranges

/// Return a range; ValueError for a step of zero.
MycoRange *myco_range_int(int64_t start, int64_t end, int64_t step, const MycoLocation *location);
MycoRange *myco_range_float(double start, double end, double step, const MycoLocation *location);

/// Returns the range of tagged bounds, a tagged Int 1 being the usual step. TypeError, ValueError.
MycoRange *myco_range_value(
  int64_t start_tag, int64_t start, int64_t end_tag, int64_t end, int64_t step_tag, int64_t step,
  const MycoLocation *location);

/// Return the number of elements; more than Int holds count as its maximum.
int64_t myco_range_int_count(int64_t start, int64_t end, int64_t step);
int64_t myco_range_float_count(double start, double end, double step);

/// Returns the number of elements.
int64_t myco_range_length(const MycoRange *range);

/// Returns the element at `index`, an Int or a Float; IndexError.
MycoValue myco_range_index(const MycoRange *range, int64_t index, const MycoLocation *location);

/// Whether the value is one of the range's elements; `False` for what is no number.
bool myco_range_contains(const MycoRange *range, int64_t tag, int64_t payload);

/// As `myco_range_contains`, for ranges in registers.
bool myco_range_int_contains(
  int64_t start, int64_t end, int64_t step, int64_t tag, int64_t payload);
bool myco_range_float_contains(
  double start, double end, double step, int64_t tag, int64_t payload);

/// Returns the elements as an array of Int or Float.
MycoArray *myco_range_to_array(const MycoRange *range);

// MARK: Operations on tagged values
// Operands are borrowed. TypeErrors and the errors of the operation are raised at `location`.

#define MYCO_BINARY \
  int64_t left_tag, int64_t left, int64_t right_tag, int64_t right, const MycoLocation *location

MycoValue myco_value_add(MYCO_BINARY);
MycoValue myco_value_subtract(MYCO_BINARY);
MycoValue myco_value_multiply(MYCO_BINARY);
MycoValue myco_value_divide(MYCO_BINARY);
MycoValue myco_value_remainder(MYCO_BINARY);
MycoValue myco_value_power(MYCO_BINARY);
MycoValue myco_value_and(MYCO_BINARY);
MycoValue myco_value_or(MYCO_BINARY);
MycoValue myco_value_xor(MYCO_BINARY);
MycoValue myco_value_shift_left(MYCO_BINARY);
MycoValue myco_value_shift_right(MYCO_BINARY);

/// As `myco_value_add`, but consumes the left operand, so that a unique one grows in place.
MycoValue myco_value_append(MYCO_BINARY);

/// `==`, never an error.
bool myco_value_equal(int64_t left_tag, int64_t left, int64_t right_tag, int64_t right);

bool myco_value_less(MYCO_BINARY);
bool myco_value_less_equal(MYCO_BINARY);
bool myco_value_greater(MYCO_BINARY);
bool myco_value_greater_equal(MYCO_BINARY);

/// Whether left `in` right.
bool myco_value_in(MYCO_BINARY);

MycoValue myco_value_negate(int64_t tag, int64_t payload, const MycoLocation *location);
MycoValue myco_value_plus(int64_t tag, int64_t payload, const MycoLocation *location);
MycoValue myco_value_complement(int64_t tag, int64_t payload, const MycoLocation *location);

/// The truth of a value, as `if` takes it.
bool myco_value_truth(int64_t tag, int64_t payload);

/// Returns container[index].
MycoValue myco_value_index(
  int64_t tag, int64_t payload, int64_t index_tag, int64_t index, const MycoLocation *location);

/// Returns the container after container[index] = element. Consumes the container and the element.
MycoValue myco_value_set_index(
  int64_t tag, int64_t payload, int64_t index_tag, int64_t index, int64_t element_tag,
  int64_t element, const MycoLocation *location);

/// Returns the Int that an index value means; TypeError.
int64_t myco_value_to_index(int64_t tag, int64_t payload, const MycoLocation *location);

/// Returns the Int that a Float index means; TypeError.
int64_t myco_float_to_index(double value, const MycoLocation *location);

// The steps of reading and of changing an element. The index is one that was checked.

/// Returns the checked index of an element that container[index] has, or raises: an Int, or the key
/// of a map (borrowed from the index), which may be missing.
MycoValue myco_value_check_index(
  int64_t tag, int64_t payload, int64_t index_tag, int64_t index, const MycoLocation *location);

/// Returns the element at a checked index; Null for a missing key.
MycoValue myco_value_get(int64_t tag, int64_t payload, int64_t index_tag, int64_t index);

/// Returns the container with the element replaced; TypeError for what is no array and no map.
/// Consumes the container and the element.
MycoValue myco_value_set(
  int64_t tag, int64_t payload, int64_t index_tag, int64_t index, int64_t element_tag,
  int64_t element, const MycoLocation *location);

/// Returns the container, owned by nobody else; TypeError for what is no array and no map.
/// Consumes it.
MycoValue myco_value_unique(int64_t tag, int64_t payload, const MycoLocation *location);

/// Moves the element out of a unique array or map, which `myco_value_put` must fill again; it is
/// Null meanwhile. Returns Null for a missing key.
MycoValue myco_value_take(int64_t tag, int64_t payload, int64_t index_tag, int64_t index);

/// Returns the unique container with the element put back. Consumes both.
MycoValue myco_value_put(
  int64_t tag, int64_t payload, int64_t index_tag, int64_t index, int64_t element_tag,
  int64_t element);

/// Returns the member `length` of a string, an array, or a range.
int64_t myco_value_length(int64_t tag, int64_t payload, const MycoLocation *location);

/// Returns the member `size` of a map, an object, or a set.
int64_t myco_value_size(int64_t tag, int64_t payload, const MycoLocation *location);

/// Returns the member `type`.
MycoString *myco_value_type(int64_t tag, int64_t payload);

/// Returns the immortal name of the type with `tag`, as `.type` gives it; "Instance" for instances.
MycoString *myco_type_name(int64_t tag);

/// Returns the first cursor of an iteration, 0; TypeError. The cursors end at the limit.
int64_t myco_value_iteration_start(int64_t tag, int64_t payload, const MycoLocation *location);

/// Returns the cursor at which an iteration ends: it goes on while cursor < limit. TypeError.
int64_t myco_value_iteration_limit(int64_t tag, int64_t payload, const MycoLocation *location);

/// Returns the element at `cursor`, below the limit; the key of a map.
MycoValue myco_value_iteration_element(int64_t tag, int64_t payload, int64_t cursor);

/// Return what `for k, v in …` takes at `cursor`: the key and the value of a map; for others
/// `position`, the number of elements before, and the element.
MycoValue myco_value_iteration_key(
  int64_t tag, int64_t payload, int64_t cursor, int64_t position);
MycoValue myco_value_iteration_value(int64_t tag, int64_t payload, int64_t cursor);

/// Returns the cursor after `cursor`.
int64_t myco_value_iteration_next(int64_t tag, int64_t payload, int64_t cursor);

/// Raises an error unless the value has the member `push`.
void myco_value_check_push(int64_t tag, int64_t payload, const MycoLocation *location);

/// Returns the container with the element at its end. Consumes both.
MycoValue myco_value_push(
  int64_t tag, int64_t payload, int64_t element_tag, int64_t element,
  const MycoLocation *location);

/// Returns the set with the element. Consumes both; TypeError for what is no set or no element.
MycoValue myco_value_insert(
  int64_t tag, int64_t payload, int64_t element_tag, int64_t element,
  const MycoLocation *location);

/// Returns the map or set without the key. Consumes it, but not the key; TypeError.
MycoValue myco_value_remove(
  int64_t tag, int64_t payload, int64_t key_tag, int64_t key, const MycoLocation *location);

/// Returns the array without its last element; consumes it.
MycoValue myco_value_drop_last(int64_t tag, int64_t payload, const MycoLocation *location);

/// Returns the last element for `pop()`; IndexError when empty.
MycoValue myco_value_pop_element(int64_t tag, int64_t payload, const MycoLocation *location);

/// Return the members `first` and `last`, Null when empty.
MycoValue myco_value_first(int64_t tag, int64_t payload, const MycoLocation *location);
MycoValue myco_value_last(int64_t tag, int64_t payload, const MycoLocation *location);

/// Convert as `toInt()`, `toFloat()`, `toBool()`.
int64_t myco_value_to_int(int64_t tag, int64_t payload, const MycoLocation *location);
double myco_value_to_float(int64_t tag, int64_t payload, const MycoLocation *location);
bool myco_value_to_bool(int64_t tag, int64_t payload);

// MARK: Promises

/// What an annotation admits.
typedef struct MycoPromise {
  /// Bit t: values of tag t.
  int64_t tags;
  /// What the elements of arrays and sets and the values of maps must keep, or null.
  const struct MycoPromise *element;
  /// The annotation, as messages give it.
  const char *text;
  /// Whether an Int becomes a Float; then `tags` does not admit Int.
  bool converts_int_to_float;
  /// The `MycoElement` in which elements of arrays and values of maps come; used with `element`.
  uint8_t element_kind;
  /// The `MycoElement` in which keys of maps and elements of sets come, or none for any.
  uint8_t key_kind;
  /// The number of arguments that functions must take, or -1 for any.
  int32_t arity;
  /// What the keys of maps must keep, or null.
  const struct MycoPromise *key;
  /// The classes whose instances are admitted, or null for any.
  const MycoClass *const *classes;
  int64_t class_count;
  /// What else the annotation admits, or null. The first promise that a value keeps counts, before
  /// that one that admits it as it is.
  const struct MycoPromise *alternative;
} MycoPromise;

/// Returns the value, converted as the annotation asks; TypeError: `subject` expects …, not T.
/// Consumes it. Keys of maps that are whole numbers stay Int where Float is promised.
MycoValue myco_check_promise(
  int64_t tag, int64_t payload, const MycoPromise *promise, const char *subject,
  const MycoLocation *location);

/// Whether the value keeps the promise, as `is` asks; no promise of it converts.
bool myco_value_is(int64_t tag, int64_t payload, const MycoPromise *promise);

// MARK: Output

/// Write text forms to the buffered standard output.
void myco_print_int(int64_t value);
void myco_print_float(double value);
void myco_print_bool(bool value);
void myco_print_null(void);
void myco_print_string(const MycoString *string);
void myco_print_value(int64_t tag, int64_t payload);

/// Write one blank and one newline.
void myco_print_space(void);
void myco_print_newline(void);

/// Writes the buffer out.
void myco_print_flush(void);

// MARK: Support of the code generator

/// Returns `array` with element kind `kinds[0]`, and where its elements are arrays, these with kind
/// `kinds[1]`, and so on for `depth` kinds. Consumes `array`. See `myco_array_convert`.
MycoArray *myco_array_convert_nested(MycoArray *array, const uint8_t *kinds, int64_t depth);

/// How a collection is stored.
typedef struct MycoShape {
  /// The `MycoElement` of an array's elements or of a map's values; none for sets.
  uint8_t element_kind;
  /// The `MycoElement` of a map's keys or a set's elements; none for arrays.
  uint8_t key_kind;
  /// How the elements or values, pointers to collections, are stored; null where they are none, or
  /// may be stored in any way.
  const struct MycoShape *element;
} MycoShape;

/// Returns an array, map, or set (consumed) that is stored as `shape` says, all the way down. What
/// has that shape already is not copied.
void *myco_convert_shape(void *object, const MycoShape *shape);

#endif
