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
/// and of the counter may overflow. Indices that are the counter and a sum of what stays, as
/// `y * width + x`, are tested for the first and the last round; their checks go here.
///
/// It pays where checks are left in innermost loops, as LLVM does not vectorise those. The code of
/// the loop grows twofold, so loops with large bodies, or which take many tests, stay as they are.
extension Pass {

  public static let versionLoops = Pass(
    "version-loops", "test before loops, not in them, that indices and sums are in range",
    function: { function, module in
      let found = versionedLoops(of: function, module.types)
      for version in found.prefix(mostCopiedLoops) { function.make(version) }
      return !found.isEmpty
    })

}

/// The greatest number of instructions of a body, and of tests before it.
private let mostInstructions = 80
private let mostTests = 16

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

  /// The index is inside of `array` in the first round and in the last one.
  case sumFits(IndexSum, array: ValueID)

}

/// The counter plus a sum of what stays.
private struct IndexSum: Hashable {

  enum Part: Hashable {
    case value(ValueID)
    case product(ValueID, ValueID)
  }

  var added: [Part] = []
  var subtracted: [Part] = []
  var offset: Int64 = 0

  /// How often the counter is added; once in an index.
  var rounds = 0

  /// The greatest number of parts: the sum of that many products of small Ints is an Int.
  static let mostParts = 6

  /// The Ints that it is made of.
  var values: [ValueID] {
    (added + subtracted).flatMap { part in
      switch part {
      case .value(let value): [value]
      case .product(let a, let b): [a, b]
      }
    }
  }

}

/// What is to be made of a loop.
private struct Version {

  let loop: CountedLoop
  let tests: [EntryTest]

  /// The checks that the tests decide by themselves.
  let decided: Set<ValueID>

}

/// Returns the places of the checks in `module` that the tests of `Pass.versionLoops` decide by
/// themselves.
func checksDecidedBeforeLoops(of module: Module) -> [LocationID] {
  module.functions.elements.filter { !$0.layout.isEmpty }.flatMap { function in
    versionedLoops(of: function, module.types).prefix(mostCopiedLoops).flatMap { version in
      version.decided.map { function[$0].location }
    }
  }
}

private func versionedLoops(of function: Function, _ types: TypeTable) -> [Version] {
  let flow = ControlFlow(function)
  let loops = innermostLoops(of: function, flow) { block in
    function[block].instructions.contains { isCheck(function[$0].opcode) }
  }
  if loops.isEmpty { return [] }
  let ranges = IntegerRanges(function, flow, types)
  return loops.compactMap { loop in
    guard let counted = CountedLoop(loop, function, flow, ranges, types),
      counted.size(function) <= mostInstructions
    else { return nil }
    var search = TestSearch(function: function, loop: counted, ranges: ranges)
    let tests = search.run()
    if tests.isEmpty || tests.count > mostTests { return nil }
    return Version(loop: counted, tests: tests, decided: search.decided)
  }
}

private func isCheck(_ opcode: Opcode) -> Bool {
  opcode == .arrayCheckIndex || opcode.isCheckedSum
}

private struct TestSearch {

  let function: Function
  let loop: CountedLoop
  let ranges: IntegerRanges

  /// The checks that tests decide by themselves.
  private(set) var decided: Set<ValueID> = []

  init(function: Function, loop: CountedLoop, ranges: IntegerRanges) {
    self.function = function
    self.loop = loop
    self.ranges = ranges
  }

  /// Returns the tests that decide checks of the loop, each once.
  mutating func run() -> [EntryTest] {
    var result: [EntryTest] = []
    for block in loop.body {
      for value in function[block].instructions {
        let tests: [EntryTest] =
          switch function[value].opcode {
          case .arrayCheckIndex: testsOfIndex(value)
          case let opcode where opcode.isCheckedSum: testsOfSum(value) ?? []
          default: []
          }
        for test in tests where !result.contains(test) { result.append(test) }
      }
    }
    return result
  }

  private mutating func testsOfIndex(_ check: ValueID) -> [EntryTest] {
    let (array, index) = (function.operand(check, 0), function.operand(check, 1))
    guard let array = fixed(array) else { return [] }
    if loop.isOutside(index, function) { return [.isInside(index: index, array: array)] }
    let term = ranges.term(of: index)
    guard term.base == loop.counter, abs(Int128(term.offset)) < Int128(smallLimit) else {
      return testsOfSum(index, array, check)
    }
    let end = EntryTest.boundFits(array, offset: term.offset)
    return term.offset < 0 ? [end, .startFits(offset: term.offset)] : [end]
  }

  /// The tests of an index that is the counter and a sum of what stays.
  private mutating func testsOfSum(
    _ index: ValueID, _ array: ValueID, _ check: ValueID
  ) -> [EntryTest] {
    var sum = IndexSum()
    guard add(index, to: &sum, isNegative: false, depth: 8), sum.rounds == 1,
      sum.added.count + sum.subtracted.count <= IndexSum.mostParts,
      abs(Int128(sum.offset)) < Int128(smallLimit)
    else { return [] }
    decided.insert(check)
    return (sum.values + [loop.bound]).map(EntryTest.isSmall) + [.sumFits(sum, array: array)]
  }

  /// Adds `value` to `sum`, or subtracts it; `false` if it is made of others than the counter and
  /// what stays.
  private func add(
    _ value: ValueID, to sum: inout IndexSum, isNegative: Bool, depth: Int
  ) -> Bool {
    if value == loop.counter {
      sum.rounds += isNegative ? -1 : 1
      return true
    }
    if case .int(let number)? = Constant(function[value]) {
      guard abs(Int128(number)) < Int128(smallLimit) else { return false }
      sum.offset += isNegative ? -number : number
      return true
    }
    if let part = part(value) {
      if isNegative { sum.subtracted.append(part) } else { sum.added.append(part) }
      return true
    }
    guard depth > 0 else { return false }
    let (a, b): (ValueID, ValueID)
    switch function[value].opcode {
    case .intAdd, .intAddUnchecked, .intSubtract, .intSubtractUnchecked:
      (a, b) = (function.operand(value, 0), function.operand(value, 1))
    default: return false
    }
    let isDifference = [.intSubtract, .intSubtractUnchecked].contains(function[value].opcode)
    return add(a, to: &sum, isNegative: isNegative, depth: depth - 1)
      && add(b, to: &sum, isNegative: isNegative != isDifference, depth: depth - 1)
  }

  /// What stays: defined outside, or a product of two such.
  private func part(_ value: ValueID) -> IndexSum.Part? {
    if loop.isOutside(value, function) { return .value(value) }
    guard [.intMultiply, .intMultiplyUnchecked].contains(function[value].opcode) else {
      return nil
    }
    let (a, b) = (function.operand(value, 0), function.operand(value, 1))
    return loop.isOutside(a, function) && loop.isOutside(b, function) ? .product(a, b) : nil
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
    let opcode = function[value].opcode
    let isAllowed = opcode.isCheckedSum || opcode == .intAddUnchecked
    guard depth > 0, isAllowed, opcode != .intMultiply else { return nil }
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

  /// Goes through one of two copies of the loop, by tests before it.
  fileprivate mutating func make(_ version: Version) {
    let loop = version.loop
    let (entry, start) = detachBody(of: loop)
    let careful = appendBlock()
    var block = start
    for test in version.tests { block = append(test, loop, to: block, else: careful) }
    let fast = LoopCopy(loop, entry, end: loop.bound, kind: .without(version.decided), &self)
    fast.run(from: block, &self)
    let twin = LoopCopy(loop, entry, end: loop.bound, kind: .careful, &self)
    twin.run(from: careful, &self)
    removeBody(of: loop, replacedBy: [fast, twin])
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
    case .sumFits(let sum, let array):
      let rest = append(sum, to: block)
      let first = append(to: block, .intAddUnchecked, type: .int, [rest, loop.counter])
      let zero = append(to: block, .constInt, type: .int, [])
      let next = append(.greaterEqual, first, zero, to: block, else: careful)
      let end = append(to: next, .intAddUnchecked, type: .int, [rest, loop.bound])
      let length = append(to: next, .arrayLength, type: .int, [array])
      return append(.lessEqual, end, length, to: next, else: careful)
    }
  }

  /// Appends what is added to the counter. All Ints in it are small.
  private mutating func append(_ sum: IndexSum, to block: BlockID) -> ValueID {
    var result = append(to: block, .constInt, type: .int, [], immediate: sum.offset)
    for (parts, opcode) in [
      (sum.added, Opcode.intAddUnchecked), (sum.subtracted, .intSubtractUnchecked),
    ] {
      for part in parts {
        let value: ValueID
        switch part {
        case .value(let known): value = known
        case .product(let a, let b):
          value = append(to: block, .intMultiplyUnchecked, type: .int, [a, b])
        }
        result = append(to: block, opcode, type: .int, [result, value])
      }
    }
    return result
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
