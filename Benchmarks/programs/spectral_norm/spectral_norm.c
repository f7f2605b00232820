// The spectral norm of an infinite matrix, by the power method.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static double element(long i, long j) { return 1.0 / ((i + j) * (i + j + 1) / 2.0 + i + 1); }

static void times(long n, const double *v, double *result) {
  for (long i = 0; i < n; i++) {
    double sum = 0.0;
    for (long j = 0; j < n; j++) sum += element(i, j) * v[j];
    result[i] = sum;
  }
}

static void times_transposed(long n, const double *v, double *result) {
  for (long i = 0; i < n; i++) {
    double sum = 0.0;
    for (long j = 0; j < n; j++) sum += element(j, i) * v[j];
    result[i] = sum;
  }
}

static double *vector(long n) {
  double *v = malloc(n * sizeof *v);
  if (!v) abort();
  return v;
}

static void run(long n) {
  double *u = vector(n), *v = vector(n), *w = vector(n);
  for (long i = 0; i < n; i++) u[i] = 1.0;
  for (long i = 0; i < 10; i++) {
    times(n, u, w);
    times_transposed(n, w, v);
    times(n, v, w);
    times_transposed(n, w, u);
  }
  double vBv = 0.0, vv = 0.0;
  for (long i = 0; i < n; i++) {
    vBv += u[i] * v[i];
    vv += v[i] * v[i];
  }
  printf("%ld\n", (long)(pow(vBv / vv, 0.5) * 1e9));
  free(u);
  free(v);
  free(w);
}

int main(void) {
  run(2500);
  return 0;
}
