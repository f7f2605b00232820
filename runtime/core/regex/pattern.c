#include "myco_pattern.h"
#include "myco_system.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <arpa/inet.h>
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

struct MycoPattern {
  char *text;
  size_t length;
  int64_t flags;
  pcre2_code *code;
  pcre2_match_data *match;
  /// When the pattern was last asked for.
  uint64_t use;
};

enum {
  KEPT_PATTERNS = 64,
  SMALLEST_STACK = 32 << 10,
  LARGEST_STACK = 1 << 20,
  /// In KiB: what a match may take that is too deep for these stacks.
  LARGEST_HEAP = 1 << 20,
};

static MycoPattern kept[KEPT_PATTERNS];
static uint64_t uses;
static pcre2_match_context *context;

// MARK: Compiling

static uint32_t options(int64_t flags) {
  uint32_t result = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
  if (flags & MYCO_PATTERN_CASE_INSENSITIVE) result |= PCRE2_CASELESS;
  if (flags & MYCO_PATTERN_MULTILINE) result |= PCRE2_MULTILINE;
  if (flags & MYCO_PATTERN_DOTALL) result |= PCRE2_DOTALL;
  return result;
}

/// Returns the kept pattern; null if it is not kept.
static MycoPattern *find(const char *text, size_t length, int64_t flags) {
  for (MycoPattern *pattern = kept; pattern < kept + KEPT_PATTERNS; ++pattern) {
    if (pattern->code != NULL && pattern->length == length && pattern->flags == flags &&
        memcmp(pattern->text, text, length) == 0) {
      return pattern;
    }
  }
  return NULL;
}

/// Returns the place for a new pattern: an empty one, or that of the one longest unused.
static MycoPattern *make_place(void) {
  MycoPattern *place = &kept[0];
  for (MycoPattern *pattern = kept; pattern < kept + KEPT_PATTERNS; ++pattern) {
    if (pattern->use < place->use) place = pattern;
  }
  pcre2_match_data_free(place->match);
  pcre2_code_free(place->code);
  free(place->text);
  *place = (MycoPattern){0};
  return place;
}

/// Fills `pattern`; without the compiler to machine code, patterns are interpreted.
static void prepare(
  MycoPattern *pattern, const char *text, size_t length, int64_t flags, pcre2_code *code
) {
  *pattern = (MycoPattern){.length = length, .flags = flags, .code = code};
  pattern->text = myco_demand_memory(malloc(length + 1));
  pattern->match = myco_demand_memory(pcre2_match_data_create_from_pattern(code, NULL));
  memcpy(pattern->text, text, length);
  pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
  if (context != NULL) return;
  context = myco_demand_memory(pcre2_match_context_create(NULL));
  pcre2_set_heap_limit(context, LARGEST_HEAP);
  pcre2_jit_stack *stack = pcre2_jit_stack_create(SMALLEST_STACK, LARGEST_STACK, NULL);
  if (stack != NULL) pcre2_jit_stack_assign(context, NULL, stack);
}

/// Says what is wrong with a pattern: in PCRE2's words, unless these speak of C.
static void describe(int number, MycoPatternError *error) {
  const char *own = number == PCRE2_ERROR_DUPLICATE_SUBPATTERN_NAME
    ? "two named subpatterns have the same name"
    : number == PCRE2_ERROR_BACKSLASH_C_CALLER_DISABLED ? "\\C is not supported" : NULL;
  if (own != NULL) {
    strcpy(error->message, own);
  } else {
    pcre2_get_error_message(number, (PCRE2_UCHAR *)error->message, sizeof error->message);
  }
}

MycoPattern *myco_pattern_get(
  const char *text, size_t length, int64_t flags, MycoPatternError *error
) {
  flags &= ~(int64_t)MYCO_PATTERN_GLOBAL;
  MycoPattern *pattern = find(text, length, flags);
  if (pattern == NULL) {
    int number;
    PCRE2_SIZE offset;
    pcre2_code *code = pcre2_compile(
      (PCRE2_SPTR)text, length, options(flags), &number, &offset, NULL);
    if (code == NULL) {
      describe(number, error);
      error->offset = offset > length ? length : offset;
      return NULL;
    }
    pattern = make_place();
    prepare(pattern, text, length, flags, code);
  }
  pattern->use = ++uses;
  return pattern;
}

// MARK: Matching

/// Matches without machine code, whose stack is exhausted. The memory for that goes with the match
/// data, which would be kept with the pattern.
static int match_interpreted(
  MycoPattern *pattern, const char *subject, size_t length, size_t start, uint32_t flags
) {
  pcre2_match_data *match =
    myco_demand_memory(pcre2_match_data_create_from_pattern(pattern->code, NULL));
  int result = pcre2_match(
    pattern->code, (PCRE2_SPTR)subject, length, start, flags | PCRE2_NO_JIT, match, context);
  if (result > 0) {
    size_t size = 2 * pcre2_get_ovector_count(match) * sizeof(PCRE2_SIZE);
    memcpy(
      pcre2_get_ovector_pointer(pattern->match), pcre2_get_ovector_pointer(match), size);
  }
  pcre2_match_data_free(match);
  return result;
}

int32_t myco_pattern_search(
  MycoPattern *pattern, const char *subject, size_t length, size_t start, bool may_be_empty
) {
  uint32_t flags = PCRE2_NO_UTF_CHECK | (may_be_empty ? 0 : PCRE2_NOTEMPTY_ATSTART);
  int result = pcre2_match(
    pattern->code, (PCRE2_SPTR)subject, length, start, flags, pattern->match, context);
  if (result == PCRE2_ERROR_JIT_STACKLIMIT) {
    result = match_interpreted(pattern, subject, length, start, flags);
  }
  if (result == PCRE2_ERROR_NOMATCH) return MYCO_PATTERN_MISSING;
  // A match that begins behind its end (by \K) would not go forward.
  if (result < 0 || myco_pattern_start(pattern, 0) > myco_pattern_end(pattern, 0)) {
    return MYCO_PATTERN_LIMIT;
  }
  return MYCO_PATTERN_FOUND;
}

static uint32_t number_of(const MycoPattern *pattern, uint32_t what) {
  uint32_t number = 0;
  pcre2_pattern_info(pattern->code, what, &number);
  return number;
}

size_t myco_pattern_group_count(const MycoPattern *pattern) {
  return number_of(pattern, PCRE2_INFO_CAPTURECOUNT);
}

/// Returns the entry of the table of names at `index`: two bytes of a number, then the name.
static const unsigned char *name_entry(const MycoPattern *pattern, uint32_t index) {
  PCRE2_SPTR table;
  pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMETABLE, &table);
  return table + (size_t)index * number_of(pattern, PCRE2_INFO_NAMEENTRYSIZE);
}

static size_t entry_group(const unsigned char *entry) { return (size_t)entry[0] << 8 | entry[1]; }

size_t myco_pattern_group_number(const MycoPattern *pattern, const char *name, size_t length) {
  uint32_t count = number_of(pattern, PCRE2_INFO_NAMECOUNT);
  size_t first = 0;
  for (uint32_t i = 0; i < count; ++i) {
    const unsigned char *entry = name_entry(pattern, i);
    const char *known = (const char *)entry + 2;
    if (strlen(known) != length || memcmp(known, name, length) != 0) continue;
    size_t group = entry_group(entry);
    if (myco_pattern_start(pattern, group) != PCRE2_UNSET) return group;
    if (first == 0) first = group;
  }
  return first;
}

const char *myco_pattern_group_name(const MycoPattern *pattern, size_t group) {
  uint32_t count = number_of(pattern, PCRE2_INFO_NAMECOUNT);
  for (uint32_t i = 0; i < count; ++i) {
    const unsigned char *entry = name_entry(pattern, i);
    if (entry_group(entry) != group) continue;
    const char *name = (const char *)entry + 2;
    return myco_pattern_group_number(pattern, name, strlen(name)) == group ? name : NULL;
  }
  return NULL;
}

size_t myco_pattern_start(const MycoPattern *pattern, size_t group) {
  return pcre2_get_ovector_pointer(pattern->match)[2 * group];
}

size_t myco_pattern_end(const MycoPattern *pattern, size_t group) {
  return pcre2_get_ovector_pointer(pattern->match)[2 * group + 1];
}

// MARK: Templates

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads digits that are a group's number; returns how many, 0 if there is no such group.
static size_t read_group(
  const MycoPattern *pattern, const char *text, size_t length, size_t *group
) {
  size_t count = 0, number = 0;
  while (count < length && is_digit(text[count])) {
    size_t longer = number * 10 + (size_t)(text[count] - '0');
    if (longer > myco_pattern_group_count(pattern)) break;
    number = longer;
    ++count;
  }
  *group = number;
  return count;
}

MycoTemplatePart myco_pattern_template(
  const MycoPattern *pattern, const char *text, size_t length
) {
  if (text[0] != '$') {
    const char *dollar = memchr(text, '$', length);
    return (MycoTemplatePart){dollar == NULL ? length : (size_t)(dollar - text), false, 0};
  }
  MycoTemplatePart part = {1, true, 0};
  if (length > 1 && text[1] == '$') return (MycoTemplatePart){2, false, 0};
  const char *close = length > 1 && text[1] == '{' ? memchr(text, '}', length) : NULL;
  if (close == NULL) {
    size_t digits = read_group(pattern, text + 1, length - 1, &part.group);
    if (digits > 0) part.length = digits + 1;
  } else {
    size_t inner = (size_t)(close - text) - 2;
    bool is_number = inner > 0 && read_group(pattern, text + 2, inner, &part.group) == inner;
    if (!is_number) part.group = myco_pattern_group_number(pattern, text + 2, inner);
    if (is_number || part.group > 0) part.length = inner + 3;
  }
  part.is_group = part.length > 1;
  return part;
}

// MARK: Addresses

static const char email[] =
  "^[\\w!#$%&'*+/=?^`{|}~-]+(?:\\.[\\w!#$%&'*+/=?^`{|}~-]+)*"
  "@(?:[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?\\.)+[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?\\z";
static const char url[] =
  "^(?:https?|ftp)://(?:[^\\s/?#@]*@)?(?:\\[[\\da-f:.]+\\]|[^\\s/?#@:\\[\\]]+)(?::\\d{1,5})?"
  "(?:[/?#]\\S*)?\\z";

bool myco_text_is_kind(const char *text, size_t length, int64_t kind) {
  if (kind == MYCO_TEXT_IP) {
    unsigned char address[sizeof(struct in6_addr)];
    if (memchr(text, 0, length) != NULL) return false;
    return inet_pton(AF_INET, text, address) == 1 || inet_pton(AF_INET6, text, address) == 1;
  }
  const char *form = kind == MYCO_TEXT_EMAIL ? email : url;
  MycoPatternError error;
  MycoPattern *pattern =
    myco_pattern_get(form, strlen(form), MYCO_PATTERN_CASE_INSENSITIVE, &error);
  return pattern != NULL &&
    myco_pattern_search(pattern, text, length, 0, true) == MYCO_PATTERN_FOUND;
}
