// The sieve of Eratosthenes, several times.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long count_primes(long limit) {
  bool *prime = malloc(limit * sizeof *prime);
  if (!prime) abort();
  memset(prime, true, limit * sizeof *prime);
  long count = 0;
  for (long i = 2; i < limit; i++) {
    if (prime[i]) {
      count += 1;
      for (long j = i * i; j < limit; j += i) prime[j] = false;
    }
  }
  free(prime);
  return count;
}

int main(void) {
  long total = 0;
  for (long round = 0; round < 20; round++) total += count_primes(5000000 + round * 1000);
  printf("%ld\n", total);
  return 0;
}
