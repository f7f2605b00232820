import IR
import Support

extension Pass {

  /// Takes the uniqueness test of array stores out of loops.
  ///
  ///     before                                   after
  ///                                              %9 = array.unique %0
  ///     br b1(%0)                                br b1(%9)
  ///     b1(%1: array<int>):                      b1(%1: array<int>):
  ///     ...                                      ...
  ///     %5 = array.set %1, %3, %4                %5 = array.set_unique %1, %3, %4
  ///     br b1(%5)                                br b1(%5)
  ///
  /// Legal if nothing in the loop makes a further reference to the array that goes around in it:
  /// each use stores, reads or measures. The array may be copied once although the loop runs zero
  /// times; nobody can see that. It pays because the array is the same pointer in all iterations
  /// then: LLVM loads its length once and vectorises. It stands behind `ownership`, which decides
  /// where references are made.
  public static let hoistUnique = Pass(
    "hoist-unique", "test before a loop, not in it, that an array has one owner",
    function: { function, module in
      var hoisting = UniqueHoisting(function)
      hoisting.run()
      function = hoisting.function
      return hoisting.hasChanged
    })

}

private struct UniqueHoisting {

  var function: Function
  var hasChanged = false

  private let flow: ControlFlow
  private let loops: [Loop]
  private var users: Table<ValueID, [ValueID]>

  /// The jumps that pass a value on, as source blocks.
  private var jumps: Table<ValueID, [BlockID]>

  init(_ function: Function) {
    self.function = function
    flow = ControlFlow(function)
    loops = LoopForest(function, flow, DominatorTree(function, flow)).loops
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

  /// Outer loops come first: what is unique in one is unique in the loops inside.
  mutating func run() {
    for loop in loops {
      let blocks = Set(loop.blocks)
      for parameter in function[loop.header].parameters { hoist(parameter, loop, blocks) }
    }
  }

  private mutating func hoist(
    _ parameter: ValueID, _ loop: Loop, _ blocks: Set<BlockID>
  ) {
    guard let web = web(of: parameter, blocks), isClosed(web, blocks) else { return }
    let stores = web.flatMap { users[$0] }.filter { isStore($0, blocks, web) }
    guard !stores.isEmpty, canTest(before: loop, blocks) else { return }
    for store in Set(stores) { makeUnchecked(store) }
    for predecessor in Set(flow.predecessors[loop.header]) where !blocks.contains(predecessor) {
      for (index, value) in function[loop.header].parameters.enumerated() where web.contains(value)
      {
        addTest(in: predecessor, index)
      }
    }
    hasChanged = true
  }

  // MARK: The web of a parameter

  /// Returns the values that `parameter`'s array becomes in the loop; `nil` if one of them is used
  /// in a way that may make a further reference.
  private func web(of parameter: ValueID, _ blocks: Set<BlockID>) -> Set<ValueID>? {
    var web: Set<ValueID> = [parameter]
    var pending = [parameter]
    while let value = pending.popLast() {
      for user in users[value] where blocks.contains(function[user].block) {
        switch function[user].opcode {
        case .arraySet, .arraySetUnique, .arrayPush, .arrayDropLast, .arrayUnique, .arrayPut:
          guard function.operand(user, 0) == value else { return nil }
          guard function.operands(user).dropFirst().allSatisfy({ $0 != value }) else { return nil }
          if web.insert(user).inserted { pending.append(user) }
        case .arrayGet, .arrayGetOrEmpty, .arrayLength, .arrayCheckIndex, .arrayCheckNotEmpty,
          .arrayTake:
          break
        default: return nil
        }
      }
      for target in targets(of: value, blocks) where web.insert(target).inserted {
        pending.append(target)
      }
    }
    return web
  }

  /// The block parameters in the loop that `value` is passed to.
  private func targets(of value: ValueID, _ blocks: Set<BlockID>) -> [ValueID] {
    jumps[value].filter(blocks.contains).flatMap { function[$0].terminator.edges }
      .filter { blocks.contains($0.target) }
      .flatMap { edge in
        zip(function[edge.target].parameters, edge.arguments).filter { $1 == value }.map { $0.0 }
      }
  }

  /// `true` iff no other array flows into `web` in the loop.
  private func isClosed(_ web: Set<ValueID>, _ blocks: Set<BlockID>) -> Bool {
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

  private func isStore(
    _ user: ValueID, _ blocks: Set<BlockID>, _ web: Set<ValueID>
  ) -> Bool {
    guard blocks.contains(function[user].block), web.contains(function.operand(user, 0)) else {
      return false
    }
    return function[user].opcode == .arraySet || function[user].opcode == .arrayUnique
  }

  /// `true` iff there is a place for a test on each way into `loop`.
  private func canTest(before loop: Loop, _ blocks: Set<BlockID>) -> Bool {
    flow.predecessors[loop.header].allSatisfy { block in
      if blocks.contains(block) { return true }
      if case .branch = function[block].terminator { return true }
      return false
    }
  }

  // MARK: Changes

  /// A test inside is not needed any more: its result is its operand.
  private mutating func makeUnchecked(_ store: ValueID) {
    if function[store].opcode == .arraySet { function[store].opcode = .arraySetUnique }
  }

  private mutating func addTest(in block: BlockID, _ index: Int) {
    guard case .branch(var edge) = function[block].terminator else { return }
    let array = edge.arguments[index]
    edge.arguments[index] = function.append(
      to: block, .arrayUnique, type: function[array].type, [array])
    function[block].terminator = .branch(edge)
  }

}
