extension TypeTable {

  /// `true` iff a pointer of type `from` is one of type `to` as it is: the same objects in the same
  /// layouts, null where both admit it or `to` does.
  ///
  /// Precondition: values of both types are pointers.
  public func isSamePointer(_ from: TypeID, as to: TypeID) -> Bool {
    let (a, b) = (unwrapped(from) ?? from, unwrapped(to) ?? to)
    if a == b { return true }
    switch (self[a], self[b]) {
    case (.array(let x), .array(let y)): return isStored(x, as: y)
    case (.set(let x), .set(let y)): return isStored(x, as: y)
    case (.map(let k, let x), .map(let l, let y)): return isStored(k, as: l) && isStored(x, as: y)
    case (.instance, .instance), (.function, .function), (.classObject, .classObject): return true
    default: return false
    }
  }

  /// `true` iff elements of type `from` are stored as those of type `to`.
  public func isStored(_ from: TypeID, as to: TypeID) -> Bool {
    if from == to || from == .bottom { return true }
    if isPointer(from) && isPointer(to) { return isSamePointer(from, as: to) }
    return isUnion(from) && isUnion(to)
  }

  /// `true` iff elements of type `id` are stored without a tag, and refer to no objects.
  public func isStoredPlainly(_ id: TypeID) -> Bool {
    switch elementKind(of: id) {
    case .none, .int, .float, .bool: true
    case .pointer, .tagged: false
    }
  }

  /// `true` iff the object behind a value of type `id` has one layout only, so that a tagged value
  /// that is known to be one needs no conversion.
  public func hasOneLayout(_ id: TypeID) -> Bool {
    switch self[unwrapped(id) ?? id] {
    case .string, .instance, .function, .classObject, .error: true
    default: false
    }
  }

  /// `true` iff the text form of a value of type `id`, or whether it equals another, may depend on
  /// a method of a class.
  public func mayHoldInstance(_ id: TypeID) -> Bool {
    switch self[id] {
    case .bottom, .null, .bool, .int, .float, .string, .range, .floatRange, .function,
      .classObject, .error, .packed, .token, .cell, .namespace:
      false
    case .unknown, .instance: true
    case .array(let element), .set(let element), .optional(let element): mayHoldInstance(element)
    case .map(let key, let value): mayHoldInstance(key) || mayHoldInstance(value)
    case .union(let tags): !tags.isDisjoint(with: [.array, .map, .set, .object, .instance])
    }
  }

}
