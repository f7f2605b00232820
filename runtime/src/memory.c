// The allocator's slow paths.
//
// Blocks of up to 512 bytes come from a free list per multiple of 16 bytes, filled in batches from
// chunks that grow from 64 KiB to 1 MiB. Larger ones come from malloc, whose realloc can remap.
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum {
  FIRST_CHUNK = 64 << 10,
  LARGEST_CHUNK = 1 << 20,
  BATCH = 4 << 10,
  /// From this size on, blocks ask for huge pages.
  HUGE_BLOCK = 4 << 20,
  PAGE = 4 << 10,
};

void *myco_free_lists[MYCO_MAXIMUM_UNITS + 1];
int64_t myco_allocated_count;
int64_t myco_freed_count;
int64_t myco_large_bytes;

/// Asks for huge pages for a large block: filling one then takes half the time. The system may
/// decline. Blocks that grow do not ask: moving huge pages costs more than they save.
static void *advise_huge(void *block, size_t size) {
  if (block != NULL && size >= HUGE_BLOCK) {
    uintptr_t start = ((uintptr_t)block + PAGE - 1) & ~(uintptr_t)(PAGE - 1);
    madvise((void *)start, (size - PAGE) & ~(size_t)(PAGE - 1), MADV_HUGEPAGE);
  }
  return block;
}

/// Sets the header of a new block.
static void *begin_object(void *block, uint64_t units, int32_t kind, int32_t element) {
  if (UNLIKELY(block == NULL)) myco_raise_out_of_memory(NULL);
  MycoHeader header = {0, (uint8_t)kind, (uint8_t)element, (uint16_t)units};
  memcpy(block, &header, sizeof header);
  ++myco_allocated_count;
  return block;
}

#ifndef MYCO_SANITIZE
static char *chunk_cursor;
static char *chunk_end;
static size_t chunk_size = FIRST_CHUNK;

/// Makes the rest of the current chunk part of the free lists and starts a new chunk.
static void start_chunk(void) {
  size_t rest = (size_t)(chunk_end - chunk_cursor);
  if (rest >= 16) {
    memcpy(chunk_cursor, &myco_free_lists[rest / 16], sizeof(void *));
    myco_free_lists[rest / 16] = chunk_cursor;
  }
  chunk_cursor = malloc(chunk_size);
  if (chunk_cursor == NULL) {
    chunk_end = NULL;
    myco_raise_out_of_memory(NULL);
  }
  chunk_end = chunk_cursor + chunk_size;
  if (chunk_size < LARGEST_CHUNK) chunk_size *= 2;
}

/// Cuts a batch of blocks off the chunk, links all but the first, in order, and returns that.
static void *refill(uint64_t units) {
  size_t size = units * 16;
  if ((size_t)(chunk_end - chunk_cursor) < size) start_chunk();
  size_t rest = (size_t)(chunk_end - chunk_cursor);
  size_t count = (rest < BATCH ? rest : BATCH) / size;
  char *first = chunk_cursor;
  void *next = NULL;
  for (size_t i = count; --i > 0;) {
    memcpy(first + i * size, &next, sizeof next);
    next = first + i * size;
  }
  myco_free_lists[units] = next;
  chunk_cursor += count * size;
  return first;
}
#endif

void *myco_allocate_slow(int64_t size, int32_t kind, int32_t element) {
#ifndef MYCO_SANITIZE
  uint64_t units = ((uint64_t)size + 15) / 16;
  if (units <= MYCO_MAXIMUM_UNITS) return begin_object(refill(units), units, kind, element);
#endif
  myco_large_bytes += size;
  void *block = advise_huge(malloc((size_t)size), (size_t)size);
  return begin_object(block, 0, kind, element);
}

void *myco_allocate_zeroed(int64_t size, int32_t kind, int32_t element) {
  myco_large_bytes += size;
  void *block = advise_huge(calloc(1, (size_t)size), (size_t)size);
  return begin_object(block, 0, kind, element);
}

void myco_free_large(void *object) {
  ++myco_freed_count;
  if (UNLIKELY(myco_is_suspect(object))) {
    myco_leave_suspect(object);
  } else {
    free(object);
  }
}

void *myco_reallocate(void *object, int64_t old_size, int64_t new_size) {
  MycoHeader *header = object;
  if ((header->flags & MYCO_UNITS_MASK) == 0 && !myco_is_suspect(header)) {
    myco_large_bytes += new_size - old_size;
    void *moved = realloc(object, (size_t)new_size);
    if (UNLIKELY(moved == NULL)) myco_raise_out_of_memory(NULL);
    return moved;
  }
  char *moved = myco_allocate(new_size, header->kind, header->element);
  memcpy(moved + sizeof(MycoHeader), (char *)object + sizeof(MycoHeader),
         (size_t)old_size - sizeof(MycoHeader));
  myco_free(object);
  return moved;
}

void myco_print_statistics(void) {
  const char *wanted = getenv("MYCO_STATS");
  if (wanted == NULL || strcmp(wanted, "1") != 0) return;
  myco_collect_cycles();
  fprintf(stderr, "myco: %lld allocated, %lld freed, %lld live\n", (long long)myco_allocated_count,
          (long long)myco_freed_count, (long long)(myco_allocated_count - myco_freed_count));
}
