// libcurl for a program that is not linked with it: the interpreter loads it for the first request.
#ifdef MYCO_LOADS_CURL
#include <curl/curl.h>
#undef curl_easy_setopt
#undef curl_easy_getinfo

#include <dlfcn.h>
#include <stdarg.h>
#include <stdint.h>

/// Returns the function `name` of libcurl; null if it is not there.
static void *find(const char *name) {
  static void *library;
  if (library == NULL) library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  return library == NULL ? NULL : dlsym(library, name);
}

/// Without libcurl this fails, and nothing else is called.
CURL *curl_easy_init(void) {
  CURL *(*function)(void) = find("curl_easy_init");
  return function == NULL ? NULL : function();
}

/// All that options take is passed alike: 8 bytes.
CURLcode curl_easy_setopt(CURL *curl, CURLoption option, ...) {
  CURLcode (*function)(CURL *, CURLoption, ...) = find("curl_easy_setopt");
  va_list arguments;
  va_start(arguments, option);
  int64_t value = va_arg(arguments, int64_t);
  va_end(arguments);
  return function(curl, option, value);
}

CURLcode curl_easy_getinfo(CURL *curl, CURLINFO info, ...) {
  CURLcode (*function)(CURL *, CURLINFO, ...) = find("curl_easy_getinfo");
  va_list arguments;
  va_start(arguments, info);
  void *place = va_arg(arguments, void *);
  va_end(arguments);
  return function(curl, info, place);
}

CURLcode curl_easy_perform(CURL *curl) {
  CURLcode (*function)(CURL *) = find("curl_easy_perform");
  return function(curl);
}

void curl_easy_cleanup(CURL *curl) {
  void (*function)(CURL *) = find("curl_easy_cleanup");
  function(curl);
}

const char *curl_easy_strerror(CURLcode code) {
  const char *(*function)(CURLcode) = find("curl_easy_strerror");
  return function(code);
}

struct curl_slist *curl_slist_append(struct curl_slist *list, const char *text) {
  struct curl_slist *(*function)(struct curl_slist *, const char *) = find("curl_slist_append");
  return function == NULL ? NULL : function(list, text);
}

void curl_slist_free_all(struct curl_slist *list) {
  void (*function)(struct curl_slist *) = find("curl_slist_free_all");
  if (function != NULL) function(list);
}
#endif
