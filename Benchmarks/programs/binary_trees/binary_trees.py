# Builds, counts and drops binary trees.
DEPTH = 16


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def tree(depth):
    if depth == 0:
        return Node(None, None)
    return Node(tree(depth - 1), tree(depth - 1))


long_lived = tree(DEPTH)
for depth in range(4, DEPTH + 1, 2):
    rounds = 1 << DEPTH - depth + 4
    nodes = 0
    for i in range(rounds):
        nodes += tree(depth).count()
    print(rounds, "trees of depth", depth, "have", nodes, "nodes")
print("the long lived tree has", long_lived.count(), "nodes")
