// The iterative free.
//
// A dead object that refers to others waits in a list for its references to be ended. The list runs
// through the objects themselves: a word of arrays and maps, or the first slot of an object with a
// layout, whose reference is ended first. So nothing recurses, and nothing is allocated.
#include "children.h"

#include <stdlib.h>

/// The list of dead objects.
typedef struct Dead {
  void *first;
} Dead;

/// The word of slot `i` of an object that holds its pointer.
static void **slot_word(void *object, const MycoLayout *layout, int32_t i) {
  bool is_tagged = layout->slots[i].kind == MYCO_ELEMENT_TAGGED;
  return (void **)(void *)((char *)object + layout->slots[i].offset + (is_tagged ? 8 : 0));
}

static void free_error(MycoError *error) {
  myco_release(error->kind);
  myco_release(error->message);
  free(error->trace);
  myco_free(error);
}

static void link(Dead *dead, void **word, void *object) {
  *word = dead->first;
  dead->first = object;
}

/// Frees a dead object, or puts it onto the list. Returns the object, or null, to which a reference
/// of it is still to be ended.
static void *bury(void *object, Dead *dead) {
  MycoHeader *header = object;
  switch (header->kind) {
  case MYCO_STRING:
  case MYCO_RANGE: break;
  case MYCO_ERROR:
    free_error(object);
    return NULL;
  case MYCO_ARRAY:
    if (header->element < MYCO_ELEMENT_POINTER) break;
    link(dead, (void **)(void *)&((MycoArray *)object)->reserved, object);
    return NULL;
  case MYCO_MAP:
  case MYCO_SET:
  case MYCO_OBJECT: {
    MycoMap *map = object;
    if (map->key_kind < MYCO_ELEMENT_POINTER && header->element < MYCO_ELEMENT_POINTER) break;
    link(dead, (void **)(void *)&map->reserved, object);
    return NULL;
  }
  case MYCO_INSTANCE:
  case MYCO_FUNCTION:
  case MYCO_CLASS:
  case MYCO_CELL: {
    const MycoLayout *layout = layout_of(header);
    if (layout == NULL) break;
    void *child = slot_object(object, layout, 0);
    link(dead, slot_word(object, layout, 0), object);
    return child;
  }
  default: myco_internal_error("an object of an unknown kind was freed");
  }
  myco_free(object);
  return NULL;
}

/// Ends one of the references that a dead object holds; `object` may be null.
static void release_child(void *object, Dead *dead) {
  while (object != NULL) {
    MycoHeader *header = object;
    if (header->count != 0) {
      if (header->count > 0) {
        --header->count;
        if (myco_makes_cycles) myco_note_suspect(object);
      }
      return;
    }
    object = bury(object, dead);
  }
}

static void release_child_value(MycoValue value, Dead *dead) {
  if (value.tag >= MYCO_STRING) release_child(as_object(value.payload), dead);
}

static void release_elements(MycoArray *array, Dead *dead) {
  for (int64_t i = 0; i < array->length; ++i) release_child_value(element_at(array, i), dead);
}

static void release_entries(MycoMap *map, Dead *dead) {
  for (int64_t i = myco_map_next(map, 0); i < map->used; i = myco_map_next(map, i + 1)) {
    release_child_value(key_at(map, i), dead);
    release_child_value(map_value_at(map, i), dead);
  }
}

static void release_slots(void *object, const MycoLayout *layout, Dead *dead) {
  for (int32_t i = 1; i < layout->count; ++i) {
    release_child(slot_object(object, layout, i), dead);
  }
}

/// Takes an object off the list, ends its references, and frees it.
static void free_first(Dead *dead) {
  void *object = dead->first;
  MycoHeader *header = object;
  if (header->kind == MYCO_ARRAY) {
    dead->first = as_object(((MycoArray *)object)->reserved);
    release_elements(object, dead);
  } else if (is_map_kind(header->kind)) {
    dead->first = as_object(((MycoMap *)object)->reserved);
    release_entries(object, dead);
  } else {
    const MycoLayout *layout = layout_of(header);
    dead->first = *slot_word(object, layout, 0);
    release_slots(object, layout, dead);
  }
  myco_free(object);
}

void myco_release_last(void *object) {
  Dead dead = {NULL};
  release_child(object, &dead);
  while (dead.first != NULL) free_first(&dead);
}
