import Source
import Support

extension TokenKind {

  /// `true` iff the reserved word begins a statement, so that no `;` is needed before it.
  var startsStatement: Bool {
    switch self {
    case .let, .const, .func, .class, .if, .while, .for, .match, .try, .throw, .return, .break,
      .continue, .use, .from, .import, .export, .private:
      true
    default: false
    }
  }

  /// The operation of an assignment; `.some(nil)` for `=`, `nil` if this is no assignment.
  fileprivate var assignment: BinaryOperator?? {
    switch self {
    case .assign: .some(nil)
    case .plusAssign: .add
    case .minusAssign: .subtract
    case .starAssign: .multiply
    case .slashAssign: .divide
    case .percentAssign: .remainder
    default: nil
    }
  }

}

extension Parser {

  /// Parses statements up to the end of the block.
  mutating func parseStatements() -> [StmtID] {
    var statements: [StmtID] = []
    while !isAtBlockEnd() {
      if consume(.semicolon) { continue }
      let (start, line) = (position, lineStart)
      do {
        try parseStatement(into: &statements)
      } catch {
        recover(from: start, onLineOf: line)
        statements.append(add(.invalid, from: tokens[start].start))
        if position == start { advance() }
      }
    }
    return statements
  }

  /// Parses a statement, with the `;` that ends it if there is one, and appends it to `list`.
  private mutating func parseStatement(into list: inout [StmtID]) throws(Failure) {
    let start = current
    if start.kind == .name, try parseForeignStatement(into: &list) { return }
    switch start.kind {
    case .export, .private:
      try parseVisible(into: &list)
    case .let, .const:
      list += try parseBindings(.unspecified)
      try endStatement()
    case .func where kind(after: 1) != .leftParenthesis:
      list.append(try parseFunctionDeclaration(.unspecified))
    case .class:
      list.append(try parseClass(.unspecified))
    case .if:
      list.append(parseIf())
    case .while:
      list.append(parseWhile())
    case .for:
      list.append(parseFor())
    case .match:
      list.append(parseMatch())
    case .try:
      list.append(parseTry())
    case .use, .import, .from:
      list.append(try parseUse())
      try endStatement()
    default:
      list.append(try parseSimpleStatement())
      try endStatement()
    }
  }

  /// A statement without a block: a jump, an assignment or an expression.
  mutating func parseSimpleStatement() throws(Failure) -> StmtID {
    let start = current.start
    switch kind {
    case .return:
      advance()
      let value = continuesOnLine ? try parseExpression() : nil
      return add(.returnValue(value), from: start)
    case .throw:
      advance()
      guard continuesOnLine else {
        throw expected(
          "a value after 'throw'", help: "the value begins on the line of 'throw'")
      }
      let value = try parseExpression()
      return add(.throwValue(value), from: start)
    case .break:
      advance()
      return add(.breakLoop, from: start)
    case .continue:
      advance()
      return add(.continueLoop, from: start)
    default:
      return try parseAssignmentOrExpression()
    }
  }

  /// `true` iff an expression follows on the line of a `return` or `throw`.
  private var continuesOnLine: Bool {
    if current.isAfterNewline { return false }
    switch kind {
    case .semicolon, .endOfFile, .end, .else, .case, .catch, .finally, .rightBrace: return false
    case .func: return kind(after: 1) == .leftParenthesis
    default: return !kind.startsStatement
    }
  }

  /// `expression [assignment-operator expression | "++" | "--"]`
  private mutating func parseAssignmentOrExpression() throws(Failure) -> StmtID {
    let start = current.start
    let target = try parseExpression()
    let token = current
    if token.kind == .increment || token.kind == .decrement {
      try checkTarget(target, token)
      advance()
      let one = try add(.int(1), from: token.start)
      let operation: BinaryOperator = token.kind == .increment ? .add : .subtract
      return add(
        .assign(target: target, operation: operation, value: one), from: start, anchor: token)
    }
    guard let operation = token.kind.assignment else {
      return add(.expression(target), from: start)
    }
    try checkTarget(target, token)
    advance()
    let value = try parseExpression()
    return add(
      .assign(target: target, operation: operation, value: value), from: start, anchor: token)
  }

  /// Reports an assignment to what is neither a name, an element nor a member.
  private mutating func checkTarget(_ target: ExprID, _ token: Token) throws(Failure) {
    let help: String
    switch ast.exprs[target].kind {
    case .name, .index, .member, .invalid: return
    case .binary, .logical, .unary: help = "use '==' to compare"
    case .selfReference: help = "assign to its fields: 'self.name = value'"
    default: help = "targets are names, elements 'a[i]' and members 'o.f'"
    }
    report(
      .invalidTarget, "cannot assign to this expression", at: ast.exprs[target].span, help: help)
    throw Failure()
  }

  /// Consumes the `;` that ends a statement, or checks that the next token begins something new.
  mutating func endStatement() throws(Failure) {
    if consume(.semicolon) || current.isAfterNewline { return }
    switch kind {
    case .endOfFile, .end, .else, .case, .catch, .finally: return
    case .rightBrace where openers.last?.isBraced == true: return
    case .name where openers.last?.token.kind == .if && isElseIfWord: return
    case .func: if kind(after: 1) != .leftParenthesis { return }
    default: if kind.startsStatement { return }
    }
    throw missingSemicolon()
  }

  /// `("let" | "const") name [":" type] ["=" expression] { "," … }`
  mutating func parseBindings(_ visibility: Visibility) throws(Failure) -> [StmtID] {
    let keyword = advance()
    let kind: Decl.Kind = keyword.kind == .let ? .variable : .constant
    var result: [StmtID] = []
    var start = keyword.start
    repeat {
      let name = try parseName(kind == .variable ? "a variable's name" : "a constant's name")
      let annotation = try parseAnnotation()
      let decl = declare(name, kind, annotation: annotation)
      let value = consume(.assign) ? try parseExpression() : nil
      if value == nil, kind == .constant {
        report(
          .constantWithoutValue, "the constant '\(text(of: name))' has no value",
          at: span(of: name), help: "write 'const \(text(of: name)) = …', or use 'let'")
      }
      let node = BindingNode(decl: decl, value: value, visibility: visibility)
      result.append(add(.binding(node), from: start))
      start = self.kind == .comma ? tokens[min(position + 1, tokens.count - 1)].start : start
    } while consume(.comma)
    return result
  }

}
