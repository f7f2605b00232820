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

  private let loops: [Loop]
  private let webs: ArrayWebs

  init(_ function: Function) {
    self.function = function
    webs = ArrayWebs(function)
    loops = LoopForest(function, webs.flow, DominatorTree(function, webs.flow)).loops
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
    guard let web = webs.web(of: parameter, blocks, function) else { return }
    let stores = web.flatMap { webs.users[$0] }.filter { isStore($0, blocks, web) }
    guard !stores.isEmpty, let entries = webs.entries(of: loop, blocks, function) else { return }
    for store in Set(stores) { makeUnchecked(store) }
    for predecessor in entries {
      for (index, value) in function[loop.header].parameters.enumerated() where web.contains(value)
      {
        addTest(in: predecessor, index)
      }
    }
    hasChanged = true
  }

  private func isStore(
    _ user: ValueID, _ blocks: Set<BlockID>, _ web: Set<ValueID>
  ) -> Bool {
    guard blocks.contains(function[user].block), web.contains(function.operand(user, 0)) else {
      return false
    }
    return function[user].opcode == .arraySet || function[user].opcode == .arrayUnique
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
