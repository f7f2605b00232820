import Source
import Support
import Syntax

/// Finds what each name means, in one walk through all files (LANGUAGE 4, 7, 8, 9).
struct Resolver {

  let ast: AST
  var model: SemanticModel
  var diagnostics = DiagnosticSet()

  /// The scopes around, the file's own first.
  var scopes: [Scope] = []
  var topLevels: [TopLevel] = []

  /// The file being resolved, as an index in `ast.modules`.
  var module = 0
  var functions: [FuncID] = []
  var classes: [ClassID] = []
  var loopDepth = 0

  /// The variables whose initialisers are being resolved: functions in these see them.
  var initialising: [DeclID] = []
  var captureSets: [FuncID: Set<DeclID>] = [:]

  init(ast: AST, modules: [StmtID: Int]) {
    self.ast = ast
    model = SemanticModel(for: ast)
    model.moduleOfUse = modules
  }

  mutating func run() {
    for (i, node) in ast.modules.enumerated() {
      module = i
      topLevels.append(collect(node.body))
    }
    for (i, node) in ast.modules.enumerated() {
      module = i
      scopes = [Scope(function: nil)]
      resolveStatements(node.body.statements)
    }
    completeClasses()
    warnOfUnusedVariables()
  }

  /// The function whose body is being resolved; `nil` at the top level.
  var function: FuncID? { functions.last }

  // MARK: Messages

  mutating func error(
    _ code: String, _ message: String, at span: SourceSpan, notes: [Diagnostic.Note] = [],
    help: String? = nil
  ) {
    diagnostics.insert(
      Diagnostic(.error, code, message, at: span, notes: notes, help: help))
  }

  mutating func warn(_ code: String, _ message: String, at span: SourceSpan, help: String? = nil) {
    diagnostics.insert(Diagnostic(.warning, code, message, at: span, help: help))
  }

  /// Returns the help that offers the visible name nearest to `name`.
  func suggestion(for name: Symbol) -> String? {
    let text = ast.text(name)
    var candidates = scopes.flatMap { $0.names.keys.map { ast.text($0) } }
    if function != nil { candidates += topLevels[module].variables.keys.map { ast.text($0) } }
    candidates += Predeclared.functions + Predeclared.types + Predeclared.libraries.keys
    let near = nearest(to: text, among: candidates.sorted())
    return near.map { "did you mean '\($0)'?" }
  }

  // MARK: Scopes

  mutating func inScope(_ body: (inout Resolver) -> Void) {
    scopes.append(Scope(function: function))
    body(&self)
    scopes.removeLast()
  }

  /// Starts the variable, constant, parameter or the like `decl`.
  mutating func declare(_ decl: DeclID) {
    note(decl, isTopLevel: scopes.count == 1 && functions.isEmpty)
    let name = ast.decls[decl].name
    scopes[scopes.count - 1].names[name] = .variable(decl)
  }

  mutating func note(_ decl: DeclID, isTopLevel: Bool) {
    model.decls[decl].owner = function
    model.decls[decl].module = module
    model.decls[decl].isTopLevel = isTopLevel
  }

  /// Returns what `name` is bound to here, if a scope around declares it.
  func lookUp(_ name: Symbol) -> Binding? {
    for scope in scopes.reversed() {
      if let binding = scope.names[name] { return binding }
    }
    guard function != nil, let first = topLevels[module].variables[name]?.first else { return nil }
    return .variable(first)
  }

  /// Returns the meaning of `name` among the predeclared names.
  func predeclared(_ name: Symbol) -> Reference? {
    let text = ast.text(name)
    if Predeclared.types.contains(text) { return .builtinType(name) }
    if Predeclared.libraries[text] != nil { return .library(name) }
    return Predeclared.isFunction(text) ? .builtinFunction(name) : nil
  }

  // MARK: Hoisting

  /// Binds the functions and classes of a block, which are visible in all of it.
  mutating func hoist(_ statements: [StmtID]) {
    let isTopLevel = scopes.count == 1 && functions.isEmpty
    for statement in statements {
      switch ast.stmts[statement].kind {
      case .function(let id, _): hoistFunction(id, isTopLevel)
      case .classDecl(let id, _): hoistClass(id, isTopLevel)
      default: break
      }
    }
  }

  private mutating func hoistFunction(_ id: FuncID, _ isTopLevel: Bool) {
    guard let decl = ast.funcs[id].decl else { return }
    note(decl, isTopLevel: isTopLevel)
    model.functionOfDecl[decl] = id
    let name = ast.decls[decl].name
    var overloads: [DeclID] = []
    if case .functions(let others) = scopes[scopes.count - 1].names[name] { overloads = others }
    checkSignature(decl, id, overloads)
    scopes[scopes.count - 1].names[name] = .functions(overloads + [decl])
  }

  mutating func checkSignature(_ decl: DeclID, _ id: FuncID, _ others: [DeclID]) {
    for other in others {
      guard let function = model.functionOfDecl[other], haveSameSignature(id, function) else {
        continue
      }
      error(
        "E0207", "'\(ast.text(ast.decls[decl].name))' is declared twice with the same parameters",
        at: ast.decls[decl].span, notes: [.init("first declared here", at: ast.decls[other].span)])
      return
    }
  }

  private func haveSameSignature(_ a: FuncID, _ b: FuncID) -> Bool {
    let (x, y) = (ast.funcs[a].parameters, ast.funcs[b].parameters)
    guard x.count == y.count else { return false }
    return zip(x, y).allSatisfy {
      isSameType(ast.decls[$0.decl].annotation, ast.decls[$1.decl].annotation)
    }
  }

  private func isSameType(_ a: TypeExprID?, _ b: TypeExprID?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    switch (ast.typeExprs[a].kind, ast.typeExprs[b].kind) {
    case (.name(let x, let p), .name(let y, let q)):
      return x == y && p.count == q.count && zip(p, q).allSatisfy { isSameType($0, $1) }
    case (.member(let x, let p), .member(let y, let q)): return x == y && p == q
    case (.optional(let x), .optional(let y)): return isSameType(x, y)
    case (.union(let p), .union(let q)):
      return p.count == q.count && zip(p, q).allSatisfy { isSameType($0, $1) }
    case (.function(let p, let x), .function(let q, let y)):
      return isSameType(x, y) && p.count == q.count && zip(p, q).allSatisfy { isSameType($0, $1) }
    default: return false
    }
  }

  private mutating func hoistClass(_ id: ClassID, _ isTopLevel: Bool) {
    let decl = ast.classes[id].decl
    note(decl, isTopLevel: isTopLevel)
    model.classOfDecl[decl] = id
    let name = ast.decls[decl].name
    if case .classType(let other) = scopes[scopes.count - 1].names[name] {
      error(
        "E0208", "the class '\(ast.text(name))' is declared twice", at: ast.decls[decl].span,
        notes: [.init("first declared here", at: ast.decls[other].span)])
    }
    scopes[scopes.count - 1].names[name] = .classType(decl)
  }

  // MARK: Top levels

  /// Collects what the top level of a file declares, before anything is resolved.
  private mutating func collect(_ body: Block) -> TopLevel {
    var result = TopLevel()
    for statement in body.statements {
      switch ast.stmts[statement].kind {
      case .binding(let binding):
        let name = ast.decls[binding.decl].name
        note(binding.decl, isTopLevel: true)
        result.variables[name, default: []].append(binding.decl)
        result.names[name] = .variable(binding.decl)
        mark(name, binding.visibility, &result)
      case .function(let id, let visibility):
        guard let decl = ast.funcs[id].decl else { continue }
        let name = ast.decls[decl].name
        var overloads: [DeclID] = []
        if case .functions(let others) = result.names[name] { overloads = others }
        result.names[name] = .functions(overloads + [decl])
        mark(name, visibility, &result)
      case .classDecl(let id, let visibility):
        let decl = ast.classes[id].decl
        result.names[ast.decls[decl].name] = .classType(decl)
        mark(ast.decls[decl].name, visibility, &result)
      default: break
      }
    }
    return result
  }

  private func mark(_ name: Symbol, _ visibility: Visibility, _ topLevel: inout TopLevel) {
    switch visibility {
    case .unspecified: break
    case .exported: topLevel.exported.insert(name)
    case .hidden: topLevel.hidden.insert(name)
    }
  }

}
