import IR
import Support

/// What an array becomes in a loop: the values that one pointer goes through.
struct ArrayWebs {

  let flow: ControlFlow

  /// The instructions that use each value.
  private(set) var users: Table<ValueID, [ValueID]>

  /// The jumps that pass a value on, as source blocks.
  private(set) var jumps: Table<ValueID, [BlockID]>

  /// Collects the uses in `function`.
  init(_ function: Function) {
    flow = ControlFlow(function)
    users = Table(repeating: [], count: function.values.count)
    jumps = Table(repeating: [], count: function.values.count)
    for block in function.layout {
      for value in function[block].instructions {
        for operand in function.operands(value) { users[operand].append(value) }
      }
      for edge in function[block].terminator.edges {
        for argument in edge.arguments { jumps[argument].append(block) }
      }
    }
  }

  /// Returns the values that the array of `parameter` becomes in the loop of `blocks`; `nil` if one
  /// of them is used in a way that may make a further reference, or another array flows into them.
  func web(
    of parameter: ValueID, _ blocks: Set<BlockID>, _ function: Function
  ) -> Set<ValueID>? {
    guard let web = reach(of: parameter, blocks, function), isClosed(web, blocks, function) else {
      return nil
    }
    return web
  }

  private func reach(
    of parameter: ValueID, _ blocks: Set<BlockID>, _ function: Function
  ) -> Set<ValueID>? {
    var web: Set<ValueID> = [parameter]
    var pending = [parameter]
    while let value = pending.popLast() {
      for user in users[value] where blocks.contains(function[user].block) {
        switch function[user].opcode {
        case .arraySet, .arraySetUnique, .arrayPush, .arrayPushReserved, .arrayReserve,
          .arrayDropLast, .arrayUnique, .arrayPut:
          guard function.operand(user, 0) == value else { return nil }
          guard function.operands(user).dropFirst().allSatisfy({ $0 != value }) else { return nil }
          if web.insert(user).inserted { pending.append(user) }
        case .arrayGet, .arrayGetOrEmpty, .arrayLength, .arrayCheckIndex, .arrayCheckNotEmpty,
          .arrayTake:
          break
        default: return nil
        }
      }
      for target in targets(of: value, blocks, function) where web.insert(target).inserted {
        pending.append(target)
      }
    }
    return web
  }

  /// The block parameters in the loop that `value` is passed to.
  private func targets(
    of value: ValueID, _ blocks: Set<BlockID>, _ function: Function
  ) -> [ValueID] {
    jumps[value].filter(blocks.contains).flatMap { function[$0].terminator.edges }
      .filter { blocks.contains($0.target) }
      .flatMap { edge in
        zip(function[edge.target].parameters, edge.arguments).filter { $1 == value }.map { $0.0 }
      }
  }

  /// `true` iff no other array flows into `web` in the loop.
  private func isClosed(
    _ web: Set<ValueID>, _ blocks: Set<BlockID>, _ function: Function
  ) -> Bool {
    for value in web where function[value].opcode == .blockParameter {
      let block = function[value].block
      guard let index = function[block].parameters.firstIndex(of: value) else { return false }
      for predecessor in flow.predecessors[block] where blocks.contains(predecessor) {
        for edge in function[predecessor].terminator.edges where edge.target == block {
          if !web.contains(edge.arguments[index]) { return false }
        }
      }
    }
    return true
  }

  /// Returns the blocks outside `loop` that lead into it; `nil` if an instruction at the end of
  /// one would not only run there.
  func entries(
    of loop: Loop, _ blocks: Set<BlockID>, _ function: Function
  ) -> Set<BlockID>? {
    let entries = Set(flow.predecessors[loop.header]).subtracting(blocks)
    let isStraight = entries.allSatisfy {
      if case .branch = function[$0].terminator { return true }
      return false
    }
    return isStraight ? entries : nil
  }

}
