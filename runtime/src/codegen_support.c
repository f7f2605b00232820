// What the code generator needs beside the operations of the language.
#include "internal.h"

MycoArray *myco_array_convert_nested(MycoArray *array, const uint8_t *kinds, int64_t depth) {
  array = myco_array_convert(array, kinds[0]);
  if (depth == 1 || array->length == 0) return array;
  array = myco_array_unique(array);
  for (int64_t i = 0; i < array->length; ++i) {
    MycoArray *element = pointers(array)[i];
    if (element == NULL) continue;
    pointers(array)[i] = myco_array_convert_nested(element, kinds + 1, depth - 1);
  }
  return array;
}
