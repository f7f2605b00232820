import Source
import Support

extension Parser {

  /// `("export" | "private") declaration`
  mutating func parseVisible(into list: inout [StmtID]) throws(Failure) {
    let word = current
    if !isAtTopLevel {
      report(
        .misplacedVisibility, "'\(text(of: word))' stands only at the top level of a file",
        at: span(of: word))
    }
    advance()
    let visibility: Visibility = word.kind == .export ? .exported : .hidden
    switch kind {
    case .let, .const:
      list += try parseBindings(visibility)
      try endStatement()
    case .func where kind(after: 1) != .leftParenthesis:
      list.append(try parseFunctionDeclaration(visibility))
    case .class:
      list.append(try parseClass(visibility))
    default:
      throw expected("'let', 'const', 'func' or 'class' after '\(text(of: word))'")
    }
  }

  /// `"func" name "(" … ")" ["->" type] ":" block "end"`
  mutating func parseFunctionDeclaration(_ visibility: Visibility) throws(Failure) -> StmtID {
    let keyword = advance()
    var decl: DeclID
    let outerDeepest = deepest
    deepest = 0
    defer { deepest = max(deepest, outerDeepest) }
    do {
      decl = declare(try parseName("a function's name"), .function)
    } catch {
      decl = declare(keyword, .function)
    }
    let function = try parseFunctionRest(keyword, name: decl)
    return add(.function(function, visibility), from: keyword.start)
  }

  /// `"class" name ["extends" base] ":" { member } "end"`
  mutating func parseClass(_ visibility: Visibility) throws(Failure) -> StmtID {
    let keyword = advance()
    let headerStart = position
    var decl: DeclID
    var base: TypeExprID?
    var isBroken = false
    do {
      decl = declare(try parseName("a class's name"), .class)
      if kind == .leftParenthesis || kind == .less {
        throw expected("':' or 'extends' after the class's name")
      }
      if consume(.extends) { base = try parseBaseClass() }
    } catch {
      decl = declare(keyword, .class)
      skipHeader(from: headerStart)
      isBroken = true
    }
    open(keyword)
    var members = Members()
    parseMembers(into: &members, isBroken: isBroken)
    close()
    let node = ast.classes.append(
      ClassNode(
        decl: decl, base: base, fields: members.fields, methods: members.methods,
        span: span(from: keyword.start)))
    return add(.classDecl(node, visibility), from: keyword.start)
  }

  private struct Members {
    var fields: [ClassNode.Field] = []
    var methods: [FuncID] = []
  }

  /// `name ["." name]`
  private mutating func parseBaseClass() throws(Failure) -> TypeExprID {
    guard kind == .name else { throw expected("the name of the base class") }
    let type = try parseTypeAtom()
    if kind == .comma { throw failure(.unexpectedToken, "a class extends one class only") }
    return type
  }

  private mutating func parseMembers(into members: inout Members, isBroken: Bool) {
    beginClassBody(isBroken: isBroken)
    depth += 1
    defer { depth -= 1 }
    if depth > maximumNesting { _ = nestingFailure() }
    while !isAtBlockEnd() {
      if consume(.semicolon) { continue }
      let (start, line) = (position, lineStart)
      do {
        try parseMember(into: &members)
      } catch {
        recover(from: start, onLineOf: line)
        if position == start { advance() }
      }
    }
  }

  private mutating func parseMember(into members: inout Members) throws(Failure) {
    switch kind {
    case .let:
      advance()
      repeat { try parseField(into: &members) } while consume(.comma)
      try endStatement()
    case .func:
      try parseMethod(into: &members)
    case .name where isForeignFunctionWord:
      reportForeignFunction()
      try parseMethod(into: &members)
    case .name where kind(after: 1) == .colon || kind(after: 1) == .assign:
      report(
        .invalidMember, "a field begins with 'let'", at: span(of: current),
        help: "write 'let \(text(of: current))'")
      try parseField(into: &members)
      try endStatement()
    case .const:
      throw failure(
        .invalidMember, "a field cannot be a constant", help: "write 'let', or move it out")
    case .export, .private:
      throw failure(
        .misplacedVisibility, "'\(text(of: current))' stands only at the top level of a file")
    default:
      throw expected("a field or a method", help: "a class holds 'let' and 'func' only")
    }
  }

  /// `word [":" type] ["=" expression]`
  private mutating func parseField(into members: inout Members) throws(Failure) {
    guard kind.isWord else { throw expected("a field's name") }
    let name = advance()
    let annotation = try parseAnnotation()
    let decl = declare(name, .field, annotation: annotation)
    let value = consume(.assign) ? try parseExpression() : nil
    members.fields.append(ClassNode.Field(decl: decl, defaultValue: value))
  }

  /// `"func" word "(" … ")" ["->" type] ":" block "end"`
  private mutating func parseMethod(into members: inout Members) throws(Failure) {
    let keyword = advance()
    guard kind.isWord else { throw expected("a method's name") }
    let outerDeepest = deepest
    deepest = 0
    defer { deepest = max(deepest, outerDeepest) }
    let decl = declare(advance(), .method)
    members.methods.append(try parseFunctionRest(keyword, name: decl))
  }

}
