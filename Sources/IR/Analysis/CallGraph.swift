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

/// The search for strongly connected components of Tarjan, "Depth-First Search and Linear Graph
/// Algorithms", 1972, without recursion.
private struct ComponentSearch {

  private let callees: Table<FunctionID, [FunctionID]>
  private var numbers: Table<FunctionID, Int>
  private var lows: Table<FunctionID, Int>
  private var isOpen: IDSet<FunctionID>
  private var open: [FunctionID] = []
  private var next = 0
  private(set) var order: [FunctionID] = []
  private(set) var isRecursive: IDSet<FunctionID>

  init(_ callees: Table<FunctionID, [FunctionID]>) {
    self.callees = callees
    numbers = Table(repeating: -1, count: callees.count)
    lows = Table(repeating: -1, count: callees.count)
    isOpen = IDSet(capacity: callees.count)
    isRecursive = IDSet(capacity: callees.count)
  }

  mutating func visit(_ root: FunctionID) {
    guard numbers[root] < 0 else { return }
    var stack = [(id: root, child: 0)]
    start(root)
    while let (id, child) = stack.last {
      if child == callees[id].count {
        stack.removeLast()
        if let parent = stack.last { lows[parent.id] = min(lows[parent.id], lows[id]) }
        finish(id)
        continue
      }
      stack[stack.count - 1].child += 1
      let callee = callees[id][child]
      if callee == id { isRecursive.insert(id) }
      if numbers[callee] < 0 {
        start(callee)
        stack.append((callee, 0))
      } else if isOpen.contains(callee) {
        lows[id] = min(lows[id], numbers[callee])
      }
    }
  }

  private mutating func start(_ id: FunctionID) {
    numbers[id] = next
    lows[id] = next
    next += 1
    open.append(id)
    isOpen.insert(id)
  }

  /// Closes the component whose first function is `id`, if it is one's first.
  private mutating func finish(_ id: FunctionID) {
    guard lows[id] == numbers[id] else { return }
    let start = open.lastIndex(of: id)!
    let component = open[start...]
    for member in component {
      isOpen.remove(member)
      if component.count > 1 { isRecursive.insert(member) }
    }
    order.append(contentsOf: component)
    open.removeSubrange(start...)
  }

}
