import IR

/// What the operators make of operands with given tags (LANGUAGE 5).
enum TagRules {

  /// Returns the tags that results of `operation` can have; empty if it always is a TypeError.
  static func result(_ operation: BinaryOperation, _ a: TagSet, _ b: TagSet) -> TagSet {
    var result = TagSet()
    for (x, _) in TagSet.names where a.contains(x) {
      for (y, _) in TagSet.names where b.contains(y) {
        result.formUnion(single(operation, x, y))
      }
    }
    return result
  }

  private static func single(_ operation: BinaryOperation, _ a: TagSet, _ b: TagSet) -> TagSet {
    switch operation {
    case .add:
      if a == .array { return .array }
      if a == .string || b == .string { return .string }
      return a == .set && b == .set ? .set : arithmetic(a, b)
    case .subtract: return a == .set && b == .set ? .set : arithmetic(a, b)
    case .multiply: return (a == .string || a == .array) && b == .int ? a : arithmetic(a, b)
    case .remainder, .power: return arithmetic(a, b)
    case .divide: return arithmetic(a, b).isEmpty ? [] : .float
    case .and, .or, .xor: return a == b && (a == .int || a == .set) ? a : []
    case .shiftLeft, .shiftRight: return a == .int && b == .int ? .int : []
    }
  }

  private static func arithmetic(_ a: TagSet, _ b: TagSet) -> TagSet {
    guard TagSet.number.contains(a), TagSet.number.contains(b) else { return [] }
    return a == .int && b == .int ? .int : .float
  }

  /// `true` iff some values with these tags have an order.
  static func haveOrder(_ a: TagSet, _ b: TagSet) -> Bool {
    let common = a.intersection(b).intersection([.string, .array])
    return !common.isEmpty
      || !a.isDisjoint(with: .number) && !b.isDisjoint(with: .number)
  }

  /// `true` iff `in` works on some container with these tags.
  static func canContain(_ container: TagSet, _ needle: TagSet) -> Bool {
    if !container.isDisjoint(with: [.array, .map, .set, .object, .range]) { return true }
    return container.contains(.string) && needle.contains(.string)
  }

  /// What can be indexed.
  static let indexable: TagSet = [.string, .array, .range, .map, .object]

  /// What `for` walks.
  static let iterable: TagSet = [.string, .array, .range, .map, .set, .object]

  /// What can be called.
  static let callable: TagSet = [.function, .classObject]

  /// What has a `length`.
  static let measurable: TagSet = [.string, .array, .range]

}
