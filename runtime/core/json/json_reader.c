// Reading by YAJL, where a text is wrong, and what YAJL takes though RFC 8259 does not.
#include "myco_json.h"
#include "myco_system.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// MARK: What YAJL does not see

/// Returns the unit of the `\uXXXX` at `text`; -1 if there is none.
static int32_t escaped_unit(const char *text, const char *end) {
  if (end - text < 6 || text[0] != '\\' || text[1] != 'u') return -1;
  int32_t unit = 0;
  for (int i = 2; i < 6; ++i) {
    char c = text[i];
    int32_t digit = c >= '0' && c <= '9' ? c - '0'
      : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

static bool is_high(int32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
static bool is_low(int32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

/// Returns the first half of a surrogate pair without the other; `end` if there is none. Outside of
/// strings there are no backslashes, or YAJL finds that first.
static const char *find_half_pair(const char *text, const char *end) {
  const char *cursor = text;
  while (cursor < end) {
    if (*cursor != '\\') {
      cursor = memchr(cursor, '\\', (size_t)(end - cursor));
      if (cursor == NULL) break;
    }
    int32_t unit = escaped_unit(cursor, end);
    bool is_pair = is_high(unit) && is_low(escaped_unit(cursor + 6, end));
    if (!is_pair && (is_high(unit) || is_low(unit))) return cursor;
    cursor += is_pair ? 12 : unit >= 0 ? 6 : 2;
  }
  return end;
}

/// Returns the length of the part of `text` that is YAJL's to judge. It takes vertical tabs and
/// form feeds for blanks, and half a surrogate pair for a question mark or for what is no UTF-8.
static size_t find_limit(const char *text, size_t length) {
  const char *end = text + length;
  for (const char *blank = "\v\f"; *blank != 0; ++blank) {
    const char *found = memchr(text, *blank, (size_t)(end - text));
    if (found != NULL) end = found;
  }
  return (size_t)(find_half_pair(text, end) - text);
}

// MARK: Parsing

static void *allocate(void *context, size_t size) {
  (void)context;
  return myco_demand_memory(malloc(size));
}

static void *reallocate(void *context, void *block, size_t size) {
  (void)context;
  return myco_demand_memory(realloc(block, size));
}

static void release(void *context, void *block) {
  (void)context;
  free(block);
}

static yajl_handle make_parser(const yajl_callbacks *events, void *context) {
  yajl_alloc_funcs functions = {allocate, reallocate, release, NULL};
  yajl_handle parser = yajl_alloc(events, &functions, context);
  // Texts are UTF-8 already.
  yajl_config(parser, yajl_dont_validate_strings, 1);
  return parser;
}


/// Tells the parser that the text is at its end. A string that is open there, behind the value,
/// YAJL would not miss: the line break is an error in it.
static yajl_status end_text(yajl_handle parser) {
  yajl_status status = yajl_parse(parser, (const unsigned char *)"\n", 1);
  return status == yajl_status_ok ? yajl_complete_parse(parser) : status;
}

// MARK: Tracking

/// Follows a parser, to tell where the token begins that stops it.
typedef struct Tracker {
  yajl_handle parser;
  const char *text;
  size_t length, limit;
  /// Whether the parser has the whole text, and was told that this is the end.
  bool is_at_end;
  int depth;
  /// Which of the arrays and objects around are objects.
  bool is_object[MYCO_JSON_DEPTH + 1];
  /// Where the last key, value or bracket ends.
  size_t last;
  /// What separates it from the next: a colon or a comma; nothing (a blank), as behind an opening
  /// bracket; 0 where no next may follow.
  char separator;
  bool is_key_next;
} Tracker;

/// Returns where the parser stands; at the end it is not the text that it counts in.
static size_t parser_place(const Tracker *tracker) {
  return tracker->is_at_end ? tracker->length : yajl_get_bytes_consumed(tracker->parser);
}

/// Notes that a token has been read.
static int note(Tracker *tracker, char separator, bool is_key_next) {
  tracker->last = parser_place(tracker);
  tracker->separator = separator;
  tracker->is_key_next = is_key_next;
  return 1;
}

static int note_value(Tracker *tracker) {
  return note(
    tracker, tracker->depth > 0 ? ',' : 0, tracker->is_object[tracker->depth]);
}

static int track_null(void *context) { return note_value(context); }

static int track_boolean(void *context, int value) {
  (void)value;
  return note_value(context);
}

static int track_number(void *context, const char *text, size_t length) {
  if (myco_json_number(text, length).kind == MYCO_JSON_TOO_LARGE) return 0;
  return note_value(context);
}

static int track_string(void *context, const unsigned char *text, size_t length) {
  (void)text, (void)length;
  return note_value(context);
}

static int track_key(void *context, const unsigned char *text, size_t length) {
  (void)text, (void)length;
  return note(context, ':', false);
}

static int enter(Tracker *tracker, bool is_object) {
  if (tracker->depth == MYCO_JSON_DEPTH) return 0;
  tracker->is_object[++tracker->depth] = is_object;
  return note(tracker, ' ', is_object);
}

static int track_object(void *context) { return enter(context, true); }
static int track_array(void *context) { return enter(context, false); }

static int track_end(void *context) {
  Tracker *tracker = context;
  --tracker->depth;
  return note_value(tracker);
}

static const yajl_callbacks tracking = {
  .yajl_null = track_null, .yajl_boolean = track_boolean, .yajl_number = track_number,
  .yajl_string = track_string, .yajl_start_map = track_object, .yajl_map_key = track_key,
  .yajl_end_map = track_end, .yajl_start_array = track_array, .yajl_end_array = track_end,
};

// MARK: Problems

/// Returns the first place from `place` on that is no blank.
static size_t skip_blanks(const Tracker *tracker, size_t place) {
  const char *text = tracker->text;
  while (place < tracker->length && text[place] != 0 && strchr(" \t\n\r", text[place]) != NULL) {
    ++place;
  }
  return place;
}

static const char unexpected[] = "unexpected character";

/// Returns where the text is wrong that stopped the parser with `status`. What YAJL says itself is
/// the end of a token or the place of a character in it, by the kind of mistake.
static size_t find_place(const Tracker *tracker, yajl_status status, const char **problem) {
  const char *text = tracker->text;
  *problem = unexpected;
  if (status == yajl_status_ok) {
    if (text[tracker->limit] == '\\') *problem = "half a surrogate pair";
    return tracker->limit;
  }
  size_t token = skip_blanks(tracker, tracker->last);
  bool may_follow = tracker->separator == ' ';
  if (!may_follow && token < tracker->length && tracker->separator == text[token] &&
      tracker->separator != 0) {
    may_follow = true;
    token = skip_blanks(tracker, token + 1);
  }
  if (token == tracker->length) return token;
  char first = text[token];
  if (status == yajl_status_client_canceled) {
    *problem = first == '[' || first == '{' ? "more than 1000 levels" : "too large a number";
    return token;
  }
  const char *beginnings = tracker->is_key_next ? "\"" : "\"-0123456789tfn";
  bool may_begin = may_follow && first != 0 && strchr(beginnings, first) != NULL;
  return may_begin ? parser_place(tracker) : token;
}

static int64_t count_scalars(const char *text, size_t length) {
  int64_t count = 0;
  for (size_t i = 0; i < length; ++i) count += (signed char)text[i] >= -64;
  return count;
}

/// Returns how many bytes of the character at `text` a message shows; 0 of one that is not seen.
static int shown_width(const char *text) {
  unsigned char first = (unsigned char)*text;
  if (first <= 0x20 || first == 0x7F) return 0;
  return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

static void describe(
  const Tracker *tracker, size_t place, const char *problem, MycoJSONProblem *result
) {
  const char *text = tracker->text;
  size_t line = place;
  while (line > 0 && text[line - 1] != '\n') --line;
  result->row = 1;
  for (size_t i = 0; i < line; ++i) result->row += text[i] == '\n';
  result->column = count_scalars(text + line, place - line) + 1;
  if (place == tracker->length) problem = "unexpected end";
  int width = problem == unexpected ? shown_width(text + place) : 0;
  snprintf(
    result->message, sizeof result->message, "%s%s%.*s at line %lld, column %lld", problem,
    width > 0 ? " " : "", width, text + place, (long long)result->row, (long long)result->column);
}

/// Reads a text for nothing but whether it is JSON, and what is wrong with it unless `problem` is
/// null.
static bool track(const char *text, size_t length, MycoJSONProblem *problem) {
  Tracker *tracker = myco_demand_memory(calloc(1, sizeof *tracker));
  *tracker = (Tracker){.text = text, .length = length, .separator = ' '};
  tracker->limit = find_limit(text, length);
  tracker->parser = make_parser(&tracking, tracker);
  yajl_status status = yajl_parse(tracker->parser, (const unsigned char *)text, tracker->limit);
  tracker->is_at_end = status == yajl_status_ok && tracker->limit == length;
  if (tracker->is_at_end) status = end_text(tracker->parser);
  bool is_valid = tracker->is_at_end && status == yajl_status_ok;
  if (!is_valid && problem != NULL) {
    const char *kind;
    size_t place = find_place(tracker, status, &kind);
    describe(tracker, place, kind, problem);
  }
  yajl_free(tracker->parser);
  free(tracker);
  return is_valid;
}

bool myco_json_read(
  const char *text, size_t length, const yajl_callbacks *events, void *context,
  MycoJSONProblem *problem
) {
  yajl_handle parser = make_parser(events, context);
  size_t limit = find_limit(text, length);
  yajl_status status = yajl_parse(parser, (const unsigned char *)text, limit);
  if (status == yajl_status_ok && limit == length) status = end_text(parser);
  yajl_free(parser);
  if (status == yajl_status_ok && limit == length) return true;
  track(text, length, problem);
  return false;
}

bool myco_json_is_valid(const char *text, size_t length) { return track(text, length, NULL); }
