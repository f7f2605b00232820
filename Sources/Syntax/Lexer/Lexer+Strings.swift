import Source

extension Lexer {

  /// Lexes a string; its escapes are checked here and decoded by `decodeString`.
  mutating func lexString() {
    let start = position
    let quote = peek()
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
      if bytes[position] == quote {
        position += 1
        return append(.string, from: start)
      }
      if bytes[position] == UInt8(ascii: "\\") { checkEscape() } else { position += 1 }
    }
    unterminated(from: start, quote: quote)
  }

  /// Lexes `r"…"` or `r'…'`.
  mutating func lexRawString() {
    let start = position
    let quote = peek(1)
    position += 2
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
      position += 1
      if bytes[position - 1] == quote { return append(.rawString, from: start) }
    }
    unterminated(from: start, quote: quote)
  }

  private mutating func unterminated(from start: Int, quote: UInt8) {
    report(
      .unterminatedString, "the string is not closed", from: start, to: start + 1,
      help: "close it with \(Character(Unicode.Scalar(quote))) on the same line; "
        + "a line break is written '\\n'")
    append(.invalid, from: start)
  }

  /// Reports the escape at the position if it is none, and skips it.
  private mutating func checkEscape() {
    let start = position
    guard position + 1 < bytes.count, peek(1) != UInt8(ascii: "\n") else {
      position += 1
      return
    }
    switch peek(1) {
    case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"), UInt8(ascii: "0"),
      UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"):
      position += 2
    case UInt8(ascii: "x"):
      position += 2
      for _ in 0..<2 where digitValue(peek()) != nil { position += 1 }
      if position != start + 4 {
        report(
          .malformedEscape, "'\\x' needs two hexadecimal digits", from: start, to: position)
      }
    case UInt8(ascii: "u"):
      checkUnicodeEscape(from: start)
    default:
      let escaped = scalar(at: position + 1)
      position += 1 + UTF8.width(escaped)
      report(
        .unknownEscape, "unknown escape '\\\(escaped)'", from: start, to: position,
        help: "write '\\\\' for a backslash, or a raw string: r\"…\"")
    }
  }

  private mutating func checkUnicodeEscape(from start: Int) {
    position += 2
    guard peek() == UInt8(ascii: "{") else {
      return report(
        .malformedEscape, "'\\u' needs a code point in braces", from: start, to: position,
        help: "write '\\u{1F600}'")
    }
    position += 1
    var value: UInt32 = 0
    var count = 0
    while let digit = digitValue(peek()) {
      value = value > 0x10FFFF ? value : value << 4 | UInt32(digit)
      count += 1
      position += 1
    }
    guard count > 0, peek() == UInt8(ascii: "}") else {
      return report(
        .malformedEscape, "'\\u{' needs hexadecimal digits and '}'", from: start, to: position)
    }
    position += 1
    if Unicode.Scalar(value) == nil {
      report(.malformedEscape, "the code point is none of Unicode's", from: start, to: position)
    }
  }

}

/// Returns the value of the string `token` in `bytes`; escapes reported by the lexer are left out.
func decodeString(_ token: Token, in bytes: [UInt8]) -> String {
  let isRaw = token.kind == .rawString
  let body = bytes[(Int(token.start) + (isRaw ? 2 : 1))..<(Int(token.end) - 1)]
  if isRaw || !body.contains(UInt8(ascii: "\\")) { return String(decoding: body, as: UTF8.self) }
  var result: [UInt8] = []
  result.reserveCapacity(body.count)
  var i = body.startIndex
  while i < body.endIndex {
    if body[i] == UInt8(ascii: "\\") {
      i = decodeEscape(body, at: i, into: &result)
    } else {
      result.append(body[i])
      i += 1
    }
  }
  return String(decoding: result, as: UTF8.self)
}

/// Appends what the escape at `start` stands for; returns the offset after it.
private func decodeEscape(
  _ body: ArraySlice<UInt8>, at start: Int, into result: inout [UInt8]
) -> Int {
  let letter = body[start + 1]
  switch letter {
  case UInt8(ascii: "n"): result.append(0x0A)
  case UInt8(ascii: "t"): result.append(0x09)
  case UInt8(ascii: "r"): result.append(0x0D)
  case UInt8(ascii: "0"): result.append(0)
  case UInt8(ascii: "x"), UInt8(ascii: "u"):
    var value: UInt32 = 0
    var i = start + 2
    let isBraced = letter == UInt8(ascii: "u") && i < body.endIndex && body[i] == 0x7B
    if isBraced { i += 1 }
    let limit = isBraced ? body.endIndex : min(i + 2, body.endIndex)
    while i < limit, let digit = digitValue(body[i]) {
      value = value > 0x10FFFF ? value : value << 4 | UInt32(digit)
      i += 1
    }
    if let scalar = Unicode.Scalar(value) { result.append(contentsOf: String(scalar).utf8) }
    return isBraced && i < body.endIndex && body[i] == 0x7D ? i + 1 : i
  default: result.append(letter)
  }
  return start + 2
}
