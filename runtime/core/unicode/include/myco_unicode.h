/// Case and kinds of Unicode scalars by utf8proc: what compiled programs and the interpreter share.
#ifndef MYCO_SCALAR_CORE_H
#define MYCO_SCALAR_CORE_H

#include <stdbool.h>
#include <stdint.h>

/// Store what `scalar` becomes in upper or in lower case, at most three scalars; they return the
/// number of these.
int32_t myco_scalar_to_upper(uint32_t scalar, uint32_t mapped[3]);
int32_t myco_scalar_to_lower(uint32_t scalar, uint32_t mapped[3]);

/// Whether the general category of `scalar` is Nd; one of L; Lu; Ll.
bool myco_scalar_is_digit(uint32_t scalar);
bool myco_scalar_is_letter(uint32_t scalar);
bool myco_scalar_is_upper(uint32_t scalar);
bool myco_scalar_is_lower(uint32_t scalar);

/// Whether `scalar` has the property White_Space.
bool myco_scalar_is_space(uint32_t scalar);

#endif
