// Requests: texts and answers as values. The transfer itself is in runtime/core/http.
#include "internal.h"
#include "myco_http.h"

static MycoArray *push_text(MycoArray *array, const char *bytes, size_t length) {
  MycoString *text = myco_string_from_text(bytes == NULL ? "" : bytes, (int64_t)length);
  return myco_array_push_value(array, MYCO_STRING, object_value(text).payload);
}

MycoValue myco_http_request(
  const MycoString *method, const MycoString *url, MycoArray *headers, bool has_body,
  const MycoString *body, double timeout, const MycoLocation *location
) {
  myco_print_flush();
  const char **lines = calloc((size_t)headers->length + 1, sizeof(char *));
  if (lines == NULL) myco_raise_out_of_memory(location);
  for (int64_t i = 0; i < headers->length; ++i) {
    lines[i] = as_string(element_at(headers, i).payload)->bytes;
  }
  MycoRequest request = {
    .method = method->bytes, .url = url->bytes, .headers = lines,
    .header_count = (size_t)headers->length, .body = has_body ? body->bytes : NULL,
    .body_length = (size_t)body->byte_length, .timeout = timeout};
  MycoResponse response;
  myco_http_send(&request, &response);
  free(lines);
  MycoArray *result = myco_array_allocate(MYCO_ELEMENT_TAGGED, 4);
  result = myco_array_push_value(result, MYCO_INT, response.status);
  result = push_text(result, response.body, response.body_length);
  result = push_text(result, response.head, response.head_length);
  result = push_text(result, response.error, strlen(response.error));
  myco_response_free(&response);
  return object_value(result);
}
