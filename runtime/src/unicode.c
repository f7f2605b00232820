// UTF-8.
#include "unicode.h"

int64_t myco_encode_scalar(uint32_t scalar, char bytes[4]) {
  if (scalar < 0x80) {
    bytes[0] = (char)scalar;
    return 1;
  }
  int64_t width = scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4;
  static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
  for (int64_t i = width - 1; i > 0; --i) {
    bytes[i] = (char)(0x80 | (scalar & 0x3F));
    scalar >>= 6;
  }
  bytes[0] = (char)(leads[width] | scalar);
  return width;
}

int64_t myco_valid_width(const unsigned char *bytes, const unsigned char *end) {
  unsigned char first = bytes[0];
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  int64_t width = scalar_width(first);
  if (end - bytes < width) return 0;
  unsigned char second = bytes[1];
  // Overlong forms, surrogates, and what lies beyond U+10FFFF.
  if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
  if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
  for (int64_t i = 1; i < width; ++i) {
    if ((bytes[i] & 0xC0) != 0x80) return 0;
  }
  return width;
}

MycoString *myco_string_from_text(const char *bytes, int64_t length) {
  STATIC_WIDE_STRING(replacement, "\xEF\xBF\xBD", 1);
  const unsigned char *next = (const unsigned char *)bytes, *end = next + length;
  MycoString *text = static_string(&myco_empty_string);
  while (next < end) {
    const unsigned char *start = next;
    int64_t width;
    while (next < end && (width = myco_valid_width(next, end)) > 0) next += width;
    MycoString *valid = myco_string_from_bytes((const char *)start, next - start);
    text = myco_string_concat(text, valid);
    myco_release(valid);
    if (next < end) {
      text = myco_string_concat(text, static_string(&replacement));
      ++next;
    }
  }
  return text;
}
