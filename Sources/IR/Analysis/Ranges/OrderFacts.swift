import Support

/// A place in a function: behind the first `position` instructions of a block.
struct ProgramPoint: Equatable, Sendable {

  var block: BlockID
  var position: Int

  /// The end of `block`.
  static func end(_ block: BlockID) -> ProgramPoint { ProgramPoint(block: block, position: .max) }

}

/// What a condition that was tested, or a check that has passed, says of two quantities.
struct OrderFact: Sendable {

  /// `small <= large + difference`; either may be `.none`, which is zero.
  var small: ValueID
  var large: ValueID
  var difference: Int64

  /// From where on it holds: everything that is reached through this place.
  var place: ProgramPoint

}

/// That a quantity is not a certain number.
struct InequalityFact: Sendable {

  var base: ValueID
  var number: Int64
  var place: ProgramPoint

}

/// The facts that hold on an edge or from a place on.
struct Facts: Sendable {

  var orders: [OrderFact] = []
  var inequalities: [InequalityFact] = []

  static func + (a: Facts, b: Facts) -> Facts {
    Facts(orders: a.orders + b.orders, inequalities: a.inequalities + b.inequalities)
  }

}

/// All facts about the quantities of a function, by quantity.
///
/// A fact of a branch holds in the blocks that its edge dominates; one of a check behind it, unless
/// the check's error is caught: then where the usual way goes on.
struct FactTable: Sendable {

  /// The facts in which a quantity is the smaller one, the larger one, or no certain number.
  private(set) var upper: Table<ValueID, [OrderFact]>
  private(set) var lower: Table<ValueID, [OrderFact]>
  private(set) var inequalities: Table<ValueID, [InequalityFact]>

  private let terms: Terms
  private let flow: ControlFlow

  init(_ function: Function, _ flow: ControlFlow, _ terms: Terms) {
    self.terms = terms
    self.flow = flow
    let count = function.values.count
    upper = Table(repeating: [], count: count)
    lower = Table(repeating: [], count: count)
    inequalities = Table(repeating: [], count: count)
    for block in flow.reversePostorder { collect(from: block, function) }
  }

  private mutating func collect(from block: BlockID, _ function: Function) {
    let instructions = function[block].instructions
    let isCaught = function[block].terminator.isRaising
    for (position, value) in instructions.enumerated() {
      var place = ProgramPoint(block: block, position: position + 1)
      if isCaught && position == instructions.count - 1 {
        let next = function[block].terminator.edges[0].target
        guard flow.predecessors[next].count == 1 else { continue }
        place = ProgramPoint(block: next, position: 0)
      }
      add(passed(value, function, place))
    }
    for (index, edge) in function[block].terminator.edges.enumerated()
    where flow.predecessors[edge.target].count == 1 {
      add(onEdge(index, of: block, function, ProgramPoint(block: edge.target, position: 0)))
    }
  }

  private mutating func add(_ facts: Facts) {
    for fact in facts.orders {
      if !fact.small.isNone { Self.add(fact, to: &upper[fact.small]) }
      if !fact.large.isNone { Self.add(fact, to: &lower[fact.large]) }
    }
    for fact in facts.inequalities where !fact.base.isNone {
      Self.add(fact, to: &inequalities[fact.base])
    }
  }

  /// Of a value that is tested over and over, as in a long chain of `else if`, the first tests must
  /// do: else the time is quadratic.
  private static func add<Fact>(_ fact: Fact, to list: inout [Fact]) {
    if list.count < 64 { list.append(fact) }
  }

  /// Returns what holds on the edge of `block` at `index`, as facts that hold from `place` on.
  func onEdge(
    _ index: Int, of block: BlockID, _ function: Function, _ place: ProgramPoint
  ) -> Facts {
    guard case .conditional(let condition, let then, let otherwise) = function[block].terminator,
      then.target != otherwise.target
    else { return Facts() }
    return decided(condition, index == 0, function, place)
  }

  /// Returns what it means that `condition` is `outcome`.
  private func decided(
    _ condition: ValueID, _ outcome: Bool, _ function: Function, _ place: ProgramPoint
  ) -> Facts {
    let instruction = function[condition]
    switch instruction.opcode {
    case .boolNot: return decided(function.operand(condition, 0), !outcome, function, place)
    case .intLessUnsigned:
      let bound = function.operand(condition, 1)
      guard outcome, isLength(bound, function) else { return Facts() }
      let index = terms[function.operand(condition, 0)]
      let least = order(Term(.none), index, false, place)
      let limits = [least, order(index, terms[bound], true, place)]
      return Facts(orders: limits.compactMap { $0 })
    case .intCompare:
      guard let predicate = Predicate(rawValue: instruction.immediate) else { return Facts() }
      let (a, b) = (terms[function.operand(condition, 0)], terms[function.operand(condition, 1)])
      return compared(outcome ? predicate : predicate.negated, a, b, place)
    default: return Facts()
    }
  }

  private func isLength(_ value: ValueID, _ function: Function) -> Bool {
    switch function[value].opcode {
    case .arrayLength, .rangeCount, .mapLength, .stringLength, .stringByteLength: true
    case .constInt: function[value].immediate >= 0
    default: false
    }
  }

  private func compared(
    _ predicate: Predicate, _ a: Term, _ b: Term, _ place: ProgramPoint
  ) -> Facts {
    let orders: [OrderFact?]
    switch predicate {
    case .less: orders = [order(a, b, true, place)]
    case .lessEqual: orders = [order(a, b, false, place)]
    case .greater: orders = [order(b, a, true, place)]
    case .greaterEqual: orders = [order(b, a, false, place)]
    case .equal: orders = [order(a, b, false, place), order(b, a, false, place)]
    case .notEqual: return Facts(inequalities: different(a, b, place))
    }
    return Facts(orders: orders.compactMap { $0 })
  }

  /// `a < b`, or `a <= b`.
  private func order(_ a: Term, _ b: Term, _ isStrict: Bool, _ place: ProgramPoint) -> OrderFact? {
    let (difference, overflow) = b.offset.subtractingReportingOverflow(a.offset)
    if overflow || isStrict && difference == .min { return nil }
    return OrderFact(
      small: a.base, large: b.base, difference: isStrict ? difference - 1 : difference,
      place: place)
  }

  private func different(_ a: Term, _ b: Term, _ place: ProgramPoint) -> [InequalityFact] {
    guard a.base.isNone != b.base.isNone else { return [] }
    let (number, term) = a.base.isNone ? (a.offset, b) : (b.offset, a)
    let (difference, overflow) = number.subtractingReportingOverflow(term.offset)
    return overflow ? [] : [InequalityFact(base: term.base, number: difference, place: place)]
  }

  /// Returns what holds once `value` has not raised.
  private func passed(_ value: ValueID, _ function: Function, _ place: ProgramPoint) -> Facts {
    func term(_ index: Int) -> Term { terms[function.operand(value, index)] }
    let zero = Term(.none)
    switch function[value].opcode {
    case .arrayCheckIndex:
      let orders = [order(zero, term(1), false, place), order(term(1), term(0), true, place)]
      return Facts(orders: orders.compactMap { $0 })
    case .arrayCheckNotEmpty:
      return Facts(orders: [order(zero, term(0), true, place)].compactMap { $0 })
    case .arrayRepeat:
      // Of a negative number the result is empty; the literal may have several elements.
      guard term(0).base.isNone, term(0).offset >= 1 else { return Facts() }
      return Facts(orders: [order(term(1), terms[value], false, place)].compactMap { $0 })
    case .rangeCheckIndex:
      return Facts(orders: [order(zero, term(1), false, place)].compactMap { $0 })
    case .intRemainder, .intDivide:
      return Facts(inequalities: different(term(1), zero, place))
    case .rangeMakeStepped:
      return Facts(inequalities: different(term(2), zero, place))
    default: return Facts()
    }
  }

}
