import Source
import Support

extension Parser {

  /// `negation { "|" negation }`; `isNested` iff brackets stand around the pattern.
  mutating func parsePattern(isNested: Bool) throws(Failure) -> PatternID {
    try enter()
    defer { depth -= 1 }
    let start = current.start
    let first = try parseNegation(isNested: isNested)
    guard kind == .pipe else { return first }
    var alternatives = [first]
    while consume(.pipe) { alternatives.append(try parseNegation(isNested: isNested)) }
    return add(.either(alternatives), from: start)
  }

  /// `"!" negation | primary`
  private mutating func parseNegation(isNested: Bool) throws(Failure) -> PatternID {
    guard kind == .exclamation else { return try parsePatternPrimary(isNested: isNested) }
    try enter()
    defer { depth -= 1 }
    let token = advance()
    let operand = try parseNegation(isNested: isNested)
    return add(.not(operand), from: token.start)
  }

  private mutating func parsePatternPrimary(isNested: Bool) throws(Failure) -> PatternID {
    let token = current
    switch token.kind {
    case .name:
      return try parseNamePattern(isNested: isNested)
    case .integer, .float, .minus, .string, .rawString, .true, .false, .null:
      return try parseValuePattern(try parsePatternValue(), from: token.start)
    case .leftParenthesis:
      let opener = advance()
      let pattern = try parsePattern(isNested: true)
      try expectClose(.rightParenthesis, ")", "after the pattern", opener)
      return pattern
    case .leftBracket:
      return try parseArrayPattern()
    case .leftBrace:
      return try parseMapPattern()
    case .ellipsis:
      throw failure(.invalidPattern, "'...' stands only in an array pattern")
    default:
      throw expected("a pattern")
    }
  }

  /// A literal, also negative, or a name with its members.
  private mutating func parsePatternValue() throws(Failure) -> ExprID {
    let token = current
    switch token.kind {
    case .minus:
      advance()
      guard kind == .integer || kind == .float else { throw expected("a number after '-'") }
      return try parseNumber(isNegative: true, from: token.start)
    case .integer, .float:
      return try parseNumber(isNegative: false, from: token.start)
    case .string, .rawString, .true, .false, .null:
      return try parsePrimary()
    case .name:
      var result = try parsePrimary()
      while kind == .dot {
        advance()
        guard kind.isWord else { throw expected("a name after '.'") }
        let name = advance()
        let symbol = intern(name)
        result = try add(.member(result, symbol), from: token.start, anchor: span(of: name))
      }
      return result
    default:
      throw expected("a number or a constant")
    }
  }

  /// `value [".." value]`
  private mutating func parseValuePattern(
    _ low: ExprID, from start: UInt32
  ) throws(Failure) -> PatternID {
    guard consume(.dotDot) else { return add(.value(low), from: start) }
    let high = try parsePatternValue()
    return add(.interval(low, high), from: start)
  }

  /// `_`, a variable, a type, `name: Type`, or a constant reached by a dot.
  private mutating func parseNamePattern(isNested: Bool) throws(Failure) -> PatternID {
    let token = current
    switch kind(after: 1) {
    case .dot, .dotDot:
      return try parseValuePattern(try parsePatternValue(), from: token.start)
    case .less:
      let type = try parseTypeAtom()
      return add(.type(type), from: token.start)
    case .colon where isNested || hasTypeAfterColon:
      advance()
      advance()
      let type = try parsePatternType()
      if isSpelled(token, "_") { return add(.type(type), from: token.start) }
      let decl = declare(token, .patternVariable, annotation: type)
      return add(.typedName(decl, type), from: token.start)
    default:
      advance()
      if isSpelled(token, "_") { return add(.wildcard, from: token.start) }
      let decl = declare(token, .patternVariable)
      return add(.name(decl), from: token.start)
    }
  }

  /// `true` iff a type and one of `: => if when , ] }` follow the `:` after the current name.
  private var hasTypeAfterColon: Bool {
    guard position + 2 < tokens.count, let end = skipType(at: position + 2) else { return false }
    switch tokens[end].kind {
    case .colon, .doubleArrow, .if, .when, .comma, .rightBracket, .rightBrace: return true
    default: return false
    }
  }

  /// `atom { "?" }`: a union stands in parentheses, for `|` separates patterns.
  private mutating func parsePatternType() throws(Failure) -> TypeExprID {
    let start = current.start
    var type = try parseTypeAtom()
    while consume(.question) {
      type = ast.typeExprs.append(TypeExpr(kind: .optional(type), span: span(from: start)))
    }
    return type
  }

  /// `"[" [pattern { "," pattern }] ["," "..." [name]] "]"`
  private mutating func parseArrayPattern() throws(Failure) -> PatternID {
    let opener = advance()
    var elements: [PatternID] = []
    var rest: DeclID?
    while kind != .rightBracket {
      if consume(.ellipsis) {
        rest = kind == .name ? declare(advance(), .patternVariable) : DeclID.none
        if consume(.comma), kind != .rightBracket {
          throw failure(.invalidPattern, "the rest '...' is the last element of an array pattern")
        }
        break
      }
      elements.append(try parsePattern(isNested: true))
      if !consume(.comma) { break }
    }
    try expectClose(.rightBracket, "]", "after the patterns", opener)
    return add(.array(elements, rest: rest), from: opener.start)
  }

  /// `"{" [key ":" pattern { "," … } [","]] "}"`
  private mutating func parseMapPattern() throws(Failure) -> PatternID {
    let opener = advance()
    var entries: [PatternKind.Entry] = []
    while kind != .rightBrace {
      let key = kind.isWord ? try parseWordKey() : try parsePatternValue()
      try expect(.colon, ":", "after the key of a map pattern")
      let pattern = try parsePattern(isNested: true)
      entries.append(PatternKind.Entry(key: key, pattern: pattern))
      if !consume(.comma) { break }
    }
    try expectClose(.rightBrace, "}", "after the entries", opener)
    return add(.map(entries), from: opener.start)
  }

  private mutating func add(_ kind: PatternKind, from start: UInt32) -> PatternID {
    ast.patterns.append(Pattern(kind: kind, span: span(from: start)))
  }

}
