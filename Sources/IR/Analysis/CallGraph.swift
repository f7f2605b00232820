import Support

/// Which functions call which.
///
/// Calls of function values, and those that the runtime makes, may reach every function that is
/// there for them (`IndirectCalls`).
public struct CallGraph: Sendable {

  /// The functions that each function calls, one entry per call.
  public private(set) var callees: Table<FunctionID, [FunctionID]>

  /// The functions, each after those it calls, as far as recursion allows.
  public private(set) var bottomUp: [FunctionID] = []

  /// The functions that may be called while they run, indirect calls included.
  public private(set) var isRecursive: IDSet<FunctionID>

  /// The functions that instructions may reach without naming them.
  private let indirect: IndirectCalls

  /// Computes the calls of `module`, in linear time.
  public init(_ module: Module) {
    let count = module.functions.count
    indirect = IndirectCalls(module)
    callees = Table(repeating: [], count: count)
    isRecursive = IDSet(capacity: count)
    // Two nodes stand for all hooks and all entries: edges for each pair would be too many.
    let (hooks, entries) = (FunctionID(count), FunctionID(count + 1))
    var edges = Table<FunctionID, [FunctionID]>(repeating: [], count: count + 2)
    edges[hooks] = indirect.hooks
    edges[entries] = indirect.entries
    for id in module.functions.ids {
      let function = module.functions[id]
      for block in function.layout {
        for value in function[block].instructions {
          if function[value].opcode == .call {
            callees[id].append(FunctionID(raw: UInt32(function[value].immediate)))
          }
          if indirect.runsHooks(value, function, module.types) { edges[id].append(hooks) }
          if indirect.runsEntries(value, function) { edges[id].append(entries) }
        }
      }
      edges[id] += callees[id]
    }
    var search = ComponentSearch(edges)
    for id in module.functions.ids { search.visit(id) }
    bottomUp = search.order.filter { $0.index < count }
    for id in module.functions.ids where search.isRecursive.contains(id) { isRecursive.insert(id) }
  }

  /// Returns the number of calls of each function.
  public func callCounts() -> Table<FunctionID, Int> {
    var counts = Table<FunctionID, Int>(repeating: 0, count: callees.count)
    for list in callees.elements {
      for callee in list { counts[callee] += 1 }
    }
    return counts
  }

  /// Returns the functions that may run when `main` does: those it calls, and all that the runtime
  /// or function values can reach.
  public func reachable(from main: FunctionID) -> IDSet<FunctionID> {
    var reached = IDSet<FunctionID>(capacity: callees.count)
    var stack = [main] + indirect.hooks + indirect.entries
    while let id = stack.popLast() {
      if reached.insert(id) { stack.append(contentsOf: callees[id]) }
    }
    return reached
  }

}
