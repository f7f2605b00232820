// The product of two square matrices, which are arrays of rows.
#include <stdio.h>
#include <stdlib.h>

static double *zeros(long n) {
  double *row = calloc(n, sizeof *row);
  if (!row) abort();
  return row;
}

static double **rows_of(long n) {
  double **rows = malloc(n * sizeof *rows);
  if (!rows) abort();
  return rows;
}

static void release(double **m, long n) {
  for (long i = 0; i < n; i++) free(m[i]);
  free(m);
}

static double **filled(long n, double factor) {
  double **rows = rows_of(n);
  for (long i = 0; i < n; i++) {
    double *row = zeros(n);
    for (long j = 0; j < n; j++) row[j] = factor * ((i * 7 + j * 3) % 11);
    rows[i] = row;
  }
  return rows;
}

static double **product(double **a, double **b, long n) {
  double **c = rows_of(n);
  for (long i = 0; i < n; i++) {
    double *row = zeros(n);
    for (long k = 0; k < n; k++) {
      double x = a[i][k];
      for (long j = 0; j < n; j++) row[j] += x * b[k][j];
    }
    c[i] = row;
  }
  return c;
}

static double trace(double **m, long n) {
  double sum = 0.0;
  for (long i = 0; i < n; i++) sum += m[i][i];
  return sum;
}

static void run(long n, long rounds) {
  double **a = filled(n, 0.5), **b = filled(n, 0.25);
  double sum = 0.0;
  for (long round = 0; round < rounds; round++) {
    double **c = product(a, b, n);
    sum += trace(c, n);
    a[round][0] += 1.0;
    release(c, n);
  }
  printf("%.1f\n", sum);
  release(a, n);
  release(b, n);
}

int main(void) {
  run(500, 16);
  return 0;
}
