import IR
import Support

/// Where owned values are live across blocks: a value is live as long as it, or what is part of
/// it, is used later.
///
/// Found by walking from each use up to the definition (Boissinot et al., "Fast Liveness Checking
/// for SSA-Form Programs", 2008, the by-use variant), so that the cost is the size of the live
/// ranges.
struct RootLiveness {

  private var liveInSets: Table<BlockID, Set<ValueID>>
  private let predecessors: Table<BlockID, [BlockID]>
  private let isBranching: Table<BlockID, Bool>

  /// Computes the liveness of the values in `roots`; critical edges are split.
  init(_ function: Function, _ roots: Table<ValueID, ValueID>) {
    let count = function.blocks.count
    liveInSets = Table(repeating: [], count: count)
    var predecessors = Table<BlockID, [BlockID]>(repeating: [], count: count)
    var isBranching = Table<BlockID, Bool>(repeating: false, count: count)
    for block in function.layout {
      let edges = function[block].terminator.edges
      isBranching[block] = edges.count > 1
      for edge in edges { predecessors[edge.target].append(block) }
    }
    self.predecessors = predecessors
    self.isBranching = isBranching
    for block in function.layout {
      for value in function[block].instructions {
        for operand in function.operands(value) { addUse(of: operand, in: block, function, roots) }
      }
      let terminator = function[block].terminator
      if let operand = terminator.operand { addUse(of: operand, in: block, function, roots) }
      for argument in terminator.edges.flatMap(\.arguments) {
        addUse(of: argument, in: block, function, roots)
      }
    }
  }

  /// The owned values that are live at the start of `block`, its parameters excluded.
  func liveIn(_ block: BlockID) -> Set<ValueID> { liveInSets[block] }

  /// The owned values that some successor of `block` needs.
  func liveOut(_ block: BlockID, _ function: Function) -> Set<ValueID> {
    var result = Set<ValueID>()
    for edge in function[block].terminator.edges { result.formUnion(liveInSets[edge.target]) }
    return result
  }

  /// The predecessor of `block` if it has several successors: the block has no other then.
  func branchingPredecessor(of block: BlockID) -> BlockID? {
    guard let first = predecessors[block].first, isBranching[first] else { return nil }
    return first
  }

  private mutating func addUse(
    of value: ValueID, in block: BlockID, _ function: Function, _ roots: Table<ValueID, ValueID>
  ) {
    let root = value.index < roots.count ? roots[value] : .none
    guard !root.isNone else { return }
    let definition = function[root].block
    var pending = [block]
    while let next = pending.popLast() {
      if next == definition || !liveInSets[next].insert(root).inserted { continue }
      pending.append(contentsOf: predecessors[next])
    }
  }

}
