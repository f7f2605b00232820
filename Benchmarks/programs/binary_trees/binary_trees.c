// Builds, counts and drops binary trees.
#include <stdio.h>
#include <stdlib.h>

#define DEPTH 16

typedef struct Node {
  struct Node *left, *right;
} Node;

static long count(const Node *node) {
  if (!node->left) return 1;
  return 1 + count(node->left) + count(node->right);
}

static Node *tree(long depth) {
  Node *node = malloc(sizeof *node);
  if (!node) abort();
  node->left = depth == 0 ? NULL : tree(depth - 1);
  node->right = depth == 0 ? NULL : tree(depth - 1);
  return node;
}

static void release(Node *node) {
  if (node->left) {
    release(node->left);
    release(node->right);
  }
  free(node);
}

int main(void) {
  Node *long_lived = tree(DEPTH);
  for (long depth = 4; depth < DEPTH + 1; depth += 2) {
    long rounds = 1L << (DEPTH - depth + 4);
    long nodes = 0;
    for (long i = 0; i < rounds; i++) {
      Node *node = tree(depth);
      nodes += count(node);
      release(node);
    }
    printf("%ld trees of depth %ld have %ld nodes\n", rounds, depth, nodes);
  }
  printf("the long lived tree has %ld nodes\n", count(long_lived));
  release(long_lived);
  return 0;
}
