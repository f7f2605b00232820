// The search for leaks: the list of the objects that are alive, and its report.
//
// At the end of a program nothing refers to objects but objects. Of those that are alive, one that
// has more references than they hold was lost, by an error of the compiler, and keeps alive what it
// refers to. The others keep each other alive: they are in cycles of references, or reached from
// one.
#ifdef MYCO_CHECK
#include "children.h"

#include <malloc.h>
#include <stdio.h>

/// Stands before each object.
typedef struct Link {
  struct Link *next;
  struct Link *previous;
  /// The number of references to the object in those that are alive.
  int64_t inner;
  /// Links the objects that were found to be lost; `not_lost` in others.
  struct Link *lost;
} Link;

enum { OBJECT_OFFSET = sizeof(Link) };
_Static_assert(OBJECT_OFFSET % 16 == 0, "objects are aligned to 16 bytes");

MycoCounts myco_counts;

static Link alive = {&alive, &alive, 0, NULL};
static Link not_lost;

static void *object_of(Link *link) { return (char *)link + OBJECT_OFFSET; }
static Link *link_of(void *object) { return (Link *)(void *)((char *)object - OBJECT_OFFSET); }

/// Enters a new or moved block into the list; returns its object's place.
static void *enter(Link *link, Link *previous, Link *next) {
  *link = (Link){next, previous, 0, &not_lost};
  previous->next = next->previous = link;
  return object_of(link);
}

void *myco_block_allocate(size_t size, bool zeroed) {
  if (size > SIZE_MAX - OBJECT_OFFSET) return NULL;
  Link *link = zeroed ? calloc(1, size + OBJECT_OFFSET) : malloc(size + OBJECT_OFFSET);
  return link == NULL ? NULL : enter(link, &alive, alive.next);
}

void *myco_block_resize(void *block, size_t size) {
  if (size > SIZE_MAX - OBJECT_OFFSET) return NULL;
  Link *link = realloc(link_of(block), size + OBJECT_OFFSET);
  return link == NULL ? NULL : enter(link, link->previous, link->next);
}

void myco_block_free(void *block) {
  Link *link = link_of(block);
  link->previous->next = link->next;
  link->next->previous = link->previous;
  free(link);
}

void *myco_ticket_make(void) {
  void *ticket = myco_block_allocate(sizeof(MycoHeader), false);
  if (ticket == NULL) myco_raise_out_of_memory(NULL);
  MycoHeader header = {0, MYCO_TICKET, 0, 0};
  memcpy(ticket, &header, sizeof header);
  return ticket;
}

void *myco_stack_block(int64_t size, int32_t kind, int32_t element) {
  void *block = myco_block_allocate((size_t)size, false);
  if (block == NULL) myco_raise_out_of_memory(NULL);
  MycoHeader header = {0, (uint8_t)kind, (uint8_t)element, 0};
  memcpy(block, &header, sizeof header);
  COUNT(on_stack, 1);
  return block;
}

void myco_abandon_memory(void) {
  while (alive.next != &alive) myco_block_free(object_of(alive.next));
  malloc_trim(0);
}

void myco_print_counts(void) {
  const char *wanted = getenv("MYCO_STATS");
  if (wanted == NULL || strcmp(wanted, "1") != 0) return;
  MycoCounts counts = myco_counts;
  fprintf(stderr, "myco: %lld allocations, %lld frees, %lld alive, %lld reuses, ",
          (long long)counts.allocations, (long long)counts.frees,
          (long long)(counts.allocations - counts.frees), (long long)counts.reuses);
  fprintf(stderr, "%lld on the stack, %lld copies, %lld retains, %lld releases\n",
          (long long)counts.on_stack, (long long)counts.copies, (long long)counts.retains,
          (long long)counts.releases);
}

// MARK: The search

static Link *pending;

/// Whether the object is one that can die; others are in no list.
static bool is_mortal(const MycoHeader *object) { return object->count >= 0; }

static void count_reference(MycoHeader *child) {
  if (is_mortal(child)) ++link_of(child)->inner;
}

static void lose(MycoHeader *child) {
  if (!is_mortal(child)) return;
  Link *link = link_of(child);
  if (link->lost != &not_lost) return;
  link->lost = pending;
  pending = link;
}

/// Finds the objects that were lost, and those that they keep alive.
static void find_lost(void) {
  for (Link *i = alive.next; i != &alive; i = i->next) {
    for_each_child(object_of(i), count_reference);
  }
  for (Link *i = alive.next; i != &alive; i = i->next) {
    MycoHeader *object = object_of(i);
    if (object->count + (int64_t)1 > i->inner) lose(object);
  }
  while (pending != NULL) {
    Link *next = pending;
    pending = next->lost;
    for_each_child(object_of(next), lose);
  }
}

// MARK: The report

/// How many objects have a name.
typedef struct Kind {
  const char *name;
  int64_t count;
} Kind;

static const char *kind_name(void *object) {
  if (((MycoHeader *)object)->kind == MYCO_CELL) return "captured variable";
  if (((MycoHeader *)object)->kind == MYCO_TICKET) return "kept block";
  MycoValue value = object_value(object);
  return myco_type_text(value.tag, value.payload);
}

/// Orders by number, the largest first, then by name.
static int compare_kinds(const void *left, const void *right) {
  const Kind *a = left, *b = right;
  if (a->count != b->count) return a->count > b->count ? -1 : 1;
  return strcmp(a->name, b->name);
}

/// Returns the kinds of those objects alive that are lost iff `lost`; sets their numbers.
static Kind *collect_kinds(bool lost, int64_t *kind_count, int64_t *object_count) {
  Kind *kinds = NULL;
  *kind_count = *object_count = 0;
  for (Link *i = alive.next; i != &alive; i = i->next) {
    if ((i->lost != &not_lost) != lost) continue;
    const char *name = kind_name(object_of(i));
    int64_t found = 0;
    while (found < *kind_count && strcmp(kinds[found].name, name) != 0) ++found;
    if (found == *kind_count) {
      kinds = realloc(kinds, (size_t)(found + 1) * sizeof(Kind));
      if (kinds == NULL) myco_raise_out_of_memory(NULL);
      kinds[found] = (Kind){name, 0};
      ++*kind_count;
    }
    ++kinds[found].count;
    ++*object_count;
  }
  return kinds;
}

/// Reports those objects alive that are lost iff `lost`, if there are any.
static void report(bool lost, const char *reason) {
  enum { SHOWN = 20 };
  int64_t kind_count, object_count;
  Kind *kinds = collect_kinds(lost, &kind_count, &object_count);
  if (object_count == 0) return;
  qsort(kinds, (size_t)kind_count, sizeof(Kind), compare_kinds);
  fprintf(stderr, "myco: leak: %lld object%s %s:", (long long)object_count,
          object_count == 1 ? "" : "s", reason);
  for (int64_t i = 0; i < kind_count && i < SHOWN; ++i) {
    fprintf(stderr, "%s %lld %s", i == 0 ? "" : ",", (long long)kinds[i].count, kinds[i].name);
  }
  fprintf(stderr, kind_count > SHOWN ? ", ...\n" : "\n");
  free(kinds);
}

/// Frees the cycles that the collector finds. What it frees may have kept others.
static void collect_all_cycles(void) {
  int64_t frees;
  do {
    frees = myco_counts.frees;
    myco_collect_cycles();
  } while (myco_counts.frees > frees);
}

int myco_report_leaks(void) {
  collect_all_cycles();
  if (alive.next == &alive) return 0;
  find_lost();
  report(false, "in cycles of references, or reached from one");
  report(true, "lost");
  return 1;
}
#endif
