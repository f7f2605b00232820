import IR
import Support

/// Removes the checks that cannot fail.
///
///     before                                    after
///     b1(%0: array<int>, %1: int, %2: int):     b1(%0: array<int>, %1: int, %2: int):
///       %3 = array.length %0                      %3 = array.length %0
///       %4 = int.compare lt %1, %3                %4 = int.compare lt %1, %3
///       cond_br %4, b2, b3                        cond_br %4, b2, b3
///     b2:                                       b2:
///       %5 = array.check_index %0, %1
///       %6 = array.get %0, %5 : int               %6 = array.get %0, %1 : int
///       %7 = int.remainder %6, %8                 %7 = int.remainder_unchecked %6, %8
///       %9 = int.add %1, %10                      %9 = int.add_unchecked %1, %10
///       br b1(%0, %9, %7)                         br b1(%0, %9, %7)
///
/// Legal where `IntegerRanges` proves that an operation's result is an Int, that a divisor is not
/// 0, that a shift is by 0 to 63 bits, that an index is inside of its array. The parameters and
/// results of functions that only calls reach are those that the calls pass and the functions
/// return.
///
/// It pays since what may raise can be neither reordered nor vectorised. It stands last: what a
/// check was for is kept in its place by conditions alone then, which passes that move instructions
/// do not see. Two rounds over the program, each linear but for what the fixpoints take.
extension Pass {

  public static let removeChecks = Pass(
    "remove-checks", "remove the checks of overflow and of bounds that cannot fail",
    module: { module in
      var removal = CheckRemoval(module)
      removal.findRanges()
      return removal.run(&module)
    })

}

/// Returns what proves each check that `Pass.removeChecks` would remove from `module`, by place.
func proofs(of module: Module) -> [LocationID: String] {
  var removal = CheckRemoval(module)
  removal.findRanges()
  return removal.proofs()
}

private struct CheckRemoval {

  /// What comes to the parameters of each function, and what it returns.
  private var parameters: Table<FunctionID, [Interval]>
  private var results: Table<FunctionID, Interval>

  private let module: Module

  /// The functions that others than calls may reach.
  private let exposed: Set<FunctionID>

  init(_ module: Module) {
    self.module = module
    let indirect = IndirectCalls(module)
    exposed = Set(indirect.hooks + indirect.entries + [module.main])
    parameters = Table(repeating: [], count: module.functions.count)
    results = Table(repeating: .all, count: module.functions.count)
    for id in module.functions.ids {
      parameters[id] = module.functions[id].parameters.map { _ in .all }
    }
  }

  /// Finds what comes to functions and what they return. Each round begins with what holds in any
  /// case, so that what it finds holds, too.
  mutating func findRanges() {
    var passed = Table<FunctionID, [Interval]?>(repeating: nil, count: module.functions.count)
    var returned = Table<FunctionID, Interval>(repeating: .none, count: module.functions.count)
    for id in module.functions.ids where !module.functions[id].layout.isEmpty {
      let function = module.functions[id]
      let ranges = ranges(of: id)
      for block in function.layout where ranges.isReachable(block) {
        for value in function[block].instructions where function[value].opcode == .call {
          let callee = FunctionID(raw: UInt32(function[value].immediate))
          let arguments = function.operands(value).map { ranges.content(of: $0, for: value) }
          let known = passed[callee] ?? arguments
          passed[callee] = zip(known, arguments).map { $0.union($1) }
        }
        if case .returnValue(let value) = function[block].terminator {
          returned[id] = returned[id].union(ranges.content(of: value, atEndOf: block))
        }
      }
    }
    for id in module.functions.ids {
      if let found = passed[id], !exposed.contains(id) { parameters[id] = found }
      if !returned[id].isEmpty { results[id] = returned[id] }
    }
  }

  private func ranges(of id: FunctionID) -> IntegerRanges {
    let function = module.functions[id]
    return IntegerRanges(
      function, ControlFlow(function), module.types, parameters: parameters[id], results: results)
  }

  // MARK: Rewriting

  /// Removes what can be; returns whether there was anything.
  func run(_ module: inout Module) -> Bool {
    var hasChanged = false
    for id in module.functions.ids where hasChecks(module.functions[id]) {
      let ranges = ranges(of: id)
      var rewriting = Rewriting(function: module.functions[id], ranges: ranges)
      rewriting.run()
      guard rewriting.hasChanged else { continue }
      module.functions[id] = rewriting.function
      hasChanged = true
    }
    return hasChanged
  }

  /// Returns what proves each check that can be removed.
  func proofs() -> [LocationID: String] {
    var result: [LocationID: String] = [:]
    for id in module.functions.ids where hasChecks(module.functions[id]) {
      var rewriting = Rewriting(function: module.functions[id], ranges: ranges(of: id))
      rewriting.proofs = [:]
      rewriting.run()
      result.merge(rewriting.proofs!) { first, _ in first }
    }
    return result
  }

  private func hasChecks(_ function: Function) -> Bool {
    function.layout.contains { block in
      function[block].instructions.contains { Rewriting.isCheck(function[$0].opcode) }
    }
  }

}

private struct Rewriting {

  var function: Function
  let ranges: IntegerRanges
  var hasChanged = false

  /// What proves each check that went; `nil` if nobody asks.
  var proofs: [LocationID: String]?

  private var replacements: Replacements

  init(function: Function, ranges: IntegerRanges) {
    self.function = function
    self.ranges = ranges
    replacements = Replacements(function)
  }

  /// `true` iff the pass may remove what `opcode` checks.
  static func isCheck(_ opcode: Opcode) -> Bool {
    switch opcode {
    case .intAdd, .intSubtract, .intMultiply, .intNegate, .intRemainder, .intDivide, .intShiftLeft,
      .intShiftRight, .arrayCheckIndex, .arrayCheckNotEmpty:
      true
    default: false
    }
  }

  mutating func run() {
    for block in function.layout where ranges.isReachable(block) { rewrite(block) }
    if hasChanged { replacements.apply(to: &function) }
  }

  private mutating func rewrite(_ block: BlockID) {
    var kept: [ValueID] = []
    for value in function[block].instructions {
      guard Self.isCheck(function[value].opcode), !isUnreached(value) else {
        kept.append(value)
        continue
      }
      kept += rewritten(value)
    }
    if kept != function[block].instructions {
      function.rewriteInstructions(of: block, kept)
      hasChanged = true
    }
  }

  /// `true` iff nothing is known of what never happens.
  private func isUnreached(_ value: ValueID) -> Bool {
    function.operands(value).contains {
      function[$0].type == .int && ranges.range(of: $0, for: value).isEmpty
    }
  }

  /// Returns the instructions that take the place of `value`.
  private mutating func rewritten(_ value: ValueID) -> [ValueID] {
    switch function[value].opcode {
    case .intAdd: turn(value, into: .intAddUnchecked) { ($0 + $1).fits }
    case .intSubtract: turn(value, into: .intSubtractUnchecked) { ($0 - $1).fits }
    case .intMultiply: turn(value, into: .intMultiplyUnchecked) { ($0 * $1).fits }
    case .intShiftLeft:
      turn(value, into: .intShiftLeftUnchecked) { $1.isInside(.shifts) && ($0 << $1).fits }
    case .intShiftRight: turn(value, into: .intShiftRightUnchecked) { $1.isInside(.shifts) }
    case .intRemainder: removeRemainderCheck(value)
    case .intDivide: return removeDivisionCheck(value)
    case .intNegate: return removeNegationCheck(value)
    case .arrayCheckIndex:
      let (array, index) = (function.operand(value, 0), function.operand(value, 1))
      guard ranges.isProven(index, inside: array, for: value) else { break }
      note(value) { "\($0.range(value, 1).text) is below the length" }
      replacements.replace(value, by: index)
      return []
    case .arrayCheckNotEmpty:
      // Nothing uses the result of such a check.
      guard ranges.isProvenFilled(function.operand(value, 0), for: value) else { break }
      note(value) { _ in "the length is at least 1" }
      return []
    default: break
    }
    return [value]
  }

  private mutating func note(_ value: ValueID, _ proof: (Self) -> String) {
    if proofs != nil { proofs![function[value].location] = proof(self) }
  }

  private func range(_ value: ValueID, _ index: Int) -> Interval {
    ranges.range(of: function.operand(value, index), for: value)
  }

  private mutating func turn(
    _ value: ValueID, into opcode: Opcode, immediate: Int64 = 0,
    if isSafe: (Interval, Interval) -> Bool
  ) {
    guard isSafe(range(value, 0), range(value, 1)) else { return }
    note(value) { "the operands are \($0.range(value, 0).text) and \($0.range(value, 1).text)" }
    let operands = Array(function.operands(value))
    function.replace(value, by: opcode, type: .int, operands, immediate: immediate)
    hasChanged = true
  }

  private mutating func removeRemainderCheck(_ value: ValueID) {
    let (a, b) = (range(value, 0), range(value, 1))
    var facts: RemainderFacts = []
    if !b.contains(-1) { facts.insert(.neverByMinusOne) }
    if a.low >= 0 && b.low >= 0 { facts.insert(.hasNoSigns) }
    turn(value, into: .intRemainderUnchecked, immediate: facts.rawValue) { !$1.contains(0) }
  }

  /// `a / b` is `float(a) / float(b)` once `b` is not 0.
  private mutating func removeDivisionCheck(_ value: ValueID) -> [ValueID] {
    if range(value, 1).contains(0) { return [value] }
    note(value) { "the divisor is \($0.range(value, 1).text)" }
    let place = function[value].location
    let operands = function.operands(value).map {
      function.makeInstruction(.intToFloat, type: .float, [$0], location: place)
    }
    function.replace(value, by: .floatDivide, type: .float, operands)
    return operands + [value]
  }

  private mutating func removeNegationCheck(_ value: ValueID) -> [ValueID] {
    if range(value, 0).contains(.min) { return [value] }
    note(value) { "the operand is \($0.range(value, 0).text)" }
    let zero = function.makeInstruction(.constInt, type: .int, [])
    let operands = [zero, function.operand(value, 0)]
    function.replace(value, by: .intSubtractUnchecked, type: .int, operands)
    return [zero, value]
  }

}
