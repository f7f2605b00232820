// A linear congruential generator: each number depends on the one before.
#include <stdio.h>

struct result { long x, even; };

static struct result run(long steps) {
  long x = 42, even = 0;
  for (long i = 0; i < steps; i++) {
    x = x * 48271 % 2147483647;
    if (x % 2 == 0) even += 1;
  }
  return (struct result){x, even};
}

int main(void) {
  struct result result = run(100000000);
  printf("%ld %ld\n", result.x, result.even);
  return 0;
}
