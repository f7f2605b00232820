// Instances, functions and cells, for inlining. No static state.
#include "internal.h"

/// Sets what stands behind the header of a new object; returns it.
static inline void *begin_content(
  char *object, const MycoLayout *layout, const void *descriptor
) {
  memcpy(object + 8, &descriptor, sizeof descriptor);
  memset(object + 16, 0, (size_t)layout->size - 16);
  return object;
}

void *myco_object_allocate(
  const MycoLayout *layout, int32_t kind, int32_t element, const void *descriptor
) {
  return begin_content(myco_allocate(layout->size, kind, element), layout, descriptor);
}

void *myco_object_reuse(
  void *block, const MycoLayout *layout, int32_t kind, int32_t element, const void *descriptor
) {
#ifdef MYCO_CHECK
  if (block != NULL) COUNT(reuses, 1);
  myco_free_block(block);
#else
  if (LIKELY(block != NULL)) {
    // What was there had fields of other types, of which no access may move behind this.
    __asm__ volatile("" : "+r"(block) : : "memory");
    uint64_t units = ((uint64_t)layout->size + 15) / 16;
    MycoHeader header = {0, (uint8_t)kind, (uint8_t)element, (uint16_t)units};
    memcpy(block, &header, sizeof header);
    return begin_content(block, layout, descriptor);
  }
#endif
  return myco_object_allocate(layout, kind, element, descriptor);
}

void *myco_object_on_stack(
  void *memory, const MycoLayout *layout, int32_t kind, int32_t element, const void *descriptor
) {
#ifdef MYCO_CHECK
  (void)memory;
  return begin_content(myco_stack_block(layout->size, kind, element), layout, descriptor);
#else
  MycoHeader header = {-1, (uint8_t)kind, (uint8_t)element, 0};
  memcpy(memory, &header, sizeof header);
  return begin_content(memory, layout, descriptor);
#endif
}

void myco_end_on_stack(void *object) {
#ifdef MYCO_CHECK
  if (((MycoHeader *)object)->count != 0) {
    myco_internal_error("an object on the stack is still referred to when it ends");
  }
  myco_block_free(object);
#else
  (void)object;
#endif
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
