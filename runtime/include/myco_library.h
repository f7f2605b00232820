/// Library functions of the runtime, which Sources/IR/Core/Intrinsic.swift lists; part of myco.h.
#ifndef MYCO_LIBRARY_H
#define MYCO_LIBRARY_H

// MARK: Strings
// Positions and counts are in scalars.

/// Return `string` in upper and in lower case, by the full mappings of Unicode.
MycoString *myco_string_upper(const MycoString *string);
MycoString *myco_string_lower(const MycoString *string);

/// Returns `string` without the white space at its ends.
MycoString *myco_string_trim(const MycoString *string, bool left, bool right);

/// Returns the lines, which end in LF or CRLF, without a last empty one.
MycoArray *myco_string_lines(const MycoString *string);

/// For loops over the same pieces, one by one, where all positions count bytes: where the line that
/// begins at `start` ends, behind its LF; the line between, without its end; the first `separator`
/// from `start` on, or the end; what lies between `start` and `end`.
int64_t myco_string_line_end(const MycoString *string, int64_t start);
MycoString *myco_string_line(const MycoString *string, int64_t start, int64_t end);
int64_t myco_string_piece_end(
  const MycoString *string, const MycoString *separator, int64_t start);
MycoString *myco_string_part(const MycoString *string, int64_t start, int64_t end);

/// Returns the parts between occurrences of `separator`; the scalars if that is empty.
MycoArray *myco_string_split(const MycoString *string, const MycoString *separator);

/// Returns `string` with `new` for each `old`; as it is if `old` is empty.
MycoString *myco_string_replace(
  const MycoString *string, const MycoString *old, const MycoString *new);

bool myco_string_starts_with(const MycoString *string, const MycoString *part);
bool myco_string_ends_with(const MycoString *string, const MycoString *part);

/// Returns the position of the first `part` at or after `start`, -1 if there is none.
int64_t myco_string_index_of(const MycoString *string, const MycoString *part, int64_t start);

/// Returns the position of the last `part`, -1 if there is none.
int64_t myco_string_last_index_of(const MycoString *string, const MycoString *part);

/// Returns the number of occurrences of `part` that do not overlap; 0 if it is empty.
int64_t myco_string_count(const MycoString *string, const MycoString *part);

/// Returns the scalars from `start` up to `end`, which are brought into the string's bounds.
MycoString *myco_string_slice(const MycoString *string, int64_t start, int64_t end);

/// Returns the value of the first scalar of a string that is not empty.
int64_t myco_string_code(const MycoString *string);

MycoString *myco_string_reverse(const MycoString *string);

/// Returns the bytes as an array of Int.
MycoArray *myco_string_bytes(const MycoString *string);

/// What `myco_string_is_kind` asks.
enum MycoScalarKind {
  MYCO_DIGIT = 0,
  MYCO_LETTER = 1,
  MYCO_SPACE = 2,
  MYCO_UPPERCASE = 3,
  MYCO_LOWERCASE = 4,
  MYCO_ALPHANUMERIC = 5,
};

/// Whether the string is not empty and all its scalars are of `kind`.
bool myco_string_is_kind(const MycoString *string, int64_t kind);

/// Returns the string of one scalar, given by its value, which is valid.
MycoString *myco_string_from_code(int64_t code);

/// Returns the string of the bytes in an array of any values; ValueError where they are no UTF-8.
MycoString *myco_string_from_array(
  int64_t tag, int64_t payload, const MycoLocation *location);

// MARK: System

/// Writes to the buffered standard output.
void myco_output_write(const MycoString *text, const MycoLocation *location);

/// Flushes standard output and writes to standard error.
void myco_error_output_write(const MycoString *text, const MycoLocation *location);

/// Flushes standard output and returns the next line of standard input without its end; a null
/// pointer at the end. Bytes that are no UTF-8 become U+FFFD.
MycoString *myco_input_line(const MycoLocation *location);

/// Flushes standard output and ends the program; the low byte of `status` counts.
void myco_process_exit(int64_t status, const MycoLocation *location);

/// Returns the environment variable; a null pointer if there is none.
MycoString *myco_env_get(const MycoString *name, const MycoLocation *location);

/// Sets an environment variable; ValueError for what the system cannot hold.
void myco_env_set(
  const MycoString *name, const MycoString *value, const MycoLocation *location);

/// Returns the environment variables as texts `name=value`.
MycoArray *myco_env_entries(const MycoLocation *location);

/// Returns the number of the process.
int64_t myco_process_pid(const MycoLocation *location);

/// Returns the seconds of a clock that only goes forward.
double myco_time_clock(const MycoLocation *location);

/// Flushes standard output and waits; not at all unless `seconds` is positive.
void myco_time_sleep(double seconds, const MycoLocation *location);

// MARK: Objects and JSON

/// Returns the Object with the entries of a map whose keys are strings.
MycoValue myco_object_make(int64_t tag, int64_t payload);

/// Returns the value of a JSON text; JSONError.
MycoValue myco_json_parse(const MycoString *text, const MycoLocation *location);

/// Whether `text` is JSON.
bool myco_json_validate(const MycoString *text);

/// Returns the value as JSON, on one line unless `indent` is positive; JSONError.
MycoString *myco_json_stringify(
  int64_t tag, int64_t payload, int64_t indent, const MycoLocation *location);

// MARK: Regular expressions
// Flags are those of myco_pattern.h. An invalid pattern, and a match that takes too many steps, are
// a RegexError.

/// Raises the error that a pattern has.
void myco_regex_check(const MycoString *pattern, int64_t flags, const MycoLocation *location);

/// Whether the pattern matches somewhere; an invalid one does not.
bool myco_regex_test(
  const MycoString *pattern, const MycoString *subject, int64_t flags,
  const MycoLocation *location);

/// Returns the first `limit` matches, which are Objects.
MycoArray *myco_regex_matches(
  const MycoString *pattern, const MycoString *subject, int64_t flags, int64_t limit,
  const MycoLocation *location);

/// Returns the texts between matches. Empty matches at the ends of the text count if `at_ends`.
MycoArray *myco_regex_split(
  const MycoString *pattern, const MycoString *subject, int64_t flags, bool at_ends,
  const MycoLocation *location);

/// Returns `subject` with what `template` says for each match.
MycoString *myco_regex_replace(
  const MycoString *pattern, const MycoString *subject, const MycoString *template,
  int64_t flags, const MycoLocation *location);

/// Returns the pattern that matches `text`.
MycoString *myco_regex_escape(const MycoString *text);

/// Whether the text is an address of a `MycoTextKind`.
bool myco_regex_is_kind(const MycoString *text, int64_t kind);

// MARK: Time and processes

double myco_time_now(const MycoLocation *location);

/// Returns the local time; ValueError if there is none.
double myco_time_make(
  int64_t year, int64_t month, int64_t day, int64_t hour, int64_t minute, int64_t second,
  const MycoLocation *location);

/// Returns a part of the local time, in the order of MycoTimeParts; ValueError if that is too far.
int64_t myco_time_part(double seconds, int64_t part, const MycoLocation *location);

/// Returns what strftime makes of the local time; ValueError if that is too far away.
MycoString *myco_time_format(
  double seconds, const MycoString *format, const MycoLocation *location);

/// Returns the time that strptime reads in `text`, a Float; Null if that does not fit.
MycoValue myco_time_parse(
  const MycoString *text, const MycoString *format, const MycoLocation *location);

/// Runs a program, given with its arguments; returns an array of its exit status, its output, and
/// its error output. IOError if it cannot be run.
MycoValue myco_process_run(MycoArray *texts, const MycoLocation *location);

// MARK: Requests

/// Sends a request; returns an array of the status (0 when no answer came), the body, the head, and
/// what went wrong.
MycoValue myco_http_request(
  const MycoString *method, const MycoString *url, MycoArray *headers, bool has_body,
  const MycoString *body, double timeout, const MycoLocation *location);

// MARK: Files and directories
// They raise IOError.

/// Returns the text of a file; ValueError if it is no UTF-8.
MycoString *myco_file_read(const MycoString *path, const MycoLocation *location);

/// Replaces the file by one that holds `text`: whole or, on failure, not at all.
void myco_file_write(
  const MycoString *path, const MycoString *text, const MycoLocation *location);

void myco_file_append(
  const MycoString *path, const MycoString *text, const MycoLocation *location);

/// Returns the bytes of a file, and replaces it by one of such bytes; ValueError for what is none.
MycoArray *myco_file_read_bytes(const MycoString *path, const MycoLocation *location);
void myco_file_write_bytes(
  const MycoString *path, int64_t tag, int64_t payload, const MycoLocation *location);

/// Copies a file with its access, and moves a file or a directory.
void myco_file_copy(
  const MycoString *from, const MycoString *to, const MycoLocation *location);
void myco_file_move(
  const MycoString *from, const MycoString *to, const MycoLocation *location);

/// Returns the size, the mode, and the seconds and nanoseconds of the last change, of what a link
/// leads to if it `follows`.
MycoArray *myco_file_status(
  const MycoString *path, bool follows, const MycoLocation *location);

/// Open files by their numbers; see myco_system.h. A chunk is "" at the end; ValueError where it is
/// no UTF-8, or the mode is none of r, w, a.
int64_t myco_file_open(
  const MycoString *path, const MycoString *mode, const MycoLocation *location);
void myco_file_close(int64_t handle, const MycoLocation *location);
MycoString *myco_file_read_chunk(int64_t handle, int64_t count, const MycoLocation *location);
void myco_file_write_chunk(
  int64_t handle, const MycoString *text, const MycoLocation *location);
void myco_file_seek(int64_t handle, int64_t place, const MycoLocation *location);
int64_t myco_file_tell(int64_t handle, const MycoLocation *location);
bool myco_file_is_at_end(int64_t handle, const MycoLocation *location);

/// Opens a file whose lines are read.
int64_t myco_file_open_lines(const MycoString *path, const MycoLocation *location);

/// Reads the next line, which `myco_file_line` then returns; false at the end.
bool myco_file_read_line(int64_t handle, const MycoLocation *location);
MycoString *myco_file_line(const MycoLocation *location);

/// Whether there is a file or directory `path`, or a directory.
bool myco_file_exists(const MycoString *path, const MycoLocation *location);
bool myco_dir_exists(const MycoString *path, const MycoLocation *location);

/// Returns the size in bytes.
int64_t myco_file_size(const MycoString *path, const MycoLocation *location);

void myco_file_delete(const MycoString *path, const MycoLocation *location);

/// Returns the sorted names in a directory.
MycoArray *myco_dir_list(const MycoString *path, const MycoLocation *location);

/// Makes the directory and those it lies in, as far as they are missing.
void myco_dir_create(const MycoString *path, const MycoLocation *location);

/// Remove the empty directory; and with all that it holds.
void myco_dir_remove(const MycoString *path, const MycoLocation *location);
void myco_dir_remove_all(const MycoString *path, const MycoLocation *location);

MycoString *myco_dir_current(const MycoLocation *location);
void myco_dir_change(const MycoString *path, const MycoLocation *location);

// MARK: Numbers

/// Returns `value` with `digits` decimals, none if that is negative, as C's printf.
MycoString *myco_number_to_fixed(double value, int64_t digits);

/// Returns `value` in hexadecimal, with a sign but no prefix.
MycoString *myco_number_to_hex(int64_t value);

// MARK: math

/// Those of libm. `sqrt` and `abs` are hot.
double myco_math_abs(double x);
double myco_math_sqrt(double x);
double myco_math_cbrt(double x);
double myco_math_exp(double x);
double myco_math_log(double x);
double myco_math_log2(double x);
double myco_math_log10(double x);
double myco_math_sin(double x);
double myco_math_cos(double x);
double myco_math_tan(double x);
double myco_math_asin(double x);
double myco_math_acos(double x);
double myco_math_atan(double x);
double myco_math_atan2(double y, double x);
double myco_math_sinh(double x);
double myco_math_cosh(double x);
double myco_math_tanh(double x);
double myco_math_hypot(double x, double y);

/// Return the whole number; OverflowError beyond Int, ValueError for NaN. `round` rounds halves
/// away from zero. Hot.
int64_t myco_math_floor(double x, const MycoLocation *location);
int64_t myco_math_ceil(double x, const MycoLocation *location);
int64_t myco_math_round(double x, const MycoLocation *location);

/// Returns a / b rounded down; DivisionError, and OverflowError for the least Int by -1. Hot.
int64_t myco_math_div(int64_t a, int64_t b, const MycoLocation *location);

/// Return the greatest common divisor and the least common multiple; OverflowError.
int64_t myco_math_gcd(int64_t a, int64_t b, const MycoLocation *location);
int64_t myco_math_lcm(int64_t a, int64_t b, const MycoLocation *location);

/// Returns a random Float in [0, 1).
double myco_math_random(const MycoLocation *location);

/// Returns a random Int from `a` up to `b`, which is greater.
int64_t myco_math_random_int(int64_t a, int64_t b, const MycoLocation *location);

/// Makes the random numbers those that follow from `seed`.
void myco_math_seed(int64_t seed, const MycoLocation *location);

#endif
