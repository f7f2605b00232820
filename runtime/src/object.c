// Instances and functions as values.
#include "children.h"
#include "internal.h"

#include <stdio.h>

bool myco_is_instance(int64_t tag, int64_t payload, const MycoClass *type) {
  return tag == MYCO_INSTANCE && myco_class_derives(as_instance(payload)->type, type);
}

static void retain_child(MycoHeader *child) { myco_retain(child); }

void *myco_instance_copy_shared(MycoInstance *instance) {
  const MycoLayout *layout = instance->type->layout;
  char *copy = myco_object_allocate(layout, MYCO_INSTANCE, 0, instance->type);
  memcpy(copy + 16, (const char *)instance + 16, (size_t)layout->size - 16);
  for_each_child((MycoHeader *)copy, retain_child);
  myco_release(instance);
  return copy;
}

int64_t myco_new_token(void) {
  static int64_t last;
  return ++last;
}

static int64_t token_of(const MycoFunction *function) {
  int64_t token;
  memcpy(&token, (const char *)function + function->info->token_offset, sizeof token);
  return token;
}

bool myco_function_equal(const MycoFunction *left, const MycoFunction *right) {
  if (left == right) return true;
  if (left == NULL || right == NULL || left->info != right->info) return false;
  return left->info->token_offset != 0 && token_of(left) == token_of(right);
}

/// Raises the ArgumentError of a call with `count` arguments.
MYCO_COLD static void raise_arity(
  const MycoFunctionInfo *info, int64_t count, const MycoLocation *location
) {
  char expected[64];
  if (info->minimum_arity == info->maximum_arity) {
    snprintf(expected, sizeof expected, "%d", info->minimum_arity);
  } else {
    snprintf(expected, sizeof expected, "%d to %d", info->minimum_arity, info->maximum_arity);
  }
  const char *name = info->name == NULL ? "the function" : info->name;
  myco_raise_arguments(name, expected, count, location);
}

MycoValue myco_call_value(
  int64_t tag, int64_t payload, const MycoValue *arguments, int64_t count,
  const MycoLocation *location
) {
  if (UNLIKELY(tag != MYCO_FUNCTION && tag != MYCO_CLASS)) {
    myco_raise_not_callable(tag, payload, location);
    return null_value();
  }
  MycoFunction *function = as_object(payload);
  const MycoFunctionInfo *info = function->info;
  if (UNLIKELY(info->maximum_arity < 0)) {
    // A predeclared type.
    myco_raise_not_callable(tag, payload, location);
    return null_value();
  }
  if (UNLIKELY(count < info->minimum_arity || count > info->maximum_arity)) {
    raise_arity(info, count, location);
    return null_value();
  }
  return info->entry(function, arguments, count);
}

MycoValue myco_object_make(int64_t tag, int64_t payload) {
  (void)tag;
  MycoMap *map = as_object(payload);
  MycoMap *object =
    myco_map_allocate(MYCO_OBJECT, MYCO_ELEMENT_POINTER, MYCO_ELEMENT_TAGGED, map->size);
  for (int64_t i = myco_map_next(map, 0); i < map->used; i = myco_map_next(map, i + 1)) {
    MycoValue key = myco_map_key_at(map, i), value = myco_map_value_at(map, i);
    object = myco_map_set(object, key.tag, key.payload, value.tag, value.payload);
  }
  return object_value(object);
}
