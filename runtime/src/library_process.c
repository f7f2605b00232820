// Processes. The calls of the system are in runtime/core/system.
#include "internal.h"
#include "myco_system.h"

#include <errno.h>
#include <stdlib.h>

static MycoArray *push_text(MycoArray *array, char *bytes, size_t length) {
  MycoString *text = myco_string_from_text(bytes == NULL ? "" : bytes, (int64_t)length);
  free(bytes);
  return myco_array_push_value(array, MYCO_STRING, object_value(text).payload);
}

/// Returns the arguments of a process, to be freed; null where one holds a scalar 0.
static char **make_arguments(MycoArray *texts, const MycoLocation *location) {
  char **arguments = calloc((size_t)texts->length + 1, sizeof(char *));
  if (arguments == NULL) myco_raise_out_of_memory(location);
  for (int64_t i = 0; i < texts->length; ++i) {
    MycoString *text = as_string(element_at(texts, i).payload);
    arguments[i] = text->bytes;
    if (strlen(text->bytes) == (size_t)text->byte_length) continue;
    free(arguments);
    errno = EINVAL;
    return NULL;
  }
  return arguments;
}

MycoValue myco_process_run(MycoArray *texts, const MycoLocation *location) {
  myco_print_flush();
  char **arguments = make_arguments(texts, location);
  MycoProcess process;
  bool succeeds = arguments != NULL && myco_process_start(arguments, &process);
  free(arguments);
  if (!succeeds) {
    myco_raise_io("run", as_string(element_at(texts, 0).payload), location);
    return null_value();
  }
  MycoArray *result = myco_array_allocate(MYCO_ELEMENT_TAGGED, 3);
  result = myco_array_push_value(result, MYCO_INT, process.status);
  result = push_text(result, process.output, process.output_length);
  return object_value(push_text(result, process.error, process.error_length));
}
