import IR
import Support

/// Which functions can raise errors, and which may run while a handler waits for them.
struct ErrorFlow {

  private let types: TypeTable
  private let indirect: IndirectCalls

  /// The functions that may end by an error. One that may be called while it runs can exhaust the
  /// stack.
  private(set) var raising: IDSet<FunctionID>

  /// The functions that may be called, directly or not, from a block with an error edge.
  private(set) var exposed: IDSet<FunctionID>

  /// Computes both by fixpoints over the calls of `module`.
  init(_ module: Module) {
    types = module.types
    indirect = IndirectCalls(module)
    let graph = CallGraph(module)
    raising = graph.isRecursive
    exposed = IDSet(capacity: module.functions.count)
    findRaising(module, graph)
    findExposed(module)
  }

  /// `true` iff the instruction `value` of `function` may raise an error.
  func mayRaise(_ value: ValueID, _ function: Function) -> Bool {
    let instruction = function[value]
    guard instruction.opcode.info.effects.contains(.raises) else { return false }
    switch instruction.opcode {
    case .call: return raising.contains(FunctionID(raw: UInt32(instruction.immediate)))
    case .print, .genericToString, .arrayToString, .mapToString, .mapEqual, .arrayContains,
      .errorMake:
      return hooksRaise(value, function)
    case .genericCompare, .arrayCompare:
      guard Predicate(rawValue: instruction.immediate)?.isEquality == true else { return true }
      return hooksRaise(value, function)
    default: return true
    }
  }

  private func hooksRaise(_ value: ValueID, _ function: Function) -> Bool {
    indirect.runsHooks(value, function, types) && indirect.hooks.contains(where: raising.contains)
  }

  // MARK: Fixpoints

  private mutating func findRaising(_ module: Module, _ graph: CallGraph) {
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for id in graph.bottomUp where !raising.contains(id) {
        guard endsByError(module.functions[id]) else { continue }
        raising.insert(id)
        hasChanged = true
      }
    }
  }

  /// `true` iff some error of `function` is not handled in it.
  private func endsByError(_ function: Function) -> Bool {
    ControlFlow(function).reversePostorder.contains { block in
      let terminator = function[block].terminator
      if terminator == .propagate { return true }
      var instructions = function[block].instructions[...]
      if terminator.isRaising { instructions = instructions.dropLast() }
      return instructions.contains { mayRaise($0, function) }
    }
  }

  private mutating func findExposed(_ module: Module) {
    var pending: [FunctionID] = []
    for function in module.functions.elements {
      for block in function.layout {
        guard function[block].terminator.isRaising else { continue }
        if let last = function[block].instructions.last { pending += targets(last, function) }
      }
    }
    while let id = pending.popLast() {
      guard exposed.insert(id) else { continue }
      let function = module.functions[id]
      for block in function.layout {
        for value in function[block].instructions { pending += targets(value, function) }
      }
    }
  }

  /// The functions that `value` may call.
  private func targets(_ value: ValueID, _ function: Function) -> [FunctionID] {
    var result: [FunctionID] = []
    if function[value].opcode == .call {
      result.append(FunctionID(raw: UInt32(function[value].immediate)))
    }
    if indirect.runsHooks(value, function, types) { result += indirect.hooks }
    if indirect.runsEntries(value, function) { result += indirect.entries }
    return result
  }

}
