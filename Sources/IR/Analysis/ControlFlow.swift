import Support

/// The predecessors of the blocks of a function and an order to visit them in.
public struct ControlFlow: Sendable {

  /// For each block the sources of the edges to it from reachable blocks, one entry per edge.
  public private(set) var predecessors: Table<BlockID, [BlockID]>

  /// The reachable blocks, each before those it dominates; successors after their predecessors
  /// but for back edges.
  public private(set) var reversePostorder: [BlockID] = []

  /// The position of each block in `reversePostorder`; -1 if it is unreachable.
  public private(set) var order: Table<BlockID, Int>

  /// Computes the control flow of `function`, in linear time.
  public init(_ function: Function) {
    predecessors = Table(repeating: [], count: function.blocks.count)
    order = Table(repeating: -1, count: function.blocks.count)
    guard !function.layout.isEmpty else { return }
    reversePostorder = Self.postorder(function).reversed()
    for (i, block) in reversePostorder.enumerated() {
      order[block] = i
      for edge in function[block].terminator.edges { predecessors[edge.target].append(block) }
    }
  }

  /// `true` iff a path from the entry leads to `block`.
  public func isReachable(_ block: BlockID) -> Bool { order[block] >= 0 }

  private static func postorder(_ function: Function) -> [BlockID] {
    var result: [BlockID] = []
    var visited = IDSet<BlockID>(capacity: function.blocks.count)
    var stack = [(block: function.entry, next: 0)]
    visited.insert(function.entry)
    while let (block, next) = stack.last {
      let targets = function[block].terminator.edges
      if next == targets.count {
        result.append(block)
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].next += 1
      let target = targets[next].target
      if visited.insert(target) { stack.append((target, 0)) }
    }
    return result
  }

}
