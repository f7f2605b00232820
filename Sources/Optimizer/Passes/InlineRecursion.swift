import IR
import Support

/// Puts the bodies of small functions that call themselves several times in the place of these
/// calls, a few levels deep.
///
///     before                                    after
///     func @fib(%0: int) -> int {               func @fib(%0: int) -> int {
///     b0(%0: int):                              b0(%0: int):
///       … cond_br %1, b1, b2                      … cond_br %1, b1, b2
///     b1:                                       b1:
///       return %0                                 return %0
///     b2:                                       b2:
///       %2 = int.subtract %0, %3                  %2 = int.subtract %0, %3
///       %4 = call @fib %2 : int                   … cond_br %5, b3, b4: the body for %2, which
///       …                                         calls @fib
///
/// Legal wherever inlining is: locations keep the way of calls, so traces are the same; only where
/// the stack ends is a matter of the frames' sizes. It pays since what a call costs, the test of
/// the stack among it, is paid once for several levels, and what the outer levels know of arguments
/// holds in the inner ones. It stands behind `inline`, so that a function has its final size. The
/// code of such a function grows up to the limit below.
extension Pass {

  public static let inlineRecursion = Pass(
    "inline-recursion", "put small functions that call themselves in the place of these calls",
    module: { module in
      var hasChanged = false
      for id in module.functions.ids where putLevels(of: id, into: &module) { hasChanged = true }
      return hasChanged
    })

}

/// The greatest size of a function with its inlined levels, in instructions that are no constants,
/// and of these levels.
private let mostInstructions = 120
private let mostLevels = 3

/// Inlines the calls of `id` by itself, level by level; returns whether it has.
private func putLevels(of id: FunctionID, into module: inout Module) -> Bool {
  let body = module.functions[id]
  var calls = callCount(of: id, in: body)
  guard calls >= 2 else { return false }
  let (size, ownCalls) = (body.size, calls)
  var result = body
  var (grown, levels) = (size, 0)
  while levels < mostLevels && grown + calls * size <= mostInstructions {
    // The module still has the body as it was: each level has the calls of one more.
    var inliner = Inliner(result)
    inliner.run(&module) { callee, _ in callee == id ? size : nil }
    result = inliner.function
    grown += calls * size
    calls *= ownCalls
    levels += 1
  }
  module.functions[id] = result
  return levels > 0
}

private func callCount(of id: FunctionID, in function: Function) -> Int {
  function.layout.reduce(0) { count, block in
    count
      + function[block].instructions.count {
        function[$0].opcode == .call && function[$0].immediate == Int64(id.raw)
      }
  }
}
