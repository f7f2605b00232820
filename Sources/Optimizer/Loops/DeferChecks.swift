import IR
import Support

/// Tests in one go, behind a block of iterations, whether any of their sums and products may have
/// left the Ints.
///
///     before                                    after
///     b1(%1: int, %2: int):                     b1(%1: int, %2: int):
///       %3 = int.compare lt %1, %0                %3 = int.compare lt %1, %0
///       cond_br %3, b2, b3                        cond_br %3, b4, b3
///     b2:                                       b4: … %10: the end of the next 1,024 rounds
///       %4 = array.get %9, %1 : int             b5(%11: int, %12: int, %13: int):
///       %5 = int.add %2, %4                       cond_br (%11 < %10), b6, b7
///       %6 = int.add_unchecked %1, %8           b6:
///       br b1(%6, %5)                             %14 = array.get %9, %11 : int
///     b3:                                         %15 = int.add_wrapping %12, %14
///       return %2                                 %16 = %13 | %14 + 2^50
///                                                 br b5(…, %15, %16)
///                                               b7: all %14 and %2 small? b1(%10, %12), else b8
///                                               b8(%17: int, %18: int): … as before, from %1, %2
///
/// Legal in innermost loops that count up by one to a bound, in which nothing happens but
/// arithmetic, reads of elements at places that do not depend on what was deferred, and, without
/// further conditions, stores of elements. The first run over the block, the trial, stores nothing
/// and wraps. Where the magnitudes of what it added and multiplied are so small that no partial
/// result can have overflowed, its sums stand; stores are done by a second run without checks.
/// Where they are not, the rounds of the block are done again as written: the error comes out where
/// it arises, behind all that came before it. Since few data have such numbers once, and then many,
/// sixteen blocks are done so before the next trial.
///
/// It pays where LLVM vectorises the loops without checks: division, calls, elements out of order
/// and sums of floats are left alone. It stands behind `remove-checks`, which leaves less to defer.
/// The code of such a loop grows threefold.
extension Pass {

  public static let deferChecks = Pass(
    "defer-checks", "test many sums and products for overflow at once, behind the loop",
    function: { function, module in
      let loops = deferrableLoops(of: function, module.types)
      if loops.isEmpty { return false }
      var deferral = CheckDeferral(function)
      for loop in loops.prefix(mostCopiedLoops) { deferral.run(loop) }
      function = deferral.function
      return true
    })

}

/// The number of rounds that are tried at once, and that are done with checks where a trial fails.
private let blockSize: Int64 = 1024
private let carefulSize: Int64 = 16 * 1024

private struct CheckDeferral {

  var function: Function

  init(_ function: Function) { self.function = function }

  /// Adds the blocks for `deferrable`, and takes the body out.
  mutating func run(_ deferrable: DeferrableLoop) {
    let loop = deferrable.loop
    let (entry, start) = function.detachBody(of: loop)
    let (tried, end) = appendEnd(loop, from: start, size: blockSize)
    let trial = LoopCopy(loop, entry, end: end, kind: .trial(deferrable), &function)
    trial.enter(from: tried, &function)
    let bad = function.appendBlock()
    let good = appendVerdict(deferrable, trial, else: bad)
    if deferrable.hasStores && !deferrable.canBeUndone {
      LoopCopy(loop, entry, end: end, kind: .commit, &function).run(from: good, &function)
    } else {
      function[good].terminator = .branch(Edge(loop.header, trial.results(function)))
    }
    var (before, last) = (bad, trial)
    if deferrable.canBeUndone {
      let undoing = LoopCopy(loop, entry, end: end, kind: .undo(deferrable), &function)
      undoing.enter(from: bad, behind: trial, &function)
      (before, last) = (undoing.exit, undoing)
    }
    let (careful, farEnd) = appendEnd(loop, from: before, size: carefulSize)
    let twin = LoopCopy(loop, entry, end: farEnd, kind: .careful, &function)
    twin.run(from: careful, behind: last, &function)
    function.removeBody(of: loop, replacedBy: [twin])
  }

  /// Computes at `block` where the next `size` rounds end, at most at the bound. Returns the block
  /// behind, and its parameter.
  private mutating func appendEnd(
    _ loop: CountedLoop, from block: BlockID, size: Int64
  ) -> (block: BlockID, end: ValueID) {
    let (far, next) = (function.appendBlock(), function.appendBlock())
    let end = function.appendParameter(to: next, type: .int)
    let size = function.append(to: block, .constInt, type: .int, [], immediate: size)
    let rest = function.append(
      to: block, .intSubtractUnchecked, type: .int, [loop.bound, loop.counter])
    let isFar = function.append(
      to: block, .intCompare, type: .bool, [rest, size], immediate: Predicate.greater.rawValue)
    function[block].terminator = .conditional(
      isFar, then: Edge(far), else: Edge(next, [loop.bound]))
    let sum = function.append(to: far, .intAddUnchecked, type: .int, [loop.counter, size])
    function[far].terminator = .branch(Edge(next, [sum]))
    return (next, end)
  }

  /// Tests the magnitudes of the trial. Returns the block that is reached if all are small.
  private mutating func appendVerdict(
    _ loop: DeferrableLoop, _ trial: LoopCopy, else bad: BlockID
  ) -> BlockID {
    var block = trial.exit
    var moved = zip(loop.limits, trial.collected).map { (bits: $0, value: $1) }
    for sum in loop.sums { moved.append((62, function.appendMoved(sum, by: 62, to: block))) }
    for (bits, value) in moved {
      let next = function.appendBlock()
      let limit = function.append(to: block, .constInt, type: .int, [], immediate: 2 << Int64(bits))
      let isSmall = function.append(to: block, .intLessUnsigned, type: .bool, [value, limit])
      function[block].terminator = .conditional(isSmall, then: Edge(next), else: Edge(bad))
      block = next
    }
    return block
  }

}

extension Function {

  /// Appends `value + 2^bits`: without sign below 2^(bits + 1) iff `value` is in
  /// -2^bits ..< 2^bits. So is the bitwise or of several iff all are.
  mutating func appendMoved(_ value: ValueID, by bits: Int, to block: BlockID) -> ValueID {
    let distance = append(to: block, .constInt, type: .int, [], immediate: 1 << Int64(bits))
    return append(to: block, .intAddWrapping, type: .int, [value, distance])
  }

}
