/// Unicode scalars and UTF-8.
#ifndef MYCO_UNICODE_H
#define MYCO_UNICODE_H

#include "internal.h"
#include "myco_unicode.h"

/// Writes a scalar as UTF-8 and returns its width.
int64_t myco_encode_scalar(uint32_t scalar, char bytes[4]);

/// Returns the width of the valid scalar that begins at `bytes`, before `end`; 0 if none does.
int64_t myco_valid_width(const unsigned char *bytes, const unsigned char *end);

#endif
