/// Returns `true` iff `byte` is a letter of ASCII or `_`.
func isNameStart(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
}

/// Returns `true` iff `byte` is a decimal digit.
func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

/// Returns `true` iff `byte` is a letter of ASCII, a digit or `_`.
func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

/// Returns the value of the hexadecimal digit `byte`, or `nil` if it is none.
func digitValue(_ byte: UInt8) -> Int? {
  if isDigit(byte) { return Int(byte) - 48 }
  let letter = (byte | 0x20) &- UInt8(ascii: "a")
  return letter < 6 ? Int(letter) + 10 : nil
}

/// Returns `value` in hexadecimal digits, at least `width` of them.
func hexadecimal(_ value: some BinaryInteger, width: Int) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Returns `scalar` in quotes, or by its code point where it cannot be seen.
func describe(_ scalar: Unicode.Scalar) -> String {
  let isVisible: Bool
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
    .paragraphSeparator, .spaceSeparator:
    isVisible = false
  default:
    isVisible = true
  }
  return isVisible ? "'\(scalar)'" : "U+\(hexadecimal(scalar.value, width: 4))"
}

/// Returns the offset of the first byte in `bytes` that is not part of valid UTF-8.
///
/// The limits of the second byte are those of table 3-7 of the Unicode standard.
func firstInvalidUTF8(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  var i = 0
  while i < bytes.count {
    let lead = bytes[i]
    if lead < 0x80 {
      i += 1
      continue
    }
    let length: Int
    var (low, high): (UInt8, UInt8) = (0x80, 0xBF)
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, low) = (3, 0xA0)
    case 0xED: (length, high) = (3, 0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, low) = (4, 0x90)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, high) = (4, 0x8F)
    default: return i
    }
    guard i + length <= bytes.count, (low...high).contains(bytes[i + 1]) else { return i }
    for j in 2..<max(2, length) where bytes[i + j] & 0xC0 != 0x80 { return i }
    i += length
  }
  return nil
}

extension Lexer {

  /// Returns the scalar that begins at `offset`.
  ///
  /// - Requires: the bytes are valid UTF-8.
  func scalar(at offset: Int) -> Unicode.Scalar {
    let lead = UInt32(bytes[offset])
    let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = length == 1 ? lead : lead & (0x7F >> UInt32(length))
    for i in 1..<max(1, length) { value = value << 6 | UInt32(bytes[offset + i] & 0x3F) }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  /// Returns the kind and length of the punctuation that begins with `byte`.
  func punctuation(_ byte: UInt8) -> (TokenKind, Int)? {
    switch byte {
    case UInt8(ascii: "("): (.leftParenthesis, 1)
    case UInt8(ascii: ")"): (.rightParenthesis, 1)
    case UInt8(ascii: "["): (.leftBracket, 1)
    case UInt8(ascii: "]"): (.rightBracket, 1)
    case UInt8(ascii: "{"): (.leftBrace, 1)
    case UInt8(ascii: "}"): (.rightBrace, 1)
    case UInt8(ascii: ","): (.comma, 1)
    case UInt8(ascii: ";"): (.semicolon, 1)
    case UInt8(ascii: ":"): (.colon, 1)
    case UInt8(ascii: "?"): (.question, 1)
    case UInt8(ascii: "^"): (.caret, 1)
    case UInt8(ascii: "~"): (.tilde, 1)
    case UInt8(ascii: "."):
      peek(1) != byte ? (.dot, 1) : peek(2) == byte ? (.ellipsis, 3) : (.dotDot, 2)
    default: nil
    }
  }

  /// Returns the kind and length of the longest operator that begins with `byte`.
  func operatorKind(_ byte: UInt8) -> (TokenKind, Int)? {
    let next = peek(1)
    let isDoubled = next == byte
    let isAssigning = next == UInt8(ascii: "=")
    let isArrow = next == UInt8(ascii: ">")
    switch byte {
    case UInt8(ascii: "="):
      return isDoubled ? (.equal, 2) : isArrow ? (.doubleArrow, 2) : (.assign, 1)
    case UInt8(ascii: "!"): return isAssigning ? (.notEqual, 2) : (.exclamation, 1)
    case UInt8(ascii: "<"):
      return isAssigning ? (.lessEqual, 2) : isDoubled ? (.shiftLeft, 2) : (.less, 1)
    case UInt8(ascii: ">"):
      return isAssigning ? (.greaterEqual, 2) : isDoubled ? (.shiftRight, 2) : (.greater, 1)
    case UInt8(ascii: "+"):
      return isDoubled ? (.increment, 2) : isAssigning ? (.plusAssign, 2) : (.plus, 1)
    case UInt8(ascii: "-"):
      if isArrow { return (.arrow, 2) }
      return isDoubled ? (.decrement, 2) : isAssigning ? (.minusAssign, 2) : (.minus, 1)
    case UInt8(ascii: "*"):
      return isDoubled ? (.power, 2) : isAssigning ? (.starAssign, 2) : (.star, 1)
    case UInt8(ascii: "/"): return isAssigning ? (.slashAssign, 2) : (.slash, 1)
    case UInt8(ascii: "%"): return isAssigning ? (.percentAssign, 2) : (.percent, 1)
    case UInt8(ascii: "&"): return isDoubled ? (.doubleAmpersand, 2) : (.ampersand, 1)
    case UInt8(ascii: "|"): return isDoubled ? (.doublePipe, 2) : (.pipe, 1)
    default: return nil
    }
  }

}
