/// The scalars that become several ones in another case, which utf8proc does not map.
#ifndef MYCO_SPECIAL_CASES_H
#define MYCO_SPECIAL_CASES_H

#include <stdint.h>

/// A scalar and the two or three that it becomes; the rest is 0.
typedef struct MycoSpecialCase {
  uint32_t scalar;
  uint32_t mapped[3];
} MycoSpecialCase;

/// In order of scalars.
extern const MycoSpecialCase myco_special_upper[];
extern const int32_t myco_special_upper_count;

/// U+0130, the one that becomes several in lower case.
extern const MycoSpecialCase myco_special_lower;

#endif
