/// What the files of maps and sets share.
#ifndef MYCO_MAP_INTERNAL_H
#define MYCO_MAP_INTERNAL_H

#include "internal.h"

/// A slot of the index: 0 if free, else the entry's place plus 1, and above it bits of its hash.
enum { SLOT_PLACE_BITS = 40 };
#define SLOT_PLACE_MASK (((uint64_t)1 << SLOT_PLACE_BITS) - 1)

enum {
  MAP_BASE = sizeof(MycoMap),
  /// Up to this capacity a map has no index.
  LARGEST_LINEAR = 8,
};

/// Random numbers of the process; the hashes of keys depend on them.
extern uint64_t myco_hash_seeds[4];

// MARK: Hashes

/// Multiplies to 128 bits and folds the halves.
static inline uint64_t fold(uint64_t a, uint64_t b) {
  unsigned __int128 product = (unsigned __int128)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/// Folds twice: after one multiplication, one process in a hundred finds keys in a row in clusters
/// of hundreds of slots.
static inline uint64_t hash_int(int64_t key) {
  uint64_t state = fold((uint64_t)key ^ myco_hash_seeds[0], myco_hash_seeds[1]);
  return fold(state ^ myco_hash_seeds[2], myco_hash_seeds[3]);
}

static inline uint64_t read_word(const char *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

static inline uint64_t read_half(const char *bytes) {
  uint32_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

/// A keyed hash of bytes: 16 at a time are folded into the state, the rest in two words that may
/// overlap.
static inline uint64_t hash_bytes(const char *bytes, int64_t length) {
  uint64_t state = myco_hash_seeds[0] ^ (uint64_t)length;
  int64_t rest = length;
  for (; rest > 16; rest -= 16, bytes += 16) {
    state = fold(read_word(bytes) ^ myco_hash_seeds[1], read_word(bytes + 8) ^ state);
  }
  uint64_t first = 0, second = 0;
  if (rest >= 8) {
    first = read_word(bytes);
    second = read_word(bytes + rest - 8);
  } else if (rest >= 4) {
    first = read_half(bytes);
    second = read_half(bytes + rest - 4);
  } else if (rest > 0) {
    first = (uint64_t)(unsigned char)bytes[0] << 16 |
      (uint64_t)(unsigned char)bytes[rest / 2] << 8 | (unsigned char)bytes[rest - 1];
  }
  state = fold(first ^ myco_hash_seeds[1], second ^ state);
  return fold(state ^ myco_hash_seeds[2], myco_hash_seeds[3]);
}

static inline uint64_t hash_string(const MycoString *key) {
  return hash_bytes(key->bytes, key->byte_length);
}

/// The hash of a key in a map of tagged keys; it is that of the typed ones for Int and String.
static inline uint64_t hash_value(MycoValue key) {
  if (key.tag == MYCO_STRING) return hash_string(as_string(key.payload));
  if (key.tag == MYCO_INT) return hash_int(key.payload);
  return fold((uint64_t)key.payload ^ myco_hash_seeds[2], myco_hash_seeds[3] ^ (uint64_t)key.tag);
}

// MARK: Entries

static inline MycoMap *as_map(int64_t payload) { return as_object(payload); }

static inline bool is_map_kind(int64_t tag) { return tag >= MYCO_MAP && tag <= MYCO_OBJECT; }

static inline char *entry_at(const MycoMap *map, int64_t place) {
  return (char *)(uintptr_t)map + MAP_BASE + place * map->entry_size;
}

static inline int64_t key_size(int32_t key_kind) { return element_size(key_kind); }

/// The bytes of a value in an entry.
static inline int64_t value_size(int32_t element) {
  return element == MYCO_ELEMENT_BOOL ? 8 : element_size(element);
}

static inline char *value_place(const MycoMap *map, int64_t place) {
  return entry_at(map, place) + key_size(map->key_kind);
}

/// A bit per place: set if it is dead.
static inline uint64_t *dead_bits(const MycoMap *map) {
  return (uint64_t *)(void *)entry_at(map, map->capacity);
}

static inline bool is_dead(const MycoMap *map, int64_t place) {
  return map->used != map->size && (dead_bits(map)[place / 64] >> (place % 64) & 1);
}

static inline int64_t int_key(const MycoMap *map, int64_t place) {
  return *(const int64_t *)(const void *)entry_at(map, place);
}

/// The key at a place; null if it is dead.
static inline MycoString *string_key(const MycoMap *map, int64_t place) {
  return *(MycoString **)(void *)entry_at(map, place);
}

/// The key at a place; its tag is -1 if the place is dead.
static inline MycoValue tagged_key(const MycoMap *map, int64_t place) {
  return *(MycoValue *)(void *)entry_at(map, place);
}

/// The key at a place that is not dead, borrowed.
static inline MycoValue key_at(const MycoMap *map, int64_t place) {
  switch (map->key_kind) {
  case MYCO_ELEMENT_INT: return int_value(int_key(map, place));
  case MYCO_ELEMENT_POINTER: return object_value(string_key(map, place));
  default: return tagged_key(map, place);
  }
}

/// The value at a place that is not dead, borrowed.
static inline MycoValue map_value_at(const MycoMap *map, int64_t place) {
  return load_element(value_place(map, place), map->header.element);
}

static inline bool keys_equal(MycoValue left, MycoValue right) {
  if (left.tag != right.tag) return false;
  if (left.tag == MYCO_STRING) {
    return myco_string_equal(as_string(left.payload), as_string(right.payload));
  }
  return left.payload == right.payload;
}

/// Enters the place of an entry with that hash into the index.
static inline void enter_place(MycoMap *map, int64_t place, uint64_t hash) {
  uint64_t slot = hash & map->mask;
  while (map->index[slot] != 0) slot = (slot + 1) & map->mask;
  map->index[slot] = (hash & ~SLOT_PLACE_MASK) | ((uint64_t)place + 1);
}

// MARK: Internal operations

/// Returns the place of a key in a map whose key kind is not that of the key.
int64_t myco_map_find_other(const MycoMap *map, int64_t tag, int64_t payload);

/// Returns a unique `map` (consumed) with a free place, of these kinds; it has them or is of none.
MycoMap *myco_map_reserve(MycoMap *map, int32_t key_kind, int32_t element);

/// Fills the next place of a unique map that has room: its key, whose hash this is, is stored there
/// by the caller; its value becomes 0. Returns the place.
int64_t myco_map_append(MycoMap *map, uint64_t hash);

/// Returns `map` (consumed), unique, and the place of the key (borrowed), which is added if it is
/// missing. Keys become tagged where it does not fit; an empty map takes values of kind `element`.
MycoMapPlace myco_map_demand(MycoMap *map, int32_t element, MycoValue key);

/// Returns a copy of `map` (consumed), not empty, that only the caller refers to.
MycoMap *myco_map_copy_shared(MycoMap *map);

#endif
