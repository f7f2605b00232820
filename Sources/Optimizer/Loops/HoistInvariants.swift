import IR
import Support

/// Computes before a loop what is the same in each of its rounds.
///
///     before                                    after
///                                               %4 = int.subtract_unchecked %0, %1
///     br b1(%2)                                 br b1(%2)
///     b1(%3: int):                              b1(%3: int):
///     ...                                       ...
///     %4 = int.subtract_unchecked %0, %1
///     %5 = int.multiply %4, %1                  %5 = int.multiply %4, %1
///
/// Legal for arithmetic that cannot fail, on values from outside of the loop, which one block
/// enters that goes nowhere else. What a condition in the loop has kept from being computed is not
/// used then. LLVM does so, too, but `version-loops`, before which it stands, looks for what stays,
/// and so does `defer-checks`.
extension Pass {

  public static let hoistInvariants = Pass(
    "hoist-invariants", "compute before loops what is the same in each round",
    function: { function, _ in
      let flow = ControlFlow(function)
      let loops = LoopForest(function, flow, DominatorTree(function, flow)).loops
      var hasChanged = false
      // Inner loops first: what leaves one may leave the one around, too.
      for loop in loops.reversed() {
        if function.hoistInvariants(of: loop, flow) { hasChanged = true }
      }
      return hasChanged
    })

}

/// `true` iff `opcode` does nothing but compute, also where it would not have been reached.
private func isArithmetic(_ opcode: Opcode) -> Bool {
  switch opcode {
  case .constInt, .constFloat, .constBool, .intAddUnchecked, .intSubtractUnchecked,
    .intMultiplyUnchecked, .intAnd, .intOr, .intXor, .intComplement, .intToFloat, .floatAdd,
    .floatSubtract, .floatMultiply, .floatDivide, .floatNegate, .boolNot:
    true
  default: false
  }
}

extension Function {

  fileprivate mutating func hoistInvariants(of loop: Loop, _ flow: ControlFlow) -> Bool {
    let outside = Set(flow.predecessors[loop.header].filter { !loop.latches.contains($0) })
    guard outside.count == 1, let preheader = outside.first,
      case .branch = self[preheader].terminator
    else { return false }
    let inside = Set(loop.blocks)
    var moved = Set<ValueID>()
    for block in loop.blocks.sorted(by: { flow.order[$0] < flow.order[$1] }) {
      let instructions = self[block].instructions
      var leaving: [ValueID] = []
      for value in instructions where isArithmetic(self[value].opcode) {
        let isInvariant = operands(value).allSatisfy {
          moved.contains($0) || !inside.contains(self[$0].block)
        }
        guard isInvariant else { continue }
        moved.insert(value)
        leaving.append(value)
      }
      if leaving.isEmpty { continue }
      rewriteInstructions(of: block, instructions.filter { !moved.contains($0) })
      for value in leaving { place(value, atEndOf: preheader) }
    }
    return !moved.isEmpty
  }

}
