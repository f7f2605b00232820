-- Builds, counts and drops binary trees.
local DEPTH = 16

local function count(node)
  if not node.left then return 1 end
  return 1 + count(node.left) + count(node.right)
end

local function tree(depth)
  if depth == 0 then return {left = nil, right = nil} end
  return {left = tree(depth - 1), right = tree(depth - 1)}
end

local longLived = tree(DEPTH)
for depth = 4, DEPTH, 2 do
  local rounds = 2 ^ (DEPTH - depth + 4)
  local nodes = 0
  for i = 1, rounds do nodes = nodes + count(tree(depth)) end
  print(string.format("%d trees of depth %d have %d nodes", rounds, depth, nodes))
end
print(string.format("the long lived tree has %d nodes", count(longLived)))
