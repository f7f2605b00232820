// Sets: maps without values.
#include "map_internal.h"

MycoMap *myco_set_add(MycoMap *set, int64_t tag, int64_t payload) {
  MycoMapPlace found = myco_map_demand(set, MYCO_ELEMENT_NONE, (MycoValue){tag, payload});
  myco_release_value(tag, payload);
  return found.map;
}

MycoMap *myco_set_from_array(MycoArray *array, const MycoLocation *location) {
  MycoMap *set = &myco_empty_set;
  for (int64_t i = 0; i < array->length; ++i) {
    MycoValue element = element_at(array, i);
    MycoValue key = myco_check_key(element.tag, element.payload, location);
    if (is_pending()) {
      myco_release(set);
      return &myco_empty_set;
    }
    set = myco_map_demand(set, MYCO_ELEMENT_NONE, key).map;
  }
  return set;
}

/// Returns `set` (consumed) with `element` of `from`. An empty set takes the layout of `from` where
/// that is tagged, whatever its first element is: compiled code knows the layout by the type.
static MycoMap *with_element(MycoMap *set, const MycoMap *from, MycoValue element) {
  if (set->key_kind == MYCO_ELEMENT_NONE && from->key_kind == MYCO_ELEMENT_TAGGED) {
    return myco_map_place_value(set, MYCO_ELEMENT_NONE, element.tag, element.payload).map;
  }
  return myco_map_demand(set, MYCO_ELEMENT_NONE, element).map;
}

/// Returns `set` (consumed) with those elements of `from` that are in `other` iff `wanted`.
static MycoMap *with_elements(MycoMap *set, MycoMap *from, MycoMap *other, bool wanted) {
  for (int64_t i = myco_map_next(from, 0); i < from->used; i = myco_map_next(from, i + 1)) {
    MycoValue key = key_at(from, i);
    if ((myco_map_find_value(other, key.tag, key.payload) >= 0) == wanted) {
      set = with_element(set, from, key);
    }
  }
  return set;
}

MycoMap *myco_set_union(MycoMap *left, MycoMap *right) {
  myco_retain(left);
  return with_elements(left, right, left, false);
}

MycoMap *myco_set_intersection(MycoMap *left, MycoMap *right) {
  return with_elements(&myco_empty_set, left, right, true);
}

MycoMap *myco_set_difference(MycoMap *left, MycoMap *right) {
  return with_elements(&myco_empty_set, left, right, false);
}

MycoMap *myco_set_symmetric_difference(MycoMap *left, MycoMap *right) {
  return with_elements(myco_set_difference(left, right), right, left, false);
}

bool myco_set_is_subset(MycoMap *left, MycoMap *right) {
  for (int64_t i = myco_map_next(left, 0); i < left->used; i = myco_map_next(left, i + 1)) {
    MycoValue key = key_at(left, i);
    if (myco_map_find_value(right, key.tag, key.payload) < 0) return false;
  }
  return true;
}
