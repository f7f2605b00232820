#include "map_internal.h"
#include "tests.h"

// A class Node with the fields next, value and weight; the first is a pointer or null, the second
// tagged, the third an Int.
enum { NODE_SIZE = 48 };

typedef struct Node {
  MycoInstance instance;
  struct Node *next;
  MycoValue value;
  int64_t weight;
} Node;

static const struct {
  int32_t size, count, may_cycle;
  struct { int32_t offset, kind; } slots[2];
} node_layout = {NODE_SIZE, 2, 1, {{16, MYCO_ELEMENT_POINTER}, {24, MYCO_ELEMENT_TAGGED}}};

static MycoString *node_text(void *self) {
  MycoString *string = text("Node ");
  return myco_string_append_int(string, ((Node *)self)->weight);
}

static bool node_equals(void *self, int64_t tag, int64_t payload) {
  if (tag != MYCO_INSTANCE) return false;
  return ((Node *)self)->weight == ((Node *)as_object(payload))->weight;
}

static const MycoClass plain_class = {
  (const MycoLayout *)&node_layout, "Plain", 0, NULL, NULL, NULL, 0};
static const MycoClass node_class = {
  (const MycoLayout *)&node_layout, "Node", 1, &plain_class, node_text, node_equals, 0};
static const MycoClass other_class = {
  (const MycoLayout *)&node_layout, "Other", 2, NULL, NULL, NULL, 0};

static Node *node(const MycoClass *type, int64_t weight) {
  Node *result = myco_object_allocate(type->layout, MYCO_INSTANCE, 0, type);
  result->weight = weight;
  return result;
}

static int64_t payload_of(void *object) { return (int64_t)(intptr_t)object; }

static void test_instances(void) {
  CHECK(sizeof(Node) == NODE_SIZE);
  Node *plain = node(&plain_class, 1), *a = node(&node_class, 2), *b = node(&node_class, 2);
  CHECK(plain->next == NULL && plain->value.tag == MYCO_NULL);
  CHECK_TEXT(myco_value_to_string(MYCO_INSTANCE, payload_of(plain)), "<Plain>");
  CHECK_TEXT(myco_value_to_string(MYCO_INSTANCE, payload_of(a)), "Node 2");
  CHECK_TEXT(myco_value_type(MYCO_INSTANCE, payload_of(a)), "Node");
  CHECK(myco_value_equal(MYCO_INSTANCE, payload_of(a), MYCO_INSTANCE, payload_of(b)));
  CHECK(!myco_value_equal(MYCO_INSTANCE, payload_of(plain), MYCO_INSTANCE, payload_of(a)));
  CHECK(myco_value_equal(MYCO_INSTANCE, payload_of(plain), MYCO_INSTANCE, payload_of(plain)));
  CHECK(!myco_value_equal(MYCO_INSTANCE, payload_of(plain), MYCO_NULL, 0));
  CHECK(myco_value_truth(MYCO_INSTANCE, payload_of(plain)));
  CHECK(myco_is_instance(MYCO_INSTANCE, payload_of(a), &plain_class));
  CHECK(!myco_is_instance(MYCO_INSTANCE, payload_of(plain), &node_class));
  CHECK(!myco_is_instance(MYCO_INT, 0, &node_class));
  // As keys they are told apart by identity.
  MycoMap *set = myco_set_add(&myco_empty_set, MYCO_INSTANCE, payload_of(a));
  set = myco_set_add(set, MYCO_INSTANCE, payload_of(b));
  myco_retain(a);
  set = myco_set_add(set, MYCO_INSTANCE, payload_of(a));
  CHECK(set->size == 2);
  CHECK_TEXT(myco_value_to_string(MYCO_SET, payload_of(set)), "{Node 2, Node 2}");
  myco_release(set);
  myco_release(plain);
}

/// A block goes to another object of its size; a suspect keeps its own.
static void test_reuse(void) {
  Node *first = node(&plain_class, 1);
  void *block = myco_keep_block(first);
  CHECK(block != NULL);
  Node *second =
    myco_object_reuse(block, plain_class.layout, MYCO_INSTANCE, 0, &plain_class);
  CHECK(second->weight == 0 && second->instance.header.count == 0);
#ifndef MYCO_CHECK
  CHECK(second == first);
  second->instance.header.flags =
    (uint16_t)((second->instance.header.flags & ~MYCO_UNITS_MASK) | MYCO_IS_SUSPECT);
  CHECK(myco_keep_block(second) == NULL);
#else
  myco_release(second);
#endif
  Node *third = myco_object_reuse(NULL, plain_class.layout, MYCO_INSTANCE, 0, &plain_class);
  myco_free_block(myco_keep_block(third));
  myco_free_block(NULL);
}

/// Library collections: the first field is the number of elements.
static void test_value_instances(void) {
  static const struct {
    int32_t size, count, may_cycle;
    struct { int32_t offset, kind; } slots[1];
  } layout = {32, 1, 0, {{24, MYCO_ELEMENT_POINTER}}};
  static const MycoClass type = {
    .layout = (const MycoLayout *)&layout, .name = "Stack", .id = 3, .is_value = 1};
  typedef struct Stack {
    MycoInstance instance;
    int64_t size;
    void *items;
  } Stack;
  Stack *stack = myco_object_allocate(type.layout, MYCO_INSTANCE, 0, &type);
  CHECK(sizeof(Stack) == 32 && !myco_value_truth(MYCO_INSTANCE, payload_of(stack)));
  stack->size = 1;
  stack->items = text("long enough for a block of its own");
  CHECK(myco_value_truth(MYCO_INSTANCE, payload_of(stack)));
  CHECK(myco_instance_unique(&stack->instance) == stack);
  myco_retain(stack);
  Stack *copy = myco_instance_unique(&stack->instance);
  CHECK(copy != stack && copy->items == stack->items && copy->size == 1);
  myco_release(stack);
  CHECK_TEXT(copy->items, "long enough for a block of its own");
  copy->items = NULL;
  myco_release(copy);
  // Other instances are shared.
  Node *plain = node(&plain_class, 1);
  myco_retain(plain);
  CHECK(myco_instance_unique(&plain->instance) == plain);
  myco_release(plain);
  myco_release(plain);
}

/// A list of 5,000,000 instances, which no recursion could free.
static void test_long_list(void) {
  Node *first = NULL;
  for (int64_t i = 0; i < 5000000; ++i) {
    Node *next = node(&plain_class, i);
    next->next = first;
    first = next;
  }
  myco_release(first);
  CHECK(live_objects() == 0);
}

/// References in all kinds of objects, and some that are shared.
static void test_graph(void) {
  Node *shared = node(&node_class, 0);
  Node *root = node(&plain_class, 1);
  for (int64_t i = 0; i < 100; ++i) {
    Node *next = node(&plain_class, i);
    next->next = root;
    MycoMap *map = myco_map_set(
      &myco_empty_map, MYCO_STRING, payload_of(text("key")), MYCO_INSTANCE, payload_of(shared));
    myco_retain(shared);
    map = myco_map_set(map, MYCO_INT, i, MYCO_ARRAY, payload_of(myco_array_push_pointer(
      &myco_empty_array, node(&node_class, i))));
    next->value = object_value(map);
    root = next;
  }
  CHECK(shared->instance.header.count == 100);
  myco_release(root);
  CHECK(shared->instance.header.count == 0);
  myco_release(shared);
}

// MARK: Functions

typedef struct Adder {
  MycoFunction function;
  int64_t amount;
  MycoString *label;
} Adder;

static const struct {
  int32_t size, count, may_cycle;
  struct { int32_t offset, kind; } slots[1];
} adder_layout = {32, 1, 0, {{24, MYCO_ELEMENT_POINTER}}};

static MycoValue add(void *self, const MycoValue *arguments, int64_t count) {
  return int_value(((Adder *)self)->amount + arguments[0].payload + count);
}

static const MycoFunctionInfo adder_info = {
  (const MycoLayout *)&adder_layout, "adder", 0, 1, 2, 0, add};
static const MycoFunctionInfo lambda_info = {NULL, NULL, 1, 1, 1, 0, add};
static const MycoFunctionInfo class_info = {NULL, "Node", 2, 0, 3, 0, add};
static MycoFunction lambda = {{-1, MYCO_FUNCTION, 0, 0}, &lambda_info};
static MycoFunction class_object = {{-1, MYCO_CLASS, 0, 0}, &class_info};
static MycoNamespace library = {{-1, MYCO_LIBRARY, 0, 0}, "math"};
static MycoNamespace module = {{-1, MYCO_MODULE, 0, 0}, "geo"};

static void test_functions(void) {
  Adder *adder = myco_object_allocate(adder_info.layout, MYCO_FUNCTION, 0, &adder_info);
  adder->amount = 10;
  adder->label = text("label");
  int64_t function = payload_of(adder);
  MycoValue arguments[] = {int_value(5), int_value(0)};
  CHECK(myco_call_value(MYCO_FUNCTION, function, arguments, 1, NULL).payload == 16);
  CHECK(myco_call_value(MYCO_FUNCTION, function, arguments, 2, NULL).payload == 17);
  CHECK_TEXT(myco_value_to_string(MYCO_FUNCTION, function), "<function adder>");
  CHECK_TEXT(myco_value_to_string(MYCO_FUNCTION, payload_of(&lambda)), "<function>");
  CHECK_TEXT(myco_value_to_string(MYCO_CLASS, payload_of(&class_object)), "<class Node>");
  CHECK_TEXT(myco_value_to_string(MYCO_LIBRARY, payload_of(&library)), "<library math>");
  CHECK_TEXT(myco_value_to_string(MYCO_MODULE, payload_of(&module)), "<module geo>");
  CHECK_TEXT(myco_value_type(MYCO_CLASS, payload_of(&class_object)), "Class");
  CHECK_TEXT(myco_value_type(MYCO_MODULE, payload_of(&module)), "Module");
  CHECK(!myco_value_equal(MYCO_FUNCTION, function, MYCO_FUNCTION, payload_of(&lambda)));
  myco_release(adder);
  myco_release(&lambda);
}

static void test_tokens(void) {
  static const MycoFunctionInfo nested_info = {
    (const MycoLayout *)&adder_layout, "nested", 4, 1, 1, offsetof(Adder, amount), add};
  Adder *nested[3];
  for (int i = 0; i < 3; ++i) {
    nested[i] = myco_object_allocate(nested_info.layout, MYCO_FUNCTION, 0, &nested_info);
    nested[i]->amount = i / 2;
    nested[i]->label = text("label");
  }
  int64_t first = payload_of(nested[0]);
  CHECK(myco_value_equal(MYCO_FUNCTION, first, MYCO_FUNCTION, payload_of(nested[1])));
  CHECK(!myco_value_equal(MYCO_FUNCTION, first, MYCO_FUNCTION, payload_of(nested[2])));
  CHECK(!myco_value_equal(MYCO_FUNCTION, first, MYCO_FUNCTION, payload_of(&lambda)));
  CHECK(!myco_function_equal((void *)nested[0], NULL));
  CHECK(myco_new_token() != myco_new_token());
  for (int i = 0; i < 3; ++i) myco_release(nested[i]);
}

static void call_with_none(void) {
  myco_call_value(MYCO_FUNCTION, payload_of(&lambda), NULL, 0, &here);
}

static void call_with_many(void) {
  MycoValue arguments[4] = {int_value(0), int_value(0), int_value(0), int_value(0)};
  myco_call_value(MYCO_CLASS, payload_of(&class_object), arguments, 4, &here);
}

static void test_arity(void) {
#define AT "\n  at main (test.myco:3:7)\n"
  CHECK_ERROR(call_with_none, "ArgumentError: the function expects 1 argument, not 0" AT);
  CHECK_ERROR(call_with_many, "ArgumentError: Node expects 0 to 3 arguments, not 4" AT);
}

/// Nested deeper than the stack: what recurses over it throws.
static void test_deep_values(void) {
  MycoArray *left = &myco_empty_array, *right = &myco_empty_array;
  for (int i = 0; i < 200000; ++i) {
    left = myco_array_push_pointer(&myco_empty_array, left);
    MycoMap *map = myco_map_set(&myco_empty_map, MYCO_INT, 0, MYCO_ARRAY, payload_of(right));
    right = myco_array_push_pointer(&myco_empty_array, map);
  }
  myco_catches_errors = true;
  MycoArray *arrays[] = {left, right};
  for (int i = 0; i < 2; ++i) {
    myco_value_to_string(MYCO_ARRAY, payload_of(arrays[i]));
    MycoValue error = myco_take_pending();
    CHECK_TEXT(myco_value_to_string(error.tag, error.payload),
               "StackOverflowError: the call stack is exhausted");
    myco_release_value(error.tag, error.payload);
    CHECK(!myco_value_equal(MYCO_ARRAY, payload_of(arrays[i]), MYCO_ARRAY, payload_of(arrays[i])));
    error = myco_take_pending();
    CHECK(error.tag == MYCO_ERROR);
    myco_release_value(error.tag, error.payload);
    myco_release(arrays[i]);
  }
  myco_catches_errors = false;
}

// MARK: Cells

static const struct {
  int32_t size, count, may_cycle;
  struct { int32_t offset, kind; } slots[1];
} cell_layout = {32, 1, 1, {{16, MYCO_ELEMENT_TAGGED}}};

static void test_cells(void) {
  const MycoLayout *layout = (const MycoLayout *)&cell_layout;
  MycoCell *cell = myco_object_allocate(layout, MYCO_CELL, MYCO_ELEMENT_TAGGED, layout);
  CHECK((cell->header.flags & MYCO_CELL_IS_SET) == 0);
  cell->header.flags |= MYCO_CELL_IS_SET;
  *(MycoValue *)(void *)((char *)cell + 16) = object_value(text("content"));
  myco_release(cell);
}

// MARK: Promises and null pointers

static void test_class_promises(void) {
  static const MycoClass *const classes[] = {&plain_class};
  static const MycoPromise plain = {
    .tags = 1 << MYCO_INSTANCE | 1 << MYCO_NULL, .text = "Plain?", .arity = -1, .classes = classes,
    .class_count = 1};
  static const MycoPromise unary = {
    .tags = 1 << MYCO_FUNCTION | 1 << MYCO_CLASS, .text = "(Int) -> Int", .arity = 1};
  Node *good = node(&node_class, 1), *bad = node(&other_class, 1);
  CHECK(myco_value_is(MYCO_INSTANCE, payload_of(good), &plain));
  CHECK(myco_value_is(MYCO_NULL, 0, &plain));
  CHECK(!myco_value_is(MYCO_INSTANCE, payload_of(bad), &plain));
  CHECK(myco_value_is(MYCO_FUNCTION, payload_of(&lambda), &unary));
  CHECK(myco_value_is(MYCO_CLASS, payload_of(&class_object), &unary));
  static const MycoFunctionInfo binary_info = {NULL, NULL, 3, 2, 2, 0, add};
  static MycoFunction binary = {{-1, MYCO_FUNCTION, 0, 0}, &binary_info};
  CHECK(!myco_value_is(MYCO_FUNCTION, payload_of(&binary), &unary));
  myco_release(good);
  myco_release(bad);
}

static void test_map_promises(void) {
  static const MycoPromise key = {.tags = 1 << MYCO_STRING, .text = "String", .arity = -1};
  static const MycoPromise value = {
    .tags = 1 << MYCO_FLOAT, .text = "Float", .converts_int_to_float = true, .arity = -1};
  static const MycoPromise array = {
    .tags = 1 << MYCO_ARRAY, .element = &value, .text = "[Float]", .arity = -1,
    .element_kind = MYCO_ELEMENT_FLOAT};
  static const MycoPromise maps = {
    .tags = 1 << MYCO_MAP, .element = &value, .text = "Map<String, Float>", .arity = -1,
    .element_kind = MYCO_ELEMENT_FLOAT, .key_kind = MYCO_ELEMENT_POINTER, .key = &key,
    .alternative = &array};
  MycoMap *map = myco_map_set(
    &myco_empty_map, MYCO_STRING, payload_of(text("a")), MYCO_INT, 1);
  map = myco_map_convert(map, MYCO_ELEMENT_TAGGED, MYCO_ELEMENT_TAGGED);
  MycoValue kept = myco_check_promise(MYCO_MAP, payload_of(map), &maps, "x", NULL);
  map = as_map(kept.payload);
  CHECK(map->key_kind == MYCO_ELEMENT_POINTER && map->header.element == MYCO_ELEMENT_FLOAT);
  CHECK_TEXT(myco_value_to_string(MYCO_MAP, kept.payload), "{a: 1.0}");
  map = myco_map_set(map, MYCO_INT, 2, MYCO_INT, 1);
  CHECK(!myco_value_is(MYCO_MAP, payload_of(map), &maps));
  kept = myco_check_promise(MYCO_ARRAY, payload_of(counting(2)), &maps, "x", NULL);
  CHECK(as_array(kept.payload)->header.element == MYCO_ELEMENT_FLOAT);
  myco_release_value(kept.tag, kept.payload);
  myco_release(map);
}

static void test_null_pointers(void) {
  MycoArray *array = myco_array_push_pointer(&myco_empty_array, text("a"));
  array = myco_array_push_pointer(array, NULL);
  array = myco_array_push_value(array, MYCO_NULL, 0);
  CHECK(array->header.element == MYCO_ELEMENT_POINTER);
  CHECK(myco_array_get(array, 1).tag == MYCO_NULL);
  CHECK(myco_array_contains(array, MYCO_NULL, 0));
  CHECK(!myco_array_all(array, 1 << MYCO_STRING));
  MycoArray *copy = myco_array_repeat(array, 2);
  copy = myco_array_set(copy, 0, MYCO_NULL, 0);
  copy = myco_array_convert(copy, MYCO_ELEMENT_TAGGED);
  copy = myco_array_convert(copy, MYCO_ELEMENT_POINTER);
  CHECK_TEXT(myco_value_to_string(MYCO_ARRAY, payload_of(copy)),
             "[Null, Null, Null, a, Null, Null]");
  copy = myco_array_drop_last(copy, NULL);
  myco_retain(array);
  myco_release(myco_array_unique(array));
  myco_release(array);
  myco_release(copy);
}

void test_objects(void) {
  test_instances();
  test_reuse();
  test_value_instances();
  test_long_list();
  test_graph();
  test_functions();
  test_tokens();
  test_arity();
  test_deep_values();
  test_cells();
  test_class_promises();
  test_map_promises();
  test_null_pointers();
}
