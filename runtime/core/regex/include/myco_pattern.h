/// Regular expressions by PCRE2: what compiled programs and the interpreter share.
#ifndef MYCO_PATTERN_H
#define MYCO_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A compiled pattern.
typedef struct MycoPattern MycoPattern;

/// The flags of `regex`.
enum {
  MYCO_PATTERN_CASE_INSENSITIVE = 1,
  MYCO_PATTERN_GLOBAL = 2,
  MYCO_PATTERN_MULTILINE = 4,
  MYCO_PATTERN_DOTALL = 8,
};

/// What is wrong with a pattern: the text, and the offset in bytes.
typedef struct MycoPatternError {
  char message[256];
  size_t offset;
} MycoPatternError;

/// Returns the compiled pattern, which stays valid until the next call; null if it is invalid.
/// The last ones are kept, so that a pattern is compiled once. Both texts here are UTF-8.
MycoPattern *myco_pattern_get(
  const char *text, size_t length, int64_t flags, MycoPatternError *error);

/// What a search has found.
enum MycoPatternResult {
  MYCO_PATTERN_MISSING = 0,
  MYCO_PATTERN_FOUND = 1,
  /// There was no answer within the limit of steps.
  MYCO_PATTERN_LIMIT = 2,
};

/// Searches from byte `start` on; unless `may_be_empty`, a match at `start` itself is not empty.
int32_t myco_pattern_search(
  MycoPattern *pattern, const char *subject, size_t length, size_t start, bool may_be_empty);

/// Returns the number of groups, the whole match not counted.
size_t myco_pattern_group_count(const MycoPattern *pattern);

/// Returns the number of the group called by `length` bytes of `name`; 0 if there is none. Of
/// several (`(?J)` allows them) it is the first that took part in the last match, else the first.
size_t myco_pattern_group_number(const MycoPattern *pattern, const char *name, size_t length);

/// Returns the name of a group; null if it has none, or if another group of that name stands for
/// it.
const char *myco_pattern_group_name(const MycoPattern *pattern, size_t group);

/// Return where group `group` (0: the whole match) of the last match begins and ends, in bytes;
/// SIZE_MAX if it took no part.
size_t myco_pattern_start(const MycoPattern *pattern, size_t group);
size_t myco_pattern_end(const MycoPattern *pattern, size_t group);

/// A piece of a text that takes the place of a match.
typedef struct MycoTemplatePart {
  /// The number of bytes that the piece takes in the template.
  size_t length;
  /// Whether it stands for a group, else for itself, but for `$$`, which is one `$`.
  bool is_group;
  size_t group;
} MycoTemplatePart;

/// Returns the first piece of a template that is not empty: `$1`, `${1}`, `${name}` of groups that
/// there are, `$$`, or text.
MycoTemplatePart myco_pattern_template(
  const MycoPattern *pattern, const char *text, size_t length);

/// What `myco_text_is_kind` asks.
enum MycoTextKind { MYCO_TEXT_EMAIL = 0, MYCO_TEXT_URL = 1, MYCO_TEXT_IP = 2 };

/// Whether a text is an address of `kind`.
bool myco_text_is_kind(const char *text, size_t length, int64_t kind);

#endif
