/// Requests by libcurl: what compiled programs and the interpreter share.
#ifndef MYCO_HTTP_H
#define MYCO_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A request. Texts are UTF-8.
typedef struct MycoRequest {
  const char *method, *url;
  /// The lines `name: value`.
  const char *const *headers;
  size_t header_count;
  /// The body, null if there is none.
  const char *body;
  size_t body_length;
  /// The seconds after which it is given up; not positive for none.
  double timeout;
} MycoRequest;

/// What came back. All texts are to be freed by `myco_response_free`.
typedef struct MycoResponse {
  /// The status, 0 when no answer came.
  int64_t status;
  char *body;
  size_t body_length;
  /// The last answer's status line and headers, as they came.
  char *head;
  size_t head_length;
  /// What went wrong; "" if an answer came.
  char error[512];
} MycoResponse;

/// Sends a request and waits for the answer.
void myco_http_send(const MycoRequest *request, MycoResponse *response);
void myco_response_free(MycoResponse *response);

#endif
