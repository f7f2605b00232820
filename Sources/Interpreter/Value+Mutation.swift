import Support

/// Changes of a collection in place: its content is taken out first, so that it has one owner.
extension Value {

  /// The kinds of values that can be changed in place.
  enum Container {
    case array, entries, set, instance, none
  }

  /// The kind of the value. A `switch` over the value itself would keep a copy of it to its end.
  var container: Container {
    switch self {
    case .array: .array
    case .map, .object: .entries
    case .set: .set
    case .instance: .instance
    default: .none
    }
  }

  /// Changes the elements of an array.
  mutating func modifyArray<R>(_ body: (inout [Value]) throws -> R) rethrows -> R {
    var elements = takeElements()
    defer { self = .array(elements) }
    return try body(&elements)
  }

  /// Changes the entries of a map, a set or an object.
  mutating func modifyEntries<R>(_ body: (inout OrderedMap) throws -> R) rethrows -> R {
    let wrap = entriesCase
    var map = takeEntries()
    defer { self = wrap(map) }
    return try body(&map)
  }

  // The compiler may keep a copy of what `switch` looks at up to the end of the function; so the
  // content leaves by the result of one that does nothing else.

  @inline(never)
  private mutating func takeElements() -> [Value] {
    guard case .array(let elements) = self else { unreachable("no array") }
    self = .null
    return elements
  }

  @inline(never)
  private mutating func takeEntries() -> OrderedMap {
    switch self {
    case .map(let map), .object(let map), .set(let map):
      self = .null
      return map
    default: unreachable("no map and no set")
    }
  }

  /// What makes a value like this one of other entries.
  private var entriesCase: (OrderedMap) -> Value {
    switch self {
    case .map: { .map($0) }
    case .object: { .object($0) }
    default: { .set($0) }
    }
  }

}
