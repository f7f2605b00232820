import Glibc

/// Reads JSON texts (RFC 8259).
struct JSONReader {

  /// What is wrong with a text, and where, from 1.
  struct Failure: Error {
    let problem: String
    let row: Int
    let column: Int

    /// The message of the JSONError.
    var message: String { "\(problem) at line \(row), column \(column)" }
  }

  /// How deep arrays and objects may be nested.
  static let maximumDepth = 1000

  private let text: [Unicode.Scalar]
  private var position = 0
  private var depth = 0

  private init(_ text: Text) { self.text = text.scalars }

  /// Returns the value of `text`.
  static func value(of text: Text) throws(Failure) -> Value {
    var reader = JSONReader(text)
    let value = try reader.readValue()
    reader.skipBlanks()
    if reader.position < reader.text.count { throw reader.unexpected() }
    return value
  }

  // MARK: Failures

  private func failure(_ problem: String, at place: Int) -> Failure {
    let before = text[..<place]
    let line = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
    return Failure(
      problem: problem, row: before.count { $0 == "\n" } + 1, column: place - line + 1)
  }

  /// The failure at what comes next.
  private func unexpected() -> Failure {
    guard position < text.count else { return failure("unexpected end", at: position) }
    let next = text[position]
    let isShown = next.value > 0x20 && next.value != 0x7F
    return failure("unexpected character\(isShown ? " \(next)" : "")", at: position)
  }

  // MARK: Steps

  private var next: Unicode.Scalar? { position < text.count ? text[position] : nil }

  private mutating func skipBlanks() {
    while let next, [" ", "\t", "\n", "\r"].contains(next) { position += 1 }
  }

  private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    if next != scalar { return false }
    position += 1
    return true
  }

  private mutating func expect(_ scalar: Unicode.Scalar) throws(Failure) {
    if !accept(scalar) { throw unexpected() }
  }

  // MARK: Values

  private mutating func readValue() throws(Failure) -> Value {
    skipBlanks()
    switch next {
    case "{": return try nested { (this) throws(Failure) in try this.readObject() }
    case "[": return try nested { (this) throws(Failure) in try this.readArray() }
    case "\"":
      position += 1
      return .string(try readString())
    case "t": return try readWord("true", .bool(true))
    case "f": return try readWord("false", .bool(false))
    case "n": return try readWord("null", .null)
    default: return try readNumber()
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    depth += 1
    if depth > Self.maximumDepth { throw failure("more than 1000 levels", at: position) }
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func readWord(_ word: String, _ value: Value) throws(Failure) -> Value {
    for scalar in word.unicodeScalars { try expect(scalar) }
    return value
  }

  private mutating func readArray() throws(Failure) -> Value {
    var elements: [Value] = []
    skipBlanks()
    if accept("]") { return .array(elements) }
    while true {
      elements.append(try readValue())
      skipBlanks()
      if accept("]") { return .array(elements) }
      try expect(",")
    }
  }

  private mutating func readObject() throws(Failure) -> Value {
    var object = OrderedMap()
    skipBlanks()
    if accept("}") { return .object(object) }
    while true {
      skipBlanks()
      try expect("\"")
      let key = Value.string(try readString())
      skipBlanks()
      try expect(":")
      object.set(Key(key)!, key, to: try readValue())
      skipBlanks()
      if accept("}") { return .object(object) }
      try expect(",")
    }
  }

  private mutating func readNumber() throws(Failure) -> Value {
    let start = position
    var isWhole = true
    _ = accept("-")
    if !accept("0") { try readDigits() }
    if accept(".") {
      isWhole = false
      try readDigits()
    }
    if accept("e") || accept("E") {
      isWhole = false
      if !accept("+") { _ = accept("-") }
      try readDigits()
    }
    let digits = Text(text[start..<position]).string
    if isWhole, let value = Int(digits) { return .int(value) }
    let value = strtod(digits, nil)
    if !value.isFinite { throw failure("too large a number", at: start) }
    return .float(value)
  }

  private mutating func readDigits() throws(Failure) {
    let start = position
    while let next, ("0"..."9").contains(next) { position += 1 }
    if position == start { throw unexpected() }
  }

  // MARK: Strings

  /// Reads a string behind its first quote.
  private mutating func readString() throws(Failure) -> Text {
    var content = Text()
    while !accept("\"") {
      guard let next, next.value >= 0x20 else { throw unexpected() }
      position += 1
      content.scalars.append(next == "\\" ? try readEscape() : next)
    }
    return content
  }

  private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t",
  ]

  /// Reads what follows a backslash.
  private mutating func readEscape() throws(Failure) -> Unicode.Scalar {
    let start = position - 1
    if accept("u") {
      var value = try readUnit()
      if (0xD800..<0xDC00).contains(value), accept("\\"), accept("u") {
        let low = try readUnit()
        value = (0xDC00..<0xE000).contains(low)
          ? 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00) : 0xD800
      }
      guard let scalar = Unicode.Scalar(value) else {
        throw failure("half a surrogate pair", at: start)
      }
      return scalar
    }
    guard let next, let meaning = Self.escapes[next] else { throw unexpected() }
    position += 1
    return meaning
  }

  private mutating func readUnit() throws(Failure) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let next, next.isASCII, let digit = Character(next).hexDigitValue else {
        throw unexpected()
      }
      unit = unit * 16 + UInt32(digit)
      position += 1
    }
    return unit
  }

}
