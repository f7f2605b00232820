// The runner and the checks.
#include "tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int passed;
static int failed;

const MycoLocation here = {"main", "test.myco", 3, 7, NULL};
const MycoLocation inlined_here = {"inner", "test.myco", 9, 2, &here};

void check(bool condition, const char *text, const char *file, int line) {
  if (condition) {
    ++passed;
    return;
  }
  ++failed;
  fprintf(stderr, "%s:%d: failed: %s\n", file, line, text);
}

void check_text(MycoString *found, const char *expected, const char *file, int line) {
  int64_t length = (int64_t)strlen(expected);
  bool holds = found->byte_length == length && strcmp(found->bytes, expected) == 0 &&
    found->scalar_count == myco_count_scalars(expected, length);
  check(holds, expected, file, line);
  if (!holds) fprintf(stderr, "  found: %s\n", found->bytes);
  myco_release(found);
}

/// Reads all of `file` into `buffer`.
static void read_all(FILE *file, char *buffer, size_t size) {
  rewind(file);
  size_t length = fread(buffer, 1, size - 1, file);
  buffer[length] = 0;
  fclose(file);
}

void check_child(
  void (*body)(void), int status, const char *output, const char *error, const char *file,
  int line
) {
  FILE *out = tmpfile(), *err = tmpfile();
  myco_print_flush();
  pid_t child = fork();
  if (child == 0) {
    dup2(fileno(out), STDOUT_FILENO);
    dup2(fileno(err), STDERR_FILENO);
    body();
    myco_print_flush();
    _exit(0);
  }
  int result = 0;
  waitpid(child, &result, 0);
  static char found_output[1 << 20], found_error[1 << 16];
  read_all(out, found_output, sizeof found_output);
  read_all(err, found_error, sizeof found_error);
  check(WIFEXITED(result) && WEXITSTATUS(result) == status, "status", file, line);
  check(strcmp(found_output, output) == 0, output, file, line);
  check(strcmp(found_error, error) == 0, error, file, line);
  if (strcmp(found_error, error) != 0) fprintf(stderr, "  found: %s\n", found_error);
}

MycoString *text(const char *bytes) {
  return myco_string_from_bytes(bytes, (int64_t)strlen(bytes));
}

MycoArray *counting(int64_t length) {
  MycoArray *array = &myco_empty_array;
  for (int64_t i = 0; i < length; ++i) array = myco_array_push_int(array, i);
  return array;
}

void myco_main(void) {
  test_memory();
  test_strings();
  test_numbers();
  test_arrays();
  test_values();
  test_maps();
  test_objects();
  test_cycles();
  test_pending();
  test_libraries();
  test_files();
  CHECK(live_objects() == 0);
  test_leaks();
  test_errors();
  test_library_errors();
  test_file_errors();
  test_traces();
  test_reports();
  printf("%d passed, %d failed\n", passed, failed);
  fflush(stdout);
  if (failed > 0) myco_exit(1);
}
