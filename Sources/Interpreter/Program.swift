import Sema
import Source
import Support
import Syntax

/// The program as the evaluator needs it: the trees, what their names mean, and tables made once.
final class Program {

  let ast: AST
  let model: SemanticModel
  let sources: SourceMap

  /// Where each variable lives.
  private(set) var storage: Table<DeclID, Storage>

  /// The number of slots of each function's frame.
  private(set) var frameSizes: Table<FuncID, Int>

  /// The number of slots of the frame of the top level of any module.
  private(set) var topLevelSlots = 0

  /// What to set up before the block that begins with a statement.
  private(set) var preludes: [StmtID: Prelude] = [:]

  /// The parameters of each function that live in a `Scope`.
  private(set) var capturedParameters: [FuncID: [DeclID]] = [:]

  /// The index of each field of each class by its name.
  private(set) var fieldIndices: Table<ClassID, [Symbol: Int]>

  /// The default of each field that has one.
  private(set) var fieldDefaults: [DeclID: ExprID] = [:]

  init(ast: AST, model: SemanticModel, sources: SourceMap) {
    self.ast = ast
    self.model = model
    self.sources = sources
    storage = Table(repeating: .global, count: ast.decls.count)
    frameSizes = Table(repeating: 0, count: ast.funcs.count)
    fieldIndices = Table(repeating: [:], count: ast.classes.count)
    assignStorage()
    makePreludes()
    for id in ast.classes.ids {
      for field in ast.classes[id].fields { fieldDefaults[field.decl] = field.defaultValue }
      for (i, field) in model.classes[id].fields.enumerated() { fieldIndices[id][field.name] = i }
    }
  }

  func text(_ symbol: Symbol) -> String { ast.text(symbol) }

  func name(of decl: DeclID) -> String { ast.text(ast.decls[decl].name) }

  /// The class of a `.classType` reference's declaration.
  func classID(of decl: DeclID) -> ClassID {
    guard let id = model.classOfDecl[decl] else { unreachable("a class without code") }
    return id
  }

  func className(_ id: ClassID) -> String { name(of: ast.classes[id].decl) }

  /// The name of a function as traces show it.
  func displayName(of id: FuncID) -> String {
    guard let decl = ast.funcs[id].decl else { return "<function>" }
    return name(of: decl)
  }

  /// The least number of arguments of a function.
  func requiredCount(_ id: FuncID) -> Int {
    ast.funcs[id].requiredCount
  }

  // MARK: Tables

  private func assignStorage() {
    let usedByClasses = variablesUsedByLocalClasses()
    for decl in ast.decls.ids {
      let info = model.decls[decl]
      let isLocalCode = [.function, .class].contains(ast.decls[decl].kind)
      if info.isTopLevel {
        storage[decl] = .global
      } else if info.isCaptured || isLocalCode || usedByClasses.contains(decl) {
        storage[decl] = .scope
      } else if let owner = info.owner {
        storage[decl] = .slot(frameSizes[owner])
        frameSizes[owner] += 1
      } else {
        storage[decl] = .slot(topLevelSlots)
        topLevelSlots += 1
      }
    }
    for id in ast.funcs.ids {
      let decls = ast.funcs[id].parameters.map(\.decl).filter(livesInScope)
      if !decls.isEmpty { capturedParameters[id] = decls }
    }
  }

  /// Returns the variables that classes inside functions and blocks use: the defaults of fields,
  /// which are in no function of their own, need them after the block's end.
  private func variablesUsedByLocalClasses() -> Set<DeclID> {
    let spans = ast.classes.elements.filter { !model.decls[$0.decl].isTopLevel }.map(\.span)
    if spans.isEmpty { return [] }
    var result: Set<DeclID> = []
    for id in ast.exprs.ids {
      guard case .variable(let decl)? = model.references[id] else { continue }
      let span = ast.exprs[id].span
      if spans.contains(where: { $0.file == span.file && $0.union(span) == $0 }) {
        result.insert(decl)
      }
    }
    return result
  }

  func livesInScope(_ decl: DeclID) -> Bool {
    if case .scope = storage[decl] { true } else { false }
  }

  private func makePreludes() {
    for module in ast.modules { makePrelude(module.body) }
    for id in ast.funcs.ids {
      if case .block(let body) = ast.funcs[id].body { makePrelude(body) }
    }
    for id in ast.stmts.ids { for block in blocks(of: ast.stmts[id].kind) { makePrelude(block) } }
  }

  private func blocks(of statement: StmtKind) -> [Block] {
    switch statement {
    case .ifElse(let branches, let otherwise):
      branches.map(\.body) + (otherwise.map { [$0] } ?? [])
    case .whileLoop(_, let body), .forIn(_, _, let body), .forLoop(_, _, _, let body): [body]
    case .match(_, let cases, let otherwise):
      cases.map(\.body) + (otherwise.map { [$0] } ?? [])
    case .tryCatch(let body, _, let handler, let finally):
      [body] + [handler, finally].compactMap { $0 }
    case .binding, .assign, .expression, .throwValue, .returnValue, .breakLoop, .continueLoop,
      .function, .classDecl, .use, .invalid:
      []
    }
  }

  private func makePrelude(_ block: Block) {
    guard let first = block.statements.first else { return }
    var prelude = Prelude()
    for id in block.statements {
      switch ast.stmts[id].kind {
      case .binding(let binding):
        if livesInScope(binding.decl) { prelude.decls.append(binding.decl) }
      case .function(let function, _):
        guard let decl = ast.funcs[function].decl, livesInScope(decl) else { continue }
        prelude.decls.append(decl)
        prelude.functions.append(function)
      case .classDecl(let type, _):
        let decl = ast.classes[type].decl
        guard livesInScope(decl) else { continue }
        prelude.decls.append(decl)
        prelude.classes.append(type)
      default: continue
      }
    }
    if !prelude.decls.isEmpty { preludes[first] = prelude }
  }

}
