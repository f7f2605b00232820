/// What the runtime's files share and compiled code does not call.
#ifndef MYCO_INTERNAL_H
#define MYCO_INTERNAL_H

#include "myco.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

// MARK: Allocator

enum {
  /// Blocks are multiples of 16 bytes; up to this many units they come from free lists.
  MYCO_MAXIMUM_UNITS = 32,
  /// The bits of `MycoHeader.flags` that hold a block's units.
  MYCO_UNITS_MASK = 63,
};

/// The free blocks of each size, linked through their first word.
extern void *myco_free_lists[MYCO_MAXIMUM_UNITS + 1];

/// Allocates what `myco_allocate` found no free block for.
void *myco_allocate_slow(int64_t size, int32_t kind, int32_t element);

/// Returns an object in a block of the system's, all zero behind its header.
void *myco_allocate_zeroed(int64_t size, int32_t kind, int32_t element);

/// Frees an object in a block of the system's.
void myco_free_large(void *object);

/// Returns the block of `object`, of `old_size` bytes, moved to one of `new_size`, which is larger.
void *myco_reallocate(void *object, int64_t old_size, int64_t new_size);

/// How many bytes were ever asked of malloc for large blocks.
extern int64_t myco_large_bytes;

/// Raises an error if the system has not `size` bytes more for the program.
void myco_require_memory(size_t size);

/// Gives memory back to the system, with objects in it: only for the end of the program.
void myco_abandon_memory(void);

// MARK: Leaks
//
// A program that is built to search for leaks is linked with a runtime of its own (MYCO_CHECK), in
// which every object comes from malloc and is linked to the others. It counts what happens to them.

#ifdef MYCO_CHECK
/// What has happened to objects so far.
typedef struct MycoCounts {
  int64_t allocations;
  int64_t frees;
  /// New objects in blocks of others, which ended for them; both are counted above, too.
  int64_t reuses;
  /// Objects on the stack, which are not among the allocations.
  int64_t on_stack;
  /// Of shared arrays, maps, sets and strings, which were about to be changed.
  int64_t copies;
  /// References that were added, and that were ended.
  int64_t retains;
  int64_t releases;
} MycoCounts;

extern MycoCounts myco_counts;

#define COUNT(events, number) (myco_counts.events += (number))

/// Return a block of `size` bytes for an object, zeroed on demand, and the block moved to one of
/// `size` bytes; null if there is no memory.
void *myco_block_allocate(size_t size, bool zeroed);
void *myco_block_resize(void *block, size_t size);
void myco_block_free(void *block);

/// Returns what stands for a block that was kept. The block itself is freed, so that the sanitizer
/// sees who still uses the object, and a token that is lost is reported as a leak.
void *myco_ticket_make(void);

/// Returns the block of an object that other programs have on the stack.
void *myco_stack_block(int64_t size, int32_t kind, int32_t element);

/// Prints the counts if `MYCO_STATS=1`.
void myco_print_counts(void);

/// Returns 0 if no object is alive, else reports those that are and returns 1.
int myco_report_leaks(void);
#else
#define COUNT(events, number) ((void)0)

static inline void *myco_block_allocate(size_t size, bool zeroed) {
  return zeroed ? calloc(1, size) : malloc(size);
}

static inline void *myco_block_resize(void *block, size_t size) { return realloc(block, size); }
static inline void myco_block_free(void *block) { free(block); }
static inline void myco_print_counts(void) {}
static inline int myco_report_leaks(void) { return 0; }
#endif

/// Adds `further` references.
static inline void retain_times(MycoHeader *header, int64_t further) {
  COUNT(retains, further);
  if (header->count < 0) return;
  int64_t count = header->count + further;
  header->count = count > INT32_MAX ? INT32_MIN : (int32_t)count;
}

// MARK: Cycles

/// Bits of `MycoHeader.flags` for the collector of cycles.
enum {
  /// The object stands in the table of suspects, which knows its block's units. Until it leaves,
  /// `MYCO_UNITS_MASK` is 0, so that whoever frees it comes to `myco_free_large`.
  MYCO_IS_SUSPECT = 1 << 6,
  /// What the collector knows of the object.
  MYCO_STATE_MASK = 3 << 7,
};

/// Has the collector free the block of a suspect that died.
void myco_leave_suspect(void *object);

static inline bool myco_is_suspect(const MycoHeader *header) {
  return (header->flags & MYCO_IS_SUSPECT) != 0;
}

/// Frees the garbage cycles that suspects are part of. What is in use must have its counts, and
/// objects their content, as they are between two instructions of the program.
void myco_collect_cycles(void);

// MARK: Values

static inline double as_float(int64_t payload) {
  double value;
  memcpy(&value, &payload, sizeof value);
  return value;
}

static inline int64_t float_payload(double value) {
  int64_t payload;
  memcpy(&payload, &value, sizeof payload);
  return payload;
}

static inline void *as_object(int64_t payload) {
  return (void *)(intptr_t)payload;
}

static inline MycoString *as_string(int64_t payload) { return as_object(payload); }
static inline MycoArray *as_array(int64_t payload) { return as_object(payload); }
static inline MycoRange *as_range(int64_t payload) { return as_object(payload); }
static inline MycoInstance *as_instance(int64_t payload) { return as_object(payload); }

static inline MycoValue null_value(void) { return (MycoValue){MYCO_NULL, 0}; }
static inline MycoValue bool_value(bool value) { return (MycoValue){MYCO_BOOL, value}; }
static inline MycoValue int_value(int64_t value) { return (MycoValue){MYCO_INT, value}; }

static inline MycoValue float_value(double value) {
  return (MycoValue){MYCO_FLOAT, float_payload(value)};
}

/// The tagged value of an object, by its header.
static inline MycoValue object_value(void *object) {
  return (MycoValue){((MycoHeader *)object)->kind, (int64_t)(intptr_t)object};
}

/// The tagged value of an object, Null if it is null.
static inline MycoValue nullable_value(void *object) {
  return object == NULL ? null_value() : object_value(object);
}

static inline bool is_number(int64_t tag) { return tag == MYCO_INT || tag == MYCO_FLOAT; }

/// The number as a Float.
static inline double number_as_float(int64_t tag, int64_t payload) {
  return tag == MYCO_INT ? (double)payload : as_float(payload);
}

/// C's pow, where LLVM does not see it: it would make 8 ** x exp2(3 * x), which is not as exact.
double myco_general_power(double base, double exponent);

// MARK: Strings

/// A constant ASCII string of the runtime, to be used through `static_string`.
#define STATIC_STRING(name, text) STATIC_WIDE_STRING(name, text, sizeof(text) - 1)

/// Likewise, of `scalars` scalars.
#define STATIC_WIDE_STRING(name, text, scalars) \
  static const struct { \
    MycoHeader header; \
    int64_t byte_length, scalar_count, capacity; \
    char bytes[sizeof(text)]; \
  } name = {{-1, MYCO_STRING, 0, 0}, sizeof(text) - 1, scalars, 0, text}

static inline MycoString *static_string(const void *constant) {
  return (MycoString *)(uintptr_t)constant;
}

/// Returns a new string with room for `capacity` bytes, length 0.
MycoString *myco_string_allocate(int64_t capacity);

/// Returns `string` (consumed), unique and with room for `extra` more bytes.
MycoString *myco_string_reserve(MycoString *string, int64_t extra);

/// The number of bytes of the scalar that begins with `first`.
static inline int64_t scalar_width(unsigned char first) {
  return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/// Returns a new string of the scalar, not ASCII, that starts at byte `offset`.
MycoString *myco_string_wide_scalar(const MycoString *string, int64_t offset);

/// Returns the scalar at `index`, in range, of a string that is not ASCII.
MycoString *myco_string_wide_index(const MycoString *string, int64_t index);

/// The byte offset of the scalar at `index`, which is in the string or at its end; and the number
/// of scalars before a byte `offset`. Walks through a string in either way take linear time.
int64_t myco_string_offset(const MycoString *string, int64_t index);
int64_t myco_string_position(const MycoString *string, int64_t offset);

/// Returns the first, and the last, place of `sought` in `bytes`; null if there is none.
const char *myco_find_bytes(
  const char *bytes, int64_t length, const char *sought, int64_t count);
const char *myco_find_last_bytes(
  const char *bytes, int64_t length, const char *sought, int64_t count);

/// Copies bytes, the last one first.
void myco_copy_reversed(char *restrict target, const char *restrict bytes, int64_t length);

/// Returns a string of bytes that are ASCII.
MycoString *myco_string_from_ascii(const char *bytes, int64_t length);

/// Returns `left` (consumed) + ASCII text.
MycoString *myco_string_append_text(MycoString *left, const char *text);

/// Sets the length of a string whose bytes are in place.
static inline void finish_string(
  MycoString *string, int64_t byte_length, int64_t scalar_count
) {
  string->byte_length = byte_length;
  string->scalar_count = scalar_count;
  string->bytes[byte_length] = 0;
}

/// Returns a string of `length` bytes; each one that is no UTF-8 becomes U+FFFD.
MycoString *myco_string_from_text(const char *bytes, int64_t length);

/// The number of scalars in valid UTF-8.
int64_t myco_count_scalars(const char *bytes, int64_t length);

/// Whether the bytes of `string`, which come from outside, are UTF-8.
bool myco_is_valid_utf8(const MycoString *string);

// MARK: Files

/// Raises the IOError that `errno` tells of: that `action` is impossible with `path`.
void myco_raise_io(const char *action, const MycoString *path, const MycoLocation *location);

/// Whether the system can be asked for `path`; sets `errno` if not.
bool myco_is_path(const MycoString *path);

/// Returns `text`, the first `length` bytes of which come from a file; ValueError, and the empty
/// string, unless they are UTF-8. Consumes `text`.
MycoString *myco_file_text(MycoString *text, int64_t length, const MycoLocation *location);

// MARK: Traces

/// How many return addresses an error keeps: what the lines of a trace need, and some more for
/// functions that are not shown.
enum { MYCO_TRACE_LIMIT = 64 };

/// Stores the return addresses of the calls under way, the innermost first; returns how many. Of
/// more than `limit` (at least 4) the outer ones in the middle are left out, with a null for them.
int64_t myco_trace_capture(void **addresses, int64_t limit);

/// Prints a line to standard error for each call of the program that `addresses` lead into, at most
/// 20. `innermost`, or null, is the place of the first; where the program's DWARF cannot be read
/// it is printed alone.
void myco_trace_print(
  void *const *addresses, int64_t count, const MycoLocation *innermost);

/// A place in the program: a file, in a directory unless that is "", and a line.
typedef struct MycoPlace {
  const char *directory;
  /// Null if the place is not known.
  const char *file;
  int64_t line;
} MycoPlace;

/// Returns the first place outside the library among `innermost` and the calls that `addresses`
/// lead into.
MycoPlace myco_trace_place(
  void *const *addresses, int64_t count, const MycoLocation *innermost);

// MARK: Text

/// Where text is written: a buffer that `make_room` empties or enlarges.
typedef struct Sink {
  char *bytes;
  int64_t length;
  int64_t capacity;
  /// Makes room for `needed` bytes, or for some where the sink cannot hold as many.
  void (*make_room)(struct Sink *sink, int64_t needed);
} Sink;

void myco_sink_write(Sink *sink, const char *bytes, int64_t length);
void myco_sink_int(Sink *sink, int64_t value);
void myco_sink_float(Sink *sink, double value);
void myco_sink_value(Sink *sink, int64_t tag, int64_t payload);

static inline void sink_text(Sink *sink, const char *text) {
  myco_sink_write(sink, text, (int64_t)strlen(text));
}

/// Writes the text form into `buffer`, without NUL, and returns its length.
enum { MYCO_NUMBER_SIZE = 32 };
int64_t myco_format_int(int64_t value, char buffer[MYCO_NUMBER_SIZE]);
int64_t myco_format_float(double value, char buffer[MYCO_NUMBER_SIZE]);

/// Writes `value` with so many decimals, as C's printf does; 0 if it is no usual value.
int64_t myco_format_fixed(double value, int digits, char buffer[MYCO_NUMBER_SIZE]);

/// Reads a decimal number that is known to be one: a sign or none, digits, a point, an exponent. A
/// NUL or anything else that no number has follows.
double myco_parse_decimal(const char *text);

/// The powers 10^k as 128-bit fractions, from the least k on (power_table.c).
enum { MYCO_LEAST_POWER = -292, MYCO_LARGEST_POWER = 324 };
extern const uint64_t myco_powers_of_ten[MYCO_LARGEST_POWER - MYCO_LEAST_POWER + 1][2];

// MARK: Arrays

static inline void *elements(MycoArray *array) { return (char *)array + sizeof(MycoArray); }
static inline int64_t *ints(MycoArray *array) { return elements(array); }
static inline double *floats(MycoArray *array) { return elements(array); }
static inline uint8_t *bools(MycoArray *array) { return elements(array); }
static inline void **pointers(MycoArray *array) { return elements(array); }
static inline MycoValue *values(MycoArray *array) { return elements(array); }

/// The size of an element of kind `element`.
static inline int64_t element_size(int32_t element) {
  switch (element) {
  case MYCO_ELEMENT_NONE: return 0;
  case MYCO_ELEMENT_BOOL: return 1;
  case MYCO_ELEMENT_TAGGED: return 16;
  default: return 8;
  }
}

/// The element kind in which a value of `tag` is stored unboxed.
static inline int32_t natural_element(int64_t tag) {
  switch (tag) {
  case MYCO_NULL: return MYCO_ELEMENT_TAGGED;
  case MYCO_BOOL: return MYCO_ELEMENT_BOOL;
  case MYCO_INT: return MYCO_ELEMENT_INT;
  case MYCO_FLOAT: return MYCO_ELEMENT_FLOAT;
  default: return MYCO_ELEMENT_POINTER;
  }
}

/// Whether a value of `tag` can be stored as an element of kind `element` as it is.
static inline bool fits_element(int64_t tag, int32_t element) {
  return element == MYCO_ELEMENT_TAGGED || element == natural_element(tag) ||
    (element == MYCO_ELEMENT_POINTER && tag == MYCO_NULL);
}

/// The element of kind `element` at an address, borrowed. A null pointer is Null.
static inline MycoValue load_element(const void *place, int32_t element) {
  switch (element) {
  case MYCO_ELEMENT_INT: return int_value(*(const int64_t *)place);
  case MYCO_ELEMENT_FLOAT: return float_value(*(const double *)place);
  case MYCO_ELEMENT_BOOL: return bool_value(*(const uint8_t *)place);
  case MYCO_ELEMENT_POINTER: return nullable_value(*(void *const *)place);
  case MYCO_ELEMENT_TAGGED: return *(const MycoValue *)place;
  default: return null_value();
  }
}

/// Writes an owned value that fits as an element of kind `element` to an address.
static inline void write_element(void *place, int32_t element, MycoValue value) {
  switch (element) {
  case MYCO_ELEMENT_INT: *(int64_t *)place = value.payload; break;
  case MYCO_ELEMENT_FLOAT: *(double *)place = as_float(value.payload); break;
  case MYCO_ELEMENT_BOOL: *(uint8_t *)place = (uint8_t)value.payload; break;
  case MYCO_ELEMENT_POINTER: *(void **)place = as_object(value.payload); break;
  case MYCO_ELEMENT_TAGGED: *(MycoValue *)place = value; break;
  default: break;
  }
}

/// The address of the element at `index`.
static inline void *element_place(MycoArray *array, int64_t index) {
  return (char *)elements(array) + index * element_size(array->header.element);
}

/// The element at `index`, borrowed.
static inline MycoValue element_at(MycoArray *array, int64_t index) {
  return load_element(element_place(array, index), array->header.element);
}

/// Stores an owned value that fits the array's layout at `index`.
static inline void store_element(MycoArray *array, int64_t index, MycoValue value) {
  write_element(element_place(array, index), array->header.element, value);
}

/// Adds a reference to each element from `first` to the end.
void myco_retain_elements(MycoArray *array, int64_t first);

/// Frees an array whose elements were moved away, or ends a reference to a shared one.
void myco_release_shallow(MycoArray *array);

/// Returns a unique copy of an `array` that is shared or immortal. Consumes `array`.
MycoArray *myco_array_copy_shared(MycoArray *array);

/// Returns a new array of `length` uninitialised elements.
MycoArray *myco_array_sized(int32_t element, int64_t length);

/// Compares two numbers by mathematical value: -1, 0, 1, and 2 for NaN.
int32_t myco_compare_numbers(int64_t left_tag, int64_t left, int64_t right_tag, int64_t right);

/// Compares two values: -1, 0, 1, and 2 when a NaN decides. TypeError without order.
int32_t myco_compare_values(MYCO_BINARY);

/// Fills `bytes` with random numbers of the system.
void myco_system_random(void *bytes, size_t size);

/// Draws the random numbers that hashes depend on.
void myco_seed_hashes(void);

// MARK: Errors

/// The type name of a value as C text; the class's name for an instance.
const char *myco_type_text(int64_t tag, int64_t payload);

/// Raises an error of `kind`. Consumes `message`.
MYCO_COLD void myco_raise_error(
  const char *kind, MycoString *message, const MycoLocation *location);

/// The same, for a text that is wrong at a place in it, from 1.
MYCO_COLD void myco_raise_error_at(
  const char *kind, MycoString *message, int64_t row, int64_t column,
  const MycoLocation *location);

/// Whether an error is on its way.
static inline bool is_pending(void) { return UNLIKELY(myco_pending.tag >= 0); }

/// Raises a StackOverflowError if the stack is nearly exhausted; what recurses over nested values
/// then stops. Returns whether it did.
static inline bool is_stack_exhausted(void) {
  if (LIKELY((char *)__builtin_frame_address(0) >= myco_stack_limit)) return false;
  myco_raise_stack_overflow(NULL);
  return true;
}

/// Prints a ready first line and ends the program with status 1.
_Noreturn MYCO_COLD void myco_report_fatal(const char *text);

/// Reports a broken runtime invariant and aborts.
_Noreturn MYCO_COLD void myco_internal_error(const char *message);

/// The truth of an instance: that of a library collection says whether it has elements.
static inline bool myco_instance_truth(const MycoInstance *instance) {
  return !instance->type->is_value || *(const int64_t *)(instance + 1) != 0;
}

#endif
