#include "myco_system.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double myco_clock_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static bool local_time(double seconds, struct tm *parts) {
  double whole = floor(seconds);
  // The years beyond do not fit.
  if (!(fabs(whole) < 6e16)) return false;
  time_t time = (time_t)whole;
  tzset();
  return localtime_r(&time, parts) != NULL;
}

bool myco_clock_parts(double seconds, MycoTimeParts *parts) {
  struct tm local;
  if (!local_time(seconds, &local)) return false;
  *parts = (MycoTimeParts){
    local.tm_year + (int64_t)1900, local.tm_mon + 1, local.tm_mday, local.tm_hour, local.tm_min,
    local.tm_sec, local.tm_wday, local.tm_yday + 1};
  return true;
}

static bool is_leap_year(int64_t year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool is_date(int64_t year, int64_t month, int64_t day) {
  static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  return day <= days[month - 1] + (month == 2 && is_leap_year(year));
}

/// Returns the time of local parts; one that the clocks leave out moves forward.
static double make_time(const struct tm *parts) {
  struct tm local = *parts, wanted = *parts;
  local.tm_isdst = -1;
  tzset();
  time_t time = mktime(&local);
  time_t gap = timegm(&wanted) - timegm(&local);
  return (double)(gap > 0 ? time + gap : time);
}

bool myco_clock_make(const MycoTimeParts *parts, double *seconds) {
  bool is_time = is_date(parts->year, parts->month, parts->day) && parts->hour >= 0 &&
    parts->hour < 24 && parts->minute >= 0 && parts->minute < 60 && parts->second >= 0 &&
    parts->second < 60;
  if (!is_time) return false;
  struct tm local = {
    .tm_year = (int)parts->year - 1900, .tm_mon = (int)parts->month - 1,
    .tm_mday = (int)parts->day, .tm_hour = (int)parts->hour, .tm_min = (int)parts->minute,
    .tm_sec = (int)parts->second};
  *seconds = make_time(&local);
  return true;
}

char *myco_clock_format(double seconds, const char *format, size_t *length) {
  struct tm local;
  if (!local_time(seconds, &local)) return NULL;
  // An empty result is told from one that does not fit by a character before it.
  size_t size = strlen(format) + 2;
  char *marked = malloc(size);
  if (marked == NULL) return NULL;
  marked[0] = ' ';
  memcpy(marked + 1, format, size - 1);
  char *text = NULL;
  for (size_t capacity = 256;; capacity *= 2) {
    char *larger = realloc(text, capacity);
    if (larger == NULL) break;
    text = larger;
    *length = strftime(text, capacity, marked, &local);
    if (*length == 0) continue;
    free(marked);
    *length -= 1;
    memmove(text, text + 1, *length);
    return text;
  }
  free(marked);
  free(text);
  return NULL;
}

bool myco_clock_parse(const char *text, size_t length, const char *format, double *seconds) {
  struct tm parts = {.tm_year = 70, .tm_mday = 1, .tm_gmtoff = LONG_MIN};
  const char *end = strptime(text, format, &parts);
  if (end != text + length) return false;
  if (!is_date(parts.tm_year + (int64_t)1900, parts.tm_mon + 1, parts.tm_mday)) return false;
  long offset = parts.tm_gmtoff;
  if (offset == LONG_MIN) {
    *seconds = make_time(&parts);
  } else {
    *seconds = (double)(timegm(&parts) - offset);
  }
  return true;
}
