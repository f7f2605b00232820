import Sema
import Support
import Syntax

/// When the top levels of modules run.
///
/// A module that is used by statements of top levels only has a known first `use`; any other needs
/// a flag at run time. The top levels are walked in the order in which they run.
struct ModuleOrder {

  /// The `use` statements that run a module, whose order is known.
  private(set) var firstUses: Set<StmtID> = []

  /// The variables that are declared, with a value, before any function of the program can run.
  private(set) var earlyBindings: Set<DeclID> = []

  private var used: Set<Int> = []
  private var staticModules: Set<Int> = [0]

  init() {}

  init(ast: AST, model: SemanticModel) {
    used = Set(model.moduleOfUse.values)
    findStaticModules(ast, model)
    var walk = Walk(ast: ast, model: model, order: self)
    walk.run(0)
    firstUses = walk.order.firstUses
    earlyBindings = walk.order.earlyBindings
  }

  /// `true` iff some `use` names the module.
  func isUsed(_ module: Int) -> Bool { used.contains(module) }

  /// `true` iff it is known which `use` is the first.
  func isStatic(_ module: Int) -> Bool { staticModules.contains(module) }

  private mutating func findStaticModules(_ ast: AST, _ model: SemanticModel) {
    var dynamic: Set<Int> = []
    var places: [StmtID: Int] = [:]
    for (index, module) in ast.modules.enumerated() {
      for statement in module.body.statements { places[statement] = index }
    }
    var changed = true
    while changed {
      changed = false
      for (use, target) in model.moduleOfUse where target > 0 && !dynamic.contains(target) {
        if let place = places[use], !dynamic.contains(place) { continue }
        dynamic.insert(target)
        changed = true
      }
    }
    staticModules = Set(ast.modules.indices).subtracting(dynamic)
  }

  /// A walk over the top levels as they run.
  private struct Walk {

    let ast: AST
    let model: SemanticModel
    var order: ModuleOrder
    var started: Set<Int> = []
    var hasCalled = false

    mutating func run(_ module: Int) {
      started.insert(module)
      let finder = CallFinder(ast: ast, model: model)
      for statement in ast.modules[module].body.statements {
        if let target = model.moduleOfUse[statement] {
          use(target, statement)
          continue
        }
        hasCalled = hasCalled || finder.contains(statement)
        guard !hasCalled, case .binding(let binding) = ast.stmts[statement].kind else { continue }
        if binding.value != nil { order.earlyBindings.insert(binding.decl) }
      }
    }

    private mutating func use(_ target: Int, _ statement: StmtID) {
      guard order.isStatic(target) else {
        hasCalled = true
        return
      }
      if started.contains(target) { return }
      order.firstUses.insert(statement)
      run(target)
    }

  }

}
