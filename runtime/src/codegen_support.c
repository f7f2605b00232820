// What the code generator needs beside the operations of the language.
#include "map_internal.h"

MycoArray *myco_array_convert_nested(MycoArray *array, const uint8_t *kinds, int64_t depth) {
  array = myco_array_convert(array, kinds[0]);
  if (depth == 1 || array->length == 0) return array;
  array = myco_array_unique(array);
  for (int64_t i = 0; i < array->length; ++i) {
    MycoArray *element = pointers(array)[i];
    if (element == NULL) continue;
    pointers(array)[i] = myco_array_convert_nested(element, kinds + 1, depth - 1);
  }
  return array;
}

static bool has_shape(void *object, const MycoShape *shape);

static bool elements_have_shape(MycoArray *array, const MycoShape *shape) {
  for (int64_t i = 0; i < array->length; ++i) {
    void *element = pointers(array)[i];
    if (element != NULL && !has_shape(element, shape)) return false;
  }
  return true;
}

static bool values_have_shape(MycoMap *map, const MycoShape *shape) {
  for (int64_t i = myco_map_next(map, 0); i < map->used; i = myco_map_next(map, i + 1)) {
    MycoValue value = map_value_at(map, i);
    if (value.tag != MYCO_NULL && !has_shape(as_object(value.payload), shape)) return false;
  }
  return true;
}

/// Whether a collection is stored as `shape` says.
static bool has_shape(void *object, const MycoShape *shape) {
  if (((MycoHeader *)object)->kind == MYCO_ARRAY) {
    MycoArray *array = object;
    if (array->header.element == MYCO_ELEMENT_NONE) return true;
    return array->header.element == shape->element_kind &&
      (shape->element == NULL || elements_have_shape(array, shape->element));
  }
  MycoMap *map = object;
  if (map->key_kind == MYCO_ELEMENT_NONE) return true;
  return map->key_kind == shape->key_kind && map->header.element == shape->element_kind &&
    (shape->element == NULL || values_have_shape(map, shape->element));
}

static MycoArray *shaped_array(MycoArray *array, const MycoShape *shape) {
  array = myco_array_convert(array, shape->element_kind);
  if (shape->element == NULL || array->length == 0) return array;
  array = myco_array_unique(array);
  for (int64_t i = 0; i < array->length; ++i) {
    void **element = pointers(array) + i;
    if (*element != NULL) *element = myco_convert_shape(*element, shape->element);
  }
  return array;
}

static MycoMap *shaped_map(MycoMap *map, const MycoShape *shape) {
  map = myco_map_convert(map, shape->key_kind, shape->element_kind);
  if (shape->element == NULL || map->size == 0) return map;
  map = myco_map_unique(map);
  for (int64_t i = myco_map_next(map, 0); i < map->used; i = myco_map_next(map, i + 1)) {
    void **value = (void **)(void *)value_place(map, i);
    if (*value != NULL) *value = myco_convert_shape(*value, shape->element);
  }
  return map;
}

void *myco_convert_shape(void *object, const MycoShape *shape) {
  if (has_shape(object, shape)) return object;
  if (((MycoHeader *)object)->kind == MYCO_ARRAY) return shaped_array(object, shape);
  return shaped_map(object, shape);
}
