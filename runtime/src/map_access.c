// Reading and joining maps of any layout.
#include "map_internal.h"

#include <math.h>

int64_t myco_map_find_other(const MycoMap *map, int64_t tag, int64_t payload) {
  switch (map->key_kind) {
  case MYCO_ELEMENT_INT: return tag == MYCO_INT ? myco_map_find_int(map, payload) : -1;
  case MYCO_ELEMENT_POINTER:
    return tag == MYCO_STRING ? myco_map_find_string(map, as_string(payload)) : -1;
  case MYCO_ELEMENT_TAGGED: return myco_map_find_value(map, tag, payload);
  default: return -1;
  }
}

MycoValue myco_check_key(int64_t tag, int64_t payload, const MycoLocation *location) {
  switch (tag) {
  case MYCO_FLOAT: {
    double number = as_float(payload);
    bool is_int = number == trunc(number) && number >= -0x1p63 && number < 0x1p63;
    if (is_int) return int_value((int64_t)number);
    // Which of its bits a NaN has is the machine's affair: all are one key.
    return isnan(number) ? float_value(NAN) : (MycoValue){tag, payload};
  }
  case MYCO_NULL:
  case MYCO_BOOL:
  case MYCO_INT:
  case MYCO_STRING: return (MycoValue){tag, payload};
  case MYCO_INSTANCE:
    if (LIKELY(!as_instance(payload)->type->is_value)) return (MycoValue){tag, payload};
    // Falls through.
  default:
    myco_raise_key(tag, payload, location);
    return null_value();
  }
}

/// Adds a reference to `value` and returns it.
static MycoValue retained(MycoValue value) {
  myco_retain_value(value.tag, value.payload);
  return value;
}

MycoValue myco_map_key_at(MycoMap *map, int64_t place) { return retained(key_at(map, place)); }

MycoValue myco_map_value_at(MycoMap *map, int64_t place) {
  return retained(map_value_at(map, place));
}

/// The value at a place, retained; Null for -1.
static MycoValue found_value(MycoMap *map, int64_t place) {
  return place < 0 ? null_value() : myco_map_value_at(map, place);
}

MycoValue myco_map_get_int(MycoMap *map, int64_t key) {
  return found_value(map, myco_map_find_int(map, key));
}

MycoValue myco_map_get_string(MycoMap *map, const MycoString *key) {
  return found_value(map, myco_map_find_string(map, key));
}

MycoValue myco_map_get_value(MycoMap *map, int64_t tag, int64_t payload) {
  return found_value(map, myco_map_find_value(map, tag, payload));
}

MycoValue myco_map_take(MycoMap *map, int64_t place) {
  MycoValue value = map_value_at(map, place);
  if (map->header.element >= MYCO_ELEMENT_POINTER) {
    memset(value_place(map, place), 0, (size_t)value_size(map->header.element));
  }
  return value;
}

// MARK: Arrays of what is in a map

/// Returns an array of element kind `element`: what `part` returns for each place.
static MycoArray *collect(
  MycoMap *map, int32_t element, MycoValue (*part)(MycoMap *map, int64_t place)
) {
  if (map->size == 0) return &myco_empty_array;
  MycoArray *array = myco_array_sized(element, map->size);
  int64_t count = 0;
  for (int64_t i = myco_map_next(map, 0); i < map->used; i = myco_map_next(map, i + 1)) {
    store_element(array, count, part(map, i));
    ++count;
  }
  return array;
}

MycoArray *myco_map_keys(MycoMap *map) { return collect(map, map->key_kind, myco_map_key_at); }

MycoArray *myco_map_values(MycoMap *map) {
  return collect(map, map->header.element, myco_map_value_at);
}

/// Returns the array [k, v]; it is tagged unless both have one type that is stored alike.
static MycoValue pair_at(MycoMap *map, int64_t place) {
  MycoValue key = myco_map_key_at(map, place), value = myco_map_value_at(map, place);
  MycoArray *pair = myco_array_push_value(&myco_empty_array, key.tag, key.payload);
  return object_value(myco_array_push_value(pair, value.tag, value.payload));
}

MycoArray *myco_map_entries(MycoMap *map) {
  return collect(map, MYCO_ELEMENT_POINTER, pair_at);
}

// MARK: Joining

MycoMap *myco_map_update(MycoMap *map, MycoMap *other) {
  for (int64_t i = myco_map_next(other, 0); i < other->used; i = myco_map_next(other, i + 1)) {
    MycoValue key = myco_map_key_at(other, i), value = myco_map_value_at(other, i);
    map = myco_map_set(map, key.tag, key.payload, value.tag, value.payload);
  }
  return map;
}

MycoMap *myco_map_merge(MycoMap *map, MycoMap *other) {
  MycoMap *result;
  if (map->header.kind == MYCO_MAP) {
    myco_retain(map);
    result = map;
  } else {
    result = myco_map_update(&myco_empty_map, map);
  }
  return myco_map_update(result, other);
}

bool myco_map_equal(MycoMap *left, MycoMap *right) {
  if (left->size != right->size || is_stack_exhausted()) return false;
  for (int64_t i = myco_map_next(left, 0); i < left->used; i = myco_map_next(left, i + 1)) {
    MycoValue key = key_at(left, i);
    int64_t place = myco_map_find_value(right, key.tag, key.payload);
    if (place < 0) return false;
    MycoValue a = map_value_at(left, i), b = map_value_at(right, place);
    if (!myco_value_equal(a.tag, a.payload, b.tag, b.payload)) return false;
  }
  return true;
}
