/// Properties of Unicode scalars.
#ifndef MYCO_UNICODE_H
#define MYCO_UNICODE_H

#include "internal.h"

/// `count` scalars from `first` on, each `stride` after the one before; in mappings each becomes
/// itself + `offset`.
typedef struct MycoScalarRun {
  uint32_t first;
  uint16_t count;
  uint16_t stride;
  int32_t offset;
} MycoScalarRun;

/// A scalar that becomes two or three; the rest is 0.
typedef struct MycoSpecialCase {
  uint32_t scalar;
  uint32_t mapped[3];
} MycoSpecialCase;

/// What scalars become in upper or in lower case, in order of scalars.
typedef struct MycoCaseMapping {
  const MycoScalarRun *runs;
  int32_t run_count;
  const MycoSpecialCase *specials;
  int32_t special_count;
} MycoCaseMapping;

/// A set of scalars, in order.
typedef struct MycoScalarSet {
  const MycoScalarRun *runs;
  int32_t count;
} MycoScalarSet;

extern const MycoCaseMapping myco_upper_mapping;
extern const MycoCaseMapping myco_lower_mapping;
extern const MycoScalarSet myco_digits;
extern const MycoScalarSet myco_letters;
extern const MycoScalarSet myco_spaces;
extern const MycoScalarSet myco_uppercase;
extern const MycoScalarSet myco_lowercase;

/// Whether `set` has `scalar`.
bool myco_scalar_is_in(const MycoScalarSet *set, uint32_t scalar);

/// Stores what `scalar` becomes by `mapping`; returns the number of scalars.
int32_t myco_map_scalar(const MycoCaseMapping *mapping, uint32_t scalar, uint32_t mapped[3]);

/// Writes a scalar as UTF-8 and returns its width.
int64_t myco_encode_scalar(uint32_t scalar, char bytes[4]);

/// Returns the width of the valid scalar that begins at `bytes`, before `end`; 0 if none does.
int64_t myco_valid_width(const unsigned char *bytes, const unsigned char *end);

#endif
