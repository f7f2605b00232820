// Error objects, what is thrown, and its report.
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/// Where something was thrown.
typedef struct Trace {
  const MycoLocation *location;
  void **addresses;
  int64_t count;
} Trace;

MycoValue myco_pending = {-1, 0};
bool myco_catches_errors;

/// A thrown value that is no Error.
typedef struct PlainThrow {
  MycoValue value;
  Trace trace;
} PlainThrow;

enum { REMEMBERED_THROWS = 16 };

/// The last of them, in turn: while one is on its way, a `finally` may throw and catch others.
static PlainThrow plain_throws[REMEMBERED_THROWS];
static uint64_t plain_throw_count;

static MycoError *as_error(int64_t payload) { return as_object(payload); }

// MARK: Traces

static Trace capture(const MycoLocation *location) {
  void *addresses[MYCO_TRACE_LIMIT];
  int64_t count = myco_trace_capture(addresses, MYCO_TRACE_LIMIT);
  Trace trace = {location, NULL, count};
  if (count > 0) {
    trace.addresses = malloc((size_t)count * sizeof(void *));
    if (trace.addresses == NULL) myco_raise_out_of_memory(location);
    memcpy(trace.addresses, addresses, (size_t)count * sizeof(void *));
  }
  return trace;
}

static bool was_thrown(const MycoError *error) {
  return error->location != NULL || error->trace != NULL;
}

/// Returns `error` (consumed), or a copy if it is shared, with its place and trace.
static MycoError *stamped(MycoError *error, const MycoLocation *location) {
  if (error->header.count != 0) {
    myco_retain(error->message);
    myco_retain(error->kind);
    MycoError *copy = myco_error_make(error->message, error->kind);
    copy->row = error->row;
    copy->column = error->column;
    myco_release(error);
    error = copy;
  }
  Trace trace = capture(location);
  error->location = location;
  error->trace = trace.addresses;
  error->trace_count = trace.count;
  return error;
}

/// Returns the trace of a value that is on its way, which nothing asks for again.
static Trace take_trace(MycoValue value) {
  if (value.tag == MYCO_ERROR) {
    MycoError *error = as_error(value.payload);
    return (Trace){error->location, error->trace, error->trace_count};
  }
  for (uint64_t i = 1; i <= REMEMBERED_THROWS && i <= plain_throw_count; ++i) {
    PlainThrow *entry = &plain_throws[(plain_throw_count - i) % REMEMBERED_THROWS];
    if (entry->value.tag != value.tag || entry->value.payload != value.payload) continue;
    Trace trace = entry->trace;
    entry->trace = (Trace){NULL, NULL, 0};
    return trace;
  }
  return (Trace){NULL, NULL, 0};
}

// MARK: Throwing

static void set_pending(MycoValue value) {
  if (is_pending()) myco_internal_error("an error was raised while another one was pending");
  myco_pending = value;
  if (!myco_catches_errors) myco_report_uncaught();
}

void myco_throw(int64_t tag, int64_t payload, const MycoLocation *location) {
  if (tag == MYCO_ERROR) {
    MycoError *error = as_error(payload);
    set_pending(object_value(was_thrown(error) ? error : stamped(error, location)));
    return;
  }
  PlainThrow *entry = &plain_throws[plain_throw_count++ % REMEMBERED_THROWS];
  free(entry->trace.addresses);
  *entry = (PlainThrow){{tag, payload}, capture(location)};
  set_pending(entry->value);
}

void myco_rethrow(int64_t tag, int64_t payload) { set_pending((MycoValue){tag, payload}); }

MycoValue myco_take_pending(void) {
  MycoValue value = myco_pending;
  myco_pending = (MycoValue){-1, 0};
  return value;
}

void myco_raise_error(const char *kind, MycoString *message, const MycoLocation *location) {
  myco_raise_error_at(kind, message, 0, 0, location);
}

void myco_raise_error_at(
  const char *kind, MycoString *message, int64_t row, int64_t column,
  const MycoLocation *location
) {
  MycoString *name = myco_string_from_bytes(kind, (int64_t)strlen(kind));
  MycoError *error = myco_error_make(message, name);
  error->row = row;
  error->column = column;
  myco_throw(MYCO_ERROR, object_value(error).payload, location);
}

void myco_raise(const char *kind, const char *message, const MycoLocation *location) {
  myco_raise_error(kind, myco_string_from_bytes(message, (int64_t)strlen(message)), location);
}

// MARK: Reports

/// Writes all of `bytes` to standard error, as far as the system takes them.
static void write_error(const char *bytes, int64_t length) {
  while (length > 0) {
    ssize_t written = write(STDERR_FILENO, bytes, (size_t)length);
    if (written <= 0) return;
    bytes += written;
    length -= written;
  }
}

/// Writes the profile of a program that counts for one. LLVM's runtime has it, if it is linked in;
/// by itself that waits for `exit`, which an error does not call.
__attribute__((weak)) int __llvm_profile_write_file(void);

/// Prints the trace and ends the program.
_Noreturn static void finish_report(Trace trace) {
  myco_trace_print(trace.addresses, trace.count, trace.location);
  myco_print_counts();
  if (__llvm_profile_write_file != NULL) __llvm_profile_write_file();
  _exit(1);
}

_Noreturn static void print_report(MycoValue value, Trace trace, const MycoString *text) {
  myco_print_flush();
  if (value.tag != MYCO_ERROR) write_error("Uncaught: ", 10);
  write_error(text->bytes, text->byte_length);
  write_error("\n", 1);
  finish_report(trace);
}

void myco_report_uncaught(void) {
  static MycoValue reported = {-1, 0};
  static Trace trace;
  MycoValue value = myco_take_pending();
  // An instance whose method `toString` throws in turn is reported by its class.
  bool is_again = reported.tag >= 0;
  if (!is_again) {
    reported = value;
    trace = take_trace(value);
  }
  MycoString *text = is_again ? NULL : myco_value_to_string(value.tag, value.payload);
  if (is_again || is_pending()) text = myco_value_type(reported.tag, reported.payload);
  print_report(reported, trace, text);
}

void myco_report_fatal(const char *text) {
  myco_print_flush();
  dprintf(STDERR_FILENO, "%s\n", text);
  finish_report((Trace){NULL, NULL, 0});
}

void myco_raise_out_of_memory(const MycoLocation *location) {
  void *addresses[MYCO_TRACE_LIMIT];
  int64_t count = myco_trace_capture(addresses, MYCO_TRACE_LIMIT);
  myco_print_flush();
  write_error("OutOfMemoryError: out of memory\n", 32);
  // To read where the calls stand in the source takes some memory, too.
  myco_abandon_memory();
  finish_report((Trace){location, addresses, count});
}

// MARK: Error objects

MycoError *myco_error_make(MycoString *message, MycoString *kind) {
  MycoError *error = myco_allocate(sizeof(MycoError), MYCO_ERROR, 0);
  error->kind = kind;
  error->message = message;
  error->location = NULL;
  error->trace = NULL;
  error->trace_count = 0;
  error->row = error->column = 0;
  return error;
}

MycoString *myco_error_message(MycoError *error) {
  myco_retain(error->message);
  return error->message;
}

MycoString *myco_error_kind(MycoError *error) {
  myco_retain(error->kind);
  return error->kind;
}

static MycoPlace place_of(const MycoError *error) {
  return myco_trace_place(error->trace, error->trace_count, error->location);
}

/// Returns `left` (consumed) + text.
static MycoString *append(MycoString *left, const char *text) {
  MycoString *right = myco_string_from_bytes(text, (int64_t)strlen(text));
  left = myco_string_concat(left, right);
  myco_release(right);
  return left;
}

MycoValue myco_error_file(MycoError *error) {
  MycoPlace place = place_of(error);
  if (place.file == NULL) return null_value();
  MycoString *file = append(static_string(&myco_empty_string), place.directory);
  if (file->byte_length > 0) file = append(file, "/");
  return object_value(append(file, place.file));
}

MycoValue myco_error_line(MycoError *error) {
  MycoPlace place = place_of(error);
  return place.file == NULL ? null_value() : int_value(place.line);
}

static MycoValue position(int64_t number) {
  return number == 0 ? null_value() : int_value(number);
}

MycoValue myco_error_row(MycoError *error) { return position(error->row); }
MycoValue myco_error_column(MycoError *error) { return position(error->column); }

bool myco_error_equal(const MycoError *left, const MycoError *right) {
  return left == right ||
    (myco_string_equal(left->kind, right->kind) &&
     myco_string_equal(left->message, right->message));
}
