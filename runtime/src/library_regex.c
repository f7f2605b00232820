// Regular expressions: matches as values. The search itself is in runtime/core/regex.
#include "map_internal.h"
#include "myco_pattern.h"

#include <stdio.h>

// MARK: Patterns

static MycoPattern *find_pattern(
  const MycoString *pattern, int64_t flags, MycoPatternError *error
) {
  return myco_pattern_get(pattern->bytes, (size_t)pattern->byte_length, flags, error);
}

/// Returns the compiled pattern; RegexError, and null then.
static MycoPattern *get_pattern(
  const MycoString *pattern, int64_t flags, const MycoLocation *location
) {
  MycoPatternError error;
  MycoPattern *found = find_pattern(pattern, flags, &error);
  if (found != NULL) return found;
  char *message;
  int length = asprintf(
    &message, "%s at position %lld", error.message,
    (long long)myco_count_scalars(pattern->bytes, (int64_t)error.offset));
  if (length < 0) myco_raise_out_of_memory(location);
  MycoString *text = myco_string_from_text(message, length);
  free(message);
  myco_raise_error("RegexError", text, location);
  return NULL;
}

void myco_regex_check(const MycoString *pattern, int64_t flags, const MycoLocation *location) {
  get_pattern(pattern, flags, location);
}

// MARK: Walking over matches

/// A walk over the matches of a pattern in a text.
typedef struct Walk {
  MycoPattern *pattern;
  const MycoString *subject;
  const MycoLocation *location;
  /// Where the last match began and ended, in bytes.
  size_t start, end;
  bool was_empty;
  /// A place in bytes and in scalars, from which positions are counted on.
  size_t bytes;
  int64_t scalars;
} Walk;

static Walk begin_walk(
  const MycoString *pattern, const MycoString *subject, int64_t flags,
  const MycoLocation *location
) {
  return (Walk){
    .pattern = get_pattern(pattern, flags, location), .subject = subject, .location = location};
}

/// Goes on to the next match; false if there is none, or with a RegexError.
static bool next_match(Walk *walk) {
  int32_t result = myco_pattern_search(
    walk->pattern, walk->subject->bytes, (size_t)walk->subject->byte_length, walk->end,
    !walk->was_empty);
  if (result == MYCO_PATTERN_LIMIT) {
    myco_raise("RegexError", "the match takes too many steps", walk->location);
  }
  if (result != MYCO_PATTERN_FOUND) return false;
  walk->start = myco_pattern_start(walk->pattern, 0);
  walk->end = myco_pattern_end(walk->pattern, 0);
  walk->was_empty = walk->start == walk->end;
  return true;
}

/// Returns how many scalars stand before byte `offset`, which is not before those of earlier calls.
static int64_t position(Walk *walk, size_t offset) {
  const MycoString *subject = walk->subject;
  if (subject->byte_length == subject->scalar_count) return (int64_t)offset;
  walk->scalars +=
    myco_count_scalars(subject->bytes + walk->bytes, (int64_t)(offset - walk->bytes));
  walk->bytes = offset;
  return walk->scalars;
}

static MycoString *piece(const Walk *walk, size_t start, size_t end) {
  return myco_string_from_bytes(walk->subject->bytes + start, (int64_t)(end - start));
}

/// The text of a group; Null if it took no part.
static MycoValue group_text(const Walk *walk, size_t group) {
  size_t start = myco_pattern_start(walk->pattern, group);
  if (start == SIZE_MAX) return null_value();
  return object_value(piece(walk, start, myco_pattern_end(walk->pattern, group)));
}

// MARK: Matches

static MycoMap *set_entry(MycoMap *map, const char *key, MycoValue value) {
  MycoString *name = myco_string_from_bytes(key, (int64_t)strlen(key));
  return myco_map_set(map, MYCO_STRING, object_value(name).payload, value.tag, value.payload);
}

static MycoMap *make_object(void) {
  return myco_map_allocate(MYCO_OBJECT, MYCO_ELEMENT_POINTER, MYCO_ELEMENT_TAGGED, 0);
}

/// Returns the Object of the match that the walk has reached.
static MycoValue make_match(Walk *walk) {
  MycoArray *groups = &myco_empty_array;
  MycoMap *named = make_object();
  size_t count = myco_pattern_group_count(walk->pattern);
  for (size_t i = 1; i <= count; ++i) {
    MycoValue text = group_text(walk, i);
    const char *name = myco_pattern_group_name(walk->pattern, i);
    if (name != NULL) {
      myco_retain_value(text.tag, text.payload);
      named = set_entry(named, name, text);
    }
    groups = myco_array_push_value(groups, text.tag, text.payload);
  }
  MycoMap *match = make_object();
  match = set_entry(match, "match", group_text(walk, 0));
  match = set_entry(match, "start", int_value(position(walk, walk->start)));
  match = set_entry(match, "end", int_value(position(walk, walk->end)));
  match = set_entry(match, "groups", object_value(groups));
  match = set_entry(match, "named", object_value(named));
  return object_value(set_entry(match, "success", bool_value(true)));
}

bool myco_regex_test(
  const MycoString *pattern, const MycoString *subject, int64_t flags,
  const MycoLocation *location
) {
  MycoPatternError error;
  Walk walk = {
    .pattern = find_pattern(pattern, flags, &error), .subject = subject, .location = location};
  return walk.pattern != NULL && next_match(&walk);
}

MycoArray *myco_regex_matches(
  const MycoString *pattern, const MycoString *subject, int64_t flags, int64_t limit,
  const MycoLocation *location
) {
  MycoArray *matches = &myco_empty_array;
  Walk walk = begin_walk(pattern, subject, flags, location);
  if (walk.pattern == NULL) return matches;
  for (int64_t i = 0; i < limit && next_match(&walk); ++i) {
    MycoValue match = make_match(&walk);
    matches = myco_array_push_tagged(matches, match.tag, match.payload);
  }
  if (is_pending()) myco_release(matches);
  return matches;
}

MycoArray *myco_regex_split(
  const MycoString *pattern, const MycoString *subject, int64_t flags, bool at_ends,
  const MycoLocation *location
) {
  MycoArray *parts = &myco_empty_array;
  Walk walk = begin_walk(pattern, subject, flags, location);
  if (walk.pattern == NULL) return parts;
  size_t rest = 0, length = (size_t)subject->byte_length;
  while (next_match(&walk)) {
    bool is_at_end = walk.was_empty && (walk.start == 0 || walk.start == length);
    if (is_at_end && !at_ends) continue;
    parts = myco_array_push_pointer(parts, piece(&walk, rest, walk.start));
    rest = walk.end;
  }
  if (!is_pending()) return myco_array_push_pointer(parts, piece(&walk, rest, length));
  myco_release(parts);
  return &myco_empty_array;
}

// MARK: Replacing

static MycoString *append(MycoString *text, const char *bytes, size_t length) {
  MycoString *result = myco_string_reserve(text, (int64_t)length);
  memcpy(result->bytes + result->byte_length, bytes, length);
  finish_string(result, result->byte_length + (int64_t)length, 0);
  return result;
}

/// Returns `text` + what `template` makes of the match that the walk has reached.
static MycoString *append_template(
  MycoString *text, const Walk *walk, const MycoString *template
) {
  const char *cursor = template->bytes, *end = cursor + template->byte_length;
  while (cursor < end) {
    MycoTemplatePart part =
      myco_pattern_template(walk->pattern, cursor, (size_t)(end - cursor));
    if (!part.is_group) {
      bool is_dollar = *cursor == '$';
      text = append(text, cursor, is_dollar ? 1 : part.length);
    } else if (myco_pattern_start(walk->pattern, part.group) != SIZE_MAX) {
      size_t start = myco_pattern_start(walk->pattern, part.group);
      size_t length = myco_pattern_end(walk->pattern, part.group) - start;
      text = append(text, walk->subject->bytes + start, length);
    }
    cursor += part.length;
  }
  return text;
}

MycoString *myco_regex_replace(
  const MycoString *pattern, const MycoString *subject, const MycoString *template,
  int64_t flags, const MycoLocation *location
) {
  Walk walk = begin_walk(pattern, subject, flags, location);
  if (walk.pattern == NULL) return static_string(&myco_empty_string);
  MycoString *text = myco_string_allocate(subject->byte_length);
  finish_string(text, 0, 0);
  size_t rest = 0;
  while (next_match(&walk)) {
    text = append(text, subject->bytes + rest, walk.start - rest);
    text = append_template(text, &walk, template);
    rest = walk.end;
  }
  if (is_pending()) {
    myco_release(text);
    return static_string(&myco_empty_string);
  }
  text = append(text, subject->bytes + rest, (size_t)subject->byte_length - rest);
  finish_string(text, text->byte_length, myco_count_scalars(text->bytes, text->byte_length));
  return text;
}

MycoString *myco_regex_escape(const MycoString *text) {
  MycoString *escaped = myco_string_allocate(2 * text->byte_length);
  int64_t length = 0;
  for (int64_t i = 0; i < text->byte_length; ++i) {
    char c = text->bytes[i];
    if (c != 0 && strchr("\\^$.|?*+()[]{}-#&~/", c) != NULL) escaped->bytes[length++] = '\\';
    escaped->bytes[length++] = c;
  }
  finish_string(escaped, length, text->scalar_count + length - text->byte_length);
  return escaped;
}

bool myco_regex_is_kind(const MycoString *text, int64_t kind) {
  return myco_text_is_kind(text->bytes, (size_t)text->byte_length, kind);
}
