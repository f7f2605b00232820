import Source
import Support

extension Parser {

  /// A literal, a name, `self`, `super`, or an expression in brackets.
  mutating func parsePrimary() throws(Failure) -> ExprID {
    let token = current
    switch token.kind {
    case .integer, .float:
      return try parseNumber(isNegative: false, from: token.start)
    case .string, .rawString:
      return try parseString()
    case .true, .false:
      return try parseToken(.bool(token.kind == .true))
    case .null:
      return try parseToken(.null)
    case .name:
      let symbol = intern(token)
      return try parseToken(.name(symbol))
    case .selfWord:
      return try parseToken(.selfReference)
    case .superWord:
      return try parseSuper()
    case .leftParenthesis:
      return try parseParenthesized()
    case .leftBracket:
      let elements = try parseList(.rightBracket, "]", "after the elements")
      return try add(.array(elements), from: token.start)
    case .leftBrace:
      return try parseBraces()
    case .func:
      return try parseFunctionExpression()
    case .invalid:
      advance()
      return addInvalid()
    default:
      throw expressionFailure()
    }
  }

  private mutating func parseToken(_ kind: ExprKind) throws(Failure) -> ExprID {
    let token = advance()
    return try add(kind, from: token.start)
  }

  mutating func parseString() throws(Failure) -> ExprID {
    let symbol = ast.symbols.intern(decodeString(current, in: source.bytes))
    return try parseToken(.string(symbol))
  }

  private mutating func parseSuper() throws(Failure) -> ExprID {
    let result = try parseToken(.superReference)
    if kind != .dot { throw expected("'.' after 'super'", help: "'super' stands in 'super.m'") }
    return result
  }

  /// `"(" expression ")"`; the parentheses belong to the span, not to the place of errors.
  private mutating func parseParenthesized() throws(Failure) -> ExprID {
    depth += 1
    defer { depth -= 1 }
    if depth > maximumNesting { throw nestingFailure() }
    let allowed = allowsLambda
    allowsLambda = true
    defer { allowsLambda = allowed }
    let opener = advance()
    let result = try parseExpression()
    if kind == .comma {
      throw expected("')' after the expression", help: "there are no tuples: write '[a, b]'")
    }
    try expectClose(.rightParenthesis, ")", "after the expression", opener)
    ast.exprs[result].span = span(from: opener.start)
    return result
  }

  /// Parses the number at the current token, the negative of it iff `isNegative`.
  mutating func parseNumber(isNegative: Bool, from start: UInt32) throws(Failure) -> ExprID {
    let token = advance()
    if token.kind == .float {
      let digits = text(of: token).filter { $0 != "_" }
      guard let value = Double(digits) else { unreachable("the lexer has checked the number") }
      return try add(.float(isNegative ? -value : value), from: start)
    }
    guard let value = decodeInteger(token, isNegative: isNegative) else {
      report(
        .integerTooLarge, "the integer \(description(of: token)) does not fit Int",
        at: span(of: token),
        help: "Int reaches from -9223372036854775808 to 9223372036854775807; "
          + "a Float is written with a point")
      return addInvalid()
    }
    return try add(.int(value), from: start)
  }

  /// Returns the value of the integer `token`, negated iff `isNegative`, if it fits.
  private func decodeInteger(_ token: Token, isNegative: Bool) -> Int64? {
    var digits = source.bytes[Int(token.start)..<Int(token.end)]
    var radix: Int64 = 10
    if digits.count > 2, let prefix = digits.dropFirst().first, !isDigit(prefix) {
      switch prefix {
      case UInt8(ascii: "x"): radix = 16
      case UInt8(ascii: "o"): radix = 8
      case UInt8(ascii: "b"): radix = 2
      default: break
      }
      if radix != 10 { digits = digits.dropFirst(2) }
    }
    var value: Int64 = 0
    for byte in digits {
      guard let digit = digitValue(byte) else { continue }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, carry) = scaled.subtractingReportingOverflow(Int64(digit))
      if overflow || carry { return nil }
      value = sum
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// `{}`, a map `{key: value, …}` or a set `{a, b}`; the first entry decides.
  private mutating func parseBraces() throws(Failure) -> ExprID {
    try enter()
    defer { depth -= 1 }
    let allowed = allowsLambda
    allowsLambda = true
    defer { allowsLambda = allowed }
    let opener = advance()
    var elements: [ExprID] = []
    var entries: [MapEntry] = []
    while kind != .rightBrace {
      let first = current
      let key = try parseKey()
      if elements.isEmpty && kind == .colon {
        advance()
        entries.append(MapEntry(key: key, value: try parseExpression()))
      } else if entries.isEmpty && kind != .colon {
        elements.append(key)
      } else {
        throw mixedFailure(first, isMap: !entries.isEmpty)
      }
      if !consume(.comma) { break }
    }
    try expectClose(.rightBrace, "}", "after the entries", opener)
    return try add(elements.isEmpty ? .map(entries) : .set(elements), from: opener.start)
  }

  private mutating func mixedFailure(_ token: Token, isMap: Bool) -> Failure {
    if kind == .invalid || kind == .endOfFile { return expected("':'") }
    report(
      .mixedEntries,
      isMap ? "this entry of a map has no value" : "this element of a set has a value",
      at: span(of: token), help: "a map is written {a: 1, b: 2}, a set {1, 2}")
    return Failure()
  }

  /// A bare word before `:` is a string key, except `True`, `False` and `Null`.
  private mutating func parseKey() throws(Failure) -> ExprID {
    guard kind.isWord, kind(after: 1) == .colon else { return try parseExpression() }
    return try parseWordKey()
  }

  /// Parses the word at the current token as a key.
  mutating func parseWordKey() throws(Failure) -> ExprID {
    switch kind {
    case .true, .false, .null:
      return try parsePrimary()
    default:
      let symbol = intern(current)
      return try parseToken(.string(symbol))
    }
  }

}
