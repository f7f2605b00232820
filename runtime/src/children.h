/// What objects refer to, for those who walk over them.
#ifndef MYCO_CHILDREN_H
#define MYCO_CHILDREN_H

#include "map_internal.h"

/// The layout of an instance, a function, a class, or a cell; null if it has no slots.
static inline const MycoLayout *layout_of(const MycoHeader *header) {
  const MycoLayout *layout;
  switch (header->kind) {
  case MYCO_INSTANCE: layout = ((const MycoInstance *)header)->type->layout; break;
  case MYCO_CELL: layout = ((const MycoCell *)header)->layout; break;
  default: layout = ((const MycoFunction *)header)->info->layout; break;
  }
  return layout == NULL || layout->count == 0 ? NULL : layout;
}

/// The object that slot `i` refers to, or null.
static inline void *slot_object(void *object, const MycoLayout *layout, int32_t i) {
  const char *slot = (char *)object + layout->slots[i].offset;
  if (layout->slots[i].kind == MYCO_ELEMENT_POINTER) return *(void *const *)(const void *)slot;
  MycoValue value = *(const MycoValue *)(const void *)slot;
  return value.tag >= MYCO_STRING ? as_object(value.payload) : NULL;
}

#endif
