import IR
import Support

/// Where one value is live: from its definition to its last uses.
struct LiveRange {

  /// The first position in each block of the range.
  private var starts: [BlockID: Int] = [:]

  /// The last use in each block of the range; `atEnd` if the value lives on behind it.
  private var lasts: [BlockID: Last] = [:]

  private struct Last {
    var position: Int
    var isConsuming: Bool
  }

  private static let atEnd = Last(position: .max, isConsuming: false)

  /// Finds the range of `value`, which is defined at `position` of its block. The position of a
  /// use in a terminator is the number of its block's instructions.
  init(
    of value: ValueID, at position: Int, in function: Function,
    uses: [(block: BlockID, position: Int, isConsuming: Bool)],
    _ predecessors: Table<BlockID, [BlockID]>
  ) {
    let home = function[value].block
    starts[home] = position + 1
    for use in uses { add(use.block, Last(position: use.position, isConsuming: use.isConsuming)) }
    var pending = uses.map(\.block)
    while let block = pending.popLast() {
      guard block != home, starts.updateValue(0, forKey: block) == nil else { continue }
      for predecessor in predecessors[block] {
        lasts[predecessor] = Self.atEnd
        pending.append(predecessor)
      }
    }
  }

  private mutating func add(_ block: BlockID, _ use: Last) {
    guard let last = lasts[block], last.position >= use.position else {
      lasts[block] = use
      return
    }
    // Of several uses by one instruction, one that only reads counts.
    if last.position == use.position && !use.isConsuming { lasts[block] = use }
  }

  /// The blocks into which the value is live.
  var laterBlocks: some Collection<BlockID> { starts.keys.lazy.filter { starts[$0] == 0 } }

  /// The blocks in which the value is live somewhere.
  var blocks: some Collection<BlockID> { starts.keys }

  /// `true` iff the value is used behind `position` of `block`, or read there.
  func isLive(in block: BlockID, at position: Int) -> Bool {
    guard let start = starts[block], let last = lasts[block], position >= start else {
      return false
    }
    return position < last.position || position == last.position && !last.isConsuming
  }

  /// `true` iff the last use in `block` is the one at `position`.
  func ends(in block: BlockID, at position: Int) -> Bool {
    lasts[block]?.position == position
  }

}
