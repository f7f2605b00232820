/// Instances, functions, cells, namespaces, errors; part of myco.h.
#ifndef MYCO_OBJECT_H
#define MYCO_OBJECT_H

// MARK: Layouts

/// Where an object refers to others. A slot is a pointer, which may be null, or a MycoValue.
typedef struct MycoLayout {
  /// The object's size in bytes.
  int32_t size;
  /// The number of slots.
  int32_t count;
  /// Whether the object may be part of a cycle.
  int32_t may_cycle;
  struct {
    int32_t offset;
    /// MYCO_ELEMENT_POINTER or MYCO_ELEMENT_TAGGED.
    int32_t kind;
  } slots[];
} MycoLayout;

/// A class, as instances know it.
typedef struct MycoClass {
  const MycoLayout *layout;
  const char *name;
  int32_t id;
  const struct MycoClass *base;
  /// The method `toString`, or null. Returns an owned string; nothing if it set `myco_pending`.
  MycoString *(*to_string)(void *self);
  /// The method `equals`, or null. Operands are borrowed. Its result does not count if it set
  /// `myco_pending`.
  bool (*equals)(void *self, int64_t tag, int64_t payload);
  /// Whether instances are values: library collections. The first field is then an Int, the number
  /// of elements.
  int32_t is_value;
} MycoClass;

/// An instance; its fields begin at offset 16.
typedef struct MycoInstance {
  MycoHeader header;
  const MycoClass *type;
} MycoInstance;

/// The code of a function, or of a class's constructor.
typedef struct MycoFunctionInfo {
  /// Null for a function without captured values.
  const MycoLayout *layout;
  /// Null for a lambda.
  const char *name;
  int32_t id;
  int32_t minimum_arity;
  int32_t maximum_arity;
  /// The offset of a captured Int that tells apart functions of this kind; 0: only the same object
  /// is the same function.
  int32_t token_offset;
  /// Calls the function; the number of arguments fits. Arguments are borrowed, the result is owned,
  /// Null if it set `myco_pending`.
  MycoValue (*entry)(void *self, const MycoValue *arguments, int64_t count);
} MycoFunctionInfo;

/// A function (kind MYCO_FUNCTION) or a class (MYCO_CLASS) as a value; captured values begin at
/// offset 16. One without is a constant with count -1.
typedef struct MycoFunction {
  MycoHeader header;
  const MycoFunctionInfo *info;
} MycoFunction;

enum {
  /// The header's kind of cells, which are no values.
  MYCO_CELL = 32,
  /// That of what stands for a block which was kept, in programs that search for leaks.
  MYCO_TICKET = 33,
  /// The bit of the header's `flags` that is set in a cell that has been assigned.
  MYCO_CELL_IS_SET = 1 << 15,
};

/// The variable that closures share; its content, of the header's element kind, is at offset 16.
typedef struct MycoCell {
  MycoHeader header;
  const MycoLayout *layout;
} MycoCell;

/// A library or a module as a value: a constant.
typedef struct MycoNamespace {
  MycoHeader header;
  const char *name;
} MycoNamespace;

/// An Error.
typedef struct MycoError {
  MycoHeader header;
  MycoString *kind;
  MycoString *message;
  /// Where it was first thrown; null before that, or where that is not known.
  const MycoLocation *location;
  /// The return addresses of the calls under way then; null before that.
  void **trace;
  int64_t trace_count;
  /// Where the text that was read is wrong, from 1; 0 where the error is about no text.
  int64_t row, column;
} MycoError;

// MARK: Objects

/// Returns a new object with count 0: `descriptor` (its class, function info, or layout) is at
/// offset 8, and all behind it is zero. Hot.
void *myco_object_allocate(
  const MycoLayout *layout, int32_t kind, int32_t element, const void *descriptor);

/// Returns such an object in a block that was kept (consumed), of the same number of units; in a
/// new one if `block` is null. Hot.
void *myco_object_reuse(
  void *block, const MycoLayout *layout, int32_t kind, int32_t element, const void *descriptor);

/// Returns such an object in `memory` on the stack, which counts do not end: what it refers to has
/// to be ended. With MYCO_CHECK it is elsewhere, and has a count. Hot.
void *myco_object_on_stack(
  void *memory, const MycoLayout *layout, int32_t kind, int32_t element, const void *descriptor);

/// With MYCO_CHECK frees such an object, whose references have ended, or ends the program if
/// something else refers to it. Hot.
void myco_end_on_stack(void *object);

/// Returns the instance (consumed), or a copy if it is a value that has another owner. Hot.
void *myco_instance_unique(MycoInstance *instance);

/// Returns a copy of a shared instance (consumed).
MYCO_COLD void *myco_instance_copy_shared(MycoInstance *instance);

/// Whether the value is an instance of `type` or of a class derived from it.
bool myco_is_instance(int64_t tag, int64_t payload, const MycoClass *type);

/// Whether `type` is `base` or derived from it. Hot.
bool myco_class_derives(const MycoClass *type, const MycoClass *base);

/// Returns a number that it has not returned before.
int64_t myco_new_token(void);

/// Whether two functions or classes, which may be null, are the same: one object, or values made of
/// one function in one run of the block around it.
bool myco_function_equal(const MycoFunction *left, const MycoFunction *right);

/// Calls a function or a class with borrowed arguments. TypeError for what is neither,
/// ArgumentError for their number.
MycoValue myco_call_value(
  int64_t tag, int64_t payload, const MycoValue *arguments, int64_t count,
  const MycoLocation *location);

// MARK: Errors
//
// A function that raises stores the thrown value in `myco_pending`, releases what it consumes, and
// returns a result that means nothing and is not to be released. Nothing else may raise until the
// value is taken. In a program without handlers (`myco_catches_errors` is false) raising reports
// the error and ends the program at once, so that there no function returns after it raised.

/// The value that was thrown and is on its way to a handler. `tag` is -1 when there is none, so
/// that one comparison of the first word with 0 tells: it is negative iff nothing is pending.
extern MycoValue myco_pending;

/// Whether the program has a handler. The runtime defines it as false; `myco_main` of a program
/// with handlers sets it first.
extern bool myco_catches_errors;

/// Throws a value (consumed). An Error that was not thrown before gets its place and trace.
void myco_throw(int64_t tag, int64_t payload, const MycoLocation *location);

/// Makes a value (consumed) that `myco_take_pending` returned pending again; it keeps its trace.
void myco_rethrow(int64_t tag, int64_t payload);

/// Returns the pending value, which is then no longer pending.
MycoValue myco_take_pending(void);

/// Prints the pending value to standard error, after all output, and ends the program, status 1.
_Noreturn MYCO_COLD void myco_report_uncaught(void);

/// Returns a new Error. Consumes both; the kind of `Error(message)` is "Error".
MycoError *myco_error_make(MycoString *message, MycoString *kind);

/// Return the members of an Error; file and line are Null before it is thrown.
MycoString *myco_error_message(MycoError *error);
MycoString *myco_error_kind(MycoError *error);
MycoValue myco_error_file(MycoError *error);
MycoValue myco_error_line(MycoError *error);

/// Return the place in the text that was read; Null where the error is about no text.
MycoValue myco_error_row(MycoError *error);
MycoValue myco_error_column(MycoError *error);

/// Whether both have the same kind and message.
bool myco_error_equal(const MycoError *left, const MycoError *right);

#endif
