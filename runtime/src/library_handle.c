// Open files. The calls of the system are in runtime/core/system.
#include "internal.h"
#include "myco_system.h"

#include <errno.h>
#include <stdio.h>

/// Raises the IOError that `errno` tells of.
static void raise_io(const char *action, const MycoLocation *location) {
  char message[192];
  snprintf(message, sizeof message, "cannot %s the file: %s", action, strerror(errno));
  myco_raise("IOError", message, location);
}

int64_t myco_file_open(
  const MycoString *path, const MycoString *mode, const MycoLocation *location
) {
  bool is_mode = mode->byte_length == 1 && strchr("rwa", mode->bytes[0]) != NULL;
  if (!is_mode) {
    myco_raise("ValueError", "the mode of a file is r, w or a", location);
    return 0;
  }
  int64_t handle = myco_is_path(path) ? myco_handle_open(path->bytes, mode->bytes[0]) : 0;
  if (handle == 0) myco_raise_io("open", path, location);
  return handle;
}

void myco_file_close(int64_t handle, const MycoLocation *location) {
  if (!myco_handle_close(handle)) raise_io("close", location);
}

MycoString *myco_file_read_chunk(int64_t handle, int64_t count, const MycoLocation *location) {
  MycoString *text = myco_string_allocate(count + 3);
  int64_t length = myco_handle_read(handle, text->bytes, (size_t)count);
  if (length >= 0) return myco_file_text(text, length, location);
  raise_io("read", location);
  myco_release(text);
  return static_string(&myco_empty_string);
}

void myco_file_write_chunk(
  int64_t handle, const MycoString *text, const MycoLocation *location
) {
  if (!myco_handle_write(handle, text->bytes, (size_t)text->byte_length)) {
    raise_io("write to", location);
  }
}

void myco_file_seek(int64_t handle, int64_t place, const MycoLocation *location) {
  if (!myco_handle_seek(handle, place)) raise_io("seek in", location);
}

int64_t myco_file_tell(int64_t handle, const MycoLocation *location) {
  int64_t place = myco_handle_tell(handle);
  if (place < 0) raise_io("tell the place in", location);
  return place;
}

bool myco_file_is_at_end(int64_t handle, const MycoLocation *location) {
  int32_t is_at_end = myco_handle_is_at_end(handle);
  if (is_at_end < 0) raise_io("read", location);
  return is_at_end == 1;
}

// MARK: Lines

int64_t myco_file_open_lines(const MycoString *path, const MycoLocation *location) {
  int64_t handle = myco_is_path(path) ? myco_handle_open(path->bytes, 'r') : 0;
  if (handle == 0) myco_raise_io("read", path, location);
  return handle;
}

/// The line that was read last.
static char *line;
static size_t line_capacity;
static int64_t line_length;

bool myco_file_read_line(int64_t handle, const MycoLocation *location) {
  line_length = myco_handle_read_line(handle, &line, &line_capacity);
  if (line_length < -1) raise_io("read", location);
  return line_length >= 0;
}

MycoString *myco_file_line(const MycoLocation *location) {
  MycoString *text = myco_string_allocate(line_length);
  memcpy(text->bytes, line, (size_t)line_length);
  return myco_file_text(text, line_length, location);
}
