import Source
import Support

extension Parser {

  /// `optional { "|" optional }`
  mutating func parseType() throws(Failure) -> TypeExprID {
    try enter()
    defer { depth -= 1 }
    let start = current.start
    let first = try parseOptionalType()
    guard kind == .pipe else { return first }
    var members = [first]
    while consume(.pipe) { members.append(try parseOptionalType()) }
    return add(.union(members), from: start)
  }

  /// The type after `is`: one name or array type; others stand in parentheses.
  mutating func parseTestedType() throws(Failure) -> TypeExprID {
    let type = try parseTypeAtom()
    if kind == .pipe {
      throw failure(
        .unionNeedsParentheses, "a union after 'is' stands in parentheses",
        help: "write 'x is (A | B)'")
    }
    return type
  }

  /// `atom { "?" }`
  private mutating func parseOptionalType() throws(Failure) -> TypeExprID {
    let start = current.start
    var type = try parseTypeAtom()
    var marks = 0
    while consume(.question) {
      marks += 1
      if marks > maximumNesting { throw nestingFailure() }
      type = add(.optional(type), from: start)
    }
    return type
  }

  /// `name ["." name] ["<" types ">"] | "[" type "]" | "(" types ")" ["->" type]`
  mutating func parseTypeAtom() throws(Failure) -> TypeExprID {
    switch kind {
    case .name, .null:
      return try parseNamedType()
    case .leftBracket:
      let opener = advance()
      let element = try parseType()
      try expect(.rightBracket, "]", "after the type of the elements")
      let array = ast.symbols.intern("Array")
      return add(.name(array, [element]), from: opener.start)
    case .leftParenthesis:
      return try parseParenthesizedType()
    default:
      throw expected("a type")
    }
  }

  private mutating func parseNamedType() throws(Failure) -> TypeExprID {
    let token = advance()
    let name = token.kind == .null ? ast.symbols.intern("Null") : intern(token)
    if token.kind == .name, kind == .dot, kind(after: 1).isWord {
      advance()
      let member = intern(advance())
      return add(.member(name, member), from: token.start)
    }
    var arguments: [TypeExprID] = []
    if consume(.less) {
      repeat { arguments.append(try parseType()) } while consume(.comma)
      try consumeGreater()
    }
    return add(.name(name, arguments), from: token.start)
  }

  /// Consumes a `>`, which may be the first half of `>>` or `>=`.
  private mutating func consumeGreater() throws(Failure) {
    switch kind {
    case .greater:
      advance()
    case .shiftRight: splitToken(leaving: .greater)
    case .greaterEqual: splitToken(leaving: .assign)
    default: throw expected("',' or '>' after the type argument")
    }
  }

  /// Consumes the first byte of the current token: what is left of it is of `kind`. The token
  /// before, which was read, ends with that byte then, so that spans do.
  private mutating func splitToken(leaving kind: TokenKind) {
    tokens[position].kind = kind
    tokens[position].start += 1
    tokens[position - 1].end = tokens[position].start
  }

  private mutating func parseParenthesizedType() throws(Failure) -> TypeExprID {
    let opener = advance()
    var types: [TypeExprID] = []
    while kind != .rightParenthesis {
      types.append(try parseType())
      if !consume(.comma) { break }
    }
    try expect(.rightParenthesis, ")", "after the types")
    if consume(.arrow) {
      let result = try parseType()
      return add(.function(types, result), from: opener.start)
    }
    guard types.count == 1 else { throw expected("'->' after the types of the parameters") }
    return types[0]
  }

  private mutating func add(_ kind: TypeExprKind, from start: UInt32) -> TypeExprID {
    ast.typeExprs.append(TypeExpr(kind: kind, span: span(from: start)))
  }

  /// Returns the index of the token after the type without union that begins at `index`, or `nil`
  /// if none does: the look-ahead of patterns.
  func skipType(at index: Int) -> Int? {
    var i = index
    switch tokens[i].kind {
    case .name, .null:
      i += 1
      if tokens[i].kind == .dot, tokens[i + 1].kind.isWord { i += 2 }
      if tokens[i].kind == .less {
        guard let end = skipTypeArguments(at: i) else { return nil }
        i = end
      }
    case .leftBracket, .leftParenthesis:
      guard let end = skipBrackets(at: i) else { return nil }
      i = end
      if tokens[i].kind == .arrow { return skipType(at: i + 1) }
    default:
      return nil
    }
    while tokens[i].kind == .question { i += 1 }
    return i
  }

  /// Returns the index after the `>` that closes the `<` at `index`.
  private func skipTypeArguments(at index: Int) -> Int? {
    var level = 0
    var i = index
    while i < tokens.count - 1 {
      switch tokens[i].kind {
      case .less: level += 1
      case .greater: level -= 1
      case .shiftRight: level -= 2
      case .name, .null, .dot, .comma, .pipe, .question, .arrow, .leftBracket, .rightBracket,
        .leftParenthesis, .rightParenthesis:
        break
      default: return nil
      }
      i += 1
      if level == 0 { return i }
      if level < 0 { return nil }
    }
    return nil
  }

  /// Returns the index after the bracket that closes the one at `index`, if only a type is inside.
  private func skipBrackets(at index: Int) -> Int? {
    var level = 0
    var i = index
    while i < tokens.count - 1 {
      switch tokens[i].kind {
      case .leftParenthesis, .leftBracket: level += 1
      case .rightParenthesis, .rightBracket: level -= 1
      case .name, .null, .dot, .comma, .pipe, .question, .arrow, .less, .greater, .shiftRight:
        break
      default: return nil
      }
      i += 1
      if level == 0 { return i }
    }
    return nil
  }

}
