import Support

/// How often the loops of a function run at most, and what bounds that sets to what they add up.
///
/// A loop that leaves unless `i < n`, where `i` grows by at least `s` each time, runs its body at
/// most (n - i) / s times. A value of which each round adds at least `a` and at most `b` stays
/// between its first value plus as many times `a` and that plus as many times `b`; so does one that
/// an inner loop adds to, by the product of both counts.
struct LoopCounts {

  /// The bounds of block parameters at the headers of loops.
  private(set) var limits: [ValueID: Interval] = [:]

  private let ranges: IntegerRanges
  private let function: Function
  private let forest: LoopForest

  /// The greatest number of rounds of each loop, if it is known to have one.
  private var counts: [Int128?] = []

  /// The loop that each header belongs to.
  private var loopOfHeader: [BlockID: Int] = [:]

  init(_ ranges: IntegerRanges) {
    self.ranges = ranges
    function = ranges.function
    forest = LoopForest(function, ranges.flow, ranges.dominators)
    for (index, loop) in forest.loops.enumerated() { loopOfHeader[loop.header] = index }
    counts = forest.loops.map { count(of: $0) }
    for index in forest.loops.indices { limitParameters(of: index) }
  }

  // MARK: Rounds

  /// The least of the bounds that the exits which every round passes set.
  private func count(of loop: Loop) -> Int128? {
    let blocks = Set(loop.blocks)
    var result: Int128?
    for block in loop.blocks where isPassed(block, in: loop) {
      guard case .conditional(_, let then, let otherwise) = function[block].terminator,
        blocks.contains(then.target) != blocks.contains(otherwise.target)
      else { continue }
      let facts = ranges.facts.onEdge(
        blocks.contains(then.target) ? 0 : 1, of: block, function, .end(block))
      for fact in facts.orders {
        guard let rounds = rounds(while: fact, loop) else { continue }
        result = min(result ?? rounds, rounds)
      }
    }
    return result
  }

  /// `true` iff each round of `loop` passes `block`.
  private func isPassed(_ block: BlockID, in loop: Loop) -> Bool {
    loop.latches.allSatisfy { ranges.dominators.dominates(block, $0) }
  }

  /// The number of rounds in which `fact` may hold, of a quantity that only moves one way.
  private func rounds(while fact: OrderFact, _ loop: Loop) -> Int128? {
    if let (start, step) = steps(of: fact.small, loop), step.low > 0 {
      let end = Int128(ranges.range(ofBase: fact.large).high) + Int128(fact.difference)
      return rounds(Int128(start.low), end, Int128(step.low))
    }
    if let (start, step) = steps(of: fact.large, loop), step.high < 0 {
      let end = Int128(ranges.range(ofBase: fact.small).low) - Int128(fact.difference)
      return rounds(end, Int128(start.high), -Int128(step.high))
    }
    return nil
  }

  private func rounds(_ low: Int128, _ high: Int128, _ step: Int128) -> Int128 {
    high < low ? 0 : (high - low) / step + 1
  }

  /// Where the parameter `base` of the loop's header starts, and what each round adds.
  private func steps(of base: ValueID, _ loop: Loop) -> (start: Interval, step: Interval)? {
    guard !base.isNone, function[base].opcode == .blockParameter,
      function[base].block == loop.header, function[base].type == .int
    else { return nil }
    let (start, added) = arguments(of: base, loop)
    var step = Interval.none
    for argument in added {
      let term = ranges.terms[argument]
      guard term.base == base else { return nil }
      step = step.union(Interval(term.offset))
    }
    return step.isEmpty ? nil : (start, step)
  }

  /// The interval of what comes to `parameter` from outside, and what each latch passes.
  private func arguments(
    of parameter: ValueID, _ loop: Loop
  ) -> (start: Interval, added: [ValueID]) {
    let index = function[loop.header].parameters.firstIndex(of: parameter)!
    var start = Interval.none
    var added: [ValueID] = []
    for block in Set(ranges.flow.predecessors[loop.header]) {
      for (number, edge) in function[block].terminator.edges.enumerated()
      where edge.target == loop.header {
        if loop.latches.contains(block) {
          added.append(edge.arguments[index])
        } else {
          start = start.union(ranges.range(of: edge.arguments[index], onEdge: number, of: block))
        }
      }
    }
    return (start, added)
  }

  // MARK: Sums

  private mutating func limitParameters(of index: Int) {
    let loop = forest.loops[index]
    guard loop.header != function.entry, let count = counts[index] else { return }
    for parameter in function[loop.header].parameters where function[parameter].type == .int {
      let range = ranges.ranges[parameter]
      guard range.low == .min || range.high == .max else { continue }
      let (start, added) = arguments(of: parameter, loop)
      var search = SumSearch(counts: self, parameter: parameter)
      var change: (low: Int128, high: Int128)? = (0, 0)
      for argument in added {
        change = SumSearch.union(change, search.difference(of: argument, depth: 0))
      }
      guard let change, !start.isEmpty else { continue }
      limits[parameter] = Interval(
        Int64(clamping: Int128(start.low) + Self.product(change.low, count)),
        Int64(clamping: Int128(start.high) + Self.product(change.high, count)))
    }
  }

  /// The product, or a number far outside of Int.
  fileprivate static func product(_ a: Int128, _ b: Int128) -> Int128 {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    let limit = Int128(1) << 100
    if overflow { return (a < 0) == (b < 0) ? limit : -limit }
    return min(max(product, -limit), limit)
  }

  /// Finds by how much values of a loop differ from a parameter of its header.
  private struct SumSearch {

    typealias Change = (low: Int128, high: Int128)

    let counts: LoopCounts

    /// What the values are compared with.
    let parameter: ValueID

    private var known: [ValueID: Change?] = [:]

    init(counts: LoopCounts, parameter: ValueID) {
      self.counts = counts
      self.parameter = parameter
    }

    /// The change that is one of both, if both are known.
    static func union(_ a: Change?, _ b: Change?) -> Change? {
      guard let a, let b else { return nil }
      return (min(a.low, b.low), max(a.high, b.high))
    }

    /// By how much `value` differs from the parameter; `nil` if that is not known.
    mutating func difference(of value: ValueID, depth: Int) -> Change? {
      if value == parameter { return (0, 0) }
      if let result = known[value] { return result }
      guard depth < 40 else { return nil }
      known[value] = .some(nil)
      let result = computed(value, depth + 1)
      known[value] = .some(result)
      return result
    }

    private mutating func computed(_ value: ValueID, _ depth: Int) -> Change? {
      let function = counts.function
      func range(_ index: Int) -> Interval {
        counts.ranges.range(of: function.operand(value, index), for: value)
      }
      switch function[value].opcode {
      case .intAdd, .intAddUnchecked:
        if let change = difference(of: function.operand(value, 0), depth: depth) {
          return Self.sum(change, range(1), isNegative: false)
        }
        let change = difference(of: function.operand(value, 1), depth: depth)
        return Self.sum(change, range(0), isNegative: false)
      case .intSubtract, .intSubtractUnchecked:
        let change = difference(of: function.operand(value, 0), depth: depth)
        return Self.sum(change, range(1), isNegative: true)
      case .blockParameter: return merged(value, depth)
      default: return nil
      }
    }

    private static func sum(_ change: Change?, _ range: Interval, isNegative: Bool) -> Change? {
      guard let change, !range.isEmpty else { return nil }
      let (low, high) = (Int128(range.low), Int128(range.high))
      return isNegative
        ? (change.low - high, change.high - low) : (change.low + low, change.high + high)
    }

    /// A parameter is one of its arguments; at the header of an inner loop it is what comes from
    /// outside and what that loop adds.
    private mutating func merged(_ value: ValueID, _ depth: Int) -> Change? {
      let function = counts.function
      let block = function[value].block
      if block == function.entry { return nil }
      guard let index = counts.loopOfHeader[block] else {
        let arguments = function.arguments(for: value, counts.ranges.flow)
        return common(arguments, depth)
      }
      let loop = counts.forest.loops[index]
      guard let rounds = counts.counts[index] else { return nil }
      let position = function[block].parameters.firstIndex(of: value)!
      var outside: [ValueID] = []
      for predecessor in Set(counts.ranges.flow.predecessors[block])
      where !loop.latches.contains(predecessor) {
        for edge in function[predecessor].terminator.edges where edge.target == block {
          outside.append(edge.arguments[position])
        }
      }
      guard let start = common(outside, depth) else { return nil }
      var inner = SumSearch(counts: counts, parameter: value)
      var change: Change? = (0, 0)
      for argument in counts.arguments(of: value, loop).added {
        change = Self.union(change, inner.difference(of: argument, depth: depth))
      }
      guard let change else { return nil }
      return (
        start.low + LoopCounts.product(change.low, rounds),
        start.high + LoopCounts.product(change.high, rounds)
      )
    }

    private mutating func common(_ arguments: [ValueID], _ depth: Int) -> Change? {
      var result: Change?
      for (number, argument) in arguments.enumerated() {
        let change = difference(of: argument, depth: depth)
        result = number == 0 ? change : Self.union(result, change)
        if result == nil { return nil }
      }
      return result
    }

  }

}
