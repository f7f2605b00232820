#include "tests.h"

#include "trace.h"

#include <stdlib.h>

// MARK: Unwinding

static void *captured[256];

/// Captures a trace `depth` calls further in; returns the number of addresses.
__attribute__((noinline)) static int64_t capture_below(int depth, int64_t limit) {
  // No tail call.
  volatile int64_t count =
    depth == 0 ? myco_trace_capture(captured, limit) : capture_below(depth - 1, limit);
  return count;
}

static void test_depths(void) {
  int64_t base = capture_below(0, 256);
  CHECK(base >= 3);
  CHECK(capture_below(1, 256) == base + 1);
  CHECK(capture_below(100, 256) == base + 100);
  // All calls but the innermost and the outermost stand at the same place.
  CHECK(captured[1] == captured[100]);
  CHECK(captured[0] != captured[1] && captured[101] != captured[1]);
  CHECK(capture_below(100000, 256) == 256);
}

static void test_gap(void) {
  int64_t whole = capture_below(100, 256);
  void *outermost[4];
  memcpy(outermost, captured + whole - 4, sizeof outermost);
  for (int depth = 20; depth < 40; ++depth) {
    CHECK(capture_below(depth, 12) == 12);
    CHECK(captured[5] != NULL && captured[6] == NULL && captured[7] != NULL);
    CHECK(memcmp(captured + 9, outermost + 1, 3 * sizeof outermost[0]) == 0);
  }
}

// MARK: DWARF

/// A section in the making.
typedef struct Section {
  uint8_t bytes[256];
  size_t length;
} Section;

static void put(Section *section, uint64_t value, size_t size) {
  memcpy(section->bytes + section->length, &value, size);
  section->length += size;
}

static void put_text(Section *section, const char *text) {
  size_t size = strlen(text) + 1;
  memcpy(section->bytes + section->length, text, size);
  section->length += size;
}

/// Writes the number of bytes that follow over the 4 bytes at `offset`.
static void put_length(Section *section, size_t offset) {
  uint32_t length = (uint32_t)(section->length - offset - 4);
  memcpy(section->bytes + offset, &length, sizeof length);
}

static void put_bytes(Section *section, const uint8_t *bytes, size_t size) {
  memcpy(section->bytes + section->length, bytes, size);
  section->length += size;
}

#define PUT(section, ...) \
  put_bytes(section, (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__}))

enum { INFO, ABBREVIATIONS, LINES, STRINGS, RANGES, SECTION_COUNT };

/// The program of `make_sections` as sections.
static Section sections[SECTION_COUNT];

static void make_abbreviations(Section *section) {
  // A unit with a line table; functions with a place, and with a name only.
  PUT(section, 1, 0x11, 1, 0x10, 0x17, 0x11, 0x01, 0x12, 0x06, 0, 0);
  PUT(section, 2, 0x2E, 1, 0x11, 0x01, 0x12, 0x06, 0x03, 0x08, 0, 0);
  PUT(section, 3, 0x2E, 0, 0x03, 0x0E, 0, 0);
  // An inlined function: origin, ranges, the call's file, line and column.
  PUT(section, 4, 0x1D, 0, 0x31, 0x13, 0x55, 0x17, 0x58, 0x0B, 0x59, 0x0B, 0x57, 0x0B, 0, 0);
  PUT(section, 0);
}

static void make_info(Section *section) {
  put(section, 0, 4);
  put(section, 4, 2);
  put(section, 0, 4);
  PUT(section, 8, 1);
  put(section, 0, 4);
  put(section, 0x1000, 8);
  put(section, 0x40, 4);
  uint64_t origin = section->length;
  PUT(section, 3);
  put(section, 1, 4);
  PUT(section, 2);
  put(section, 0x1000, 8);
  put(section, 0x30, 4);
  put_text(section, "outer");
  PUT(section, 4);
  put(section, origin, 4);
  put(section, 0, 4);
  PUT(section, 1, 3, 8, 0, 0);
  put_length(section, 0);
}

static void make_lines(Section *section) {
  put(section, 0, 4);
  put(section, 4, 2);
  put(section, 0, 4);
  PUT(section, 1, 1, 1, 0xFB, 14, 13, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1);
  put_text(section, "lib");
  PUT(section, 0);
  put_text(section, "main.myco");
  PUT(section, 0, 0, 0);
  put_text(section, "geo.myco");
  PUT(section, 1, 0, 0, 0);
  put_length(section, 6);
  PUT(section, 0, 9, 2);
  put(section, 0x1000, 8);
  // Line 7, column 5; then 16 bytes on line 4, column 9 of the second file; then line 6.
  PUT(section, 3, 6, 5, 5, 1, 2, 0x10, 3, 0x7D, 4, 2, 5, 9, 1);
  PUT(section, 4, 1, 2, 0x0F, 13 + 14 + 7, 2, 0x10, 0, 1, 1);
  put_length(section, 0);
}

/// Makes the DWARF of `outer` at 0x1000 to 0x1030, with `inner` inlined at 0x1010 to 0x1020.
static void make_sections(void) {
  memset(sections, 0, sizeof sections);
  make_abbreviations(&sections[ABBREVIATIONS]);
  make_info(&sections[INFO]);
  make_lines(&sections[LINES]);
  put_text(&sections[STRINGS], "");
  put_text(&sections[STRINGS], "inner");
  for (uint64_t bound = 0x10; bound <= 0x20; bound += 0x10) put(&sections[RANGES], bound, 8);
  put(&sections[RANGES], 0, 8);
  put(&sections[RANGES], 0, 8);
}

/// Returns a copy of `section` in memory of its own, behind which nothing may be read.
static Bytes copy_section(const Section *section) {
  uint8_t *copy = malloc(section->length + 1);
  if (copy == NULL) abort();
  // With the byte more, an empty section is memory of its own too.
  memcpy(copy + 1, section->bytes, section->length);
  return (Bytes){copy + 1, copy + 1 + section->length};
}

/// Looks `address` up in copies of the sections, and hands the frames to `use`, which may be null.
static int64_t look_up(uint64_t address, void (*use)(const TraceFrame *, int64_t)) {
  Bytes copies[SECTION_COUNT];
  for (int i = 0; i < SECTION_COUNT; ++i) copies[i] = copy_section(&sections[i]);
  DebugSections debug = {
    copies[INFO], copies[ABBREVIATIONS], copies[LINES], copies[STRINGS], copies[RANGES]};
  TraceFrame frames[8];
  int64_t count = myco_trace_frames(&debug, address, frames, 8);
  if (use != NULL) use(frames, count);
  for (int i = 0; i < SECTION_COUNT; ++i) free((uint8_t *)(uintptr_t)copies[i].at - 1);
  return count;
}

static bool frame_is(
  const TraceFrame *frame, const char *function, const char *directory, const char *name,
  uint64_t line, uint64_t column
) {
  return strcmp(frame->function, function) == 0 &&
    strcmp(frame->file.directory, directory) == 0 && strcmp(frame->file.name, name) == 0 &&
    frame->line == line && frame->column == column;
}

static void check_first(const TraceFrame *frames, int64_t count) {
  CHECK(count == 1 && frame_is(&frames[0], "outer", "", "main.myco", 7, 5));
}

static void check_inlined(const TraceFrame *frames, int64_t count) {
  CHECK(count == 2 && frame_is(&frames[0], "inner", "lib", "geo.myco", 4, 9));
  CHECK(count == 2 && frame_is(&frames[1], "outer", "", "main.myco", 3, 8));
}

static void check_last(const TraceFrame *frames, int64_t count) {
  CHECK(count == 1 && frame_is(&frames[0], "outer", "", "main.myco", 6, 9));
}

static void test_lookups(void) {
  make_sections();
  look_up(0x1000, check_first);
  look_up(0x100F, check_first);
  look_up(0x1010, check_inlined);
  look_up(0x101F, check_inlined);
  look_up(0x1020, check_last);
  CHECK(look_up(0xFFF, NULL) == 0);
  CHECK(look_up(0x1030, NULL) == 0);
}

/// Sections that are cut off or damaged give any frames, but are never read beyond their ends.
static void test_damage(void) {
  for (int i = 0; i < SECTION_COUNT; ++i) {
    make_sections();
    Section *section = &sections[i];
    for (size_t byte = 0; byte < section->length; ++byte) {
      uint8_t right = section->bytes[byte];
      for (int wrong = 0; wrong < 256; ++wrong) {
        section->bytes[byte] = (uint8_t)wrong;
        CHECK(look_up(0x1018, NULL) >= 0);
      }
      section->bytes[byte] = right;
    }
    while (section->length > 0) {
      --section->length;
      CHECK(look_up(0x1018, NULL) >= 0);
    }
  }
}

void test_traces(void) {
  test_depths();
  test_gap();
  test_lookups();
  test_damage();
}
