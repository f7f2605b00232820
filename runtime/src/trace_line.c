// Reads line tables of DWARF 4: a program that, run, gives the place of each instruction.
#include "trace.h"

enum {
  LINE_COPY = 1,
  LINE_ADVANCE_ADDRESS = 2,
  LINE_ADVANCE_LINE = 3,
  LINE_SET_FILE = 4,
  LINE_SET_COLUMN = 5,
  LINE_ADD_CONSTANT_ADDRESS = 8,
  LINE_FIXED_ADVANCE = 9,
  LINE_EXTENDED_END = 1,
  LINE_EXTENDED_SET_ADDRESS = 2,
};

/// The header of a line table.
typedef struct LineHeader {
  /// The names of the directories, and behind them those of the files.
  Bytes names;
  /// The instructions.
  Bytes program;
  uint64_t instruction_unit;
  int64_t line_base;
  uint64_t line_range;
  uint64_t opcode_base;
  /// The numbers of operands of the standard instructions from 1 on.
  const uint8_t *operand_counts;
} LineHeader;

/// What the line program has reached.
typedef struct LineState {
  uint64_t address;
  uint64_t file;
  uint64_t line;
  uint64_t column;
} LineState;

/// What is sought in a line program, and where it stands.
typedef struct LineSearch {
  uint64_t address;
  LineState state;
  /// The last row, if `has_row`; it holds up to the next one's address.
  LineState row;
  bool has_row;
  bool found;
} LineSearch;

/// Reads the header; its program is empty if the table is of no use.
static LineHeader read_header(Bytes table) {
  uint64_t size = read_number(&table, 4);
  if (size < (uint64_t)(table.end - table.at)) table.end = table.at + size;
  bool is_known = read_number(&table, 2) == 4;
  uint64_t header_size = read_number(&table, 4);
  LineHeader header = {.program = bytes_from(table, header_size)};
  header.instruction_unit = read_number(&table, 1);
  skip_bytes(&table, 2);
  header.line_base = (int8_t)read_number(&table, 1);
  header.line_range = read_number(&table, 1);
  header.opcode_base = read_number(&table, 1);
  header.operand_counts = table.at;
  bool is_whole = header.opcode_base <= (uint64_t)(table.end - table.at);
  if (header.opcode_base > 0) skip_bytes(&table, header.opcode_base - 1);
  header.names = (Bytes){table.at, header.program.at};
  if (header.names.at > header.names.end) header.names.at = header.names.end;
  bool is_usable = is_known && is_whole && header.line_range != 0;
  if (!is_usable || header.opcode_base <= LINE_FIXED_ADVANCE) {
    header.program.at = header.program.end;
  }
  return header;
}

/// Returns the directory `number`; 0 is that of the main file.
static const char *directory_name(Bytes names, uint64_t number) {
  if (number == 0) return "";
  const char *name = read_text(&names);
  for (uint64_t i = 1; i < number && name[0] != 0; ++i) name = read_text(&names);
  return name;
}

SourceName myco_trace_file(Bytes table, uint64_t number) {
  Bytes directories = read_header(table).names;
  Bytes files = directories;
  while (read_text(&files)[0] != 0) {}
  for (uint64_t i = 1;; ++i) {
    const char *name = read_text(&files);
    uint64_t directory = read_unsigned(&files);
    if (name[0] == 0) return (SourceName){"", "?"};
    if (i == number) return (SourceName){directory_name(directories, directory), name};
    read_unsigned(&files);
    read_unsigned(&files);
  }
}

/// Adds a row: the one before holds up to it.
static void add_row(LineSearch *search, bool ends_sequence) {
  uint64_t address = search->address;
  if (search->has_row && search->row.address <= address && address < search->state.address) {
    search->found = true;
    return;
  }
  search->row = search->state;
  search->has_row = !ends_sequence;
}

static void run_extended(Bytes *program, LineSearch *search) {
  uint64_t length = read_unsigned(program);
  Bytes operands = *program;
  skip_bytes(program, length);
  switch (read_number(&operands, 1)) {
    case LINE_EXTENDED_END:
      add_row(search, true);
      search->state = (LineState){.file = 1, .line = 1};
      break;
    case LINE_EXTENDED_SET_ADDRESS: search->state.address = read_number(&operands, 8); break;
    default: break;
  }
}

static void run_special(const LineHeader *header, LineSearch *search, uint64_t code) {
  uint64_t adjusted = code - header->opcode_base;
  search->state.address += adjusted / header->line_range * header->instruction_unit;
  search->state.line += (uint64_t)(header->line_base + (int64_t)(adjusted % header->line_range));
  add_row(search, false);
}

static void run_standard(
  const LineHeader *header, Bytes *program, LineSearch *search, uint64_t code
) {
  LineState *state = &search->state;
  uint64_t unit = header->instruction_unit;
  switch (code) {
    case LINE_COPY: add_row(search, false); break;
    case LINE_ADVANCE_ADDRESS: state->address += read_unsigned(program) * unit; break;
    case LINE_ADVANCE_LINE: state->line += (uint64_t)read_signed(program); break;
    case LINE_SET_FILE: state->file = read_unsigned(program); break;
    case LINE_SET_COLUMN: state->column = read_unsigned(program); break;
    case LINE_ADD_CONSTANT_ADDRESS:
      state->address += (255 - header->opcode_base) / header->line_range * unit;
      break;
    case LINE_FIXED_ADVANCE: state->address += read_number(program, 2); break;
    default:
      for (uint8_t i = 0; i < header->operand_counts[code - 1]; ++i) read_unsigned(program);
  }
}

void myco_trace_find_line(Bytes table, uint64_t address, TraceFrame *frame) {
  LineHeader header = read_header(table);
  LineSearch search = {.address = address, .state = {.file = 1, .line = 1}};
  while (header.program.at < header.program.end && !search.found) {
    uint64_t code = read_number(&header.program, 1);
    if (code == 0) {
      run_extended(&header.program, &search);
    } else if (code < header.opcode_base) {
      run_standard(&header, &header.program, &search, code);
    } else {
      run_special(&header, &search, code);
    }
  }
  frame->line = 0;
  if (!search.found) return;
  frame->line = search.row.line;
  frame->column = search.row.column;
  frame->file = myco_trace_file(table, search.row.file);
}
