// JSON (RFC 8259): reading into values, writing of values.
#include "map_internal.h"
#include "unicode.h"

#include <errno.h>
#include <stdio.h>

/// How deep arrays and objects may be nested.
enum { MAXIMUM_DEPTH = 1000 };

// MARK: Reading

typedef struct Reader {
  const char *start, *cursor, *end;
  int depth;
  /// Where the text is wrong, and how; null while it is right.
  const char *place;
  const char *problem;
} Reader;

static const char unexpected[] = "unexpected character";

static MycoValue read_value(Reader *reader);

static MycoValue fail_at(Reader *reader, const char *place, const char *problem) {
  reader->place = place;
  reader->problem = problem;
  return null_value();
}

/// Fails at what stands at the cursor.
static MycoValue fail(Reader *reader) {
  bool is_end = reader->cursor == reader->end;
  return fail_at(reader, reader->cursor, is_end ? "unexpected end" : unexpected);
}

static bool has_failed(const Reader *reader) { return reader->problem != NULL; }

static void skip_blanks(Reader *reader) {
  while (reader->cursor < reader->end && strchr(" \t\n\r", *reader->cursor) != NULL &&
         *reader->cursor != 0) {
    ++reader->cursor;
  }
}

/// Whether `character` stands at the cursor, which then moves on.
static bool accept(Reader *reader, char character) {
  if (reader->cursor == reader->end || *reader->cursor != character) return false;
  ++reader->cursor;
  return true;
}

static MycoValue read_literal(Reader *reader, const char *word, MycoValue value) {
  for (; *word != 0; ++word) {
    if (!accept(reader, *word)) return fail(reader);
  }
  return value;
}

/// Moves over one digit or more.
static bool skip_digits(Reader *reader) {
  const char *first = reader->cursor;
  while (reader->cursor < reader->end && *reader->cursor >= '0' && *reader->cursor <= '9') {
    ++reader->cursor;
  }
  return reader->cursor > first;
}

static MycoValue read_number(Reader *reader) {
  const char *first = reader->cursor;
  bool is_whole = true;
  accept(reader, '-');
  if (!accept(reader, '0') && !skip_digits(reader)) return fail(reader);
  if (accept(reader, '.')) {
    is_whole = false;
    if (!skip_digits(reader)) return fail(reader);
  }
  if (accept(reader, 'e') || accept(reader, 'E')) {
    is_whole = false;
    if (!accept(reader, '+')) accept(reader, '-');
    if (!skip_digits(reader)) return fail(reader);
  }
  // Texts end in a NUL, so that reading numbers does not run on.
  if (is_whole) {
    errno = 0;
    int64_t value = strtoll(first, NULL, 10);
    if (errno == 0) return int_value(value);
  }
  double value = strtod(first, NULL);
  if (value - value != 0) return fail_at(reader, first, "too large a number");
  return float_value(value);
}

/// Reads four hexadecimal digits; -1 where they are missing.
static int32_t read_unit(Reader *reader) {
  int32_t unit = 0;
  for (int i = 0; i < 4; ++i) {
    char c = reader->cursor < reader->end ? *reader->cursor : 0;
    int digit = c >= '0' && c <= '9' ? c - '0'
      : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
    if (digit < 0) {
      fail(reader);
      return -1;
    }
    unit = unit * 16 + digit;
    ++reader->cursor;
  }
  return unit;
}

/// Reads what follows `\u` into `target`; returns the number of bytes.
static int64_t read_unicode(Reader *reader, const char *escape, char *target) {
  int32_t scalar = read_unit(reader);
  if (scalar >= 0xD800 && scalar < 0xDC00 && accept(reader, '\\') && accept(reader, 'u')) {
    int32_t low = read_unit(reader);
    if (has_failed(reader)) return 0;
    scalar = low >= 0xDC00 && low < 0xE000
      ? 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00) : 0xD800;
  }
  if (has_failed(reader)) return 0;
  if (scalar >= 0xD800 && scalar < 0xE000) {
    fail_at(reader, escape, "half a surrogate pair");
    return 0;
  }
  return myco_encode_scalar((uint32_t)scalar, target);
}

/// Reads what follows a backslash into `target`; returns the number of bytes.
static int64_t read_escape(Reader *reader, char *target) {
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char *escape = reader->cursor - 1;
  if (accept(reader, 'u')) return read_unicode(reader, escape, target);
  char c = reader->cursor < reader->end ? *reader->cursor : 0;
  const char *letter = c == 0 ? NULL : strchr(letters, c);
  if (letter == NULL) {
    fail(reader);
    return 0;
  }
  ++reader->cursor;
  *target = meanings[letter - letters];
  return 1;
}

/// Reads a string behind its first quote; null where that fails.
static MycoString *read_string(Reader *reader) {
  const char *first = reader->cursor;
  const char *scan = first;
  while (scan < reader->end && *scan != '"' && *scan != '\\' && (unsigned char)*scan >= 0x20) {
    ++scan;
  }
  if (scan < reader->end && *scan == '"') {
    reader->cursor = scan + 1;
    return myco_string_from_bytes(first, scan - first);
  }
  // Escapes are never shorter than what they mean.
  const char *close = scan;
  while (close < reader->end && *close != '"') close += *close == '\\' ? 2 : 1;
  MycoString *text = myco_string_allocate(close - first + 1);
  int64_t length = 0;
  while (!has_failed(reader) && !accept(reader, '"')) {
    if (reader->cursor == reader->end || (unsigned char)*reader->cursor < 0x20) {
      fail(reader);
    } else if (accept(reader, '\\')) {
      length += read_escape(reader, text->bytes + length);
    } else {
      text->bytes[length++] = *reader->cursor++;
    }
  }
  finish_string(text, length, myco_count_scalars(text->bytes, length));
  if (!has_failed(reader)) return text;
  myco_release(text);
  return NULL;
}

/// Moves on into an array or an object.
static bool enter(Reader *reader) {
  if (++reader->depth > MAXIMUM_DEPTH) {
    fail_at(reader, reader->cursor - 1, "more than 1000 levels");
  }
  return !has_failed(reader);
}

static MycoValue read_array(Reader *reader) {
  MycoArray *array = &myco_empty_array;
  if (!enter(reader)) return null_value();
  skip_blanks(reader);
  bool is_done = accept(reader, ']');
  while (!is_done) {
    MycoValue element = read_value(reader);
    if (has_failed(reader)) break;
    array = myco_array_push_value(array, element.tag, element.payload);
    skip_blanks(reader);
    is_done = accept(reader, ']');
    if (is_done || accept(reader, ',')) continue;
    fail(reader);
    break;
  }
  --reader->depth;
  if (!has_failed(reader)) return object_value(array);
  myco_release(array);
  return null_value();
}

/// Reads `"key": value` into `object`, which it returns.
static MycoMap *read_entry(Reader *reader, MycoMap *object) {
  skip_blanks(reader);
  MycoString *key = accept(reader, '"') ? read_string(reader) : NULL;
  if (key == NULL) {
    if (!has_failed(reader)) fail(reader);
    return object;
  }
  skip_blanks(reader);
  if (!accept(reader, ':')) fail(reader);
  MycoValue value = has_failed(reader) ? null_value() : read_value(reader);
  if (has_failed(reader)) {
    myco_release(key);
    return object;
  }
  return myco_map_set(object, MYCO_STRING, object_value(key).payload, value.tag, value.payload);
}

static MycoValue read_object(Reader *reader) {
  if (!enter(reader)) return null_value();
  MycoMap *object = myco_map_allocate(MYCO_OBJECT, MYCO_ELEMENT_POINTER, MYCO_ELEMENT_TAGGED, 0);
  skip_blanks(reader);
  bool is_done = accept(reader, '}');
  while (!is_done) {
    object = read_entry(reader, object);
    if (has_failed(reader)) break;
    skip_blanks(reader);
    is_done = accept(reader, '}');
    if (is_done || accept(reader, ',')) continue;
    fail(reader);
    break;
  }
  --reader->depth;
  if (!has_failed(reader)) return object_value(object);
  myco_release(object);
  return null_value();
}

static MycoValue read_value(Reader *reader) {
  skip_blanks(reader);
  if (accept(reader, '{')) return read_object(reader);
  if (accept(reader, '[')) return read_array(reader);
  if (accept(reader, '"')) return nullable_value(read_string(reader));
  switch (reader->cursor < reader->end ? *reader->cursor : 0) {
  case 't': return read_literal(reader, "true", bool_value(true));
  case 'f': return read_literal(reader, "false", bool_value(false));
  case 'n': return read_literal(reader, "null", null_value());
  default: return read_number(reader);
  }
}

/// Reads the whole text; `reader->problem` says whether that fails.
static MycoValue read_text(Reader *reader, const MycoString *text) {
  *reader = (Reader){.start = text->bytes, .cursor = text->bytes};
  reader->end = text->bytes + text->byte_length;
  MycoValue value = read_value(reader);
  skip_blanks(reader);
  if (has_failed(reader) || reader->cursor == reader->end) return value;
  myco_release_value(value.tag, value.payload);
  return fail(reader);
}

static void raise_reading(const Reader *reader, const MycoLocation *location) {
  int64_t row = 1;
  const char *line = reader->start;
  for (const char *c = reader->start; c < reader->place; ++c) {
    if (*c != '\n') continue;
    ++row;
    line = c + 1;
  }
  int64_t column = myco_count_scalars(line, reader->place - line) + 1;
  // A character is shown unless the problem is another, or it would not be seen.
  unsigned char first = reader->place < reader->end ? (unsigned char)*reader->place : 0;
  bool is_shown = first > 0x20 && first != 0x7F && reader->problem == unexpected;
  int width = is_shown ? (int)scalar_width(first) : 0;
  char *message;
  int length = asprintf(
    &message, "%s%s%.*s at line %lld, column %lld", reader->problem, is_shown ? " " : "", width,
    reader->place, (long long)row, (long long)column);
  if (length < 0) myco_raise_out_of_memory(location);
  MycoString *text = myco_string_from_bytes(message, length);
  free(message);
  myco_raise_error_at("JSONError", text, row, column, location);
}

MycoValue myco_json_parse(const MycoString *text, const MycoLocation *location) {
  Reader reader;
  MycoValue value = read_text(&reader, text);
  if (has_failed(&reader)) raise_reading(&reader, location);
  return value;
}

bool myco_json_validate(const MycoString *text) {
  Reader reader;
  MycoValue value = read_text(&reader, text);
  if (has_failed(&reader)) return false;
  myco_release_value(value.tag, value.payload);
  return true;
}

// MARK: Writing

typedef struct Writer {
  MycoString *text;
  /// The number of blanks a level is indented by; 0 for a text of one line.
  int64_t indent;
  int depth;
  const MycoLocation *location;
} Writer;

static bool write_json(Writer *writer, MycoValue value);

static void put(Writer *writer, const char *bytes, int64_t length) {
  MycoString *text = myco_string_reserve(writer->text, length);
  memcpy(text->bytes + text->byte_length, bytes, (size_t)length);
  finish_string(text, text->byte_length + length, 0);
  writer->text = text;
}

static void put_text(Writer *writer, const char *text) {
  put(writer, text, (int64_t)strlen(text));
}

/// Begins a line at the present depth, where there are lines.
static void put_line(Writer *writer) {
  if (writer->indent == 0) return;
  put(writer, "\n", 1);
  for (int64_t i = writer->depth * writer->indent; i > 0; --i) put(writer, " ", 1);
}

static bool refuse(Writer *writer, const char *subject, const char *problem) {
  char *message;
  int length = asprintf(&message, "%s %s", subject, problem);
  if (length < 0) myco_raise_out_of_memory(writer->location);
  MycoString *text = myco_string_from_bytes(message, length);
  free(message);
  myco_raise_error("JSONError", text, writer->location);
  return false;
}

static void put_string(Writer *writer, const MycoString *string) {
  static const char letters[] = "\b\f\n\r\t\"\\", escapes[] = "bfnrt\"\\";
  put(writer, "\"", 1);
  const char *bytes = string->bytes, *end = bytes + string->byte_length, *plain = bytes;
  for (; bytes < end; ++bytes) {
    unsigned char c = (unsigned char)*bytes;
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    put(writer, plain, bytes - plain);
    plain = bytes + 1;
    const char *letter = c == 0 ? NULL : strchr(letters, c);
    char escape[8];
    if (letter == NULL) {
      snprintf(escape, sizeof escape, "\\u%04x", c);
    } else {
      snprintf(escape, sizeof escape, "\\%c", escapes[letter - letters]);
    }
    put_text(writer, escape);
  }
  put(writer, plain, end - plain);
  put(writer, "\"", 1);
}

static bool put_float(Writer *writer, double value) {
  char text[MYCO_NUMBER_SIZE + 1];
  text[myco_format_float(value, text)] = 0;
  if (value - value != 0) return refuse(writer, text, "has no form in JSON");
  put_text(writer, text);
  return true;
}

static bool is_too_deep(Writer *writer) {
  if (++writer->depth <= MAXIMUM_DEPTH) return false;
  refuse(writer, "more than 1000 levels", "have no form in JSON");
  return true;
}

static bool put_array(Writer *writer, MycoArray *array) {
  if (is_too_deep(writer)) return false;
  put(writer, "[", 1);
  for (int64_t i = 0; i < array->length; ++i) {
    if (i > 0) put(writer, ",", 1);
    put_line(writer);
    if (!write_json(writer, element_at(array, i))) return false;
  }
  --writer->depth;
  if (array->length > 0) put_line(writer);
  put(writer, "]", 1);
  return true;
}

static bool put_key(Writer *writer, MycoValue key) {
  if (key.tag != MYCO_STRING) {
    return refuse(writer, myco_type_text(key.tag, key.payload), "cannot be a key in JSON");
  }
  put_string(writer, as_string(key.payload));
  put_text(writer, writer->indent > 0 ? ": " : ":");
  return true;
}

static bool put_entries(Writer *writer, MycoMap *map) {
  if (is_too_deep(writer)) return false;
  bool is_set = map->header.kind == MYCO_SET;
  put(writer, is_set ? "[" : "{", 1);
  int64_t first = myco_map_next(map, 0);
  for (int64_t i = first; i < map->used; i = myco_map_next(map, i + 1)) {
    if (i > first) put(writer, ",", 1);
    put_line(writer);
    if (!is_set && !put_key(writer, key_at(map, i))) return false;
    if (!write_json(writer, is_set ? key_at(map, i) : map_value_at(map, i))) return false;
  }
  --writer->depth;
  if (map->size > 0) put_line(writer);
  put(writer, is_set ? "]" : "}", 1);
  return true;
}

/// Writes `value`; false if it has no form, which was raised then.
static bool write_json(Writer *writer, MycoValue value) {
  char number[MYCO_NUMBER_SIZE];
  switch (value.tag) {
  case MYCO_NULL: put_text(writer, "null"); return true;
  case MYCO_BOOL: put_text(writer, value.payload ? "true" : "false"); return true;
  case MYCO_INT: put(writer, number, myco_format_int(value.payload, number)); return true;
  case MYCO_FLOAT: return put_float(writer, as_float(value.payload));
  case MYCO_STRING: put_string(writer, as_string(value.payload)); return true;
  case MYCO_ARRAY: return put_array(writer, as_array(value.payload));
  case MYCO_MAP:
  case MYCO_SET:
  case MYCO_OBJECT: return put_entries(writer, as_map(value.payload));
  default: return refuse(writer, myco_type_text(value.tag, value.payload), "has no form in JSON");
  }
}

MycoString *myco_json_stringify(
  int64_t tag, int64_t payload, int64_t indent, const MycoLocation *location
) {
  Writer writer = {myco_string_allocate(64), indent > 0 ? indent : 0, 0, location};
  finish_string(writer.text, 0, 0);
  if (write_json(&writer, (MycoValue){tag, payload})) {
    MycoString *text = writer.text;
    finish_string(text, text->byte_length, myco_count_scalars(text->bytes, text->byte_length));
    return text;
  }
  myco_release(writer.text);
  return static_string(&myco_empty_string);
}
