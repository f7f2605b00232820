// Prints the trace of an error.
#include "trace.h"

#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  /// A longer trace shows so many of its innermost and outermost lines, as the interpreter's.
  SHOWN_CALLS = 10,
  FRAME_LIMIT = 1024,
};

/// A trace as it is printed.
typedef struct Trace {
  TraceFrame frames[FRAME_LIMIT];
  int64_t count;
} Trace;

/// Maps the program's file; returns no bytes if it cannot be read.
static Bytes map_program(void) {
  Bytes none = {NULL, NULL};
  int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  if (file < 0) return none;
  struct stat status;
  const uint8_t *start = MAP_FAILED;
  if (fstat(file, &status) == 0) {
    start = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
  }
  close(file);
  return start == MAP_FAILED ? none : (Bytes){start, start + status.st_size};
}

/// Returns `size` bytes of `file` from `offset` on; none if it has not as many.
static Bytes part_of(Bytes file, uint64_t offset, uint64_t size) {
  Bytes part = bytes_from(file, offset);
  uint64_t length = (uint64_t)(part.end - part.at);
  part.end = size <= length ? part.at + size : part.at;
  return part;
}

/// Returns the header of the section `number` of `file`; all zero if there is none.
static Elf64_Shdr section_header(Bytes file, const Elf64_Ehdr *header, uint64_t number) {
  Elf64_Shdr section = {0};
  Bytes part = part_of(file, header->e_shoff + number * sizeof section, sizeof section);
  if (part.at < part.end) memcpy(&section, part.at, sizeof section);
  return section;
}

static void set_section(DebugSections *sections, const char *name, Bytes content) {
  if (strcmp(name, ".debug_info") == 0) sections->info = content;
  if (strcmp(name, ".debug_abbrev") == 0) sections->abbreviations = content;
  if (strcmp(name, ".debug_line") == 0) sections->lines = content;
  if (strcmp(name, ".debug_str") == 0) sections->strings = content;
  if (strcmp(name, ".debug_ranges") == 0) sections->ranges = content;
}

/// Reads where the DWARF is in the program's file.
static DebugSections read_sections(void) {
  DebugSections sections = {0};
  Bytes file = map_program();
  Elf64_Ehdr header = {0};
  if ((size_t)(file.end - file.at) < sizeof header) return sections;
  memcpy(&header, file.at, sizeof header);
  Elf64_Shdr names = section_header(file, &header, header.e_shstrndx);
  Bytes texts = part_of(file, names.sh_offset, names.sh_size);
  for (uint64_t i = 1; i < header.e_shnum; ++i) {
    Elf64_Shdr section = section_header(file, &header, i);
    bool is_plain = section.sh_type == SHT_PROGBITS && (section.sh_flags & SHF_COMPRESSED) == 0;
    Bytes name = bytes_from(texts, section.sh_name);
    if (!is_plain) continue;
    set_section(&sections, read_text(&name), part_of(file, section.sh_offset, section.sh_size));
  }
  return sections;
}

/// Finds the DWARF in the program's file.
static const DebugSections *find_sections(void) {
  static DebugSections sections;
  static bool is_read;
  if (!is_read) sections = read_sections();
  is_read = true;
  return &sections;
}

/// Replaces `frame` by the place that the error itself knows.
static void set_place(TraceFrame *frame, const MycoLocation *place) {
  *frame = (TraceFrame){
    place->function, {"", place->file}, (uint64_t)place->line, (uint64_t)place->column};
}

/// Adds the calls that the return address leads into; those without a place are the compiler's own.
/// The first of all is where the error itself says, `innermost`, which becomes null then.
static void add_calls(
  Trace *trace, const DebugSections *sections, uintptr_t address, const MycoLocation **innermost
) {
  TraceFrame *frames = trace->frames + trace->count;
  int64_t limit = FRAME_LIMIT - trace->count;
  int64_t found = myco_trace_frames(sections, address - myco_trace_bias() - 1, frames, limit);
  if (found > 0 && *innermost != NULL) {
    set_place(&frames[0], *innermost);
    *innermost = NULL;
  }
  for (int64_t i = 0; i < found; ++i) {
    if (frames[i].line != 0) trace->frames[trace->count++] = frames[i];
  }
}

/// Adds the calls that the error itself knows.
static void add_known_calls(Trace *trace, const MycoLocation *innermost) {
  for (; innermost != NULL && trace->count < FRAME_LIMIT; innermost = innermost->inlined_at) {
    if (innermost->line != 0) set_place(&trace->frames[trace->count++], innermost);
  }
}

/// Returns the calls that `addresses` lead into, in a buffer that the next call uses again.
static Trace *read_trace(
  void *const *addresses, int64_t count, const MycoLocation *innermost
) {
  static Trace trace;
  const DebugSections *sections = find_sections();
  trace.count = 0;
  const MycoLocation *place = innermost;
  for (int64_t i = 0; i < count; ++i) {
    if (addresses[i] != NULL) add_calls(&trace, sections, (uintptr_t)addresses[i], &place);
  }
  if (trace.count == 0) add_known_calls(&trace, innermost);
  return &trace;
}

static void print_frame(const TraceFrame *frame) {
  bool has_directory = frame->file.directory[0] != 0;
  dprintf(STDERR_FILENO, "  at %s (%s%s%s:%llu:%llu)\n", frame->function, frame->file.directory,
          has_directory ? "/" : "", frame->file.name, (unsigned long long)frame->line,
          (unsigned long long)frame->column);
}

static void print_frames(const Trace *trace) {
  bool is_long = trace->count > 2 * SHOWN_CALLS;
  for (int64_t i = 0; i < trace->count; ++i) {
    bool is_shown = i < SHOWN_CALLS || i >= trace->count - SHOWN_CALLS;
    if (!is_long || is_shown) print_frame(&trace->frames[i]);
    if (is_long && i == SHOWN_CALLS) dprintf(STDERR_FILENO, "  ...\n");
  }
}

void myco_trace_print(void *const *addresses, int64_t count, const MycoLocation *innermost) {
  print_frames(read_trace(addresses, count, innermost));
}

MycoPlace myco_trace_place(
  void *const *addresses, int64_t count, const MycoLocation *innermost
) {
  for (const MycoLocation *place = innermost; place != NULL; place = place->inlined_at) {
    if (place->line != 0) return (MycoPlace){"", place->file, place->line};
  }
  const Trace *trace = read_trace(addresses, count, NULL);
  if (trace->count == 0) return (MycoPlace){"", NULL, 0};
  const TraceFrame *frame = &trace->frames[0];
  return (MycoPlace){frame->file.directory, frame->file.name, (int64_t)frame->line};
}
