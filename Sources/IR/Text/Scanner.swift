/// A position in a text of SSA, with the words and numbers that stand there.
struct Scanner {

  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// `true` iff nothing is left.
  var isAtEnd: Bool { position >= bytes.count }

  /// The byte at the position; 0 at the end.
  var next: UInt8 { isAtEnd ? 0 : bytes[position] }

  /// `true` iff a line ends at the position.
  var isAtEndOfLine: Bool { isAtEnd || next == UInt8(ascii: "\n") }

  /// Returns the error `message` at `place`, or at the position.
  func error(_ message: String, at place: Int? = nil) -> ReadError {
    var (line, column) = (1, 1)
    for byte in bytes[..<min(place ?? position, bytes.count)] {
      if byte == UInt8(ascii: "\n") { (line, column) = (line + 1, 1) } else { column += 1 }
    }
    return ReadError(line: line, column: column, message: message)
  }

  // MARK: Space

  /// Skips spaces and a comment, up to the end of the line.
  mutating func skipSpaces() {
    while next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") || next == UInt8(ascii: "\r") {
      position += 1
    }
    if bytes[position...].starts(with: "//".utf8) {
      while !isAtEndOfLine { position += 1 }
    }
  }

  /// Skips spaces, comments and ends of lines.
  mutating func skipLines() {
    skipSpaces()
    while next == UInt8(ascii: "\n") {
      position += 1
      skipSpaces()
    }
  }

  /// Requires that nothing else stands on the line, and skips to what follows.
  mutating func endLine() throws(ReadError) {
    skipSpaces()
    guard isAtEndOfLine else { throw error("expected the end of the line") }
    skipLines()
  }

  // MARK: Words

  /// Takes `text` if it is next; spaces after it are skipped.
  mutating func take(_ text: String) -> Bool {
    guard bytes[position...].starts(with: text.utf8) else { return false }
    position += text.utf8.count
    skipSpaces()
    return true
  }

  /// Takes `text`.
  mutating func expect(_ text: String) throws(ReadError) {
    guard take(text) else { throw error("expected '\(text)'") }
  }

  /// Takes the word `text` if it is next, and no longer word.
  mutating func takeWord(_ text: String) -> Bool {
    guard peekWord() == text else { return false }
    return take(text)
  }

  /// Returns the word at the position, which may be empty.
  func peekWord() -> String {
    var end = position
    while end < bytes.count, TextForm.isNameByte(bytes[end]) { end += 1 }
    return String(decoding: bytes[position..<end], as: UTF8.self)
  }

  /// Takes a word, which messages call `what`.
  mutating func word(_ what: String) throws(ReadError) -> String {
    let word = peekWord()
    guard !word.isEmpty else { throw error("expected \(what)") }
    position += word.utf8.count
    skipSpaces()
    return word
  }

  /// Takes everything up to the next space, comma or end of line.
  mutating func run() -> String {
    let start = position
    while !isAtEndOfLine, next != UInt8(ascii: " "), next != UInt8(ascii: ",") { position += 1 }
    let run = String(decoding: bytes[start..<position], as: UTF8.self)
    skipSpaces()
    return run
  }

  // MARK: Literals

  /// Takes a decimal Int.
  mutating func integer() throws(ReadError) -> Int64 {
    let start = position
    var end = position
    if next == UInt8(ascii: "-") { end += 1 }
    while end < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[end] { end += 1 }
    guard let value = Int64(String(decoding: bytes[start..<end], as: UTF8.self)) else {
      throw error("expected an integer of 64 bits")
    }
    position = end
    skipSpaces()
    return value
  }

  /// Takes a number that is not negative and fits 31 bits.
  mutating func number() throws(ReadError) -> Int {
    let start = position
    let value = try integer()
    guard 0..<Int64(Int32.max) ~= value else { throw error("the number is too large", at: start) }
    return Int(value)
  }

  /// Takes a string in quotes.
  mutating func string() throws(ReadError) -> String {
    guard next == UInt8(ascii: "\"") else { throw error("expected a string") }
    position += 1
    var content: [UInt8] = []
    while next != UInt8(ascii: "\"") {
      guard !isAtEndOfLine else { throw error("the string is not closed") }
      if next == UInt8(ascii: "\\") {
        content.append(contentsOf: try escape())
      } else {
        content.append(next)
        position += 1
      }
    }
    position += 1
    skipSpaces()
    return String(decoding: content, as: UTF8.self)
  }

  private mutating func escape() throws(ReadError) -> [UInt8] {
    let start = position
    position += 2
    switch bytes[start...].dropFirst().first {
    case UInt8(ascii: "n"): return [UInt8(ascii: "\n")]
    case UInt8(ascii: "t"): return [UInt8(ascii: "\t")]
    case UInt8(ascii: "r"): return [UInt8(ascii: "\r")]
    case UInt8(ascii: "\\"): return [UInt8(ascii: "\\")]
    case UInt8(ascii: "\""): return [UInt8(ascii: "\"")]
    case UInt8(ascii: "u"):
      let digits = bytes[position...].dropFirst().prefix { $0 != UInt8(ascii: "}") }
      guard next == UInt8(ascii: "{"),
        let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(number)
      else { throw error("expected '\\u{' hexadecimal digits '}'", at: start) }
      position += digits.count + 2
      return Array(String(Character(scalar)).utf8)
    default: throw error("unknown escape", at: start)
    }
  }

}
