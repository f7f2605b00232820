#include "map_internal.h"
#include "tests.h"

#include <stdio.h>

static MycoValue string(const char *bytes) { return object_value(text(bytes)); }
static MycoValue number(double value) { return float_value(value); }

static MycoString *text_of(MycoValue value) {
  MycoString *result = myco_value_to_string(value.tag, value.payload);
  myco_release_value(value.tag, value.payload);
  return result;
}

/// Returns `map` (consumed) with an entry; key and value are consumed.
static MycoMap *with(MycoMap *map, MycoValue key, MycoValue value) {
  MycoValue checked = myco_check_key(key.tag, key.payload, NULL);
  return myco_map_set(map, checked.tag, checked.payload, value.tag, value.payload);
}

/// Returns the map of the Ints 0 ..< `count` to their squares, typed.
static MycoMap *squares(int64_t count) {
  MycoMap *map = &myco_empty_map;
  for (int64_t i = 0; i < count; ++i) {
    MycoMapPlace found = myco_map_place_int(map, MYCO_ELEMENT_INT, i);
    map = found.map;
    *(int64_t *)(void *)value_place(map, found.place) = i * i;
  }
  return map;
}

/// Returns the set of the Ints from `first` up to `end`.
static MycoMap *set_of(int64_t first, int64_t end) {
  MycoMap *set = &myco_empty_set;
  for (int64_t i = first; i < end; ++i) set = myco_set_add(set, MYCO_INT, i);
  return set;
}

static void test_typed(void) {
  CHECK(sizeof(MycoMap) == 64);
  MycoMap *map = squares(1000);
  CHECK(map->size == 1000 && map->key_kind == MYCO_ELEMENT_INT && map->entry_size == 16);
  for (int64_t i = 0; i < 1000; ++i) {
    CHECK(myco_map_find_int(map, i) == i && myco_map_get_int(map, i).payload == i * i);
  }
  CHECK(myco_map_find_int(map, 1000) == -1 && myco_map_find_int(map, -1) == -1);
  MycoString *key = text("5");
  CHECK(myco_map_find_string(map, key) == -1);
  CHECK(myco_map_find_value(map, MYCO_INT, 5) == 5 && myco_map_find_value(map, MYCO_NULL, 0) == -1);
  CHECK(myco_map_find_int(&myco_empty_map, 5) == -1);
  CHECK(myco_map_find_string(&myco_empty_map, key) == -1);
  myco_release(key);
  myco_release(map);
}

static void test_string_keys(void) {
  MycoMap *map = &myco_empty_map;
  char buffer[80];
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 500; ++i) {
      // Keys of all lengths up to 60 bytes.
      snprintf(buffer, sizeof buffer, "%.*s-%d", i % 58, "0123456789abcdefghijklmnopqrstuvwxyz"
               "ABCDEFGHIJKLMNOPQRSTUV", i);
      MycoString *key = text(buffer);
      MycoMapPlace found = myco_map_place_string(map, MYCO_ELEMENT_POINTER, key);
      map = found.map;
      void **value = (void **)(void *)value_place(map, found.place);
      CHECK((round == 0) == (*value == NULL));
      if (*value != NULL) myco_release(*value);
      *value = key;
    }
  }
  CHECK(map->size == 500 && map->used == 500);
  MycoString *key = text("c");
  CHECK(myco_map_find_string(map, key) == -1);
  myco_release(key);
  myco_release(map);
}

static void test_keys(void) {
  MycoMap *map = &myco_empty_map;
  double nan = __builtin_nan("");
  map = with(map, int_value(1), string("int"));
  map = with(map, bool_value(true), string("bool"));
  map = with(map, number(1), string("float"));
  map = with(map, number(1.5), string("half"));
  map = with(map, number(-0.0), string("zero"));
  map = with(map, int_value(0), string("0"));
  map = with(map, null_value(), string("null"));
  map = with(map, string("1"), string("text"));
  map = with(map, number(nan), string("nan"));
  map = with(map, number(nan), string("again"));
  map = with(map, number(1e300), int_value(3));
  CHECK(map->key_kind == MYCO_ELEMENT_TAGGED && map->header.element == MYCO_ELEMENT_TAGGED);
  CHECK_TEXT(text_of(object_value(map)),
             "{1: float, True: bool, 1.5: half, 0: 0, Null: null, 1: text, nan: again, "
             "1e+300: 3}");
}

static void test_deletion(void) {
  MycoMap *map = squares(100);
  MycoMap *alias = map;
  myco_retain(map);
  for (int64_t i = 0; i < 100; i += 2) map = myco_map_delete_int(map, i);
  CHECK(map != alias && alias->size == 100 && map->size == 50);
  CHECK(myco_map_find_int(map, 4) == -1 && myco_map_get_int(map, 5).payload == 25);
  map = myco_map_delete_int(map, 4);
  map = with(map, int_value(0), int_value(7));
  CHECK(map->size == 51 && myco_map_get_int(map, 0).payload == 7);
  for (int64_t i = 1; i < 99; i += 2) map = myco_map_delete_int(map, i);
  CHECK(map->used <= 2 * map->size + LARGEST_LINEAR);
  CHECK_TEXT(text_of(object_value(map)), "{99: 9801, 0: 7}");
  myco_release(alias);
  map = with(with(&myco_empty_map, string("a"), int_value(1)), string("b"), int_value(2));
  MycoString *key = text("a");
  map = myco_map_delete_string(map, key);
  map = with(map, object_value(key), int_value(3));
  CHECK_TEXT(text_of(object_value(map)), "{b: 2, a: 3}");
}

/// A queue of keys: the table must not grow with what was deleted.
static void test_churn(void) {
  MycoMap *map = squares(20);
  for (int64_t i = 20; i < 100000; ++i) {
    map = with(map, int_value(i), int_value(i));
    map = myco_map_delete_int(map, i - 20);
  }
  CHECK(map->size == 20 && map->capacity <= 80);
  CHECK(myco_map_key_at(map, myco_map_next(map, 0)).payload == 99980);
  myco_release(map);
}

static void test_sharing(void) {
  MycoMap *map = with(&myco_empty_map, string("list"), object_value(counting(3)));
  MycoMap *alias = map;
  myco_retain(map);
  map = myco_map_unique(map);
  CHECK(map != alias);
  MycoValue list = myco_value_take(MYCO_MAP, (int64_t)map, MYCO_STRING,
                                   (int64_t)string_key(map, 0));
  list = myco_value_unique(list.tag, list.payload, NULL);
  list = myco_value_push(list.tag, list.payload, MYCO_INT, 9, NULL);
  MycoValue key = string("list");
  MycoValue result = myco_value_put(
    MYCO_MAP, (int64_t)map, key.tag, key.payload, list.tag, list.payload);
  CHECK(myco_value_take(MYCO_MAP, result.payload, MYCO_INT, 5).tag == MYCO_NULL);
  CHECK_TEXT(text_of(result), "{list: [0, 1, 2, 9]}");
  CHECK_TEXT(text_of(object_value(alias)), "{list: [0, 1, 2]}");
  myco_release_value(key.tag, key.payload);
}

static void test_parts(void) {
  MycoMap *map = with(with(&myco_empty_map, string("a"), int_value(1)), string("b"), null_value());
  CHECK_TEXT(text_of(object_value(myco_map_keys(map))), "[a, b]");
  CHECK_TEXT(text_of(object_value(myco_map_values(map))), "[1, Null]");
  CHECK_TEXT(text_of(object_value(myco_map_entries(map))), "[[a, 1], [b, Null]]");
  MycoMap *other = with(with(&myco_empty_map, string("b"), int_value(2)), int_value(3), number(1));
  CHECK_TEXT(text_of(object_value(myco_map_merge(map, other))), "{a: 1, b: 2, 3: 1.0}");
  CHECK_TEXT(text_of(object_value(myco_map_clear(other))), "{}");
  map = myco_map_convert(map, MYCO_ELEMENT_TAGGED, MYCO_ELEMENT_TAGGED);
  CHECK(map->key_kind == MYCO_ELEMENT_TAGGED && myco_map_next(map, 1) == 1);
  map = myco_map_convert(map, MYCO_ELEMENT_POINTER, MYCO_ELEMENT_TAGGED);
  CHECK(map->key_kind == MYCO_ELEMENT_POINTER);
  CHECK_TEXT(text_of(object_value(map)), "{a: 1, b: Null}");
  map = myco_map_convert(squares(3), MYCO_ELEMENT_INT, MYCO_ELEMENT_FLOAT);
  CHECK_TEXT(text_of(object_value(map)), "{0: 0.0, 1: 1.0, 2: 4.0}");
}

static void test_records(void) {
  MycoMap *object = myco_map_allocate(MYCO_OBJECT, MYCO_ELEMENT_NONE, MYCO_ELEMENT_NONE, 0);
  object = with(object, string("a"), int_value(1));
  MycoMap *map = with(&myco_empty_map, string("a"), number(1));
  CHECK(object->header.kind == MYCO_OBJECT);
  CHECK(myco_value_equal(MYCO_OBJECT, (int64_t)object, MYCO_MAP, (int64_t)map));
  CHECK_TEXT(text_of(object_value(myco_map_merge(object, map))), "{a: 1.0}");
  CHECK_TEXT(myco_value_type(MYCO_OBJECT, (int64_t)object), "Object");
  object = myco_map_clear(object);
  CHECK(object->header.kind == MYCO_OBJECT && !myco_value_truth(MYCO_OBJECT, (int64_t)object));
  MycoMap *alias = object;
  myco_retain(object);
  object = myco_map_unique(object);
  CHECK(object != alias);
  myco_release(alias);
  myco_release(object);
  myco_release(map);
}

static void test_equality(void) {
  MycoMap *left = with(with(&myco_empty_map, string("a"), int_value(1)), string("b"), int_value(2));
  MycoMap *right = with(with(&myco_empty_map, string("b"), int_value(2)), string("a"), number(1));
  CHECK(myco_map_equal(left, right) && myco_map_equal(right, left));
  right = with(right, string("a"), int_value(4));
  CHECK(!myco_map_equal(left, right));
  myco_release(left);
  myco_release(right);
  MycoMap *low = set_of(0, 3), *high = set_of(2, 5), *empty = &myco_empty_set;
  CHECK(!myco_map_equal(low, high) && myco_map_equal(low, low));
  CHECK(!myco_value_equal(MYCO_SET, (int64_t)empty, MYCO_MAP, (int64_t)&myco_empty_map));
  myco_release(low);
  myco_release(high);
}

static void test_sets(void) {
  MycoMap *low = set_of(0, 4), *high = set_of(2, 6);
  int64_t a = (int64_t)low, b = (int64_t)high;
  CHECK_TEXT(text_of(myco_value_or(MYCO_SET, a, MYCO_SET, b, NULL)), "{0, 1, 2, 3, 4, 5}");
  CHECK_TEXT(text_of(myco_value_add(MYCO_SET, a, MYCO_SET, b, NULL)), "{0, 1, 2, 3, 4, 5}");
  CHECK_TEXT(text_of(myco_value_and(MYCO_SET, a, MYCO_SET, b, NULL)), "{2, 3}");
  CHECK_TEXT(text_of(myco_value_subtract(MYCO_SET, a, MYCO_SET, b, NULL)), "{0, 1}");
  CHECK_TEXT(text_of(myco_value_xor(MYCO_SET, a, MYCO_SET, b, NULL)), "{0, 1, 4, 5}");
  CHECK(!myco_set_is_subset(low, high) && myco_set_is_subset(&myco_empty_set, low));
  CHECK(myco_value_in(MYCO_FLOAT, float_payload(2), MYCO_SET, a, NULL));
  CHECK(!myco_value_in(MYCO_INT, 7, MYCO_SET, a, NULL));
  CHECK_TEXT(text_of(object_value(myco_map_keys(high))), "[2, 3, 4, 5]");
  MycoArray *array = myco_array_push_value(counting(2), MYCO_FLOAT, float_payload(1));
  CHECK_TEXT(text_of(object_value(myco_set_from_array(array, NULL))), "{0, 1}");
  myco_release(array);
  myco_release(low);
  myco_release(high);
}

/// Keys that agree in their low bits, in their high bits, or in all but one.
static void test_hostile_keys(void) {
  for (int shift = 0; shift <= 48; shift += 16) {
    MycoMap *map = &myco_empty_map;
    for (int64_t i = 0; i < 60000; ++i) {
      map = myco_map_place_int(map, MYCO_ELEMENT_BOOL, (int64_t)((uint64_t)i << shift)).map;
    }
    CHECK(map->size == 60000);
    uint64_t longest = 0, run = 0;
    for (uint64_t slot = 0; slot <= map->mask; ++slot) {
      run = map->index[slot] == 0 ? 0 : run + 1;
      if (run > longest) longest = run;
    }
    CHECK(longest < 300);
    myco_release(map);
  }
}

static void test_large(void) {
  MycoMap *map = squares(1000000);
  CHECK(map->size == 1000000 && myco_map_find_int(map, 999999) == 999999);
  int64_t sum = 0;
  for (int64_t i = myco_map_next(map, 0); i < map->used; i = myco_map_next(map, i + 1)) {
    sum += int_key(map, i);
  }
  CHECK(sum == 499999500000);
  myco_release(map);
}

static void test_iteration(void) {
  MycoMap *map = with(with(&myco_empty_map, string("a"), int_value(1)), string("b"), int_value(2));
  map = with(map, string("c"), int_value(3));
  MycoString *key = text("a");
  map = myco_map_delete_string(map, key);
  myco_release(key);
  int64_t payload = (int64_t)map, position = 0;
  MycoString *walked = text("");
  int64_t limit = myco_value_iteration_limit(MYCO_MAP, payload, NULL);
  for (int64_t i = myco_value_iteration_start(MYCO_MAP, payload, NULL); i < limit;
       i = myco_value_iteration_next(MYCO_MAP, payload, i)) {
    MycoValue name = myco_value_iteration_key(MYCO_MAP, payload, i, position++);
    MycoValue value = myco_value_iteration_value(MYCO_MAP, payload, i);
    walked = myco_string_append_value(walked, name.tag, name.payload);
    walked = myco_string_append_value(walked, value.tag, value.payload);
    myco_release_value(name.tag, name.payload);
  }
  CHECK_TEXT(walked, "b2c3");
  CHECK(myco_value_size(MYCO_MAP, payload, NULL) == 2 && position == 2);
  myco_release(map);
  MycoMap *set = set_of(4, 6);
  CHECK(myco_value_iteration_key(MYCO_SET, (int64_t)set, 1, 1).payload == 1);
  CHECK(myco_value_iteration_value(MYCO_SET, (int64_t)set, 1).payload == 5);
  myco_release(set);
}

/// A map of tagged keys to tagged arrays becomes one of String keys to arrays of Int.
static void test_shapes(void) {
  static const MycoShape ints = {.element_kind = MYCO_ELEMENT_INT};
  static const MycoShape shape = {MYCO_ELEMENT_POINTER, MYCO_ELEMENT_POINTER, &ints};
  MycoMap *map = with(&myco_empty_map, string("a"), object_value(
    myco_array_convert(counting(3), MYCO_ELEMENT_TAGGED)));
  map = myco_map_convert(map, MYCO_ELEMENT_TAGGED, MYCO_ELEMENT_TAGGED);
  map = with(map, string("b"), null_value());
  MycoMap *alias = map;
  myco_retain(map);
  map = myco_convert_shape(map, &shape);
  CHECK(map != alias && map->key_kind == MYCO_ELEMENT_POINTER);
  MycoArray *array = as_array(map_value_at(map, 0).payload);
  CHECK(array->header.element == MYCO_ELEMENT_INT);
  myco_retain(map);
  CHECK(myco_convert_shape(map, &shape) == map && map->header.count == 1);
  myco_release(map);
  CHECK_TEXT(text_of(object_value(map)), "{a: [0, 1, 2], b: Null}");
  CHECK_TEXT(text_of(object_value(alias)), "{a: [0, 1, 2], b: Null}");
  static const MycoShape rows = {MYCO_ELEMENT_POINTER, MYCO_ELEMENT_NONE, &shape};
  array = myco_array_push_tagged(counting(0), MYCO_MAP, (int64_t)squares(0));
  array = myco_convert_shape(array, &rows);
  CHECK(array->header.element == MYCO_ELEMENT_POINTER);
  CHECK_TEXT(text_of(object_value(array)), "[{}]");
}

void test_maps(void) {
  test_typed();
  test_string_keys();
  test_keys();
  test_deletion();
  test_churn();
  test_sharing();
  test_parts();
  test_records();
  test_equality();
  test_sets();
  test_hostile_keys();
  test_large();
  test_iteration();
  test_shapes();
}
