import Source
import Support

/// The levels of the binary operators, loosest first, as the language definition numbers them.
private enum Level {

  static let or = 2
  static let and = 3
  static let comparison = 4
  static let range = 5
  static let bitOr = 6
  static let multiplication = 11
  static let power = 12

}

extension TokenKind {

  /// The level of the binary operator, 0 if this is none.
  fileprivate var level: Int {
    switch self {
    case .or, .doublePipe: Level.or
    case .and, .doubleAmpersand: Level.and
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .in, .is: Level.comparison
    case .dotDot: Level.range
    case .pipe: Level.bitOr
    case .caret: 7
    case .ampersand: 8
    case .shiftLeft, .shiftRight: 9
    case .plus, .minus: 10
    case .star, .slash, .percent: Level.multiplication
    case .power: Level.power
    default: 0
    }
  }

  /// The binary operator that is neither logical, `..` nor `is`.
  fileprivate var binaryOperator: BinaryOperator? {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessEqual: .lessEqual
    case .greater: .greater
    case .greaterEqual: .greaterEqual
    case .in: .isIn
    case .pipe: .bitOr
    case .caret: .bitXor
    case .ampersand: .bitAnd
    case .shiftLeft: .shiftLeft
    case .shiftRight: .shiftRight
    case .plus: .add
    case .minus: .subtract
    case .star: .multiply
    case .slash: .divide
    case .percent: .remainder
    case .power: .power
    default: nil
    }
  }

}

extension Parser {

  /// `lambda | operation ["?" expression ":" expression]`
  mutating func parseExpression() throws(Failure) -> ExprID {
    if startsLambda { return try parseLambda() }
    let start = current.start
    let condition = try parseOperation(Level.or)
    guard kind == .question else { return condition }
    depth += 1
    defer { depth -= 1 }
    if depth > maximumNesting { throw nestingFailure() }
    advance()
    let allowed = allowsLambda
    allowsLambda = true
    defer { allowsLambda = allowed }
    let accepted = try parseExpression()
    try expect(.colon, ":", "between the two values of '? :'")
    allowsLambda = allowed
    let rejected = try parseExpression()
    return try add(.conditional(condition, accepted, rejected), from: start)
  }

  /// Parses the binary operators of at least the level `minimum`, by precedence climbing.
  private mutating func parseOperation(_ minimum: Int) throws(Failure) -> ExprID {
    operandDepth += 1
    defer { operandDepth -= 1 }
    if operandDepth > 4 * maximumNesting { throw nestingFailure() }
    let start = current.start
    var left = try parsePrefix()
    var hasComparison = false
    while true {
      let level = kind.level
      if level == 0 || level < minimum { return left }
      if level == Level.comparison {
        if hasComparison { reportChain() }
        hasComparison = true
      }
      left = try parseOperator(level, left: left, from: start)
    }
  }

  /// Parses the operator at the current token, of `level`, and its right operand.
  private mutating func parseOperator(
    _ level: Int, left: ExprID, from start: UInt32
  ) throws(Failure) -> ExprID {
    let token = advance()
    let anchor = span(of: token)
    switch token.kind {
    case .dotDot:
      return try parseRange(left, from: start)
    case .is:
      let type = try parseTestedType()
      return try add(.isType(left, type), from: start, anchor: anchor)
    case .or, .doublePipe, .and, .doubleAmpersand:
      let right = try parseOperation(level + 1)
      let operation: LogicalOperator = level == Level.or ? .or : .and
      return try add(.logical(operation, left, right), from: start, anchor: anchor)
    default:
      guard let operation = token.kind.binaryOperator else { unreachable() }
      let right = try parseOperation(level == Level.power ? level : level + 1)
      return try add(.binary(operation, left, right), from: start, anchor: anchor)
    }
  }

  /// `a..b`, `a..b..step`, after the first `..`.
  private mutating func parseRange(_ low: ExprID, from start: UInt32) throws(Failure) -> ExprID {
    let high = try parseOperation(Level.bitOr)
    var step: ExprID?
    if consume(.dotDot) { step = try parseOperation(Level.bitOr) }
    if kind == .dotDot {
      throw failure(.unexpectedToken, "a range has at most three parts: 'a..b..step'")
    }
    return try add(.range(low, high, step: step), from: start)
  }

  private mutating func reportChain() {
    report(
      .chainedComparison, "comparisons cannot be chained", at: span(of: current),
      help: "write 'a < b and b < c', or put one comparison in parentheses")
  }

  /// `("-" | "+" | "not" | "!" | "~") prefix | postfix`
  private mutating func parsePrefix() throws(Failure) -> ExprID {
    let operation: UnaryOperator
    switch kind {
    case .minus: operation = .negate
    case .plus: operation = .plus
    case .not, .exclamation: operation = .not
    case .tilde: operation = .complement
    default: return try parsePostfix()
    }
    depth += 1
    defer { depth -= 1 }
    if depth > maximumNesting { throw nestingFailure() }
    let token = advance()
    if operation == .negate, let literal = try parseNegativeLiteral(from: token.start) {
      return literal
    }
    let operand = try parsePrefix()
    return try add(.unary(operation, operand), from: token.start)
  }

  /// Parses a number after `-` as one literal, unless a call or member binds it tighter.
  private mutating func parseNegativeLiteral(from start: UInt32) throws(Failure) -> ExprID? {
    guard kind == .integer || kind == .float else { return nil }
    switch kind(after: 1) {
    case .dot, .leftParenthesis, .leftBracket: return nil
    default: return try parseNumber(isNegative: true, from: start)
    }
  }

  /// `primary { "(" arguments ")" | "[" expression "]" | "." word }`
  private mutating func parsePostfix() throws(Failure) -> ExprID {
    let start = current.start
    var result = try parsePrimary()
    while true {
      switch kind {
      case .leftParenthesis:
        let arguments = try parseArguments()
        var anchor: SourceSpan?
        if case .member = ast.exprs[result].kind { anchor = ast.exprs[result].anchor }
        result = try add(.call(result, arguments), from: start, anchor: anchor)
      case .leftBracket:
        let index = try parseIndex()
        result = try add(.index(result, index), from: start)
      case .dot:
        advance()
        let name = try parseMemberName()
        let symbol = intern(name)
        result = try add(.member(result, symbol), from: start, anchor: span(of: name))
      default:
        return result
      }
    }
  }

  private mutating func parseMemberName() throws(Failure) -> Token {
    if kind.isWord { return advance() }
    let isAfterNumber = position >= 2 && tokens[position - 2].kind == .integer
    throw expected(
      "a name after '.'", help: isAfterNumber ? "a Float needs a digit after the point" : nil)
  }

  /// `"(" [expression { "," expression } [","]] ")"`
  private mutating func parseArguments() throws(Failure) -> [ExprID] {
    try parseList(.rightParenthesis, ")", "after the arguments")
  }

  /// Parses the expressions of a bracketed list, from its opening bracket to `close`.
  mutating func parseList(
    _ close: TokenKind, _ spelling: String, _ context: String
  ) throws(Failure) -> [ExprID] {
    try enter()
    defer { depth -= 1 }
    let allowed = allowsLambda
    allowsLambda = true
    defer { allowsLambda = allowed }
    let opener = advance()
    var elements: [ExprID] = []
    while kind != close {
      elements.append(try parseExpression())
      if !consume(.comma) { break }
    }
    try expectClose(close, spelling, context, opener)
    return elements
  }

  /// Consumes the bracket `close` that closes `opener`.
  mutating func expectClose(
    _ close: TokenKind, _ spelling: String, _ context: String, _ opener: Token
  ) throws(Failure) {
    if consume(close) { return }
    if kind == .assign { throw assignmentFailure() }
    if kind == .increment || kind == .decrement { throw expressionFailure() }
    if kind == .invalid || tokens[position - 1].kind == .invalid { throw Failure() }
    let separator = spelling == ":" ? "" : "',' or "
    throw failure(
      .unexpectedToken,
      "expected \(separator)'\(spelling)' \(context), found \(description(of: current))",
      notes: [.init("opened here", at: span(of: opener))], help: hint(for: current))
  }

  private mutating func parseIndex() throws(Failure) -> ExprID {
    let opener = current
    let elements = try parseList(.rightBracket, "]", "after the index")
    guard let index = elements.first, elements.count == 1 else {
      report(
        .unexpectedToken, "an index is one expression", at: span(of: opener),
        help: "write 'a[i][j]' for an element of an element")
      throw Failure()
    }
    return index
  }

}
