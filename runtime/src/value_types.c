// The types of values, and what depends on them alone.
#include "map_internal.h"

#define TYPE_NAMES(NAME) \
  NAME(0, "Null") NAME(1, "Boolean") NAME(2, "Int") NAME(3, "Float") NAME(4, "String") \
  NAME(5, "Array") NAME(6, "Range") NAME(7, "Map") NAME(8, "Set") NAME(9, "Object") \
  NAME(10, "Function") NAME(11, "Instance") NAME(12, "Error") NAME(13, "Class") \
  NAME(14, "Library") NAME(15, "Module")

#define DEFINE(tag, text) STATIC_STRING(type_name_##tag, text);
TYPE_NAMES(DEFINE)

MycoString *myco_type_name(int64_t tag) {
#define CASE(tag, text) case tag: return static_string(&type_name_##tag);
  switch (tag) { TYPE_NAMES(CASE) }
  myco_internal_error("a value has an unknown tag");
}

const char *myco_type_text(int64_t tag, int64_t payload) {
  return tag == MYCO_INSTANCE ? as_instance(payload)->type->name : myco_type_name(tag)->bytes;
}

MycoString *myco_value_type(int64_t tag, int64_t payload) {
  if (tag != MYCO_INSTANCE) return myco_type_name(tag);
  const char *name = as_instance(payload)->type->name;
  return myco_string_from_bytes(name, (int64_t)strlen(name));
}

int64_t myco_value_length(int64_t tag, int64_t payload, const MycoLocation *location) {
  switch (tag) {
  case MYCO_STRING: return as_string(payload)->scalar_count;
  case MYCO_ARRAY: return as_array(payload)->length;
  case MYCO_RANGE: return myco_range_length(as_range(payload));
  default:
    if (is_map_kind(tag)) return as_map(payload)->size;
    myco_raise_member(tag, payload, "length", location);
    return 0;
  }
}

int64_t myco_value_size(int64_t tag, int64_t payload, const MycoLocation *location) {
  if (is_map_kind(tag)) return as_map(payload)->size;
  myco_raise_member(tag, payload, "size", location);
  return 0;
}
