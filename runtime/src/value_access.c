// Index, iteration and members of tagged values.
#include "internal.h"

#include <math.h>

#define TYPE_NAMES(NAME) \
  NAME(0, "Null") NAME(1, "Boolean") NAME(2, "Int") NAME(3, "Float") NAME(4, "String") \
  NAME(5, "Array") NAME(6, "Range") NAME(7, "Map") NAME(8, "Set") NAME(9, "Object") \
  NAME(10, "Function") NAME(11, "Instance") NAME(12, "Error")

#define DEFINE(tag, text) STATIC_STRING(type_name_##tag, text);
TYPE_NAMES(DEFINE)

MycoString *myco_type_name(int64_t tag) {
#define CASE(tag, text) case tag: return static_string(&type_name_##tag);
  switch (tag) { TYPE_NAMES(CASE) }
  myco_internal_error("a value has an unknown tag");
}

const char *myco_tag_name(int64_t tag) { return myco_type_name(tag)->bytes; }

MycoString *myco_value_type(int64_t tag, int64_t payload) {
  (void)payload;
  return myco_type_name(tag);
}

int64_t myco_float_to_index(double value, const MycoLocation *location) {
  if (value != trunc(value)) myco_raise_index_fraction(value, location);
  return myco_float_to_int(value, location);
}

int64_t myco_value_to_index(int64_t tag, int64_t payload, const MycoLocation *location) {
  if (LIKELY(tag == MYCO_INT)) return payload;
  if (tag == MYCO_FLOAT) return myco_float_to_index(as_float(payload), location);
  myco_raise_index_type(tag, location);
}

int64_t myco_value_check_index(
  int64_t tag, int64_t payload, int64_t index_tag, int64_t index, const MycoLocation *location
) {
  if (tag != MYCO_ARRAY && tag != MYCO_STRING && tag != MYCO_RANGE) {
    myco_raise_not_indexable(tag, location);
  }
  int64_t position = myco_value_to_index(index_tag, index, location);
  int64_t length = myco_value_length(tag, payload, location);
  if (LIKELY((uint64_t)position < (uint64_t)length)) return position;
  switch (tag) {
  case MYCO_ARRAY: myco_raise_array_index(position, length, location);
  case MYCO_STRING: myco_raise_string_index(position, length, location);
  default: myco_raise_range_index(position, length, location);
  }
}

MycoValue myco_value_get(int64_t tag, int64_t payload, int64_t index) {
  switch (tag) {
  case MYCO_ARRAY: return myco_array_get(as_array(payload), index);
  case MYCO_STRING: return object_value(myco_string_get(as_string(payload), index));
  default: return myco_range_index(as_range(payload), index, NULL);
  }
}

MycoValue myco_value_index(
  int64_t tag, int64_t payload, int64_t index_tag, int64_t index, const MycoLocation *location
) {
  int64_t position = myco_value_check_index(tag, payload, index_tag, index, location);
  return myco_value_get(tag, payload, position);
}

/// Returns the array of a value that is to be changed through an index; TypeError.
static MycoArray *demand_assignable(int64_t tag, int64_t payload, const MycoLocation *location) {
  if (tag != MYCO_ARRAY) myco_raise_not_assignable(tag, location);
  return as_array(payload);
}

MycoValue myco_value_set(
  int64_t tag, int64_t payload, int64_t index, int64_t element_tag, int64_t element,
  const MycoLocation *location
) {
  MycoArray *array = demand_assignable(tag, payload, location);
  return object_value(myco_array_set(array, index, element_tag, element));
}

MycoValue myco_value_set_index(
  int64_t tag, int64_t payload, int64_t index_tag, int64_t index, int64_t element_tag,
  int64_t element, const MycoLocation *location
) {
  int64_t position = myco_value_check_index(tag, payload, index_tag, index, location);
  return myco_value_set(tag, payload, position, element_tag, element, location);
}

MycoValue myco_value_unique(int64_t tag, int64_t payload, const MycoLocation *location) {
  return object_value(myco_array_unique(demand_assignable(tag, payload, location)));
}

MycoValue myco_value_take(int64_t tag, int64_t payload, int64_t index) {
  (void)tag;
  MycoArray *array = as_array(payload);
  MycoValue element = element_at(array, index);
  if (element.tag >= MYCO_STRING) store_element(array, index, object_value(&myco_empty_array));
  return element;
}

MycoValue myco_value_put(
  int64_t tag, int64_t payload, int64_t index, int64_t element_tag, int64_t element
) {
  (void)tag;
  return object_value(myco_array_set(as_array(payload), index, element_tag, element));
}

int64_t myco_value_length(int64_t tag, int64_t payload, const MycoLocation *location) {
  switch (tag) {
  case MYCO_STRING: return as_string(payload)->scalar_count;
  case MYCO_ARRAY: return as_array(payload)->length;
  case MYCO_RANGE: return myco_range_length(as_range(payload));
  default: myco_raise_member(tag, "length", location);
  }
}

int64_t myco_value_iteration_start(int64_t tag, int64_t payload, const MycoLocation *location) {
  (void)payload;
  if (tag != MYCO_STRING && tag != MYCO_ARRAY && tag != MYCO_RANGE) {
    myco_raise_not_iterable(tag, location);
  }
  return 0;
}

int64_t myco_value_iteration_limit(int64_t tag, int64_t payload, const MycoLocation *location) {
  switch (tag) {
  case MYCO_STRING: return as_string(payload)->byte_length;
  case MYCO_ARRAY: return as_array(payload)->length;
  case MYCO_RANGE: return myco_range_length(as_range(payload));
  default: myco_raise_not_iterable(tag, location);
  }
}

MycoValue myco_value_iteration_element(int64_t tag, int64_t payload, int64_t cursor) {
  switch (tag) {
  case MYCO_STRING: return object_value(myco_string_scalar_at(as_string(payload), cursor));
  case MYCO_ARRAY: return myco_array_get(as_array(payload), cursor);
  default: return myco_range_index(as_range(payload), cursor, NULL);
  }
}

int64_t myco_value_iteration_next(int64_t tag, int64_t payload, int64_t cursor) {
  return tag == MYCO_STRING ? myco_string_next(as_string(payload), cursor) : cursor + 1;
}

/// Returns the array of a value; what is none has no member `name`.
static MycoArray *demand_array(
  int64_t tag, int64_t payload, const char *name, const MycoLocation *location
) {
  if (tag != MYCO_ARRAY) myco_raise_member(tag, name, location);
  return as_array(payload);
}

void myco_value_check_push(int64_t tag, int64_t payload, const MycoLocation *location) {
  demand_array(tag, payload, "push", location);
}

MycoValue myco_value_push(
  int64_t tag, int64_t payload, int64_t element_tag, int64_t element,
  const MycoLocation *location
) {
  MycoArray *array = demand_array(tag, payload, "push", location);
  return object_value(myco_array_push_value(array, element_tag, element));
}

MycoValue myco_value_drop_last(int64_t tag, int64_t payload, const MycoLocation *location) {
  return object_value(myco_array_drop_last(demand_array(tag, payload, "pop", location), location));
}

MycoValue myco_value_pop_element(int64_t tag, int64_t payload, const MycoLocation *location) {
  MycoArray *array = demand_array(tag, payload, "pop", location);
  if (array->length == 0) myco_raise_pop(location);
  return myco_array_get(array, array->length - 1);
}

MycoValue myco_value_first(int64_t tag, int64_t payload, const MycoLocation *location) {
  return myco_array_first(demand_array(tag, payload, "first", location));
}

MycoValue myco_value_last(int64_t tag, int64_t payload, const MycoLocation *location) {
  return myco_array_last(demand_array(tag, payload, "last", location));
}
