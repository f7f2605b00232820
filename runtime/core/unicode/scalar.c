#include "myco_unicode.h"

#include <string.h>
#include <utf8proc.h>

#include "special_cases.h"

static int32_t expand(const MycoSpecialCase *special, uint32_t mapped[3]) {
  memcpy(mapped, special->mapped, sizeof special->mapped);
  return mapped[2] == 0 ? 2 : 3;
}

int32_t myco_scalar_to_upper(uint32_t scalar, uint32_t mapped[3]) {
  int32_t low = 0, high = myco_special_upper_count;
  while (low < high) {
    int32_t middle = low + (high - low) / 2;
    const MycoSpecialCase *special = &myco_special_upper[middle];
    if (special->scalar == scalar) return expand(special, mapped);
    if (special->scalar < scalar) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  mapped[0] = (uint32_t)utf8proc_toupper((utf8proc_int32_t)scalar);
  return 1;
}

int32_t myco_scalar_to_lower(uint32_t scalar, uint32_t mapped[3]) {
  if (scalar == myco_special_lower.scalar) return expand(&myco_special_lower, mapped);
  mapped[0] = (uint32_t)utf8proc_tolower((utf8proc_int32_t)scalar);
  return 1;
}

static utf8proc_category_t category(uint32_t scalar) {
  return utf8proc_category((utf8proc_int32_t)scalar);
}

bool myco_scalar_is_digit(uint32_t scalar) { return category(scalar) == UTF8PROC_CATEGORY_ND; }

bool myco_scalar_is_letter(uint32_t scalar) {
  switch (category(scalar)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO: return true;
  default: return false;
  }
}

bool myco_scalar_is_upper(uint32_t scalar) { return category(scalar) == UTF8PROC_CATEGORY_LU; }
bool myco_scalar_is_lower(uint32_t scalar) { return category(scalar) == UTF8PROC_CATEGORY_LL; }
