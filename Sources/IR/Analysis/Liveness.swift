import Support

/// Which values are still used at the starts and ends of blocks.
///
/// An edge's arguments are used at the end of its source; parameters are defined at the start of
/// their block. Only values that leave their block have a bit, so that the sets stay small.
public struct Liveness: Sendable {

  /// The number of each value that leaves its block; -1 of others.
  private var numbers: Table<ValueID, Int>
  private var valueOfNumber: [ValueID] = []
  private var liveIns: Table<BlockID, IDSet<Number>>
  private var liveOuts: Table<BlockID, IDSet<Number>>

  private struct Number: EntityID {
    let raw: UInt32
  }

  /// Computes the liveness of the values of `function`.
  public init(_ function: Function, _ flow: ControlFlow) {
    numbers = Table(repeating: -1, count: function.values.count)
    liveIns = Table(repeating: IDSet(), count: function.blocks.count)
    liveOuts = Table(repeating: IDSet(), count: function.blocks.count)
    numberValues(function)
    var definitions = Table<BlockID, IDSet<Number>>(
      repeating: IDSet(), count: function.blocks.count)
    for (i, value) in valueOfNumber.enumerated() {
      definitions[function[value].block].insert(Number(i))
    }
    propagate(function, flow, definitions)
  }

  /// `true` iff `value` is used at or after the start of `block`, but not defined in it.
  public func isLiveIn(_ value: ValueID, _ block: BlockID) -> Bool {
    numbers[value] >= 0 && liveIns[block].contains(Number(numbers[value]))
  }

  /// `true` iff `value` is used in a successor of `block` that does not define it.
  public func isLiveOut(_ value: ValueID, _ block: BlockID) -> Bool {
    numbers[value] >= 0 && liveOuts[block].contains(Number(numbers[value]))
  }

  /// The values that are live at the start of `block`.
  public func liveIn(_ block: BlockID) -> [ValueID] {
    liveIns[block].members.map { valueOfNumber[$0.index] }
  }

  /// The values that are live at the end of `block`.
  public func liveOut(_ block: BlockID) -> [ValueID] {
    liveOuts[block].members.map { valueOfNumber[$0.index] }
  }

  /// Numbers the values used outside their block, which makes them live where they are used.
  private mutating func numberValues(_ function: Function) {
    function.forEachUse { operand, user in
      let block =
        switch user {
        case .instruction(let value): function[value].block
        case .terminator(let block): block
        }
      guard function[operand].block != block else { return }
      if numbers[operand] < 0 {
        numbers[operand] = valueOfNumber.count
        valueOfNumber.append(operand)
      }
      liveIns[block].insert(Number(numbers[operand]))
    }
  }

  private mutating func propagate(
    _ function: Function, _ flow: ControlFlow, _ definitions: Table<BlockID, IDSet<Number>>
  ) {
    var worklist = Worklist<BlockID>()
    for block in flow.reversePostorder { worklist.push(block) }
    while let block = worklist.pop() {
      var live = IDSet<Number>()
      for edge in function[block].terminator.edges { live.formUnion(liveIns[edge.target]) }
      liveOuts[block] = live
      live.subtract(definitions[block])
      if liveIns[block].formUnion(live) {
        for predecessor in flow.predecessors[block] { worklist.push(predecessor) }
      }
    }
  }

}
