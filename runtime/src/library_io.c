// What the parts of the library share that ask the system for files.
#include "internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

void myco_raise_io(const char *action, const MycoString *path, const MycoLocation *location) {
  char *message;
  int length = asprintf(&message, "cannot %s \"%s\": %s", action, path->bytes, strerror(errno));
  if (length < 0) myco_raise_out_of_memory(location);
  MycoString *text = myco_string_from_text(message, length);
  free(message);
  myco_raise_error("IOError", text, location);
}

bool myco_is_path(const MycoString *path) {
  if (memchr(path->bytes, 0, (size_t)path->byte_length) == NULL) return true;
  errno = EINVAL;
  return false;
}

MycoString *myco_file_text(MycoString *text, int64_t length, const MycoLocation *location) {
  finish_string(text, length, myco_count_scalars(text->bytes, length));
  if (myco_is_valid_utf8(text)) return text;
  myco_release(text);
  myco_raise("ValueError", "the file is not valid UTF-8", location);
  return static_string(&myco_empty_string);
}
