import IR
import Support

/// Removes what nothing depends on: instructions without effect, and block parameters.
///
///     before                          after
///     b0(%0: int):                    b0(%0: int):
///       %1 = int.add_unchecked %0, %0
///       br b1(%0, %0)                   br b1(%0)
///     b1(%2: int, %3: int):           b1(%1: int):
///       return %2                       return %1
///
/// An instruction goes iff its result is not needed and it neither raises nor acts: an error is
/// part of what a program does. A parameter goes iff it is not needed, where the arguments for
/// itself on edges in a cycle do not count. Entry parameters stay: callers pass them.
///
/// It pays since everything after it gets shorter. It stands after the passes that leave things
/// unused. Linear.
extension Pass {

  public static let deadCode = Pass(
    "dce", "remove instructions and block parameters that nothing needs",
    function: { function, _ in
      var elimination = DeadCodeElimination(function)
      elimination.mark(function)
      return elimination.sweep(&function)
    })

}

private struct DeadCodeElimination {

  private var isNeeded: IDSet<ValueID>
  private var worklist = Worklist<ValueID>()
  private let flow: ControlFlow

  /// The index of each block parameter.
  private var parameterIndex: Table<ValueID, Int>

  init(_ function: Function) {
    isNeeded = IDSet(capacity: function.values.count)
    flow = ControlFlow(function)
    parameterIndex = Table(repeating: 0, count: function.values.count)
    for block in function.layout {
      for (i, parameter) in function[block].parameters.enumerated() {
        parameterIndex[parameter] = i
      }
    }
  }

  // MARK: Marking

  mutating func mark(_ function: Function) {
    for parameter in function.parameters { need(parameter) }
    for block in function.layout {
      for value in function[block].instructions where !function[value].opcode.isRemovable {
        need(value)
      }
      if let operand = function[block].terminator.operand { need(operand) }
      if !flow.isReachable(block) { needAll(of: block, function) }
    }
    while let value = worklist.pop() { needOperands(of: value, function) }
  }

  private mutating func need(_ value: ValueID) {
    if isNeeded.insert(value) { worklist.push(value) }
  }

  /// Unreachable blocks stay as they are, with what they mention.
  private mutating func needAll(of block: BlockID, _ function: Function) {
    for value in function[block].parameters + function[block].instructions { need(value) }
    for edge in function[block].terminator.edges {
      for argument in edge.arguments { need(argument) }
      for parameter in function[edge.target].parameters { need(parameter) }
    }
  }

  private mutating func needOperands(of value: ValueID, _ function: Function) {
    guard function[value].opcode == .blockParameter else {
      for operand in function.operands(value) { need(operand) }
      return
    }
    let block = function[value].block
    for predecessor in flow.predecessors[block] {
      for edge in function[predecessor].terminator.edges where edge.target == block {
        need(edge.arguments[parameterIndex[value]])
      }
    }
  }

  // MARK: Sweeping

  func sweep(_ function: inout Function) -> Bool {
    var hasChanged = false
    for block in function.layout {
      let instructions = function[block].instructions
      let kept = instructions.filter { isNeeded.contains($0) }
      if kept.count < instructions.count {
        function.rewriteInstructions(of: block, kept)
        hasChanged = true
      }
    }
    return function.removeParameters { !isNeeded.contains($0) } || hasChanged
  }

}
