import Source
import Support

extension Parser {

  /// Parses `":" block "end"`, the whole body of the construct that `keyword` opened.
  mutating func parseBody(
    _ keyword: Token, after what: String, isBroken: Bool = false
  ) -> Block {
    open(keyword)
    let block = parseBlock(after: what, isBroken: isBroken)
    close()
    return block
  }

  /// Notes that `keyword` opens a construct that `end` closes.
  mutating func open(_ keyword: Token, acceptsElse: Bool = false) {
    openers.append(Opener(token: keyword, lineStart: lineStart, acceptsElse: acceptsElse))
  }

  /// Parses `":" block` up to the word that ends it.
  mutating func parseBlock(after what: String, isBroken: Bool = false) -> Block {
    expectColon(after: what, isBroken: isBroken)
    depth += 1
    defer { depth -= 1 }
    if depth > maximumNesting { _ = nestingFailure() }
    let start = current.start
    let statements = parseStatements()
    return Block(statements: statements, span: span(start, current.start))
  }

  /// Consumes the `end` of the innermost construct, or reports that it is missing.
  mutating func close() {
    guard let opener = openers.popLast() else { unreachable() }
    if opener.isBraced, consume(.rightBrace) { return }
    guard kind == .end else { return reportMissingEnd(opener) }
    if mismatch == nil, current.isAfterNewline,
      indentation(ofTokenAt: position) < indentation(ofTokenAt: opener.lineStart)
    {
      mismatch = (opener, current)
    }
    advance()
  }

  /// Consumes the `:` before a block; nothing is said where the head was broken already.
  private mutating func expectColon(after what: String, isBroken: Bool) {
    if consume(.colon) {
      if kind == .leftBrace, startsBraceBlock { openBrace() }
      return
    }
    if kind == .leftBrace { return openBrace() }
    if isBroken || kind == .invalid { return }
    let token = current
    if token.kind == .name, !token.isAfterNewline,
      isSpelled(token, "then") || isSpelled(token, "do")
    {
      report(
        .missingColon,
        "expected ':' \(what.isEmpty ? "" : "after \(what), ")found "
          + description(of: token), at: span(of: token),
        help: "a block begins with ':' and ends with 'end'")
      advance()
      _ = consume(.colon)
      return
    }
    let place =
      token.isAfterNewline || token.kind == .endOfFile
      ? span(previousEnd, previousEnd) : span(of: token)
    report(
      .missingColon, "expected ':' after \(what)", at: place,
      help: token.kind == .doubleArrow
        ? "a block begins with ':' and ends with 'end'"
        : token.isAfterNewline ? nil : hint(for: token))
    if token.kind == .doubleArrow || token.kind == .assign {
      _ = advance()
      return
    }
    if !token.isAfterNewline, let colon = colonOnLine() {
      while position <= colon { advance() }
    }
  }

  /// Returns the index of the `:` on the current line that ends a head, if there is one.
  private func colonOnLine() -> Int? {
    var brackets = 0
    var i = position
    while i == position || !tokens[i].isAfterNewline {
      switch tokens[i].kind {
      case .colon where brackets == 0: return i
      case .leftParenthesis, .leftBracket, .leftBrace: brackets += 1
      case .rightParenthesis, .rightBracket, .rightBrace: brackets -= 1
      case .semicolon, .end, .else, .case, .catch, .finally, .endOfFile: return nil
      default: if tokens[i].kind.startsStatement { return nil }
      }
      i += 1
    }
    return nil
  }

  /// `true` iff the `{` after a `:` opens a block rather than a literal.
  private var startsBraceBlock: Bool { kind(after: 1).startsStatement }

  private mutating func openBrace() {
    report(
      .braceBlock, "blocks have no braces", at: span(of: current),
      help: "a block begins with ':' and ends with 'end'")
    advance()
    openers[openers.count - 1].isBraced = true
  }

  /// `true` iff the current token ends the block being parsed.
  ///
  /// A word that closes no open construct is reported and skipped.
  mutating func isAtBlockEnd() -> Bool {
    while true {
      switch kind {
      case .endOfFile: return true
      case .end, .else, .case, .catch, .finally:
        if openers.last.map({ accepts($0) }) == true { return true }
        if openers.contains(where: { accepts($0) }) { return true }
        skipStrayWord()
      case .rightBrace:
        if openers.last?.isBraced == true { return true }
        skipStrayBracket()
      case .rightParenthesis, .rightBracket:
        skipStrayBracket()
      case .name where openers.last?.token.kind == .if:
        return isElseIfWord
      default:
        return false
      }
    }
  }

  /// `true` iff the current token can end a block of the construct `opener`.
  private func accepts(_ opener: Opener) -> Bool {
    switch kind {
    case .end: true
    case .else: opener.acceptsElse
    case .case: opener.token.kind == .match
    case .catch, .finally: opener.token.kind == .try
    default: false
    }
  }

  /// `true` iff the current token is `elif`, `elseif` or `elsif` and a condition follows.
  var isElseIfWord: Bool {
    let token = current
    guard token.kind == .name else { return false }
    guard
      isSpelled(token, "elif") || isSpelled(token, "elseif") || isSpelled(token, "elsif")
    else { return false }
    return !tokens[position + 1].isAfterNewline && kind(after: 1) != .assign
      && kind(after: 1) != .dot
  }

}
