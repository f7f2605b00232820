import IR
import Support

/// Makes the graph of blocks smaller.
///
///     before                              after
///     b0:                                 b0:
///       %0 = const.bool true                %0 = const.bool true
///       cond_br %0, b1, b2                  %1 = call @f : int
///     b1:                                   return %1
///       %1 = call @f : int
///       br b3(%1)
///     b2:
///       %2 = const.int 0
///       br b3(%2)
///     b3(%3: int):
///       return %3
///
/// Five rewrites, each in a function of its own below with its conditions: branches that are
/// decided, jumps through blocks that do nothing, parameters that are always the same value,
/// blocks that nothing reaches, and blocks that always follow another. None changes which
/// instructions run in which order, so all are legal where their conditions hold.
///
/// It pays since the other passes see longer blocks and fewer joins. It stands before and after
/// folding. Each round is linear; a round that changes something is followed by another, up to a
/// fixed number.
extension Pass {

  public static let simplifyCFG = Pass(
    "simplify-cfg", "decide branches, thread jumps, merge blocks, remove unreachable ones",
    function: { function, _ in
      let maximumRounds = 4
      var hasChanged = false
      for _ in 0..<maximumRounds {
        guard simplifyGraph(&function) else { break }
        hasChanged = true
      }
      return hasChanged
    })

}

private func simplifyGraph(_ function: inout Function) -> Bool {
  var hasChanged = decideBranches(&function)
  hasChanged = threadJumps(&function) || hasChanged
  hasChanged = removeUnreachable(&function) || hasChanged
  hasChanged = removeTrivialParameters(&function) || hasChanged
  return mergeBlocks(&function) || hasChanged
}

/// A branch on a constant goes one way; one whose ways are the same needs no condition; one on a
/// negation is one on the operand with its ways exchanged.
private func decideBranches(_ function: inout Function) -> Bool {
  var hasChanged = false
  for block in function.layout {
    guard case .conditional(let condition, let then, let otherwise) = function[block].terminator
    else { continue }
    if case .bool(let value)? = function.constant(condition) {
      function[block].terminator = .branch(value ? then : otherwise)
    } else if then == otherwise {
      function[block].terminator = .branch(then)
    } else if function[condition].opcode == .boolNot {
      function[block].terminator = .conditional(
        function.operand(condition, 0), then: otherwise, else: then)
    } else {
      continue
    }
    hasChanged = true
  }
  return hasChanged
}

private func removeUnreachable(_ function: inout Function) -> Bool {
  let flow = ControlFlow(function)
  let reachable = function.layout.filter { flow.isReachable($0) }
  guard reachable.count < function.layout.count else { return false }
  for block in function.layout where !flow.isReachable(block) {
    function.setInstructions(of: block, [])
  }
  function.setLayout(reachable)
  return true
}

/// A parameter whose arguments are one value and itself is that value.
///
/// The value dominates the block, since it dominates the first edge that leads there. A parameter
/// that is replaced may make others trivial, so those it is an argument for are looked at again.
func removeTrivialParameters(_ function: inout Function) -> Bool {
  var removal = ParameterRemoval(function)
  return removal.run(&function)
}

private struct ParameterRemoval {

  private let flow: ControlFlow
  private var replacements: Replacements
  private var worklist = Worklist<ValueID>()

  /// For each parameter the arguments it is passed on reachable edges.
  private var arguments: Table<ValueID, [ValueID]>

  /// For each value the parameters it is passed for.
  private var targets: Table<ValueID, [ValueID]>

  init(_ function: Function) {
    flow = ControlFlow(function)
    replacements = Replacements(function)
    arguments = Table(repeating: [], count: function.values.count)
    targets = Table(repeating: [], count: function.values.count)
    for block in flow.reversePostorder {
      for edge in function[block].terminator.edges {
        for (argument, parameter) in zip(edge.arguments, function[edge.target].parameters) {
          arguments[parameter].append(argument)
          targets[argument].append(parameter)
        }
      }
    }
  }

  mutating func run(_ function: inout Function) -> Bool {
    for block in flow.reversePostorder.reversed() where block != function.entry {
      for parameter in function[block].parameters { worklist.push(parameter) }
    }
    while let parameter = worklist.pop() { visit(parameter) }
    guard !replacements.isEmpty else { return false }
    removeReplaced(&function)
    replacements.apply(to: &function)
    return true
  }

  private mutating func visit(_ parameter: ValueID) {
    guard replacements[parameter] == parameter else { return }
    var only = ValueID.none
    for argument in arguments[parameter] {
      let value = replacements[argument]
      if value == parameter || value == only { continue }
      guard only.isNone else { return }
      only = value
    }
    guard !only.isNone else { return }
    replacements.replace(parameter, by: only)
    for target in targets[parameter] { worklist.push(target) }
    targets[only].append(contentsOf: targets[parameter])
  }

  private mutating func removeReplaced(_ function: inout Function) {
    var kept = Table<BlockID, [Bool]>(repeating: [], count: function.blocks.count)
    for block in function.layout {
      kept[block] = function[block].parameters.map { replacements[$0] == $0 }
    }
    for block in function.layout {
      function[block].terminator = function[block].terminator.mapping(values: { $0 }) { edge in
        Edge(edge.target, zip(edge.arguments, kept[edge.target]).filter(\.1).map(\.0))
      }
    }
    for block in function.layout {
      for (i, isKept) in kept[block].enumerated().reversed() where !isKept {
        function.removeParameter(of: block, at: i)
      }
    }
  }

}

/// A block joins its only predecessor where that goes nowhere else: arguments stand for the
/// parameters.
private func mergeBlocks(_ function: inout Function) -> Bool {
  let flow = ControlFlow(function)
  var replacements = Replacements(function)
  var merged = IDSet<BlockID>(capacity: function.blocks.count)
  for block in flow.reversePostorder where !merged.contains(block) {
    while case .branch(let edge) = function[block].terminator,
      flow.predecessors[edge.target].count == 1, edge.target != block,
      edge.target != function.entry
    {
      for (argument, parameter) in zip(edge.arguments, function[edge.target].parameters) {
        replacements.replace(parameter, by: argument)
      }
      let instructions = function[edge.target].instructions
      function.setInstructions(of: edge.target, [])
      for value in instructions { function.place(value, atEndOf: block) }
      function[block].terminator = function[edge.target].terminator
      merged.insert(edge.target)
    }
  }
  guard !merged.isEmpty else { return false }
  function.setLayout(function.layout.filter { !merged.contains($0) })
  replacements.apply(to: &function)
  return true
}
