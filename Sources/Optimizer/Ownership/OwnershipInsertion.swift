import IR
import Support

/// Makes ownership explicit: inserts `copy` and `drop` so that each owned value ends exactly once
/// on every path, a move at its last use.
///
///     before                              after
///     %3 = array.literal %0 : array<int>  %3 = array.literal %0 : array<int>
///                                         %5 = copy %3
///     %4 = array.push %3, %1              %4 = array.push %5, %1
///     print %3, %4                        print %3, %4
///                                         drop %3
///                                         drop %4
///
/// On the way of an error, what its target does not need is dropped; the result of what raised does
/// not exist there. An alias (`Function.isAlias`) stands for what it is made of.
///
/// Legal always, and mandatory: code generation counts nothing by itself. It stands last, since
/// the passes before it treat arrays and strings as plain values. Linear in instructions and in
/// the sizes of live ranges (the rule is that of Perceus, Reinking et al. 2021, on blocks).
public func insertOwnership(_ module: inout Module) {
  for id in module.functions.ids {
    let function = module.functions[id]
    module.functions[id].conventions = function.parameters.indices.map {
      function.convention(ofParameter: $0, module.types)
    }
  }
  for id in module.functions.ids {
    module.put(withOwnership(module.functions[id], in: module), id)
  }
}

/// Returns `function` with its copies and drops.
///
/// A function of its own, so that nothing shares `module` any more when it is changed.
private func withOwnership(_ function: Function, in module: Module) -> Function {
  var insertion = OwnershipInsertion(function, module)
  insertion.run()
  return insertion.function
}

struct OwnershipInsertion {

  var function: Function
  let module: Module

  /// For each value the owned one whose reference it is part of; itself if it is owned, `.none`
  /// if nobody in this function ends it.
  private var roots: Table<ValueID, ValueID>
  private var liveness: RootLiveness

  /// What the last instruction of a block with an error edge is the last to read: both ways drop
  /// it.
  private var leftBehind: Table<BlockID, [ValueID]>

  init(_ function: Function, _ module: Module) {
    self.function = function
    self.module = module
    self.function.splitEdges()
    let borrowing = Borrowing(self.function, module)
    self.function = borrowing.function
    roots = borrowing.roots
    liveness = RootLiveness(self.function, roots)
    leftBehind = Table(repeating: [], count: self.function.blocks.count)
  }

  mutating func run() {
    for block in function.layout { process(block) }
    for block in function.layout { dropInherited(block) }
  }

  // MARK: Blocks

  /// Walks backwards through `block`; what it builds is in reverse order until the end.
  private mutating func process(_ block: BlockID) {
    var live = Set(liveness.liveOut(block, function))
    var reversed: [ValueID] = []
    processTerminator(of: block, &live, &reversed)
    let raising = raisingInstruction(of: block)
    for value in function[block].instructions.reversed() {
      // What always raises and is not handled ends the program.
      let isLast = value == raising || function[value].opcode.alwaysRaises
      let drops = process(value, &live, &reversed, isLast: isLast)
      if value == raising { leftBehind[block] = drops }
    }
    for parameter in function[block].parameters where isOwned(parameter) {
      if !live.contains(parameter) { reversed.append(makeDrop(parameter)) }
      live.remove(parameter)
    }
    function.setInstructions(of: block, reversed.reversed())
  }

  /// The last instruction of `block` if it has an error edge: nothing can stand behind it.
  private func raisingInstruction(of block: BlockID) -> ValueID? {
    guard function[block].terminator.isRaising else { return nil }
    return function[block].instructions.last
  }

  /// The arguments of a jump and a result are consumed; other terminators use no counted value.
  private mutating func processTerminator(
    of block: BlockID, _ live: inout Set<ValueID>, _ reversed: inout [ValueID]
  ) {
    switch function[block].terminator {
    case .branch(let edge):
      let arguments = consume(edge.arguments, &live, &reversed)
      function[block].terminator = .branch(Edge(edge.target, arguments))
    case .returnValue(let value):
      function[block].terminator = .returnValue(consume([value], &live, &reversed)[0])
    case .conditional, .raising, .propagate, .unreachable, .missing: break
    }
  }

  /// Returns what to pass where `values` are consumed by the end of a block. What they are parts
  /// of ends here too, if nothing needs it any more.
  private mutating func consume(
    _ values: [ValueID], _ live: inout Set<ValueID>, _ reversed: inout [ValueID]
  ) -> [ValueID] {
    var taken = Set<ValueID>()
    var copies: [ValueID] = []
    let result = values.map { isCounted($0) ? consume($0, live, &taken, &copies) : $0 }
    let ended = roots(of: values) { !live.contains($0) && !taken.contains($0) }
    reversed.append(contentsOf: ended.map { makeDrop($0) })
    reversed.append(contentsOf: copies)
    live.formUnion(values.compactMap(root))
    return result
  }

  /// Returns what to pass where `value` is consumed: itself if it is owned and neither `live` nor
  /// in `taken`, to which it is added, else a fresh copy.
  private mutating func consume(
    _ value: ValueID, _ live: Set<ValueID>, _ taken: inout Set<ValueID>,
    _ reversed: inout [ValueID]
  ) -> ValueID {
    let reference = function.reference(value, module.types)
    if function.isUncounted(reference) { return value }
    if isOwned(reference), !live.contains(reference), taken.insert(reference).inserted {
      return value
    }
    let copy = function.makeInstruction(.copy, type: function[value].type, [value])
    reversed.append(copy)
    return copy
  }

  /// Values that live on in another successor of the predecessor end at the start of this one, as
  /// does what the predecessor left behind.
  private mutating func dropInherited(_ block: BlockID) {
    guard let predecessor = liveness.branchingPredecessor(of: block) else { return }
    let terminator = function[predecessor].terminator
    var inherited = Set(leftBehind[predecessor])
    for edge in terminator.edges { inherited.formUnion(liveness.liveIn(edge.target)) }
    if case .raising(let then, _) = terminator, let raising = raisingInstruction(of: predecessor) {
      inherited.remove(raising)
      if then.target == block && isOwned(raising) { inherited.insert(raising) }
    }
    let drops = inherited.subtracting(liveness.liveIn(block)).sorted().map { makeDrop($0) }
    if drops.isEmpty { return }
    function.setInstructions(of: block, drops + function[block].instructions)
  }

  // MARK: Instructions

  /// Adds `value` with its copies; returns the values that are to be dropped behind it, which is
  /// done at once unless it `isLast`.
  private mutating func process(
    _ value: ValueID, _ live: inout Set<ValueID>, _ reversed: inout [ValueID], isLast: Bool
  ) -> [ValueID] {
    if isOwned(value) {
      if !live.contains(value) && !isLast { reversed.append(makeDrop(value)) }
      live.remove(value)
    }
    let operands = Array(function.operands(value))
    let borrowed = borrowedRoots(value, operands)
    var taken = borrowed
    var copies: [ValueID] = []
    for (i, operand) in operands.enumerated()
    where isCounted(operand) && function.consumes(value, i, module) {
      function.setOperand(value, i, consume(operand, live, &taken, &copies))
    }
    // What a consumed part was part of ends as well, unless this takes it over.
    let ended = roots(of: operands) {
      !live.contains($0) && (borrowed.contains($0) || !taken.contains($0))
    }
    if !isLast { reversed.append(contentsOf: ended.map { makeDrop($0) }) }
    reversed.append(value)
    reversed.append(contentsOf: copies)
    live.formUnion(operands.compactMap(root))
    return ended
  }

  /// The owned values that `value` reads without taking them over.
  private func borrowedRoots(_ value: ValueID, _ operands: [ValueID]) -> Set<ValueID> {
    var result = Set<ValueID>()
    for (i, operand) in operands.enumerated() {
      guard let root = root(operand) else { continue }
      let isConsumed = function.consumes(value, i, module)
      if !isConsumed { result.insert(root) }
    }
    return result
  }

  /// The owned values that `values` are parts of, each once, in order, where `condition` holds.
  private func roots(of values: [ValueID], where condition: (ValueID) -> Bool) -> [ValueID] {
    Set(values.compactMap(root).filter(condition)).sorted()
  }

  private mutating func makeDrop(_ value: ValueID) -> ValueID {
    function.makeInstruction(.drop, type: .null, [value])
  }

  // MARK: Queries

  private func root(_ value: ValueID) -> ValueID? {
    guard value.index < roots.count, !roots[value].isNone else { return nil }
    return roots[value]
  }

  private func isOwned(_ value: ValueID) -> Bool { root(value) == value }

  private func isCounted(_ value: ValueID) -> Bool {
    !module.types.isTrivial(function[value].type)
  }

}
