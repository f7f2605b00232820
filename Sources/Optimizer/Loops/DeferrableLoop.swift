import IR
import Support

/// A loop whose checks of sums and products can wait until a block of rounds is over.
struct DeferrableLoop {

  /// That the magnitude of an operand of a deferred operation must be below a power of two.
  struct MagnitudeTest {
    let operand: ValueID
    let bits: Int
  }

  let loop: CountedLoop

  /// The parameters that are sums: nothing in the loop but additions to them uses them.
  let sums: [ValueID]

  /// What must hold for the result of each deferred operation to be exact.
  let tests: [ValueID: [MagnitudeTest]]

  /// The values that may be wrong in a trial that fails.
  let tainted: Set<ValueID>

  /// Whether it stores elements.
  let hasStores: Bool

  /// The sums and differences that are stored where one of their operands was read, with that
  /// operand. If those are all that is stored, stores can be undone.
  let changes: [ValueID: ValueID]

  /// Whether what a trial stores can be undone.
  var canBeUndone: Bool { !changes.isEmpty }

  /// The different limits of the tests, in order.
  var limits: [Int] { Set(tests.values.joined().map(\.bits)).sorted() }

}

/// Returns the loops of `function` of which the checks can be deferred; none is inside another.
func deferrableLoops(of function: Function, _ types: TypeTable) -> [DeferrableLoop] {
  let flow = ControlFlow(function)
  let inner = innermostLoops(of: function, flow) { hasDeferrable($0, function) }
  if inner.isEmpty { return [] }
  let ranges = IntegerRanges(function, flow, types)
  let (dominators, users) = (DominatorTree(function, flow), UseLists(function))
  return inner.compactMap { loop in
    guard let counted = CountedLoop(loop, function, flow, ranges, types) else { return nil }
    var search = DeferralSearch(
      function: function, loop: counted, ranges: ranges, types: types, dominators: dominators,
      flow: flow, users: users)
    return search.run()
  }
}

private func hasDeferrable(_ block: BlockID, _ function: Function) -> Bool {
  function[block].instructions.contains { function[$0].opcode.isCheckedSum }
}

/// The greatest number of instructions of a body, of which there are three more then, and of
/// additions to a sum in a round.
private let mostInstructions = 48
private let mostAdditions = 4

private struct DeferralSearch {

  let function: Function
  let loop: CountedLoop
  let ranges: IntegerRanges
  let types: TypeTable
  let dominators: DominatorTree
  let flow: ControlFlow
  let users: UseLists

  /// The values that are a sum so far, by the parameter that is the sum.
  private var partial: [ValueID: ValueID] = [:]

  init(
    function: Function, loop: CountedLoop, ranges: IntegerRanges, types: TypeTable,
    dominators: DominatorTree, flow: ControlFlow, users: UseLists
  ) {
    (self.function, self.loop, self.ranges, self.types) = (function, loop, ranges, types)
    (self.dominators, self.flow, self.users) = (dominators, flow, users)
  }

  /// Returns the loop, if it is as `Pass.deferChecks` demands.
  mutating func run() -> DeferrableLoop? {
    let body = loop.body
    guard loop.size(function) <= mostInstructions,
      body.allSatisfy({ function[$0].instructions.allSatisfy(isAllowed) })
    else { return nil }
    let hasStores = body.contains { block in
      function[block].instructions.contains { function[$0].opcode.storesElement }
    }
    if hasStores && !body.allSatisfy(isUnconditional) { return nil }
    let counter = loop.counter
    guard let sums = sums(counter), hasSimpleArrays(counter) else { return nil }
    let tainted = tainted()
    guard isSafeToTry(counter, tainted), let tests = tests() else { return nil }
    return DeferrableLoop(
      loop: loop, sums: sums, tests: tests, tainted: tainted, hasStores: hasStores,
      changes: changes() ?? [:])
  }

  private func isParameter(_ value: ValueID) -> Bool { loop.isParameter(value, function) }

  private func isOutside(_ value: ValueID) -> Bool { loop.isOutside(value, function) }

  private func latchArguments(_ parameter: ValueID) -> [ValueID] {
    loop.latchArguments(parameter, function)
  }

  private func isUnconditional(_ block: BlockID) -> Bool {
    switch function[block].terminator {
    case .branch, .raising: true
    default: false
    }
  }

  /// `true` iff LLVM vectorises what `value` does, and it can be done twice.
  private func isAllowed(_ value: ValueID) -> Bool {
    let instruction = function[value]
    switch instruction.opcode {
    case .constInt, .constFloat, .constBool, .intAdd, .intSubtract, .intMultiply, .intAddUnchecked,
      .intSubtractUnchecked, .intMultiplyUnchecked, .intAnd, .intOr, .intXor, .intComplement,
      .intCompare, .intToFloat, .floatAdd, .floatSubtract, .floatMultiply, .floatDivide,
      .floatNegate, .floatCompare, .boolNot, .boolToInt:
      return true
    case .intShiftLeftUnchecked, .intShiftRightUnchecked:
      return Constant(function[function.operand(value, 1)]) != nil
    case .arrayGet, .arraySetUnique, .arrayPushReserved:
      return types.element(of: function[function.operand(value, 0)].type).map(types.isTrivial)
        ?? false
    default: return false
    }
  }

  // MARK: What goes around

  /// Returns the parameters that are sums; `nil` if another one changes in a way that keeps the
  /// rounds in order.
  private mutating func sums(_ counter: ValueID) -> [ValueID]? {
    var sums: [ValueID] = []
    for parameter in function[loop.header].parameters where parameter != counter {
      if types.element(of: function[parameter].type) != nil { continue }
      let arguments = latchArguments(parameter)
      if arguments.allSatisfy({ $0 == parameter }) { continue }
      guard function[parameter].type == .int else { return nil }
      if isInduction(parameter, arguments) { continue }
      guard markSum(parameter), arguments.allSatisfy({ partial[$0] == parameter }) else {
        return nil
      }
      sums.append(parameter)
    }
    return sums
  }

  /// `true` iff each round adds the same number to `parameter`, which never overflows.
  private func isInduction(_ parameter: ValueID, _ arguments: [ValueID]) -> Bool {
    arguments.allSatisfy {
      function[$0].opcode == .intAddUnchecked && ranges.term(of: $0).base == parameter
        && $0 == arguments[0]
    }
  }

  /// Finds what is made of `parameter` by additions; `false` if something else uses that.
  private mutating func markSum(_ parameter: ValueID) -> Bool {
    partial[parameter] = parameter
    var additions = 0
    for block in loop.body {
      for value in function[block].parameters {
        let arguments = function.arguments(for: value, flow)
        if arguments.allSatisfy({ partial[$0] == parameter }) { partial[value] = parameter }
      }
      for value in function[block].instructions where isAddition(value, to: parameter) {
        partial[value] = parameter
        additions += 1
      }
    }
    let values = partial.filter { $0.value == parameter }.map(\.key)
    return additions <= mostAdditions && values.allSatisfy { value in
      users[value].allSatisfy { isPartOfSum($0, value, parameter) }
    }
  }

  private func isAddition(_ value: ValueID, to parameter: ValueID) -> Bool {
    switch function[value].opcode {
    case .intAdd, .intAddUnchecked:
      let (a, b) = (function.operand(value, 0), function.operand(value, 1))
      return (partial[a] == parameter) != (partial[b] == parameter)
    case .intSubtract, .intSubtractUnchecked:
      return partial[function.operand(value, 0)] == parameter
        && partial[function.operand(value, 1)] != parameter
    default: return false
    }
  }

  private func isPartOfSum(_ user: User, _ value: ValueID, _ parameter: ValueID) -> Bool {
    switch user {
    case .instruction(let instruction):
      return isOutside(instruction) || partial[instruction] == parameter
    case .terminator(let block):
      if !loop.contains(block) { return true }
      return function[block].terminator.operand != value
        && function.parameters(taking: value, from: block).allSatisfy {
          partial[$0] == parameter || isOutside($0)
        }
    }
  }

  // MARK: Arrays

  /// `true` iff elements are read and stored in order, and none is read behind a store in its array
  /// but that which the round stores itself.
  private func hasSimpleArrays(_ counter: ValueID) -> Bool {
    var stored: [ValueID: ValueID] = [:]
    for block in loop.body {
      for value in function[block].instructions {
        switch function[value].opcode {
        case .arrayGet, .arraySetUnique:
          let index = function.operand(value, 1)
          guard isInOrder(index, counter) else { return false }
          if function[value].opcode == .arraySetUnique {
            // One store in each round, into what goes around in the loop, each elsewhere: a trial
            // that stores nothing would not read what the round before has stored.
            let array = function.operand(value, 0)
            guard !isOutside(index), isParameter(array),
              stored.updateValue(value, forKey: array) == nil
            else { return false }
          }
        case .arrayPushReserved:
          let array = function.operand(value, 0)
          guard isParameter(array), stored.updateValue(value, forKey: array) == nil else {
            return false
          }
        default: break
        }
      }
    }
    return function[loop.header].parameters.allSatisfy { isSimple($0, stored[$0]) }
  }

  private func isInOrder(_ index: ValueID, _ counter: ValueID) -> Bool {
    isOutside(index) || ranges.term(of: index).base == counter
  }

  /// `true` iff the array `parameter` is passed on as it is or with the change `store`, and only
  /// read at the place that is stored into.
  private func isSimple(_ parameter: ValueID, _ store: ValueID?) -> Bool {
    guard types.element(of: function[parameter].type) != nil else { return true }
    guard let store else {
      return latchArguments(parameter).allSatisfy { $0 == parameter }
    }
    return latchArguments(parameter).allSatisfy { $0 == store }
      && users[store].allSatisfy { if case .terminator = $0 { true } else { false } }
      && users[parameter].allSatisfy { user in
        guard case .instruction(let value) = user, value != store, !isOutside(value) else {
          return true
        }
        guard function[store].opcode == .arraySetUnique else { return false }
        if function[value].opcode == .arrayLength { return true }
        guard function[value].opcode == .arrayGet else { return false }
        return ranges.term(of: function.operand(value, 1))
          == ranges.term(of: function.operand(store, 1))
      }
  }

  /// What is stored, if it is all sums and differences of the element that was there and of what
  /// does not depend on elements that change.
  private func changes() -> [ValueID: ValueID]? {
    let stores = loop.body.flatMap { function[$0].instructions }
      .filter { function[$0].opcode.storesElement }
    let changing = Set(stores.map { function.operand($0, 0) })
    let unsteady = dependents { value in
      function[value].opcode == .arrayGet && changing.contains(function.operand(value, 0))
    }
    var result: [ValueID: ValueID] = [:]
    for store in stores {
      guard function[store].opcode == .arraySetUnique else { return nil }
      let sum = function.operand(store, 2)
      guard
        [.intAdd, .intAddUnchecked, .intSubtract, .intSubtractUnchecked]
          .contains(function[sum].opcode), !isOutside(sum)
      else { return nil }
      let elements = function.operands(sum).filter { isRead($0, whereChangedBy: store) }
      let others = function.operands(sum).filter { !unsteady.contains($0) }
      guard elements.count == 1, others.count == 1, result[sum] == nil else { return nil }
      result[sum] = elements[0]
    }
    return result
  }

  /// `true` iff `value` is the element that `store` replaces.
  private func isRead(_ value: ValueID, whereChangedBy store: ValueID) -> Bool {
    function[value].opcode == .arrayGet && !isOutside(value)
      && function.operand(value, 0) == function.operand(store, 0)
      && ranges.term(of: function.operand(value, 1))
        == ranges.term(of: function.operand(store, 1))
  }

  // MARK: Trials

  /// The values that depend on a deferred result.
  private func tainted() -> Set<ValueID> {
    dependents(Set(partial.keys)) { function[$0].opcode.isCheckedSum }
  }

  /// The values of the loop that are made of `start` and of instructions that are `included`.
  private func dependents(
    _ start: Set<ValueID> = [], _ included: (ValueID) -> Bool
  ) -> Set<ValueID> {
    var result = start
    var count = -1
    while count != result.count {
      count = result.count
      for block in loop.body {
        for parameter in function[block].parameters {
          let arguments = function.arguments(for: parameter, flow)
          if arguments.contains(where: result.contains) { result.insert(parameter) }
        }
        for value in function[block].instructions {
          if included(value) || function.operands(value).contains(where: result.contains) {
            result.insert(value)
          }
        }
      }
    }
    return result
  }

  /// `true` iff a trial goes on like the loop, and reads inside of arrays, also if its results are
  /// wrong.
  private func isSafeToTry(_ counter: ValueID, _ tainted: Set<ValueID>) -> Bool {
    let isGuessing = loop.body.contains { block in
      function[block].terminator.operand.map(tainted.contains) ?? false
    }
    return !tainted.contains(counter) && loop.body.allSatisfy { block in
      let isAlwaysRun = loop.latches.allSatisfy { dominators.dominates(block, $0) }
      return function[block].instructions.allSatisfy { value in
        guard function[value].opcode == .arrayGet else { return true }
        return !tainted.contains(function.operand(value, 1)) && (isAlwaysRun || !isGuessing)
      }
    }
  }

  /// What to test for each deferred operation and each addition to a sum; `nil` if a test would
  /// hardly ever succeed.
  private func tests() -> [ValueID: [DeferrableLoop.MagnitudeTest]]? {
    var result: [ValueID: [DeferrableLoop.MagnitudeTest]] = [:]
    for block in loop.body {
      for value in function[block].instructions
      where function[value].opcode.isCheckedSum || partial[value] != nil {
        guard let tests = tests(of: value) else { return nil }
        result[value] = tests
      }
    }
    return result
  }

  private func tests(of value: ValueID) -> [DeferrableLoop.MagnitudeTest]? {
    let (a, b) = (function.operand(value, 0), function.operand(value, 1))
    if partial[value] != nil {
      // A block of 2^10 rounds of 4 additions stays below 2^62.
      return test(partial[a] == nil ? a : b, 50, value)
    }
    if function[value].opcode != .intMultiply { return test(a, 62, value) + test(b, 62, value) }
    let (x, y) = (magnitude(a, value), magnitude(b, value))
    if x <= y, let bits = factorBits(x) { return test(b, bits, value) }
    if let bits = factorBits(y) { return test(a, bits, value) }
    return test(a, 31, value) + test(b, 31, value)
  }

  /// The power of two up to which a factor may go beside one up to `magnitude`.
  private func factorBits(_ magnitude: UInt64) -> Int? {
    let bits = 63 - (64 - magnitude.leadingZeroBitCount)
    return bits >= 24 ? min(bits, 62) : nil
  }

  private func magnitude(_ value: ValueID, _ user: ValueID) -> UInt64 {
    let range = ranges.range(of: value, for: user)
    return max(range.low.magnitude, range.high.magnitude)
  }

  /// The test that the magnitude of `value` is below a power of two, unless that is known.
  private func test(
    _ value: ValueID, _ bits: Int, _ user: ValueID
  ) -> [DeferrableLoop.MagnitudeTest] {
    magnitude(value, user) < 1 << UInt64(bits) ? [] : [.init(operand: value, bits: bits)]
  }

}
