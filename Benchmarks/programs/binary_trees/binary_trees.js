// Builds, counts and drops binary trees.
const DEPTH = 16;

class Node {
  constructor(left, right) {
    this.left = left;
    this.right = right;
  }

  count() {
    if (this.left === null) return 1;
    return 1 + this.left.count() + this.right.count();
  }
}

function tree(depth) {
  if (depth === 0) return new Node(null, null);
  return new Node(tree(depth - 1), tree(depth - 1));
}

const longLived = tree(DEPTH);
for (let depth = 4; depth < DEPTH + 1; depth += 2) {
  const rounds = 1 << (DEPTH - depth + 4);
  let nodes = 0;
  for (let i = 0; i < rounds; i++) nodes += tree(depth).count();
  console.log(`${rounds} trees of depth ${depth} have ${nodes} nodes`);
}
console.log(`the long lived tree has ${longLived.count()} nodes`);
