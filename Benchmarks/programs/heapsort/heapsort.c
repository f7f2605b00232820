// Sorts pseudo-random floats by heapsort.
#include <stdio.h>
#include <stdlib.h>

#define COUNT 1000000L

static void sort(double *values, long n) {
  long start = n >> 1, end = n;
  while (end > 1) {
    double value;
    if (start > 0) {
      value = values[--start];
    } else {
      value = values[--end];
      values[end] = values[0];
    }
    long parent = start, child = 2 * start + 1;
    while (child < end) {
      if (child + 1 < end && values[child] < values[child + 1]) child++;
      if (values[child] <= value) break;
      values[parent] = values[child];
      parent = child;
      child = 2 * parent + 1;
    }
    values[parent] = value;
  }
}

int main(void) {
  double *values = malloc(COUNT * sizeof *values);
  if (!values) abort();
  long seed = 42;
  for (long i = 0; i < COUNT; i++) {
    seed = (seed * 3877 + 29573) % 139968;
    values[i] = (double)seed / 139968;
  }
  sort(values, COUNT);
  for (long i = 1; i < COUNT; i++) {
    if (values[i - 1] > values[i]) printf("not sorted at %ld\n", i);
  }
  printf("%.9f %.9f %.9f\n", values[0], values[COUNT >> 1], values[COUNT - 1]);
  free(values);
  return 0;
}
