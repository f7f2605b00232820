// The edit distance of two long sequences, a row of the table at a time.
#include <stdio.h>
#include <stdlib.h>

#define LENGTH 8000L

static long *sequence(long seed, long length) {
  long *result = malloc(length * sizeof *result);
  if (!result) abort();
  for (long i = 0; i < length; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    result[i] = (seed >> 16) % 4;
  }
  return result;
}

static long distance(const long *a, long m, const long *b, long n) {
  long *row = malloc((n + 1) * sizeof *row);
  if (!row) abort();
  for (long j = 0; j <= n; j++) row[j] = j;
  for (long i = 0; i < m; i++) {
    long diagonal = row[0], code = a[i];
    row[0] = i + 1;
    for (long j = 0; j < n; j++) {
      long above = row[j + 1];
      long best = code == b[j] ? diagonal : diagonal + 1;
      if (above + 1 < best) best = above + 1;
      if (row[j] + 1 < best) best = row[j] + 1;
      row[j + 1] = best;
      diagonal = above;
    }
  }
  long result = row[n];
  free(row);
  return result;
}

int main(void) {
  long *a = sequence(1, LENGTH), *b = sequence(2, LENGTH + 100);
  printf("%ld\n", distance(a, LENGTH, b, LENGTH + 100));
  free(a);
  free(b);
  return 0;
}
