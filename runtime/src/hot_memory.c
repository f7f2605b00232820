// Allocation and reference counts, for inlining. No static state.
#include "internal.h"

void *myco_allocate(int64_t size, int32_t kind, int32_t element) {
#ifndef MYCO_CHECK
  uint64_t units = ((uint64_t)size + 15) / 16;
  if (LIKELY(units <= MYCO_MAXIMUM_UNITS)) {
    void *block = myco_free_lists[units];
    if (LIKELY(block != NULL)) {
      memcpy(&myco_free_lists[units], block, sizeof(void *));
      MycoHeader header = {0, (uint8_t)kind, (uint8_t)element, (uint16_t)units};
      memcpy(block, &header, sizeof header);
      return block;
    }
  }
#endif
  return myco_allocate_slow(size, kind, element);
}

void myco_free(void *object) {
  uint64_t units = ((MycoHeader *)object)->flags & MYCO_UNITS_MASK;
  if (UNLIKELY(units == 0)) {
    myco_free_large(object);
    return;
  }
  memcpy(object, &myco_free_lists[units], sizeof(void *));
  myco_free_lists[units] = object;
}

void *myco_keep_block(void *object) {
#ifdef MYCO_CHECK
  myco_free(object);
  return myco_ticket_make();
#else
  if (LIKELY((((MycoHeader *)object)->flags & MYCO_UNITS_MASK) != 0)) return object;
  myco_free_large(object);
  return NULL;
#endif
}

void myco_free_block(void *block) {
  if (block == NULL) return;
#ifdef MYCO_CHECK
  myco_block_free(block);
#else
  myco_free(block);
#endif
}

void myco_retain(void *object) {
  MycoHeader *header = object;
  COUNT(retains, 1);
  // The count of an object with 2^31 references wraps to negative: immortal from then on.
  if (header->count >= 0) header->count = (int32_t)((uint32_t)header->count + 1);
}

bool myco_end_reference(void *object) {
  MycoHeader *header = object;
  COUNT(releases, 1);
  int32_t count = header->count;
  if (count > 0) {
    header->count = count - 1;
    if (UNLIKELY(myco_makes_cycles)) myco_note_suspect(object);
  }
  return count == 0;
}

void myco_release(void *object) {
  if (myco_end_reference(object)) myco_release_last(object);
}

void myco_retain_value(int64_t tag, int64_t payload) {
  if (tag >= MYCO_STRING) myco_retain(as_object(payload));
}

void myco_release_value(int64_t tag, int64_t payload) {
  if (tag >= MYCO_STRING) myco_release(as_object(payload));
}
