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

typedef void Visit(MycoHeader *child);

static inline void visit_value(MycoValue value, Visit *visit) {
  if (value.tag >= MYCO_STRING) visit(as_object(value.payload));
}

static inline void visit_entries(MycoMap *map, Visit *visit) {
  for (int64_t i = myco_map_next(map, 0); i < map->used; i = myco_map_next(map, i + 1)) {
    visit_value(key_at(map, i), visit);
    visit_value(map_value_at(map, i), visit);
  }
}

static inline void visit_slots(MycoHeader *object, Visit *visit) {
  const MycoLayout *layout = layout_of(object);
  for (int32_t i = 0; layout != NULL && i < layout->count; ++i) {
    MycoHeader *child = slot_object(object, layout, i);
    if (child != NULL) visit(child);
  }
}

/// Calls `visit` with each object that `object` refers to, as often as it does.
static inline void for_each_child(MycoHeader *object, Visit *visit) {
  switch (object->kind) {
  case MYCO_STRING:
  case MYCO_RANGE:
  case MYCO_TICKET: break;
  case MYCO_ARRAY: {
    MycoArray *array = (MycoArray *)object;
    for (int64_t i = 0; i < array->length; ++i) visit_value(element_at(array, i), visit);
    break;
  }
  case MYCO_MAP:
  case MYCO_SET:
  case MYCO_OBJECT: visit_entries((MycoMap *)object, visit); break;
  case MYCO_ERROR:
    visit(&((MycoError *)object)->kind->header);
    visit(&((MycoError *)object)->message->header);
    break;
  default: visit_slots(object, visit);
  }
}

#endif
