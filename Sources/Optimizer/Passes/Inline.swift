import IR
import Support

/// Puts the bodies of small functions in the place of calls.
///
///     before                                after
///     func @double(%0: int) -> int {        func @main() -> int {
///     b0(%0: int):                          b0:
///       %1 = int.add %0, %0 at 1:9            %0 = const.int 4
///       return %1                             %1 = int.add %0, %0 at 1:9 in "double"
///     }                                           inlined at 3:5
///     func @main() -> int {                   br b1(%1)
///     b0:                                   b1(%2: int):
///       %0 = const.int 4                      return %2
///       %1 = call @double %0 : int at 3:5   }
///       return %1
///     }
///
/// A call is replaced iff the callee cannot be called while it runs (its calls go on to be calls
/// of the callee's callees), and is small, or is called here only and not large; and while the
/// caller is not too large. Locations keep the way of calls: traces are the same.
///
/// It pays since arguments become known and calls cost counts of references. Callees come before
/// their callers, each already simplified by the passes before. Functions that are called no more
/// are removed. Linear in the size of the result, which `InlineLimits` bounds.
extension Pass {

  public static let inline = Pass(
    "inline", "put the bodies of small functions in the place of calls",
    module: { module in
      let inlined = inlineCalls(&module)
      return removeUncalled(&module) || inlined
    })

}

/// How large what is inlined may be, in instructions that are no constants.
private enum InlineLimits {

  /// The size of a function that is inlined everywhere.
  static let small = 40

  /// The size of a function that is inlined into its only caller.
  static let once = 400

  /// The size of a caller beyond which nothing more is inlined into it.
  static let caller = 4000

}

private func inlineCalls(_ module: inout Module) -> Bool {
  let graph = CallGraph(module)
  let callCounts = graph.callCounts()
  var sizes = Table<FunctionID, Int>(repeating: 0, count: module.functions.count)
  for id in module.functions.ids { sizes[id] = module.functions[id].size }
  let main = module.main
  var hasChanged = false
  for id in graph.bottomUp where !graph.callees[id].isEmpty {
    let caller = module.take(id)
    var inliner = Inliner(caller)
    inliner.run(&module) { callee, callerGrowth in
      let limit = callCounts[callee] == 1 ? InlineLimits.once : InlineLimits.small
      return callee != id && callee != main && !graph.isRecursive.contains(callee)
        && sizes[callee] <= limit && sizes[id] + callerGrowth <= InlineLimits.caller
        ? sizes[callee] : nil
    }
    hasChanged = inliner.hasChanged || hasChanged
    sizes[id] += inliner.growth
    module.put(inliner.function, id)
  }
  return hasChanged
}

extension Function {

  /// The number of instructions that are no constants.
  var size: Int {
    layout.reduce(0) { sum, block in
      sum + self[block].instructions.count { constant($0) == nil }
    }
  }

}

/// Removes the functions that are not called from `main` on.
private func removeUncalled(_ module: inout Module) -> Bool {
  guard !module.main.isNone else { return false }
  let reached = CallGraph(module).reachable(from: module.main)
  guard reached.count < module.functions.count else { return false }
  var kept = Table<FunctionID, Function>()
  var renamed = Table<FunctionID, FunctionID>(repeating: .none, count: module.functions.count)
  for id in module.functions.ids where reached.contains(id) {
    renamed[id] = kept.append(module.take(id))
  }
  for id in kept.ids {
    for block in kept[id].layout {
      for value in kept[id][block].instructions where kept[id][value].opcode == .call {
        let callee = FunctionID(raw: UInt32(kept[id][value].immediate))
        kept[id][value].immediate = Int64(renamed[callee].raw)
      }
    }
  }
  module.main = renamed[module.main]
  module.functions = kept
  renameDefinitions(&module, renamed)
  return true
}

/// Gives classes and closures the new identities of their functions; those that were called by
/// name only are forgotten.
private func renameDefinitions(
  _ module: inout Module, _ renamed: Table<FunctionID, FunctionID>
) {
  func rename(_ functions: [Int: FunctionID]) -> [Int: FunctionID] {
    functions.mapValues { renamed[$0] }.filter { !$0.value.isNone }
  }
  func rename(_ hook: FunctionID) -> FunctionID { hook.isNone ? hook : renamed[hook] }
  for id in module.closures.ids {
    module.closures[id].functions = rename(module.closures[id].functions)
  }
  for id in module.classes.ids {
    module.classes[id].methods = module.classes[id].methods.mapValues(rename)
    module.classes[id].toStringHook = rename(module.classes[id].toStringHook)
    module.classes[id].equalsHook = rename(module.classes[id].equalsHook)
  }
  module.libraryMethods = module.libraryMethods.mapValues { renamed[$0] }
    .filter { !$0.value.isNone }
}
