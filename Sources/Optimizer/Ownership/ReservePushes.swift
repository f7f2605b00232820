import IR
import Support

extension Pass {

  /// Makes room before a loop over an array for what the loop pushes.
  ///
  ///     before                                   after
  ///                                              %9 = array.reserve %0, %2
  ///     br b1(%0, %5)                            br b1(%9, %5)
  ///     b1(%1: array<int>, %3: int):             b1(%1: array<int>, %3: int):
  ///     %4 = int.compare lt %3, %2               %4 = int.compare lt %3, %2
  ///     ...                                      ...
  ///     %7 = array.push %1, %6                   %7 = array.push_reserved %1, %6
  ///     br b1(%7, %8)                            br b1(%7, %8)
  ///
  /// Legal if nothing in the loop makes a further reference to the array that is pushed to, and
  /// each iteration pushes at most once. The loop counts up to the length of another array, so that
  /// the room is at most what memory holds already; it may be more than is needed. The array is
  /// the same pointer in all iterations then, and a push is two stores. It stands behind
  /// `ownership`, which decides where references are made.
  public static let reservePushes = Pass(
    "reserve-pushes", "make room before a loop over an array for what the loop pushes",
    function: { function, module in
      var reservation = PushReservation(function)
      reservation.run()
      function = reservation.function
      return reservation.hasChanged
    })

}

private struct PushReservation {

  var function: Function
  var hasChanged = false

  private let forest: LoopForest
  private let webs: ArrayWebs

  init(_ function: Function) {
    self.function = function
    webs = ArrayWebs(function)
    forest = LoopForest(function, webs.flow, DominatorTree(function, webs.flow))
  }

  mutating func run() {
    for index in forest.loops.indices {
      let loop = forest.loops[index]
      let blocks = Set(loop.blocks)
      guard let count = iterations(of: loop, blocks),
        let entries = webs.entries(of: loop, blocks, function)
      else { continue }
      for (position, parameter) in function[loop.header].parameters.enumerated() {
        guard let push = onlyPush(on: parameter, index, blocks) else { continue }
        function[push].opcode = .arrayPushReserved
        for entry in entries { addReservation(in: entry, position, count) }
        hasChanged = true
      }
    }
  }

  /// Returns the length of an array that `loop` runs at most as many times as, a value made before
  /// it; `nil` if it may run more often.
  private func iterations(of loop: Loop, _ blocks: Set<BlockID>) -> ValueID? {
    guard case .conditional(let condition, let then, _) = function[loop.header].terminator,
      blocks.contains(then.target), function[condition].opcode == .intCompare,
      Predicate(rawValue: function[condition].immediate) == .less
    else { return nil }
    let (counter, limit) = (function.operand(condition, 0), function.operand(condition, 1))
    guard function[limit].opcode == .arrayLength, !blocks.contains(function[limit].block),
      let position = function[loop.header].parameters.firstIndex(of: counter),
      webs.flow.predecessors[loop.header].allSatisfy({ predecessor in
        let isLatch = blocks.contains(predecessor)
        return arguments(from: predecessor, to: loop.header, position).allSatisfy {
          isLatch ? isSuccessor($0, of: counter) : isCount($0)
        }
      })
    else { return nil }
    return limit
  }

  private func arguments(
    from block: BlockID, to target: BlockID, _ position: Int
  ) -> [ValueID] {
    function[block].terminator.edges.filter { $0.target == target }.map { $0.arguments[position] }
  }

  private func isSuccessor(_ value: ValueID, of counter: ValueID) -> Bool {
    guard [.intAdd, .intAddUnchecked].contains(function[value].opcode) else { return false }
    let operands = Array(function.operands(value))
    return operands[0] == counter && Constant(function[operands[1]]) == .int(1)
  }

  private func isCount(_ value: ValueID) -> Bool {
    guard case .int(let number) = Constant(function[value]) else { return false }
    return number >= 0
  }

  /// Returns the push onto the array of `parameter`, if it is the only one in the loop with that
  /// index, and in no loop inside.
  private func onlyPush(
    on parameter: ValueID, _ index: Int, _ blocks: Set<BlockID>
  ) -> ValueID? {
    guard let web = webs.web(of: parameter, blocks, function) else { return nil }
    let pushes = web.filter { function[$0].opcode == .arrayPush }
    guard pushes.count == 1, let push = pushes.first,
      forest.loop(of: function[push].block) == index
    else { return nil }
    return push
  }

  private mutating func addReservation(in block: BlockID, _ position: Int, _ count: ValueID) {
    guard case .branch(var edge) = function[block].terminator else { return }
    let array = edge.arguments[position]
    edge.arguments[position] = function.append(
      to: block, .arrayReserve, type: function[array].type, [array, count])
    function[block].terminator = .branch(edge)
  }

}
