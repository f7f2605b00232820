/// A small runner: each `CHECK` counts; a failed one prints its place.
#ifndef MYCO_TESTS_H
#define MYCO_TESTS_H

#include "internal.h"

void check(bool condition, const char *text, const char *file, int line);
void check_text(MycoString *found, const char *expected, const char *file, int line);
void check_child(
  void (*body)(void), int status, const char *output, const char *error, const char *file,
  int line);

#define CHECK(condition) check(condition, #condition, __FILE__, __LINE__)

/// Checks the content of an owned string, which it releases.
#define CHECK_TEXT(found, expected) check_text(found, expected, __FILE__, __LINE__)

/// Checks that `body`, run in a child process, ends with status 1 and prints `error`.
#define CHECK_ERROR(body, error) check_child(body, 1, "", error, __FILE__, __LINE__)

/// Checks a child's status, standard output and standard error.
#define CHECK_CHILD(body, status, output, error) \
  check_child(body, status, output, error, __FILE__, __LINE__)

/// Returns a new string of C text.
MycoString *text(const char *bytes);

/// Returns a new array of Int 0, 1 … `length` - 1.
MycoArray *counting(int64_t length);

/// Returns the number of objects that are alive; 0 where nobody counts them.
static inline int64_t live_objects(void) {
#ifdef MYCO_CHECK
  return myco_counts.allocations - myco_counts.frees;
#else
  return 0;
#endif
}

/// Checks that so many objects are alive, where they are counted.
#ifdef MYCO_CHECK
#define CHECK_LIVE(expected) CHECK(live_objects() == (expected))
#else
#define CHECK_LIVE(expected) ((void)(expected))
#endif

/// A location in the main function, and one that was inlined there.
extern const MycoLocation here;
extern const MycoLocation inlined_here;

void test_memory(void);
void test_leaks(void);
void test_strings(void);
void test_numbers(void);
void test_arrays(void);
void test_values(void);
void test_maps(void);
void test_objects(void);
void test_cycles(void);
void test_pending(void);
void test_libraries(void);
void test_library_errors(void);
void test_files(void);
void test_file_errors(void);
void test_errors(void);
void test_traces(void);
void test_reports(void);

#endif
