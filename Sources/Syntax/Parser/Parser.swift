import Source
import Support

/// The greatest depth of nested brackets, blocks, prefixes and operations.
let maximumNesting = 1000

/// The greatest height of the tree of an expression: `a + b + c` and `a.b().c()` are high, but not
/// nested.
///
/// Whatever walks the trees recurses as deep; `withLargeStack` of the driver has room for it.
let maximumHeight = 25_000

/// Parses `file` into `ast` and returns its module, which is appended to `ast.modules` as well.
///
/// Errors are reported to `diagnostics`; what could not be parsed is `.invalid` in the tree.
@discardableResult
public func parse(
  _ file: FileID, in sources: SourceMap, into ast: inout AST, diagnostics: inout DiagnosticSet
) -> ModuleNode {
  let tokens = tokenize(file, in: sources, diagnostics: &diagnostics)
  var parser = Parser(file: file, source: sources[file], tokens: tokens)
  swap(&parser.ast, &ast)
  swap(&parser.diagnostics, &diagnostics)
  parser.firstExpr = parser.ast.exprs.count
  var module = parser.parseModule()
  module.isLibrary = sources[file].isLibrary
  parser.ast.modules.append(module)
  swap(&parser.ast, &ast)
  swap(&parser.diagnostics, &diagnostics)
  return module
}

/// A syntax error that was reported; the statement around it is given up.
struct Failure: Error {}

/// The state of a recursive-descent parser with one error recovery point per statement.
struct Parser {

  /// A construct that an `end` closes.
  struct Opener {

    /// The word or brace that opened it.
    var token: Token

    /// The token that stands first on its line.
    var lineStart: Int

    /// `true` iff a `{` was written for its `:`.
    var isBraced = false

    /// `true` iff an `else` may follow the block that is being parsed.
    var acceptsElse: Bool

  }

  let file: FileID
  let source: SourceFile
  var tokens: [Token]
  var position = 0
  var ast = AST()
  var diagnostics = DiagnosticSet()

  /// The open constructs, the innermost last.
  var openers: [Opener] = []

  /// The first token of the line of the current token.
  var lineStart = 0

  /// The number of brackets, blocks and prefixes around the current token.
  var depth = 0

  /// The number of right operands being parsed: they take stack, but are no levels to count.
  var operandDepth = 0

  /// The height of the tree of each expression of this file, the first of which is `firstExpr`.
  var heights: [UInt16] = []
  var firstExpr = 0

  /// The greatest height of an expression of the function being parsed.
  var deepest = 0

  /// `false` in the guard of a `case`, whose `=>` belongs to the case.
  var allowsLambda = true

  /// Where the last error was reported: a second one at the same token says nothing new.
  private var lastErrorStart: UInt32?
  private var errorCount = 0

  /// `true` once the parser has given up.
  var isAborted = false

  /// An opener and an `end` that is indented less than its line, the first pair that was seen.
  var mismatch: (opener: Opener, end: Token)?

  /// `true` once an opener was skipped in recovery, so that an `end` may be in excess.
  var hasSkippedOpener = false

  /// The file's top level allows `export` and `private`.
  var isAtTopLevel: Bool { openers.isEmpty }

  init(file: FileID, source: SourceFile, tokens: [Token]) {
    self.file = file
    self.source = source
    self.tokens = tokens
  }

  /// Parses the whole file.
  mutating func parseModule() -> ModuleNode {
    let start = current.start
    let statements = parseStatements()
    return ModuleNode(
      file: file, body: Block(statements: statements, span: span(start, current.start)))
  }

}

// MARK: Tokens

extension Parser {

  /// The current token.
  var current: Token { tokens[position] }

  /// The kind of the current token.
  var kind: TokenKind { tokens[position].kind }

  /// The end of the token before the current one.
  var previousEnd: UInt32 { position == 0 ? 0 : tokens[position - 1].end }

  /// Returns the kind of the token `distance` after the current one.
  func kind(after distance: Int) -> TokenKind {
    let i = position + distance
    return i < tokens.count ? tokens[i].kind : .endOfFile
  }

  /// Moves to the next token and returns the one left behind.
  @discardableResult
  mutating func advance() -> Token {
    let token = tokens[position]
    if position + 1 < tokens.count {
      position += 1
      if tokens[position].isAfterNewline { lineStart = position }
    }
    return token
  }

  /// Moves on iff the current token is of `kind`; returns whether it was.
  mutating func consume(_ kind: TokenKind) -> Bool {
    guard self.kind == kind else { return false }
    advance()
    return true
  }

  /// Consumes a token of `kind`, spelled `spelling`, which must follow `context`.
  @discardableResult
  mutating func expect(
    _ kind: TokenKind, _ spelling: String, _ context: String
  ) throws(Failure) -> Token {
    guard self.kind == kind else { throw expected("'\(spelling)' \(context)") }
    return advance()
  }

  /// Returns the span from `start` to `end`.
  func span(_ start: UInt32, _ end: UInt32) -> SourceSpan {
    SourceSpan(file: file, start: Int(start), end: Int(max(start, end)))
  }

  /// Returns the span of `token`.
  func span(of token: Token) -> SourceSpan { span(token.start, token.end) }

  /// Returns the span from `start` to the end of the token before the current one.
  func span(from start: UInt32) -> SourceSpan { span(start, previousEnd) }

  /// Returns the text of `token`.
  func text(of token: Token) -> String { source.text(from: token.start, to: token.end) }

  /// Returns `true` iff `token`'s text is `text`.
  func isSpelled(_ token: Token, _ text: StaticString) -> Bool {
    let length = Int(token.end - token.start)
    guard length == text.utf8CodeUnitCount else { return false }
    for i in 0..<length where source.bytes[Int(token.start) + i] != text.utf8Start[i] {
      return false
    }
    return true
  }

  /// Returns the symbol of `token`'s text.
  mutating func intern(_ token: Token) -> Symbol { ast.symbols.intern(text(of: token)) }

}

// MARK: Errors

extension Parser {

  /// Reports an error at `span`, unless it is at the place of the last one.
  mutating func report(
    _ code: SyntaxCode, _ message: String, at span: SourceSpan, notes: [Diagnostic.Note] = [],
    help: String? = nil
  ) {
    if isAborted || lastErrorStart == span.start { return }
    lastErrorStart = span.start
    diagnostics.insert(
      Diagnostic(.error, code.rawValue, message, at: span, notes: notes, help: help))
    errorCount += 1
    if errorCount >= maximumErrorCount { abort() }
  }

  /// Reports an error at the current token and returns the failure to throw.
  mutating func failure(
    _ code: SyntaxCode, _ message: String, notes: [Diagnostic.Note] = [], help: String? = nil
  ) -> Failure {
    report(code, message, at: span(of: current), notes: notes, help: help)
    return Failure()
  }

  /// Reports that `what` was expected instead of the current token.
  ///
  /// Of an invalid token the lexer has spoken already.
  mutating func expected(_ what: String, help: String? = nil) -> Failure {
    if kind == .invalid { return Failure() }
    return failure(
      .unexpectedToken, "expected \(what), found \(description(of: current))",
      help: help ?? hint(for: current))
  }

  /// Gives up: moves to the end of the file and reports nothing more.
  mutating func abort() {
    isAborted = true
    position = tokens.count - 1
  }

  /// Returns how messages call `token`.
  func description(of token: Token) -> String {
    switch token.kind {
    case .endOfFile: return "the end of the file"
    case .string, .rawString: return "a string"
    default:
      let text = text(of: token)
      return text.utf8.count > 60 ? "'\(text.prefix(50))…'" : "'\(text)'"
    }
  }

  /// Enters a level of nesting, which the caller leaves by decrementing `depth`.
  mutating func enter() throws(Failure) {
    depth += 1
    if depth > maximumNesting { throw nestingFailure() }
  }

  /// Reports that the program is nested too deeply, and gives up.
  mutating func nestingFailure() -> Failure {
    report(
      .nestingTooDeep, "more than \(maximumNesting) levels of nesting", at: span(of: current),
      help: "split the expression or the block with variables or functions")
    abort()
    return Failure()
  }

  /// Reports that a chain of operations is too long, and gives up.
  private mutating func heightFailure() -> Failure {
    report(
      .nestingTooDeep, "a chain of more than \(maximumHeight) operations", at: span(of: current),
      help: "split the expression with variables, or put its operands into an array")
    abort()
    return Failure()
  }

}

// MARK: Nodes

extension Parser {

  /// Adds an expression that begins at `start` and ends before the current token.
  mutating func add(
    _ kind: ExprKind, from start: UInt32, anchor: SourceSpan? = nil
  ) throws(Failure) -> ExprID {
    let height = height(of: kind)
    deepest = max(deepest, height)
    heights.append(UInt16(truncatingIfNeeded: height))
    let id = ast.exprs.append(Expr(kind: kind, span: span(from: start), anchor: anchor))
    if height > maximumHeight { throw heightFailure() }
    return id
  }

  /// Adds an expression that could not be parsed.
  mutating func addInvalid() -> ExprID {
    heights.append(1)
    return ast.exprs.append(Expr(kind: .invalid, span: span(of: current)))
  }

  /// Adds a statement that begins at `start` and ends before the current token.
  mutating func add(_ kind: StmtKind, from start: UInt32, anchor: Token? = nil) -> StmtID {
    ast.stmts.append(
      Stmt(kind: kind, span: span(from: start), anchor: anchor.map { span(of: $0) }))
  }

  /// Adds the declaration of the name `token`.
  mutating func declare(
    _ token: Token, _ kind: Decl.Kind, annotation: TypeExprID? = nil
  ) -> DeclID {
    let name = intern(token)
    return ast.decls.append(
      Decl(kind: kind, name: name, span: span(of: token), annotation: annotation))
  }

  private func height(_ id: ExprID) -> Int { Int(heights[id.index - firstExpr]) }

  private func height(_ ids: [ExprID]) -> Int { ids.reduce(0) { max($0, height($1)) } }

  /// Returns the height of the tree of an expression of `kind`.
  private func height(of kind: ExprKind) -> Int {
    switch kind {
    case .int, .float, .bool, .null, .string, .name, .selfReference, .superReference, .invalid:
      return 1
    case .array(let elements), .set(let elements):
      return 1 + height(elements)
    case .map(let entries):
      return 1 + entries.reduce(0) { max($0, height($1.key), height($1.value)) }
    case .unary(_, let a), .member(let a, _), .isType(let a, _):
      return 1 + height(a)
    case .binary(_, let a, let b), .logical(_, let a, let b), .index(let a, let b):
      return 1 + max(height(a), height(b))
    case .conditional(let a, let b, let c):
      return 1 + max(height(a), height(b), height(c))
    case .range(let a, let b, let step):
      return 1 + max(height(a), height(b), step.map { height($0) } ?? 0)
    case .call(let callee, let arguments):
      return 1 + max(height(callee), height(arguments))
    case .function:
      return 1 + deepest
    }
  }

}
