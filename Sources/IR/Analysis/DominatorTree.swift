import Support

/// Which blocks stand on every path to which others.
public struct DominatorTree: Sendable {

  /// The closest dominator of each block but itself; `.none` for the entry and unreachable ones.
  public private(set) var immediateDominator: Table<BlockID, BlockID>

  /// The blocks that each block dominates immediately, in reverse postorder.
  public private(set) var children: Table<BlockID, [BlockID]>

  /// The first and the last number of each block's subtree in preorder.
  private var intervals: Table<BlockID, (first: Int, last: Int)>

  /// Computes the tree by the algorithm of Cooper, Harvey and Kennedy, "A Simple, Fast Dominance
  /// Algorithm", 2001: linear but for very deep nests of loops.
  public init(_ function: Function, _ flow: ControlFlow) {
    immediateDominator = Table(repeating: .none, count: function.blocks.count)
    children = Table(repeating: [], count: function.blocks.count)
    intervals = Table(repeating: (-1, -1), count: function.blocks.count)
    guard !function.layout.isEmpty else { return }
    computeDominators(function.entry, flow)
    for block in flow.reversePostorder where block != function.entry {
      children[immediateDominator[block]].append(block)
    }
    numberSubtrees(function.entry)
  }

  /// `true` iff every path from the entry to `b` goes through `a`, which may be `b`.
  ///
  /// Unreachable blocks dominate nothing.
  public func dominates(_ a: BlockID, _ b: BlockID) -> Bool {
    intervals[a].first >= 0 && intervals[b].first >= intervals[a].first
      && intervals[b].first <= intervals[a].last
  }

  private mutating func computeDominators(_ entry: BlockID, _ flow: ControlFlow) {
    immediateDominator[entry] = entry
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for block in flow.reversePostorder where block != entry {
        var new = BlockID.none
        for predecessor in flow.predecessors[block]
        where !immediateDominator[predecessor].isNone {
          new = new.isNone ? predecessor : commonDominator(predecessor, new, flow)
        }
        if immediateDominator[block] != new {
          immediateDominator[block] = new
          hasChanged = true
        }
      }
    }
    immediateDominator[entry] = .none
  }

  private func commonDominator(_ a: BlockID, _ b: BlockID, _ flow: ControlFlow) -> BlockID {
    var (a, b) = (a, b)
    while a != b {
      while flow.order[a] > flow.order[b] { a = immediateDominator[a] }
      while flow.order[b] > flow.order[a] { b = immediateDominator[b] }
    }
    return a
  }

  private mutating func numberSubtrees(_ entry: BlockID) {
    var next = 0
    for visit in visits(from: entry) {
      switch visit {
      case .enter(let block):
        intervals[block].first = next
        next += 1
      case .leave(let block): intervals[block].last = next - 1
      }
    }
  }

  // MARK: Walks

  /// A step of a walk over the tree.
  public enum Visit: Sendable {

    /// Before what the block dominates.
    case enter(BlockID)

    /// Behind what the block dominates.
    case leave(BlockID)

  }

  /// Returns the steps of a walk over what `root` dominates, depth first and without recursion, as
  /// tables that are scoped along the tree need them.
  public func visits(from root: BlockID) -> [Visit] {
    var result = [Visit.enter(root)]
    var stack = [(block: root, child: 0)]
    while let (block, child) = stack.last {
      if child == children[block].count {
        result.append(.leave(block))
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].child += 1
      result.append(.enter(children[block][child]))
      stack.append((children[block][child], 0))
    }
    return result
  }

}
