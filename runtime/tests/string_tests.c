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

void test_strings(void) {
  test_concat();
  test_growth();
  test_index();
  test_comparison();
  test_repeat();
  test_append();
}
