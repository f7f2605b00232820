import IR
import Support

/// Looks a key up once where a map is asked for it more than once.
///
///     before                                   after
///                                              %9 = map.find %0, %1
///     %2 = map.contains %0, %1                 %2 = int.compare ge %9, 0
///     cond_br %2, b1, b2                       cond_br %2, b1, b2
///     b1:                                      b1:
///     %3 = map.get_present %0, %1 : int        %3 = map.value_at %0, %9 : int
///     br b3(%3)                                br b3(%3)
///     ...                                      ...
///     b3(%5: int):                             b3(%5: int):
///     %6 = map.set %0, %1, %5                  %6 = map.set_at %0, %1, %5, %9
///
/// Legal where the first lookup stands on every way to the others, of the same map and the same
/// key: a map is a value, so that its entries stay where they are as long as it is used. `map.set`
/// replaces an entry where it stands if nobody else refers to the map, and looks again if there is
/// none or the map is copied. Keys with a tag are looked up each time, since they are checked
/// there.
///
/// It pays as each lookup is a call that computes a hash: `m[k] = m.get(k, 0) + 1` has one instead
/// of three. It stands behind inlining. Linear, by a table that is scoped along the dominator tree.
extension Pass {

  public static let shareLookups = Pass(
    "share-lookups", "look a key up once where a map is asked for it more than once",
    function: { function, module in
      var sharing = LookupSharing(function, module.types)
      sharing.run()
      function = sharing.function
      return sharing.hasChanged
    })

}

private struct LookupSharing {

  private struct Lookup: Hashable {
    let map: ValueID
    let key: ValueID
  }

  var function: Function
  var hasChanged = false

  private let types: TypeTable
  private let dominators: DominatorTree

  /// The first instruction of each lookup on the way from the entry.
  private var first: [Lookup: ValueID] = [:]

  /// The lookups added on that way, innermost last.
  private var added: [Lookup] = []

  /// The instructions that others follow, each with these.
  private var followers: [ValueID: [ValueID]] = [:]

  /// What is to stand before instructions.
  private var insertions: [ValueID: [ValueID]] = [:]

  init(_ function: Function, _ types: TypeTable) {
    self.function = function
    self.types = types
    dominators = DominatorTree(function, ControlFlow(function))
  }

  mutating func run() {
    var marks: [Int] = []
    for visit in dominators.visits(from: function.entry) {
      switch visit {
      case .enter(let block):
        marks.append(added.count)
        collect(block)
      case .leave:
        let mark = marks.removeLast()
        while added.count > mark { first[added.removeLast()] = nil }
      }
    }
    for leader in followers.keys.sorted() { share(leader, followers[leader]!) }
    placeInsertions()
  }

  /// Finds out which lookups in `block` follow others.
  private mutating func collect(_ block: BlockID) {
    for value in function[block].instructions {
      guard let lookup = lookup(value) else { continue }
      if let leader = first[lookup] {
        followers[leader, default: []].append(value)
      } else if function[value].opcode != .mapSet {
        first[lookup] = value
        added.append(lookup)
      }
    }
  }

  private func lookup(_ value: ValueID) -> Lookup? {
    switch function[value].opcode {
    case .mapContains, .mapGet, .mapGetPresent, .mapSet:
      let (map, key) = (function.operand(value, 0), function.operand(value, 1))
      let type = function[key].type
      let isStored = types.mapValue(of: function[map].type) != .bottom
      let isPlain = type == .int || type == .string
      guard isPlain && isStored && types.key(of: function[map].type) == type else { return nil }
      return Lookup(map: map, key: key)
    default: return nil
    }
  }

  /// Has `leader` and `followers` use one cursor.
  private mutating func share(_ leader: ValueID, _ followers: [ValueID]) {
    hasChanged = true
    let operands = Array(function.operands(leader))
    let cursor = function.makeInstruction(.mapFind, type: .int, Array(operands.prefix(2)))
    insert(cursor, before: leader)
    for value in [leader] + followers { use(cursor, in: value) }
  }

  private mutating func insert(_ new: ValueID, before value: ValueID) {
    insertions[value, default: []].append(new)
  }

  private mutating func placeInsertions() {
    for block in Set(insertions.keys.map { function[$0].block }) {
      let instructions = function[block].instructions.flatMap { (insertions[$0] ?? []) + [$0] }
      function.rewriteInstructions(of: block, instructions)
    }
  }

  private mutating func use(_ cursor: ValueID, in value: ValueID) {
    let (type, map) = (function[value].type, function.operand(value, 0))
    switch function[value].opcode {
    case .mapContains:
      let zero = function.makeInstruction(.constInt, type: .int, [], immediate: 0)
      insert(zero, before: value)
      function.replace(
        value, by: .intCompare, type: type, [cursor, zero],
        immediate: Predicate.greaterEqual.rawValue)
    case .mapGet: function.replace(value, by: .mapGetAt, type: type, [map, cursor])
    case .mapGetPresent: function.replace(value, by: .mapValueAt, type: type, [map, cursor])
    default:
      let operands = Array(function.operands(value)) + [cursor]
      function.replace(value, by: .mapSetAt, type: type, operands)
    }
  }

}
