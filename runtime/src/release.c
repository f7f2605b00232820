// The iterative free.
//
// A dead object that refers to others waits for its references to be ended: on a short stack, or,
// where that has no room, in a list that runs through the objects themselves: a word of arrays and
// maps, or the first slot of an object with a layout, whose reference is ended first. So nothing
// recurses, and nothing is allocated.
#include "children.h"

enum { STACK_SIZE = 64 };

/// The dead objects that are not freed yet.
typedef struct Dead {
  /// The first of the list.
  void *first;
  /// The number of those on the stack, which have layouts.
  int64_t depth;
  void *stack[STACK_SIZE];
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

/// Frees a dead object, or lets it wait. Returns the object, or null, to which a reference of it is
/// still to be ended.
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
    if (LIKELY(dead->depth < STACK_SIZE)) {
      dead->stack[dead->depth++] = object;
      return NULL;
    }
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
    COUNT(releases, 1);
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

/// Ends the references in the slots of `object` from `first` on, and frees it.
static void free_slots(void *object, const MycoLayout *layout, int32_t first, Dead *dead) {
  for (int32_t i = first; i < layout->count; ++i) {
    release_child(slot_object(object, layout, i), dead);
  }
  myco_free(object);
}

/// Frees what is on the stack.
static void free_stack(Dead *dead) {
  while (dead->depth > 0) {
    void *object = dead->stack[--dead->depth];
    free_slots(object, layout_of(object), 0, dead);
  }
}

static void free_elements(MycoArray *array, Dead *dead) {
  for (int64_t i = 0; i < array->length; ++i) {
    release_child_value(element_at(array, i), dead);
    free_stack(dead);
  }
  myco_free(array);
}

static void free_entries(MycoMap *map, Dead *dead) {
  for (int64_t i = myco_map_next(map, 0); i < map->used; i = myco_map_next(map, i + 1)) {
    release_child_value(key_at(map, i), dead);
    release_child_value(map_value_at(map, i), dead);
    free_stack(dead);
  }
  myco_free(map);
}

/// Takes an object off the list and frees it.
static void free_first(Dead *dead) {
  void *object = dead->first;
  MycoHeader *header = object;
  if (header->kind == MYCO_ARRAY) {
    dead->first = as_object(((MycoArray *)object)->reserved);
    free_elements(object, dead);
  } else if (is_map_kind(header->kind)) {
    dead->first = as_object(((MycoMap *)object)->reserved);
    free_entries(object, dead);
  } else {
    const MycoLayout *layout = layout_of(header);
    dead->first = *slot_word(object, layout, 0);
    free_slots(object, layout, 1, dead);
  }
}

void myco_release_last(void *object) {
  Dead dead;
  dead.first = NULL;
  dead.depth = 0;
  release_child(bury(object, &dead), &dead);
  free_stack(&dead);
  while (dead.first != NULL) {
    free_first(&dead);
    free_stack(&dead);
  }
}
