import IR
import Support

/// The reads of elements that find an entry, should they read a map: its key was found in the map
/// before, was put there, or came from walking it.
///
///     %2 = generic.in %1, %0
///     cond_br %2, b1, b2
///     b1:
///       %3 = generic.check_index %0, %1
///       %4 = generic.get %0, %3              // present
///
/// Collections are values, so that what was found out about one stays true. A field, a global or a
/// cell that is read twice gives the same value as long as nothing between may store there.
struct PresentKeys: Sendable {

  /// The reads of which that is so whatever the types.
  private let reads: IDSet<ValueID>

  /// The reads of which that is so if none of `conditions` runs methods of classes.
  private let conditionalReads: IDSet<ValueID>

  private let conditions: [ValueID]

  /// Finds the reads of the generic `function`.
  init(_ function: Function, _ symbols: Interner) {
    var strict = PresenceSearch(function, symbols, trustsOperators: false)
    reads = strict.run()
    var trusting = PresenceSearch(function, symbols, trustsOperators: true)
    conditionalReads = trusting.run()
    conditions = trusting.conditions
  }

  /// `true` iff `read` finds an entry where the values of `function` have the types `type`.
  func contains(
    _ read: ValueID, _ function: Function, _ types: TypeTable, _ type: (ValueID) -> TypeID
  ) -> Bool {
    if reads.contains(read) { return true }
    return conditionalReads.contains(read)
      && conditions.allSatisfy { function.runsNoMethod($0, types, type) }
  }

}

extension Function {

  /// `true` iff the operation `value` runs no method of a class on operands of such types.
  fileprivate func runsNoMethod(
    _ value: ValueID, _ types: TypeTable, _ type: (ValueID) -> TypeID
  ) -> Bool {
    let operands = operands(value).map(type)
    switch self[value].opcode {
    case .genericCallMethod: return TagSet.map.isSuperset(of: types.tags(of: operands[0]))
    case .genericIn where TagSet.hashed.isSuperset(of: types.tags(of: operands[1])): return true
    case .genericIn, .genericCompare: return !operands.allSatisfy { types.mayHoldInstance($0) }
    default: return !operands.contains { types.mayHoldInstance($0) }
    }
  }

}

extension TagSet {

  /// Where membership is a matter of hashes, or of characters and numbers.
  fileprivate static let hashed: TagSet = [.map, .set, .object, .string, .range]

}

/// Numbers the values of a function so that equal numbers are equal values (Alpern, Wegman and
/// Zadeck, 1988, along dominators), and collects which keys are known to be in which maps.
private struct PresenceSearch {

  /// What a value with a number is made of.
  private enum Definition {
    case other

    /// A constant, the same everywhere.
    case constant

    /// A map with the entries of another one, and perhaps one under a key.
    case extended(Int, key: Int?)

    /// A map with entries under these keys.
    case literal([Int])

    /// The parameter of a block at an index.
    case parameter(BlockID, Int)

    /// What is in memory where blocks meet, by the block it comes from.
    case merged(BlockID, [(block: BlockID, number: Int)])
  }

  /// What is computed, by numbers.
  private struct Expression: Hashable {
    let opcode: Opcode
    let immediate: Int64
    let operands: [Int]
  }

  private struct Entry: Hashable {
    let map: Int
    let key: Int
  }

  private let function: Function
  private let symbols: Interner
  private let flow: ControlFlow
  private let dominators: DominatorTree

  /// `true` iff operators and tests of membership are taken to run no methods of classes.
  private let trustsOperators: Bool

  /// The operations of which that was assumed.
  private(set) var conditions: [ValueID] = []

  private var numbers: Table<ValueID, Int>
  private var definitions: [Definition] = []
  private var computed: [Expression: Int] = [:]

  /// What depends on memory and is known at the end of each block visited.
  private var loaded: Table<BlockID, [Expression: Int]?>

  /// The blocks from which on an entry is known.
  private var facts: [Entry: [BlockID]] = [:]

  init(_ function: Function, _ symbols: Interner, trustsOperators: Bool) {
    self.function = function
    self.symbols = symbols
    self.trustsOperators = trustsOperators
    flow = ControlFlow(function)
    dominators = DominatorTree(function, flow)
    numbers = Table(repeating: -1, count: function.values.count)
    loaded = Table(repeating: nil, count: function.blocks.count)
  }

  mutating func run() -> IDSet<ValueID> {
    for block in flow.reversePostorder { visit(block) }
    var result = IDSet<ValueID>(capacity: function.values.count)
    for block in flow.reversePostorder {
      for value in function[block].instructions
      where function[value].opcode == .genericGet && isPresent(value) { result.insert(value) }
    }
    return result
  }

  // MARK: Numbers

  private mutating func add(_ definition: Definition) -> Int {
    definitions.append(definition)
    return definitions.count - 1
  }

  private func operand(_ value: ValueID, _ index: Int) -> Int {
    numbers[function.operand(value, index)]
  }

  private mutating func visit(_ block: BlockID) {
    addConditions(before: block)
    for (i, parameter) in function[block].parameters.enumerated() {
      numbers[parameter] = add(block == function.entry ? .other : .parameter(block, i))
    }
    var memory = memory(before: block)
    for value in function[block].instructions {
      numbers[value] = number(value, &memory)
      addIteration(value, block)
      forgetStored(value, &memory)
    }
    loaded[block] = memory
  }

  private mutating func number(_ value: ValueID, _ memory: inout [Expression: Int]) -> Int {
    switch function[value].opcode {
    // A map knows a value by its checked index.
    case .genericCheckIndex: return operand(value, 1)
    case .refine, .refineClass, .genericUnique: return operand(value, 0)
    case .genericSet, .genericPut:
      return add(.extended(operand(value, 0), key: operand(value, 1)))
    case .genericSetMember, .genericPutMember: return add(.extended(operand(value, 0), key: nil))
    case .mapLiteral:
      let keys = stride(from: 0, to: Int(function[value].operandCount), by: 2)
      return add(.literal(keys.map { operand(value, $0) }))
    case .globalGet, .cellGet, .genericGetMember, .genericBinary, .genericToString:
      return load(value, &memory)
    case .globalTake, .cellTake, .genericTakeMember:
      return memory[place(of: value)] ?? add(.other)
    case let opcode where opcode.info.effects.subtracting(.raises).isEmpty: return compute(value)
    default: return add(.other)
    }
  }

  private mutating func compute(_ value: ValueID) -> Int {
    let expression = expression(value)
    if let known = computed[expression] { return known }
    let isConstant = expression.operands.isEmpty && function[value].opcode != .undefined
    let number = add(isConstant ? .constant : .other)
    computed[expression] = number
    return number
  }

  private mutating func load(_ value: ValueID, _ memory: inout [Expression: Int]) -> Int {
    let expression = expression(value)
    if let known = memory[expression] { return known }
    let number = add(.other)
    memory[expression] = number
    return number
  }

  private func expression(_ value: ValueID) -> Expression {
    Expression(
      opcode: function[value].opcode, immediate: function[value].immediate,
      operands: function.operands(value).map { numbers[$0] })
  }

  // MARK: Memory

  /// What is loaded from the place that `value` takes the content of, or replaces it in.
  private func place(of value: ValueID) -> Expression {
    let opcode: Opcode =
      switch function[value].opcode {
      case .globalTake, .globalSet: .globalGet
      case .cellTake, .cellSet: .cellGet
      default: .genericGetMember
      }
    let owner = opcode == .globalGet ? [] : [operand(value, 0)]
    return Expression(opcode: opcode, immediate: function[value].immediate, operands: owner)
  }

  /// What is known where `block` begins: what all ways to it know.
  private mutating func memory(before block: BlockID) -> [Expression: Int] {
    let predecessors = flow.predecessors[block]
    guard let first = predecessors.first, predecessors.allSatisfy({ loaded[$0] != nil }) else {
      return [:]
    }
    if predecessors.count == 1 { return loaded[first]! }
    var result: [Expression: Int] = [:]
    for (expression, number) in loaded[first]! {
      let ways = predecessors.compactMap { way in
        loaded[way]![expression].map { (block: way, number: $0) }
      }
      guard ways.count == predecessors.count else { continue }
      let isSame = ways.allSatisfy { $0.number == number }
      result[expression] = isSame ? number : add(.merged(block, ways))
    }
    return result
  }

  private mutating func forgetStored(_ value: ValueID, _ memory: inout [Expression: Int]) {
    switch function[value].opcode {
    case .globalSet: replace(value, by: 0, isPlace: true, &memory)
    case .cellSet: replace(value, by: 1, isPlace: true, &memory)
    // A map keeps its entries, as a value; the changed one is the result.
    case .genericSetMember, .genericPutMember:
      replace(value, by: 1, isPlace: isInstance(function.operand(value, 0)), &memory)
    default: if mayStore(value) { memory = [:] }
    }
  }

  /// `true` iff `value` is known to be an instance before inference: `self`.
  private func isInstance(_ value: ValueID) -> Bool { function[value].type != .unknown }

  /// Notes that the place of `value`, if it is one, holds its operand at `index`; what may be the
  /// same place, and what methods make of it, is not known any more.
  private mutating func replace(
    _ value: ValueID, by index: Int, isPlace: Bool, _ memory: inout [Expression: Int]
  ) {
    let place = place(of: value)
    memory = memory.filter { known, _ in
      let isRead = [.globalGet, .cellGet, .genericGetMember].contains(known.opcode)
      let isOther = known.opcode != place.opcode || known.immediate != place.immediate
      return isRead && isOther
    }
    if isPlace { memory[place] = operand(value, index) }
  }

  private mutating func mayStore(_ value: ValueID) -> Bool {
    switch function[value].opcode {
    case .genericTake, .genericPut, .genericGetMember, .genericTakeMember, .globalTake, .cellTake,
      .errorTake:
      return false
    case .genericIn, .genericCompare, .genericBinary, .genericToString, .print:
      return !trusts(value)
    case .genericCallMethod where isTestOfMember(value): return !trusts(value)
    default: return function[value].opcode.info.effects.contains(.acts)
    }
  }

  private mutating func trusts(_ value: ValueID) -> Bool {
    if trustsOperators { conditions.append(value) }
    return trustsOperators
  }

  // MARK: Facts

  private mutating func add(_ map: Int, _ key: Int, from block: BlockID) {
    facts[Entry(map: map, key: key), default: []].append(block)
  }

  /// Notes what is known at the start of `block` by the condition before it.
  private mutating func addConditions(before block: BlockID) {
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
  private func isTestOfMember(_ value: ValueID) -> Bool {
    function[value].operandCount == 2
      && symbols[Symbol(raw: UInt32(function[value].immediate))] == "has"
  }

  /// Notes that what a loop over a map, or over the keys of one, binds is a key.
  private mutating func addIteration(_ value: ValueID, _ block: BlockID) {
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

  private func isPresent(_ read: ValueID) -> Bool {
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
    let known = facts[Entry(map: map, key: key.number)] ?? []
    if known.contains(where: { dominators.dominates($0, block) }) { return true }
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
