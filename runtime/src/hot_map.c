// Search in maps, and their growth, for inlining. No static state.
#include "map_internal.h"

/// Walks the slots of `map` where a key of `hash` may be; `matches` tests the one at `place`.
#define SEARCH(map, hash, matches) \
  for (uint64_t slot = (hash) & (map)->mask;; slot = (slot + 1) & (map)->mask) { \
    uint64_t content = (map)->index[slot]; \
    if (content == 0) return -1; \
    if ((content ^ (hash)) >> SLOT_PLACE_BITS == 0) { \
      int64_t place = (int64_t)(content & SLOT_PLACE_MASK) - 1; \
      if (matches) return place; \
    } \
  }

/// Walks the places of a map without index.
#define SCAN(map, matches) \
  for (int64_t place = 0; place < (map)->used; ++place) { \
    if (matches) return place; \
  } \
  return -1;

static inline bool has_int(const MycoMap *map, int64_t place, int64_t key) {
  return int_key(map, place) == key && LIKELY(!is_dead(map, place));
}

static inline bool has_string(const MycoMap *map, int64_t place, const MycoString *key) {
  const MycoString *own = string_key(map, place);
  return own == key || (own != NULL && myco_string_equal(own, key));
}

int64_t myco_map_find_int(const MycoMap *map, int64_t key) {
  if (UNLIKELY(map->key_kind != MYCO_ELEMENT_INT)) return myco_map_find_other(map, MYCO_INT, key);
  if (map->index == NULL) { SCAN(map, has_int(map, place, key)) }
  uint64_t hash = hash_int(key);
  SEARCH(map, hash, has_int(map, place, key))
}

int64_t myco_map_find_string(const MycoMap *map, const MycoString *key) {
  if (UNLIKELY(map->key_kind != MYCO_ELEMENT_POINTER)) {
    return myco_map_find_other(map, MYCO_STRING, (int64_t)(intptr_t)key);
  }
  if (map->index == NULL) { SCAN(map, has_string(map, place, key)) }
  uint64_t hash = hash_string(key);
  SEARCH(map, hash, has_string(map, place, key))
}

int64_t myco_map_find_value(const MycoMap *map, int64_t tag, int64_t payload) {
  if (UNLIKELY(map->key_kind != MYCO_ELEMENT_TAGGED)) {
    return myco_map_find_other(map, tag, payload);
  }
  MycoValue key = {tag, payload};
  if (map->index == NULL) { SCAN(map, keys_equal(tagged_key(map, place), key)) }
  uint64_t hash = hash_value(key);
  SEARCH(map, hash, keys_equal(tagged_key(map, place), key))
}

/// Whether an entry can be added in place. A map of kind none is immortal and never has room.
static inline bool has_room(const MycoMap *map) {
  return LIKELY(map->header.count == 0 && map->used < map->capacity);
}

int64_t myco_map_append(MycoMap *map, uint64_t hash) {
  int64_t place = map->used++;
  ++map->size;
  memset(entry_at(map, place), 0, (size_t)map->entry_size);
  if (map->index != NULL) enter_place(map, place, hash);
  return place;
}

MycoMapPlace myco_map_place_int(MycoMap *map, int32_t element, int64_t key) {
  int64_t place = myco_map_find_int(map, key);
  if (place >= 0) return (MycoMapPlace){myco_map_unique(map), place};
  if (!has_room(map)) map = myco_map_reserve(map, MYCO_ELEMENT_INT, element);
  place = myco_map_append(map, hash_int(key));
  memcpy(entry_at(map, place), &key, sizeof key);
  return (MycoMapPlace){map, place};
}

MycoMapPlace myco_map_place_string(MycoMap *map, int32_t element, MycoString *key) {
  int64_t place = myco_map_find_string(map, key);
  if (place >= 0) return (MycoMapPlace){myco_map_unique(map), place};
  if (!has_room(map)) map = myco_map_reserve(map, MYCO_ELEMENT_POINTER, element);
  place = myco_map_append(map, map->index == NULL ? 0 : hash_string(key));
  myco_retain(key);
  memcpy(entry_at(map, place), &key, sizeof key);
  return (MycoMapPlace){map, place};
}

MycoMapPlace myco_map_place_value(MycoMap *map, int32_t element, int64_t tag, int64_t payload) {
  int64_t place = myco_map_find_value(map, tag, payload);
  if (place >= 0) return (MycoMapPlace){myco_map_unique(map), place};
  if (!has_room(map)) map = myco_map_reserve(map, MYCO_ELEMENT_TAGGED, element);
  MycoValue key = {tag, payload};
  place = myco_map_append(map, map->index == NULL ? 0 : hash_value(key));
  myco_retain_value(tag, payload);
  memcpy(entry_at(map, place), &key, sizeof key);
  return (MycoMapPlace){map, place};
}

int64_t myco_map_next(const MycoMap *map, int64_t place) {
  if (LIKELY(map->used == map->size)) return place;
  while (place < map->used && is_dead(map, place)) ++place;
  return place;
}

MycoMap *myco_map_unique(MycoMap *map) {
  return LIKELY(map->header.count == 0) ? map : myco_map_copy_shared(map);
}
