import IR
import Support

/// Blocks that follow each other without another way in, as if they were one: what may raise ends
/// its block, but the way on is straight.
struct Chains {

  /// The first block of each block's chain.
  private(set) var heads: Table<BlockID, BlockID>

  /// The position of each block's first instruction in its chain.
  private(set) var offsets: Table<BlockID, Int>

  /// For each first block, where in its chain what was read from shared memory may end, in order.
  private var ends: Table<BlockID, [End]>

  private struct End {
    let position: Int
    let readsBefore: Bool
  }

  /// Finds the chains of `function`.
  init(_ function: Function, _ types: TypeTable) {
    let flow = ControlFlow(function)
    heads = Table(repeating: .none, count: function.blocks.count)
    offsets = Table(repeating: 0, count: function.blocks.count)
    ends = Table(repeating: [], count: function.blocks.count)
    for block in function.layout { heads[block] = block }
    for block in flow.reversePostorder {
      if let previous = Self.previous(block, function, flow) {
        heads[block] = heads[previous]
        offsets[block] = offsets[previous] + function[previous].instructions.count + 1
      }
      for (i, value) in function[block].instructions.enumerated()
      where function.mayEndShared(value, types) {
        let end = End(
          position: offsets[block] + i, readsBefore: function[value].opcode.readsBeforeItStores)
        ends[heads[block]].append(end)
      }
    }
  }

  private static func previous(
    _ block: BlockID, _ function: Function, _ flow: ControlFlow
  ) -> BlockID? {
    guard flow.predecessors[block].count == 1 else { return nil }
    let predecessor = flow.predecessors[block][0]
    switch function[predecessor].terminator {
    case .branch: return predecessor
    case .raising(let then, _): return then.target == block ? predecessor : nil
    default: return nil
    }
  }

  /// `true` iff nothing behind `start` in the chain of `head` may end what was read from shared
  /// memory before its last use at `last`.
  func isShared(in head: BlockID, after start: Int, until last: Int) -> Bool {
    let list = ends[head]
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle].position > start { high = middle } else { low = middle + 1 }
    }
    guard low < list.count else { return true }
    return list[low].position > last || list[low].position == last && list[low].readsBefore
  }

}
