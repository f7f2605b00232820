import Source

/// The largest source file in bytes.
let maximumFileSize = 64 << 20

/// The number of errors after which the lexer and the parser report no more of a file.
let maximumErrorCount = 100

/// Returns the tokens of `file`, the last of which is the end of the file.
///
/// What is no token is reported to `diagnostics` and stands in the result as `.invalid`.
public func tokenize(
  _ file: FileID, in sources: SourceMap, diagnostics: inout DiagnosticSet
) -> [Token] {
  sources[file].bytes.withUnsafeBufferPointer { bytes in
    var lexer = Lexer(file: file, bytes: bytes, isLibrary: sources[file].isLibrary)
    swap(&lexer.diagnostics, &diagnostics)
    lexer.run()
    swap(&lexer.diagnostics, &diagnostics)
    return lexer.tokens
  }
}

/// The state of the division of a file into tokens.
///
/// The bytes are read one at a time; scalars are decoded only in names and messages.
struct Lexer {

  let file: FileID
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  var isAfterNewline = true
  var tokens: [Token] = []
  var diagnostics = DiagnosticSet()
  private var errorCount = 0

  private let keywords = KeywordTable.shared

  /// `true` iff names may contain `$`: names of the library that programs cannot write.
  private let isLibrary: Bool

  init(file: FileID, bytes: UnsafeBufferPointer<UInt8>, isLibrary: Bool) {
    self.file = file
    self.bytes = bytes
    self.isLibrary = isLibrary
  }

  /// Divides the whole file.
  mutating func run() {
    guard bytes.count <= maximumFileSize else {
      report(.fileTooLarge, "the file is larger than 64 MiB", from: 0, to: 0)
      position = bytes.count
      return append(.endOfFile, from: position)
    }
    if let offset = firstInvalidUTF8(in: bytes) {
      report(
        .invalidUTF8, "invalid UTF-8: byte 0x\(hexadecimal(bytes[offset], width: 2))",
        from: offset, to: offset + 1, help: "save the file as UTF-8")
      position = bytes.count
      return append(.endOfFile, from: position)
    }
    tokens.reserveCapacity(bytes.count / 4 + 16)
    skipByteOrderMark()
    while skipTrivia() { lexToken() }
    append(.endOfFile, from: position)
  }

  /// Returns the byte `distance` after the position, 0 beyond the end.
  func peek(_ distance: Int = 0) -> UInt8 {
    let i = position + distance
    return i < bytes.count ? bytes[i] : 0
  }

  /// Appends a token from `start` to the position.
  mutating func append(_ kind: TokenKind, from start: Int) {
    tokens.append(
      Token(
        kind: kind, isAfterNewline: isAfterNewline, start: UInt32(start), end: UInt32(position)))
    isAfterNewline = false
  }

  /// Reports an error about the bytes from `start` to `end`.
  mutating func report(
    _ code: SyntaxCode, _ message: String, from start: Int, to end: Int,
    notes: [Diagnostic.Note] = [], help: String? = nil
  ) {
    errorCount += 1
    if errorCount > maximumErrorCount { return }
    let span = SourceSpan(file: file, start: start, end: end)
    diagnostics.insert(
      Diagnostic(.error, code.rawValue, message, at: span, notes: notes, help: help))
  }

  /// Skips a byte order mark; a first line `#!…` is a comment like others.
  private mutating func skipByteOrderMark() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// Skips white space and comments; returns `false` at the end of the file.
  private mutating func skipTrivia() -> Bool {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\n"):
        isAfterNewline = true
        position += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0C:
        position += 1
      case UInt8(ascii: "#"):
        skipLine()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
        skipLine()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
        skipBlockComment()
      default:
        return true
      }
    }
    return false
  }

  private mutating func skipLine() {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
  }

  private mutating func skipBlockComment() {
    let start = position
    position += 2
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        position += 2
        return
      }
      if bytes[position] == UInt8(ascii: "\n") { isAfterNewline = true }
      position += 1
    }
    report(
      .unterminatedComment, "the comment is not closed", from: start, to: start + 2,
      help: "close it with '*/'")
  }

  private mutating func lexToken() {
    let byte = bytes[position]
    if isNameStart(byte) {
      let quote = peek(1)
      if byte == UInt8(ascii: "r"), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        return lexRawString()
      }
      return lexWord()
    }
    if isDigit(byte) { return lexNumber() }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return lexString() }
    if byte >= 0x80 {
      return scalar(at: position).properties.isXIDStart ? lexWord() : lexUnexpected()
    }
    if let (kind, length) = punctuation(byte) ?? operatorKind(byte) {
      let start = position
      position += length
      return append(kind, from: start)
    }
    lexUnexpected()
  }

  private mutating func lexWord() {
    let start = position
    var key: UInt64 = 0
    while position < bytes.count, bytes[position] < 0x80,
      isNamePart(bytes[position]) || isLibrary && bytes[position] == UInt8(ascii: "$")
    {
      key = key << 8 | UInt64(bytes[position])
      position += 1
    }
    if position < bytes.count, bytes[position] >= 0x80 { skipNameParts() }
    let kind = position - start <= 8 ? keywords.kind(of: key) : .name
    append(kind, from: start)
  }

  /// Moves the position behind all bytes that can continue a name.
  mutating func skipNameParts() {
    while position < bytes.count {
      if bytes[position] < 0x80 {
        guard isNamePart(bytes[position]) else { return }
        position += 1
      } else {
        let next = scalar(at: position)
        guard next.properties.isXIDContinue else { return }
        position += UTF8.width(next)
      }
    }
  }

  /// Reports a run of characters that begin no token.
  private mutating func lexUnexpected() {
    let start = position
    let first = scalar(at: position)
    repeat { position += UTF8.width(scalar(at: position)) } while isUnexpected(at: position)
    report(
      .unexpectedCharacter, "unexpected character \(describe(first))", from: start,
      to: position, help: help(for: first))
    append(.invalid, from: start)
  }

  private func isUnexpected(at offset: Int) -> Bool {
    guard offset < bytes.count else { return false }
    let byte = bytes[offset]
    if byte >= 0x80 { return !scalar(at: offset).properties.isXIDStart }
    return byte < 0x20 && byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\t")
      && byte != UInt8(ascii: "\r") && byte != 0x0C
  }

  private func help(for scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\u{201C}", "\u{201D}", "\u{2018}", "\u{2019}", "`": "strings stand between \" or '"
    case "\u{2013}", "\u{2014}", "\u{2212}": "the minus sign is '-'"
    case "\u{00A0}": "this is a no-break space; write an ordinary one"
    default: nil
    }
  }

}
