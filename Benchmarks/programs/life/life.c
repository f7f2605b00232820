// Conway's game of life on a board with a border of dead cells.
#include <stdio.h>
#include <stdlib.h>

#define SIZE 512L
#define GENERATIONS 200

static long *step(const long *board, long width) {
  long *next = calloc(width * width, sizeof *next);
  if (!next) abort();
  for (long y = 1; y < width - 1; y++) {
    for (long x = 1; x < width - 1; x++) {
      long at = y * width + x;
      long around = board[at - width - 1] + board[at - width] + board[at - width + 1]
        + board[at - 1] + board[at + 1]
        + board[at + width - 1] + board[at + width] + board[at + width + 1];
      if (around == 3 || (around == 2 && board[at] == 1)) next[at] = 1;
    }
  }
  return next;
}

int main(void) {
  long width = SIZE + 2, seed = 7, live = 0;
  long *board = calloc(width * width, sizeof *board);
  if (!board) abort();
  for (long y = 1; y < width - 1; y++) {
    for (long x = 1; x < width - 1; x++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      if ((seed >> 16) % 3 == 0) board[y * width + x] = 1;
    }
  }
  for (long generation = 0; generation < GENERATIONS; generation++) {
    long *next = step(board, width);
    free(board);
    board = next;
  }
  for (long i = 0; i < width * width; i++) live += board[i];
  printf("%ld cells live\n", live);
  free(board);
  return 0;
}
