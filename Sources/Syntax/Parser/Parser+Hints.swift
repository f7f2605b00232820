import Source
import Support

extension Parser {

  /// Returns a way out for a program that has `token` where it cannot stand.
  func hint(for token: Token) -> String? {
    switch token.kind {
    case .increment, .decrement:
      return "'\(text(of: token))' is a statement of its own: 'x\(text(of: token));'"
    case .assign:
      return isAfterOperator ? "equality is written '=='" : nil
    case .ampersand where isAfterOperator: return "the logical 'and' is written 'and' or '&&'"
    case .pipe where isAfterOperator: return "the logical 'or' is written 'or' or '||'"
    case .dot: return "a Float needs a digit before the point: '0.5'"
    case .arrow: return "a lambda is written 'x => e'"
    case .leftBrace: return "a block begins with ':' and ends with 'end'"
    default:
      return token.kind.isReserved ? "'\(text(of: token))' is a reserved word" : nil
    }
  }

  /// `true` iff the current token follows the one before without a space.
  private var isAfterOperator: Bool {
    guard position > 0 else { return false }
    let previous = tokens[position - 1]
    return previous.end == current.start && previous.kind.rawValue >= TokenKind.question.rawValue
  }

  /// Reports that no expression begins at the current token.
  mutating func expressionFailure() -> Failure {
    let token = current
    switch token.kind {
    case .async, .await:
      return failure(
        .reservedForLater, "'\(text(of: token))' is reserved for a later version of Myco",
        help: "programs run in one thread; choose another name if it is one")
    case .increment, .decrement:
      let assignment = token.kind == .increment ? "+=" : "-="
      return failure(
        .incrementInExpression, "'\(text(of: token))' cannot stand in an expression",
        help: "write the statement 'x\(text(of: token));', or 'x \(assignment) 1;'")
    case .if, .match:
      return expected(
        "an expression",
        help: token.kind == .if ? "a choice between values is written 'c ? a : b'" : nil)
    default:
      return expected("an expression")
    }
  }

  /// Reports a `=` inside an expression.
  mutating func assignmentFailure() -> Failure {
    failure(
      .assignmentAsExpression, "an assignment is no expression",
      help: "use '==' to compare")
  }

  /// Reports a token that neither continues a statement nor begins one.
  mutating func missingSemicolon() -> Failure {
    let token = current
    let previous = tokens[max(0, position - 1)]
    if previous.kind == .invalid { return Failure() }
    switch token.kind {
    case .invalid:
      return Failure()
    case .increment, .decrement, .async, .await:
      return expressionFailure()
    case .assign:
      return failure(
        .assignmentAsExpression, "an assignment is no expression",
        help: "assign one variable per statement, and use '==' to compare")
    case .colon:
      return expected("';' after the statement", help: foreignHelp(for: previous))
    case .doubleArrow:
      return expected(
        "';' after the statement", help: "a lambda inside an operation needs parentheses")
    case .not where kind(after: 1) == .in:
      return expected("';' after the statement", help: "write 'not (a in b)'")
    default:
      break
    }
    if previous.kind == .name, token.kind == .name, kind(after: 1) == .assign {
      return failure(
        .missingSemicolon, "expected ';' before \(description(of: token))",
        help: "a variable is declared by 'let \(text(of: token)) = …'")
    }
    if previous.kind == .name, startsArgument(token.kind) {
      return failure(
        .missingSemicolon, "expected ';' or an operator before \(description(of: token))",
        help: "a call has parentheses: '\(text(of: previous))(…)'")
    }
    return failure(
      .missingSemicolon, "expected ';' before \(description(of: token))", help: hint(for: token))
  }

  private func foreignHelp(for token: Token) -> String? {
    token.kind == .name ? "a variable is declared by 'let \(text(of: token)): …'" : nil
  }

  private func startsArgument(_ kind: TokenKind) -> Bool {
    switch kind {
    case .integer, .float, .string, .rawString, .name, .true, .false, .null, .selfWord: true
    default: false
    }
  }

  // MARK: Words of other languages

  /// `true` iff the current token is a word that other languages have for `func`.
  var isForeignFunctionWord: Bool {
    let token = current
    guard token.kind == .name, kind(after: 1).isWord, kind(after: 2) == .leftParenthesis,
      !tokens[position + 1].isAfterNewline
    else { return false }
    return isSpelled(token, "def") || isSpelled(token, "fn") || isSpelled(token, "fun")
  }

  /// Reports a word that other languages have for `func`.
  mutating func reportForeignFunction() {
    report(
      .foreignWord, "'\(text(of: current))' is no word of Myco", at: span(of: current),
      help: "a function is declared by 'func'")
  }

  /// Parses a declaration that begins with a word of another language, after reporting it;
  /// returns `false` if there is none.
  mutating func parseForeignStatement(into list: inout [StmtID]) throws(Failure) -> Bool {
    let token = current
    let next = tokens[position + 1]
    guard next.kind == .name, !next.isAfterNewline, token.end - token.start <= 6 else {
      return false
    }
    if isForeignFunctionWord {
      reportForeignFunction()
      list.append(try parseFunctionDeclaration(.unspecified))
      return true
    }
    if isSpelled(token, "elif") || isSpelled(token, "elseif") || isSpelled(token, "elsif") {
      throw failure(
        .foreignWord, "'\(text(of: token))' is no word of Myco",
        help: "write 'else if' inside an 'if'")
    }
    guard
      isSpelled(token, "var") || isSpelled(token, "val") || isSpelled(token, "local")
        || isSpelled(token, "auto")
    else { return false }
    report(
      .foreignWord, "'\(text(of: token))' is no word of Myco", at: span(of: token),
      help: "a variable is declared by 'let'")
    tokens[position].kind = .let
    list += try parseBindings(.unspecified)
    try endStatement()
    return true
  }

}
