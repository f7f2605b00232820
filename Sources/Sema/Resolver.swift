import Source
import Support
import Syntax

/// Loads the modules that `main`, which is parsed, needs, and resolves the names of all.
///
/// Parses no file twice; messages go to `diagnostics`. Where there was an error, what depends on it
/// is `.unresolved`; without an error nothing is.
public func resolve(
  main: FileID, ast: inout AST, sources: inout SourceMap, loader: ModuleLoader,
  diagnostics: inout DiagnosticSet
) -> SemanticModel {
  let graph = ModuleGraph(
    main: main, ast: &ast, sources: &sources, loader: loader, diagnostics: &diagnostics)
  var resolver = Resolver(for: &ast, graph: graph, sources: sources)
  swap(&resolver.ast, &ast)
  swap(&resolver.diagnostics, &diagnostics)
  resolver.resolveProgram()
  swap(&resolver.ast, &ast)
  swap(&resolver.diagnostics, &diagnostics)
  return resolver.model
}

/// The state of name resolution: one walk over the trees of all modules.
struct Resolver {

  /// Where the walk is.
  struct Context {

    /// The function around; `nil` at the top level.
    var function: FuncID?

    /// The class whose `self` can be used.
    var selfClass: ClassID?

    /// `true` iff this is the default of a field, outside functions in it: it is evaluated when an
    /// instance is made, not where it stands.
    var isFieldDefault = false

    /// The number of loops of the same function around.
    var loopDepth = 0

    /// `true` iff the innermost loop has had a `break`.
    var isLoopBroken = false

    /// `true` iff the code runs later than it stands, so that it sees top-level variables below.
    var isDeferred: Bool { function != nil || isFieldDefault }

  }

  /// A check that needs the bases and fields of all classes.
  enum DeferredCheck {
    case call(ExprID, argumentCount: Int)
    case baseMethod(Symbol, of: ClassID, argumentCount: Int?, SourceSpan)
    case match(StmtID)
    case member(ExprID, argumentCount: Int?)
    case result(ExprID, of: FuncID)
    case emptyReturn(of: FuncID, SourceSpan)
  }

  /// A use of a captured variable by a function.
  struct Capture: Hashable {
    var user: UInt32
    var decl: DeclID
  }

  /// The depth of the scope stack at the top level of a module; below are the predeclared names.
  static let moduleDepth = 2

  var ast = AST()
  var diagnostics = DiagnosticSet()
  var model: SemanticModel
  var scopes: ScopeStack
  var context = Context()
  let sources: SourceMap

  /// The index of the current module.
  var module = 0

  /// The top-level names of each module.
  var moduleScopes: [ModuleScope] = []

  /// The captures found already, by functions and by classes.
  var functionCaptures: Set<Capture> = []
  var classCaptures: Set<Capture> = []

  /// The fields that the methods of each class assign, with the place of the first assignment.
  var assignedFields: [ClassID: [(name: Symbol, span: SourceSpan)]] = [:]

  /// The initialiser of each variable and constant that has one.
  var initializers: [DeclID: ExprID] = [:]

  /// The names of all fields and methods of the program's own classes.
  var memberNames: Set<Symbol> = []

  /// The fields that have a default.
  var fieldsWithDefault: Set<DeclID> = []

  var deferredChecks: [DeferredCheck] = []

  /// The statements behind which their block does not go on.
  var leavingStatements: Set<StmtID> = []

  /// The loops that a `break` may end.
  var brokenLoops: Set<StmtID> = []

  /// The files of the library, of which nothing is said to the user but errors.
  private let libraryFiles: Set<FileID>

  /// The variables that are assigned as a whole, not through a path.
  var assignedVariables: Set<DeclID> = []

  /// The class of each `self` and `super`.
  var selfClasses: [ExprID: ClassID] = [:]

  /// The classes of modules that are used as values.
  var escapingClasses: Set<DeclID> = []

  /// What `ClassHierarchy` says, once the base classes are known.
  var hierarchy = ClassHierarchy()

  /// How many more misspelt names get a suggestion: finding one takes as long as there are names.
  var suggestionBudget = 100

  let initName: Symbol
  let typeName: Symbol

  /// Creates a resolver for the modules of `ast`, which is given to it afterwards.
  init(for ast: inout AST, graph: ModuleGraph, sources: SourceMap) {
    initName = ast.symbols.intern("init")
    typeName = ast.symbols.intern("type")
    var predeclared: [(Symbol, Reference)] = []
    Predeclared.forEach(in: &ast.symbols) { predeclared.append(($0, $1)) }
    model = SemanticModel(for: ast)
    model.moduleOfUse = graph.moduleOfUse
    scopes = ScopeStack(for: ast.symbols)
    scopes.push()
    for (symbol, meaning) in predeclared { scopes.declare(symbol, meaning) }
    self.sources = sources
    libraryFiles = Set(ast.modules.filter(\.isLibrary).map(\.file))
  }

  mutating func resolveProgram() {
    collectDeclarations()
    collectModuleNames()
    for index in ast.modules.indices { resolveModule(index) }
    finishClasses()
    hierarchy = ClassHierarchy(of: ast, model, escaping: escapingClasses)
    for check in deferredChecks { perform(check) }
    checkPromises()
    findResultPromises()
    warnOfKnownFailures()
  }

  private mutating func resolveModule(_ index: Int) {
    module = index
    context = Context()
    resolve(ast.modules[index].body)
  }

  /// Collects what the walk needs before it comes to it.
  private mutating func collectDeclarations() {
    for id in ast.funcs.ids {
      guard let decl = ast.funcs[id].decl else { continue }
      if ast.decls[decl].kind == .function { model.functionOfDecl[decl] = id }
    }
    for id in ast.classes.ids {
      let node = ast.classes[id]
      model.classOfDecl[node.decl] = id
      if libraryFiles.contains(node.span.file) { continue }
      for field in node.fields {
        memberNames.insert(ast.decls[field.decl].name)
        if field.defaultValue != nil { fieldsWithDefault.insert(field.decl) }
      }
      for method in node.methods {
        if let decl = ast.funcs[method].decl { memberNames.insert(ast.decls[decl].name) }
      }
    }
    for id in ast.stmts.ids {
      switch ast.stmts[id].kind {
      case .binding(let binding):
        if let value = binding.value { initializers[binding.decl] = value }
      case .assign(let target, nil, _):
        guard case .member(let object, let name) = ast.exprs[target].kind,
          case .selfReference = ast.exprs[object].kind
        else { continue }
        memberNames.insert(name)
      default: continue
      }
    }
  }

  // MARK: Scopes

  /// `true` iff a declaration here stands at the top level of a module.
  var isAtTopLevel: Bool { context.function == nil && scopes.depth == Self.moduleDepth }

  /// Notes where `decl` stands.
  mutating func locate(_ decl: DeclID) {
    model.decls[decl].owner = context.function
    model.decls[decl].module = module
    model.decls[decl].isTopLevel = isAtTopLevel
  }

  /// Declares the variable `decl` in the innermost scope.
  mutating func declareVariable(_ decl: DeclID) {
    locate(decl)
    scopes.declare(ast.decls[decl].name, .variable(decl), decl: decl)
  }

  /// Closes the innermost scope and warns of its variables that nothing reads.
  mutating func closeScope() {
    for index in scopes.innermostStart..<scopes.entries.count {
      let decl = scopes.entries[index].decl
      if !decl.isNone { warnIfUnused(decl) }
    }
    scopes.pop()
  }

  // MARK: Messages

  mutating func report(
    _ code: SemanticCode, _ message: String, at span: SourceSpan, notes: [Diagnostic.Note] = [],
    help: String? = nil
  ) {
    diagnostics.insert(
      Diagnostic(.error, code.rawValue, message, at: span, notes: notes, help: help))
  }

  mutating func warn(
    _ code: SemanticCode, _ message: String, at span: SourceSpan, notes: [Diagnostic.Note] = [],
    help: String? = nil
  ) {
    if libraryFiles.contains(span.file) { return }
    diagnostics.insert(
      Diagnostic(.warning, code.rawValue, message, at: span, notes: notes, help: help))
  }

  /// Returns the note that shows where `decl` is declared.
  func declared(_ decl: DeclID) -> Diagnostic.Note {
    Diagnostic.Note("'\(name(of: decl))' is declared here", at: ast.decls[decl].span)
  }

  func name(of decl: DeclID) -> String { ast.text(ast.decls[decl].name) }

}
