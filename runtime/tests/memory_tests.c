#include "tests.h"

static void test_counts(void) {
  MycoString *string = text("count");
  CHECK(string->header.count == 0);
  myco_retain(string);
  myco_retain_value(MYCO_STRING, (int64_t)(intptr_t)string);
  CHECK(string->header.count == 2);
  myco_release(string);
  myco_release_value(MYCO_STRING, (int64_t)(intptr_t)string);
  CHECK(string->header.count == 0);
  myco_release(string);
  myco_retain_value(MYCO_INT, 12345);
  myco_release_value(MYCO_NULL, 0);
  myco_retain(&myco_empty_array);
  myco_release(&myco_empty_array);
  CHECK(myco_empty_array.header.count == -1);
}

static void test_saturation(void) {
  MycoString *string = text("many");
  string->header.count = INT32_MAX;
  myco_retain(string);
  CHECK(string->header.count < 0);
  myco_release(string);
  CHECK(string->header.count < 0);
  string->header.count = 5;
  retain_times(&string->header, (int64_t)1 << 40);
  CHECK(string->header.count < 0);
  string->header.count = 0;
  myco_release(string);
}

static void test_deep_free(void) {
  MycoArray *chain = &myco_empty_array;
  MycoArray *tagged = &myco_empty_array;
  for (int i = 0; i < 1000000; ++i) {
    chain = myco_array_push_pointer(&myco_empty_array, chain);
    tagged = myco_array_push_tagged(&myco_empty_array, MYCO_ARRAY, (int64_t)(intptr_t)tagged);
  }
  myco_release(chain);
  myco_release(tagged);
  CHECK(live_objects() == 0);
}

static void test_wide_free(void) {
  MycoArray *rows = &myco_empty_array;
  MycoString *shared = text("shared");
  for (int i = 0; i < 1000; ++i) {
    MycoArray *row = myco_array_push_pointer(&myco_empty_array, text("own"));
    myco_retain(shared);
    rows = myco_array_push_pointer(rows, myco_array_push_pointer(row, shared));
  }
  CHECK(shared->header.count == 1000);
  myco_release(rows);
  CHECK(shared->header.count == 0);
  myco_release(shared);
}

static void test_sizes(void) {
  void *blocks[64];
  for (int64_t i = 0; i < 64; ++i) {
    blocks[i] = myco_allocate(16 + 16 * i, MYCO_STRING, 0);
    CHECK((uintptr_t)blocks[i] % 16 == 0);
    memset((char *)blocks[i] + 8, 0xAB, (size_t)(8 + 16 * i));
  }
  for (int i = 0; i < 64; ++i) {
    CHECK(((MycoHeader *)blocks[i])->kind == MYCO_STRING);
    myco_free(blocks[i]);
  }
}

void test_memory(void) {
  test_counts();
  test_saturation();
  test_deep_free();
  test_wide_free();
  test_sizes();
}
