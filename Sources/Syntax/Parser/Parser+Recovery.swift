import Source
import Support

extension Parser {

  // MARK: Skipping

  /// Moves to where the next statement begins, after a failure in the one that began at `start`.
  ///
  /// Brackets and blocks that were opened on the way are skipped with their contents, but a line
  /// that is not indented more than that of the token `line`, the statement's first, ends all.
  mutating func recover(from start: Int, onLineOf line: Int) {
    var brackets = openBrackets(from: start)
    var blocks = 0
    while kind != .endOfFile {
      if blocks == 0 {
        if kind == .semicolon {
          _ = advance()
          return
        }
        if endsStatement { return }
        if position > start, current.isAfterNewline,
          brackets <= 0 || kind.startsStatement || endsIndentation(of: line)
        {
          return
        }
      }
      if kind == .rightBrace, brackets <= 0, openers.last?.isBraced == true { return }
      brackets += bracketStep
      if kind == .end {
        blocks -= 1
      } else if position > start, opensBlock {
        blocks += 1
      }
      advance()
    }
    if blocks > 0 { hasSkippedOpener = true }
  }

  /// `true` iff the current token ends the block of a statement before it.
  private var endsStatement: Bool {
    switch kind {
    case .end, .else, .case, .catch, .finally: true
    default: false
    }
  }

  /// `true` iff the current token opens what an `end` closes.
  private var opensBlock: Bool {
    switch kind {
    case .func, .class, .while, .for, .match, .try: true
    case .if: tokens[position - 1].kind != .else
    default: false
    }
  }

  /// How many more brackets are open after the current token.
  private var bracketStep: Int {
    switch kind {
    case .leftParenthesis, .leftBracket, .leftBrace: 1
    case .rightParenthesis, .rightBracket, .rightBrace: -1
    default: 0
    }
  }

  /// Moves to the `:` that ends a head that began at `start`, or to the end of its line.
  ///
  /// A `;` ends the head as well, unless it may hold some.
  mutating func skipHeader(from start: Int, holdsSemicolons: Bool = false) {
    var brackets = openBrackets(from: start)
    while kind != .endOfFile, kind != .end, holdsSemicolons || kind != .semicolon {
      if current.isAfterNewline, brackets <= 0 || kind.startsStatement { return }
      switch kind {
      case .colon where brackets <= 0: return
      case .doubleArrow where brackets <= 0: return
      case .leftBrace where brackets <= 0 && tokens[position + 1].isAfterNewline: return
      default: brackets += bracketStep
      }
      advance()
    }
  }

  /// `true` iff the current token, the first of its line, is indented no more than the line that
  /// begins with the token `line`, and closes no bracket.
  private func endsIndentation(of line: Int) -> Bool {
    switch kind {
    case .rightParenthesis, .rightBracket, .rightBrace: false
    default: indentation(ofTokenAt: position) <= indentation(ofTokenAt: line)
    }
  }

  /// Returns how many brackets from `start` to the current token are open.
  private func openBrackets(from start: Int) -> Int {
    var count = 0
    for i in start..<max(start, position) {
      switch tokens[i].kind {
      case .leftParenthesis, .leftBracket, .leftBrace: count += 1
      case .rightParenthesis, .rightBracket, .rightBrace: count = max(0, count - 1)
      default: break
      }
    }
    return count
  }

  // MARK: Blocks

  /// Returns the width of the white space before the token at `index`, the first of its line.
  func indentation(ofTokenAt index: Int) -> Int {
    let end = Int(tokens[index].start)
    var start = end
    while start > 0, source.bytes[start - 1] != UInt8(ascii: "\n"), end - start < 1000 {
      start -= 1
    }
    return end - start
  }

  /// Reports that `opener` has no `end`, or an inner one whose `end` was taken for it.
  mutating func reportMissingEnd(_ opener: Opener) {
    if hasSkippedOpener { return }
    let guess = mismatch?.opener ?? opener
    let word = text(of: guess.token)
    var notes = [Diagnostic.Note("'\(word)' opened here", at: span(of: guess.token))]
    if let mismatch {
      notes.append(
        .init("this 'end' is indented like an outer block", at: span(of: mismatch.end)))
    }
    mismatch = nil
    report(
      .missingEnd, "missing 'end' for '\(word)'", at: span(of: current), notes: notes,
      help: guess.isBraced ? "a block begins with ':' and ends with 'end'" : nil)
    if kind == .endOfFile { hasSkippedOpener = true }
  }

  /// Reports and skips an `end`, `else`, `case`, `catch` or `finally` that belongs to nothing.
  mutating func skipStrayWord() {
    let token = current
    let word = text(of: token)
    if token.kind == .end {
      if !hasSkippedOpener {
        report(
          .strayWord, "'end' closes nothing", at: span(of: token),
          help: "remove it, or look for a block above that was closed too early")
      }
      advance()
      return
    }
    let owner =
      switch token.kind {
      case .else: "'if' or 'match'"
      case .case: "'match'"
      default: "'try'"
      }
    report(.strayWord, "'\(word)' without \(owner)", at: span(of: token))
    advance()
    while kind != .endOfFile, !current.isAfterNewline, kind != .semicolon {
      if consume(.colon) { return }
      if kind == .end || kind.startsStatement && kind != .if { return }
      advance()
    }
  }

  /// Reports and skips a closing bracket that begins a statement.
  mutating func skipStrayBracket() {
    report(.strayWord, "'\(text(of: current))' closes nothing", at: span(of: current))
    advance()
  }

  /// Consumes the `:` of a class.
  mutating func beginClassBody(isBroken: Bool) {
    if consume(.colon) || isBroken { return }
    if kind == .leftBrace {
      report(
        .braceBlock, "blocks have no braces", at: span(of: current),
        help: "a class begins with ':' and ends with 'end'")
      advance()
      openers[openers.count - 1].isBraced = true
      return
    }
    let place = current.isAfterNewline ? span(previousEnd, previousEnd) : span(of: current)
    report(.missingColon, "expected ':' after the class's head", at: place)
  }

}
