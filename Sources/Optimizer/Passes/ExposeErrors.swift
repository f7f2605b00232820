import IR
import Support

/// Gives the errors of functions that run while a handler waits a way back to it.
///
///     before                                after
///     func @f(%0: int) -> int {             func @f(%0: int) -> int propagates {
///     b0(%0: int):                          b0(%0: int):
///       %1 = int.add %0, %0                   %1 = int.add %0, %0
///       %2 = int.multiply %1, %0              raising b1, b3
///       return %2                           b1:
///     }                                       %2 = int.multiply %1, %0
///                                             raising b2, b3
///                                           b2:
///                                             return %2
///                                           b3:
///                                             propagate
///                                           }
///
/// Lowering makes error edges in the bodies of `try` alone. A function that is called from there,
/// directly or not, has to return to its caller when it raises: each instruction that may raise
/// ends its block, and the error edge leads out of the function, unless there was one already. In
/// all other functions an error ends the program where it is raised, so that they stay as they are,
/// as does a program without handlers. Error edges after calls that cannot raise go (`ErrorFlow`).
///
/// Mandatory, and the first pass at every level: the others must know which ways lead where. Linear
/// but for the fixpoints of `ErrorFlow`.
extension Pass {

  public static let exposeErrors = Pass(
    "expose-errors", "give errors a way out of functions that run below a handler",
    isMandatory: true,
    module: { module in
      guard module.hasErrorEdges else { return false }
      let flow = ErrorFlow(module)
      for id in module.functions.ids where !module.functions[id].layout.isEmpty {
        var function = module.take(id)
        removeErrorEdges(of: &function, flow)
        if flow.exposed.contains(id) && flow.raising.contains(id) { expose(&function, flow) }
        module.put(function, id)
      }
      return true
    })

}

/// What cannot raise has one way to go on.
private func removeErrorEdges(of function: inout Function, _ flow: ErrorFlow) {
  for block in function.layout {
    guard case .raising(let then, _) = function[block].terminator,
      let last = function[block].instructions.last, !flow.mayRaise(last, function)
    else { continue }
    function[block].terminator = .branch(then)
  }
}

private func expose(_ function: inout Function, _ flow: ErrorFlow) {
  function.propagates = true
  var layout: [BlockID] = []
  var exit = BlockID.none
  for block in function.layout {
    layout.append(block)
    var current = block
    let instructions = function[block].instructions
    let terminator = function[block].terminator
    var hasErrorEdge = false
    if terminator.isRaising { hasErrorEdge = true }
    let splits = instructions.enumerated().contains { i, value in
      flow.mayRaise(value, function) && !(hasErrorEdge && i == instructions.count - 1)
    }
    guard splits else { continue }
    function.setInstructions(of: block, [])
    for (i, value) in instructions.enumerated() {
      function.place(value, atEndOf: current)
      guard flow.mayRaise(value, function), !(hasErrorEdge && i == instructions.count - 1) else {
        continue
      }
      if exit.isNone {
        exit = function.appendBlock()
        function[exit].terminator = .propagate
      }
      let next = function.appendBlock()
      function[current].terminator = .raising(then: Edge(next), error: Edge(exit))
      layout.append(next)
      current = next
    }
    function[current].terminator = terminator
  }
  if !exit.isNone { layout.append(exit) }
  function.setLayout(layout)
}
