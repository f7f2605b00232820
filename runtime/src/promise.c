// Annotations that are checked when a value arrives.
#include "map_internal.h"

static bool keeps(const MycoPromise *promise, MycoValue value);

// MARK: Tests

static bool elements_keep(const MycoPromise *promise, MycoArray *array) {
  // Elements that are stored without tags have one type.
  bool is_homogeneous = array->header.element < MYCO_ELEMENT_POINTER;
  int64_t count = is_homogeneous && array->length > 1 ? 1 : array->length;
  for (int64_t i = 0; i < count; ++i) {
    if (!keeps(promise, element_at(array, i))) return false;
  }
  return true;
}

/// Whether keys and values keep promises, which may be null.
static bool entries_keep(const MycoPromise *key, const MycoPromise *value, MycoMap *map) {
  for (int64_t i = myco_map_next(map, 0); i < map->used; i = myco_map_next(map, i + 1)) {
    if (key != NULL && !keeps(key, key_at(map, i))) return false;
    if (value != NULL && !keeps(value, map_value_at(map, i))) return false;
  }
  return true;
}

static bool is_of_classes(const MycoPromise *promise, const MycoInstance *instance) {
  if (promise->classes == NULL) return true;
  for (int64_t i = 0; i < promise->class_count; ++i) {
    if (myco_class_derives(instance->type, promise->classes[i])) return true;
  }
  return false;
}

static bool has_arity(const MycoPromise *promise, const MycoFunction *function) {
  int32_t arity = promise->arity;
  return arity < 0 ||
    (function->info->minimum_arity <= arity && arity <= function->info->maximum_arity);
}

/// Whether `value` is one that this promise, without its alternatives, admits, converted or not.
static bool keeps_this(const MycoPromise *promise, MycoValue value) {
  bool converts = value.tag == MYCO_INT && promise->converts_int_to_float;
  if (!converts && !(promise->tags >> value.tag & 1)) return false;
  switch (value.tag) {
  case MYCO_ARRAY:
    return promise->element == NULL || elements_keep(promise->element, as_array(value.payload));
  case MYCO_SET: return entries_keep(promise->element, NULL, as_map(value.payload));
  case MYCO_MAP:
  case MYCO_OBJECT: return entries_keep(promise->key, promise->element, as_map(value.payload));
  case MYCO_INSTANCE: return is_of_classes(promise, as_instance(value.payload));
  case MYCO_FUNCTION:
  case MYCO_CLASS: return has_arity(promise, as_object(value.payload));
  default: return true;
  }
}

static bool keeps(const MycoPromise *promise, MycoValue value) {
  for (; promise != NULL; promise = promise->alternative) {
    if (keeps_this(promise, value)) return true;
  }
  return false;
}

// MARK: Conversion

static bool is_converted(const MycoPromise *promise, MycoValue value);

/// Whether what `promise` (or null) says of elements of `kind` may ask for a conversion of each.
static bool changes_elements(const MycoPromise *promise, int32_t kind) {
  return kind >= MYCO_ELEMENT_POINTER && promise != NULL &&
    (promise->converts_int_to_float || promise->element != NULL || promise->key != NULL ||
     promise->alternative != NULL);
}

static bool are_elements_converted(const MycoPromise *promise, MycoArray *array) {
  int32_t kind = promise->element_kind;
  if (array->header.element == MYCO_ELEMENT_NONE) return true;
  if (array->header.element != kind) return false;
  if (!changes_elements(promise->element, kind)) return true;
  for (int64_t i = 0; i < array->length; ++i) {
    if (!is_converted(promise->element, element_at(array, i))) return false;
  }
  return true;
}

static bool are_entries_converted(const MycoPromise *promise, MycoMap *map) {
  if (map->key_kind == MYCO_ELEMENT_NONE) return true;
  if (promise->key_kind != MYCO_ELEMENT_NONE && map->key_kind != promise->key_kind) return false;
  if (map->header.kind == MYCO_SET || promise->element == NULL) return true;
  int32_t kind = promise->element_kind;
  if (map->header.element != kind) return false;
  if (!changes_elements(promise->element, kind)) return true;
  for (int64_t i = myco_map_next(map, 0); i < map->used; i = myco_map_next(map, i + 1)) {
    if (!is_converted(promise->element, map_value_at(map, i))) return false;
  }
  return true;
}

/// Whether `value`, which keeps this promise, is in the representation that it asks for.
static bool is_this_converted(const MycoPromise *promise, MycoValue value) {
  switch (value.tag) {
  case MYCO_INT: return !promise->converts_int_to_float;
  case MYCO_ARRAY:
    return promise->element == NULL || are_elements_converted(promise, as_array(value.payload));
  case MYCO_MAP:
  case MYCO_SET:
  case MYCO_OBJECT: return are_entries_converted(promise, as_map(value.payload));
  default: return true;
  }
}

/// Whether an alternative admits `value` as it is.
static bool is_converted(const MycoPromise *promise, MycoValue value) {
  for (; promise != NULL; promise = promise->alternative) {
    if (keeps_this(promise, value) && is_this_converted(promise, value)) return true;
  }
  return false;
}

static MycoValue converted(const MycoPromise *promise, MycoValue value);

static MycoArray *converted_array(const MycoPromise *promise, MycoArray *array) {
  int32_t kind = promise->element_kind;
  if (array->length == 0 || !changes_elements(promise->element, kind)) {
    return myco_array_convert(array, kind);
  }
  MycoArray *result = myco_array_sized(kind, array->length);
  for (int64_t i = 0; i < array->length; ++i) {
    store_element(result, i, converted(promise->element, myco_array_get(array, i)));
  }
  myco_release(array);
  return result;
}

/// Keys need no conversion but that of their layout: a whole Float is the Int anyway.
static MycoMap *converted_map(const MycoPromise *promise, MycoMap *map) {
  bool has_kind = promise->key_kind != MYCO_ELEMENT_NONE;
  int32_t key_kind = has_kind ? promise->key_kind : map->key_kind;
  int32_t kind = promise->element == NULL ? map->header.element : promise->element_kind;
  if (map->size == 0 || map->header.kind == MYCO_SET ||
      !changes_elements(promise->element, kind)) {
    return myco_map_convert(map, key_kind, kind);
  }
  MycoMap *result = myco_map_allocate(map->header.kind, key_kind, kind, map->size);
  for (int64_t i = myco_map_next(map, 0); i < map->used; i = myco_map_next(map, i + 1)) {
    MycoValue key = myco_map_key_at(map, i);
    MycoValue value = converted(promise->element, myco_map_value_at(map, i));
    result = myco_map_set(result, key.tag, key.payload, value.tag, value.payload);
  }
  myco_release(map);
  return myco_map_convert(result, key_kind, kind);
}

/// Returns `value` (consumed), which keeps the promise, in the representation that it asks for.
static MycoValue converted(const MycoPromise *promise, MycoValue value) {
  if (is_converted(promise, value)) return value;
  while (!keeps_this(promise, value)) promise = promise->alternative;
  switch (value.tag) {
  case MYCO_INT: return float_value((double)value.payload);
  case MYCO_ARRAY: return object_value(converted_array(promise, as_array(value.payload)));
  default: return object_value(converted_map(promise, as_map(value.payload)));
  }
}

MycoValue myco_check_promise(
  int64_t tag, int64_t payload, const MycoPromise *promise, const char *subject,
  const MycoLocation *location
) {
  MycoValue value = {tag, payload};
  if (LIKELY(keeps(promise, value))) return converted(promise, value);
  myco_raise_annotation(subject, promise->text, tag, payload, location);
  myco_release_value(tag, payload);
  return null_value();
}

bool myco_value_is(int64_t tag, int64_t payload, const MycoPromise *promise) {
  return keeps(promise, (MycoValue){tag, payload});
}
