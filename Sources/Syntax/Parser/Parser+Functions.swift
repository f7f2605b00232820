import Source
import Support

extension TokenKind {

  /// `true` iff the token may follow a declared name, so that a word before it was meant as one.
  fileprivate var followsName: Bool {
    switch self {
    case .assign, .colon, .comma, .semicolon, .leftParenthesis, .rightParenthesis, .in, .extends:
      true
    default: false
    }
  }

}

extension Parser {

  /// `true` iff a `=>` lambda begins at the current token.
  var startsLambda: Bool {
    guard allowsLambda else { return false }
    if kind == .name { return kind(after: 1) == .doubleArrow }
    guard kind == .leftParenthesis else { return false }
    switch (kind(after: 1), kind(after: 2)) {
    case (.rightParenthesis, let next): return next == .doubleArrow
    case (.name, .rightParenthesis): return kind(after: 3) == .doubleArrow
    case (.name, .comma), (.name, .colon): return true
    case (.name, .assign): return isParameterList
    default: return false
    }
  }

  /// `true` iff the parenthesis at the current token is closed before a `=>`.
  private var isParameterList: Bool {
    var level = 0
    for i in position..<tokens.count {
      switch tokens[i].kind {
      case .leftParenthesis, .leftBracket, .leftBrace: level += 1
      case .rightParenthesis, .rightBracket, .rightBrace: level -= 1
      case .semicolon, .endOfFile: return false
      default: break
      }
      if level == 0 { return i + 1 < tokens.count && tokens[i + 1].kind == .doubleArrow }
    }
    return false
  }

  /// `(name | parameters) "=>" expression`
  mutating func parseLambda() throws(Failure) -> ExprID {
    try enter()
    defer { depth -= 1 }
    let start = current.start
    let outerDeepest = deepest
    deepest = 0
    defer { deepest = max(deepest, outerDeepest) }
    var parameters: [ParameterNode] = []
    if kind == .name {
      let name = advance()
      parameters.append(ParameterNode(decl: declare(name, .parameter), defaultValue: nil))
    } else {
      parameters = try parseParameters()
    }
    try expect(.doubleArrow, "=>", "after the parameters of a lambda")
    if kind == .leftBrace, kind(after: 1).startsStatement {
      throw failure(
        .braceBlock, "the body of '=>' is one expression",
        help: "write 'func(x): … end' for a body of statements")
    }
    let body = try parseExpression()
    let function = ast.funcs.append(
      FunctionNode(
        decl: nil, parameters: parameters, result: nil, body: .expression(body),
        span: span(from: start)))
    return try add(.function(function), from: start)
  }

  /// `"func" "(" … ")" ["->" type] ":" block "end"`
  mutating func parseFunctionExpression() throws(Failure) -> ExprID {
    try enter()
    defer { depth -= 1 }
    let outerDeepest = deepest
    deepest = 0
    defer { deepest = max(deepest, outerDeepest) }
    let keyword = advance()
    if kind == .name, kind(after: 1) == .leftParenthesis {
      report(
        .unexpectedToken, "a function that is a value has no name", at: span(of: current),
        help: "declare it before, or write 'func(x): … end'")
      advance()
    }
    let function = try parseFunctionRest(keyword, name: nil)
    return try add(.function(function), from: keyword.start)
  }

  /// Parses a function from its parameters to its `end`; `keyword` opened it.
  mutating func parseFunctionRest(_ keyword: Token, name: DeclID?) throws(Failure) -> FuncID {
    let headerStart = position
    let allowed = allowsLambda
    allowsLambda = true
    defer { allowsLambda = allowed }
    var parameters: [ParameterNode] = []
    var result: TypeExprID?
    var isBroken = false
    do {
      parameters = try parseParameters()
      if consume(.arrow) { result = try parseType() }
    } catch {
      skipHeader(from: headerStart)
      isBroken = true
    }
    let body = parseBody(keyword, after: "the function's head", isBroken: isBroken)
    return ast.funcs.append(
      FunctionNode(
        decl: name, parameters: parameters, result: result, body: .block(body),
        span: span(from: keyword.start)))
  }

  /// `"(" [name [":" type] ["=" expression] { "," … } [","]] ")"`
  private mutating func parseParameters() throws(Failure) -> [ParameterNode] {
    guard kind == .leftParenthesis else { throw expected("'(' before the parameters") }
    let opener = advance()
    var parameters: [ParameterNode] = []
    while kind != .rightParenthesis {
      let name = try parseName("a parameter's name")
      let annotation = try parseAnnotation()
      let decl = declare(name, .parameter, annotation: annotation)
      let value = consume(.assign) ? try parseExpression() : nil
      parameters.append(ParameterNode(decl: decl, defaultValue: value))
      if !consume(.comma) { break }
    }
    try expectClose(.rightParenthesis, ")", "after the parameters", opener)
    return parameters
  }

  /// `[":" type]`
  mutating func parseAnnotation() throws(Failure) -> TypeExprID? {
    consume(.colon) ? try parseType() : nil
  }

  /// Consumes a name; reserved words get a message of their own.
  mutating func parseName(_ what: String) throws(Failure) -> Token {
    if kind == .name { return advance() }
    if kind.isReserved {
      let failure = failure(
        .reservedName, "'\(text(of: current))' is a reserved word and cannot be \(what)",
        help: "choose another name, e.g. '\(text(of: current))_'")
      if kind(after: 1).followsName { return advance() }
      throw failure
    }
    throw expected(what)
  }

}
