extension Lexer {

  /// Lexes a number in any of its forms.
  mutating func lexNumber() {
    let start = position
    if peek() == UInt8(ascii: "0"), let radix = radix(of: peek(1)) {
      return lexInteger(radix: radix, from: start)
    }
    var isWellFormed = skipDigits()
    var kind = TokenKind.integer
    if peek() == UInt8(ascii: "."), isDigit(peek(1)) {
      kind = .float
      position += 1
      isWellFormed = skipDigits() && isWellFormed
    }
    if peek() | 0x20 == UInt8(ascii: "e"), hasExponent() {
      kind = .float
      position += isDigit(peek(1)) ? 1 : 2
      isWellFormed = skipDigits() && isWellFormed
    }
    finishNumber(kind, isWellFormed: isWellFormed, from: start)
  }

  private func hasExponent() -> Bool {
    let hasSign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
    return isDigit(peek(hasSign ? 2 : 1))
  }

  private func radix(of letter: UInt8) -> Int? {
    switch letter | 0x20 {
    case UInt8(ascii: "x"): 16
    case UInt8(ascii: "o"): 8
    case UInt8(ascii: "b"): 2
    default: nil
    }
  }

  /// Lexes an integer that begins with `0x`, `0o` or `0b`.
  private mutating func lexInteger(radix: Int, from start: Int) {
    let letter = peek(1)
    position += 2
    skipNameParts()
    var previous = UInt8(ascii: "_")
    for i in (start + 2)..<position {
      let byte = bytes[i]
      if let value = digitValue(byte), value < radix {
        previous = byte
      } else if byte == UInt8(ascii: "_"), previous != byte {
        previous = byte
      } else {
        return malformed(
          byte == UInt8(ascii: "_")
            ? "'_' must stand between two digits"
            : "\(describe(scalar(at: i))) is no digit of base \(radix)", from: start)
      }
    }
    if position == start + 2 { return malformed("digits must follow", from: start) }
    if previous == UInt8(ascii: "_") {
      return malformed("'_' must stand between two digits", from: start)
    }
    if letter < UInt8(ascii: "a") {
      return malformed("the prefix is written in lower case", from: start)
    }
    append(.integer, from: start)
  }

  /// Skips digits and `_`; returns `true` iff every `_` stands between two digits.
  private mutating func skipDigits() -> Bool {
    var isWellFormed = true
    var previous: UInt8 = 0
    while isDigit(peek()) || peek() == UInt8(ascii: "_") {
      if peek() == UInt8(ascii: "_"), !isDigit(previous) || !isDigit(peek(1)) {
        isWellFormed = false
      }
      previous = peek()
      position += 1
    }
    return isWellFormed
  }

  private mutating func finishNumber(_ kind: TokenKind, isWellFormed: Bool, from start: Int) {
    let end = position
    skipNameParts()
    if position > end {
      malformed("a name cannot begin with a digit, nor follow a number directly", from: start)
    } else if !isWellFormed {
      malformed("'_' must stand between two digits", from: start)
    } else {
      append(kind, from: start)
    }
  }

  private mutating func malformed(_ reason: String, from start: Int) {
    let text = String(decoding: bytes[start..<min(position, start + 40)], as: UTF8.self)
    report(.malformedNumber, "malformed number '\(text)'", from: start, to: position, help: reason)
    append(.invalid, from: start)
  }

}
