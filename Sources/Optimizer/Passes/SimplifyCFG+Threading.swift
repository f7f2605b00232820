import IR
import Support

/// A jump to a block without instructions goes where that block goes, if its parameters are used
/// in nothing but its own end, which then takes the arguments for them:
///
///     br b1(%0)                           br b2(%0)
///     b1(%1: int):
///       br b2(%1)
///
/// Also where the block goes two ways, if its condition is a parameter and the argument for it is
/// a constant, which is what `and` and `or` in conditions become:
///
///     %0 = const.bool false               %0 = const.bool false
///     br b1(%0)                           br b3
///     b1(%1: bool):
///       cond_br %1, b2, b3
///
/// A block that goes to itself stays: a loop without end is a loop.
func threadJumps(_ function: inout Function) -> Bool {
  var threading = JumpThreading(function)
  return threading.run(&function)
}

private struct JumpThreading {

  /// The blocks without instructions whose parameters are used in their own end only.
  private var passages: IDSet<BlockID>

  init(_ function: Function) {
    passages = IDSet(capacity: function.blocks.count)
    for block in function.layout
    where block != function.entry && function[block].instructions.isEmpty {
      if !function[block].terminator.edges.isEmpty { passages.insert(block) }
    }
    excludeOtherUses(function)
  }

  private mutating func excludeOtherUses(_ function: Function) {
    var excluded = passages
    function.forEachUse { operand, user in
      guard function[operand].opcode == .blockParameter else { return }
      let block = function[operand].block
      if user != .terminator(block) { excluded.remove(block) }
    }
    passages = excluded
  }

  mutating func run(_ function: inout Function) -> Bool {
    var hasChanged = false
    for block in function.layout {
      let terminator = function[block].terminator
      guard terminator.edges.contains(where: { passages.contains($0.target) }) else { continue }
      let threaded = terminator.mapping(values: { $0 }) { follow($0, from: block, function) }
      if threaded != terminator {
        function[block].terminator = threaded
        hasChanged = true
      }
    }
    return hasChanged
  }

  /// Returns the edge that `edge` comes to in the end.
  ///
  /// The number of steps is limited: passages can go round in a circle, and long chains of them
  /// would cost quadratic time; what is left is done in the next round.
  private func follow(_ edge: Edge, from block: BlockID, _ function: Function) -> Edge {
    let maximumSteps = 8
    var edge = edge
    for _ in 0..<maximumSteps {
      guard passages.contains(edge.target), edge.target != block,
        let next = step(edge, function), next.target != edge.target
      else { break }
      edge = next
    }
    return edge
  }

  private func step(_ edge: Edge, _ function: Function) -> Edge? {
    let passage = function[edge.target]
    func argument(_ value: ValueID) -> ValueID {
      guard function[value].opcode == .blockParameter, function[value].block == edge.target,
        let index = passage.parameters.firstIndex(of: value)
      else { return value }
      return edge.arguments[index]
    }
    let taken: Edge
    switch passage.terminator {
    case .branch(let next): taken = next
    case .conditional(let condition, let then, let otherwise):
      guard case .bool(let value)? = function.constant(argument(condition)) else { return nil }
      taken = value ? then : otherwise
    case .missing, .returnValue, .unreachable, .raising, .propagate: return nil
    }
    return Edge(taken.target, taken.arguments.map(argument))
  }

}
