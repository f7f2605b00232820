import Support

/// A natural loop: the blocks on paths from its header back to the header.
public struct Loop: Sendable {

  /// The block through which every path enters.
  public let header: BlockID

  /// The sources of the edges back to the header.
  public let latches: [BlockID]

  /// The blocks, the header first; those of inner loops too.
  public internal(set) var blocks: [BlockID]

  /// The index of the closest loop around this one, or `nil`.
  public internal(set) var parent: Int?

  /// The number of loops around this one, plus one.
  public internal(set) var depth: Int

}

/// The natural loops of a function.
///
/// A cycle that can be entered beside its header is no natural loop; lowering makes none.
public struct LoopForest: Sendable {

  /// The loops, each before the ones inside it.
  public private(set) var loops: [Loop] = []

  /// The index of the innermost loop of each block; -1 if it is in none.
  private var innermost: Table<BlockID, Int>

  /// Finds the loops of `function`, in time linear in blocks times depth of nesting.
  public init(_ function: Function, _ flow: ControlFlow, _ dominators: DominatorTree) {
    innermost = Table(repeating: -1, count: function.blocks.count)
    for header in flow.reversePostorder {
      let latches = flow.predecessors[header].filter { dominators.dominates(header, $0) }
      if !latches.isEmpty { addLoop(header, latches, flow) }
    }
  }

  /// The index of the innermost loop that `block` is in, or `nil`.
  public func loop(of block: BlockID) -> Int? {
    innermost[block] < 0 ? nil : innermost[block]
  }

  /// The number of loops that `block` is in.
  public func depth(of block: BlockID) -> Int { loop(of: block).map { loops[$0].depth } ?? 0 }

  /// Outer headers come first, so that the latest loop a block was put in is the innermost.
  private mutating func addLoop(_ header: BlockID, _ latches: [BlockID], _ flow: ControlFlow) {
    let index = loops.count
    let parent = loop(of: header)
    var loop = Loop(
      header: header, latches: latches, blocks: [header], parent: parent,
      depth: (parent.map { loops[$0].depth } ?? 0) + 1)
    innermost[header] = index
    var stack = latches
    while let block = stack.popLast() {
      guard innermost[block] != index else { continue }
      innermost[block] = index
      loop.blocks.append(block)
      stack.append(contentsOf: flow.predecessors[block])
    }
    loops.append(loop)
  }

}
