// The backup collector, for garbage that reference counts keep alive because it is cyclic.
//
// An object that loses a reference but not its last one is a suspect: it may be part of a cycle
// that nothing else refers to. When there are enough of them, trial deletion decides (Bacon and
// Rajan, "Concurrent Cycle Collection in Reference Counted Systems", 2001, the synchronous one). It
// subtracts from the count of each object that suspects lead to the references from among these
// objects. What has references left then is in use, with all that it leads to, and gets its counts
// back; the rest is garbage. Everything is iterative, with explicit stacks.
//
// Only objects that may be part of a cycle are walked over: containers of objects, and instances,
// functions and cells whose layout says so. What is garbage but for a way through others is found
// later: freeing the others makes it a suspect.
#include "children.h"

#include <stdlib.h>

/// States of objects during a collection; in between all are in use.
enum {
  IN_USE = 0 << 7,
  /// The references from it are subtracted.
  TRIED = 1 << 7,
  GARBAGE = 2 << 7,
  /// To be freed: garbage that was found, or a suspect that died.
  DEAD = 3 << 7,
};

enum {
  /// A collection takes place when there are so many suspects at least,
#ifdef MYCO_CHECK
  LEAST_SUSPECTS = 4,
#else
  LEAST_SUSPECTS = 4 << 10,
#endif
  /// or after so many bytes of large blocks at least.
  LEAST_LARGE_BYTES = 64 << 20,
  /// A suspect pays for walking over so many objects,
  OBJECTS_PER_SUSPECT = 2,
  /// and so many bytes for one of them.
  BYTES_PER_OBJECT = 64,
};

typedef struct Suspect {
  MycoHeader *object;
  /// The units of its block.
  uint16_t units;
} Suspect;

/// A stack of objects.
typedef struct Stack {
  MycoHeader **objects;
  int64_t count;
  int64_t capacity;
} Stack;

bool myco_makes_cycles;

static Suspect *suspects;
static int64_t suspect_count;
static int64_t suspect_capacity;

/// When the next collection takes place.
static int64_t suspect_limit = LEAST_SUSPECTS;
static int64_t large_limit = LEAST_LARGE_BYTES;

/// Objects whose references are to be walked over.
static Stack pending;
static int64_t tried_count;

/// Returns `items` with room for more than `*capacity` items of `size` bytes.
static void *grown(void *items, int64_t *capacity, size_t size) {
  *capacity = *capacity == 0 ? 1 << 10 : 2 * *capacity;
  void *moved = realloc(items, (size_t)*capacity * size);
  if (UNLIKELY(moved == NULL)) myco_raise_out_of_memory(NULL);
  return moved;
}

static void push(Stack *stack, MycoHeader *object) {
  if (UNLIKELY(stack->count == stack->capacity)) {
    stack->objects = grown(stack->objects, &stack->capacity, sizeof *stack->objects);
  }
  stack->objects[stack->count++] = object;
}

static MycoHeader *pop(Stack *stack) { return stack->objects[--stack->count]; }

static int32_t state_of(const MycoHeader *object) { return object->flags & MYCO_STATE_MASK; }

static void set_state(MycoHeader *object, int32_t state) {
  object->flags = (uint16_t)((object->flags & ~MYCO_STATE_MASK) | state);
}

// MARK: Suspects

/// Whether the object, by itself, may be part of a cycle.
static bool may_cycle(const MycoHeader *object) {
  switch (object->kind) {
  case MYCO_ARRAY: return object->element >= MYCO_ELEMENT_POINTER;
  case MYCO_MAP:
  case MYCO_SET:
  case MYCO_OBJECT:
    return object->element >= MYCO_ELEMENT_POINTER
      || ((const MycoMap *)object)->key_kind == MYCO_ELEMENT_TAGGED;
  case MYCO_INSTANCE:
  case MYCO_FUNCTION:
  case MYCO_CLASS:
  case MYCO_CELL: {
    const MycoLayout *layout = layout_of(object);
    return layout != NULL && layout->may_cycle;
  }
  default: return false;
  }
}

void myco_note_suspect(void *object) {
  MycoHeader *header = object;
  if (myco_is_suspect(header) || !may_cycle(header)) return;
  if (UNLIKELY(suspect_count == suspect_capacity)) {
    suspects = grown(suspects, &suspect_capacity, sizeof *suspects);
  }
  suspects[suspect_count++] = (Suspect){header, header->flags & MYCO_UNITS_MASK};
  header->flags = (uint16_t)((header->flags & ~MYCO_UNITS_MASK) | MYCO_IS_SUSPECT);
}

void myco_leave_suspect(void *object) { set_state(object, DEAD); }

void myco_collect_when_due(void) {
  if (suspect_count >= suspect_limit || myco_large_bytes >= large_limit) myco_collect_cycles();
}

void myco_suspect(void *object) {
  myco_note_suspect(object);
  myco_collect_when_due();
}

bool myco_end_cyclic_reference(void *object) {
  bool is_last = myco_end_reference(object);
  if (!is_last) myco_collect_when_due();
  return is_last;
}

/// Frees the suspects that died.
static void free_dead_suspects(void) {
  int64_t kept = 0;
  for (int64_t i = 0; i < suspect_count; ++i) {
    MycoHeader *object = suspects[i].object;
    if (state_of(object) != DEAD) {
      suspects[kept++] = suspects[i];
      continue;
    }
    object->flags = suspects[i].units;
    myco_free(object);
    COUNT(frees, -1);
  }
  suspect_count = kept;
}

/// Empties the table.
static void clear_suspects(void) {
  for (int64_t i = 0; i < suspect_count; ++i) {
    MycoHeader *object = suspects[i].object;
    object->flags = (uint16_t)((object->flags & ~MYCO_IS_SUSPECT) | suspects[i].units);
  }
  suspect_count = 0;
}

// MARK: Trial deletion

/// Whether references to the object are subtracted: it is one to walk over and no constant.
static bool is_traced(const MycoHeader *object) {
  return may_cycle(object) && (object->count >= 0 || state_of(object) != IN_USE);
}

static void walk(Visit *visit) {
  while (pending.count > 0) for_each_child(pop(&pending), visit);
}

static void begin_trial(MycoHeader *object) {
  ++tried_count;
  set_state(object, TRIED);
  push(&pending, object);
}

static void subtract(MycoHeader *child) {
  if (!is_traced(child)) return;
  if (state_of(child) == IN_USE) begin_trial(child);
  --child->count;
}

static void restore(MycoHeader *child) {
  if (!is_traced(child)) return;
  ++child->count;
  if (state_of(child) == IN_USE) return;
  set_state(child, IN_USE);
  push(&pending, child);
}

static Stack undecided;

static void decide_later(MycoHeader *child) {
  if (is_traced(child) && state_of(child) == TRIED) push(&undecided, child);
}

/// Tells what is in use from what is garbage among what `root` leads to.
static void decide(MycoHeader *root) {
  push(&undecided, root);
  while (undecided.count > 0) {
    MycoHeader *object = pop(&undecided);
    if (state_of(object) != TRIED) continue;
    if (object->count >= 0) {
      set_state(object, IN_USE);
      push(&pending, object);
      walk(restore);
    } else {
      set_state(object, GARBAGE);
      for_each_child(object, decide_later);
    }
  }
}

// MARK: Garbage

static Stack garbage;

static void gather(MycoHeader *child) {
  if (!may_cycle(child) || state_of(child) != GARBAGE) return;
  set_state(child, DEAD);
  push(&garbage, child);
  push(&pending, child);
}

static void release_untraced(MycoHeader *child) {
  if (!may_cycle(child)) myco_release(child);
}

static void free_garbage(void) {
  for (int64_t i = 0; i < garbage.count; ++i) {
    for_each_child(garbage.objects[i], release_untraced);
  }
  for (int64_t i = 0; i < garbage.count; ++i) myco_free(garbage.objects[i]);
  garbage.count = 0;
}

void myco_collect_cycles(void) {
  tried_count = 0;
  free_dead_suspects();
  for (int64_t i = 0; i < suspect_count; ++i) {
    MycoHeader *object = suspects[i].object;
    if (is_traced(object) && state_of(object) == IN_USE) begin_trial(object);
    walk(subtract);
  }
  for (int64_t i = 0; i < suspect_count; ++i) decide(suspects[i].object);
  for (int64_t i = 0; i < suspect_count; ++i) {
    gather(suspects[i].object);
    walk(gather);
  }
  clear_suspects();
  free_garbage();
  int64_t paid = tried_count / OBJECTS_PER_SUSPECT;
  suspect_limit = paid > LEAST_SUSPECTS ? paid : LEAST_SUSPECTS;
  int64_t bytes = tried_count * BYTES_PER_OBJECT;
  large_limit = myco_large_bytes + (bytes > LEAST_LARGE_BYTES ? bytes : LEAST_LARGE_BYTES);
}
