// Iteration over tagged values.
#include "map_internal.h"

static bool is_iterable(int64_t tag) {
  return tag == MYCO_STRING || tag == MYCO_ARRAY || tag == MYCO_RANGE || is_map_kind(tag);
}

int64_t myco_value_iteration_start(int64_t tag, int64_t payload, const MycoLocation *location) {
  if (is_map_kind(tag)) return myco_map_next(as_map(payload), 0);
  if (!is_iterable(tag)) myco_raise_not_iterable(tag, payload, location);
  return 0;
}

int64_t myco_value_iteration_limit(int64_t tag, int64_t payload, const MycoLocation *location) {
  switch (tag) {
  case MYCO_STRING: return as_string(payload)->byte_length;
  case MYCO_ARRAY: return as_array(payload)->length;
  case MYCO_RANGE: return myco_range_length(as_range(payload));
  case MYCO_MAP:
  case MYCO_SET:
  case MYCO_OBJECT: return as_map(payload)->used;
  default:
    myco_raise_not_iterable(tag, payload, location);
    return 0;
  }
}

MycoValue myco_value_iteration_element(int64_t tag, int64_t payload, int64_t cursor) {
  switch (tag) {
  case MYCO_STRING: return object_value(myco_string_scalar_at(as_string(payload), cursor));
  case MYCO_ARRAY: return myco_array_get(as_array(payload), cursor);
  case MYCO_RANGE: return myco_range_index(as_range(payload), cursor, NULL);
  default: return myco_map_key_at(as_map(payload), cursor);
  }
}

MycoValue myco_value_iteration_key(
  int64_t tag, int64_t payload, int64_t cursor, int64_t position
) {
  bool has_keys = tag == MYCO_MAP || tag == MYCO_OBJECT;
  return has_keys ? myco_map_key_at(as_map(payload), cursor) : int_value(position);
}

MycoValue myco_value_iteration_value(int64_t tag, int64_t payload, int64_t cursor) {
  bool has_keys = tag == MYCO_MAP || tag == MYCO_OBJECT;
  return has_keys ? myco_map_value_at(as_map(payload), cursor)
                  : myco_value_iteration_element(tag, payload, cursor);
}

int64_t myco_value_iteration_next(int64_t tag, int64_t payload, int64_t cursor) {
  if (tag == MYCO_STRING) return myco_string_next(as_string(payload), cursor);
  return is_map_kind(tag) ? myco_map_next(as_map(payload), cursor + 1) : cursor + 1;
}
