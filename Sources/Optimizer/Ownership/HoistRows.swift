import IR
import Support

extension Pass {

  /// Reads the rows of nested arrays before the loops that do not change which row it is.
  ///
  ///     before                                   after
  ///                                              %9 = array.get_or_empty %0, %1
  ///     br b1(%2)                                br b1(%2)
  ///     b1(%3: int):                             b1(%3: int):
  ///     ...                                      ...
  ///     %4 = array.check_index %0, %1            %4 = array.check_index %0, %1
  ///     %5 = array.get %0, %4
  ///     %6 = array.check_index %5, %3            %6 = array.check_index %9, %3
  ///
  /// Legal where the array and the index are defined before the loop: nothing can end the array
  /// in it, since each iteration uses it. The check stays where it was, so an index out of range is
  /// reported as before; what was read for it then is the empty array, and not used. It pays
  /// because LLVM may not load ahead of a check, and so sees neither a fixed row nor its length.
  /// It stands behind `ownership`, which has decided that the row is borrowed.
  public static let hoistRows = Pass(
    "hoist-rows", "read rows of nested arrays before loops",
    function: { function, module in
      var hoisting = RowHoisting(function, module.types)
      hoisting.run()
      function = hoisting.function
      return hoisting.hasChanged
    })

}

private struct RowHoisting {

  var function: Function
  var hasChanged = false
  private let types: TypeTable
  private let flow: ControlFlow
  private let loops: [Loop]

  init(_ function: Function, _ types: TypeTable) {
    self.function = function
    self.types = types
    flow = ControlFlow(function)
    loops = LoopForest(function, flow, DominatorTree(function, flow)).loops
  }

  /// Outer loops come first, so that a row is read as far out as it can.
  mutating func run() {
    for loop in loops {
      if let block = preheader(of: loop) { hoist(from: loop, to: block) }
    }
  }

  /// Returns the block from which alone `loop` is entered, if it goes nowhere else.
  private func preheader(of loop: Loop) -> BlockID? {
    let outside = flow.predecessors[loop.header].filter { !loop.latches.contains($0) }
    guard outside.count == 1, case .branch = function[outside[0]].terminator else { return nil }
    return outside[0]
  }

  private mutating func hoist(from loop: Loop, to target: BlockID) {
    let blocks = Set(loop.blocks)
    for block in loop.blocks {
      let kept = function[block].instructions.filter { value in
        guard let index = invariantIndex(of: value, blocks) else { return true }
        let array = function.operand(value, 0)
        function.replace(
          value, by: .arrayGetOrEmpty, type: function[value].type, [array, index])
        function.place(value, atEndOf: target)
        return false
      }
      guard kept.count < function[block].instructions.count else { continue }
      let moved = function[target].instructions
      function.setInstructions(of: block, kept)
      function.setInstructions(of: target, moved)
      hasChanged = true
    }
  }

  /// If `value` reads a row that is the same in all iterations, returns its index, unchecked.
  private func invariantIndex(of value: ValueID, _ blocks: Set<BlockID>) -> ValueID? {
    let opcode = function[value].opcode
    guard opcode == .arrayGet || opcode == .arrayGetOrEmpty,
      types.element(of: function[value].type) != nil
    else { return nil }
    let array = function.operand(value, 0)
    var index = function.operand(value, 1)
    if function[index].opcode == .arrayCheckIndex, function.operand(index, 0) == array {
      index = function.operand(index, 1)
    }
    let isOutside = [array, index].allSatisfy { !blocks.contains(function[$0].block) }
    return isOutside ? index : nil
  }

}
