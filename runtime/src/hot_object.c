// Instances, functions and cells, for inlining. No static state.
#include "internal.h"

void *myco_object_allocate(
  const MycoLayout *layout, int32_t kind, int32_t element, const void *descriptor
) {
  char *object = myco_allocate(layout->size, kind, element);
  memcpy(object + 8, &descriptor, sizeof descriptor);
  memset(object + 16, 0, (size_t)layout->size - 16);
  return object;
}

void *myco_instance_unique(MycoInstance *instance) {
  if (LIKELY(instance->header.count == 0 || !instance->type->is_value)) return instance;
  return myco_instance_copy_shared(instance);
}

bool myco_class_derives(const MycoClass *type, const MycoClass *base) {
  for (; type != NULL; type = type->base) {
    if (type == base) return true;
  }
  return false;
}
