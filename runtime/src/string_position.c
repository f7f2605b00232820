// Where scalars are in strings that are not ASCII.
//
// To find scalar i takes a walk from the beginning. For the strings that were asked last, the
// offsets of every 64th scalar are kept, and the place found last, so that loops over positions
// take linear time.
//
// An entry is for the string that lives at its address and has the mark. Whatever begins at an
// address later has none; what a string has appended in place does not change what lies before.
#include "internal.h"

#include <stdlib.h>

enum { STEP = 64, SHORT = 2 * STEP, ENTRIES = 4, IS_MARKED = 1 };

typedef struct Places {
  const MycoString *string;
  /// The offsets of scalars 0, 64, …; the first `count` are known.
  int64_t *offsets;
  int64_t count, capacity;
  /// The place found last.
  int64_t index, offset;
} Places;

static Places entries[ENTRIES];
static int32_t oldest;

/// Whether `places` are those of `string`. What is immortal stays there, and cannot be marked.
static bool are_of(const Places *places, const MycoString *string) {
  return places->string == string &&
    (string->header.count < 0 || string->header.element == IS_MARKED);
}

/// Returns the places of `string`.
static Places *places_of(const MycoString *string) {
  Places *free = NULL;
  for (int32_t i = 0; i < ENTRIES; ++i) {
    if (are_of(&entries[i], string)) return &entries[i];
    // Of what lived at this address before.
    if (entries[i].string == string) free = &entries[i];
  }
  if (free == NULL) {
    free = &entries[oldest];
    oldest = (oldest + 1) % ENTRIES;
  }
  free->string = string;
  free->count = free->index = free->offset = 0;
  if (string->header.count >= 0) static_string(string)->header.element = IS_MARKED;
  return free;
}

/// Returns the offset of the scalar `count` after that at `offset`.
static int64_t walk(const MycoString *string, int64_t offset, int64_t count) {
  for (; count > 0; --count) offset += scalar_width((unsigned char)string->bytes[offset]);
  return offset;
}

/// Returns the offset of the scalar `count` before the end.
static int64_t walk_back(const MycoString *string, int64_t count) {
  int64_t offset = string->byte_length;
  for (; count > 0; --count) {
    do --offset; while ((signed char)string->bytes[offset] < -64);
  }
  return offset;
}

/// Makes `places` know the offset of scalar `step` * 64; false if there is no memory.
static bool learn(Places *places, int64_t step) {
  if (step >= places->capacity) {
    int64_t capacity = 2 * step + 16;
    int64_t *larger = realloc(places->offsets, (size_t)capacity * sizeof(int64_t));
    if (larger == NULL) return false;
    places->offsets = larger;
    places->capacity = capacity;
  }
  if (places->count == 0) places->offsets[places->count++] = 0;
  for (; places->count <= step; ++places->count) {
    int64_t last = places->offsets[places->count - 1];
    places->offsets[places->count] = walk(places->string, last, STEP);
  }
  return true;
}

int64_t myco_string_offset(const MycoString *string, int64_t index) {
  if (string->byte_length == string->scalar_count) return index;
  int64_t rest = string->scalar_count - index;
  if (index <= rest && index < SHORT) return walk(string, 0, index);
  if (rest < SHORT) return walk_back(string, rest);
  Places *places = places_of(string);
  int64_t distance = index - places->index;
  int64_t offset;
  if (distance >= 0 && distance <= STEP) {
    offset = walk(string, places->offset, distance);
  } else if (learn(places, index / STEP)) {
    offset = walk(string, places->offsets[index / STEP], index % STEP);
  } else {
    offset = walk(string, 0, index);
  }
  places->index = index;
  places->offset = offset;
  return offset;
}

int64_t myco_string_position(const MycoString *string, int64_t offset) {
  if (string->byte_length == string->scalar_count) return offset;
  if (offset < SHORT) return myco_count_scalars(string->bytes, offset);
  Places *places = places_of(string);
  int64_t start = 0, index = 0;
  if (offset >= places->offset) {
    start = places->offset;
    index = places->index;
  } else {
    // Of the known offsets, the last that is not behind.
    int64_t low = 0, high = places->count;
    while (high - low > 1) {
      int64_t middle = low + (high - low) / 2;
      if (places->offsets[middle] <= offset) {
        low = middle;
      } else {
        high = middle;
      }
    }
    index = low * STEP;
    start = places->count == 0 ? 0 : places->offsets[low];
  }
  places->index = index + myco_count_scalars(string->bytes + start, offset - start);
  places->offset = offset;
  return places->index;
}
