import Support

/// Which numbers the Ints of a function can be.
///
/// An interval for each value, found by a forward fixpoint with widening at the headers of loops
/// and narrowing behind it (Cousot and Cousot, "Abstract Interpretation", 1977); where a value is
/// used, the facts that hold there make it smaller (`FactTable`). What a loop adds up is bounded by
/// how often it runs (`LoopCounts`). How quantities compare, whatever they are, is a question for
/// `isProven`: the inequality graph of Bodik, Gupta and Sarkar, "ABCD: Eliminating Array Bounds
/// Checks on Demand", 2000, searched on demand.
public struct IntegerRanges: Sendable {

  let function: Function
  let flow: ControlFlow
  let dominators: DominatorTree
  let terms: Terms
  let facts: FactTable

  /// The interval of each Int, wherever it is used; of each array of Ints, or of such arrays, that
  /// of all Ints in it.
  var ranges: Table<ValueID, Interval>

  private let types: TypeTable

  /// What is known of the results of the program's functions.
  private let results: Table<FunctionID, Interval>

  /// The position of each instruction in its block.
  private var positions: Table<ValueID, Int>

  /// How often each block parameter has grown.
  private var growth: Table<ValueID, Int>

  /// What the parameters of loops are at most, by how often the loops run.
  private var limits: [ValueID: Interval] = [:]

  /// Finds the ranges of `function`. `parameters` tells what comes to it, and `results` what the
  /// functions that it calls return; where nothing is told, it may be anything.
  public init(
    _ function: Function, _ flow: ControlFlow, _ types: TypeTable, parameters: [Interval]? = nil,
    results: Table<FunctionID, Interval> = Table()
  ) {
    self.function = function
    self.flow = flow
    self.types = types
    self.results = results
    dominators = DominatorTree(function, flow)
    terms = Terms(function, flow, types)
    facts = FactTable(function, flow, terms)
    ranges = Table(repeating: .none, count: function.values.count)
    positions = Table(repeating: 0, count: function.values.count)
    growth = Table(repeating: 0, count: function.values.count)
    for block in flow.reversePostorder {
      for (position, value) in function[block].instructions.enumerated() {
        positions[value] = position
      }
    }
    for (index, parameter) in function.parameters.enumerated() {
      ranges[parameter] = parameters?[index] ?? .all
    }
    solve()
  }

  /// The interval of `value` where `user`, an instruction, uses it.
  public func range(of value: ValueID, for user: ValueID) -> Interval {
    range(of: value, at: place(of: user))
  }

  /// The interval of `value` at the end of `block`.
  public func range(of value: ValueID, atEndOf block: BlockID) -> Interval {
    range(of: value, at: .end(block))
  }

  /// The interval of what `value` gives to `user`: it itself, or the Ints in it.
  public func content(of value: ValueID, for user: ValueID) -> Interval {
    content(of: value, at: place(of: user))
  }

  /// The interval of what `value` is at the end of `block`: it itself, or the Ints in it.
  public func content(of value: ValueID, atEndOf block: BlockID) -> Interval {
    content(of: value, at: .end(block))
  }

  private func content(of value: ValueID, at place: ProgramPoint) -> Interval {
    if function[value].type == .int { return range(of: value, at: place) }
    return types.holdsInts(function[value].type) ? ranges[value] : .all
  }

  /// What the Int `value` is made from.
  public func term(of value: ValueID) -> Term { terms[value] }

  /// `true` iff `a` stands before `b` in reverse postorder.
  public func isBefore(_ a: BlockID, _ b: BlockID) -> Bool { flow.order[a] < flow.order[b] }

  /// `true` iff a path from the entry leads to `block`.
  public func isReachable(_ block: BlockID) -> Bool { flow.isReachable(block) }

  func place(of instruction: ValueID) -> ProgramPoint {
    ProgramPoint(block: function[instruction].block, position: positions[instruction])
  }

  // MARK: The fixpoint

  private mutating func solve() {
    var hasChanged = true
    while hasChanged { hasChanged = sweep(isNarrowing: false) }
    for _ in 0..<2 { _ = sweep(isNarrowing: true) }
    let counts = LoopCounts(self)
    limits = counts.limits
    if limits.isEmpty { return }
    for _ in 0..<3 { _ = sweep(isNarrowing: true) }
  }

  /// Evaluates everything once, in order; returns whether anything has changed.
  private mutating func sweep(isNarrowing: Bool) -> Bool {
    var hasChanged = false
    for block in flow.reversePostorder {
      if block != function.entry {
        for parameter in function[block].parameters where hasInterval(parameter) {
          let new = joined(parameter, isNarrowing)
          if new != ranges[parameter] {
            ranges[parameter] = new
            hasChanged = true
          }
        }
      }
      for value in function[block].instructions where hasInterval(value) {
        let new = function[value].type == .int ? result(of: value) : elements(of: value)
        let range = isNarrowing ? new.intersection(ranges[value]) : new.union(ranges[value])
        if range != ranges[value] {
          ranges[value] = range
          hasChanged = true
        }
      }
    }
    return hasChanged
  }

  private func hasInterval(_ value: ValueID) -> Bool {
    function[value].type == .int || types.holdsInts(function[value].type)
  }

  private mutating func joined(_ parameter: ValueID, _ isNarrowing: Bool) -> Interval {
    let block = function[parameter].block
    let index = function[block].parameters.firstIndex(of: parameter)!
    var new = Interval.none
    for predecessor in flow.predecessors[block] {
      for (number, edge) in function[predecessor].terminator.edges.enumerated()
      where edge.target == block {
        new = new.union(range(of: edge.arguments[index], onEdge: number, of: predecessor))
      }
    }
    if let limit = limits[parameter] { new = new.intersection(limit) }
    let old = ranges[parameter]
    if isNarrowing { return new.intersection(old) }
    let union = new.union(old)
    let isLoop = flow.predecessors[block].contains { flow.order[$0] >= flow.order[block] }
    guard isLoop, union != old, !old.isEmpty else { return union }
    growth[parameter] += 1
    return widened(old, union, growth[parameter])
  }

  /// Soon reaches what does not grow any more.
  private func widened(_ old: Interval, _ new: Interval, _ times: Int) -> Interval {
    if times <= 2 { return new }
    let low = new.low >= old.low ? old.low : new.low >= 0 && times < 6 ? 0 : Int64.min
    let high = new.high <= old.high ? old.high : Int64.max
    return Interval(low, high)
  }

  // MARK: Ranges where they are used

  /// Returns the interval of `value` as the edge at `index` of `block` passes it on.
  func range(of value: ValueID, onEdge index: Int, of block: BlockID) -> Interval {
    let end = ProgramPoint.end(block)
    if function[value].type != .int { return content(of: value, at: end) }
    let range = range(of: value, at: end)
    let onEdge = facts.onEdge(index, of: block, function, end)
    if onEdge.orders.isEmpty && onEdge.inequalities.isEmpty { return range }
    let term = terms[value]
    guard !term.base.isNone else { return range }
    let base = limited(
      .all, term.base, onEdge.orders, onEdge.orders, onEdge.inequalities, at: end, depth: 1)
    return base.isEmpty ? .none : range.intersection(base.moved(by: term.offset))
  }

  /// Returns the interval of `value`, an Int, at `place`.
  func range(of value: ValueID, at place: ProgramPoint) -> Interval {
    let term = terms[value]
    if term.base.isNone { return Interval(term.offset) }
    let base = range(ofBase: term.base, at: place)
    if base.isEmpty { return .none }
    if term.base == value { return base }
    return ranges[value].intersection(base.moved(by: term.offset))
  }

  /// Returns the interval of the quantity `base` at `place`. What it is compared with there is
  /// limited likewise, `depth` times.
  func range(
    ofBase base: ValueID, at place: ProgramPoint, depth: Int = 1
  ) -> Interval {
    if base.isNone { return Interval(0) }
    let whole = range(ofBase: base)
    if whole.isEmpty { return whole }
    return limited(
      whole, base, facts.upper[base], facts.lower[base], facts.inequalities[base], at: place,
      depth: depth)
  }

  /// The interval of the quantity `base` wherever it is used.
  func range(ofBase base: ValueID) -> Interval {
    if base.isNone { return Interval(0) }
    return function[base].type == .int ? ranges[base] : .lengths
  }

  /// Returns what is left of `range`, which `base` has, with those of the facts that hold at
  /// `place`.
  private func limited(
    _ range: Interval, _ base: ValueID, _ upper: [OrderFact], _ lower: [OrderFact],
    _ inequalities: [InequalityFact], at place: ProgramPoint, depth: Int
  ) -> Interval {
    func other(_ base: ValueID, _ place: ProgramPoint) -> Interval {
      depth > 0 ? self.range(ofBase: base, at: place, depth: depth - 1) : self.range(ofBase: base)
    }
    var result = range
    for fact in upper where fact.small == base && holds(fact.place, at: place) {
      let bound = other(fact.large, fact.place)
      if bound.isEmpty { return .none }
      result.high = min(result.high, bound.moved(by: fact.difference).high)
    }
    for fact in lower
    where fact.large == base && fact.difference != .min && holds(fact.place, at: place) {
      let bound = other(fact.small, fact.place)
      if bound.isEmpty { return .none }
      result.low = max(result.low, bound.moved(by: -fact.difference).low)
    }
    for fact in inequalities where fact.base == base && holds(fact.place, at: place) {
      result = result.without(fact.number)
    }
    return result
  }

  /// `true` iff what holds from `start` on holds at `place`.
  func holds(_ start: ProgramPoint, at place: ProgramPoint) -> Bool {
    if start.block == place.block { return start.position <= place.position }
    return dominators.dominates(start.block, place.block)
  }

  // MARK: Results

  private func result(of value: ValueID) -> Interval {
    let instruction = function[value]
    func operand(_ index: Int) -> Interval { range(of: function.operand(value, index), for: value) }
    func combined(_ operation: (Interval, Interval) -> Interval) -> Interval {
      let (a, b) = (operand(0), operand(1))
      return a.isEmpty || b.isEmpty ? .none : operation(a, b)
    }
    switch instruction.opcode {
    case .constInt: return Interval(instruction.immediate)
    case .intAdd, .intAddUnchecked: return combined { ($0 + $1).ints }
    case .intSubtract, .intSubtractUnchecked: return combined { ($0 - $1).ints }
    case .intMultiply, .intMultiplyUnchecked: return combined { ($0 * $1).ints }
    case .intShiftLeft, .intShiftLeftUnchecked: return combined(shifted { ($0 << $1).ints })
    case .intShiftRight, .intShiftRightUnchecked: return combined(shifted { ($0 >> $1).ints })
    case .intRemainder, .intRemainderUnchecked: return combined(%)
    case .intAnd: return combined(&)
    case .intOr, .intXor: return combined(|)
    case .intNegate:
      let a = operand(0)
      return a.isEmpty ? a : (Interval(0) - a).ints
    case .intComplement:
      let a = operand(0)
      return a.isEmpty ? a : Interval(~a.high, ~a.low)
    case .intPower: return combined { base, _ in base.low >= 0 ? Interval(0, .max) : .all }
    case .arrayCheckIndex: return operand(1).intersection(Interval(0, Interval.lengths.high - 1))
    case .rangeCheckIndex: return operand(1).intersection(Interval(0, .max))
    case .rangeCount: return count(of: function.operand(value, 0), for: value)
    case .rangeAt: return member(of: function.operand(value, 0), for: value)
    case .rangeStart: return bound(0, of: function.operand(value, 0), for: value)
    case .rangeEnd: return bound(1, of: function.operand(value, 0), for: value)
    case .call: return returned(by: value)
    case .arrayGet, .arrayTake: return content(of: function.operand(value, 0), for: value)
    default: return Self.whole(instruction.opcode)
    }
  }

  /// The interval of the result of the call `value`.
  private func returned(by value: ValueID) -> Interval {
    let callee = FunctionID(raw: UInt32(function[value].immediate))
    return callee.index < results.count ? results[callee] : .all
  }

  /// The interval of the Ints in the array `value`. Arrays are values: what changes one makes
  /// another, so all that it may hold came to it where it was made.
  private func elements(of value: ValueID) -> Interval {
    let operands = Array(function.operands(value))
    func held(_ operand: ValueID) -> Interval { content(of: operand, for: value) }
    switch function[value].opcode {
    case .arrayLiteral: return operands.reduce(.none) { $0.union(held($1)) }
    case .arraySet, .arraySetUnique, .arrayPut:
      return held(operands[0]).union(held(operands[2]))
    case .arrayPush, .arrayPushReserved, .arrayConcat:
      return held(operands[0]).union(held(operands[1]))
    case .arrayGet, .arrayGetOrEmpty, .arrayTake, .arrayRepeat, .arrayUnique, .arrayReserve,
      .arrayDropLast, .copy:
      return held(operands[0])
    case .convert: return types.isEmptyArray(function[operands[0]].type) ? .none : .all
    case .call: return returned(by: value)
    default: return .all
    }
  }

  private func shifted(
    _ operation: @escaping (Interval, Interval) -> Interval
  ) -> (Interval, Interval) -> Interval {
    { $1.intersection(.shifts).isEmpty ? .none : operation($0, $1) }
  }

  /// What results of `opcode` are by themselves.
  private static func whole(_ opcode: Opcode) -> Interval {
    switch opcode {
    case .arrayLength, .mapLength, .mapEnd, .stringLength, .stringByteLength: .lengths
    case .stringCheckIndex, .stringNextOffset: .lengths
    case .boolToInt: Interval(0, 1)
    case .instanceClassID, .closureID: Interval(0, Int64(Int32.max))
    default: .all
    }
  }

  /// The bound at `index` of the range `value`.
  private func bound(_ index: Int, of value: ValueID, for user: ValueID) -> Interval {
    switch function[value].opcode {
    case .rangeMake, .rangeMakeStepped: range(of: function.operand(value, index), for: user)
    default: .all
    }
  }

  private func count(of value: ValueID, for user: ValueID) -> Interval {
    guard function[value].opcode == .rangeMake else { return Interval(0, .max) }
    let (start, end) = (bound(0, of: value, for: user), bound(1, of: value, for: user))
    if start.isEmpty || end.isEmpty { return .none }
    let difference = (end - start).ints
    return Interval(max(0, difference.low), max(0, difference.high))
  }

  private func member(of value: ValueID, for user: ValueID) -> Interval {
    let (start, end) = (bound(0, of: value, for: user), bound(1, of: value, for: user))
    if start.isEmpty || end.isEmpty { return .none }
    let steps = step(of: value, for: user)
    var result = Interval.none
    if steps.high > 0 && end.high > .min {
      result = result.union(Interval(start.low, end.high - 1))
    }
    if steps.low < 0 && end.low < .max {
      result = result.union(Interval(end.low + 1, start.high))
    }
    return result
  }

  /// The interval of the step of the range `value`, without 0, by which nothing steps.
  func step(of value: ValueID, for user: ValueID) -> Interval {
    switch function[value].opcode {
    case .rangeMake: Interval(1)
    case .rangeMakeStepped: range(of: function.operand(value, 2), for: user).without(0)
    default: function[value].type == .unitRange ? Interval(1) : .all
    }
  }

}

extension TypeTable {

  /// `true` iff `type` is an array of Ints, or of such arrays.
  func holdsInts(_ type: TypeID) -> Bool {
    guard let element = element(of: type) else { return false }
    return element == .int || holdsInts(element)
  }

  /// `true` iff nothing is ever in an array of type `type`.
  fileprivate func isEmptyArray(_ type: TypeID) -> Bool { element(of: type) == .bottom }

}
