import IR
import Support

/// A copy of a loop that runs up to a given end, and what it does in place of the loop.
struct LoopCopy {

  enum Kind {

    /// Wraps, stores only what can be undone, and collects what is to be tested.
    case trial(DeferrableLoop)

    /// Does what a trial has found to be exact.
    case commit

    /// Undoes what a trial has stored.
    case undo(DeferrableLoop)

    /// Does what the loop does.
    case careful

    /// Does what the loop does, without these checks of indices.
    case without(Set<ValueID>)

    /// Does what the loop does to rows that were taken out of their arrays.
    case rows([TakenRow])

  }

  let header: BlockID

  /// The block that is reached at the end; only the header's values are there.
  let exit: BlockID

  /// The parameters of the header that collect what is tested, one for each limit of the loop; none
  /// but in a trial.
  private(set) var collected: [ValueID] = []

  private let loop: CountedLoop
  private let kind: Kind

  /// What a trial tries.
  private let trial: DeferrableLoop?

  /// The rows that stand for arrays.
  private let rows: [TakenRow]

  /// What stands for the values of the loop.
  private var values: [ValueID: ValueID] = [:]
  private var blocks: [BlockID: BlockID] = [:]

  /// The only block from which each block is reached, of those that have one.
  private var only: [BlockID: BlockID] = [:]

  /// The blocks of the copy from which errors leave it, and those that they lead to.
  private(set) var errorBlocks: [BlockID] = []
  private(set) var errorTargets: [BlockID] = []

  /// What is collected at the end of each block of the loop.
  private var collectedAtEnd: [BlockID: [ValueID]] = [:]

  /// Appends a copy of `loop`, whose header goes into the body by `entry`, up to `end`.
  init(
    _ loop: CountedLoop, _ entry: Edge, end: ValueID, kind: Kind, _ function: inout Function
  ) {
    self.loop = loop
    self.kind = kind
    if case .trial(let tried) = kind { trial = tried } else { trial = nil }
    if case .rows(let taken) = kind { rows = taken } else { rows = [] }
    header = function.appendBlock()
    exit = function.appendBlock()
    for parameter in passed(function) {
      values[parameter] = function.appendParameter(to: header, type: type(parameter, function))
    }
    collected = (trial?.limits ?? []).map { _ in
      function.appendParameter(to: header, type: .int)
    }
    collectedAtEnd[loop.header] = collected
    makeBlocks(entry, &function)
    for block in loop.body { copyInstructions(of: block, &function) }
    for block in loop.body {
      function[blocks[block]!].terminator = terminator(of: block, &function)
    }
    let isBefore = function.append(
      to: header, .intCompare, type: .bool, [values[loop.counter]!, end],
      immediate: Predicate.less.rawValue)
    function[header].terminator = .conditional(
      isBefore, then: edge(entry, from: loop.header, function), else: Edge(exit))
  }

  /// Whether it is a trial that stores nothing.
  private var isReading: Bool { trial.map { !$0.canBeUndone } ?? false }

  /// The parameters of the loop's header that the copy has, too: a trial that stores nothing leaves
  /// arrays as they are.
  private func passed(_ function: Function) -> [ValueID] {
    function[loop.header].parameters.filter { !isReading || isPlain($0, function) }
  }

  /// The type of what stands for `parameter`.
  private func type(_ parameter: ValueID, _ function: Function) -> TypeID {
    let row = rows.first { $0.place.web.contains(parameter) }
    return function[row?.row ?? parameter].type
  }

  private func isPlain(_ value: ValueID, _ function: Function) -> Bool {
    [.int, .float, .bool].contains(function[value].type)
  }

  /// Jumps from the end of `block` to the copy, with what the loop's header has, but the arrays
  /// that are left behind the copy `other`.
  func enter(from block: BlockID, behind other: LoopCopy? = nil, _ function: inout Function) {
    var arguments = passed(function).map { parameter in
      if let other, !isPlain(parameter, function) { return other.values[parameter] ?? parameter }
      return rows.first { $0.place.parameter == parameter }?.row ?? parameter
    }
    for _ in collected {
      arguments.append(function.append(to: block, .constInt, type: .int, []))
    }
    function[block].terminator = .branch(Edge(header, arguments))
  }

  /// Goes through the copy from `block`, and then back to the loop's header.
  func run(from block: BlockID, behind other: LoopCopy? = nil, _ function: inout Function) {
    enter(from: block, behind: other, &function)
    var results = results(function)
    for row in rows {
      let index = function[loop.header].parameters.firstIndex(of: row.place.parameter)!
      results[index] = function.append(
        to: exit, .arrayPut, type: function[row.array].type,
        [row.array, row.place.index, results[index]])
    }
    function[exit].terminator = .branch(Edge(loop.header, results))
  }

  /// Returns what the loop's header gets once the copy has run.
  func results(_ function: Function) -> [ValueID] {
    function[loop.header].parameters.map { values[$0] ?? $0 }
  }

  // MARK: Copying

  private mutating func makeBlocks(_ entry: Edge, _ function: inout Function) {
    var sources = [entry.target: [loop.header]]
    for block in loop.body {
      for edge in function[block].terminator.edges {
        sources[edge.target, default: []].append(block)
      }
    }
    for block in loop.body {
      let new = function.appendBlock()
      blocks[block] = new
      for parameter in function[block].parameters {
        values[parameter] = function.appendParameter(to: new, type: type(parameter, function))
      }
      if let source = sources[block], source.count == 1 {
        only[block] = source[0]
      } else {
        collectedAtEnd[block] = collected.map { _ in
          function.appendParameter(to: new, type: .int)
        }
      }
    }
  }

  /// Returns the end of the copy of `block`: errors of what cannot raise any more have no way.
  private mutating func terminator(
    of block: BlockID, _ function: inout Function
  ) -> Terminator {
    guard case .raising(let then, let error) = function[block].terminator else {
      return function[block].terminator.mapping(
        values: { values[$0] ?? $0 }, edges: { edge($0, from: block, function) })
    }
    let next = edge(then, from: block, function)
    let copy = blocks[block]!
    let raises = function[copy].instructions.last.map {
      function[$0].opcode.info.effects.contains(.raises)
    }
    if raises != true { return .branch(next) }
    return .raising(then: next, error: errorEdge(error, from: copy, &function))
  }

  /// Returns the way of errors of the block `copy`, through a copy of its landing pad, if any.
  private mutating func errorEdge(
    _ error: Edge, from copy: BlockID, _ function: inout Function
  ) -> Edge {
    let arguments = error.arguments.map { values[$0] ?? $0 }
    guard loop.errors.landingPads.contains(error.target) else {
      errorBlocks.append(copy)
      errorTargets.append(error.target)
      return Edge(error.target, arguments)
    }
    let pad = function.appendBlock()
    for (parameter, argument) in zip(function[error.target].parameters, arguments) {
      values[parameter] = argument
    }
    for value in function[error.target].instructions {
      let instruction = function[value]
      values[value] = function.append(
        to: pad, instruction.opcode, type: instruction.type,
        function.operands(value).map { values[$0] ?? $0 }, immediate: instruction.immediate,
        location: instruction.location)
    }
    function[pad].terminator = function[error.target].terminator.mapping { values[$0] ?? $0 }
    errorBlocks.append(pad)
    errorTargets += function[pad].terminator.edges.map(\.target)
    return Edge(pad)
  }

  /// What stands for `value` of the loop.
  func value(for value: ValueID) -> ValueID { values[value] ?? value }

  /// Returns the edge of the copy for `edge`, with what is collected where ways meet.
  private func edge(_ edge: Edge, from block: BlockID, _ function: Function) -> Edge {
    let mapped = edge.arguments.map { values[$0] ?? $0 }
    if edge.target == loop.header {
      let passed = Set(passed(function))
      let kept = zip(mapped, function[loop.header].parameters).filter { passed.contains($1) }
      return Edge(header, kept.map(\.0) + collectedAtEnd[block]!)
    }
    let tested = only[edge.target] == nil ? collectedAtEnd[block]! : []
    return Edge(blocks[edge.target]!, mapped + tested)
  }

  private mutating func copyInstructions(of block: BlockID, _ function: inout Function) {
    let new = blocks[block]!
    var tested = only[block].map { collectedAtEnd[$0]! } ?? collectedAtEnd[block]!
    for value in function[block].instructions {
      let instruction = function[value]
      if isReading && instruction.opcode.storesElement { continue }
      let operands = operands(of: value, function).map { values[$0] ?? $0 }
      if case .without(let checks) = kind, checks.contains(value) {
        // The result of a check is the index.
        values[value] = operands[1]
        continue
      }
      if let replacement = replacement(for: value, operands, function) {
        values[value] = replacement
        continue
      }
      values[value] = function.append(
        to: new, opcode(of: value, instruction.opcode, function), type: instruction.type, operands,
        immediate: instruction.immediate, location: instruction.location)
      guard let trial, let tests = trial.tests[value] else { continue }
      for test in tests {
        let index = trial.limits.firstIndex(of: test.bits)!
        let moved = function.appendMoved(
          values[test.operand] ?? test.operand, by: test.bits, to: new)
        tested[index] = function.append(to: new, .intOr, type: .int, [tested[index], moved])
      }
    }
    collectedAtEnd[block] = tested
  }

  /// The operands of `value`; where it is undone, the changed element stands first in a sum.
  private func operands(of value: ValueID, _ function: Function) -> [ValueID] {
    let operands = Array(function.operands(value))
    guard case .undo(let tried) = kind, let element = tried.changes[value],
      [.intAdd, .intAddUnchecked].contains(function[value].opcode), operands[0] != element
    else { return operands }
    return operands.reversed()
  }

  /// What stands for `value`, an operation on an array whose row was taken out: the row, another
  /// row, or an index that was tested before the loop.
  private func replacement(
    for value: ValueID, _ operands: [ValueID], _ function: Function
  ) -> ValueID? {
    guard let array = function.operands(value).first,
      let row = rows.first(where: { $0.place.web.contains(array) })
    else { return nil }
    switch function[value].opcode {
    case .arrayUnique, .arrayTake: return operands[0]
    case .arrayPut: return operands[2]
    case .arrayLength: return row.length
    case .arrayCheckIndex: return operands[1]
    case .arrayGet: return row.others[function.uncheckedIndex(of: value)] ?? operands[0]
    default: unreachable("an array is used in a way that was not foreseen")
    }
  }

  /// What a copy does for `value`. What follows from a result that may be wrong may overflow in a
  /// trial without anything being wrong in the program.
  private func opcode(
    of value: ValueID, _ opcode: Opcode, _ function: Function
  ) -> Opcode {
    switch kind {
    case .careful, .without: opcode
    case .rows(let rows):
      opcode == .arraySet && rows.contains { $0.place.rows.contains(value) }
        ? .arraySetUnique : opcode
    case .commit:
      switch opcode {
      case .intAdd: .intAddUnchecked
      case .intSubtract: .intSubtractUnchecked
      case .intMultiply: .intMultiplyUnchecked
      default: opcode
      }
    case .undo(let tried) where tried.changes[value] != nil:
      opposite(of: value, opcode, tried.changes[value]!, function)
    case .trial(let tried), .undo(let tried):
      switch opcode {
      case _ where !tried.tainted.contains(value): opcode
      case .intAdd, .intAddUnchecked: .intAddWrapping
      case .intSubtract, .intSubtractUnchecked: .intSubtractWrapping
      case .intMultiply, .intMultiplyUnchecked: .intMultiplyWrapping
      default: opcode
      }
    }
  }

  /// What makes `element` again of the sum or difference `value` and its other operand, in place of
  /// `element` itself: `a - x` is its own opposite.
  private func opposite(
    of value: ValueID, _ opcode: Opcode, _ element: ValueID, _ function: Function
  ) -> Opcode {
    let isSum = [.intAdd, .intAddUnchecked].contains(opcode)
    return isSum || function.operand(value, 0) != element ? .intSubtractWrapping : .intAddWrapping
  }

}

extension Function {

  /// Has the header of `loop` go to a new block, in place of the body; returns the edge into that,
  /// and the block.
  mutating func detachBody(of loop: CountedLoop) -> (entry: Edge, start: BlockID) {
    let start = appendBlock()
    guard case .conditional(let condition, let then, let otherwise) = self[loop.header].terminator
    else { unreachable("the header of a loop that ends decides when") }
    self[loop.header].terminator =
      loop.entry == 0
      ? .conditional(condition, then: Edge(start), else: otherwise)
      : .conditional(condition, then: then, else: Edge(start))
    return (loop.entry == 0 ? then : otherwise, start)
  }

  /// Takes the body of `loop`, to which nothing leads any more, out of the layout. The `copies`
  /// stand for it: errors leave from them.
  mutating func removeBody(of loop: CountedLoop, replacedBy copies: [LoopCopy]) {
    let removed = loop.errors.landingPads.union(loop.body)
    setLayout(layout.filter { !removed.contains($0) })
    mergeValues(escapingFrom: loop, copies)
  }

}
