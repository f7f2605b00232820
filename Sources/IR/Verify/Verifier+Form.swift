import Support

extension Verifier {

  /// Invariants 1 to 3, and that all operands stand somewhere.
  mutating func verifyForm() {
    guard !function.layout.isEmpty else { return report("the function has no entry block") }
    var blocks = IDSet<BlockID>(capacity: function.blocks.count)
    for block in function.layout where !blocks.insert(block) {
      report("the block stands twice in the layout", in: block)
    }
    var placed = IDSet<ValueID>(capacity: function.values.count)
    for block in function.layout { verifyPlaces(block, &placed) }
    for block in function.layout {
      for value in function[block].instructions { verifyOperandPlaces(value, placed) }
      verifyEdges(block, blocks, placed)
    }
  }

  private mutating func verifyPlaces(_ block: BlockID, _ placed: inout IDSet<ValueID>) {
    for value in function[block].parameters + function[block].instructions {
      if !placed.insert(value) { report("the value stands twice", at: value) }
      if function[value].block != block {
        report("the value does not know that it stands in block \(block.raw)", at: value)
      }
    }
    for value in function[block].parameters where function[value].opcode != .blockParameter {
      report("an instruction stands among the parameters", at: value)
    }
    for value in function[block].instructions where function[value].opcode == .blockParameter {
      report("a parameter stands among the instructions", at: value)
    }
  }

  private mutating func verifyOperandPlaces(_ value: ValueID, _ placed: IDSet<ValueID>) {
    for operand in function.operands(value) where !placed.contains(operand) {
      report("operand v\(operand.raw) stands in no block", at: value)
    }
  }

  private mutating func verifyEdges(
    _ block: BlockID, _ blocks: IDSet<BlockID>, _ placed: IDSet<ValueID>
  ) {
    let terminator = function[block].terminator
    if terminator == .missing { report("the block has no terminator", in: block) }
    let operands = (terminator.operand.map { [$0] } ?? []) + terminator.edges.flatMap(\.arguments)
    for operand in operands where !placed.contains(operand) {
      report("operand v\(operand.raw) of the terminator stands in no block", in: block)
    }
    for edge in terminator.edges {
      guard blocks.contains(edge.target) else {
        report("an edge leads to block \(edge.target.raw), which is not in the layout", in: block)
        continue
      }
      if edge.target == function.entry { report("an edge leads to the entry", in: block) }
      let count = function[edge.target].parameters.count
      if edge.arguments.count != count {
        report(
          "an edge has \(edge.arguments.count) arguments for the \(count) parameters of block "
            + "\(edge.target.raw)", in: block)
      }
    }
  }

  /// Invariant 4.
  mutating func verifyDominance() {
    let flow = ControlFlow(function)
    let raised = RaisedValues(function, flow)
    let dominators = DominatorTree(function, flow)
    var positions = Table<ValueID, Int>(repeating: -1, count: function.values.count)
    for block in function.layout {
      for (i, value) in function[block].instructions.enumerated() { positions[value] = i }
    }
    for block in flow.reversePostorder {
      for (i, value) in function[block].instructions.enumerated() {
        for operand in function.operands(value)
        where !isDefined(operand, block, before: i, dominators, positions) {
          report("operand v\(operand.raw) does not dominate its use", at: value)
        }
        for operand in function.operands(value)
        where !raised.exists(operand, in: block, function, dominators) {
          report("operand v\(operand.raw) does not exist where its error is handled", at: value)
        }
      }
      let terminator = function[block].terminator
      let operands =
        (terminator.operand.map { [$0] } ?? []) + terminator.edges.flatMap(\.arguments)
      for operand in operands
      where !isDefined(operand, block, before: .max, dominators, positions) {
        report("operand v\(operand.raw) does not dominate the terminator", in: block)
      }
      for operand in operands where !raised.exists(operand, in: block, function, dominators) {
        report("operand v\(operand.raw) does not exist where its error is handled", in: block)
      }
    }
  }

  private func isDefined(
    _ value: ValueID, _ block: BlockID, before position: Int, _ dominators: DominatorTree,
    _ positions: Table<ValueID, Int>
  ) -> Bool {
    let home = function[value].block
    return home == block ? positions[value] < position : dominators.dominates(home, block)
  }

}

/// Where the results of instructions with an error edge exist: not behind that edge.
private struct RaisedValues {

  /// For each block with an error edge the block that its usual way leads to, if that comes from
  /// nowhere else but from blocks behind it.
  private var usualTargets: Table<BlockID, BlockID?>
  private let flow: ControlFlow

  init(_ function: Function, _ flow: ControlFlow) {
    self.flow = flow
    usualTargets = Table(repeating: nil, count: function.blocks.count)
    for block in flow.reversePostorder {
      guard case .raising(let then, let error) = function[block].terminator else { continue }
      usualTargets[block] = then.target == error.target ? BlockID.none : then.target
    }
  }

  /// `true` iff `value`, which dominates `block`, has not raised on any way there.
  func exists(
    _ value: ValueID, in block: BlockID, _ function: Function, _ dominators: DominatorTree
  ) -> Bool {
    let home = function[value].block
    guard home != block, let target = usualTargets[home],
      function[home].instructions.last == value
    else { return true }
    if target.isNone { return false }
    return dominators.dominates(target, block)
      && flow.predecessors[target].allSatisfy { $0 == home || dominators.dominates(target, $0) }
  }

}
