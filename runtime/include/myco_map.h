/// Maps and sets of the runtime; part of myco.h.
///
/// An insertion-ordered hash table in one block. Entries stand densely in order of insertion from
/// offset 64 on; deleting leaves a dead place behind, which iteration skips and growth removes.
/// Places (the numbers of entries) stay valid until the map changes.
#ifndef MYCO_MAP_H
#define MYCO_MAP_H

/// A map, an object, or a set: the header's `kind` says which, its `element` how values are stored.
///
/// Place i is at offset 64 + i * entry_size: the key, of 8 bytes, or 16 if tagged; then the value,
/// of 8 bytes (a Bool is the first of them), 16 if tagged, none in sets. A null pointer is Null.
/// Objects whose keys are of kind none are empty.
typedef struct MycoMap {
  MycoHeader header;
  /// The number of entries.
  int64_t size;
  /// The number of places in use, dead ones included.
  int64_t used;
  /// The number of places that the block holds.
  int64_t capacity;
  /// The hash table, or null in maps so small that they are searched linearly.
  uint64_t *index;
  /// The number of slots of the hash table, a power of two, minus 1.
  uint64_t mask;
  /// MYCO_ELEMENT_INT, POINTER (String), TAGGED, or NONE in an empty map.
  int32_t key_kind;
  int32_t entry_size;
  /// Links dead objects while they are freed.
  int64_t reserved;
} MycoMap;

/// A map and one of its places.
typedef struct MycoMapPlace {
  MycoMap *map;
  int64_t place;
} MycoMapPlace;

/// The immortal `{}` and the immortal empty set; keys and values of kind none.
extern MycoMap myco_empty_map;
extern MycoMap myco_empty_set;

// MARK: Typed access

/// Returns a new empty map of `kind` (MYCO_MAP, MYCO_SET, MYCO_OBJECT) with room for `capacity`
/// entries, which `myco_map_place_…` adds. `element` is the values' kind, none for sets.
MycoMap *myco_map_allocate(int32_t kind, int32_t key_kind, int32_t element, int64_t capacity);

/// As `myco_map_allocate`, with the `count` entries in the table `entries`: keys, which are not
/// tagged, and values as in a map of this layout, all of them numbers or immortal. Of entries with
/// the same key the first has the place and the last the value.
MycoMap *myco_map_from_constants(
  int32_t kind, int32_t key_kind, int32_t element, int64_t count, const char *entries);

/// Return the place of a key, -1 if it is missing. The map may have any key kind; the key of
/// `myco_map_find_value` is one that `myco_check_key` returned. Hot.
int64_t myco_map_find_int(const MycoMap *map, int64_t key);
int64_t myco_map_find_string(const MycoMap *map, const MycoString *key);
int64_t myco_map_find_value(const MycoMap *map, int64_t tag, int64_t payload);

/// Return `map` (consumed), unique, and the place of the key in it. A missing key (borrowed) is
/// added with the value 0, a null pointer, or the tagged Null. To store a value, release the old
/// one at the place, then write. The map has the key kind of the function and values of kind
/// `element`, or is empty of kind none; sets have element kind none. Hot.
MycoMapPlace myco_map_place_int(MycoMap *map, int32_t element, int64_t key);
MycoMapPlace myco_map_place_string(MycoMap *map, int32_t element, MycoString *key);
/// For tagged keys. The key is one that `myco_check_key` returned.
MycoMapPlace myco_map_place_value(MycoMap *map, int32_t element, int64_t tag, int64_t payload);

/// Returns the first place from `place` on that is not dead; `used` if there is none. Iteration
/// goes from `myco_map_next(map, 0)` by `myco_map_next(map, place + 1)` while place < used. Hot.
int64_t myco_map_next(const MycoMap *map, int64_t place);

/// Returns a map that only the caller refers to: `map` or a copy. Consumes `map`. The places stay
/// the same. The empty maps of kind none stay what they are. Hot when unique.
MycoMap *myco_map_unique(MycoMap *map);

/// Returns `map` without the key, which may be missing. Consumes `map`.
MycoMap *myco_map_delete_int(MycoMap *map, int64_t key);
MycoMap *myco_map_delete_string(MycoMap *map, const MycoString *key);
MycoMap *myco_map_delete_value(MycoMap *map, int64_t tag, int64_t payload);

// MARK: Access of any layout

/// Returns the key that the value is, borrowed: a Float that is a whole number becomes the Int.
/// TypeError for what cannot be a key.
MycoValue myco_check_key(int64_t tag, int64_t payload, const MycoLocation *location);

/// Return the value of the key, retained; Null if it is missing.
MycoValue myco_map_get_int(MycoMap *map, int64_t key);
MycoValue myco_map_get_string(MycoMap *map, const MycoString *key);
MycoValue myco_map_get_value(MycoMap *map, int64_t tag, int64_t payload);

/// Return the key and the value at a place that is not dead, retained. A set's value is Null.
MycoValue myco_map_key_at(MycoMap *map, int64_t place);
MycoValue myco_map_value_at(MycoMap *map, int64_t place);

/// Returns `map` with the value of the key replaced; a missing key goes to the end. Keys and values
/// become tagged where these do not fit. Consumes the map, the key (of `myco_check_key`), and the
/// value.
MycoMap *myco_map_set(
  MycoMap *map, int64_t key_tag, int64_t key, int64_t value_tag, int64_t value);

/// Moves the value at a place out of a unique map; it is 0, null or Null until it is set again.
MycoValue myco_map_take(MycoMap *map, int64_t place);

/// Returns `map`, an empty one of the same kind of object. Consumes `map`.
MycoMap *myco_map_clear(MycoMap *map);

/// Returns `map` with keys and values of these kinds. Consumes `map`. To tagged from any; values to
/// Float from Int; to others only where all fit. An empty map of other kinds becomes one of kind
/// none.
MycoMap *myco_map_convert(MycoMap *map, int32_t key_kind, int32_t element);

/// Return new arrays in order: of the keys (a set's elements), of the values, of arrays [k, v].
MycoArray *myco_map_keys(MycoMap *map);
MycoArray *myco_map_values(MycoMap *map);
MycoArray *myco_map_entries(MycoMap *map);

/// Returns `map` with the entries of `other`. Consumes `map`.
MycoMap *myco_map_update(MycoMap *map, MycoMap *other);

/// Returns a new Map of the entries of `map`, then those of `other`.
MycoMap *myco_map_merge(MycoMap *map, MycoMap *other);

/// Whether both have equal entries in any order. May call `equals` of instances, which may raise.
bool myco_map_equal(MycoMap *left, MycoMap *right);

// MARK: Sets

/// Returns `set` with the element. Consumes both; the element is a key of `myco_check_key`.
MycoMap *myco_set_add(MycoMap *set, int64_t tag, int64_t payload);

/// Returns the set of an array's elements; TypeError for what cannot be one.
MycoMap *myco_set_from_array(MycoArray *array, const MycoLocation *location);

/// Return new sets in the left operand's order, then the right's.
MycoMap *myco_set_union(MycoMap *left, MycoMap *right);
MycoMap *myco_set_intersection(MycoMap *left, MycoMap *right);
MycoMap *myco_set_difference(MycoMap *left, MycoMap *right);
MycoMap *myco_set_symmetric_difference(MycoMap *left, MycoMap *right);

/// Whether all elements of `left` are in `right`.
bool myco_set_is_subset(MycoMap *left, MycoMap *right);

#endif
