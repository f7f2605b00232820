/// A dense map from identities, handed out in order, to elements.
public struct Table<ID: EntityID, Element> {

  private var storage: [Element]

  /// Creates an empty table.
  public init() { storage = [] }

  /// Creates a table with `count` copies of `element`: a side table of another table's ids.
  public init(repeating element: Element, count: Int) {
    storage = Array(repeating: element, count: count)
  }

  /// The number of elements.
  public var count: Int { storage.count }

  /// `true` iff the table has no element.
  public var isEmpty: Bool { storage.isEmpty }

  /// The identities of all elements, in order.
  public var ids: LazyMapSequence<Range<Int>, ID> { (0..<storage.count).lazy.map { ID($0) } }

  /// The elements, in order of their identities.
  public var elements: [Element] { storage }

  /// The identity that the next call of `append` returns.
  public var nextID: ID { ID(storage.count) }

  /// Accesses the element of `id`.
  public subscript(id: ID) -> Element {
    get { storage[id.index] }
    _modify { yield &storage[id.index] }
  }

  /// Adds `element` and returns its identity.
  @discardableResult
  public mutating func append(_ element: Element) -> ID {
    storage.append(element)
    return ID(storage.count - 1)
  }

  /// Appends copies of `element` until the table has `count` elements.
  public mutating func grow(to count: Int, with element: Element) {
    while storage.count < count { storage.append(element) }
  }

}

extension Table: Sendable where Element: Sendable {}
