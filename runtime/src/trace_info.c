// Reads what DWARF 4 says about functions: which stands around an instruction, and which were
// inlined there.
#include "trace.h"

enum {
  TAG_COMPILE_UNIT = 0x11,
  TAG_INLINED_SUBROUTINE = 0x1D,
  TAG_SUBPROGRAM = 0x2E,
  ATTRIBUTE_NAME = 0x03,
  ATTRIBUTE_LINES = 0x10,
  ATTRIBUTE_LOW = 0x11,
  ATTRIBUTE_HIGH = 0x12,
  ATTRIBUTE_ORIGIN = 0x31,
  ATTRIBUTE_RANGES = 0x55,
  ATTRIBUTE_CALL_COLUMN = 0x57,
  ATTRIBUTE_CALL_FILE = 0x58,
  ATTRIBUTE_CALL_LINE = 0x59,
  /// The compiler uses about 20 kinds of entries.
  ABBREVIATION_LIMIT = 128,
  INLINING_LIMIT = 64,
};

/// The forms of attributes in DWARF 4.
enum {
  FORM_ADDRESS = 0x01,
  FORM_BLOCK2 = 0x03,
  FORM_BLOCK4 = 0x04,
  FORM_DATA2 = 0x05,
  FORM_DATA4 = 0x06,
  FORM_DATA8 = 0x07,
  FORM_STRING = 0x08,
  FORM_BLOCK = 0x09,
  FORM_BLOCK1 = 0x0A,
  FORM_DATA1 = 0x0B,
  FORM_FLAG = 0x0C,
  FORM_SIGNED = 0x0D,
  FORM_STRING_OFFSET = 0x0E,
  FORM_UNSIGNED = 0x0F,
  FORM_REFERENCE1 = 0x11,
  FORM_REFERENCE2 = 0x12,
  FORM_REFERENCE4 = 0x13,
  FORM_SECTION_OFFSET = 0x17,
  FORM_EXPRESSION = 0x18,
  FORM_PRESENT = 0x19,
};

/// A unit of compilation.
typedef struct Unit {
  const DebugSections *sections;
  /// From the unit's header, from which references count, to its end.
  Bytes all;
  /// The entries.
  Bytes entries;
  /// Where the description of each kind of entry begins.
  const uint8_t *abbreviations[ABBREVIATION_LIMIT];
  const uint8_t *abbreviations_end;
  Bytes lines;
  uint64_t base;
} Unit;

/// An entry: what is of use here.
typedef struct Entry {
  uint64_t tag;
  bool has_children;
  bool has_ranges;
  uint64_t low;
  uint64_t high;
  uint64_t ranges;
  uint64_t origin;
  uint64_t lines;
  uint64_t call_file;
  uint64_t call_line;
  uint64_t call_column;
  const char *name;
} Entry;

/// The functions around an instruction, the outermost first.
typedef struct Nest {
  Entry entries[INLINING_LIMIT];
  int64_t count;
} Nest;

/// Finds the kinds of entries that are described at `bytes`.
static void read_abbreviations(Unit *unit, Bytes bytes) {
  unit->abbreviations_end = bytes.end;
  memset(unit->abbreviations, 0, sizeof unit->abbreviations);
  uint64_t code;
  while ((code = read_unsigned(&bytes)) != 0) {
    if (code < ABBREVIATION_LIMIT) unit->abbreviations[code] = bytes.at;
    read_unsigned(&bytes);
    skip_bytes(&bytes, 1);
    uint64_t attribute, form;
    do {
      attribute = read_unsigned(&bytes);
      form = read_unsigned(&bytes);
    } while (attribute != 0 || form != 0);
  }
}

/// Reads the value of an attribute of the form `form`, of a text or block its place; an unknown
/// form ends the unit.
static uint64_t read_value(Bytes *bytes, uint64_t form) {
  switch (form) {
    case FORM_PRESENT: return 1;
    case FORM_DATA1:
    case FORM_FLAG:
    case FORM_REFERENCE1: return read_number(bytes, 1);
    case FORM_DATA2:
    case FORM_REFERENCE2: return read_number(bytes, 2);
    case FORM_DATA4:
    case FORM_STRING_OFFSET:
    case FORM_REFERENCE4:
    case FORM_SECTION_OFFSET: return read_number(bytes, 4);
    case FORM_ADDRESS:
    case FORM_DATA8: return read_number(bytes, 8);
    case FORM_SIGNED: return (uint64_t)read_signed(bytes);
    case FORM_UNSIGNED: return read_unsigned(bytes);
    case FORM_STRING: return (uint64_t)(uintptr_t)read_text(bytes);
    case FORM_BLOCK1: skip_bytes(bytes, read_number(bytes, 1)); return 0;
    case FORM_BLOCK2: skip_bytes(bytes, read_number(bytes, 2)); return 0;
    case FORM_BLOCK4: skip_bytes(bytes, read_number(bytes, 4)); return 0;
    case FORM_BLOCK:
    case FORM_EXPRESSION: skip_bytes(bytes, read_unsigned(bytes)); return 0;
    default: bytes->at = bytes->end; return 0;
  }
}

/// Returns the text that is the value of a name.
static const char *name_text(const Unit *unit, uint64_t form, uint64_t value) {
  if (form == FORM_STRING) return (const char *)(uintptr_t)value;
  if (form != FORM_STRING_OFFSET) return NULL;
  Bytes text = bytes_from(unit->sections->strings, value);
  return read_text(&text);
}

static void set_attribute(
  const Unit *unit, Entry *entry, uint64_t attribute, uint64_t form, uint64_t value
) {
  switch (attribute) {
    case ATTRIBUTE_NAME: entry->name = name_text(unit, form, value); break;
    case ATTRIBUTE_LINES: entry->lines = value; break;
    case ATTRIBUTE_LOW: entry->low = value; break;
    // Where it is no address it counts from the lower one, which comes first.
    case ATTRIBUTE_HIGH: entry->high = form == FORM_ADDRESS ? value : entry->low + value; break;
    case ATTRIBUTE_ORIGIN: entry->origin = value; break;
    case ATTRIBUTE_RANGES:
      entry->ranges = value;
      entry->has_ranges = true;
      break;
    case ATTRIBUTE_CALL_FILE: entry->call_file = value; break;
    case ATTRIBUTE_CALL_LINE: entry->call_line = value; break;
    case ATTRIBUTE_CALL_COLUMN: entry->call_column = value; break;
    default: break;
  }
}

/// Reads an entry; its tag is 0 where the list of a parent's entries ends.
static Entry read_entry(const Unit *unit, Bytes *bytes) {
  Entry entry = {0};
  uint64_t code = read_unsigned(bytes);
  if (code == 0) return entry;
  if (code >= ABBREVIATION_LIMIT || unit->abbreviations[code] == NULL) {
    bytes->at = bytes->end;
    return entry;
  }
  Bytes kind = {unit->abbreviations[code], unit->abbreviations_end};
  entry.tag = read_unsigned(&kind);
  entry.has_children = read_number(&kind, 1) != 0;
  for (;;) {
    uint64_t attribute = read_unsigned(&kind);
    uint64_t form = read_unsigned(&kind);
    if (attribute == 0) return entry;
    uint64_t value = read_value(bytes, form);
    set_attribute(unit, &entry, attribute, form, value);
  }
}

/// Whether the list at `ranges` holds `address`.
static bool ranges_hold(const Unit *unit, uint64_t ranges, uint64_t address) {
  Bytes list = bytes_from(unit->sections->ranges, ranges);
  uint64_t base = unit->base;
  while (list.at < list.end) {
    uint64_t low = read_number(&list, 8);
    uint64_t high = read_number(&list, 8);
    if (low == 0 && high == 0) break;
    if (low == UINT64_MAX) {
      base = high;
    } else if (base + low <= address && address < base + high) {
      return true;
    }
  }
  return false;
}

static bool entry_holds(const Unit *unit, const Entry *entry, uint64_t address) {
  if (entry->has_ranges) return ranges_hold(unit, entry->ranges, address);
  return entry->low <= address && address < entry->high;
}

/// Finds the functions around `address`, each inside the one before.
static void find_nest(const Unit *unit, uint64_t address, Nest *nest) {
  Bytes bytes = unit->entries;
  int64_t depth = 0, outermost = -1;
  nest->count = 0;
  while (bytes.at < bytes.end) {
    Entry entry = read_entry(unit, &bytes);
    if (entry.tag == 0 && --depth <= outermost) return;
    if (entry.tag == 0) continue;
    bool is_code = entry.tag == (nest->count == 0 ? TAG_SUBPROGRAM : TAG_INLINED_SUBROUTINE);
    if (is_code && nest->count < INLINING_LIMIT && entry_holds(unit, &entry, address)) {
      if (nest->count == 0) outermost = depth;
      nest->entries[nest->count++] = entry;
      if (outermost == depth && !entry.has_children) return;
    }
    if (entry.has_children) ++depth;
  }
}

/// Returns the name of the function that `entry` is an instance of.
static const char *entry_name(const Unit *unit, Entry entry) {
  for (int i = 0; i < 4 && entry.name == NULL && entry.origin != 0; ++i) {
    Bytes bytes = bytes_from(unit->all, entry.origin);
    entry = read_entry(unit, &bytes);
  }
  return entry.name == NULL ? "?" : entry.name;
}

/// Stores the calls of `nest`, the innermost first; returns their number.
static int64_t store_frames(
  const Unit *unit, const Nest *nest, uint64_t address, TraceFrame *frames, int64_t limit
) {
  int64_t count = nest->count < limit ? nest->count : limit;
  for (int64_t i = 0; i < count; ++i) {
    const Entry *entry = &nest->entries[nest->count - 1 - i];
    frames[i].function = entry_name(unit, *entry);
    if (i + 1 == count) break;
    frames[i + 1].file = myco_trace_file(unit->lines, entry->call_file);
    frames[i + 1].line = entry->call_line;
    frames[i + 1].column = entry->call_column;
  }
  if (count > 0) myco_trace_find_line(unit->lines, address, &frames[0]);
  return count;
}

/// Reads the header of the next unit of `info`; returns `false` for one that the compiler did not
/// make.
static bool read_unit(const DebugSections *sections, Bytes *info, Unit *unit) {
  unit->sections = sections;
  unit->all = *info;
  uint64_t length = read_number(info, 4);
  unit->entries = *info;
  skip_bytes(info, length);
  unit->all.end = unit->entries.end = info->at;
  uint64_t version = read_number(&unit->entries, 2);
  uint64_t abbreviations = read_number(&unit->entries, 4);
  uint64_t address_size = read_number(&unit->entries, 1);
  if (version != 4 || address_size != 8) return false;
  read_abbreviations(unit, bytes_from(sections->abbreviations, abbreviations));
  Bytes entries = unit->entries;
  Entry root = read_entry(unit, &entries);
  unit->base = root.low;
  unit->lines = bytes_from(sections->lines, root.lines);
  return root.tag == TAG_COMPILE_UNIT;
}

int64_t myco_trace_frames(
  const DebugSections *sections, uint64_t address, TraceFrame *frames, int64_t limit
) {
  static Unit unit;
  static Nest nest;
  for (Bytes info = sections->info; info.at < info.end;) {
    if (!read_unit(sections, &info, &unit)) continue;
    find_nest(&unit, address, &nest);
    if (nest.count > 0) return store_frames(&unit, &nest, address, frames, limit);
  }
  return 0;
}
