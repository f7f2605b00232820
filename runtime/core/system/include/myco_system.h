/// Calls of the system that compiled programs and the interpreter share.
#ifndef MYCO_SYSTEM_H
#define MYCO_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: Memory

/// Returns `block`. If it is null, the program ends with an OutOfMemoryError; the interpreter, for
/// whose values memory is never missing either, aborts.
void *myco_demand_memory(void *block);

// MARK: Time
// A time is given in seconds since 1970; its parts are local, by `TZ`.

/// Returns the present time.
double myco_clock_now(void);

/// The parts of a time.
typedef struct MycoTimeParts {
  int64_t year, month, day, hour, minute, second, weekday, year_day;
} MycoTimeParts;

/// Stores the parts of a time; false if it is too far away.
bool myco_clock_parts(double seconds, MycoTimeParts *parts);

/// Stores the time of the first six parts; false if there is none. One that the clocks leave out
/// moves forward.
bool myco_clock_make(const MycoTimeParts *parts, double *seconds);

/// Returns the time as strftime writes it, to be freed, and its length; null if it is too far away
/// or there is no memory.
char *myco_clock_format(double seconds, const char *format, size_t *length);

/// Stores the time that strptime reads in all of `text`; false if it does not fit.
bool myco_clock_parse(const char *text, size_t length, const char *format, double *seconds);

// MARK: Processes

/// What a process that ended has left. The texts are to be freed.
typedef struct MycoProcess {
  /// The exit status; 128 + n after signal n.
  int64_t status;
  char *output, *error;
  size_t output_length, error_length;
} MycoProcess;

/// Runs a program, looked up in `PATH`, with arguments that end in a null pointer; false with
/// `errno` if it cannot be run.
bool myco_process_start(char *const *arguments, MycoProcess *process);

// MARK: Open files
// Files are known by numbers from 1 on. What fails sets `errno`, to EBADF for a closed file.

/// Opens a file in mode 'r', 'w' or 'a'; 0 if that fails.
int64_t myco_handle_open(const char *path, char mode);
bool myco_handle_close(int64_t handle);

/// Reads up to `count` bytes, and up to 3 more, for which there is room, where a scalar of UTF-8
/// would be cut. Returns how many were read, 0 at the end, -1 if reading fails.
int64_t myco_handle_read(int64_t handle, char *bytes, size_t count);

/// Reads a line that ends in LF or CRLF, or at the end of the file, into `*bytes`, which is grown
/// by realloc to hold `*capacity` bytes. Returns its length without its end, which is 0 of an empty
/// line; -1 at the end of the file, -2 if reading fails.
int64_t myco_handle_read_line(int64_t handle, char **bytes, size_t *capacity);

bool myco_handle_write(int64_t handle, const char *bytes, size_t count);
bool myco_handle_seek(int64_t handle, int64_t position);

/// Returns the position in bytes; -1 if there is none.
int64_t myco_handle_tell(int64_t handle);

/// Returns 1 at the end, else 0; -1 if reading fails.
int32_t myco_handle_is_at_end(int64_t handle);

/// Whether the last reading of standard input has failed, by `errno`; it may be tried again.
bool myco_input_has_failed(void);

#endif
