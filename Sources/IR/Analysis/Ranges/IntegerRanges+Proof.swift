import Support

// Proofs that one quantity is never greater than another.
extension IntegerRanges {

  /// `true` iff it is proven that the Int `index` is inside of `array` where `user` uses both.
  public func isProven(_ index: ValueID, inside array: ValueID, for user: ValueID) -> Bool {
    let range = range(of: index, for: user)
    if range.isEmpty || range.low < 0 { return false }
    var proof = BoundProof(ranges: self)
    guard let small = terms[index].adding(1) else { return false }
    return proof.isProven(small, atMost: terms[array], place(of: user))
  }

  /// `true` iff it is proven that `array` has an element where `user` uses it.
  public func isProvenFilled(_ array: ValueID, for user: ValueID) -> Bool {
    var proof = BoundProof(ranges: self)
    return proof.isProven(Term(.none, 1), atMost: terms[array], place(of: user))
  }

}

/// A search of the graph of inequalities.
private struct BoundProof {

  let ranges: IntegerRanges

  /// How many steps are left: what takes more is not worth it.
  private var budget = 200

  private struct Goal: Hashable {
    let small: ValueID
    let large: ValueID
  }

  /// The goals under way for parameters of blocks, and by how much the smaller may exceed the
  /// larger: on the way around a loop they are the induction's hypotheses.
  private var active: [Goal: Int128] = [:]

  init(ranges: IntegerRanges) { self.ranges = ranges }

  /// `true` iff `small <= large` at `place`.
  mutating func isProven(_ small: Term, atMost large: Term, _ place: ProgramPoint) -> Bool {
    let slack = Int128(large.offset) - Int128(small.offset)
    return isProven(small.base, large.base, slack, place, Facts())
  }

  /// `true` iff `small <= large + slack` at `place`, where `extra` holds besides.
  private mutating func isProven(
    _ small: ValueID, _ large: ValueID, _ slack: Int128, _ place: ProgramPoint, _ extra: Facts
  ) -> Bool {
    if small == large { return slack >= 0 }
    guard budget > 0 else { return false }
    budget -= 1
    let (low, high) = (
      ranges.range(ofBase: large, at: place), ranges.range(ofBase: small, at: place)
    )
    if low.isEmpty || high.isEmpty { return false }
    if Int128(high.high) <= Int128(low.low) + slack { return true }
    return isProvenByFact(small, large, slack, place, extra)
      || isProvenByDefinition(small, large, slack, place)
  }

  private mutating func isProvenByFact(
    _ small: ValueID, _ large: ValueID, _ slack: Int128, _ place: ProgramPoint, _ extra: Facts
  ) -> Bool {
    var upper = extra.orders.filter { $0.small == small }
    var lower = extra.orders.filter { $0.large == large }
    if !small.isNone {
      upper += ranges.facts.upper[small].filter { ranges.holds($0.place, at: place) }
    }
    if !large.isNone {
      lower += ranges.facts.lower[large].filter { ranges.holds($0.place, at: place) }
    }
    for fact in upper where fact.large == large {
      if Int128(fact.difference) <= slack { return true }
    }
    for fact in upper where fact.large != small && fact.large != large {
      if isProven(fact.large, large, slack - Int128(fact.difference), place, Facts()) {
        return true
      }
    }
    for fact in lower where fact.small != small && fact.small != large {
      if isProven(small, fact.small, slack - Int128(fact.difference), place, Facts()) {
        return true
      }
    }
    return false
  }

  // MARK: Definitions

  /// Looks at how `small` was made.
  private mutating func isProvenByDefinition(
    _ small: ValueID, _ large: ValueID, _ slack: Int128, _ place: ProgramPoint
  ) -> Bool {
    guard !small.isNone, ranges.function[small].type == .int else { return false }
    let function = ranges.function
    func operand(_ index: Int) -> ValueID { function.operand(small, index) }
    func range(_ index: Int) -> Interval { ranges.range(of: operand(index), for: small) }
    switch function[small].opcode {
    case .blockParameter: return isProvenByArguments(small, large, slack)
    case .intAdd, .intAddUnchecked:
      return continues(operand(0), range(1).high, large, slack, place)
        || continues(operand(1), range(0).high, large, slack, place)
    case .intSubtract, .intSubtractUnchecked:
      let low = range(1).low
      return low != .min && continues(operand(0), -low, large, slack, place)
    case .intRemainder, .intRemainderUnchecked:
      guard range(0).low >= 0 else { return false }
      let isBelow = range(1).low > 0 && continues(operand(1), -1, large, slack, place)
      return isBelow || continues(operand(0), 0, large, slack, place)
    case .intShiftRight, .intShiftRightUnchecked:
      return range(0).low >= 0 && continues(operand(0), 0, large, slack, place)
    case .intAnd:
      return range(0).low >= 0 && continues(operand(0), 0, large, slack, place)
        || range(1).low >= 0 && continues(operand(1), 0, large, slack, place)
    case .rangeAt: return isProvenByRange(operand(0), small, large, slack, place)
    default: return false
    }
  }

  /// `true` iff `value + added <= large + slack`.
  private mutating func continues(
    _ value: ValueID, _ added: Int64, _ large: ValueID, _ slack: Int128, _ place: ProgramPoint
  ) -> Bool {
    let term = ranges.terms[value]
    let rest = slack - Int128(added) - Int128(term.offset)
    return isProven(term.base, large, rest, place, Facts())
  }

  /// A member of a range lies before its end, on the side of its start.
  private mutating func isProvenByRange(
    _ range: ValueID, _ member: ValueID, _ large: ValueID, _ slack: Int128, _ place: ProgramPoint
  ) -> Bool {
    let function = ranges.function
    guard [.rangeMake, .rangeMakeStepped].contains(function[range].opcode) else { return false }
    let step = ranges.step(of: range, for: member)
    if step.low > 0 { return continues(function.operand(range, 1), -1, large, slack, place) }
    if step.high < 0 { return continues(function.operand(range, 0), 0, large, slack, place) }
    return false
  }

  /// A parameter is one of its arguments. On the way around a loop it may be assumed to have been
  /// small enough the last time, as long as the other quantity is the same then.
  private mutating func isProvenByArguments(
    _ small: ValueID, _ large: ValueID, _ slack: Int128
  ) -> Bool {
    let function = ranges.function
    let block = function[small].block
    guard block != function.entry, isFixed(large, in: block) else { return false }
    let goal = Goal(small: small, large: large)
    if let assumed = active[goal] { return slack >= assumed }
    active[goal] = slack
    defer { active[goal] = nil }
    let index = function[block].parameters.firstIndex(of: small)!
    for predecessor in Set(ranges.flow.predecessors[block]).sorted() {
      for (number, edge) in function[predecessor].terminator.edges.enumerated()
      where edge.target == block {
        let term = ranges.terms[edge.arguments[index]]
        let end = ProgramPoint.end(predecessor)
        let extra = ranges.facts.onEdge(number, of: predecessor, function, end)
        let rest = slack - Int128(term.offset)
        if !isProven(term.base, large, rest, end, extra) { return false }
      }
    }
    return true
  }

  /// `true` iff `base` was defined before every way to `block`.
  private func isFixed(_ base: ValueID, in block: BlockID) -> Bool {
    if base.isNone { return true }
    let home = ranges.function[base].block
    return home != block && ranges.dominators.dominates(home, block)
  }

}
