// Annotations that are checked when a value arrives.
#include "internal.h"

static bool admits(const MycoPromise *promise, int64_t tag) {
  return (promise->tags >> tag & 1) || (tag == MYCO_INT && promise->converts_int_to_float);
}

static bool keeps(const MycoPromise *promise, MycoValue value);

static bool elements_keep(const MycoPromise *promise, MycoArray *array) {
  // Elements that are stored without tags have one type.
  bool is_homogeneous = array->header.element < MYCO_ELEMENT_POINTER;
  int64_t count = is_homogeneous && array->length > 1 ? 1 : array->length;
  for (int64_t i = 0; i < count; ++i) {
    if (!keeps(promise, element_at(array, i))) return false;
  }
  return true;
}

/// Whether `value` is one that the promise admits, converted or not.
static bool keeps(const MycoPromise *promise, MycoValue value) {
  if (!admits(promise, value.tag)) return false;
  return value.tag != MYCO_ARRAY || promise->element == NULL ||
    elements_keep(promise->element, as_array(value.payload));
}

/// The element kind of an array whose elements keep `promise`.
static int32_t promised_element(const MycoPromise *promise) {
  for (int64_t tag = MYCO_NULL; tag <= MYCO_ERROR; ++tag) {
    if (promise->tags == (int64_t)1 << tag) return natural_element(tag);
  }
  return MYCO_ELEMENT_TAGGED;
}

/// Whether elements of an array of `kind` may need a conversion each.
static bool changes_elements(const MycoPromise *promise, int32_t kind) {
  return kind >= MYCO_ELEMENT_POINTER &&
    (promise->converts_int_to_float || promise->element != NULL);
}

/// Whether `value`, which keeps the promise, is in the promised representation.
static bool is_converted(const MycoPromise *promise, MycoValue value) {
  if (value.tag == MYCO_INT) return !promise->converts_int_to_float;
  if (value.tag != MYCO_ARRAY || promise->element == NULL) return true;
  MycoArray *array = as_array(value.payload);
  const MycoPromise *element = promise->element;
  if (array->header.element == MYCO_ELEMENT_NONE) return true;
  int32_t kind = promised_element(element);
  if (array->header.element != kind) return false;
  if (!changes_elements(element, kind)) return true;
  for (int64_t i = 0; i < array->length; ++i) {
    if (!is_converted(element, element_at(array, i))) return false;
  }
  return true;
}

/// Returns `value` (consumed), which keeps the promise, in the promised representation.
static MycoValue converted(const MycoPromise *promise, MycoValue value) {
  if (is_converted(promise, value)) return value;
  if (value.tag == MYCO_INT) return float_value((double)value.payload);
  MycoArray *array = as_array(value.payload);
  const MycoPromise *element = promise->element;
  int32_t kind = promised_element(element);
  if (array->length == 0 || !changes_elements(element, kind)) {
    return object_value(myco_array_convert(array, kind));
  }
  MycoArray *result = myco_array_sized(kind, array->length);
  for (int64_t i = 0; i < array->length; ++i) {
    store_element(result, i, converted(element, myco_array_get(array, i)));
  }
  myco_release(array);
  return object_value(result);
}

MycoValue myco_check_promise(
  int64_t tag, int64_t payload, const MycoPromise *promise, const char *subject,
  const MycoLocation *location
) {
  MycoValue value = {tag, payload};
  if (UNLIKELY(!keeps(promise, value))) {
    myco_raise_annotation(subject, promise->text, tag, location);
  }
  return converted(promise, value);
}
