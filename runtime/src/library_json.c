// JSON (RFC 8259): reading into values. What is read, and what is wrong, says runtime/core/json.
#include "map_internal.h"
#include "myco_json.h"

enum {
  /// The places of keys that are kept, a power of two, and the longest that is.
  KEPT_KEYS = 1024,
  LONGEST_KEPT_KEY = 64,
  FIRST_CAPACITY = 256,
};

/// Builds values. Those of arrays and objects that are not complete are on a stack, so that each is
/// made at its end, in the size and layout that it needs.
typedef struct Builder {
  MycoValue *values;
  int64_t count, capacity;
  /// Where on the stack the values of the arrays and objects around begin.
  int64_t starts[MYCO_JSON_DEPTH];
  int depth;
  /// Keys that were read, to be used again: objects of one kind share theirs.
  MycoString *keys[KEPT_KEYS];
} Builder;

static int push(Builder *builder, MycoValue value) {
  if (UNLIKELY(builder->count == builder->capacity)) {
    builder->capacity = builder->capacity == 0 ? FIRST_CAPACITY : 2 * builder->capacity;
    size_t size = (size_t)builder->capacity * sizeof(MycoValue);
    builder->values = realloc(builder->values, size);
    if (builder->values == NULL) myco_raise_out_of_memory(NULL);
  }
  builder->values[builder->count++] = value;
  return 1;
}

// MARK: Values

static int read_null(void *context) { return push(context, null_value()); }

static int read_boolean(void *context, int value) { return push(context, bool_value(value != 0)); }

static int read_number(void *context, const char *text, size_t length) {
  MycoJSONNumber number = myco_json_number(text, length);
  if (number.kind == MYCO_JSON_TOO_LARGE) return 0;
  return push(
    context,
    number.kind == MYCO_JSON_INT ? int_value(number.integer) : float_value(number.number));
}

static int read_string(void *context, const unsigned char *text, size_t length) {
  return push(context, object_value(myco_string_from_bytes((const char *)text, (int64_t)length)));
}

/// Returns the first of the two places where a key may be kept. The process's random numbers have
/// no part in it: who fills places on purpose gains nothing.
static MycoString **key_places(Builder *builder, const char *bytes, size_t length) {
  uint64_t hash = length;
  for (size_t i = 0; i < length; ++i) hash = hash * 31 + (unsigned char)bytes[i];
  return &builder->keys[(hash * 0x9E3779B97F4A7C15) >> 32 & (KEPT_KEYS - 2)];
}

static bool is_text(const MycoString *kept, const char *bytes, size_t length) {
  return kept != NULL && kept->byte_length == (int64_t)length &&
    memcmp(kept->bytes, bytes, length) == 0;
}

static int read_key(void *context, const unsigned char *text, size_t length) {
  Builder *builder = context;
  const char *bytes = (const char *)text;
  if (length > LONGEST_KEPT_KEY) return read_string(context, text, length);
  MycoString **places = key_places(builder, bytes, length);
  MycoString *key = places[is_text(places[1], bytes, length)];
  if (!is_text(key, bytes, length)) {
    key = myco_string_from_bytes(bytes, (int64_t)length);
    if (places[1] != NULL) myco_release(places[1]);
    places[1] = places[0];
    places[0] = key;
  }
  myco_retain(key);
  return push(builder, object_value(key));
}

// MARK: Arrays and objects

static int begin(void *context) {
  Builder *builder = context;
  if (builder->depth == MYCO_JSON_DEPTH) return 0;
  builder->starts[builder->depth++] = builder->count;
  return 1;
}

/// Returns the element kind of an array of these values.
static int32_t common_element(const MycoValue *values, int64_t count) {
  int32_t element = natural_element(values[0].tag);
  for (int64_t i = 1; i < count; ++i) {
    if (!fits_element(values[i].tag, element)) return MYCO_ELEMENT_TAGGED;
  }
  return element;
}

static MycoArray *make_array(const MycoValue *values, int64_t count) {
  if (count == 0) return &myco_empty_array;
  MycoArray *array = myco_array_sized(common_element(values, count), count);
  for (int64_t i = 0; i < count; ++i) store_element(array, i, values[i]);
  return array;
}

/// Adds an entry to an object that has room; the last one of a key counts.
static void add_entry(MycoMap *object, MycoString *key, MycoValue value) {
  int64_t place = myco_map_find_string(object, key);
  if (UNLIKELY(place >= 0)) {
    MycoValue old = map_value_at(object, place);
    myco_release_value(old.tag, old.payload);
    myco_release(key);
  } else {
    place = myco_map_append(object, object->index == NULL ? 0 : hash_string(key));
    memcpy(entry_at(object, place), &key, sizeof key);
  }
  write_element(value_place(object, place), MYCO_ELEMENT_TAGGED, value);
}

/// Makes an object of `count` values: keys, each before its value.
static MycoMap *make_object(const MycoValue *values, int64_t count) {
  MycoMap *object = myco_map_allocate(
    MYCO_OBJECT, MYCO_ELEMENT_POINTER, MYCO_ELEMENT_TAGGED, count / 2);
  for (int64_t i = 0; i < count; i += 2) {
    add_entry(object, as_string(values[i].payload), values[i + 1]);
  }
  return object;
}

/// Ends an array or object, which takes its values off the stack.
static int end(Builder *builder, bool is_object) {
  int64_t start = builder->starts[--builder->depth], count = builder->count - start;
  const MycoValue *values = builder->values + start;
  MycoValue value = is_object ? object_value(make_object(values, count))
                              : object_value(make_array(values, count));
  builder->count = start;
  return push(builder, value);
}

static int end_object(void *context) { return end(context, true); }
static int end_array(void *context) { return end(context, false); }

// MARK: Texts

static const yajl_callbacks building = {
  .yajl_null = read_null, .yajl_boolean = read_boolean, .yajl_number = read_number,
  .yajl_string = read_string, .yajl_start_map = begin, .yajl_map_key = read_key,
  .yajl_end_map = end_object, .yajl_start_array = begin, .yajl_end_array = end_array,
};

static void release_builder(Builder *builder) {
  for (int i = 0; i < KEPT_KEYS; ++i) {
    if (builder->keys[i] != NULL) myco_release(builder->keys[i]);
  }
  free(builder->values);
  free(builder);
}

MycoValue myco_json_parse(const MycoString *text, const MycoLocation *location) {
  Builder *builder = calloc(1, sizeof *builder);
  if (builder == NULL) myco_raise_out_of_memory(location);
  MycoJSONProblem problem;
  bool is_valid =
    myco_json_read(text->bytes, (size_t)text->byte_length, &building, builder, &problem);
  MycoValue value = null_value();
  if (is_valid) {
    value = builder->values[0];
  } else {
    for (int64_t i = 0; i < builder->count; ++i) {
      myco_release_value(builder->values[i].tag, builder->values[i].payload);
    }
  }
  release_builder(builder);
  if (is_valid) return value;
  MycoString *message = myco_string_from_bytes(problem.message, (int64_t)strlen(problem.message));
  myco_raise_error_at("JSONError", message, problem.row, problem.column, location);
  return value;
}

bool myco_json_validate(const MycoString *text) {
  return myco_json_is_valid(text->bytes, (size_t)text->byte_length);
}
