// How long the points of the plane stay within the circle of radius 2 under z -> z * z + c.
#include <stdio.h>

static long iterations(double cr, double ci, long limit) {
  double r = 0.0, i = 0.0;
  long n = 0;
  while (n < limit && r * r + i * i <= 4.0) {
    double next = r * r - i * i + cr;
    i = 2.0 * r * i + ci;
    r = next;
    n += 1;
  }
  return n;
}

static void run(long size, long limit) {
  long inside = 0, total = 0;
  for (long y = 0; y < size; y++) {
    double ci = 2.0 * y / size - 1.0;
    for (long x = 0; x < size; x++) {
      long n = iterations(3.0 * x / size - 2.0, ci, limit);
      total += n;
      if (n == limit) inside += 1;
    }
  }
  printf("%ld %ld\n", inside, total);
}

int main(void) {
  run(1000, 500);
  return 0;
}
