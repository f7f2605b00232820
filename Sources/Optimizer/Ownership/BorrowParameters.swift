import IR
import Support

extension Pass {

  /// Finds the parameters that a function only reads, by a fixpoint over the call graph.
  ///
  ///     func @f(%0: string) -> int {        ownership makes it
  ///     b0(%0: string):                       func @f(%0: string borrowed) -> int
  ///     %1 = string.length %0               and not
  ///     return %1                             func @f(%0: string owned) -> int
  ///     }                                   with a drop of %0
  ///
  /// A parameter is borrowed unless some instruction of the function consumes it: then the caller
  /// hands its reference over, without a count where that was the last use (borrow inference as in
  /// Ullrich and de Moura, "Counting Immutable Beans", 2019). It pays since a caller that goes on
  /// using the value need not count it. It changes no instructions; `ownership`, in front of which
  /// it stands, goes by what it finds.
  public static let borrowParameters = Pass(
    "borrow-parameters", "find the parameters that functions only read",
    module: { module in
      inferBorrowedParameters(&module)
      return true
    })

}

private func inferBorrowedParameters(_ module: inout Module) {
  for id in module.functions.ids {
    module.functions[id].borrowedParameters = Set(module.functions[id].parameters.indices)
  }
  var hasChanged = true
  while hasChanged {
    hasChanged = false
    for id in module.functions.ids { hasChanged = update(id, in: &module) || hasChanged }
  }
}

private func update(_ id: FunctionID, in module: inout Module) -> Bool {
  let function = module.functions[id]
  var borrowed = function.borrowedParameters
  let index = Dictionary(
    uniqueKeysWithValues: function.parameters.enumerated().map { ($1, $0) })
  func consume(_ value: ValueID) {
    guard let i = index[function.reference(value, module.types)],
      !module.types.isTrivial(function[value].type)
    else { return }
    borrowed.remove(i)
  }
  for block in function.layout {
    for value in function[block].instructions {
      for (i, operand) in function.operands(value).enumerated()
      where function.consumes(value, i, module) {
        consume(operand)
      }
    }
    let terminator = function[block].terminator
    if case .returnValue(let value) = terminator { consume(value) }
    for edge in terminator.edges { edge.arguments.forEach(consume) }
  }
  guard borrowed != function.borrowedParameters else { return false }
  module.functions[id].borrowedParameters = borrowed
  return true
}
