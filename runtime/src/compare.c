// Equality and order of values.
#include "map_internal.h"

int32_t myco_compare_numbers(int64_t left_tag, int64_t left, int64_t right_tag, int64_t right) {
  if (left_tag == MYCO_INT) {
    if (right_tag == MYCO_INT) return (left > right) - (left < right);
    return myco_compare_int_float(left, as_float(right));
  }
  if (right_tag == MYCO_INT) {
    int32_t order = myco_compare_int_float(right, as_float(left));
    return order == 2 ? 2 : -order;
  }
  double a = as_float(left), b = as_float(right);
  if (a != a || b != b) return 2;
  return (a > b) - (a < b);
}

/// Whether two ranges have the same bounds and step.
static bool ranges_equal(const MycoRange *left, const MycoRange *right) {
  int64_t left_tag = left->header.element == MYCO_ELEMENT_INT ? MYCO_INT : MYCO_FLOAT;
  int64_t right_tag = right->header.element == MYCO_ELEMENT_INT ? MYCO_INT : MYCO_FLOAT;
  return
    myco_value_equal(left_tag, left->start.integer, right_tag, right->start.integer) &&
    myco_value_equal(left_tag, left->end.integer, right_tag, right->end.integer) &&
    myco_value_equal(left_tag, left->step.integer, right_tag, right->step.integer);
}

/// Asks the method `equals` of the left instance, if its class has one.
static bool instances_equal(MycoInstance *left, int64_t right) {
  if (left->type->equals == NULL) return (int64_t)(intptr_t)left == right;
  bool is_equal = left->type->equals(left, MYCO_INSTANCE, right);
  return is_equal && !is_pending();
}

bool myco_value_equal(int64_t left_tag, int64_t left, int64_t right_tag, int64_t right) {
  if (is_number(left_tag) && is_number(right_tag)) {
    return myco_compare_numbers(left_tag, left, right_tag, right) == 0;
  }
  bool are_maps = (left_tag == MYCO_MAP && right_tag == MYCO_OBJECT) ||
    (left_tag == MYCO_OBJECT && right_tag == MYCO_MAP);
  if (left_tag != right_tag && !are_maps) return false;
  switch (left_tag) {
  case MYCO_NULL: return true;
  case MYCO_STRING: return myco_string_equal(as_string(left), as_string(right));
  case MYCO_ARRAY: return myco_array_equal(as_array(left), as_array(right));
  case MYCO_RANGE: return ranges_equal(as_range(left), as_range(right));
  case MYCO_MAP:
  case MYCO_SET:
  case MYCO_OBJECT: return myco_map_equal(as_map(left), as_map(right));
  case MYCO_INSTANCE: return instances_equal(as_instance(left), right);
  case MYCO_FUNCTION:
  case MYCO_CLASS: return myco_function_equal(as_object(left), as_object(right));
  case MYCO_ERROR: return myco_error_equal(as_object(left), as_object(right));
  default: return left == right;
  }
}

bool myco_array_equal(MycoArray *left, MycoArray *right) {
  int64_t length = left->length;
  if (length != right->length || is_stack_exhausted()) return false;
  int32_t element = left->header.element;
  if (element == right->header.element &&
      (element == MYCO_ELEMENT_INT || element == MYCO_ELEMENT_BOOL)) {
    return memcmp(elements(left), elements(right), (size_t)(length * element_size(element))) == 0;
  }
  for (int64_t i = 0; i < length; ++i) {
    MycoValue a = element_at(left, i), b = element_at(right, i);
    if (!myco_value_equal(a.tag, a.payload, b.tag, b.payload)) return false;
  }
  return true;
}

int32_t myco_compare_values(
  int64_t left_tag, int64_t left, int64_t right_tag, int64_t right, const MycoLocation *location
) {
  if (is_number(left_tag) && is_number(right_tag)) {
    return myco_compare_numbers(left_tag, left, right_tag, right);
  }
  if (left_tag == MYCO_STRING && right_tag == MYCO_STRING) {
    return myco_string_compare(as_string(left), as_string(right));
  }
  if (left_tag == MYCO_ARRAY && right_tag == MYCO_ARRAY) {
    return myco_array_compare(as_array(left), as_array(right), location);
  }
  myco_raise_order(left_tag, left, right_tag, right, location);
  return 2;
}

int32_t myco_array_compare(MycoArray *left, MycoArray *right, const MycoLocation *location) {
  int64_t left_length = left->length, right_length = right->length;
  if (is_stack_exhausted()) return 2;
  for (int64_t i = 0; i < left_length && i < right_length; ++i) {
    MycoValue a = element_at(left, i), b = element_at(right, i);
    int32_t order = myco_compare_values(a.tag, a.payload, b.tag, b.payload, location);
    if (order != 0) return order;
  }
  return (left_length > right_length) - (left_length < right_length);
}

bool myco_value_less(MYCO_BINARY) {
  return myco_compare_values(left_tag, left, right_tag, right, location) == -1;
}

bool myco_value_less_equal(MYCO_BINARY) {
  int32_t order = myco_compare_values(left_tag, left, right_tag, right, location);
  return order == -1 || order == 0;
}

bool myco_value_greater(MYCO_BINARY) {
  return myco_compare_values(left_tag, left, right_tag, right, location) == 1;
}

bool myco_value_greater_equal(MYCO_BINARY) {
  int32_t order = myco_compare_values(left_tag, left, right_tag, right, location);
  return order == 1 || order == 0;
}

bool myco_array_contains(MycoArray *array, int64_t tag, int64_t payload) {
  if (array->header.element == MYCO_ELEMENT_INT && tag == MYCO_INT) {
    for (int64_t i = 0; i < array->length; ++i) {
      if (ints(array)[i] == payload) return true;
    }
    return false;
  }
  for (int64_t i = 0; i < array->length; ++i) {
    MycoValue element = element_at(array, i);
    if (myco_value_equal(tag, payload, element.tag, element.payload)) return true;
    if (is_pending()) return false;
  }
  return false;
}

/// Whether a map has the key, or a set the element.
static bool map_contains(
  MycoMap *map, int64_t tag, int64_t payload, const MycoLocation *location
) {
  MycoValue key = myco_check_key(tag, payload, location);
  return !is_pending() && myco_map_find_value(map, key.tag, key.payload) >= 0;
}

bool myco_value_in(MYCO_BINARY) {
  switch (right_tag) {
  case MYCO_STRING:
    if (left_tag == MYCO_STRING) return myco_string_contains(as_string(right), as_string(left));
    break;
  case MYCO_ARRAY: return myco_array_contains(as_array(right), left_tag, left);
  case MYCO_RANGE: return myco_range_contains(as_range(right), left_tag, left);
  case MYCO_MAP:
  case MYCO_SET:
  case MYCO_OBJECT: return map_contains(as_map(right), left_tag, left, location);
  default: break;
  }
  myco_raise_operands("in", left_tag, left, right_tag, right, location);
  return false;
}
