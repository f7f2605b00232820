import IR
import Support

/// The ways out of a loop by errors that are handled.
struct ErrorExits {

  /// The greatest number of instructions of a block that is copied with the loop.
  private static let mostInstructions = 8

  /// The short blocks to which one error edge of the loop alone leads: they end what the loop owns,
  /// and are copied with it.
  let landingPads: Set<BlockID>

  /// `true` iff no error of the loop is handled.
  let isEmpty: Bool

  /// Finds the error edges of `loop`; `nil` if errors are handled inside, or lead to where counted
  /// values of the loop are used, which a copy would have to hand over.
  init?(of loop: Loop, _ function: Function, _ flow: ControlFlow, _ types: TypeTable) {
    let blocks = Set(loop.blocks)
    let targets = loop.blocks.compactMap { block -> BlockID? in
      if case .raising(_, let error) = function[block].terminator { error.target } else { nil }
    }
    if targets.contains(where: blocks.contains) { return nil }
    let landingPads = Set(
      targets.filter {
        flow.predecessors[$0].count == 1
          && function[$0].instructions.count <= Self.mostInstructions
      })
    (self.landingPads, isEmpty) = (landingPads, targets.isEmpty)
    if targets.isEmpty { return }
    let starts = targets.flatMap { target in
      landingPads.contains(target) ? function[target].terminator.edges.map(\.target) : [target]
    }
    let reached = function.blocks(reachedFrom: starts, before: loop.header)
    let escaping = function.values(of: blocks.union(landingPads), usedIn: reached)
    if !escaping.allSatisfy({ types.isTrivial(function[$0].type) }) { return nil }
  }

}

extension Function {

  /// Returns the blocks that are reached from `starts` without going through `end`.
  fileprivate func blocks(reachedFrom starts: [BlockID], before end: BlockID) -> [BlockID] {
    var seen = Set<BlockID>([end])
    var pending = starts
    while let block = pending.popLast() {
      if seen.insert(block).inserted { pending += self[block].terminator.edges.map(\.target) }
    }
    return layout.filter { $0 != end && seen.contains($0) }
  }

  /// Returns the values defined in `definitions` that `blocks` use, each once, in order.
  fileprivate func values(
    of definitions: Set<BlockID>, usedIn blocks: [BlockID]
  ) -> [ValueID] {
    var found = Set<ValueID>()
    for block in blocks {
      for value in self[block].instructions { found.formUnion(operands(value)) }
      let terminator = self[block].terminator
      if let operand = terminator.operand { found.insert(operand) }
      for edge in terminator.edges { found.formUnion(edge.arguments) }
    }
    return found.filter { definitions.contains(self[$0].block) }.sorted()
  }

  /// Lets what the errors of `loop` lead to use the values of its `copies`, from which they come
  /// now; its header still leads to what comes after it. Each such value gets parameters where
  /// ways with different definitions meet (Braun et al., "Simple and Efficient Construction of
  /// SSA Form", 2013).
  mutating func mergeValues(escapingFrom loop: CountedLoop, _ copies: [LoopCopy]) {
    let starts = copies.flatMap(\.errorTargets)
    if starts.isEmpty { return }
    let flow = ControlFlow(self)
    // Ways that nothing goes any more would have nothing to pass on.
    setLayout(layout.filter(flow.isReachable))
    let reached = blocks(reachedFrom: starts, before: loop.header)
    let definitions = loop.errors.landingPads.union(loop.body + [loop.header])
    for value in values(of: definitions, usedIn: reached) {
      var merge = ValueMerge(value, header: loop.header, copies, flow)
      for block in reached { merge.replaceUses(in: block, &self) }
    }
  }

}

/// What one value of a loop is in the blocks that its errors lead to.
private struct ValueMerge {

  let value: ValueID
  let flow: ControlFlow

  /// The definitions at the ends of blocks.
  private var ends: [BlockID: ValueID]

  /// What is known of the starts of blocks.
  private var starts: [BlockID: ValueID] = [:]

  init(_ value: ValueID, header: BlockID, _ copies: [LoopCopy], _ flow: ControlFlow) {
    (self.value, self.flow) = (value, flow)
    ends = [header: value]
    for copy in copies {
      for block in copy.errorBlocks { ends[block] = copy.value(for: value) }
    }
  }

  mutating func replaceUses(in block: BlockID, _ function: inout Function) {
    var replacement: ValueID?
    for user in function[block].instructions {
      for (i, operand) in function.operands(user).enumerated() where operand == value {
        if replacement == nil { replacement = atStart(of: block, &function) }
        function.setOperand(user, i, replacement!)
      }
    }
    let terminator = function[block].terminator
    let isUsed = terminator.operand == value
      || terminator.edges.contains { $0.arguments.contains(value) }
    if !isUsed { return }
    let known = replacement ?? atStart(of: block, &function)
    // New parameters may have changed the edges.
    function[block].terminator = function[block].terminator.mapping { $0 == value ? known : $0 }
  }

  private mutating func atStart(of block: BlockID, _ function: inout Function) -> ValueID {
    if let known = starts[block] { return known }
    let predecessors = Set(flow.predecessors[block]).sorted()
    if predecessors.count == 1 {
      let result = atEnd(of: predecessors[0], &function)
      starts[block] = result
      return result
    }
    let parameter = function.appendParameter(to: block, type: function[value].type)
    starts[block] = parameter
    for predecessor in predecessors {
      let argument = atEnd(of: predecessor, &function)
      function.pass(argument, from: predecessor, to: block)
    }
    return parameter
  }

  private mutating func atEnd(of block: BlockID, _ function: inout Function) -> ValueID {
    ends[block] ?? atStart(of: block, &function)
  }

}
