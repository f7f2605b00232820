// Searching bytes, in linear time.
#include "internal.h"

#include <emmintrin.h>
#include <stdlib.h>

/// How many bytes may be compared in vain before memmem goes on, for each one passed.
enum { PATIENCE = 4, FIRST_PATIENCE = 256, LANES = 16, SPARSE = 8 };

/// Whether what lies between the first and the last byte of `sought` is at `place`, too.
static bool has_middle(const char *place, const char *sought, int64_t count) {
  return count <= 2 || memcmp(place + 1, sought + 1, (size_t)count - 2) == 0;
}

/// Of 16 places from `place` on, a bit for each where `byte` is.
static uint32_t places_of(const char *place, char byte) {
  __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)place);
  return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte)));
}

/// Looks at each of few places.
static const char *find_nearby(
  const char *bytes, int64_t length, const char *sought, int64_t count
) {
  for (int64_t i = 0; i + count <= length; ++i) {
    if (bytes[i] == sought[0] && memcmp(bytes + i + 1, sought + 1, (size_t)count - 1) == 0) {
      return bytes + i;
    }
  }
  return NULL;
}

/// Looks for the first and the last byte at 16 places at once, for the rest where both are. Where
/// the first is rare, memchr goes ahead.
const char *myco_find_bytes(
  const char *bytes, int64_t length, const char *sought, int64_t count
) {
  if (count <= 1) return count == 0 ? bytes : memchr(bytes, sought[0], (size_t)length);
  int64_t i = 0, wasted = 0, empty = 0;
  for (; i + LANES + count - 1 <= length; i += LANES) {
    uint32_t are_first = places_of(bytes + i, sought[0]);
    uint32_t bits = are_first & places_of(bytes + i + count - 1, sought[count - 1]);
    empty = are_first == 0 ? empty + 1 : 0;
    if (UNLIKELY(empty >= SPARSE)) {
      const char *next = memchr(bytes + i, sought[0], (size_t)(length - i));
      if (next == NULL) return NULL;
      empty = 0;
      i = next - bytes - LANES;
      continue;
    }
    for (; bits != 0; bits &= bits - 1) {
      const char *place = bytes + i + __builtin_ctz(bits);
      if (has_middle(place, sought, count)) return place;
      wasted += count;
    }
    if (UNLIKELY(wasted > PATIENCE * i + FIRST_PATIENCE)) {
      return memmem(bytes + i, (size_t)(length - i), sought, (size_t)count);
    }
  }
  return find_nearby(bytes + i, length - i, sought, count);
}

void myco_copy_reversed(char *restrict target, const char *restrict bytes, int64_t length) {
  for (int64_t i = 0; i < length; ++i) target[i] = bytes[length - 1 - i];
}

/// Finds the last occurrence as the first one in reversed bytes.
static const char *find_last_reversed(
  const char *bytes, int64_t length, const char *sought, int64_t count
) {
  char *reversed = malloc((size_t)(length + count));
  if (reversed == NULL) myco_raise_out_of_memory(NULL);
  myco_copy_reversed(reversed, bytes, length);
  myco_copy_reversed(reversed + length, sought, count);
  const char *found =
    memmem(reversed, (size_t)length, reversed + length, (size_t)count);
  int64_t place = found == NULL ? -1 : length - count - (found - reversed);
  free(reversed);
  return place < 0 ? NULL : bytes + place;
}

const char *myco_find_last_bytes(
  const char *bytes, int64_t length, const char *sought, int64_t count
) {
  if (count <= 1) return count == 0 ? bytes + length : memrchr(bytes, sought[0], (size_t)length);
  int64_t wasted = 0;
  // The places from `end` on are searched.
  int64_t places = length - count + 1, end = places;
  for (; end >= LANES; end -= LANES) {
    const char *start = bytes + end - LANES;
    uint32_t bits = places_of(start, sought[0]) & places_of(start + count - 1, sought[count - 1]);
    while (bits != 0) {
      int32_t lane = 31 - __builtin_clz(bits);
      if (has_middle(start + lane, sought, count)) return start + lane;
      wasted += count;
      bits ^= 1u << lane;
    }
    if (UNLIKELY(wasted > PATIENCE * (places - end) + FIRST_PATIENCE)) {
      return find_last_reversed(bytes, end - LANES + count - 1, sought, count);
    }
  }
  for (int64_t i = end - 1; i >= 0; --i) {
    if (memcmp(bytes + i, sought, (size_t)count) == 0) return bytes + i;
  }
  return NULL;
}
