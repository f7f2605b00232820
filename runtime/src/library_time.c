// Times and processes as values. The calls of the system are in runtime/core/system.
#include "internal.h"
#include "myco_system.h"

#include <errno.h>
#include <stdio.h>

// MARK: Time

double myco_time_now(const MycoLocation *location) {
  (void)location;
  return myco_clock_now();
}

double myco_time_make(
  int64_t year, int64_t month, int64_t day, int64_t hour, int64_t minute, int64_t second,
  const MycoLocation *location
) {
  MycoTimeParts parts = {year, month, day, hour, minute, second, 0, 0};
  double seconds = 0;
  if (!myco_clock_make(&parts, &seconds)) {
    char message[192];
    snprintf(message, sizeof message, "there is no time %lld-%lld-%lld %lld:%lld:%lld",
             (long long)year, (long long)month, (long long)day, (long long)hour,
             (long long)minute, (long long)second);
    myco_raise("ValueError", message, location);
  }
  return seconds;
}

static void raise_distance(const MycoLocation *location) {
  myco_raise("ValueError", "the time is too far away", location);
}

int64_t myco_time_part(double seconds, int64_t part, const MycoLocation *location) {
  MycoTimeParts parts = {0};
  if (!myco_clock_parts(seconds, &parts)) raise_distance(location);
  const int64_t all[] = {parts.year, parts.month, parts.day, parts.hour, parts.minute,
                         parts.second, parts.weekday, parts.year_day};
  return all[part];
}

MycoString *myco_time_format(
  double seconds, const MycoString *format, const MycoLocation *location
) {
  size_t length;
  char *bytes = myco_clock_format(seconds, format->bytes, &length);
  if (bytes == NULL) {
    raise_distance(location);
    return static_string(&myco_empty_string);
  }
  MycoString *text = myco_string_from_text(bytes, (int64_t)length);
  free(bytes);
  return text;
}

MycoValue myco_time_parse(
  const MycoString *text, const MycoString *format, const MycoLocation *location
) {
  (void)location;
  double seconds;
  bool fits =
    myco_clock_parse(text->bytes, (size_t)text->byte_length, format->bytes, &seconds);
  return fits ? float_value(seconds) : null_value();
}

// MARK: Processes

/// Raises the IOError that `errno` tells of.
static void raise_io(const char *action, const MycoLocation *location) {
  char *message;
  int length = asprintf(&message, "cannot %s: %s", action, strerror(errno));
  if (length < 0) myco_raise_out_of_memory(location);
  MycoString *text = myco_string_from_text(message, length);
  free(message);
  myco_raise_error("IOError", text, location);
}

static MycoArray *push_text(MycoArray *array, char *bytes, size_t length) {
  MycoString *text = myco_string_from_text(bytes == NULL ? "" : bytes, (int64_t)length);
  free(bytes);
  return myco_array_push_value(array, MYCO_STRING, object_value(text).payload);
}

/// Returns the arguments of a process, to be freed; null where one holds a scalar 0.
static char **make_arguments(MycoArray *texts, const MycoLocation *location) {
  char **arguments = calloc((size_t)texts->length + 1, sizeof(char *));
  if (arguments == NULL) myco_raise_out_of_memory(location);
  for (int64_t i = 0; i < texts->length; ++i) {
    MycoString *text = as_string(element_at(texts, i).payload);
    arguments[i] = text->bytes;
    if (strlen(text->bytes) == (size_t)text->byte_length) continue;
    free(arguments);
    errno = EINVAL;
    return NULL;
  }
  return arguments;
}

MycoValue myco_process_run(MycoArray *texts, const MycoLocation *location) {
  myco_print_flush();
  char **arguments = make_arguments(texts, location);
  MycoProcess process;
  bool succeeds = arguments != NULL && myco_process_start(arguments, &process);
  free(arguments);
  if (!succeeds) {
    char *subject;
    if (asprintf(&subject, "run \"%s\"", as_string(element_at(texts, 0).payload)->bytes) < 0) {
      myco_raise_out_of_memory(location);
    }
    raise_io(subject, location);
    free(subject);
    return null_value();
  }
  MycoArray *result = myco_array_allocate(MYCO_ELEMENT_TAGGED, 3);
  result = myco_array_push_value(result, MYCO_INT, process.status);
  result = push_text(result, process.output, process.output_length);
  return object_value(push_text(result, process.error, process.error_length));
}

// MARK: Open files

int64_t myco_file_open(
  const MycoString *path, const MycoString *mode, const MycoLocation *location
) {
  bool is_mode = mode->byte_length == 1 && strchr("rwa", mode->bytes[0]) != NULL;
  if (!is_mode) {
    myco_raise("ValueError", "the mode of a file is r, w or a", location);
    return 0;
  }
  bool is_path = strlen(path->bytes) == (size_t)path->byte_length;
  int64_t handle = is_path ? myco_handle_open(path->bytes, mode->bytes[0]) : 0;
  if (handle != 0) return handle;
  if (!is_path) errno = EINVAL;
  char *subject;
  if (asprintf(&subject, "open \"%s\"", path->bytes) < 0) myco_raise_out_of_memory(location);
  raise_io(subject, location);
  free(subject);
  return 0;
}

void myco_file_close(int64_t handle, const MycoLocation *location) {
  if (!myco_handle_close(handle)) raise_io("close the file", location);
}

MycoString *myco_file_read_chunk(int64_t handle, int64_t count, const MycoLocation *location) {
  MycoString *text = myco_string_allocate(count + 3);
  int64_t length = myco_handle_read(handle, text->bytes, (size_t)count);
  if (length >= 0) {
    finish_string(text, length, myco_count_scalars(text->bytes, length));
    if (myco_is_valid_utf8(text)) return text;
    myco_raise("ValueError", "the file is not valid UTF-8", location);
  } else {
    raise_io("read the file", location);
  }
  myco_release(text);
  return static_string(&myco_empty_string);
}

/// The line that was read last.
static char *line;
static size_t line_capacity;
static int64_t line_length;

bool myco_file_read_line(int64_t handle, const MycoLocation *location) {
  line_length = myco_handle_read_line(handle, &line, &line_capacity);
  if (line_length < -1) raise_io("read the file", location);
  return line_length >= 0;
}

MycoString *myco_file_line(const MycoLocation *location) {
  MycoString *text = myco_string_allocate(line_length);
  memcpy(text->bytes, line, (size_t)line_length);
  finish_string(text, line_length, myco_count_scalars(line, line_length));
  if (myco_is_valid_utf8(text)) return text;
  myco_release(text);
  myco_raise("ValueError", "the file is not valid UTF-8", location);
  return static_string(&myco_empty_string);
}

void myco_file_write_chunk(
  int64_t handle, const MycoString *text, const MycoLocation *location
) {
  if (!myco_handle_write(handle, text->bytes, (size_t)text->byte_length)) {
    raise_io("write to the file", location);
  }
}

void myco_file_seek(int64_t handle, int64_t place, const MycoLocation *location) {
  if (!myco_handle_seek(handle, place)) raise_io("seek in the file", location);
}

int64_t myco_file_tell(int64_t handle, const MycoLocation *location) {
  int64_t place = myco_handle_tell(handle);
  if (place < 0) raise_io("tell the place in the file", location);
  return place;
}

bool myco_file_is_at_end(int64_t handle, const MycoLocation *location) {
  int32_t is_at_end = myco_handle_is_at_end(handle);
  if (is_at_end < 0) raise_io("read the file", location);
  return is_at_end == 1;
}
