#include "tests.h"

// A class with the fields next, a pointer or null, and value, tagged.
typedef struct Node {
  MycoInstance instance;
  struct Node *next;
  MycoValue value;
} Node;

static const struct {
  int32_t size, count, may_cycle;
  struct { int32_t offset, kind; } slots[2];
} node_layout = {sizeof(Node), 2, 1, {{16, MYCO_ELEMENT_POINTER}, {24, MYCO_ELEMENT_TAGGED}}};

static const struct {
  int32_t size, count, may_cycle;
  struct { int32_t offset, kind; } slots[2];
} plain_layout = {sizeof(Node), 2, 0, {{16, MYCO_ELEMENT_POINTER}, {24, MYCO_ELEMENT_TAGGED}}};

static const MycoClass node_class = {
  (const MycoLayout *)&node_layout, "Node", 0, NULL, NULL, NULL, 0};
static const MycoClass plain_class = {
  (const MycoLayout *)&plain_layout, "Plain", 1, NULL, NULL, NULL, 0};

static Node *make(const MycoClass *type) {
  return myco_object_allocate(type->layout, MYCO_INSTANCE, 0, type);
}

static Node *node(void) { return make(&node_class); }

/// Ends a reference as compiled code does.
static void drop(void *object) {
  MycoHeader *header = object;
  if (header->count == 0) {
    myco_release_last(object);
  } else {
    --header->count;
    myco_suspect(object);
  }
}

/// Makes `from` refer to `to`, which gets one more reference.
static void refer(Node *from, void *to) {
  myco_retain(to);
  from->value = object_value(to);
}

/// Returns the first of `count` nodes that refer to each other in a ring, with one reference more.
static Node *ring(int64_t count) {
  Node *first = node(), *last = first;
  for (int64_t i = 1; i < count; ++i) {
    last->next = node();
    last = last->next;
  }
  refer(last, first);
  return first;
}

static void test_rings(void) {
  int64_t before = live_objects();
  Node *self = node();
  refer(self, self);
  drop(self);
  drop(ring(2));
  // Deeper than a recursive walk could go.
  drop(ring(200000));
  CHECK_LIVE(before + 200003);
  myco_collect_cycles();
  CHECK_LIVE(before);
}

static void test_used_rings(void) {
  int64_t before = live_objects();
  Node *first = ring(3), *second = first->next;
  myco_retain(second);
  drop(first);
  myco_collect_cycles();
  CHECK_LIVE(before + 3);
  CHECK(first->instance.header.count == 0 && second->instance.header.count == 1);
  CHECK(second->next->value.payload == (int64_t)(intptr_t)first);
  drop(second);
  myco_collect_cycles();
  CHECK_LIVE(before);
}

static void test_what_rings_hold(void) {
  int64_t before = live_objects();
  // A ring through an array and a map, whose members hold texts and an instance of a class that
  // cannot be part of a ring, which leads to another ring.
  Node *first = node(), *other = ring(2), *plain = make(&plain_class);
  plain->value = object_value(other);
  first->next = plain;
  MycoMap *map = myco_map_allocate(MYCO_MAP, MYCO_ELEMENT_POINTER, MYCO_ELEMENT_TAGGED, 1);
  MycoString *key = text("a key that is no constant");
  map = myco_map_set(map, MYCO_STRING, (int64_t)(intptr_t)key, MYCO_STRING,
                     (int64_t)(intptr_t)text("a value"));
  MycoArray *array = myco_array_push_tagged(
    &myco_empty_array, MYCO_MAP, (int64_t)(intptr_t)map);
  myco_retain(first);
  array = myco_array_push_tagged(array, MYCO_INSTANCE, (int64_t)(intptr_t)first);
  first->value = object_value(array);
  drop(first);
  myco_collect_cycles();
  // Freeing the first ring ended a reference to the other.
  myco_collect_cycles();
  CHECK_LIVE(before);
}

static void test_suspects_that_die(void) {
  int64_t before = live_objects();
  Node *nodes[10];
  for (int i = 0; i < 10; ++i) {
    nodes[i] = node();
    myco_retain(nodes[i]);
    drop(nodes[i]);
    // A collection may come any time after the first.
    if (i == 0) CHECK(myco_is_suspect(&nodes[i]->instance.header));
  }
  for (int i = 0; i < 10; i += 2) drop(nodes[i]);
  CHECK_LIVE(before + 5);
  myco_collect_cycles();
  for (int i = 1; i < 10; i += 2) {
    CHECK(!myco_is_suspect(&nodes[i]->instance.header));
    drop(nodes[i]);
  }
  CHECK_LIVE(before);
}

static void test_suspects_that_move(void) {
  int64_t before = live_objects();
  MycoArray *array = myco_array_push_pointer(&myco_empty_array, text("element"));
  myco_retain(array);
  drop(array);
  CHECK(myco_is_suspect(&array->header));
  for (int i = 0; i < 1000; ++i) array = myco_array_push_pointer(array, text("element"));
  myco_collect_cycles();
  CHECK(array->length == 1001);
  myco_release(array);
  CHECK_LIVE(before);
}

static void test_flat_memory(void) {
  int64_t before = live_objects();
  for (int i = 0; i < 100000; ++i) drop(ring(3));
  CHECK(live_objects() < before + 100000);
  myco_collect_cycles();
  CHECK_LIVE(before);
}

void test_cycles(void) {
  myco_makes_cycles = true;
  // The next one is far away then.
  myco_collect_cycles();
  test_rings();
  test_used_rings();
  test_what_rings_hold();
  test_suspects_that_die();
  test_suspects_that_move();
  test_flat_memory();
  myco_makes_cycles = false;
}
