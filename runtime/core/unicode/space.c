// Apart from the rest, so that a program that only trims is not linked with the tables of utf8proc,
// 300 KB: these 25 scalars are all, and new ones are not expected.
#include "myco_unicode.h"

bool myco_scalar_is_space(uint32_t scalar) {
  switch (scalar) {
  case ' ':
  case 0x85:
  case 0xA0:
  case 0x1680:
  case 0x2028:
  case 0x2029:
  case 0x202F:
  case 0x205F:
  case 0x3000: return true;
  default: return (scalar >= '\t' && scalar <= '\r') || (scalar >= 0x2000 && scalar <= 0x200A);
  }
}
