// An array is filled by pushing, then updated, summed and reversed in turn.
#include <stdio.h>
#include <stdlib.h>

struct array { long *items, length, capacity; };

static void push(struct array *a, long value) {
  if (a->length == a->capacity) {
    a->capacity = a->capacity ? 2 * a->capacity : 8;
    a->items = realloc(a->items, a->capacity * sizeof *a->items);
    if (!a->items) abort();
  }
  a->items[a->length++] = value;
}

static long sum(const struct array *a) {
  long total = 0;
  for (long i = 0; i < a->length; i++) total += a->items[i];
  return total;
}

static void run(long count, long rounds) {
  struct array values = {0};
  for (long i = 0; i < count; i++) push(&values, i * i % 1000);
  long checksum = 0;
  for (long round = 0; round < rounds; round++) {
    for (long i = 0; i < values.length; i++) values.items[i] += i;
    checksum += sum(&values) % 997;
    long low = 0, high = values.length - 1;
    while (low < high) {
      long value = values.items[low];
      values.items[low] = values.items[high];
      values.items[high] = value;
      low += 1;
      high -= 1;
    }
  }
  printf("%ld %ld %ld\n", values.items[0], values.items[count - 1], checksum);
  free(values.items);
}

int main(void) {
  run(100000, 5000);
  return 0;
}
