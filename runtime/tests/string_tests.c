#include "tests.h"

static void test_concat(void) {
  MycoString *string = text("ab");
  MycoString *part = text("cé");
  string = myco_string_concat(string, part);
  CHECK(string->byte_length == 5 && string->scalar_count == 4);
  MycoString *alias = string;
  myco_retain(alias);
  string = myco_string_concat(string, part);
  CHECK(alias != string && alias->byte_length == 5);
  CHECK_TEXT(string, "abcécé");
  CHECK_TEXT(myco_string_concat_borrowed(alias, part), "abcécé");
  myco_retain(alias);
  CHECK_TEXT(myco_string_concat(alias, alias), "abcéabcé");
  myco_release(alias);
  myco_release(part);
  CHECK_TEXT(myco_string_concat(static_string(&myco_empty_string),
                                static_string(&myco_ascii_strings['x'])), "x");
  CHECK_TEXT(myco_string_concat(text("y"), static_string(&myco_empty_string)), "y");
}

static void test_growth(void) {
  MycoString *string = static_string(&myco_empty_string);
  int moves = 0;
  for (int i = 0; i < 200000; ++i) {
    MycoString *old = string;
    string = myco_string_concat(string, static_string(&myco_ascii_strings['a' + i % 26]));
    moves += old != string;
  }
  CHECK(string->byte_length == 200000 && string->scalar_count == 200000);
  CHECK(string->bytes[199999] == 'a' + 199999 % 26 && string->bytes[200000] == 0);
  CHECK(moves < 100);
  myco_release(string);
}

static void test_index(void) {
  MycoString *ascii = text("hello");
  CHECK(myco_string_index(ascii, 1, NULL) == static_string(&myco_ascii_strings['e']));
  myco_release(ascii);
  MycoString *string = text("aé€😀z");
  CHECK(myco_string_length(string) == 5);
  static const char *const scalars[] = {"a", "é", "€", "😀", "z"};
  static const int64_t codes[] = {0x61, 0xE9, 0x20AC, 0x1F600, 0x7A};
  int64_t offset = 0;
  for (int64_t i = 0; i < 5; ++i) {
    CHECK_TEXT(myco_string_index(string, i, NULL), scalars[i]);
    CHECK_TEXT(myco_string_scalar_at(string, offset), scalars[i]);
    CHECK(myco_string_code_at(string, offset) == codes[i]);
    offset = myco_string_next(string, offset);
  }
  CHECK(offset == string->byte_length);
  myco_release(string);
}

static void test_comparison(void) {
  MycoString *a = text("abc"), *b = text("abd"), *prefix = text("ab"), *wide = text("é");
  CHECK(myco_string_compare(a, b) == -1 && myco_string_compare(b, a) == 1);
  CHECK(myco_string_compare(prefix, a) == -1 && myco_string_compare(a, a) == 0);
  CHECK(myco_string_compare(b, wide) == -1);
  CHECK(myco_string_contains(a, prefix) && !myco_string_contains(prefix, a));
  CHECK(myco_string_contains(a, static_string(&myco_empty_string)));
  CHECK(!myco_string_equal(a, b) && myco_string_equal(a, a));
  MycoString *same = text("abc");
  CHECK(myco_string_equal(a, same));
  MycoString *all[] = {a, b, prefix, wide, same};
  for (int i = 0; i < 5; ++i) myco_release(all[i]);
}

static void test_repeat(void) {
  MycoString *string = text("né");
  CHECK_TEXT(myco_string_repeat(string, 5), "nénénénéné");
  CHECK_TEXT(myco_string_repeat(string, 0), "");
  CHECK_TEXT(myco_string_repeat(string, -3), "");
  CHECK_TEXT(myco_string_repeat(static_string(&myco_ascii_strings['-']), 4), "----");
  myco_release(string);
}

static void test_append(void) {
  CHECK_TEXT(myco_string_append_int(text("n="), INT64_MIN), "n=-9223372036854775808");
  CHECK_TEXT(myco_string_append_float(text("é="), 0.5), "é=0.5");
  CHECK_TEXT(myco_string_append_bool(text("b="), true), "b=True");
  CHECK_TEXT(myco_string_append_value(text("v="), MYCO_NULL, 0), "v=Null");
  MycoArray *array = myco_array_push_pointer(&myco_empty_array, text("é"));
  int64_t payload = (int64_t)(intptr_t)array;
  CHECK_TEXT(myco_string_append_value(text("ü"), MYCO_ARRAY, payload), "ü[é]");
  MycoString *right = text("!");
  CHECK_TEXT(myco_string_prepend_value(MYCO_ARRAY, payload, right), "[é]!");
  myco_release(right);
  myco_release(array);
  MycoArray *many = counting(1000);
  MycoString *long_text = myco_value_to_string(MYCO_ARRAY, (int64_t)(intptr_t)many);
  CHECK(long_text->byte_length == 2 + 2890 + 2 * 999);
  CHECK(strcmp(long_text->bytes + long_text->byte_length - 5, " 999]") == 0);
  myco_release(long_text);
  myco_release(many);
}

/// Fills `bytes` with `length` letters out of few, repeatable.
static void fill_letters(char *bytes, int64_t length, uint32_t *state, uint32_t letters) {
  for (int64_t i = 0; i < length; ++i) {
    *state = *state * 1103515245 + 12345;
    bytes[i] = (char)('a' + (*state >> 16) % letters);
  }
}

/// Checks both searches against a look at each place.
static void check_search(const char *bytes, int64_t length, const char *sought, int64_t count) {
  int64_t first = -1, last = -1;
  for (int64_t i = 0; i + count <= length; ++i) {
    if (memcmp(bytes + i, sought, (size_t)count) != 0) continue;
    if (first < 0) first = i;
    last = i;
  }
  const char *found = myco_find_bytes(bytes, length, sought, count);
  CHECK((found == NULL ? -1 : found - bytes) == first);
  found = myco_find_last_bytes(bytes, length, sought, count);
  CHECK((found == NULL ? -1 : found - bytes) == last);
}

static void test_search(void) {
  uint32_t state = 1;
  for (int64_t length = 0; length < 150; ++length) {
    for (int64_t count = 0; count < 40; count += 1 + count / 6) {
      // Of their exact sizes, so that sanitizers see what is read beyond.
      char *bytes = malloc((size_t)length + 1), *sought = malloc((size_t)count + 1);
      fill_letters(bytes, length, &state, 1 + (uint32_t)length % 3);
      fill_letters(sought, count, &state, 1 + (uint32_t)length % 3);
      check_search(bytes, length, sought, count);
      free(bytes);
      free(sought);
    }
  }
  // What looks alike everywhere is given to memmem.
  enum { LENGTH = 20000, COUNT = 300 };
  static char bytes[LENGTH], sought[COUNT];
  memset(bytes, 'a', LENGTH);
  memset(sought, 'a', COUNT);
  sought[COUNT / 2] = 'b';
  check_search(bytes, LENGTH, sought, COUNT);
  memcpy(bytes + LENGTH / 2, sought, COUNT);
  check_search(bytes, LENGTH, sought, COUNT);
}

static void check_places(const MycoString *string) {
  int64_t length = string->byte_length, count = string->scalar_count;
  uint32_t state = 7;
  for (int64_t step = 0; step < 3 * count; ++step) {
    state = state * 1103515245 + 12345;
    int64_t random = (state >> 8) % (count + 1);
    int64_t index = step <= count ? step : step <= 2 * count ? 2 * count - step : random;
    int64_t offset = 0;
    for (int64_t i = 0; i < index; ++i) offset = myco_string_next(string, offset);
    CHECK(myco_string_offset(string, index) == offset);
    if (random % 3 == 0) CHECK(myco_string_position(string, offset) == index);
  }
  CHECK(myco_string_offset(string, count) == length);
}

/// Strings share few entries, and addresses one after the other.
static void test_places(void) {
  MycoString *strings[7];
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 7; ++i) {
      strings[i] = text("");
      for (int k = 0; k < 60 + 31 * i; ++k) {
        MycoString *part = text(k % (i + 2) == 0 ? "é" : k % 5 == round ? "😀€" : "abc");
        strings[i] = myco_string_concat(strings[i], part);
        myco_release(part);
        if (k % 50 == 49) check_places(strings[i]);
      }
    }
    for (int i = 0; i < 21; ++i) {
      MycoString *string = strings[i % 7];
      int64_t index = (i * 37) % string->scalar_count;
      int64_t offset = myco_string_offset(string, index);
      CHECK(myco_count_scalars(string->bytes, offset) == index);
    }
    for (int i = 0; i < 7; ++i) myco_release(strings[i]);
  }
  STATIC_WIDE_STRING(immortal, "ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"
    "ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé", 148);
  check_places(static_string(&immortal));
}

void test_strings(void) {
  test_search();
  test_places();
  test_concat();
  test_growth();
  test_index();
  test_comparison();
  test_repeat();
  test_append();
}
