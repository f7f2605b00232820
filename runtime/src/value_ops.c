// Arithmetic and bit operations on tagged values.
#include "map_internal.h"

static MycoValue array_value(MycoArray *array) { return object_value(array); }
static MycoValue string_value(MycoString *string) { return object_value(string); }

/// Whether both operands are numbers and one of them is a Float.
static bool are_floats(int64_t left_tag, int64_t right_tag) {
  return is_number(left_tag) && is_number(right_tag) &&
    (left_tag == MYCO_FLOAT || right_tag == MYCO_FLOAT);
}

static bool are_sets(int64_t left_tag, int64_t right_tag) {
  return left_tag == MYCO_SET && right_tag == MYCO_SET;
}

/// Raises the TypeError of a binary operator. Returns Null.
MYCO_COLD static MycoValue unsupported(const char *operator, MYCO_BINARY) {
  myco_raise_operands(operator, left_tag, left, right_tag, right, location);
  return null_value();
}

/// Raises the TypeError of a unary operator. Returns Null.
MYCO_COLD static MycoValue unsupported_operand(
  const char *operator, int64_t tag, int64_t payload, const MycoLocation *location
) {
  myco_raise_operand(operator, tag, payload, location);
  return null_value();
}

static bool are_ints(int64_t left_tag, int64_t right_tag) {
  return left_tag == MYCO_INT && right_tag == MYCO_INT;
}

MycoValue myco_value_append(MYCO_BINARY) {
  if (left_tag == MYCO_ARRAY) {
    if (right_tag == MYCO_ARRAY) {
      return array_value(myco_array_concat(as_array(left), as_array(right)));
    }
    myco_retain_value(right_tag, right);
    return array_value(myco_array_push_value(as_array(left), right_tag, right));
  }
  if (left_tag == MYCO_STRING) {
    return string_value(myco_string_append_value(as_string(left), right_tag, right));
  }
  if (are_ints(left_tag, right_tag)) {
    int64_t sum;
    if (UNLIKELY(__builtin_add_overflow(left, right, &sum))) {
      myco_raise_overflow("+", left, right, location);
      return null_value();
    }
    return int_value(sum);
  }
  if (are_floats(left_tag, right_tag)) {
    return float_value(number_as_float(left_tag, left) + number_as_float(right_tag, right));
  }
  if (right_tag == MYCO_STRING) {
    MycoString *text = myco_string_prepend_value(left_tag, left, as_string(right));
    myco_release_value(left_tag, left);
    return string_value(text);
  }
  MycoValue result = are_sets(left_tag, right_tag)
    ? object_value(myco_set_union(as_map(left), as_map(right)))
    : unsupported("+", left_tag, left, right_tag, right, location);
  myco_release_value(left_tag, left);
  return result;
}

MycoValue myco_value_add(MYCO_BINARY) {
  myco_retain_value(left_tag, left);
  return myco_value_append(left_tag, left, right_tag, right, location);
}

MycoValue myco_value_subtract(MYCO_BINARY) {
  if (are_ints(left_tag, right_tag)) {
    int64_t difference;
    if (UNLIKELY(__builtin_sub_overflow(left, right, &difference))) {
      myco_raise_overflow("-", left, right, location);
      return null_value();
    }
    return int_value(difference);
  }
  if (are_floats(left_tag, right_tag)) {
    return float_value(number_as_float(left_tag, left) - number_as_float(right_tag, right));
  }
  if (are_sets(left_tag, right_tag)) {
    return object_value(myco_set_difference(as_map(left), as_map(right)));
  }
  return unsupported("-", left_tag, left, right_tag, right, location);
}

MycoValue myco_value_multiply(MYCO_BINARY) {
  if (are_ints(left_tag, right_tag)) {
    int64_t product;
    if (UNLIKELY(__builtin_mul_overflow(left, right, &product))) {
      myco_raise_overflow("*", left, right, location);
      return null_value();
    }
    return int_value(product);
  }
  if (are_floats(left_tag, right_tag)) {
    return float_value(number_as_float(left_tag, left) * number_as_float(right_tag, right));
  }
  if (left_tag == MYCO_STRING && right_tag == MYCO_INT) {
    return string_value(myco_string_repeat(as_string(left), right));
  }
  if (left_tag == MYCO_ARRAY && right_tag == MYCO_INT) {
    return array_value(myco_array_repeat(as_array(left), right));
  }
  return unsupported("*", left_tag, left, right_tag, right, location);
}

MycoValue myco_value_divide(MYCO_BINARY) {
  if (are_ints(left_tag, right_tag)) return float_value(myco_int_divide(left, right, location));
  if (are_floats(left_tag, right_tag)) {
    return float_value(number_as_float(left_tag, left) / number_as_float(right_tag, right));
  }
  return unsupported("/", left_tag, left, right_tag, right, location);
}

MycoValue myco_value_remainder(MYCO_BINARY) {
  if (are_ints(left_tag, right_tag)) return int_value(myco_int_remainder(left, right, location));
  if (are_floats(left_tag, right_tag)) {
    return float_value(myco_float_remainder(
      number_as_float(left_tag, left), number_as_float(right_tag, right)));
  }
  return unsupported("%", left_tag, left, right_tag, right, location);
}

MycoValue myco_value_power(MYCO_BINARY) {
  if (are_ints(left_tag, right_tag)) return int_value(myco_int_power(left, right, location));
  if (are_floats(left_tag, right_tag)) {
    return float_value(myco_float_power(
      number_as_float(left_tag, left), number_as_float(right_tag, right)));
  }
  return unsupported("**", left_tag, left, right_tag, right, location);
}

MycoValue myco_value_and(MYCO_BINARY) {
  if (are_ints(left_tag, right_tag)) return int_value(left & right);
  if (are_sets(left_tag, right_tag)) {
    return object_value(myco_set_intersection(as_map(left), as_map(right)));
  }
  return unsupported("&", left_tag, left, right_tag, right, location);
}

MycoValue myco_value_or(MYCO_BINARY) {
  if (are_ints(left_tag, right_tag)) return int_value(left | right);
  if (are_sets(left_tag, right_tag)) {
    return object_value(myco_set_union(as_map(left), as_map(right)));
  }
  return unsupported("|", left_tag, left, right_tag, right, location);
}

MycoValue myco_value_xor(MYCO_BINARY) {
  if (are_ints(left_tag, right_tag)) return int_value(left ^ right);
  if (are_sets(left_tag, right_tag)) {
    return object_value(myco_set_symmetric_difference(as_map(left), as_map(right)));
  }
  return unsupported("^", left_tag, left, right_tag, right, location);
}

MycoValue myco_value_shift_left(MYCO_BINARY) {
  if (are_ints(left_tag, right_tag)) return int_value(myco_int_shift_left(left, right, location));
  return unsupported("<<", left_tag, left, right_tag, right, location);
}

MycoValue myco_value_shift_right(MYCO_BINARY) {
  if (are_ints(left_tag, right_tag)) return int_value(myco_int_shift_right(left, right, location));
  return unsupported(">>", left_tag, left, right_tag, right, location);
}

MycoValue myco_value_negate(int64_t tag, int64_t payload, const MycoLocation *location) {
  if (tag == MYCO_INT) {
    if (UNLIKELY(payload == INT64_MIN)) {
      myco_raise_negate_overflow(payload, location);
      return null_value();
    }
    return int_value(-payload);
  }
  if (tag == MYCO_FLOAT) return float_value(-as_float(payload));
  return unsupported_operand("-", tag, payload, location);
}

MycoValue myco_value_plus(int64_t tag, int64_t payload, const MycoLocation *location) {
  if (is_number(tag)) return (MycoValue){tag, payload};
  return unsupported_operand("+", tag, payload, location);
}

MycoValue myco_value_complement(int64_t tag, int64_t payload, const MycoLocation *location) {
  if (tag == MYCO_INT) return int_value(~payload);
  return unsupported_operand("~", tag, payload, location);
}

bool myco_value_truth(int64_t tag, int64_t payload) {
  switch (tag) {
  case MYCO_NULL: return false;
  case MYCO_BOOL:
  case MYCO_INT: return payload != 0;
  case MYCO_FLOAT: return as_float(payload) != 0;
  case MYCO_STRING: return as_string(payload)->byte_length > 0;
  case MYCO_ARRAY: return as_array(payload)->length > 0;
  case MYCO_MAP:
  case MYCO_SET:
  case MYCO_OBJECT: return as_map(payload)->size > 0;
  case MYCO_INSTANCE: return myco_instance_truth(as_instance(payload));
  default: return true;
  }
}

int64_t myco_value_to_int(int64_t tag, int64_t payload, const MycoLocation *location) {
  switch (tag) {
  case MYCO_BOOL:
  case MYCO_INT: return payload;
  case MYCO_FLOAT: return myco_float_to_int(as_float(payload), location);
  case MYCO_STRING: return myco_string_to_int(as_string(payload), location);
  default:
    myco_raise_member(tag, payload, "toInt", location);
    return 0;
  }
}

double myco_value_to_float(int64_t tag, int64_t payload, const MycoLocation *location) {
  switch (tag) {
  case MYCO_BOOL:
  case MYCO_INT: return (double)payload;
  case MYCO_FLOAT: return as_float(payload);
  case MYCO_STRING: return myco_string_to_float(as_string(payload), location);
  default:
    myco_raise_member(tag, payload, "toFloat", location);
    return 0;
  }
}

bool myco_value_to_bool(int64_t tag, int64_t payload) {
  return tag == MYCO_STRING ? myco_string_to_bool(as_string(payload))
                            : myco_value_truth(tag, payload);
}
