import Support

/// Which functions may overwrite references in globals, fields and cells, they or what they call.
public struct SharedStores: Sendable {

  private var storing: IDSet<FunctionID>

  /// Finds those of `module`, by a fixpoint over the calls.
  public init(_ module: Module) {
    storing = IDSet(capacity: module.functions.count)
    let graph = CallGraph(module)
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for id in graph.bottomUp where !storing.contains(id) {
        let function = module.functions[id]
        let stores = function.layout.contains { block in
          function[block].instructions.contains { mayEnd($0, function, module.types) }
        }
        if stores { hasChanged = storing.insert(id) }
      }
    }
  }

  /// `true` iff `value` of `function` may overwrite a reference in a global, a field or a cell:
  /// what was read there may be gone afterwards.
  public func mayEnd(_ value: ValueID, _ function: Function, _ types: TypeTable) -> Bool {
    if function[value].opcode == .call {
      return storing.contains(FunctionID(Int(function[value].immediate)))
    }
    return function.mayEndShared(value, types)
  }

}
