// What programs say to the system: output and input, the end of the program.
#include "internal.h"

#include <stdio.h>

void myco_output_write(const MycoString *text, const MycoLocation *location) {
  (void)location;
  myco_print_string(text);
}

void myco_error_output_write(const MycoString *text, const MycoLocation *location) {
  (void)location;
  myco_print_flush();
  fwrite(text->bytes, 1, (size_t)text->byte_length, stderr);
  fflush(stderr);
}

MycoValue myco_input_line(const MycoLocation *location) {
  (void)location;
  myco_print_flush();
  static char *line;
  static size_t capacity;
  ssize_t length = getline(&line, &capacity, stdin);
  if (length < 0) return null_value();
  if (length > 0 && line[length - 1] == '\n') --length;
  if (length > 0 && line[length - 1] == '\r') --length;
  return object_value(myco_string_from_text(line, length));
}

void myco_process_exit(int64_t status, const MycoLocation *location) {
  (void)location;
  myco_exit(status & 0xFF);
}
