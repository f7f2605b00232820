import IR
import Support

/// Decides how each parameter of each function is passed, by a fixpoint over the call graph.
///
/// A parameter is borrowed unless some instruction of the function consumes it: then the caller
/// hands its reference over, without a count where that was the last use (borrow inference as in
/// Ullrich and de Moura, "Counting Immutable Beans", 2019).
struct BorrowedParameters {

  /// Fills the conventions of all functions of `module`.
  static func infer(_ module: inout Module) {
    for id in module.functions.ids {
      let count = module.functions[id].parameters.count
      module.functions[id].conventions = Array(repeating: .borrowed, count: count)
    }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for id in module.functions.ids { hasChanged = update(id, in: &module) || hasChanged }
    }
  }

  private static func update(_ id: FunctionID, in module: inout Module) -> Bool {
    let function = module.functions[id]
    var conventions = function.conventions
    let index = Dictionary(
      uniqueKeysWithValues: function.parameters.enumerated().map { ($1, $0) })
    func consume(_ value: ValueID) {
      guard let i = index[function.reference(value, module.types)],
        !module.types.isTrivial(function[value].type)
      else { return }
      conventions[i] = .owned
    }
    for block in function.layout {
      for value in function[block].instructions {
        for (i, operand) in function.operands(value).enumerated()
        where consumes(function, value, i, module) {
          consume(operand)
        }
      }
      let terminator = function[block].terminator
      if case .returnValue(let value) = terminator { consume(value) }
      for edge in terminator.edges { edge.arguments.forEach(consume) }
    }
    guard conventions != function.conventions else { return false }
    module.functions[id].conventions = conventions
    return true
  }

  /// `true` iff the instruction `value` takes over its operand at index `i`.
  static func consumes(
    _ function: Function, _ value: ValueID, _ i: Int, _ module: Module
  ) -> Bool {
    switch function[value].opcode.info.operands {
    case .borrow: false
    case .consume: !function.isAlias(value, module.types)
    case .consumeFirst: i == 0
    case .consumeLast: i == Int(function[value].operandCount) - 1
    case .callee:
      module.functions[FunctionID(raw: UInt32(function[value].immediate))].conventions[i] == .owned
    }
  }

}
