// Sorts pseudo-random numbers by quicksort with a stack of its own, in place.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT 1000000L

static void sort(long *values, long length) {
  static long starts[COUNT], ends[COUNT];
  long depth = 1;
  starts[0] = 0;
  ends[0] = length - 1;
  while (depth > 0) {
    depth--;
    long low = starts[depth], high = ends[depth];
    while (low < high) {
      long pivot = values[(low + high) >> 1];
      long i = low, j = high;
      while (i <= j) {
        while (values[i] < pivot) i++;
        while (values[j] > pivot) j--;
        if (i <= j) {
          long value = values[i];
          values[i] = values[j];
          values[j] = value;
          i++;
          j--;
        }
      }
      if (i < high) {
        starts[depth] = i;
        ends[depth++] = high;
      }
      high = j;
    }
  }
}

int main(void) {
  long *values = malloc(COUNT * sizeof *values), *sorted = malloc(COUNT * sizeof *sorted);
  if (!values || !sorted) abort();
  long seed = 42, checksum = 0;
  for (long i = 0; i < COUNT; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    values[i] = seed;
  }
  for (long round = 0; round < 3; round++) {
    memcpy(sorted, values, COUNT * sizeof *values);
    sort(sorted, COUNT);
    for (long i = 1; i < COUNT; i++) {
      if (sorted[i - 1] > sorted[i]) printf("not sorted at %ld\n", i);
    }
    checksum += sorted[COUNT >> 1] % 1000;
    values[round] = round;
  }
  printf("%ld\n", checksum);
  free(values);
  free(sorted);
  return 0;
}
