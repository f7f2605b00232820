/// A stack of identities that holds each at most once.
public struct Worklist<ID: EntityID>: Sendable {

  private var stack: [ID] = []
  private var members = IDSet<ID>()

  /// Creates an empty worklist.
  public init() {}

  /// `true` iff nothing is left to do.
  public var isEmpty: Bool { stack.isEmpty }

  /// Adds `id` unless it is waiting already.
  public mutating func push(_ id: ID) {
    if members.insert(id) { stack.append(id) }
  }

  /// Removes and returns the identity added last, or `nil` if there is none.
  public mutating func pop() -> ID? {
    guard let id = stack.popLast() else { return nil }
    members.remove(id)
    return id
  }

}
