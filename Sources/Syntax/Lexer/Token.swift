/// A lexical element: its kind and the bytes it covers.
public struct Token: Sendable {

  public var kind: TokenKind

  /// `true` iff a line break stands between the token before and this one.
  public var isAfterNewline: Bool

  /// The offset of the first byte.
  public var start: UInt32

  /// The offset after the last byte.
  public var end: UInt32

  public init(kind: TokenKind, isAfterNewline: Bool, start: UInt32, end: UInt32) {
    self.kind = kind
    self.isAfterNewline = isAfterNewline
    self.start = start
    self.end = end
  }

}

/// The kinds of tokens.
public enum TokenKind: UInt8, Sendable {

  case endOfFile

  /// Text that is no token; a diagnostic was given.
  case invalid

  case integer, float, string, rawString
  case name

  // Reserved words; `isWord` relies on their standing together, after `name`.
  case and, `as`, async, await, `break`, `case`, `catch`, `class`, const, `continue`, `else`, end
  case export, extends, `false`, finally, `for`, from, `func`, `if`, `import`, `in`, `is`, `let`
  case match, not, null, or, `private`, `return`, selfWord, superWord, `throw`, `true`, `try`
  case use, when, `while`

  // Punctuation.
  case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
  case comma, semicolon, colon, dot, ellipsis, doubleArrow, arrow

  // Operators.
  case question, dotDot
  case assign, plusAssign, minusAssign, starAssign, slashAssign, percentAssign
  case increment, decrement
  case equal, notEqual, less, lessEqual, greater, greaterEqual
  case plus, minus, star, slash, percent, power
  case ampersand, pipe, caret, tilde, shiftLeft, shiftRight
  case doubleAmpersand, doublePipe, exclamation

  /// `true` iff the token is a name or a reserved word.
  public var isWord: Bool {
    rawValue >= TokenKind.name.rawValue && rawValue <= TokenKind.while.rawValue
  }

  /// `true` iff the token is a reserved word.
  public var isReserved: Bool { isWord && self != .name }

  /// The word for this kind in `emit tokens`.
  var category: String {
    switch self {
    case .endOfFile: "end"
    case .invalid: "invalid"
    case .integer: "integer"
    case .float: "float"
    case .string: "string"
    case .rawString: "raw string"
    case .name: "name"
    case _ where isReserved: "keyword"
    case _ where rawValue < TokenKind.question.rawValue: "punctuation"
    default: "operator"
    }
  }

}

/// The reserved words, in a hash table keyed by their bytes.
struct KeywordTable: Sendable {

  static let shared = KeywordTable()

  /// The words and their kinds.
  private static let words: [(StaticString, TokenKind)] = [
    ("and", .and), ("as", .as), ("async", .async), ("await", .await), ("break", .break),
    ("case", .case), ("catch", .catch), ("class", .class), ("const", .const),
    ("continue", .continue), ("else", .else), ("end", .end), ("export", .export),
    ("extends", .extends), ("False", .false), ("false", .false), ("finally", .finally),
    ("for", .for), ("from", .from), ("func", .func), ("function", .func), ("if", .if),
    ("import", .import), ("in", .in), ("is", .is), ("let", .let), ("match", .match), ("not", .not),
    ("Null", .null), ("null", .null), ("or", .or), ("private", .private), ("return", .return),
    ("self", .selfWord), ("super", .superWord), ("throw", .throw), ("True", .true),
    ("true", .true), ("try", .try), ("use", .use), ("when", .when), ("while", .while),
  ]

  private var slots = [(key: UInt64, kind: TokenKind)](repeating: (0, .name), count: 256)

  private init() {
    for (word, kind) in Self.words {
      var key: UInt64 = 0
      for i in 0..<word.utf8CodeUnitCount { key = key << 8 | UInt64(word.utf8Start[i]) }
      var i = Self.slot(of: key)
      while slots[i].key != 0 { i = (i + 1) & 255 }
      slots[i] = (key, kind)
    }
  }

  /// Returns the kind of the word whose bytes, at most eight, are packed in `key`.
  func kind(of key: UInt64) -> TokenKind {
    var i = Self.slot(of: key)
    while slots[i].key != 0 {
      if slots[i].key == key { return slots[i].kind }
      i = (i + 1) & 255
    }
    return .name
  }

  private static func slot(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }

}
