// The fast Fourier transform of a signal and back, in place, by radix 2.
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define BITS 18
#define ROUNDS 12

static void transform(double *re, double *im, long n, bool is_inverse) {
  long j = 0;
  for (long i = 1; i < n; i++) {
    long bit = n >> 1;
    while ((j & bit) != 0) {
      j ^= bit;
      bit >>= 1;
    }
    j ^= bit;
    if (i < j) {
      double r = re[i], m = im[i];
      re[i] = re[j];
      im[i] = im[j];
      re[j] = r;
      im[j] = m;
    }
  }
  for (long length = 2; length <= n; length <<= 1) {
    double angle = 6.283185307179586 / length * (is_inverse ? -1.0 : 1.0);
    double step_r = cos(angle), step_i = sin(angle);
    long half = length >> 1;
    for (long start = 0; start < n; start += length) {
      double wr = 1.0, wi = 0.0;
      for (long k = start; k < start + half; k++) {
        double ur = re[k], ui = im[k];
        double vr = re[k + half] * wr - im[k + half] * wi;
        double vi = re[k + half] * wi + im[k + half] * wr;
        re[k] = ur + vr;
        im[k] = ui + vi;
        re[k + half] = ur - vr;
        im[k + half] = ui - vi;
        double next = wr * step_r - wi * step_i;
        wi = wr * step_i + wi * step_r;
        wr = next;
      }
    }
  }
}

int main(void) {
  long n = 1 << BITS;
  double *re = calloc(n, sizeof *re), *im = calloc(n, sizeof *im);
  if (!re || !im) abort();
  for (long i = 0; i < n; i++) re[i] = (double)(i * 7919 % 1009) / 1009;
  double sum = 0.0;
  for (long round = 0; round < ROUNDS; round++) {
    transform(re, im, n, round % 2 == 1);
    if (round % 2 == 1) {
      for (long i = 0; i < n; i++) {
        re[i] = re[i] / n;
        im[i] = im[i] / n;
      }
    }
    sum += re[1];
  }
  printf("%ld %ld\n", (long)(sum * 1e6), (long)(re[1234] * 1e9));
  free(re);
  free(im);
  return 0;
}
