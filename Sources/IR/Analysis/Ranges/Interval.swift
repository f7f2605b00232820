/// The Ints from `low` to `high`, both included; none if `low` is greater.
public struct Interval: Equatable, Sendable {

  public var low: Int64
  public var high: Int64

  public init(_ low: Int64, _ high: Int64) {
    self.low = low
    self.high = high
  }

  /// Creates the interval of one number.
  public init(_ number: Int64) { self.init(number, number) }

  /// All Ints.
  public static let all = Interval(.min, .max)

  /// No Int.
  public static let none = Interval(.max, .min)

  /// The numbers that lengths and sizes can be: what fits into the address space.
  public static let lengths = Interval(0, 1 << 47)

  public var isEmpty: Bool { low > high }

  /// `true` iff all numbers of it are in `other`.
  public func isInside(_ other: Interval) -> Bool { other.low <= low && high <= other.high }

  /// `true` iff `number` is in it.
  public func contains(_ number: Int64) -> Bool { low <= number && number <= high }

  /// The interval as the language writes ranges that include their end; a single number as itself.
  public var text: String { low == high ? "\(low)" : "\(low)...\(high)" }

  /// Returns the smallest interval around both.
  public func union(_ other: Interval) -> Interval {
    if isEmpty { return other }
    if other.isEmpty { return self }
    return Interval(min(low, other.low), max(high, other.high))
  }

  /// Returns what is in both.
  public func intersection(_ other: Interval) -> Interval {
    Interval(max(low, other.low), min(high, other.high))
  }

  /// The interval without `number`, if that is one of its ends.
  public func without(_ number: Int64) -> Interval {
    if low == number && low < .max { return Interval(low + 1, high) }
    if high == number && high > .min { return Interval(low, high - 1) }
    return self
  }

}

/// The results of exact arithmetic on intervals, which may not be Ints.
public struct WideInterval: Sendable {

  public var low: Int128
  public var high: Int128

  /// Creates the smallest interval around the results of `operation` on the ends of both.
  ///
  /// Precondition: the operation is monotone in each operand where the other is fixed.
  init(_ a: Interval, _ b: Interval, _ operation: (Int128, Int128) -> Int128) {
    let (first, second) = (
      operation(Int128(a.low), Int128(b.low)), operation(Int128(a.low), Int128(b.high))
    )
    let (third, fourth) = (
      operation(Int128(a.high), Int128(b.low)), operation(Int128(a.high), Int128(b.high))
    )
    low = min(min(first, second), min(third, fourth))
    high = max(max(first, second), max(third, fourth))
  }

  /// `true` iff all results are Ints.
  public var fits: Bool { low >= Int128(Int64.min) && high <= Int128(Int64.max) }

  /// The results that are Ints.
  public var ints: Interval { Interval(Int64(clamping: low), Int64(clamping: high)) }

}

// The results of operations on Ints, where those do not raise.
extension Interval {

  /// The sums.
  public static func + (a: Interval, b: Interval) -> WideInterval { WideInterval(a, b) { $0 + $1 } }

  /// The differences.
  public static func - (a: Interval, b: Interval) -> WideInterval { WideInterval(a, b) { $0 - $1 } }

  /// The products.
  public static func * (a: Interval, b: Interval) -> WideInterval { WideInterval(a, b) { $0 * $1 } }

  /// The results of `a << b`.
  public static func << (a: Interval, b: Interval) -> WideInterval {
    WideInterval(a, b.intersection(shifts)) { $0 << $1 }
  }

  /// The results of `a >> b`, which rounds down.
  static func >> (a: Interval, b: Interval) -> WideInterval {
    WideInterval(a, b.intersection(shifts)) { $0 >> $1 }
  }

  /// The results of `a % b`, which has the sign of `a`.
  static func % (a: Interval, b: Interval) -> Interval {
    let bound = max(abs(Int128(b.low)), abs(Int128(b.high))) - 1
    if bound < 0 { return .none }
    let low = a.low >= 0 ? 0 : max(Int128(a.low), -bound)
    let high = a.high <= 0 ? 0 : min(Int128(a.high), bound)
    return Interval(Int64(low), Int64(high))
  }

  static func & (a: Interval, b: Interval) -> Interval {
    if a.low >= 0 && b.low >= 0 { return Interval(0, min(a.high, b.high)) }
    if a.low >= 0 { return Interval(0, a.high) }
    if b.low >= 0 { return Interval(0, b.high) }
    return .all
  }

  /// The results of `a | b` and of `a ^ b`.
  static func | (a: Interval, b: Interval) -> Interval {
    guard a.low >= 0 && b.low >= 0 else { return .all }
    let bits = 64 - max(a.high, b.high).leadingZeroBitCount
    return Interval(0, bits == 63 ? .max : (1 << bits) - 1)
  }

  /// The numbers by which Ints can be shifted.
  public static let shifts = Interval(0, 63)

  /// The interval moved by `offset`, without what is no Int then.
  func moved(by offset: Int64) -> Interval { isEmpty ? self : (self + Interval(offset)).ints }

}
