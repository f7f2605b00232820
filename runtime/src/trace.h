/// What the parts of the trace of an error share: `trace_unwind.c` finds the return addresses,
/// `trace_info.c` and `trace_line.c` read the DWARF that the compiler wrote about them.
#ifndef MYCO_TRACE_H
#define MYCO_TRACE_H

#include "internal.h"

// MARK: Reading bytes

/// Bytes to be read. Behind the end every read gives 0 and stays there.
typedef struct Bytes {
  const uint8_t *at;
  const uint8_t *end;
} Bytes;

/// Returns the bytes from `offset` on; none if there are not as many.
static inline Bytes bytes_from(Bytes bytes, uint64_t offset) {
  uint64_t length = (uint64_t)(bytes.end - bytes.at);
  return (Bytes){offset < length ? bytes.at + offset : bytes.end, bytes.end};
}

/// Skips `count` bytes.
static inline void skip_bytes(Bytes *bytes, uint64_t count) { *bytes = bytes_from(*bytes, count); }

/// Reads a little-endian number of `size` bytes, at most 8.
static inline uint64_t read_number(Bytes *bytes, size_t size) {
  uint64_t value = 0;
  if ((size_t)(bytes->end - bytes->at) < size) {
    bytes->at = bytes->end;
    return 0;
  }
  memcpy(&value, bytes->at, size);
  bytes->at += size;
  return value;
}

/// Reads an unsigned LEB128 number; what lies beyond 64 bits is lost.
static inline uint64_t read_unsigned(Bytes *bytes) {
  uint64_t value = 0;
  for (unsigned shift = 0; bytes->at < bytes->end; shift += 7) {
    uint8_t byte = *bytes->at++;
    if (shift < 64) value |= (uint64_t)(byte & 0x7F) << shift;
    if ((byte & 0x80) == 0) break;
  }
  return value;
}

/// Reads a signed LEB128 number.
static inline int64_t read_signed(Bytes *bytes) {
  uint64_t value = 0;
  for (unsigned shift = 0; bytes->at < bytes->end;) {
    uint8_t byte = *bytes->at++;
    if (shift < 64) value |= (uint64_t)(byte & 0x7F) << shift;
    shift += 7;
    if ((byte & 0x80) != 0) continue;
    if ((byte & 0x40) != 0 && shift < 64) value |= ~(uint64_t)0 << shift;
    break;
  }
  return (int64_t)value;
}

/// Reads a text that ends in NUL; an empty one if none does.
static inline const char *read_text(Bytes *bytes) {
  const uint8_t *end = memchr(bytes->at, 0, (size_t)(bytes->end - bytes->at));
  if (end == NULL) {
    bytes->at = bytes->end;
    return "";
  }
  const char *text = (const char *)bytes->at;
  bytes->at = end + 1;
  return text;
}

// MARK: The program's DWARF

/// The sections of DWARF 4; those that are missing are empty.
typedef struct DebugSections {
  Bytes info;
  Bytes abbreviations;
  Bytes lines;
  Bytes strings;
  Bytes ranges;
} DebugSections;

/// A file of a line table. `directory` is empty for the folder of the main file.
typedef struct SourceName {
  const char *directory;
  const char *name;
} SourceName;

/// A line of a trace.
typedef struct TraceFrame {
  const char *function;
  SourceName file;
  /// 0: the code stands nowhere in the source.
  uint64_t line;
  uint64_t column;
} TraceFrame;

/// Stores the calls under way at the instruction at `address`, a link-time one: that of the
/// function that was inlined innermost first. Returns their number, at most `limit`; 0 for an
/// instruction that the compiler did not make.
int64_t myco_trace_frames(
  const DebugSections *sections, uint64_t address, TraceFrame *frames, int64_t limit);

/// Finds the place of the instruction at `address` in the line table `table` of DWARF 4, which
/// starts with its header, and stores it in `frame`; line 0 if it has none.
void myco_trace_find_line(Bytes table, uint64_t address, TraceFrame *frame);

/// Returns the file `number` of the line table `table`.
SourceName myco_trace_file(Bytes table, uint64_t number);

/// The address at which the executable's first byte is mapped, less its link-time one.
uintptr_t myco_trace_bias(void);

#endif
