// Array operations for inlining. No static state.
#include "internal.h"

/// Whether one element can be stored behind the last one in place. An array of element kind none is
/// immortal and never has room.
static inline bool has_room(const MycoArray *array) {
  return LIKELY(array->header.count == 0 && array->length < array->capacity);
}

MycoArray *myco_array_unique(MycoArray *array) {
  return LIKELY(array->header.count == 0) ? array : myco_array_copy_shared(array);
}

MycoArray *myco_array_push_int(MycoArray *array, int64_t value) {
  if (!has_room(array)) array = myco_array_reserve(array, MYCO_ELEMENT_INT, 1);
  ints(array)[array->length] = value;
  ++array->length;
  return array;
}

MycoArray *myco_array_push_float(MycoArray *array, double value) {
  if (!has_room(array)) array = myco_array_reserve(array, MYCO_ELEMENT_FLOAT, 1);
  floats(array)[array->length] = value;
  ++array->length;
  return array;
}

MycoArray *myco_array_push_bool(MycoArray *array, bool value) {
  if (!has_room(array)) array = myco_array_reserve(array, MYCO_ELEMENT_BOOL, 1);
  bools(array)[array->length] = value;
  ++array->length;
  return array;
}

MycoArray *myco_array_push_pointer(MycoArray *array, void *object) {
  if (!has_room(array)) array = myco_array_reserve(array, MYCO_ELEMENT_POINTER, 1);
  pointers(array)[array->length] = object;
  ++array->length;
  return array;
}

MycoArray *myco_array_push_tagged(MycoArray *array, int64_t tag, int64_t payload) {
  if (!has_room(array)) array = myco_array_reserve(array, MYCO_ELEMENT_TAGGED, 1);
  values(array)[array->length] = (MycoValue){tag, payload};
  ++array->length;
  return array;
}

MycoArray *myco_array_drop_last(MycoArray *array, const MycoLocation *location) {
  if (UNLIKELY(array->length == 0)) {
    myco_raise_pop(location);
    myco_release(array);
    return &myco_empty_array;
  }
  if (UNLIKELY(array->header.count != 0)) array = myco_array_copy_shared(array);
  int64_t last = --array->length;
  if (array->header.element >= MYCO_ELEMENT_POINTER) {
    MycoValue value = element_at(array, last);
    myco_release_value(value.tag, value.payload);
  }
  return array;
}
