import IR
import Support

/// A loop without loops inside that counts a parameter up by one to a bound.
struct CountedLoop {

  let header: BlockID

  /// The other blocks, in reverse postorder.
  let body: [BlockID]

  /// The blocks from which the header is reached again.
  let latches: [BlockID]

  /// The parameter that counts up by one from 0 or more, below `bound`.
  let counter: ValueID
  let bound: ValueID

  /// The index of the header's edge into the body.
  let entry: Int

  /// The ways out of it by errors that are handled.
  let errors: ErrorExits

  private let blocks: Set<BlockID>

  /// Creates the form of `loop` of `function`; `nil` unless it is one, only errors and its header
  /// leave it, that has no effects, and no error is caught in it.
  init?(
    _ loop: Loop, _ function: Function, _ flow: ControlFlow, _ ranges: IntegerRanges,
    _ types: TypeTable
  ) {
    header = loop.header
    latches = loop.latches
    blocks = Set(loop.blocks)
    body = loop.blocks.filter { $0 != loop.header }.sorted {
      ranges.isBefore($0, $1)
    }
    let terminator = function[loop.header].terminator
    guard case .conditional(let condition, let then, let otherwise) = terminator,
      blocks.contains(then.target) != blocks.contains(otherwise.target),
      loop.header != function.entry
    else { return nil }
    entry = blocks.contains(then.target) ? 0 : 1
    let isNatural: (ValueID) -> Bool = { ranges.range(of: $0, atEndOf: loop.header).low >= 0 }
    guard let (a, b) = Self.lessThan(condition, outcome: entry == 0, function, isNatural) else {
      return nil
    }
    (counter, bound) = (a, b)
    guard let errors = ErrorExits(of: loop, function, flow, types) else { return nil }
    self.errors = errors
    guard isCounter(a, function, ranges), isFixed(b, function, ranges),
      isNatural(a), hasGoodBlocks(function, types)
    else { return nil }
  }

  /// `true` iff `value` is defined outside.
  func isOutside(_ value: ValueID, _ function: Function) -> Bool {
    !blocks.contains(function[value].block)
  }

  /// `true` iff `block` is part of it.
  func contains(_ block: BlockID) -> Bool { blocks.contains(block) }

  /// `true` iff `value` is a parameter of the header.
  func isParameter(_ value: ValueID, _ function: Function) -> Bool {
    function[value].opcode == .blockParameter && function[value].block == header
  }

  /// Returns what the latches pass for `parameter`.
  func latchArguments(_ parameter: ValueID, _ function: Function) -> [ValueID] {
    let index = function[header].parameters.firstIndex(of: parameter)!
    return latches.flatMap { latch in
      function[latch].terminator.edges.filter { $0.target == header }.map { $0.arguments[index] }
    }
  }

  /// The operands of which the first is less than the second iff `condition` is `outcome`.
  private static func lessThan(
    _ condition: ValueID, outcome: Bool, _ function: Function, _ isNatural: (ValueID) -> Bool
  ) -> (ValueID, ValueID)? {
    let instruction = function[condition]
    guard instruction.opcode == .intCompare || instruction.opcode == .intLessUnsigned && outcome
    else { return nil }
    let (a, b) = (function.operand(condition, 0), function.operand(condition, 1))
    if instruction.opcode == .intLessUnsigned { return isNatural(b) ? (a, b) : nil }
    guard let predicate = Predicate(rawValue: instruction.immediate) else { return nil }
    switch outcome ? predicate : predicate.negated {
    case .less: return (a, b)
    case .greater: return (b, a)
    default: return nil
    }
  }

  private func isCounter(_ value: ValueID, _ function: Function, _ ranges: IntegerRanges) -> Bool {
    isParameter(value, function)
      && latchArguments(value, function).allSatisfy {
        function[$0].opcode == .intAddUnchecked && ranges.term(of: $0) == Term(value, 1)
      }
  }

  /// `true` iff `bound` is the same in each round: defined outside, or equal to what is.
  private func isFixed(_ bound: ValueID, _ function: Function, _ ranges: IntegerRanges) -> Bool {
    if isOutside(bound, function) { return true }
    let base = ranges.term(of: bound).base
    return function[bound].block == header && (base.isNone || isOutside(base, function))
  }

  private func hasGoodBlocks(_ function: Function, _ types: TypeTable) -> Bool {
    let isHeaderPure = function[header].instructions.allSatisfy {
      function[$0].opcode.isPure && types.isTrivial(function[$0].type)
    }
    return isHeaderPure && body.allSatisfy { block in
      switch function[block].terminator {
      case .raising(let then, _): blocks.contains(then.target)
      case let terminator:
        !terminator.edges.isEmpty
          && terminator.edges.allSatisfy { blocks.contains($0.target) }
      }
    }
  }

  /// The number of instructions of the body.
  func size(_ function: Function) -> Int {
    body.reduce(0) { $0 + function[$1].instructions.count }
  }

}

/// The greatest number of loops of a function that a pass copies: LLVM takes more than linear time
/// for large functions.
let mostCopiedLoops = 40

/// Returns the loops of `function` without loops inside, some block of which `isWanted`.
func innermostLoops(
  of function: Function, _ flow: ControlFlow, where isWanted: (BlockID) -> Bool
) -> [Loop] {
  let loops = LoopForest(function, flow, DominatorTree(function, flow)).loops
  let outer = Set(loops.compactMap(\.parent))
  return loops.indices.filter { !outer.contains($0) && loops[$0].blocks.contains(where: isWanted) }
    .map { loops[$0] }
}

extension Opcode {

  /// `true` iff it adds, subtracts or multiplies Ints and raises where the result is none.
  var isCheckedSum: Bool { [.intAdd, .intSubtract, .intMultiply].contains(self) }

  /// `true` iff it stores an element in an array that nothing else refers to.
  var storesElement: Bool { self == .arraySetUnique || self == .arrayPushReserved }

}
