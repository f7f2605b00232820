/// What a map knows a key by.
enum Key: Hashable {

  case null
  case bool(Bool)
  case int(Int)

  /// A Float that is no Int: its bits; all NaNs have the same.
  case float(UInt64)
  case string(Text)
  case instance(ObjectIdentifier)

  /// Creates the key of `value`; `nil` for a value that cannot be one.
  init?(_ value: Value) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .float(let value):
      if let integer = Int(exactly: value) { self = .int(integer) } else {
        self = .float(value.isNaN ? Double.nan.bitPattern : value.bitPattern)
      }
    case .string(let value): self = .string(value)
    case .instance(let value) where !value.type.isCollection:
      self = .instance(ObjectIdentifier(value))
    case .instance, .array, .map, .set, .object, .range, .function, .classType, .error, .library,
      .module, .builtinType:
      return nil
    }
  }

}

extension Key {

  /// Returns what a map keeps of the key `value`: for a whole Float the Int.
  func stored(_ value: Value) -> Value {
    if case .int(let integer) = self { .int(integer) } else { value }
  }

}

/// A map that keeps its entries in the order they came; a value with copy on write.
struct OrderedMap {

  struct Entry {
    let key: Value
    var value: Value
  }

  private final class Storage {

    var places: [Key: Int] = [:]

    /// The entries; `nil` where one was deleted.
    var entries: [Entry?] = []

    func copy() -> Storage {
      let result = Storage()
      result.places = places
      result.entries = entries
      return result
    }

  }

  private var storage = Storage()

  init() {}

  /// Creates a map of texts, in order.
  init(_ entries: KeyValuePairs<Text, Value>) {
    for (key, value) in entries { set(.string(key), .string(key), to: value) }
  }

  /// The number of entries.
  var count: Int { storage.places.count }

  /// The entries in order.
  var entries: [Entry] { storage.entries.compactMap { $0 } }

  var keys: [Value] { storage.entries.compactMap { $0?.key } }

  func contains(_ key: Key) -> Bool { storage.places[key] != nil }

  /// The value of `key`.
  subscript(key: Key) -> Value? {
    guard let place = storage.places[key] else { return nil }
    return storage.entries[place]?.value
  }

  /// Sets the value of `key`; a new one goes to the end.
  mutating func set(_ key: Key, _ keyValue: Value, to value: Value) {
    makeUnique()
    if let place = storage.places[key] {
      storage.entries[place]!.value = value
    } else {
      storage.places[key] = storage.entries.count
      storage.entries.append(Entry(key: key.stored(keyValue), value: value))
    }
  }

  /// Removes `key`, if it is there.
  mutating func remove(_ key: Key) {
    guard storage.places[key] != nil else { return }
    makeUnique()
    storage.entries[storage.places.removeValue(forKey: key)!] = nil
    if storage.entries.count > 2 * count + 8 { compact() }
  }

  /// Changes the value of `key`, which is Null in `body` if there is none, in place.
  /// If `body` throws, the map is unchanged.
  mutating func modify<R>(
    _ key: Key, _ keyValue: Value, _ body: (inout Value) throws -> R
  ) rethrows -> R {
    makeUnique()
    guard let place = storage.places[key] else {
      var value = Value.null
      let result = try body(&value)
      set(key, keyValue, to: value)
      return result
    }
    return try body(&storage.entries[place]!.value)
  }

  private mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
  }

  private func compact() {
    storage.entries = storage.entries.filter { $0 != nil }
    for (i, entry) in storage.entries.enumerated() { storage.places[Key(entry!.key)!] = i }
  }

}
