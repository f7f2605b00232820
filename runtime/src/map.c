// Maps: allocation, growth, copies, deletion, changes of layout.
#include "map_internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#define EMPTY_MAP(kind) {{-1, kind, MYCO_ELEMENT_NONE, 0}, .key_kind = MYCO_ELEMENT_NONE}

MycoMap myco_empty_map = EMPTY_MAP(MYCO_MAP);
MycoMap myco_empty_set = EMPTY_MAP(MYCO_SET);
uint64_t myco_hash_seeds[4];

void myco_system_random(void *bytes, size_t size) {
  for (size_t done = 0; done < size;) {
    ssize_t count = getrandom((char *)bytes + done, size - done, 0);
    if (count > 0) {
      done += (size_t)count;
    } else if (errno != EINTR) {
      fprintf(stderr, "myco: the system gives no random numbers: %s\n", strerror(errno));
      exit(1);
    }
  }
}

void myco_seed_hashes(void) {
  myco_system_random(myco_hash_seeds, sizeof myco_hash_seeds);
  // Odd factors do not lose bits of what they multiply.
  myco_hash_seeds[1] |= 1;
  myco_hash_seeds[3] |= 1;
}

// MARK: Allocation

/// The number of slots for `capacity` entries: at most five of eight are in use.
static int64_t slot_count(int64_t capacity) {
  if (capacity <= LARGEST_LINEAR) return 0;
  int64_t count = 2 * LARGEST_LINEAR;
  while (count / 8 * 5 < capacity) count *= 2;
  return count;
}

/// The largest capacity that fits as many slots as `capacity` does.
static int64_t fitting_capacity(int64_t capacity) {
  if (capacity <= 4) return 4;
  if (capacity <= LARGEST_LINEAR) return LARGEST_LINEAR;
  return slot_count(capacity) / 8 * 5;
}

MycoMap *myco_map_allocate(int32_t kind, int32_t key_kind, int32_t element, int64_t capacity) {
  if (key_kind == MYCO_ELEMENT_NONE && kind == MYCO_MAP) return &myco_empty_map;
  if (key_kind == MYCO_ELEMENT_NONE && kind == MYCO_SET) return &myco_empty_set;
  if (capacity > ((int64_t)1 << 36)) myco_raise_out_of_memory(NULL);
  int64_t entry_size = key_size(key_kind) + value_size(element);
  capacity = key_kind == MYCO_ELEMENT_NONE ? 0 : fitting_capacity(capacity);
  int64_t slots = slot_count(capacity);
  int64_t dead_size = (capacity + 63) / 64 * 8;
  int64_t index_offset = MAP_BASE + capacity * entry_size + dead_size;
  MycoMap *map = myco_allocate(index_offset + slots * 8, kind, element);
  map->size = map->used = 0;
  map->capacity = capacity;
  map->key_kind = key_kind;
  map->entry_size = (int32_t)entry_size;
  map->mask = slots == 0 ? 0 : (uint64_t)slots - 1;
  map->index = slots == 0 ? NULL : (uint64_t *)(void *)((char *)map + index_offset);
  memset(dead_bits(map), 0, (size_t)(dead_size + slots * 8));
  return map;
}

MycoMap *myco_map_from_constants(
  int32_t kind, int32_t key_kind, int32_t element, int64_t count, const char *entries
) {
  MycoMap *map = myco_map_allocate(kind, key_kind, element, count);
  size_t width = (size_t)value_size(element);
  for (int64_t i = 0; i < count; ++i, entries += map->entry_size) {
    int64_t key;
    memcpy(&key, entries, sizeof key);
    int64_t place = key_kind == MYCO_ELEMENT_INT
      ? myco_map_place_int(map, element, key).place
      : myco_map_place_string(map, element, as_string(key)).place;
    memcpy(value_place(map, place), entries + sizeof key, width);
  }
  return map;
}

// MARK: Copies

/// Adds a reference to each key and value.
static void retain_entries(MycoMap *map) {
  if (map->key_kind < MYCO_ELEMENT_POINTER && map->header.element < MYCO_ELEMENT_POINTER) return;
  for (int64_t i = myco_map_next(map, 0); i < map->used; i = myco_map_next(map, i + 1)) {
    MycoValue key = key_at(map, i), value = map_value_at(map, i);
    myco_retain_value(key.tag, key.payload);
    myco_retain_value(value.tag, value.payload);
  }
}

/// Ends a reference to `map`, whose entries were moved or retained for another one.
static void release_copied(MycoMap *map, MycoMap *copy) {
  if (map->header.count == 0) {
    COUNT(releases, 1);
    myco_free(map);
  } else {
    COUNT(copies, 1);
    retain_entries(copy);
    myco_release(map);
  }
}

MycoMap *myco_map_copy_shared(MycoMap *map) {
  if (map->key_kind == MYCO_ELEMENT_NONE && map->header.kind != MYCO_OBJECT) return map;
  MycoMap *copy = myco_map_allocate(
    map->header.kind, map->key_kind, map->header.element, map->capacity);
  copy->size = map->size;
  copy->used = map->used;
  memcpy(entry_at(copy, 0), entry_at(map, 0), (size_t)(map->used * map->entry_size));
  size_t slots = map->index == NULL ? 0 : (size_t)map->mask + 1;
  memcpy(dead_bits(copy), dead_bits(map), (size_t)(map->capacity + 63) / 64 * 8 + slots * 8);
  release_copied(map, copy);
  return copy;
}

/// The value in an entry or a key of kind `element`; the conversions are those that may be asked.
static MycoValue fitted(MycoValue value, int32_t element) {
  if (element == MYCO_ELEMENT_FLOAT && value.tag == MYCO_INT) {
    return float_value((double)value.payload);
  }
  if (!fits_element(value.tag, element)) {
    myco_internal_error("a map was converted to a kind that an entry does not fit");
  }
  return value;
}

/// Adds an entry, which moves, to a map that has room and has not the key.
static void append_entry(MycoMap *map, MycoValue key, MycoValue value) {
  int64_t place = myco_map_append(map, map->index == NULL ? 0 : hash_value(key));
  write_element(entry_at(map, place), map->key_kind, fitted(key, map->key_kind));
  if (map->header.element != MYCO_ELEMENT_NONE) {
    write_element(value_place(map, place), map->header.element,
                  fitted(value, map->header.element));
  }
}

/// Fills the empty index of a map without dead places.
static void fill_index(MycoMap *map) {
  if (map->index == NULL) return;
  if (map->key_kind == MYCO_ELEMENT_INT) {
    for (int64_t i = 0; i < map->used; ++i) enter_place(map, i, hash_int(int_key(map, i)));
  } else {
    for (int64_t i = 0; i < map->used; ++i) enter_place(map, i, hash_value(key_at(map, i)));
  }
}

/// Moves the entries of `map` into an empty one of the same layout.
static void move_entries(MycoMap *result, MycoMap *map) {
  size_t size = (size_t)map->entry_size;
  if (map->used == map->size) {
    memcpy(entry_at(result, 0), entry_at(map, 0), (size_t)map->used * size);
  } else {
    int64_t count = 0;
    for (int64_t i = myco_map_next(map, 0); i < map->used; i = myco_map_next(map, i + 1)) {
      memcpy(entry_at(result, count++), entry_at(map, i), size);
    }
  }
  result->size = result->used = map->size;
  fill_index(result);
}

/// Returns a map (for `map`, consumed) of these kinds without dead places, with that capacity.
static MycoMap *rebuilt(MycoMap *map, int32_t key_kind, int32_t element, int64_t capacity) {
  MycoMap *result = myco_map_allocate(map->header.kind, key_kind, element, capacity);
  if (map->key_kind == key_kind && map->header.element == element) {
    move_entries(result, map);
  } else {
    for (int64_t i = myco_map_next(map, 0); i < map->used; i = myco_map_next(map, i + 1)) {
      append_entry(result, key_at(map, i), map_value_at(map, i));
    }
  }
  release_copied(map, result);
  return result;
}

MycoMap *myco_map_reserve(MycoMap *map, int32_t key_kind, int32_t element) {
  bool is_of_none = map->key_kind == MYCO_ELEMENT_NONE;
  if (!is_of_none && (map->key_kind != key_kind || map->header.element != element)) {
    myco_internal_error("an entry was added to a map of another layout");
  }
  if (map->header.count != 0 && map->used < map->capacity) return myco_map_copy_shared(map);
  int64_t capacity = map->size > map->capacity / 2 ? 2 * map->capacity : map->capacity;
  return rebuilt(map, key_kind, element, capacity);
}

// MARK: Changes of layout

/// Returns `map` (consumed) in a layout that keys of `key_kind` and values of `element` fit; an
/// empty map may take any.
static MycoMap *with_kinds(MycoMap *map, int32_t key_kind, int32_t element) {
  if (map->key_kind == key_kind && map->header.element == element) return map;
  return rebuilt(map, key_kind, element, map->capacity);
}

MycoMap *myco_map_convert(MycoMap *map, int32_t key_kind, int32_t element) {
  if (map->header.kind == MYCO_SET) element = MYCO_ELEMENT_NONE;
  if (map->key_kind == key_kind && map->header.element == element) return map;
  return map->size == 0 ? myco_map_clear(map) : with_kinds(map, key_kind, element);
}

MycoMap *myco_map_clear(MycoMap *map) {
  int32_t kind = map->header.kind;
  myco_release(map);
  return myco_map_allocate(kind, MYCO_ELEMENT_NONE, MYCO_ELEMENT_NONE, 0);
}

MycoMapPlace myco_map_demand(MycoMap *map, int32_t element, MycoValue key) {
  int32_t natural = key.tag == MYCO_INT ? MYCO_ELEMENT_INT
    : key.tag == MYCO_STRING ? MYCO_ELEMENT_POINTER : MYCO_ELEMENT_TAGGED;
  if (map->key_kind != natural && map->key_kind != MYCO_ELEMENT_TAGGED) {
    map = map->size == 0 ? myco_map_clear(map)
                         : with_kinds(map, MYCO_ELEMENT_TAGGED, map->header.element);
  }
  if (map->key_kind != MYCO_ELEMENT_NONE) element = map->header.element;
  switch (map->key_kind == MYCO_ELEMENT_NONE ? natural : map->key_kind) {
  case MYCO_ELEMENT_INT: return myco_map_place_int(map, element, key.payload);
  case MYCO_ELEMENT_POINTER: return myco_map_place_string(map, element, as_string(key.payload));
  default: return myco_map_place_value(map, element, key.tag, key.payload);
  }
}

/// Returns `map` (consumed) with values of a kind that one of `tag` fits.
static MycoMap *accommodate(MycoMap *map, int64_t tag) {
  if (map->key_kind == MYCO_ELEMENT_NONE || fits_element(tag, map->header.element)) return map;
  int32_t element = map->size == 0 ? natural_element(tag) : MYCO_ELEMENT_TAGGED;
  return with_kinds(map, map->key_kind, element);
}

MycoMap *myco_map_set(
  MycoMap *map, int64_t key_tag, int64_t key, int64_t value_tag, int64_t value
) {
  MycoMapPlace found = myco_map_demand(
    accommodate(map, value_tag), natural_element(value_tag), (MycoValue){key_tag, key});
  char *content = value_place(found.map, found.place);
  MycoValue old = load_element(content, found.map->header.element);
  write_element(content, found.map->header.element, (MycoValue){value_tag, value});
  myco_release_value(old.tag, old.payload);
  myco_release_value(key_tag, key);
  return found.map;
}

// MARK: Deletion

/// Marks a place of a unique map as dead and releases its entry.
static void kill_place(MycoMap *map, int64_t place) {
  MycoValue key = key_at(map, place), value = map_value_at(map, place);
  memset(entry_at(map, place), 0, (size_t)map->entry_size);
  if (map->key_kind == MYCO_ELEMENT_TAGGED) {
    write_element(entry_at(map, place), MYCO_ELEMENT_TAGGED, (MycoValue){-1, 0});
  }
  dead_bits(map)[place / 64] |= (uint64_t)1 << (place % 64);
  --map->size;
  myco_release_value(key.tag, key.payload);
  myco_release_value(value.tag, value.payload);
}

/// Returns `map` (consumed) without the entry at `place`, -1 if there is none.
static MycoMap *without_place(MycoMap *map, int64_t place) {
  if (place < 0) return map;
  map = myco_map_unique(map);
  kill_place(map, place);
  if (map->used <= 2 * map->size + LARGEST_LINEAR) return map;
  return rebuilt(map, map->key_kind, map->header.element, map->size + map->size / 2);
}

MycoMap *myco_map_delete_int(MycoMap *map, int64_t key) {
  return without_place(map, myco_map_find_int(map, key));
}

MycoMap *myco_map_delete_string(MycoMap *map, const MycoString *key) {
  return without_place(map, myco_map_find_string(map, key));
}

MycoMap *myco_map_delete_value(MycoMap *map, int64_t tag, int64_t payload) {
  return without_place(map, myco_map_find_value(map, tag, payload));
}
