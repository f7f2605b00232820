// Over all permutations of 0..n: the greatest number of flips of a prefix until 0 is first.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long *vector(long n) {
  long *v = calloc(n, sizeof *v);
  if (!v) abort();
  return v;
}

static void run(long n) {
  long *permutation = vector(n), *p = vector(n), *count = vector(n);
  for (long i = 0; i < n; i++) permutation[i] = i;
  long checksum = 0, most = 0;
  bool even = true;
  long r = n;
  while (true) {
    while (r != 1) {
      count[r - 1] = r;
      r -= 1;
    }
    memcpy(p, permutation, n * sizeof *p);
    long flips = 0;
    long first = p[0];
    while (first != 0) {
      long low = 0, high = first;
      while (low < high) {
        long t = p[low];
        p[low] = p[high];
        p[high] = t;
        low += 1;
        high -= 1;
      }
      flips += 1;
      first = p[0];
    }
    if (flips > most) most = flips;
    checksum += even ? flips : -flips;
    // The next permutation.
    while (true) {
      if (r == n) {
        printf("%ld %ld\n", checksum, most);
        free(permutation);
        free(p);
        free(count);
        return;
      }
      long front = permutation[0];
      for (long i = 0; i < r; i++) permutation[i] = permutation[i + 1];
      permutation[r] = front;
      count[r] -= 1;
      if (count[r] > 0) break;
      r += 1;
    }
    even = !even;
  }
}

int main(void) {
  run(10);
  return 0;
}
