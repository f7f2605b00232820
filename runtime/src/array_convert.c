// Changing the element kind of arrays.
#include "internal.h"

bool myco_array_all(MycoArray *array, int64_t tags) {
  switch (array->header.element) {
  case MYCO_ELEMENT_NONE: return true;
  case MYCO_ELEMENT_INT: return array->length == 0 || (tags >> MYCO_INT & 1);
  case MYCO_ELEMENT_FLOAT: return array->length == 0 || (tags >> MYCO_FLOAT & 1);
  case MYCO_ELEMENT_BOOL: return array->length == 0 || (tags >> MYCO_BOOL & 1);
  default:
    for (int64_t i = 0; i < array->length; ++i) {
      if (!(tags >> element_at(array, i).tag & 1)) return false;
    }
    return true;
  }
}

/// The value of `value`, which fits, in an array of kind `element`.
static MycoValue fitted(MycoValue value, int32_t element) {
  if (element == MYCO_ELEMENT_FLOAT && value.tag == MYCO_INT) {
    return float_value((double)value.payload);
  }
  if (!fits_element(value.tag, element)) {
    myco_internal_error("an array was converted to a kind that an element does not fit");
  }
  return value;
}

MycoArray *myco_array_convert(MycoArray *array, int32_t element) {
  if (array->header.element == element) return array;
  if (array->length == 0) {
    myco_release(array);
    return &myco_empty_array;
  }
  int64_t length = array->length;
  MycoArray *result = myco_array_sized(element, length);
  for (int64_t i = 0; i < length; ++i) {
    store_element(result, i, fitted(element_at(array, i), element));
  }
  // The elements of a unique array move; those of a shared one gain a reference.
  if (array->header.count != 0) myco_retain_elements(result, 0);
  myco_release_shallow(array);
  return result;
}
