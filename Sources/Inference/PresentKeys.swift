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
