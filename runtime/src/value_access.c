// Elements and members of tagged values.
#include "map_internal.h"

#include <math.h>

int64_t myco_float_to_index(double value, const MycoLocation *location) {
  if (value == trunc(value)) return myco_float_to_int(value, location);
  myco_raise_index_fraction(value, location);
  return 0;
}

int64_t myco_value_to_index(int64_t tag, int64_t payload, const MycoLocation *location) {
  if (LIKELY(tag == MYCO_INT)) return payload;
  if (tag == MYCO_FLOAT) return myco_float_to_index(as_float(payload), location);
  myco_raise_index_type(tag, payload, location);
  return 0;
}

static bool has_keys(int64_t tag) { return tag == MYCO_MAP || tag == MYCO_OBJECT; }

// MARK: Checked indices

/// Raises the IndexError of a sequence.
MYCO_COLD static void raise_index(
  int64_t tag, int64_t index, int64_t length, const MycoLocation *location
) {
  switch (tag) {
  case MYCO_ARRAY: myco_raise_array_index(index, length, location); break;
  case MYCO_STRING: myco_raise_string_index(index, length, location); break;
  default: myco_raise_range_index(index, length, location); break;
  }
}

MycoValue myco_value_check_index(
  int64_t tag, int64_t payload, int64_t index_tag, int64_t index, const MycoLocation *location
) {
  if (has_keys(tag)) return myco_check_key(index_tag, index, location);
  if (tag != MYCO_ARRAY && tag != MYCO_STRING && tag != MYCO_RANGE) {
    myco_raise_not_indexable(tag, payload, location);
    return null_value();
  }
  int64_t position = myco_value_to_index(index_tag, index, location);
  if (is_pending()) return null_value();
  int64_t length = myco_value_length(tag, payload, location);
  if (LIKELY((uint64_t)position < (uint64_t)length)) return int_value(position);
  raise_index(tag, position, length, location);
  return null_value();
}

MycoValue myco_value_get(int64_t tag, int64_t payload, int64_t index_tag, int64_t index) {
  switch (tag) {
  case MYCO_ARRAY: return myco_array_get(as_array(payload), index);
  case MYCO_STRING: return object_value(myco_string_get(as_string(payload), index));
  case MYCO_RANGE: return myco_range_index(as_range(payload), index, NULL);
  default: return myco_map_get_value(as_map(payload), index_tag, index);
  }
}

MycoValue myco_value_index(
  int64_t tag, int64_t payload, int64_t index_tag, int64_t index, const MycoLocation *location
) {
  MycoValue key = myco_value_check_index(tag, payload, index_tag, index, location);
  if (is_pending()) return null_value();
  return myco_value_get(tag, payload, key.tag, key.payload);
}

// MARK: Changes

/// Returns the map with the value of a borrowed key replaced. Consumes the map and the value.
static MycoValue with_entry(
  int64_t payload, int64_t key_tag, int64_t key, int64_t value_tag, int64_t value
) {
  myco_retain_value(key_tag, key);
  return object_value(myco_map_set(as_map(payload), key_tag, key, value_tag, value));
}

MycoValue myco_value_set(
  int64_t tag, int64_t payload, int64_t index_tag, int64_t index, int64_t element_tag,
  int64_t element, const MycoLocation *location
) {
  if (has_keys(tag)) return with_entry(payload, index_tag, index, element_tag, element);
  if (tag == MYCO_ARRAY) {
    return object_value(myco_array_set(as_array(payload), index, element_tag, element));
  }
  myco_raise_not_assignable(tag, payload, location);
  myco_release_value(tag, payload);
  myco_release_value(element_tag, element);
  return null_value();
}

MycoValue myco_value_set_index(
  int64_t tag, int64_t payload, int64_t index_tag, int64_t index, int64_t element_tag,
  int64_t element, const MycoLocation *location
) {
  MycoValue key = myco_value_check_index(tag, payload, index_tag, index, location);
  if (is_pending()) {
    myco_release_value(tag, payload);
    myco_release_value(element_tag, element);
    return null_value();
  }
  return myco_value_set(tag, payload, key.tag, key.payload, element_tag, element, location);
}

MycoValue myco_value_unique(int64_t tag, int64_t payload, const MycoLocation *location) {
  if (tag == MYCO_ARRAY) return object_value(myco_array_unique(as_array(payload)));
  if (has_keys(tag)) return object_value(myco_map_unique(as_map(payload)));
  if (tag == MYCO_INSTANCE) return object_value(myco_instance_unique(as_instance(payload)));
  myco_raise_not_assignable(tag, payload, location);
  myco_release_value(tag, payload);
  return null_value();
}

MycoValue myco_value_take(int64_t tag, int64_t payload, int64_t index_tag, int64_t index) {
  if (has_keys(tag)) {
    int64_t place = myco_map_find_value(as_map(payload), index_tag, index);
    return place < 0 ? null_value() : myco_map_take(as_map(payload), place);
  }
  MycoArray *array = as_array(payload);
  MycoValue element = element_at(array, index);
  if (array->header.element >= MYCO_ELEMENT_POINTER) store_element(array, index, null_value());
  return element;
}

MycoValue myco_value_put(
  int64_t tag, int64_t payload, int64_t index_tag, int64_t index, int64_t element_tag,
  int64_t element
) {
  if (has_keys(tag)) return with_entry(payload, index_tag, index, element_tag, element);
  return object_value(myco_array_set(as_array(payload), index, element_tag, element));
}

// MARK: Members of arrays

/// Returns the array of a value. Raises for what is none, which has no member `name`, and returns
/// null.
static MycoArray *demand_array(
  int64_t tag, int64_t payload, const char *name, const MycoLocation *location
) {
  if (LIKELY(tag == MYCO_ARRAY)) return as_array(payload);
  myco_raise_member(tag, payload, name, location);
  return NULL;
}

void myco_value_check_push(int64_t tag, int64_t payload, const MycoLocation *location) {
  demand_array(tag, payload, "push", location);
}

MycoValue myco_value_push(
  int64_t tag, int64_t payload, int64_t element_tag, int64_t element,
  const MycoLocation *location
) {
  MycoArray *array = demand_array(tag, payload, "push", location);
  if (array != NULL) return object_value(myco_array_push_value(array, element_tag, element));
  myco_release_value(tag, payload);
  myco_release_value(element_tag, element);
  return null_value();
}

MycoValue myco_value_insert(
  int64_t tag, int64_t payload, int64_t element_tag, int64_t element,
  const MycoLocation *location
) {
  bool is_set = tag == MYCO_SET;
  if (!is_set) myco_raise_member(tag, payload, "add", location);
  MycoValue key = {0, 0};
  if (is_set) key = myco_check_key(element_tag, element, location);
  if (!is_pending()) return object_value(myco_set_add(as_object(payload), key.tag, key.payload));
  myco_release_value(tag, payload);
  myco_release_value(element_tag, element);
  return null_value();
}

MycoValue myco_value_remove(
  int64_t tag, int64_t payload, int64_t key_tag, int64_t key, const MycoLocation *location
) {
  bool has_keys = tag == MYCO_MAP || tag == MYCO_OBJECT || tag == MYCO_SET;
  if (!has_keys) myco_raise_member(tag, payload, "remove", location);
  MycoValue checked = {0, 0};
  if (has_keys) checked = myco_check_key(key_tag, key, location);
  if (!is_pending()) {
    return object_value(myco_map_delete_value(as_object(payload), checked.tag, checked.payload));
  }
  myco_release_value(tag, payload);
  return null_value();
}

MycoValue myco_value_drop_last(int64_t tag, int64_t payload, const MycoLocation *location) {
  MycoArray *array = demand_array(tag, payload, "pop", location);
  if (array != NULL) return object_value(myco_array_drop_last(array, location));
  myco_release_value(tag, payload);
  return null_value();
}

MycoValue myco_value_pop_element(int64_t tag, int64_t payload, const MycoLocation *location) {
  MycoArray *array = demand_array(tag, payload, "pop", location);
  if (array == NULL) return null_value();
  if (array->length > 0) return myco_array_get(array, array->length - 1);
  myco_raise_pop(location);
  return null_value();
}

MycoValue myco_value_first(int64_t tag, int64_t payload, const MycoLocation *location) {
  MycoArray *array = demand_array(tag, payload, "first", location);
  return array == NULL ? null_value() : myco_array_first(array);
}

MycoValue myco_value_last(int64_t tag, int64_t payload, const MycoLocation *location) {
  MycoArray *array = demand_array(tag, payload, "last", location);
  return array == NULL ? null_value() : myco_array_last(array);
}
