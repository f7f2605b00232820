import IR
import Sema
import Source
import Support
import Syntax

/// Returns the program `ast` in SSA form, with generic operations and types unknown.
///
/// Precondition: parsing and name resolution found no error.
///
/// Local variables become SSA values (Braun et al., "Simple and Efficient Construction of SSA
/// Form", 2013, in its form for structured control flow): a join gets a block parameter for each
/// variable on which the ways into it differ, a loop one for each variable that its body assigns.
/// Nested functions get what they capture as leading parameters (T. Johnsson, "Lambda Lifting",
/// 1985).
public func lower(ast: AST, model: SemanticModel, sources: SourceMap) -> LoweredProgram {
  var lowering = ModuleLowering(
    ast: ast, model: model, sources: sources, captures: CaptureAnalysis(ast: ast, model: model))
  lowering.run()
  return LoweredProgram(module: lowering.module, spans: lowering.spans)
}

/// A program in generic SSA form.
public struct LoweredProgram {

  /// The program.
  public let module: Module

  /// The source text of each location of the module.
  public let spans: Table<LocationID, SourceSpan>

}

/// What the lowering of all functions shares.
struct ModuleLowering {

  let ast: AST
  let model: SemanticModel
  let sources: SourceMap
  let captures: CaptureAnalysis
  var module = Module()
  var spans = Table<LocationID, SourceSpan>()

  /// The function of each one of the source, and of each call of it with fewer arguments.
  var functions: [FunctionKey: FunctionID] = [:]

  /// The functions that choose among overloads.
  var dispatchers: [DispatcherKey: FunctionID] = [:]

  /// The functions that make instances, by class and number of arguments.
  var constructors: [ConstructorKey: FunctionID] = [:]

  /// The closures of the functions of one name in one scope, and of lambdas.
  var closures: [[FuncID]: ClosureID] = [:]

  /// The closures of predeclared and library functions, by name.
  var wrappers: [String: ClosureID] = [:]

  /// The library functions by `library.name/arity`.
  var libraryFunctions: [String: FunctionKey] = [:]

  /// The members of the library's types that nothing has named so far.
  var libraryMembers: [Symbol: [LibraryMethod]] = [:]

  /// The mutating methods of library collections by their documented names.
  var collectionMutators: [String: [CollectionMutator]] = [:]

  /// The functions that are declared but not lowered yet: what lowering asks for on the way.
  var pending: [Work] = []

  /// The globals: top-level variables that functions use.
  var globals: [DeclID: GlobalID] = [:]

  /// The globals that are set before any function can run.
  var earlyGlobals: Set<DeclID> = []

  /// The cells of captured variables that are assigned.
  var cells: [DeclID: CellID] = [:]

  /// The functions that run the top levels of modules, and when they are called.
  var initializers: [Int: FunctionID] = [:]
  var moduleOrder = ModuleOrder()

  /// The globals that tell whether the top level of a module has begun, where that is not known.
  var startedFlags: [Int: GlobalID] = [:]

  /// The namespaces of modules and libraries used as values.
  var moduleNamespaces: [Int: Int] = [:]
  var libraryNamespaces: [Symbol: Int] = [:]

  /// The members that the program's classes declare, and those that are annotated.
  var members = ClassMembers()

  var annotations: [AnnotationKey: AnnotationID] = [:]
  var functionAnnotations: [Int: AnnotationID] = [:]
  var promises: [PromiseKey: Int] = [:]

  private var nameCounts: [String: Int] = [:]

  init(ast: AST, model: SemanticModel, sources: SourceMap, captures: CaptureAnalysis) {
    self.ast = ast
    self.model = model
    self.sources = sources
    self.captures = captures
    module.symbols = ast.symbols
  }

  /// A function of the source called with `arity` arguments.
  struct FunctionKey: Hashable {
    let function: FuncID
    let arity: Int
  }

  /// A member of a type of the library.
  struct LibraryMethod {
    let key: LibraryMethodKey
    let function: FunctionKey
  }

  /// Functions of one name of which one is to be chosen for `arity` arguments.
  struct DispatcherKey: Hashable {
    let functions: [FuncID]
    let arity: Int
  }

  /// A class whose instances are made from `arity` arguments.
  struct ConstructorKey: Hashable {
    let type: ClassID
    let arity: Int
  }

  /// The body of a function that is still to be made.
  enum Work {
    case body(FunctionKey, FunctionID)
    case dispatcher(DispatcherKey, FunctionID)
    case wrapper(String, arity: Int, FunctionID)
    case libraryWrapper(library: String, name: String, arity: Int, FunctionID)
  }

  mutating func run() {
    moduleOrder = ModuleOrder(ast: ast, model: model)
    members = ClassMembers(ast: ast, model: model)
    declareVariables()
    declareInitializers()
    declareFunctions()
    declareClasses()
    registerLibrary()
    for index in ast.modules.indices where initializers[index] != nil { lowerModule(index) }
    for id in ast.funcs.ids where !isLibrary(id) { lowerFunction(id) }
    lowerConstructors()
    while let work = pending.popLast() { perform(work) }
  }

  // MARK: Declarations

  /// A top-level variable that functions use is a global; one that no function uses is a local
  /// variable of the function that runs the top level.
  private mutating func declareVariables() {
    for decl in ast.decls.ids {
      let info = model.decls[decl]
      let isVariable = [.variable, .constant].contains(ast.decls[decl].kind)
      if isVariable, info.isTopLevel, info.isCaptured {
        globals[decl] = module.globals.append(Global(name: ast.decls[decl].name))
      } else if captures.cells.contains(decl) {
        cells[decl] = module.cells.append(CellDefinition(name: ast.decls[decl].name))
      }
    }
    earlyGlobals = moduleOrder.earlyBindings
  }

  private mutating func declareInitializers() {
    module.main = declare("main", displayName: "main")
    initializers[0] = module.main
    for index in ast.modules.indices.dropFirst() where moduleOrder.isUsed(index) {
      initializers[index] = declare("\(moduleName(index)).main", displayName: "main")
      if moduleOrder.isStatic(index) { continue }
      let name = module.symbol("\(moduleName(index)) has begun")
      startedFlags[index] = module.globals.append(Global(name: name))
    }
  }

  /// Declares each function of the program, and one more for each number of arguments that leaves
  /// defaults out.
  private mutating func declareFunctions() {
    for id in ast.funcs.ids where !isLibrary(id) {
      for arity in arities(of: id) { declare(FunctionKey(function: id, arity: arity)) }
    }
  }

  @discardableResult
  private mutating func declare(_ key: FunctionKey) -> FunctionID {
    let id = key.function
    let function = declare(qualifiedName(of: id), displayName: displayName(of: id))
    functions[key] = function
    return function
  }

  /// Returns the function of `key`; one of the library is declared, to be lowered, when it is first
  /// asked for.
  mutating func function(_ key: FunctionKey) -> FunctionID {
    if let known = functions[key] { return known }
    let function = declare(key)
    module.functions[function].isLibrary = true
    pending.append(.body(key, function))
    return function
  }

  /// Declares a function with a name that begins with `name`.
  mutating func declare(_ name: String, displayName: String) -> FunctionID {
    let display = module.symbol(displayName)
    return module.functions.append(Function(name: uniqueName(name), displayName: display))
  }

  private mutating func uniqueName(_ name: String) -> String {
    let count = nameCounts[name, default: 0]
    nameCounts[name] = count + 1
    return count == 0 ? name : "\(name).\(count + 1)"
  }

  /// The numbers of arguments that the function `id` takes.
  func arities(of id: FuncID) -> ClosedRange<Int> {
    ast.funcs[id].requiredCount...ast.funcs[id].parameters.count
  }

  /// The name of a function as traces show it.
  func displayName(of id: FuncID) -> String {
    ast.funcs[id].decl.map { ast.text(ast.decls[$0].name) } ?? "<function>"
  }

  private func qualifiedName(of id: FuncID) -> String {
    guard let decl = ast.funcs[id].decl else { return "lambda" }
    let name = ast.text(ast.decls[decl].name)
    return model.funcs[id].owningClass.map { "\(className($0)).\(name)" } ?? name
  }

  func className(_ id: ClassID) -> String { ast.text(ast.decls[ast.classes[id].decl].name) }

  // MARK: Bodies

  private mutating func lowerFunction(_ id: FuncID) {
    for arity in arities(of: id) {
      let key = FunctionKey(function: id, arity: arity)
      perform(.body(key, functions[key]!))
    }
  }

  /// Makes the body of the function `target`, the code of `owner` if there is one.
  mutating func lower(
    _ target: FunctionID, of owner: FuncID? = nil, module index: Int = 0,
    _ body: (inout FunctionLowering) -> Void
  ) {
    var function = FunctionLowering(target, taking: &self, owner: owner, module: index)
    body(&function)
    swap(&self, &function.shared)
    module.functions[function.id] = function.function
    demandMembers(namedIn: function.function)
  }

  private mutating func perform(_ work: Work) {
    switch work {
    case .body(let key, let target):
      let count = ast.funcs[key.function].parameters.count
      lower(target, of: key.function) {
        $0.lowerFunction(key.function, given: key.arity, of: count)
      }
    case .dispatcher(let key, let target): lower(target) { $0.lowerDispatcher(key) }
    case .wrapper(let name, let arity, let target):
      lower(target) { $0.lowerWrapper(of: name, arity: arity) }
    case .libraryWrapper(let library, let name, let arity, let target):
      lower(target) { $0.lowerWrapper(of: library, name, arity: arity) }
    }
  }

}
