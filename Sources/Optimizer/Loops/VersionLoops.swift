import IR
import Support

/// Tests before a loop what its checks test in each round.
///
///     before                                    after
///     b1(%1: int):                              b1(%1: int):
///       %2 = int.compare lt %1, %0                %2 = int.compare lt %1, %0
///       cond_br %2, b2, b3                        cond_br %2, b4, b3
///     b2:                                       b4:
///       %4 = array.check_index %9, %1             %10 = array.length %9
///       %5 = array.get %9, %4 : int               %11 = int.compare le %0, %10
///       %6 = int.add_unchecked %1, %8             cond_br %11, b5(%1), b8(%1)
///       br b1(%6)                               b5(%12: int): … the loop, where all is known to
///                                               b8(%13: int): … fit, and the loop as it was
///
/// Legal in any loop of the form of `CountedLoop`: both copies do what the loop does, and go back
/// to its header, which leaves. What the tests say, that the bound is at most the length of an
/// array, that an Int which stays is small, is for `remove-checks`, which stands behind, to see.
/// Tested are arrays that stay, or keep their length, where they are indexed by the counter and a
/// constant or by what stays; and Ints that stay, and the bound, where sums and products of them
/// and of the counter may overflow.
///
/// It pays where checks are left in innermost loops, as LLVM does not vectorise those. The code of
/// the loop grows twofold, so loops with large bodies, or which take many tests, stay as they are.
extension Pass {

  public static let versionLoops = Pass(
    "version-loops", "test before loops, not in them, that indices and sums are in range",
    function: { function, module in
      let found = versionedLoops(of: function, module.types)
      for (loop, tests) in found.prefix(mostCopiedLoops) { function.version(loop, tests) }
      return !found.isEmpty
    })

}

/// The greatest number of instructions of a body, and of tests before it.
private let mostInstructions = 80
private let mostTests = 8

/// What small Ints are: the product of two sums of two of them fits.
private let smallLimit: Int64 = 1 << 30

/// A test before a loop.
private enum EntryTest: Hashable {

  /// The bound plus `offset` is at most the length of `array`.
  case boundFits(ValueID, offset: Int64)

  /// The counter plus `offset`, a negative number, is at least 0.
  case startFits(offset: Int64)

  /// `index`, which stays, is inside of `array`.
  case isInside(index: ValueID, array: ValueID)

  /// The Int is small, without its sign.
  case isSmall(ValueID)

}

private func versionedLoops(
  of function: Function, _ types: TypeTable
) -> [(loop: CountedLoop, tests: [EntryTest])] {
  let flow = ControlFlow(function)
  let loops = innermostLoops(of: function, flow) { block in
    function[block].instructions.contains { isCheck(function[$0].opcode) }
  }
  if loops.isEmpty { return [] }
  let ranges = IntegerRanges(function, flow, types)
  return loops.compactMap { loop in
    guard let counted = CountedLoop(loop, function, ranges, types),
      counted.size(function) <= mostInstructions
    else { return nil }
    let tests = TestSearch(function: function, loop: counted, ranges: ranges).run()
    return tests.isEmpty || tests.count > mostTests ? nil : (counted, tests)
  }
}

private func isCheck(_ opcode: Opcode) -> Bool { opcode == .arrayCheckIndex || isSum(opcode) }

private func isSum(_ opcode: Opcode) -> Bool {
  [.intAdd, .intSubtract, .intMultiply].contains(opcode)
}

private struct TestSearch {

  let function: Function
  let loop: CountedLoop
  let ranges: IntegerRanges

  /// Returns the tests that decide checks of the loop, each once.
  func run() -> [EntryTest] {
    var result: [EntryTest] = []
    for block in loop.body {
      for value in function[block].instructions {
        let tests: [EntryTest] =
          switch function[value].opcode {
          case .arrayCheckIndex: testsOfIndex(value)
          case let opcode where isSum(opcode): testsOfSum(value) ?? []
          default: []
          }
        for test in tests where !result.contains(test) { result.append(test) }
      }
    }
    return result
  }

  private func testsOfIndex(_ check: ValueID) -> [EntryTest] {
    let (array, index) = (function.operand(check, 0), function.operand(check, 1))
    guard let array = fixed(array) else { return [] }
    if loop.isOutside(index, function) { return [.isInside(index: index, array: array)] }
    let term = ranges.term(of: index)
    guard term.base == loop.counter, abs(Int128(term.offset)) < Int128(smallLimit) else {
      return []
    }
    let end = EntryTest.boundFits(array, offset: term.offset)
    return term.offset < 0 ? [end, .startFits(offset: term.offset)] : [end]
  }

  /// An array from outside of the loop that has the length of `array`, if there is one.
  private func fixed(_ array: ValueID) -> ValueID? {
    if loop.isOutside(array, function) { return array }
    // What goes around and is only stored into: the header's parameter is there before each round.
    let base = ranges.term(of: array).base
    guard !base.isNone, loop.isOutside(base, function) else { return nil }
    return function[loop.header].parameters.first { ranges.term(of: $0) == ranges.term(of: array) }
  }

  /// Which Ints must be small for `value` not to overflow; `nil` if that depends on others than the
  /// counter and what stays, or on more than a product of two sums.
  private func testsOfSum(_ value: ValueID) -> [EntryTest]? {
    let isProduct = function[value].opcode == .intMultiply
    var result: [EntryTest] = []
    for operand in function.operands(value) {
      guard let leaves = leaves(of: operand, depth: isProduct ? 2 : 1) else { return nil }
      result += leaves
    }
    return result
  }

  private func leaves(of value: ValueID, depth: Int) -> [EntryTest]? {
    if Constant(function[value]) != nil {
      return ranges.range(of: value, atEndOf: loop.header).isInside(
        Interval(-smallLimit, smallLimit)) ? [] : nil
    }
    if value == loop.counter { return [.isSmall(loop.bound)] }
    if loop.isOutside(value, function) { return [.isSmall(value)] }
    let isAllowed = isSum(function[value].opcode) || function[value].opcode == .intAddUnchecked
    guard depth > 0, isAllowed, function[value].opcode != .intMultiply else { return nil }
    var result: [EntryTest] = []
    for operand in function.operands(value) {
      guard let leaves = leaves(of: operand, depth: depth - 1) else { return nil }
      result += leaves
    }
    return result
  }

}

// MARK: Rewriting

extension Function {

  /// Goes through one of two copies of `loop`, by `tests`.
  fileprivate mutating func version(_ loop: CountedLoop, _ tests: [EntryTest]) {
    let (entry, start) = detachBody(of: loop)
    let careful = appendBlock()
    var block = start
    for test in tests { block = append(test, loop, to: block, else: careful) }
    for way in [block, careful] {
      LoopCopy(loop, entry, end: loop.bound, kind: .careful, &self).run(from: way, &self)
    }
    removeBody(of: loop)
  }

  /// Appends `test` to `block`; returns the block behind.
  private mutating func append(
    _ test: EntryTest, _ loop: CountedLoop, to block: BlockID, else careful: BlockID
  ) -> BlockID {
    switch test {
    case .boundFits(let array, let offset):
      let length = append(to: block, .arrayLength, type: .int, [array])
      let limit = appendSum(of: length, -offset, to: block)
      return append(.lessEqual, loop.bound, limit, to: block, else: careful)
    case .startFits(let offset):
      let least = append(to: block, .constInt, type: .int, [], immediate: -offset)
      return append(.greaterEqual, loop.counter, least, to: block, else: careful)
    case .isInside(let index, let array):
      let zero = append(to: block, .constInt, type: .int, [])
      let next = append(.greaterEqual, index, zero, to: block, else: careful)
      let length = append(to: next, .arrayLength, type: .int, [array])
      return append(.less, index, length, to: next, else: careful)
    case .isSmall(let value):
      let high = append(to: block, .constInt, type: .int, [], immediate: smallLimit)
      let next = append(.less, value, high, to: block, else: careful)
      let low = append(to: next, .constInt, type: .int, [], immediate: -smallLimit)
      return append(.greater, value, low, to: next, else: careful)
    }
  }

  private mutating func appendSum(
    of value: ValueID, _ number: Int64, to block: BlockID
  ) -> ValueID {
    if number == 0 { return value }
    let constant = append(to: block, .constInt, type: .int, [], immediate: number)
    return append(to: block, .intAddUnchecked, type: .int, [value, constant])
  }

  private mutating func append(
    _ predicate: Predicate, _ a: ValueID, _ b: ValueID, to block: BlockID, else careful: BlockID
  ) -> BlockID {
    let next = appendBlock()
    let holds = append(to: block, .intCompare, type: .bool, [a, b], immediate: predicate.rawValue)
    self[block].terminator = .conditional(holds, then: Edge(next), else: Edge(careful))
    return next
  }

}
