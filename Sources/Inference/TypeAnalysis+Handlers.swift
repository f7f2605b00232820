import IR

// Which errors are caught.
extension TypeAnalysis {

  /// What calls, or is called: the instances, and one that stands for the calls that the runtime
  /// makes of methods.
  private enum Node: Hashable {
    case instance(InstanceID)
    case hookCall
  }

  /// The instances of which a `try` of a direct or indirect caller catches what they throw.
  var instancesInTry: Set<InstanceID> {
    var callees = callees
    var pending: [Node] = instances.ids.filter { instances[$0].isCalledInTry }.map(Node.instance)
    for id in instances.ids where !hookInstances.isEmpty {
      let (runs, isCaught) = runsHooks(id)
      if runs { callees[.instance(id), default: []].append(.hookCall) }
      if isCaught { pending.append(.hookCall) }
    }
    var reached = Set(pending)
    while let next = pending.popLast() {
      for callee in callees[next, default: []] where reached.insert(callee).inserted {
        pending.append(callee)
      }
    }
    return Set(reached.compactMap { if case .instance(let id) = $0 { id } else { nil } })
  }

  /// What each node calls, but for the calls of hooks.
  private var callees: [Node: [Node]] {
    var result: [Node: [Node]] = [.hookCall: hookInstances.map(Node.instance)]
    for id in instances.ids {
      for caller in instances[id].callers {
        result[.instance(caller), default: []].append(.instance(id))
      }
    }
    return result
  }

  /// Whether `id` may run methods that the runtime calls, and whether it does so in a `try`.
  private func runsHooks(_ id: InstanceID) -> (runs: Bool, isCaught: Bool) {
    let function = module.functions[instances[id].function]
    var runs = false
    for block in function.layout where instances[id].isReachable[block.index] {
      for value in function[block].instructions where function[value].opcode.mayRunHooks {
        let types = function.operands(value).map { instances[id].values[$0.index] }
        guard types.contains(where: selection.types.mayHoldInstance) else { continue }
        runs = true
        if function[block].terminator.isRaising { return (true, true) }
      }
    }
    return (runs, false)
  }

}
