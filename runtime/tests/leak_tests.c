// The counts and the report of what is alive at the end; both are there with MYCO_CHECK alone.
#include "tests.h"

#ifdef MYCO_CHECK
static const struct {
  int32_t size, count, may_cycle;
  struct { int32_t offset, kind; } slots[2];
} pair_layout = {48, 2, 0, {{16, MYCO_ELEMENT_POINTER}, {24, MYCO_ELEMENT_TAGGED}}};

static const MycoClass pair_class = {
  (const MycoLayout *)&pair_layout, "Pair", 0, NULL, NULL, NULL, 0};

typedef struct Pair {
  MycoInstance instance;
  void *first;
  MycoValue second;
} Pair;

static Pair *pair(void *first, void *second) {
  Pair *result = myco_object_allocate(pair_class.layout, MYCO_INSTANCE, 0, &pair_class);
  result->first = first;
  result->second = nullable_value(second);
  return result;
}

static void end_without_leak(void) {
  setenv("MYCO_STATS", "1", 1);
  myco_counts = (MycoCounts){0};
  MycoArray *array = myco_array_push_pointer(&myco_empty_array, text("a"));
  myco_retain(array);
  MycoArray *copy = myco_array_unique(array);
  myco_release(copy);
  myco_release(array);
  myco_exit(myco_report_leaks());
}

/// One block goes to the next object, one is not used; another object is on the stack.
static void reuse_a_block(void) {
  setenv("MYCO_STATS", "1", 1);
  myco_counts = (MycoCounts){0};
  void *block = myco_keep_block(pair(NULL, NULL));
  Pair *next = myco_object_reuse(block, pair_class.layout, MYCO_INSTANCE, 0, &pair_class);
  CHECK(next->first == NULL);
  myco_release(next);
  myco_free_block(myco_keep_block(pair(NULL, NULL)));
  myco_end_on_stack(
    myco_object_on_stack(NULL, pair_class.layout, MYCO_INSTANCE, 0, &pair_class));
  myco_exit(myco_report_leaks());
}

static void lose_a_block(void) {
  myco_keep_block(pair(NULL, NULL));
  myco_exit(myco_report_leaks());
}

static void lose_string(void) {
  text("lost");
  myco_exit(myco_report_leaks());
}

/// Two that refer to each other, with a string and a map behind them.
static void leave_cycle(void) {
  Pair *a = pair(NULL, text("kept"));
  Pair *b = pair(a, myco_map_set(
    &myco_empty_map, MYCO_STRING, object_value(text("key")).payload, MYCO_INT, 1));
  a->first = b;
  myco_exit(myco_report_leaks());
}

/// A cycle to which a reference was lost, and one of an instance with itself.
static void leave_both(void) {
  Pair *a = pair(NULL, NULL);
  a->second = object_value(a);
  Pair *b = pair(NULL, NULL);
  b->second = object_value(b);
  myco_retain(b);
  myco_exit(myco_report_leaks());
}

/// Objects that are resized and moved stay in the list.
static void grow_and_lose(void) {
  MycoArray *array = counting(1000);
  myco_release(array);
  myco_array_repeat(counting(10), 1000);
  myco_exit(myco_report_leaks());
}

void test_leaks(void) {
  CHECK_CHILD(end_without_leak, 0, "",
              "myco: 3 allocations, 3 frees, 0 alive, 0 reuses, 0 on the stack, 1 copies, "
              "2 retains, 5 releases\n");
  CHECK_CHILD(reuse_a_block, 0, "",
              "myco: 3 allocations, 3 frees, 0 alive, 1 reuses, 1 on the stack, 0 copies, "
              "0 retains, 1 releases\n");
  CHECK_CHILD(lose_a_block, 1, "", "myco: leak: 1 object lost: 1 kept block\n");
  CHECK_CHILD(lose_string, 1, "", "myco: leak: 1 object lost: 1 String\n");
  CHECK_CHILD(leave_cycle, 1, "", "myco: leak: 5 objects in cycles of references, or reached "
              "from one: 2 Pair, 2 String, 1 Map\n");
  CHECK_CHILD(leave_both, 1, "",
              "myco: leak: 1 object in cycles of references, or reached from one: 1 Pair\n"
              "myco: leak: 1 object lost: 1 Pair\n");
  CHECK_CHILD(grow_and_lose, 1, "", "myco: leak: 2 objects lost: 2 Array\n");
}
#else
void test_leaks(void) {}
#endif
