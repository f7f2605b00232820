// Writing of values as JSON (RFC 8259). YAJL's generator nests no deeper than 128 levels, writes
// Floats with 20 digits, and breaks lines in what is empty.
#include "map_internal.h"
#include "myco_json.h"

#include <stdio.h>

typedef struct Writer {
  MycoString *text;
  /// Where in the text the next byte goes, and where there is no more room.
  char *cursor, *end;
  /// The number of blanks a level is indented by; 0 for a text of one line.
  int64_t indent;
  int depth;
  const MycoLocation *location;
} Writer;

static bool write_json(Writer *writer, MycoValue value);

/// Sets the length of the text to what was written.
static void finish(Writer *writer, int64_t scalar_count) {
  finish_string(writer->text, writer->cursor - writer->text->bytes, scalar_count);
}

static void find_room(Writer *writer) {
  writer->cursor = writer->text->bytes + writer->text->byte_length;
  writer->end = writer->text->bytes + writer->text->capacity;
}

/// Makes room for `length` bytes.
static inline void demand(Writer *writer, int64_t length) {
  if (LIKELY(writer->end - writer->cursor >= length)) return;
  finish(writer, 0);
  writer->text = myco_string_reserve(writer->text, length);
  find_room(writer);
}

static inline void put(Writer *writer, const char *bytes, int64_t length) {
  demand(writer, length);
  memcpy(writer->cursor, bytes, (size_t)length);
  writer->cursor += length;
}

static inline void put_byte(Writer *writer, char byte) {
  demand(writer, 1);
  *writer->cursor++ = byte;
}

static inline void put_text(Writer *writer, const char *text) {
  put(writer, text, (int64_t)strlen(text));
}

/// Begins a line at the present depth, where there are lines.
static void put_line(Writer *writer) {
  if (writer->indent == 0) return;
  put_byte(writer, '\n');
  for (int64_t i = writer->depth * writer->indent; i > 0; --i) put_byte(writer, ' ');
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

/// Whether a byte of a string is written as it is.
static inline bool is_plain(char byte) {
  return (unsigned char)byte >= 0x20 && byte != '"' && byte != '\\';
}

/// A word with the high bit of each byte set that is not plain; bytes above one that is not may
/// have it set as well.
static inline uint64_t special_bits(uint64_t word) {
  const uint64_t ones = 0x0101010101010101, highs = ones << 7;
  uint64_t quotes = word ^ (ones * '"'), slashes = word ^ (ones * '\\');
  uint64_t controls = (word - ones * 0x20) & ~word;
  return (controls | ((quotes - ones) & ~quotes) | ((slashes - ones) & ~slashes)) & highs;
}

/// Returns the first byte from `bytes` on that is not plain; `end` if there is none.
static const char *skip_plain(const char *bytes, const char *end) {
  while (end - bytes >= 8 && special_bits(read_word(bytes)) == 0) bytes += 8;
  while (bytes < end && is_plain(*bytes)) ++bytes;
  return bytes;
}

/// The letter that stands behind a backslash for `c`; 0 if there is none.
static char escape_letter(char c) {
  switch (c) {
  case '\b': return 'b';
  case '\f': return 'f';
  case '\n': return 'n';
  case '\r': return 'r';
  case '\t': return 't';
  case '"':
  case '\\': return c;
  default: return 0;
  }
}

static void put_escape(Writer *writer, char c) {
  static const char digits[] = "0123456789abcdef";
  char letter = escape_letter(c);
  if (letter != 0) {
    put(writer, (const char[]){'\\', letter}, 2);
  } else {
    put(writer, (const char[]){'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]}, 6);
  }
}

static void put_string(Writer *writer, const MycoString *string) {
  const char *bytes = string->bytes, *end = bytes + string->byte_length;
  demand(writer, string->byte_length + 2);
  put_byte(writer, '"');
  while (true) {
    const char *special = skip_plain(bytes, end);
    put(writer, bytes, special - bytes);
    if (special == end) break;
    put_escape(writer, *special);
    bytes = special + 1;
  }
  put_byte(writer, '"');
}

static bool put_float(Writer *writer, double value) {
  char text[MYCO_NUMBER_SIZE + 1];
  text[myco_format_float(value, text)] = 0;
  if (value - value != 0) return refuse(writer, text, "has no form in JSON");
  put_text(writer, text);
  return true;
}

static bool is_too_deep(Writer *writer) {
  if (++writer->depth <= MYCO_JSON_DEPTH) return false;
  refuse(writer, "more than 1000 levels", "have no form in JSON");
  return true;
}

static bool put_array(Writer *writer, MycoArray *array) {
  if (is_too_deep(writer)) return false;
  put_byte(writer, '[');
  for (int64_t i = 0; i < array->length; ++i) {
    if (i > 0) put_byte(writer, ',');
    put_line(writer);
    if (!write_json(writer, element_at(array, i))) return false;
  }
  --writer->depth;
  if (array->length > 0) put_line(writer);
  put_byte(writer, ']');
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
  put_byte(writer, is_set ? '[' : '{');
  int64_t first = myco_map_next(map, 0);
  for (int64_t i = first; i < map->used; i = myco_map_next(map, i + 1)) {
    if (i > first) put_byte(writer, ',');
    put_line(writer);
    if (!is_set && !put_key(writer, key_at(map, i))) return false;
    if (!write_json(writer, is_set ? key_at(map, i) : map_value_at(map, i))) return false;
  }
  --writer->depth;
  if (map->size > 0) put_line(writer);
  put_byte(writer, is_set ? ']' : '}');
  return true;
}

/// Writes `value`; false if it has no form, which was raised then.
static bool write_json(Writer *writer, MycoValue value) {
  switch (value.tag) {
  case MYCO_NULL: put_text(writer, "null"); return true;
  case MYCO_BOOL: put_text(writer, value.payload ? "true" : "false"); return true;
  case MYCO_INT:
    demand(writer, MYCO_NUMBER_SIZE);
    writer->cursor += myco_format_int(value.payload, writer->cursor);
    return true;
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
  Writer writer = {
    .text = myco_string_allocate(64), .indent = indent > 0 ? indent : 0, .location = location};
  find_room(&writer);
  if (!write_json(&writer, (MycoValue){tag, payload})) {
    myco_release(writer.text);
    return static_string(&myco_empty_string);
  }
  finish(&writer, 0);
  MycoString *text = writer.text;
  text->scalar_count = myco_count_scalars(text->bytes, text->byte_length);
  return text;
}
