/// Reading of JSON texts (RFC 8259) by YAJL: what compiled programs and the interpreter share.
#ifndef MYCO_JSON_H
#define MYCO_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <yajl/yajl_parse.h>

/// How deep arrays and objects may be nested.
enum { MYCO_JSON_DEPTH = 1000 };

/// What is wrong with a text, and where, from 1; columns count scalars.
typedef struct MycoJSONProblem {
  /// The whole message.
  char message[128];
  int64_t row, column;
} MycoJSONProblem;

/// Reads `text`, which is UTF-8, and calls `events` in order. An event gives 0 for two reasons
/// alone: a number is too large, or an array or object is nested too deep. Returns whether the text
/// is JSON; else `problem` says what is wrong.
bool myco_json_read(
  const char *text, size_t length, const yajl_callbacks *events, void *context,
  MycoJSONProblem *problem);

/// Whether `text`, which is UTF-8, is JSON.
bool myco_json_is_valid(const char *text, size_t length);

enum MycoJSONNumberKind {
  MYCO_JSON_INT = 0,
  MYCO_JSON_FLOAT = 1,
  /// It would be infinite.
  MYCO_JSON_TOO_LARGE = 2,
};

/// What the text of a number means: an Int if it has neither point nor exponent and fits.
typedef struct MycoJSONNumber {
  int64_t kind;
  int64_t integer;
  double number;
} MycoJSONNumber;

/// Returns the number of a text that YAJL takes for one.
MycoJSONNumber myco_json_number(const char *text, size_t length);

#endif
