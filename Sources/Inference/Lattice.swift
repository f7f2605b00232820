import IR

// The lattice of types: bottom; Null, Bool, Int, Float, String, ranges, Array(T); unions of tags.
// Arrays are ordered by their elements: an Array(bottom) is below every array. Chains are finite
// because arrays nest at most `maximumArrayDepth` deep; what is deeper has tagged elements.

extension TypeTable {

  private static var maximumArrayDepth: Int { 4 }

  /// Returns the least type that admits the values of both types.
  mutating func join(_ a: TypeID, _ b: TypeID) -> TypeID {
    if a == b || b == .bottom { return a }
    if a == .bottom { return b }
    switch (self[a], self[b]) {
    case (.array(let x), .array(let y)):
      return makeArray(of: joinElements(x, y))
    case (.range, .range): return .range
    default: return union(tags(of: a).union(tags(of: b)))
    }
  }

  /// Returns the type of arrays whose elements are of type `element`, stored as arrays can.
  mutating func makeArray(of element: TypeID) -> TypeID {
    switch self[element] {
    case .null, .range, .floatRange, .unknown: return array(of: union(tags(of: element)))
    case .array where arrayDepth(element) >= Self.maximumArrayDepth:
      return array(of: union(.array))
    case .bottom, .bool, .int, .float, .string, .array, .union, .map, .set, .instance,
      .function, .classObject, .error, .cell, .optional, .namespace: return array(of: element)
    }
  }

  /// Returns the element type of an array that holds elements of both types.
  private mutating func joinElements(_ a: TypeID, _ b: TypeID) -> TypeID {
    if a == b || b == .bottom { return a }
    if a == .bottom { return b }
    if let x = element(of: a), let y = element(of: b) {
      let joined = makeArray(of: joinElements(x, y))
      let isStoredAlike = isStored(a, as: joined) && isStored(b, as: joined)
      return isStoredAlike ? joined : union(.array)
    }
    return union(tags(of: a).union(tags(of: b)))
  }

  /// `true` iff values of type `a` are values of the wider type `b` without any change.
  func isStored(_ a: TypeID, as b: TypeID) -> Bool {
    if a == b || a == .emptyArray && element(of: b) != nil { return true }
    guard let x = element(of: a), let y = element(of: b) else { return isUnion(a) && isUnion(b) }
    return isStored(x, as: y)
  }

  private func arrayDepth(_ id: TypeID) -> Int {
    var (depth, type) = (0, id)
    while let next = element(of: type) { (depth, type) = (depth + 1, next) }
    return depth
  }

  /// Returns the type of a value with one of `tags` of which nothing more is known: unboxed where
  /// the tag tells the representation.
  mutating func value(_ tags: TagSet) -> TypeID {
    switch tags {
    case []: .bottom
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .float: .float
    case .string: .string
    default: union(tags)
    }
  }

  /// Returns the type of the values of type `id` that have one of `tags`.
  mutating func narrow(_ id: TypeID, to tags: TagSet) -> TypeID {
    let own = self.tags(of: id)
    let rest = own.intersection(tags)
    return rest == own ? id : value(rest)
  }

  /// Returns the `.type` name of values of type `id`, for messages.
  func name(_ id: TypeID) -> String { tags(of: id).description }

}

extension TypeTable {

  /// Returns the join of two types as elements of one array: what is stored alike is not tagged.
  mutating func joinInArray(_ a: TypeID, _ b: TypeID) -> TypeID {
    let joined = join(makeArray(of: a), makeArray(of: b))
    return element(of: joined)!
  }

}
