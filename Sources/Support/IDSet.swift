/// A set of identities, as a bitset.
public struct IDSet<ID: EntityID>: Equatable, Sendable {

  private var words: [UInt64]

  /// Creates an empty set with room for identities below `capacity`.
  public init(capacity: Int = 0) { words = Array(repeating: 0, count: (capacity + 63) / 64) }

  /// `true` iff the set has no member.
  public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// The number of members.
  public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// The members in increasing order.
  public var members: [ID] {
    var result: [ID] = []
    for (i, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        result.append(ID(i * 64 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return result
  }

  /// `true` iff `id` is a member.
  public func contains(_ id: ID) -> Bool {
    let (word, bit) = (id.index / 64, UInt64(id.index % 64))
    return word < words.count && words[word] & (1 << bit) != 0
  }

  /// Adds `id`; returns `true` iff it was not a member.
  @discardableResult
  public mutating func insert(_ id: ID) -> Bool {
    let (word, mask) = (id.index / 64, UInt64(1) << UInt64(id.index % 64))
    while word >= words.count { words.append(0) }
    let isNew = words[word] & mask == 0
    words[word] |= mask
    return isNew
  }

  /// Removes `id`; returns `true` iff it was a member.
  @discardableResult
  public mutating func remove(_ id: ID) -> Bool {
    guard contains(id) else { return false }
    words[id.index / 64] &= ~(1 << UInt64(id.index % 64))
    return true
  }

  /// Adds all members of `other`; returns `true` iff the set has grown.
  @discardableResult
  public mutating func formUnion(_ other: IDSet) -> Bool {
    while words.count < other.words.count { words.append(0) }
    var grew = false
    for (i, word) in other.words.enumerated() where word & ~words[i] != 0 {
      words[i] |= word
      grew = true
    }
    return grew
  }

  /// Removes all members of `other`.
  public mutating func subtract(_ other: IDSet) {
    for i in 0..<min(words.count, other.words.count) { words[i] &= ~other.words[i] }
  }

}
