import Source
import Support

extension Parser {

  /// Parses the expression of a head. After an error, skips to the `:` that ends the head.
  mutating func parseHead() -> (value: ExprID, isBroken: Bool) {
    let start = position
    do {
      let value = try parseExpression()
      if kind == .assign {
        _ = assignmentFailure()
        advance()
        _ = try parseExpression()
      }
      return (value, false)
    } catch {
      skipHeader(from: start)
      return (addInvalid(), true)
    }
  }

  /// `"if" condition ":" block { "else" "if" condition ":" block } ["else" ":" block] "end"`
  mutating func parseIf() -> StmtID {
    let keyword = advance()
    open(keyword, acceptsElse: true)
    var branches: [ConditionalBlock] = []
    var alternative: Block?
    repeat {
      let (condition, isBroken) = parseHead()
      let body = parseBlock(after: "the condition", isBroken: isBroken)
      branches.append(ConditionalBlock(condition: condition, body: body))
      leaveBrace()
    } while consumeElseIf()
    if kind == .else {
      advance()
      openers[openers.count - 1].acceptsElse = false
      alternative = parseBlock(after: "'else'")
    }
    close()
    return add(.ifElse(branches, else: alternative), from: keyword.start)
  }

  /// Consumes `else if`, or one of the words that other languages have for it.
  private mutating func consumeElseIf() -> Bool {
    if kind == .else, kind(after: 1) == .if {
      advance()
      advance()
      return true
    }
    guard isElseIfWord else { return false }
    report(
      .foreignWord, "'\(text(of: current))' is no word of Myco", at: span(of: current),
      help: "write 'else if'")
    advance()
    return true
  }

  /// Consumes the `}` before an `else`; one before nothing more is left to `close`.
  private mutating func leaveBrace() {
    guard openers[openers.count - 1].isBraced, kind == .rightBrace else { return }
    let next = tokens[min(position + 1, tokens.count - 1)].kind
    guard next == .else || next == .catch || next == .finally || next == .case else { return }
    advance()
    openers[openers.count - 1].isBraced = false
  }

  /// `"while" condition ":" block "end"`
  mutating func parseWhile() -> StmtID {
    let keyword = advance()
    let (condition, isBroken) = parseHead()
    let body = parseBody(keyword, after: "the condition", isBroken: isBroken)
    return add(.whileLoop(condition, body), from: keyword.start)
  }

  /// `"for" name ["," name] "in" expression ":" block "end"`, or the form with three parts.
  mutating func parseFor() -> StmtID {
    let keyword = advance()
    let start = position
    do {
      if kind == .name, kind(after: 1) == .in || kind(after: 1) == .comma {
        return try parseForIn(keyword)
      }
      if kind == .leftParenthesis, kind(after: 1) == .let || kind(after: 2) == .in {
        throw failure(
          .unexpectedToken, "the head of a loop stands without parentheses",
          help: "write 'for x in e:' or 'for let i = 0; i < n; i++:'")
      }
      if kind == .let || kind == .const, kind(after: 2) == .in {
        throw failure(
          .unexpectedToken, "'\(text(of: current))' is not needed here",
          help: "write 'for x in e:'; the variable is new in each iteration")
      }
      return try parseForParts(keyword)
    } catch {
      skipHeader(from: start, holdsSemicolons: true)
      let body = parseBody(keyword, after: "the head of the loop", isBroken: true)
      return add(.whileLoop(addInvalid(), body), from: keyword.start)
    }
  }

  private mutating func parseForIn(_ keyword: Token) throws(Failure) -> StmtID {
    var variables: [DeclID] = []
    repeat {
      let name = try parseName("a loop variable's name")
      variables.append(declare(name, .loopVariable))
    } while variables.count < 2 && consume(.comma)
    try expect(.in, "in", "after the loop's variables")
    let (sequence, isBroken) = parseHead()
    let body = parseBody(keyword, after: "the sequence", isBroken: isBroken)
    return add(
      .forIn(variables: variables, sequence: sequence, body: body), from: keyword.start)
  }

  private mutating func parseForParts(_ keyword: Token) throws(Failure) -> StmtID {
    var initializers: [StmtID] = []
    if kind == .let || kind == .const {
      initializers = try parseBindings(.unspecified)
    } else if kind != .semicolon {
      initializers = [try parseSimpleStatement()]
    }
    if initializers.isEmpty || kind == .semicolon {
      try expect(.semicolon, ";", "after the loop's start")
    } else {
      throw expected(
        "';' after the loop's start",
        help: "loops are written 'for x in e:' or 'for let i = 0; i < n; i++:'")
    }
    let condition = kind == .semicolon ? nil : try parseExpression()
    try expect(.semicolon, ";", "after the loop's condition")
    let step = kind == .colon ? nil : try parseSimpleStatement()
    let body = parseBody(keyword, after: "the head of the loop")
    return add(
      .forLoop(initializers: initializers, condition: condition, step: step, body: body),
      from: keyword.start)
  }

  /// `"try" ":" block ["catch" name ":" block] ["finally" ":" block] "end"`
  mutating func parseTry() -> StmtID {
    let keyword = advance()
    open(keyword)
    let body = parseBlock(after: "'try'")
    leaveBrace()
    var (variable, handler, cleanup): (DeclID?, Block?, Block?) = (nil, nil, nil)
    while kind == .catch || kind == .finally {
      let word = current
      if cleanup != nil || word.kind == .catch && handler != nil {
        report(
          .strayWord, "'\(text(of: word))' cannot follow here", at: span(of: word),
          help: "a 'try' has one 'catch', then one 'finally'")
      }
      advance()
      if word.kind == .catch {
        variable = parseCatchVariable()
        handler = parseBlock(after: "'catch'")
      } else {
        cleanup = parseBlock(after: "'finally'")
      }
      leaveBrace()
    }
    if handler == nil, cleanup == nil, kind == .end {
      report(
        .tryWithoutHandler, "'try' without 'catch' and 'finally'", at: span(of: keyword),
        help: "add 'catch e: …' before 'end'")
    }
    close()
    return add(
      .tryCatch(body, catchVariable: variable, catchBody: handler, finally: cleanup),
      from: keyword.start)
  }

  /// Parses the name after `catch`; parentheses around it are an error that is passed over.
  private mutating func parseCatchVariable() -> DeclID? {
    if kind == .leftParenthesis, kind(after: 1) == .name, kind(after: 2) == .rightParenthesis {
      report(
        .unexpectedToken, "the caught error stands without parentheses", at: span(of: current),
        help: "write 'catch \(text(of: tokens[position + 1])):'")
      advance()
      let name = advance()
      advance()
      return declare(name, .caught)
    }
    if kind == .colon || kind == .leftBrace { return nil }
    let start = position
    do {
      return declare(try parseName("the name of the caught error"), .caught)
    } catch {
      skipHeader(from: start)
      return nil
    }
  }

  /// `"match" expression ":" { case } ["else" (":" block | "=>" statement)] "end"`
  mutating func parseMatch() -> StmtID {
    let keyword = advance()
    let (subject, isBroken) = parseHead()
    open(keyword, acceptsElse: true)
    let stray = parseBlock(after: "the value to match", isBroken: isBroken)
    if let first = stray.statements.first {
      report(
        .unexpectedToken, "expected 'case' in 'match'", at: ast.stmts[first].span,
        notes: [.init("this 'match' was opened here", at: span(of: keyword))])
    }
    var cases: [MatchCase] = []
    var alternative: Block?
    while kind == .case || kind == .else {
      if alternative != nil {
        report(
          .strayWord, "'\(text(of: current))' after the 'else' of a 'match'", at: span(of: current),
          help: "'else' is the last of the cases")
      }
      if kind == .case {
        cases.append(parseCase())
      } else {
        advance()
        alternative = parseCaseBody(after: "'else'", isBroken: false)
      }
    }
    close()
    return add(.match(subject, cases, else: alternative), from: keyword.start)
  }

  /// `"case" pattern [("if" | "when") expression] (":" block | "=>" statement)`
  private mutating func parseCase() -> MatchCase {
    let keyword = advance()
    let start = position
    var pattern = ast.patterns.append(Pattern(kind: .invalid, span: span(of: current)))
    var guardCondition: ExprID?
    var isBroken = false
    do {
      pattern = try parsePattern(isNested: false)
      if kind == .if || kind == .when {
        advance()
        allowsLambda = false
        defer { allowsLambda = true }
        guardCondition = try parseExpression()
      }
    } catch {
      skipHeader(from: start)
      isBroken = true
    }
    let body = parseCaseBody(after: "the pattern", isBroken: isBroken)
    return MatchCase(
      pattern: pattern, guardCondition: guardCondition, body: body,
      span: span(from: keyword.start))
  }

  private mutating func parseCaseBody(after what: String, isBroken: Bool) -> Block {
    guard kind == .doubleArrow else {
      let block = parseBlock(after: what, isBroken: isBroken)
      leaveBrace()
      return block
    }
    advance()
    let (start, line) = (position, lineStart)
    var statements: [StmtID] = []
    do {
      statements.append(try parseSimpleStatement())
      try endStatement()
    } catch {
      recover(from: start, onLineOf: line)
    }
    let block = Block(statements: statements, span: span(from: tokens[start].start))
    while consume(.semicolon) {}
    if !isAtBlockEnd() {
      report(
        .unexpectedToken, "expected 'case', 'else' or 'end' after the statement of '=>'",
        at: span(of: current), help: "write ':' instead of '=>' for several statements")
      _ = parseStatements()
    }
    return block
  }

}
