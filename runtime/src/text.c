// Text forms (LANGUAGE 10) of values, written to a sink: the output buffer or a growing string.
#include "map_internal.h"

void myco_sink_write(Sink *sink, const char *bytes, int64_t length) {
  while (UNLIKELY(length > sink->capacity - sink->length)) {
    int64_t room = sink->capacity - sink->length;
    memcpy(sink->bytes + sink->length, bytes, (size_t)room);
    sink->length += room;
    bytes += room;
    length -= room;
    sink->make_room(sink, length);
  }
  memcpy(sink->bytes + sink->length, bytes, (size_t)length);
  sink->length += length;
}

/// Returns the place for a number's text; `sink->length` is still to be raised.
static char *number_place(Sink *sink) {
  if (sink->capacity - sink->length < MYCO_NUMBER_SIZE) sink->make_room(sink, MYCO_NUMBER_SIZE);
  return sink->bytes + sink->length;
}

void myco_sink_int(Sink *sink, int64_t value) {
  sink->length += myco_format_int(value, number_place(sink));
}

void myco_sink_float(Sink *sink, double value) {
  sink->length += myco_format_float(value, number_place(sink));
}

static void write_array(Sink *sink, MycoArray *array) {
  if (is_stack_exhausted()) return;
  myco_sink_write(sink, "[", 1);
  for (int64_t i = 0; i < array->length && !is_pending(); ++i) {
    if (i > 0) myco_sink_write(sink, ", ", 2);
    MycoValue value = element_at(array, i);
    myco_sink_value(sink, value.tag, value.payload);
  }
  myco_sink_write(sink, "]", 1);
}

static void write_range(Sink *sink, const MycoRange *range) {
  if (range->header.element == MYCO_ELEMENT_INT) {
    myco_sink_int(sink, range->start.integer);
    myco_sink_write(sink, "..", 2);
    myco_sink_int(sink, range->end.integer);
    if (range->step.integer == 1) return;
    myco_sink_write(sink, "..", 2);
    myco_sink_int(sink, range->step.integer);
  } else {
    myco_sink_float(sink, range->start.number);
    myco_sink_write(sink, "..", 2);
    myco_sink_float(sink, range->end.number);
    if (range->step.number == 1) return;
    myco_sink_write(sink, "..", 2);
    myco_sink_float(sink, range->step.number);
  }
}

static void write_map(Sink *sink, MycoMap *map) {
  if (is_stack_exhausted()) return;
  int64_t first = myco_map_next(map, 0);
  myco_sink_write(sink, "{", 1);
  for (int64_t i = first; i < map->used && !is_pending(); i = myco_map_next(map, i + 1)) {
    MycoValue key = key_at(map, i), value = map_value_at(map, i);
    if (i > first) myco_sink_write(sink, ", ", 2);
    myco_sink_value(sink, key.tag, key.payload);
    if (map->header.kind == MYCO_SET || is_pending()) continue;
    myco_sink_write(sink, ": ", 2);
    myco_sink_value(sink, value.tag, value.payload);
  }
  myco_sink_write(sink, "}", 1);
}

static void write_named(Sink *sink, const char *kind, const char *name) {
  sink_text(sink, kind);
  sink_text(sink, name);
  myco_sink_write(sink, ">", 1);
}

static void write_function(Sink *sink, const MycoFunction *function) {
  const char *name = function->info->name;
  if (name == NULL) {
    sink_text(sink, "<function>");
  } else {
    write_named(sink, "<function ", name);
  }
}

static void write_instance(Sink *sink, MycoInstance *instance) {
  if (instance->type->to_string == NULL) {
    write_named(sink, "<", instance->type->name);
    return;
  }
  MycoString *text = instance->type->to_string(instance);
  if (is_pending()) return;
  myco_sink_write(sink, text->bytes, text->byte_length);
  myco_release(text);
}

static void write_error(Sink *sink, const MycoError *error) {
  myco_sink_write(sink, error->kind->bytes, error->kind->byte_length);
  myco_sink_write(sink, ": ", 2);
  myco_sink_write(sink, error->message->bytes, error->message->byte_length);
}

/// Writes the text form of a value that the method `toString` may have a part in, or of an object.
static void write_object(Sink *sink, int64_t tag, int64_t payload) {
  switch (tag) {
  case MYCO_ARRAY: write_array(sink, as_array(payload)); break;
  case MYCO_RANGE: write_range(sink, as_range(payload)); break;
  case MYCO_MAP:
  case MYCO_SET:
  case MYCO_OBJECT: write_map(sink, as_map(payload)); break;
  case MYCO_FUNCTION: write_function(sink, as_object(payload)); break;
  case MYCO_INSTANCE: write_instance(sink, as_instance(payload)); break;
  case MYCO_ERROR: write_error(sink, as_object(payload)); break;
  case MYCO_CLASS:
    write_named(sink, "<class ", ((MycoFunction *)as_object(payload))->info->name);
    break;
  case MYCO_LIBRARY:
    write_named(sink, "<library ", ((MycoNamespace *)as_object(payload))->name);
    break;
  case MYCO_MODULE:
    write_named(sink, "<module ", ((MycoNamespace *)as_object(payload))->name);
    break;
  default: myco_internal_error("a value of an unknown kind has no text form");
  }
}

void myco_sink_value(Sink *sink, int64_t tag, int64_t payload) {
  switch (tag) {
  case MYCO_NULL: myco_sink_write(sink, "Null", 4); break;
  case MYCO_BOOL: sink_text(sink, payload ? "True" : "False"); break;
  case MYCO_INT: myco_sink_int(sink, payload); break;
  case MYCO_FLOAT: myco_sink_float(sink, as_float(payload)); break;
  case MYCO_STRING:
    myco_sink_write(sink, as_string(payload)->bytes, as_string(payload)->byte_length);
    break;
  default: write_object(sink, tag, payload);
  }
}

/// A sink at the end of a string.
typedef struct StringSink {
  Sink sink;
  MycoString *string;
} StringSink;

static void grow_string(Sink *sink, int64_t needed) {
  StringSink *text = (StringSink *)sink;
  // The part written so far counts as one scalar per byte until `close_sink` corrects it.
  text->string->byte_length = sink->length;
  text->string = myco_string_reserve(text->string, needed);
  sink->bytes = text->string->bytes;
  sink->capacity = text->string->capacity;
}

/// Returns a sink that appends to `string`, which it consumes.
static StringSink open_sink(MycoString *string) {
  string = myco_string_reserve(string, MYCO_NUMBER_SIZE);
  return (StringSink){
    {string->bytes, string->byte_length, string->capacity, grow_string}, string};
}

/// Returns the finished string, which had `old_length` bytes and `old_count` scalars.
static MycoString *close_sink(StringSink *text, int64_t old_length, int64_t old_count) {
  MycoString *string = text->string;
  string->byte_length = text->sink.length;
  string->scalar_count =
    old_count + myco_count_scalars(string->bytes + old_length, text->sink.length - old_length);
  string->bytes[text->sink.length] = 0;
  return string;
}

MycoString *myco_string_append_value(MycoString *left, int64_t tag, int64_t payload) {
  if (tag == MYCO_STRING) return myco_string_concat(left, as_string(payload));
  int64_t old_length = left->byte_length;
  int64_t old_count = left->scalar_count;
  StringSink text = open_sink(left);
  myco_sink_value(&text.sink, tag, payload);
  left = close_sink(&text, old_length, old_count);
  if (!is_pending()) return left;
  myco_release(left);
  return static_string(&myco_empty_string);
}

/// Returns `left` (consumed) + ASCII; a copy has no more room than it needs.
static MycoString *append_ascii(MycoString *left, const char *text, int64_t length) {
  left = myco_string_reserve(left, length);
  memcpy(left->bytes + left->byte_length, text, (size_t)length);
  finish_string(left, left->byte_length + length, left->scalar_count + length);
  return left;
}

MycoString *myco_string_append_int(MycoString *left, int64_t value) {
  char text[MYCO_NUMBER_SIZE];
  return append_ascii(left, text, myco_format_int(value, text));
}

MycoString *myco_string_append_float(MycoString *left, double value) {
  char text[MYCO_NUMBER_SIZE];
  return append_ascii(left, text, myco_format_float(value, text));
}

MycoString *myco_string_append_bool(MycoString *left, bool value) {
  return myco_string_append_value(left, MYCO_BOOL, value);
}

MycoString *myco_string_prepend_value(int64_t tag, int64_t payload, const MycoString *right) {
  MycoString *left = myco_value_to_string(tag, payload);
  return is_pending() ? left : myco_string_concat(left, right);
}

MycoString *myco_int_to_string(int64_t value) {
  char text[MYCO_NUMBER_SIZE];
  int64_t length = myco_format_int(value, text);
  if (length == 1) return static_string(&myco_ascii_strings[(unsigned char)text[0]]);
  return myco_string_from_ascii(text, length);
}

MycoString *myco_float_to_string(double value) {
  char text[MYCO_NUMBER_SIZE];
  return myco_string_from_ascii(text, myco_format_float(value, text));
}

STATIC_STRING(null_text, "Null");
STATIC_STRING(true_text, "True");
STATIC_STRING(false_text, "False");

MycoString *myco_bool_to_string(bool value) {
  return value ? static_string(&true_text) : static_string(&false_text);
}

MycoString *myco_value_to_string(int64_t tag, int64_t payload) {
  switch (tag) {
  case MYCO_NULL: return static_string(&null_text);
  case MYCO_BOOL: return myco_bool_to_string(payload);
  case MYCO_INT: return myco_int_to_string(payload);
  case MYCO_FLOAT: return myco_float_to_string(as_float(payload));
  case MYCO_STRING:
    myco_retain(as_string(payload));
    return as_string(payload);
  default: return myco_string_append_value(static_string(&myco_empty_string), tag, payload);
  }
}
