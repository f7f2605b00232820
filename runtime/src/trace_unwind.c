// Finds the return addresses on the stack by the tables that the linker keeps (.eh_frame).
//
// All code of a program, compiled or the runtime's, keeps its frame at the stack pointer or at rbp;
// only these two registers are followed. The walk ends at the first function that has no table
// here: libc's, which calls main. What a place's table says is remembered, so that throwing in
// a loop does not read the tables again.
#include "trace.h"

#include <elf.h>

/// How to get from a frame to its caller's, at one place.
typedef struct FrameRule {
  /// The return address that it is for; 0 in an unused entry.
  uintptr_t place;
  /// From the base register to the caller's stack pointer; 0: the place has no table.
  int32_t size;
  /// From the caller's stack pointer to where its rbp was saved; 0: it was not.
  int16_t saved;
  /// Whether the base register is rbp, else it is rsp.
  bool uses_frame_pointer;
} FrameRule;

/// The registers that are followed.
typedef struct Registers {
  uintptr_t place;
  uintptr_t stack;
  uintptr_t frame;
} Registers;

enum {
  RULE_BITS = 9,
  REMEMBERED_STATES = 8,
  // The numbers of registers, and the only encodings that LLVM's tools use.
  REGISTER_FRAME = 6,
  REGISTER_STACK = 7,
  REGISTER_RETURN = 16,
  ENCODING_RELATIVE_INT32 = 0x1B,
  ENCODING_TABLE_INT32 = 0x3B,
  ENCODING_UINT32 = 0x03,
};

/// Instructions of the tables; the first three hold an operand in their lower 6 bits.
enum {
  CFA_ADVANCE = 0x40,
  CFA_OFFSET = 0x80,
  CFA_RESTORE = 0xC0,
  CFA_NOP = 0x00,
  CFA_ADVANCE1 = 0x02,
  CFA_ADVANCE2 = 0x03,
  CFA_ADVANCE4 = 0x04,
  CFA_OFFSET_EXTENDED = 0x05,
  CFA_RESTORE_EXTENDED = 0x06,
  CFA_UNDEFINED = 0x07,
  CFA_SAME = 0x08,
  CFA_REMEMBER = 0x0A,
  CFA_RECALL = 0x0B,
  CFA_DEFINE = 0x0C,
  CFA_DEFINE_REGISTER = 0x0D,
  CFA_DEFINE_OFFSET = 0x0E,
  CFA_ARGUMENTS_SIZE = 0x2E,
};

/// The executable's header, which the linker names.
extern const Elf64_Ehdr __ehdr_start __attribute__((visibility("hidden")));

/// The search table of .eh_frame: its header, and pairs of an address and a table's, both counted
/// from the header.
static const uint8_t *search_table;

static FrameRule rules[1 << RULE_BITS];

/// Returns the program header of `type`, or null.
static const Elf64_Phdr *find_segment(uint32_t type) {
  const Elf64_Phdr *segments = (const void *)((const char *)&__ehdr_start + __ehdr_start.e_phoff);
  for (int i = 0; i < __ehdr_start.e_phnum; ++i) {
    if (segments[i].p_type == type) return &segments[i];
  }
  return NULL;
}

uintptr_t myco_trace_bias(void) {
  // The first segment holds the header.
  return (uintptr_t)&__ehdr_start - find_segment(PT_LOAD)->p_vaddr;
}

/// Finds the search table, if the linker wrote one in the usual form.
static const uint8_t *find_search_table(void) {
  const Elf64_Phdr *segment = find_segment(PT_GNU_EH_FRAME);
  if (segment == NULL) return NULL;
  const uint8_t *table = (const uint8_t *)(myco_trace_bias() + segment->p_vaddr);
  bool is_usual = table[0] == 1 && table[2] == ENCODING_UINT32 && table[3] == ENCODING_TABLE_INT32;
  return is_usual ? table : NULL;
}

/// Returns what describes the function around `place`, or null.
static const uint8_t *find_description(uintptr_t place) {
  if (search_table == NULL) search_table = find_search_table();
  if (search_table == NULL) return NULL;
  uint32_t count;
  memcpy(&count, search_table + 8, sizeof count);
  const int32_t *pairs = (const int32_t *)(const void *)(search_table + 12);
  int64_t offset = (int64_t)(place - (uintptr_t)search_table);
  uint32_t first = 0, end = count;
  while (first < end) {
    uint32_t middle = first + (end - first) / 2;
    if (pairs[2 * (size_t)middle] <= offset) first = middle + 1; else end = middle;
  }
  return first == 0 ? NULL : search_table + pairs[2 * (size_t)first - 1];
}

/// Returns the bytes of the entry of .eh_frame at `entry`, behind its length.
static Bytes entry_bytes(const uint8_t *entry) {
  uint32_t length;
  memcpy(&length, entry, sizeof length);
  return (Bytes){entry + 4, entry + 4 + length};
}

/// What runs the instructions of a table up to one place.
typedef struct TableReader {
  FrameRule rule;
  FrameRule initial;
  FrameRule remembered[REMEMBERED_STATES];
  unsigned remembered_count;
  uint64_t code_unit;
  int64_t data_unit;
  /// The bytes from the place that the instructions have reached to the one that is sought.
  int64_t distance;
  bool failed;
} TableReader;

static void advance(TableReader *reader, uint64_t units) {
  reader->distance -= (int64_t)(units * reader->code_unit);
}

static void set_offset(TableReader *reader, uint64_t number, int64_t offset) {
  if (number == REGISTER_FRAME) reader->rule.saved = (int16_t)offset;
  if (number == REGISTER_RETURN && offset != -8) reader->failed = true;
}

static void set_base(TableReader *reader, uint64_t number) {
  reader->rule.uses_frame_pointer = number == REGISTER_FRAME;
  if (number != REGISTER_FRAME && number != REGISTER_STACK) reader->failed = true;
}

static void restore(TableReader *reader, uint64_t number) {
  if (number == REGISTER_FRAME) reader->rule.saved = reader->initial.saved;
}

/// Remembers the rule, or returns to the last one remembered.
static void change_memory(TableReader *reader, bool remembers) {
  if (remembers && reader->remembered_count < REMEMBERED_STATES) {
    reader->remembered[reader->remembered_count++] = reader->rule;
  } else if (!remembers && reader->remembered_count > 0) {
    reader->rule = reader->remembered[--reader->remembered_count];
  } else {
    reader->failed = true;
  }
}

/// Runs the instruction `code`, whose operands are next.
static void run_extended(TableReader *reader, Bytes *bytes, uint8_t code) {
  uint64_t number;
  switch (code) {
    case CFA_NOP: break;
    case CFA_ADVANCE1: advance(reader, read_number(bytes, 1)); break;
    case CFA_ADVANCE2: advance(reader, read_number(bytes, 2)); break;
    case CFA_ADVANCE4: advance(reader, read_number(bytes, 4)); break;
    case CFA_OFFSET_EXTENDED:
      number = read_unsigned(bytes);
      set_offset(reader, number, (int64_t)read_unsigned(bytes) * reader->data_unit);
      break;
    case CFA_RESTORE_EXTENDED: restore(reader, read_unsigned(bytes)); break;
    case CFA_UNDEFINED:
    case CFA_SAME: set_offset(reader, read_unsigned(bytes), 0); break;
    case CFA_REMEMBER: change_memory(reader, true); break;
    case CFA_RECALL: change_memory(reader, false); break;
    case CFA_DEFINE:
      set_base(reader, read_unsigned(bytes));
      reader->rule.size = (int32_t)read_unsigned(bytes);
      break;
    case CFA_DEFINE_REGISTER: set_base(reader, read_unsigned(bytes)); break;
    case CFA_DEFINE_OFFSET: reader->rule.size = (int32_t)read_unsigned(bytes); break;
    case CFA_ARGUMENTS_SIZE: read_unsigned(bytes); break;
    default: reader->failed = true;
  }
}

/// Runs the instructions until they pass the place.
static void run_table(TableReader *reader, Bytes bytes) {
  while (bytes.at < bytes.end && !reader->failed) {
    uint8_t code = (uint8_t)read_number(&bytes, 1);
    uint64_t operand = code & 0x3F;
    FrameRule before = reader->rule;
    switch (code & 0xC0) {
      case CFA_ADVANCE: advance(reader, operand); break;
      case CFA_OFFSET:
        set_offset(reader, operand, (int64_t)read_unsigned(&bytes) * reader->data_unit);
        break;
      case CFA_RESTORE: restore(reader, operand); break;
      default: run_extended(reader, &bytes, code);
    }
    if (reader->distance < 0) {
      reader->rule = before;
      return;
    }
  }
}

/// Runs the instructions that all functions of a unit have in common; those at `common`.
static void run_common(TableReader *reader, const uint8_t *common) {
  Bytes bytes = entry_bytes(common);
  skip_bytes(&bytes, 5);
  const char *augmentation = read_text(&bytes);
  reader->code_unit = read_unsigned(&bytes);
  reader->data_unit = read_signed(&bytes);
  uint64_t return_register = read_unsigned(&bytes);
  uint64_t length = read_unsigned(&bytes);
  Bytes instructions = bytes_from(bytes, length);
  uint64_t encoding = read_number(&bytes, 1);
  reader->failed = strcmp(augmentation, "zR") != 0 || return_register != REGISTER_RETURN ||
    encoding != ENCODING_RELATIVE_INT32;
  run_table(reader, instructions);
  reader->initial = reader->rule;
}

/// Returns the rule at the instruction before `place`, read from the tables.
static FrameRule read_rule(uintptr_t place) {
  FrameRule none = {.place = place};
  const uint8_t *description = find_description(place - 1);
  if (description == NULL) return none;
  Bytes bytes = entry_bytes(description);
  const uint8_t *common = bytes.at;
  common -= (uint32_t)read_number(&bytes, 4);
  TableReader reader = {.rule = none};
  run_common(&reader, common);
  uintptr_t start = (uintptr_t)bytes.at;
  start += (uintptr_t)(int32_t)read_number(&bytes, 4);
  uint64_t length = read_number(&bytes, 4);
  if (place - 1 - start >= length) return none;
  reader.distance = (int64_t)(place - 1 - start);
  uint64_t augmentation = read_unsigned(&bytes);
  run_table(&reader, bytes_from(bytes, augmentation));
  return reader.failed ? none : reader.rule;
}

/// Returns the rule at the instruction before `place`.
static const FrameRule *find_rule(uintptr_t place) {
  FrameRule *rule = &rules[(place * 0x9E3779B97F4A7C15u) >> (64 - RULE_BITS)];
  if (rule->place != place) *rule = read_rule(place);
  return rule;
}

/// Reads a word of the stack, wherever a sanitizer keeps its own there.
__attribute__((no_sanitize("address"))) static uintptr_t stack_word(uintptr_t address) {
  return *(const uintptr_t *)address;
}

/// Goes from a frame to its caller's; returns `false` at the last one.
static bool step_out(Registers *registers) {
  const FrameRule *rule = find_rule(registers->place);
  if (rule->size == 0) return false;
  uintptr_t base = rule->uses_frame_pointer ? registers->frame : registers->stack;
  uintptr_t caller = base + (uintptr_t)rule->size;
  if (caller <= registers->stack) return false;
  registers->place = stack_word(caller - 8);
  if (rule->saved != 0) registers->frame = stack_word(caller + (uintptr_t)rule->saved);
  registers->stack = caller;
  return true;
}

static void reverse(void **first, void **last) {
  for (; first < last; ++first, --last) {
    void *other = *first;
    *first = *last;
    *last = other;
  }
}

/// Rotates the `count` addresses at `ring` so that the one at `start` comes first.
static void rotate(void **ring, int64_t count, int64_t start) {
  reverse(ring, ring + start - 1);
  reverse(ring + start, ring + count - 1);
  reverse(ring, ring + count - 1);
}

__attribute__((noinline)) int64_t myco_trace_capture(void **addresses, int64_t limit) {
  Registers registers;
  __asm__ volatile("leaq 0(%%rip), %0\n\tmovq %%rsp, %1\n\tmovq %%rbp, %2"
                   : "=a"(registers.place), "=d"(registers.stack), "=c"(registers.frame));
  // The second half is a ring of the outermost calls; its first entry is for the gap.
  int64_t ring = limit / 2 + 1, next = 0, depth = 0;
  for (; step_out(&registers); ++depth) {
    addresses[next] = (void *)registers.place;
    if (++next == limit) next = ring;
  }
  if (depth <= limit) return depth;
  rotate(addresses + ring, limit - ring, next - ring);
  addresses[ring - 1] = NULL;
  return limit;
}
