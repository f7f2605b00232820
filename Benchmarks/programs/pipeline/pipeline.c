// Arrays of integers through map, filter and reduce.
#include <stdio.h>
#include <stdlib.h>

#define COUNT 4000
#define ROUNDS 50000

static long *vector(long n) {
  long *v = malloc(n * sizeof *v);
  if (!v) abort();
  return v;
}

static long *scaled(const long *v, long n, long round) {
  long *result = vector(n);
  for (long i = 0; i < n; i++) result[i] = v[i] * 3 + round;
  return result;
}

static long *filtered(const long *v, long n, long *count) {
  long *result = vector(n);
  *count = 0;
  for (long i = 0; i < n; i++) {
    if (v[i] % 5 != 0) result[(*count)++] = v[i];
  }
  return result;
}

static long *mixed(const long *v, long n) {
  long *result = vector(n);
  for (long i = 0; i < n; i++) result[i] = v[i] ^ v[i] >> 3;
  return result;
}

static long sum(const long *v, long n) {
  long result = 0;
  for (long i = 0; i < n; i++) result += v[i];
  return result;
}

int main(void) {
  long *numbers = vector(COUNT);
  for (long i = 0; i < COUNT; i++) numbers[i] = i * 7919 % 10007;
  long total = 0;
  for (long round = 0; round < ROUNDS; round++) {
    long count;
    long *a = scaled(numbers, COUNT, round);
    long *b = filtered(a, COUNT, &count);
    long *c = mixed(b, count);
    total += sum(c, count);
    free(a);
    free(b);
    free(c);
  }
  printf("%ld\n", total);
  free(numbers);
  return 0;
}
