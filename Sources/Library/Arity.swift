/// The numbers of arguments that something can be called with.
public struct Arity: Hashable, Sendable {

  public var least: Int

  /// The greatest number; `Int.max` if there is no limit.
  public var most: Int

  public init(least: Int, most: Int) {
    self.least = least
    self.most = most
  }

  public init(_ counts: ClosedRange<Int>) {
    self.init(least: counts.lowerBound, most: counts.upperBound)
  }

  /// The numbers as an interval.
  public var counts: ClosedRange<Int> { least...most }

  /// `true` iff something so can be called with `count` arguments.
  public func contains(_ count: Int) -> Bool { count >= least && count <= most }

  /// The counts themselves: `1`, `1 to 2`, `at least 1`.
  public var countText: String {
    if most == Int.max { return "at least \(least)" }
    return least == most ? "\(least)" : "\(least) to \(most)"
  }

  /// Returns what fits any of `arities`: `1 argument`, `1 to 2 arguments`, `1 or 3 arguments`.
  public static func text(of arities: [Arity]) -> String {
    let distinct = Set(arities).sorted { ($0.least, $0.most) < ($1.least, $1.most) }
    let parts = distinct.map(\.countText)
    let isOne = parts == ["1"] || parts == ["at least 1"]
    return parts.joined(separator: " or ") + (isOne ? " argument" : " arguments")
  }

  /// Returns the message of the error for a call of `name` with `count` arguments.
  public func refusal(of name: String, givenCount count: Int) -> String {
    "\(name) expects \(Arity.text(of: [self])), not \(count)"
  }

}
