import IR
import Support

// What is known of entries of maps, and where.
extension PresenceSearch {

  // MARK: Facts

  private mutating func add(_ map: Int, _ key: Int, from block: BlockID) {
    facts[Entry(map: map, key: key), default: []].append(block)
  }

  /// Notes what is known at the start of `block` by the condition before it.
  mutating func addConditions(before block: BlockID) {
    let predecessors = flow.predecessors[block]
    guard predecessors.count == 1,
      case .conditional(let condition, let then, _) = function[predecessors[0]].terminator
    else { return }
    addFacts(condition, then.target == block, from: block)
  }

  /// Notes what is known from `block` on, where the truth of `value` is `truth`.
  private mutating func addFacts(_ value: ValueID, _ truth: Bool, from block: BlockID) {
    switch function[value].opcode {
    case .boolNot: addFacts(function.operand(value, 0), !truth, from: block)
    case .genericTruth where truth:
      addEntry(function.operand(value, 0), from: block)
      addFacts(function.operand(value, 0), true, from: block)
    case .genericTruth: addFacts(function.operand(value, 0), false, from: block)
    case .genericIn where truth: add(operand(value, 1), operand(value, 0), from: block)
    case .genericCallMethod where truth && isTestOfMember(value):
      add(operand(value, 0), operand(value, 1), from: block)
    case .testTags:
      let tags = TagSet(rawValue: UInt32(function[value].immediate))
      if tags.contains(.null) != truth { addEntry(function.operand(value, 0), from: block) }
    default: return
    }
  }

  /// Notes that `value`, if it was read from a map, is not Null.
  private mutating func addEntry(_ value: ValueID, from block: BlockID) {
    if function[value].opcode == .genericGet {
      add(operand(value, 0), operand(value, 1), from: block)
    }
  }

  /// `true` iff the call `value` tests whether a map has a key, if it is a call of a map's method.
  func isTestOfMember(_ value: ValueID) -> Bool {
    function[value].operandCount == 2
      && symbols[Symbol(raw: UInt32(function[value].immediate))] == "has"
  }

  /// Notes that what a loop over a map, or over the keys of one, binds is a key.
  mutating func addIteration(_ value: ValueID, _ block: BlockID) {
    switch function[value].opcode {
    case .genericIterationElement, .genericIterationKey:
      add(operand(value, 0), numbers[value], from: block)
      let source = function.operand(value, 0)
      if function[source].opcode == .genericGetMember,
        symbols[Symbol(raw: UInt32(function[source].immediate))] == "keys"
      {
        add(operand(source, 0), numbers[value], from: block)
      }
    default: return
    }
  }

  // MARK: Queries

  /// A key that is sought; its value is known where `block` dominates, everywhere if that is none.
  private struct Key {
    let number: Int
    let block: BlockID
  }

  func isPresent(_ read: ValueID) -> Bool {
    var index = function.operand(read, 1)
    while function[index].opcode == .genericCheckIndex { index = function.operand(index, 1) }
    let number = numbers[index]
    var block = function[index].block
    if case .constant = definitions[number] { block = .none }
    var visited: Set<Int> = []
    let key = Key(number: number, block: block)
    return holds(operand(read, 0), key, at: function[read].block, &visited)
  }

  /// `true` iff `map` is known to have an entry under `key` at the end of `block`.
  ///
  /// Where values meet, it has if all of them have: those in `visited`, which come around a loop,
  /// by induction.
  private func holds(
    _ map: Int, _ key: Key, at block: BlockID, _ visited: inout Set<Int>
  ) -> Bool {
    if holds(map, key, at: block) { return true }
    if !visited.insert(map).inserted { return true }
    if visited.count > Self.limit { return false }
    switch definitions[map] {
    case .other, .constant: return false
    case .literal(let keys): return keys.contains(key.number)
    case .extended(let base, let added):
      return added == key.number || holds(base, key, at: block, &visited)
    case .parameter(let target, _), .merged(let target, _):
      if let origin = origin(of: map), holds(origin, key, at: block) { return true }
      let isKnown = key.block.isNone || key.block != target
        && dominators.dominates(key.block, target)
      return isKnown
        && ways(to: map).allSatisfy { holds($0.number, key, at: $0.block, &visited) }
    }
  }

  private func holds(_ map: Int, _ key: Key, at block: BlockID) -> Bool {
    let known = facts[Entry(map: map, key: key.number)] ?? []
    return known.contains { dominators.dominates($0, block) }
  }

  /// How many values a query looks at.
  private static var limit: Int { 100 }

  /// Returns the one value that `map` is, perhaps with more entries, if there is one.
  private func origin(of map: Int) -> Int? {
    var (visited, pending): (Set<Int>, [Int]) = ([map], [map])
    var origin: Int?
    while let next = pending.popLast() {
      let sources: [Int]
      switch definitions[next] {
      case .other, .constant, .literal:
        if origin != nil { return nil }
        origin = next
        continue
      case .extended(let base, _): sources = [base]
      case .parameter, .merged: sources = ways(to: next).map(\.number)
      }
      for source in sources where visited.insert(source).inserted { pending.append(source) }
      if visited.count > Self.limit { return nil }
    }
    return origin
  }

  /// The values that meet in `number`, and the blocks from which they come.
  private func ways(to number: Int) -> [(block: BlockID, number: Int)] {
    switch definitions[number] {
    case .merged(_, let ways): return ways
    case .parameter(let target, let index):
      return Set(flow.predecessors[target]).sorted().flatMap { block in
        function[block].terminator.edges.filter { $0.target == target }.map {
          (block, numbers[$0.arguments[index]])
        }
      }
    case .other, .constant, .extended, .literal: return []
    }
  }

}
