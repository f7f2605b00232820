// The allocator's slow paths.
//
// Blocks of up to 512 bytes come from a free list per multiple of 16 bytes, filled in batches from
// chunks that grow from 64 KiB to 1 MiB. Larger ones come from malloc, whose realloc can remap;
// with MYCO_CHECK all do.
#include "internal.h"

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
int64_t myco_large_bytes;

/// Asks for huge pages for a large block: filling one then takes half the time. The system may
/// decline. Blocks that grow do not ask: moving huge pages costs more than they save.
static void advise_huge(void *block, size_t size) {
  if (size < HUGE_BLOCK) return;
  uintptr_t start = ((uintptr_t)block + PAGE - 1) & ~(uintptr_t)(PAGE - 1);
  madvise((void *)start, (size - PAGE) & ~(size_t)(PAGE - 1), MADV_HUGEPAGE);
}

/// Returns a block of malloc.
static void *allocate_large(size_t size, bool zeroed) {
  myco_large_bytes += (int64_t)size;
  myco_require_memory(size);
  void *block = myco_block_allocate(size, zeroed);
  if (UNLIKELY(block == NULL)) myco_raise_out_of_memory(NULL);
  advise_huge(block, size);
  return block;
}

/// Sets the header of a new block.
static void *begin_object(void *block, uint64_t units, int32_t kind, int32_t element) {
  MycoHeader header = {0, (uint8_t)kind, (uint8_t)element, (uint16_t)units};
  memcpy(block, &header, sizeof header);
  COUNT(allocations, 1);
  return block;
}

#ifndef MYCO_CHECK
static char *chunk_start;
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
  myco_require_memory(chunk_size);
  void *chunk = mmap(
    NULL, chunk_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (chunk == MAP_FAILED) myco_raise_out_of_memory(NULL);
  chunk_start = chunk_cursor = chunk;
  chunk_end = chunk_start + chunk_size;
  if (chunk_size < LARGEST_CHUNK) chunk_size *= 2;
}

void myco_abandon_memory(void) {
  if (chunk_start != NULL) munmap(chunk_start, (size_t)(chunk_end - chunk_start));
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
#ifndef MYCO_CHECK
  uint64_t units = ((uint64_t)size + 15) / 16;
  if (units <= MYCO_MAXIMUM_UNITS) return begin_object(refill(units), units, kind, element);
#endif
  return begin_object(allocate_large((size_t)size, false), 0, kind, element);
}

void *myco_allocate_zeroed(int64_t size, int32_t kind, int32_t element) {
  return begin_object(allocate_large((size_t)size, true), 0, kind, element);
}

void myco_free_large(void *object) {
  COUNT(frees, 1);
  if (UNLIKELY(myco_is_suspect(object))) {
    myco_leave_suspect(object);
  } else {
    myco_block_free(object);
  }
}

void *myco_reallocate(void *object, int64_t old_size, int64_t new_size) {
  MycoHeader *header = object;
  if ((header->flags & MYCO_UNITS_MASK) == 0 && !myco_is_suspect(header)) {
    myco_large_bytes += new_size - old_size;
    myco_require_memory((size_t)(new_size - old_size));
    void *moved = myco_block_resize(object, (size_t)new_size);
    if (UNLIKELY(moved == NULL)) myco_raise_out_of_memory(NULL);
    return moved;
  }
  char *moved = myco_allocate(new_size, header->kind, header->element);
  memcpy(moved + sizeof(MycoHeader), (char *)object + sizeof(MycoHeader),
         (size_t)old_size - sizeof(MycoHeader));
  myco_free(object);
  return moved;
}
