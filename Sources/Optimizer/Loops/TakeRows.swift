import IR
import Support

/// Takes the row that a loop changes out of its array before the loop, and puts it back behind it.
///
///     before                                    after
///     b1(%1: array<array<int>>, %2: int):       b1(…): … as before
///       cond_br …, b2, b3                         cond_br …, b4, b3
///     b2:                                       b4:
///       %3 = array.get %1, %0                     … is %0 inside of %1, and not %9? else as before
///       %4 = array.get %3, %2 : int               %10 = array.unique %1
///       %5 = array.get %1, %9                     %11 = array.get %10, %9
///       %6 = array.get %5, %2 : int               %12 = array.take %10, %0
///       %7 = int.add %4, %6                       %13 = array.unique %12
///       %8 = array.take %1, %0                    br b5(%13, %2)
///       %14 = array.set %8, %2, %7              b5(%15: array<int>, %16: int):
///       %17 = array.put %1, %0, %14               cond_br …, b6, b7
///       …                                       b6:
///       br b1(%17, …)                             %18 = array.get %15, %16 : int
///                                                 %19 = array.get %11, %16 : int
///                                                 %20 = int.add %18, %19
///                                                 %21 = array.set_unique %15, %16, %20
///                                                 …
///                                               b7:
///                                                 %22 = array.put %10, %0, %15
///                                                 br b1(%22, …)
///
/// Legal in loops of the form of `CountedLoop` in which the array that goes around is used for one
/// row that is taken, changed and put back, and for reads of rows at places that stay. That those
/// are inside of the array, and are not the row that is taken, is tested before the loop. Nothing
/// in such a loop catches an error, so nobody sees the array without its row.
///
/// It pays since the row is one pointer then, of one length, that only stores into it change: its
/// checks are for `version-loops`, before which it stands, and LLVM vectorises what is left. It
/// stands behind `take-updates`, which makes the pairs of take and put.
extension Pass {

  public static let takeRows = Pass(
    "take-rows", "take the row that a loop changes out of its array before the loop",
    function: { function, module in
      let found = loopsOfRows(of: function, module.types)
      for (loop, places) in found.prefix(mostCopiedLoops) { function.takeRows(of: loop, places) }
      return !found.isEmpty
    })

}

/// The row of an array that a loop changes.
struct RowPlace {

  /// The header's parameter, and the arrays that it becomes in the loop.
  let parameter: ValueID
  let web: Set<ValueID>

  /// The index of the row, from outside of the loop.
  let index: ValueID

  /// What the row becomes in the loop.
  let rows: Set<ValueID>

  /// The indices of other rows that are read, from outside of the loop.
  let others: [ValueID]

  /// Checks of these indices.
  let checks: [ValueID]

}

/// A row that was taken out of its array.
struct TakenRow {

  let place: RowPlace

  /// The array that the row is taken out of, its length, and the row.
  let array: ValueID
  let length: ValueID
  let row: ValueID

  /// The other rows, by their indices.
  let others: [ValueID: ValueID]

}

/// The greatest number of instructions of a body, and of other rows that are read.
private let mostInstructions = 80
private let mostOthers = 6

/// Returns the places of the checks in `module` that the tests of `Pass.takeRows` decide.
func checksOfTakenRows(of module: Module) -> [LocationID] {
  module.functions.elements.filter { !$0.layout.isEmpty }.flatMap { function in
    loopsOfRows(of: function, module.types).prefix(mostCopiedLoops)
      .flatMap { $0.places.flatMap(\.checks) }.map { function[$0].location }
  }
}

private func loopsOfRows(
  of function: Function, _ types: TypeTable
) -> [(loop: CountedLoop, places: [RowPlace])] {
  let flow = ControlFlow(function)
  let loops = innermostLoops(of: function, flow) { block in
    function[block].instructions.contains { function[$0].opcode == .arrayTake }
  }
  if loops.isEmpty { return [] }
  let (ranges, webs) = (IntegerRanges(function, flow, types), ArrayWebs(function))
  return loops.compactMap { loop in
    guard let counted = CountedLoop(loop, function, flow, ranges, types), counted.errors.isEmpty,
      counted.size(function) <= mostInstructions
    else { return nil }
    let search = RowSearch(function: function, loop: counted, webs: webs, types: types)
    let places = function[loop.header].parameters.compactMap(search.place)
    return places.isEmpty ? nil : (counted, places)
  }
}

private struct RowSearch {

  let function: Function
  let loop: CountedLoop
  let webs: ArrayWebs
  let types: TypeTable

  /// Returns the row that the loop changes of the array `parameter`, if all is as `Pass.takeRows`
  /// demands.
  func place(_ parameter: ValueID) -> RowPlace? {
    guard let row = types.element(of: function[parameter].type),
      let element = types.element(of: row), types.isTrivial(element)
    else { return nil }
    let blocks = Set(loop.body + [loop.header])
    guard let web = webs.web(of: parameter, blocks, function),
      function[loop.header].parameters.filter(web.contains) == [parameter]
    else { return nil }
    let users = web.flatMap { webs.users[$0] }.filter { blocks.contains(function[$0].block) }
    let indexed = Set(users).sorted().filter { function[$0].operandCount > 1 }
    let takes = indexed.filter { function[$0].opcode == .arrayTake }
    guard let index = takes.first.map(function.uncheckedIndex), takes.allSatisfy(isPaired),
      users.allSatisfy(isAllowed), indexed.count(where: isPut) == takes.count,
      indexed.allSatisfy({ loop.isOutside(function.uncheckedIndex(of: $0), function) })
    else { return nil }
    let changed = (indexed.filter(isPut) + takes).map(function.uncheckedIndex)
    let others = Set(indexed.map(function.uncheckedIndex)).subtracting([index]).sorted()
    guard changed.allSatisfy({ $0 == index }), others.count <= mostOthers,
      let rows = rows(takes + indexed.filter { isRead($0, index) })
    else { return nil }
    return RowPlace(
      parameter: parameter, web: web, index: index, rows: rows, others: others,
      checks: indexed.filter { function[$0].opcode == .arrayCheckIndex })
  }

  private func isPut(_ value: ValueID) -> Bool { function[value].opcode == .arrayPut }

  private func isRead(_ value: ValueID, _ index: ValueID) -> Bool {
    function[value].opcode == .arrayGet && function.uncheckedIndex(of: value) == index
  }

  private func isAllowed(_ value: ValueID) -> Bool {
    switch function[value].opcode {
    case .arrayUnique, .arrayTake, .arrayPut, .arrayLength, .arrayCheckIndex, .arrayGet: true
    default: false
    }
  }

  /// `true` iff what `take` takes is put back in its block, before the array is used again.
  private func isPaired(_ take: ValueID) -> Bool {
    let array = function.operand(take, 0)
    let behind = function[function[take].block].instructions.drop { $0 != take }.dropFirst()
    let next = behind.first { function.operands($0).contains(array) }
    return next.map { isPut($0) && function.operand($0, 0) == array } ?? false
  }

  /// What the rows `starts` become; `nil` if one of them is used for more than its elements.
  private func rows(_ starts: [ValueID]) -> Set<ValueID>? {
    var rows = Set(starts)
    var pending = starts
    while let row = pending.popLast() {
      if !webs.jumps[row].isEmpty { return nil }
      for user in webs.users[row] {
        switch function[user].opcode {
        case .arraySet, .arraySetUnique:
          guard function.operand(user, 0) == row else { return nil }
          if rows.insert(user).inserted { pending.append(user) }
        case .arrayPut:
          guard function.operand(user, 2) == row else { return nil }
        case .arrayGet, .arrayLength, .arrayCheckIndex: break
        default: return nil
        }
      }
    }
    return rows
  }

}

// MARK: Rewriting

extension Function {

  /// The index at which `value` uses an array, before it was checked.
  func uncheckedIndex(of value: ValueID) -> ValueID {
    let index = operand(value, 1)
    return self[index].opcode == .arrayCheckIndex ? operand(index, 1) : index
  }

  /// Goes through one of two copies of `loop`, by tests before it.
  fileprivate mutating func takeRows(of loop: CountedLoop, _ places: [RowPlace]) {
    let (entry, start) = detachBody(of: loop)
    let careful = appendBlock()
    var block = start
    for place in places { block = appendTests(of: place, to: block, else: careful) }
    let rows = places.map { take($0, at: block) }
    LoopCopy(loop, entry, end: loop.bound, kind: .rows(rows), &self).run(from: block, &self)
    LoopCopy(loop, entry, end: loop.bound, kind: .careful, &self).run(from: careful, &self)
    removeBody(of: loop, replacedBy: [])
  }

  /// Tests that all rows are there, and that no other one is that of `place`.
  private mutating func appendTests(
    of place: RowPlace, to block: BlockID, else careful: BlockID
  ) -> BlockID {
    let length = append(to: block, .arrayLength, type: .int, [place.parameter])
    let zero = append(to: block, .constInt, type: .int, [])
    var block = block
    func isTrue(_ predicate: Predicate, _ a: ValueID, _ b: ValueID, _ function: inout Function) {
      let next = function.appendBlock()
      let holds = function.append(
        to: block, .intCompare, type: .bool, [a, b], immediate: predicate.rawValue)
      function[block].terminator = .conditional(holds, then: Edge(next), else: Edge(careful))
      block = next
    }
    for index in [place.index] + place.others {
      isTrue(.greaterEqual, index, zero, &self)
      isTrue(.less, index, length, &self)
      if index != place.index { isTrue(.notEqual, index, place.index, &self) }
    }
    return block
  }

  private mutating func take(_ place: RowPlace, at block: BlockID) -> TakenRow {
    let type = self[place.parameter].type
    let array = append(to: block, .arrayUnique, type: type, [place.parameter])
    let length = append(to: block, .arrayLength, type: .int, [array])
    let rowType = self[place.rows.min()!].type
    var others: [ValueID: ValueID] = [:]
    for index in place.others {
      others[index] = append(to: block, .arrayGet, type: rowType, [array, index])
    }
    let taken = append(to: block, .arrayTake, type: rowType, [array, place.index])
    let row = append(to: block, .arrayUnique, type: rowType, [taken])
    return TakenRow(place: place, array: array, length: length, row: row, others: others)
  }

}
