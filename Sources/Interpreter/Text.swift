/// The content of a String: Unicode scalars, equal iff they are the same scalars.
struct Text: Hashable, ExpressibleByStringLiteral {

  var scalars: [Unicode.Scalar]

  init(_ scalars: [Unicode.Scalar] = []) { self.scalars = scalars }

  init(_ scalars: ArraySlice<Unicode.Scalar>) { self.scalars = Array(scalars) }

  init(_ string: String) { scalars = Array(string.unicodeScalars) }

  init(stringLiteral value: String) { self.init(value) }

  var count: Int { scalars.count }
  var isEmpty: Bool { scalars.isEmpty }

  /// The content as Swift's string.
  var string: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// The content as UTF-8.
  var utf8: [UInt8] { Array(string.utf8) }

  mutating func append(_ other: Text) { scalars.append(contentsOf: other.scalars) }

  mutating func append(_ string: String) { scalars.append(contentsOf: string.unicodeScalars) }

  static func + (a: Text, b: Text) -> Text { Text(a.scalars + b.scalars) }

  /// Returns -1, 0 or 1 as this stands before, at or after `other` in the order of scalars.
  func compared(to other: Text) -> Int {
    for (a, b) in zip(scalars, other.scalars) where a != b { return a < b ? -1 : 1 }
    return count == other.count ? 0 : count < other.count ? -1 : 1
  }

  /// Returns the index of the first occurrence of `part` at or after `start`.
  func index(of part: Text, from start: Int = 0) -> Int? {
    guard start <= count - part.count else { return nil }
    return (start...count - part.count).first { occurs(part, at: $0) }
  }

  /// Returns the index of the last occurrence of `part`.
  func lastIndex(of part: Text) -> Int? {
    guard part.count <= count else { return nil }
    return (0...count - part.count).last { occurs(part, at: $0) }
  }

  /// `true` iff `part` stands at `index`; it fits there.
  func occurs(_ part: Text, at index: Int) -> Bool {
    for i in 0..<part.count where scalars[index + i] != part.scalars[i] { return false }
    return true
  }

}
