// Counts the ways to place queens on a board so that none attacks another, by bit masks.
#include <stdio.h>

static long place(long all, long columns, long left, long right) {
  if (columns == all) return 1;
  long count = 0;
  long free = all & ~(columns | left | right);
  while (free != 0) {
    long queen = free & -free;
    free ^= queen;
    count += place(all, columns | queen, (left | queen) << 1 & all, (right | queen) >> 1);
  }
  return count;
}

int main(void) {
  for (long n = 4; n < 15; n++) {
    printf("%ld queens: %ld\n", n, place((1L << n) - 1, 0, 0, 0));
  }
  return 0;
}
