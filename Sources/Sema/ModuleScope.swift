import Support
import Syntax

/// The top-level names of a module.
struct ModuleScope {

  /// What a name means from outside: of variables declared twice, the last.
  private(set) var publicNames: [Symbol: Reference] = [:]

  /// The declarations that cannot be seen from outside.
  private(set) var hiddenNames: [Symbol: DeclID] = [:]

  /// The names that it imported itself.
  private(set) var importedNames: Set<Symbol> = []

  /// The first variable or import of each name: what a function above all of them means by it.
  private(set) var firstVariables: [Symbol: DeclID] = [:]

  /// Collects the top-level names of `module`.
  init(of module: ModuleNode, in ast: AST) {
    let declarations = module.body.statements.compactMap { Self.declaration(of: $0, in: ast) }
    let exportsSome = declarations.contains { $0.visibility == .exported }
    for (decl, visibility) in declarations {
      let name = ast.decls[decl].name
      if visibility == .exported || !exportsSome && visibility == .unspecified {
        publicNames[name] = merged(publicNames[name], decl, in: ast)
      } else {
        hiddenNames[name] = decl
      }
      if !Self.isHoisted(decl, in: ast), firstVariables[name] == nil { firstVariables[name] = decl }
    }
    for statement in module.body.statements {
      guard case .use(let node) = ast.stmts[statement].kind else { continue }
      for decl in [node.whole].compactMap({ $0 }) + node.items.map(\.decl) {
        let name = ast.decls[decl].name
        importedNames.insert(name)
        if firstVariables[name].map({ $0 > decl }) ?? true { firstVariables[name] = decl }
      }
    }
  }

  /// Returns the name that `statement` declares and what is said of its visibility.
  private static func declaration(
    of statement: StmtID, in ast: AST
  ) -> (decl: DeclID, visibility: Visibility)? {
    switch ast.stmts[statement].kind {
    case .binding(let binding): (binding.decl, binding.visibility)
    case .function(let function, let visibility): ast.funcs[function].decl.map { ($0, visibility) }
    case .classDecl(let type, let visibility): (ast.classes[type].decl, visibility)
    case .assign, .expression, .ifElse, .whileLoop, .forIn, .forLoop, .match, .tryCatch,
      .throwValue, .returnValue, .breakLoop, .continueLoop, .use, .invalid:
      nil
    }
  }

  /// `true` iff `decl` is visible in its whole scope.
  private static func isHoisted(_ decl: DeclID, in ast: AST) -> Bool {
    [.function, .class].contains(ast.decls[decl].kind)
  }

  /// Returns what a name that meant `known` means after `decl`, too: functions add up.
  private func merged(_ known: Reference?, _ decl: DeclID, in ast: AST) -> Reference {
    switch (ast.decls[decl].kind, known) {
    case (.function, .functions(let decls)?): .functions(decls + [decl])
    case (.function, _): .functions([decl])
    case (.class, _): .classType(decl)
    default: .variable(decl)
    }
  }

}
