import IR
import Support

/// Finds the functions that may be active more than once, by Tarjan's algorithm on the call graph.
struct RecursiveFunctions {

  private let callees: Table<FunctionID, [FunctionID]>

  /// The order in which functions were first seen, and the least one they reach; -1 if unseen.
  private var order: Table<FunctionID, Int>
  private var lowest: Table<FunctionID, Int>
  private var count = 0
  private var stack: [FunctionID] = []
  private var isOnStack: IDSet<FunctionID>
  private var result: IDSet<FunctionID>

  /// Returns the functions of `module` that lie on a cycle of calls.
  static func find(_ module: Module) -> IDSet<FunctionID> {
    var search = RecursiveFunctions(module)
    for id in module.functions.ids where search.order[id] < 0 { search.visit(from: id) }
    return search.result
  }

  private init(_ module: Module) {
    let size = module.functions.count
    var callees = Table<FunctionID, [FunctionID]>(repeating: [], count: size)
    for id in module.functions.ids { callees[id] = Self.callees(module.functions[id]) }
    self.callees = callees
    order = Table(repeating: -1, count: size)
    lowest = Table(repeating: -1, count: size)
    isOnStack = IDSet(capacity: size)
    result = IDSet(capacity: size)
  }

  private static func callees(_ function: Function) -> [FunctionID] {
    var seen = Set<FunctionID>()
    for block in function.layout {
      for value in function[block].instructions where function[value].opcode == .call {
        seen.insert(FunctionID(raw: UInt32(function[value].immediate)))
      }
    }
    return seen.sorted()
  }

  /// Walks depth first with a stack of its own: call chains may be long.
  private mutating func visit(from root: FunctionID) {
    enter(root)
    var path: [(id: FunctionID, next: Int)] = [(root, 0)]
    while let (id, next) = path.last {
      if next < callees[id].count {
        path[path.count - 1].next += 1
        let callee = callees[id][next]
        if order[callee] < 0 {
          enter(callee)
          path.append((callee, 0))
        } else if isOnStack.contains(callee) {
          lowest[id] = min(lowest[id], order[callee])
        }
      } else {
        path.removeLast()
        if let caller = path.last?.id { lowest[caller] = min(lowest[caller], lowest[id]) }
        if lowest[id] == order[id] { leave(id) }
      }
    }
  }

  private mutating func enter(_ id: FunctionID) {
    order[id] = count
    lowest[id] = count
    count += 1
    stack.append(id)
    isOnStack.insert(id)
  }

  /// Takes the component of `id`, its first function, off the stack.
  private mutating func leave(_ id: FunctionID) {
    let isCycle = stack.last != id || callees[id].contains(id)
    while let member = stack.popLast() {
      isOnStack.remove(member)
      if isCycle { result.insert(member) }
      if member == id { return }
    }
  }

}
