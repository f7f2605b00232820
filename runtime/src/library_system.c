// What programs say to the system: output and input, the end of the program.
#include "internal.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "myco_system.h"

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

/// Raises the IOError that `errno` tells of.
MYCO_COLD static void raise_input(const MycoLocation *location) {
  char message[256];
  snprintf(message, sizeof message, "cannot read standard input: %s", strerror(errno));
  myco_raise("IOError", message, location);
}

MycoString *myco_input_line(const MycoLocation *location) {
  myco_print_flush();
  static char *line;
  static size_t capacity;
  ssize_t length = getline(&line, &capacity, stdin);
  if (length < 0) {
    if (myco_input_has_failed()) raise_input(location);
    return NULL;
  }
  if (length > 0 && line[length - 1] == '\n') --length;
  if (length > 0 && line[length - 1] == '\r') --length;
  return myco_string_from_text(line, length);
}

void myco_process_exit(int64_t status, const MycoLocation *location) {
  (void)location;
  myco_exit(status & 0xFF);
}

// MARK: Environment

/// Whether `name` can name a variable.
static bool is_variable(const MycoString *name) {
  return name->byte_length > 0 && memchr(name->bytes, '=', (size_t)name->byte_length) == NULL &&
    memchr(name->bytes, 0, (size_t)name->byte_length) == NULL;
}

MycoString *myco_env_get(const MycoString *name, const MycoLocation *location) {
  (void)location;
  const char *text = is_variable(name) ? getenv(name->bytes) : NULL;
  if (text == NULL) return NULL;
  return myco_string_from_text(text, (int64_t)strlen(text));
}

void myco_env_set(
  const MycoString *name, const MycoString *value, const MycoLocation *location
) {
  bool is_text = memchr(value->bytes, 0, (size_t)value->byte_length) == NULL;
  if (!is_variable(name) || !is_text) {
    myco_raise("ValueError", "no environment variable can be set so", location);
  } else if (setenv(name->bytes, value->bytes, 1) != 0) {
    myco_raise_out_of_memory(location);
  }
}

MycoArray *myco_env_entries(const MycoLocation *location) {
  (void)location;
  MycoArray *entries = &myco_empty_array;
  for (char **entry = environ; *entry != NULL; ++entry) {
    MycoString *text = myco_string_from_text(*entry, (int64_t)strlen(*entry));
    entries = myco_array_push_pointer(entries, text);
  }
  return entries;
}

int64_t myco_process_pid(const MycoLocation *location) {
  (void)location;
  return getpid();
}

// MARK: Time

double myco_time_clock(const MycoLocation *location) {
  (void)location;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void myco_time_sleep(double seconds, const MycoLocation *location) {
  (void)location;
  myco_print_flush();
  // What is longer than a century would not fit, and NaN is no time.
  if (!(seconds > 0)) return;
  double whole = floor(seconds > 3e9 ? 3e9 : seconds);
  double part = seconds > 3e9 ? 0 : seconds - whole;
  struct timespec rest = {.tv_sec = (time_t)whole, .tv_nsec = (long)(part * 1e9)};
  while (nanosleep(&rest, &rest) != 0 && errno == EINTR) {}
}
