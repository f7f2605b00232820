// Times and processes as values. The calls of the system are in runtime/core/system.
#include "internal.h"
#include "myco_system.h"

#include <errno.h>
#include <stdio.h>

// MARK: Time

double myco_time_now(const MycoLocation *location) {
  (void)location;
  return myco_clock_now();
}

double myco_time_make(
  int64_t year, int64_t month, int64_t day, int64_t hour, int64_t minute, int64_t second,
  const MycoLocation *location
) {
  MycoTimeParts parts = {year, month, day, hour, minute, second, 0, 0};
  double seconds = 0;
  if (!myco_clock_make(&parts, &seconds)) {
    char message[192];
    snprintf(message, sizeof message, "there is no time %lld-%lld-%lld %lld:%lld:%lld",
             (long long)year, (long long)month, (long long)day, (long long)hour,
             (long long)minute, (long long)second);
    myco_raise("ValueError", message, location);
  }
  return seconds;
}

static void raise_distance(const MycoLocation *location) {
  myco_raise("ValueError", "the time is too far away", location);
}

int64_t myco_time_part(double seconds, int64_t part, const MycoLocation *location) {
  MycoTimeParts parts = {0};
  if (!myco_clock_parts(seconds, &parts)) raise_distance(location);
  const int64_t all[] = {parts.year, parts.month, parts.day, parts.hour, parts.minute,
                         parts.second, parts.weekday, parts.year_day};
  return all[part];
}

MycoString *myco_time_format(
  double seconds, const MycoString *format, const MycoLocation *location
) {
  size_t length;
  char *bytes = myco_clock_format(seconds, format->bytes, &length);
  if (bytes == NULL) {
    raise_distance(location);
    return static_string(&myco_empty_string);
  }
  MycoString *text = myco_string_from_text(bytes, (int64_t)length);
  free(bytes);
  return text;
}

MycoValue myco_time_parse(
  const MycoString *text, const MycoString *format, const MycoLocation *location
) {
  (void)location;
  double seconds;
  bool fits =
    myco_clock_parse(text->bytes, (size_t)text->byte_length, format->bytes, &seconds);
  return fits ? float_value(seconds) : null_value();
}
