import IR
import Sema
import Source
import Support
import Syntax

/// Returns the program `ast` in SSA form, with generic operations and types unknown.
///
/// Precondition: parsing and name resolution found no error. A construct that has no lowering yet
/// is an error in `diagnostics`; the module is of no use then.
///
/// Local variables become SSA values (Braun et al., "Simple and Efficient Construction of SSA
/// Form", 2013, in its form for structured control flow): a join gets a block parameter for each
/// variable on which the ways into it differ, a loop one for each variable that its body assigns.
public func lower(
  ast: AST, model: SemanticModel, sources: SourceMap, diagnostics: inout DiagnosticSet
) -> LoweredProgram {
  var lowering = ModuleLowering(ast: ast, model: model, sources: sources)
  lowering.run()
  for diagnostic in lowering.diagnostics.all { diagnostics.insert(diagnostic) }
  return LoweredProgram(module: lowering.module, spans: lowering.spans)
}

/// A program in generic SSA form.
public struct LoweredProgram {

  public let module: Module

  /// The source text of each location of the module.
  public let spans: Table<LocationID, SourceSpan>

}

/// What the lowering of all functions shares.
struct ModuleLowering {

  let ast: AST
  let model: SemanticModel
  let sources: SourceMap
  var module = Module()
  var diagnostics = DiagnosticSet()
  var spans = Table<LocationID, SourceSpan>()

  /// The function of each declared one, and of each call of it with fewer arguments.
  var functions: [FunctionKey: FunctionID] = [:]

  /// The globals: top-level variables that functions use.
  var globals: [DeclID: GlobalID] = [:]

  /// The globals that are set before any function can run.
  var earlyGlobals: Set<DeclID> = []

  private var nameCounts: [String: Int] = [:]

  init(ast: AST, model: SemanticModel, sources: SourceMap) {
    self.ast = ast
    self.model = model
    self.sources = sources
    module.symbols = ast.symbols
  }

  /// A declared function called with `arity` arguments.
  struct FunctionKey: Hashable {
    let function: FuncID
    let arity: Int
  }

  mutating func run() {
    declareGlobals()
    declareMain()
    declareFunctions()
    lowerMain()
    for id in ast.funcs.ids where isCompiled(id) { lowerFunction(id) }
  }

  // MARK: Declarations

  /// A top-level variable that no function uses is a local of main.
  private mutating func declareGlobals() {
    for decl in ast.decls.ids {
      let info = model.decls[decl]
      switch ast.decls[decl].kind {
      case .variable, .constant:
        if info.isTopLevel && info.isCaptured {
          globals[decl] = module.globals.append(Global(name: ast.decls[decl].name))
        }
      default: break
      }
    }
    for statement in ast.modules[0].body.statements {
      if CallFinder(ast: ast, model: model).contains(statement) { break }
      if case .binding(let binding) = ast.stmts[statement].kind, binding.value != nil {
        earlyGlobals.insert(binding.decl)
      }
    }
  }

  private mutating func declareMain() {
    let name = module.symbol("main")
    module.main = module.functions.append(Function(name: uniqueName("main"), displayName: name))
  }

  /// Declares each function, and one more for each number of arguments that leaves defaults out.
  private mutating func declareFunctions() {
    for id in ast.funcs.ids where isCompiled(id) {
      let node = ast.funcs[id]
      let required = node.requiredCount
      let name = ast.text(ast.decls[node.decl!].name)
      for arity in required...node.parameters.count {
        let display = module.symbol(name)
        let function = Function(name: uniqueName(name), displayName: display)
        functions[FunctionKey(function: id, arity: arity)] = module.functions.append(function)
      }
    }
  }

  /// `true` iff `id` is a declared function that is no method.
  private func isCompiled(_ id: FuncID) -> Bool {
    ast.funcs[id].decl != nil && model.funcs[id].owningClass == nil
  }

  private mutating func uniqueName(_ name: String) -> String {
    let count = nameCounts[name, default: 0]
    nameCounts[name] = count + 1
    return count == 0 ? name : "\(name).\(count + 1)"
  }

  // MARK: Bodies

  private mutating func lowerMain() {
    let body = ast.modules[0].body
    var function = FunctionLowering(module.main, taking: &self, owner: nil)
    function.lowerBody(body)
    finish(&function)
  }

  private mutating func lowerFunction(_ id: FuncID) {
    let node = ast.funcs[id]
    let required = node.requiredCount
    for arity in required...node.parameters.count {
      let target = functions[FunctionKey(function: id, arity: arity)]!
      var function = FunctionLowering(target, taking: &self, owner: id)
      if arity == node.parameters.count {
        function.lowerFunction(node)
      } else {
        function.lowerDefaults(of: id, node, given: arity)
      }
      finish(&function)
    }
  }

  /// Takes back what the lowering of a function was lent.
  private mutating func finish(_ function: inout FunctionLowering) {
    swap(&self, &function.shared)
    module.functions[function.id] = function.function
  }

}
