// LU decomposition without pivoting of a matrix that is strong on its diagonal, and a solution.
#include <stdio.h>
#include <stdlib.h>

#define N 500L

static void decompose(double **a, long n) {
  for (long k = 0; k < n; k++) {
    for (long i = k + 1; i < n; i++) {
      double factor = a[i][k] / a[k][k];
      a[i][k] = factor;
      for (long j = k + 1; j < n; j++) a[i][j] = a[i][j] - factor * a[k][j];
    }
  }
}

static void solve(double **lu, double *b, long n) {
  for (long i = 0; i < n; i++) {
    for (long j = 0; j < i; j++) b[i] = b[i] - lu[i][j] * b[j];
  }
  for (long back = 1; back < n + 1; back++) {
    long i = n - back;
    for (long j = i + 1; j < n; j++) b[i] = b[i] - lu[i][j] * b[j];
    b[i] = b[i] / lu[i][i];
  }
}

int main(void) {
  double **a = malloc(N * sizeof *a), *b = malloc(N * sizeof *b);
  if (!a || !b) abort();
  for (long i = 0; i < N; i++) {
    a[i] = malloc(N * sizeof **a);
    if (!a[i]) abort();
    for (long j = 0; j < N; j++) a[i][j] = i == j ? 1000.0 : 1.0 / (double)(i + j + 1);
    b[i] = (double)i * 0.5;
  }
  decompose(a, N);
  solve(a, b, N);
  printf("%.12f %.12f %.12f %.12f\n", b[0], b[1], b[N >> 1], b[N - 1]);
  for (long i = 0; i < N; i++) free(a[i]);
  free(a);
  free(b);
  return 0;
}
