#include "myco_http.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_REDIRECTS = 10 };

/// Text that arrives in pieces.
typedef struct Buffer {
  char *bytes;
  size_t length, capacity;
} Buffer;

static bool append(Buffer *buffer, const char *bytes, size_t count) {
  if (buffer->capacity - buffer->length < count) {
    size_t capacity = 2 * buffer->capacity + count + 1024;
    char *larger = realloc(buffer->bytes, capacity);
    if (larger == NULL) return false;
    buffer->bytes = larger;
    buffer->capacity = capacity;
  }
  memcpy(buffer->bytes + buffer->length, bytes, count);
  buffer->length += count;
  return true;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *body) {
  return append(body, bytes, size * count) ? size * count : 0;
}

/// Keeps the headers of the last answer: after a redirection another status line comes.
static size_t take_header(char *bytes, size_t size, size_t count, void *head) {
  if (size * count >= 5 && memcmp(bytes, "HTTP/", 5) == 0) ((Buffer *)head)->length = 0;
  return append(head, bytes, size * count) ? size * count : 0;
}

static void set_options(CURL *curl, const MycoRequest *request) {
  curl_easy_setopt(curl, CURLOPT_URL, request->url);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)MOST_REDIRECTS);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "myco");
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  // Instead of the system's authorities, as curl and OpenSSL have it.
  const char *authorities = getenv("SSL_CERT_FILE");
  if (authorities != NULL) curl_easy_setopt(curl, CURLOPT_CAINFO, authorities);
  if (request->timeout > 0) {
    double limit = request->timeout < 1e6 ? request->timeout : 1e6;
    long milliseconds = (long)(limit * 1000);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, milliseconds > 0 ? milliseconds : 1L);
  }
  if (request->body != NULL) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
  }
  if (strcmp(request->method, "HEAD") == 0) {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  } else if (strcmp(request->method, "POST") == 0) {
    // Without a method of its own, what a redirection of a POST asks for becomes a GET.
    if (request->body == NULL) curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "");
  } else if (strcmp(request->method, "GET") != 0 || request->body != NULL) {
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
  }
}

/// Returns the list of the request's headers, to be freed.
static struct curl_slist *make_headers(const MycoRequest *request) {
  struct curl_slist *list = NULL;
  for (size_t i = 0; i < request->header_count; ++i) {
    struct curl_slist *longer = curl_slist_append(list, request->headers[i]);
    if (longer == NULL) break;
    list = longer;
  }
  return list;
}

void myco_http_send(const MycoRequest *request, MycoResponse *response) {
  *response = (MycoResponse){0};
  char details[CURL_ERROR_SIZE] = "";
  Buffer body = {0}, head = {0};
  CURL *curl = curl_easy_init();
  if (curl == NULL) {
    snprintf(response->error, sizeof response->error, "libcurl cannot be used");
    return;
  }
  struct curl_slist *headers = make_headers(request);
  set_options(curl, request);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, details);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &head);
  CURLcode code = curl_easy_perform(curl);
  if (code == CURLE_OK) {
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    *response = (MycoResponse){status, body.bytes, body.length, head.bytes, head.length, ""};
  } else {
    snprintf(response->error, sizeof response->error, "%s",
             details[0] != 0 ? details : curl_easy_strerror(code));
    free(body.bytes);
    free(head.bytes);
  }
  curl_easy_cleanup(curl);
  curl_slist_free_all(headers);
}

void myco_response_free(MycoResponse *response) {
  free(response->body);
  free(response->head);
}
