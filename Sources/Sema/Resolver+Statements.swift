import Source
import Support
import Syntax

extension Resolver {

  mutating func resolve(_ block: Block) {
    inScope { $0.resolveStatements(block.statements) }
  }

  /// Resolves statements in the current scope.
  mutating func resolveStatements(_ statements: [StmtID]) {
    hoist(statements)
    var hasLeft = false
    for statement in statements {
      if hasLeft, !isDeclaration(statement) {
        warn("W0502", "this is never reached", at: ast.stmts[statement].span)
        hasLeft = false
      }
      resolve(statement)
      if leaves(statement) { hasLeft = true }
    }
  }

  private func isDeclaration(_ id: StmtID) -> Bool {
    switch ast.stmts[id].kind {
    case .function, .classDecl: true
    default: false
    }
  }

  private func leaves(_ id: StmtID) -> Bool {
    switch ast.stmts[id].kind {
    case .returnValue, .breakLoop, .continueLoop, .throwValue: true
    default: false
    }
  }

  private mutating func resolve(_ id: StmtID) {
    let span = ast.stmts[id].span
    switch ast.stmts[id].kind {
    case .binding(let binding): resolve(binding)
    case .assign(let target, let operation, let value):
      resolveTarget(target, isRead: operation != nil)
      resolve(value)
    case .expression(let value), .throwValue(let value): resolve(value)
    case .ifElse(let branches, let otherwise):
      for branch in branches {
        resolve(branch.condition)
        resolve(branch.body)
      }
      if let otherwise { resolve(otherwise) }
    case .whileLoop(let condition, let body):
      resolve(condition)
      inLoop { $0.resolve(body) }
    case .forIn(let variables, let sequence, let body):
      resolve(sequence)
      inScope { this in
        variables.forEach { this.declareTyped($0) }
        this.inLoop { $0.resolve(body) }
      }
    case .forLoop(let initializers, let condition, let step, let body):
      inScope { this in
        this.resolveStatements(initializers)
        if let condition { this.resolve(condition) }
        this.inLoop { $0.resolve(body) }
        if let step { this.resolve(step) }
      }
    case .match(let value, let cases, let otherwise): resolveMatch(value, cases, otherwise)
    case .tryCatch(let body, let variable, let handler, let finally):
      resolve(body)
      inScope { this in
        if let variable { this.declare(variable) }
        if let handler { this.resolve(handler) }
      }
      if let finally { resolve(finally) }
    case .returnValue(let value):
      if functions.isEmpty { error("E0210", "'return' stands outside every function", at: span) }
      if let value { resolve(value) }
    case .breakLoop: requireLoop("break", at: span)
    case .continueLoop: requireLoop("continue", at: span)
    case .function(let function, _): resolve(function, owningClass: nil)
    case .classDecl(let node, _): resolveClass(node)
    case .use(let use): resolve(use, id)
    case .invalid: break
    }
  }

  private mutating func resolve(_ binding: BindingNode) {
    if let annotation = ast.decls[binding.decl].annotation { resolve(annotation) }
    if let value = binding.value {
      initialising.append(binding.decl)
      resolve(value)
      initialising.removeLast()
    }
    declare(binding.decl)
  }

  mutating func declareTyped(_ decl: DeclID) {
    if let annotation = ast.decls[decl].annotation { resolve(annotation) }
    declare(decl)
  }

  private mutating func inLoop(_ body: (inout Resolver) -> Void) {
    loopDepth += 1
    body(&self)
    loopDepth -= 1
  }

  private mutating func requireLoop(_ word: String, at span: SourceSpan) {
    if loopDepth == 0 { error("E0209", "'\(word)' stands outside every loop", at: span) }
  }

  // MARK: match

  private mutating func resolveMatch(_ value: ExprID, _ cases: [MatchCase], _ otherwise: Block?) {
    resolve(value)
    for matchCase in cases {
      inScope { this in
        this.resolve(matchCase.pattern)
        if let condition = matchCase.guardCondition { this.resolve(condition) }
        this.resolve(matchCase.body)
      }
    }
    if let otherwise { resolve(otherwise) }
  }

  private mutating func resolve(_ id: PatternID) {
    switch ast.patterns[id].kind {
    case .wildcard, .invalid: break
    case .value(let expression): resolve(expression)
    case .name(let decl):
      if let type = typeReference(ast.decls[decl].name) {
        model.patternTypes[id] = type
      } else {
        declare(decl)
      }
    case .type(let type): resolve(type)
    case .typedName(let decl, let type):
      resolve(type)
      declare(decl)
    case .interval(let a, let b):
      resolve(a)
      resolve(b)
    case .either(let patterns): patterns.forEach { resolve($0) }
    case .not(let pattern): resolve(pattern)
    case .array(let patterns, let rest):
      patterns.forEach { resolve($0) }
      if let rest, !rest.isNone { declare(rest) }
    case .map(let entries):
      for entry in entries {
        resolve(entry.key)
        resolve(entry.pattern)
      }
    }
  }

  // MARK: Functions

  /// Resolves the code of a function, method or lambda.
  mutating func resolve(_ id: FuncID, owningClass: ClassID?) {
    let node = ast.funcs[id]
    model.funcs[id].parent = function
    model.funcs[id].owningClass = owningClass
    model.funcs[id].module = module
    let (outerLoops, visible) = (loopDepth, initialising)
    (loopDepth, initialising) = (0, [])
    functions.append(id)
    inScope { this in
      for decl in visible {
        this.scopes[this.scopes.count - 1].names[this.ast.decls[decl].name] = .variable(decl)
      }
      this.inScope { this in
        this.resolveParameters(node.parameters)
        if let result = node.result { this.resolve(result) }
        switch node.body {
        case .block(let body): this.resolve(body)
        case .expression(let value): this.resolve(value)
        }
      }
    }
    functions.removeLast()
    (loopDepth, initialising) = (outerLoops, visible)
  }

  private mutating func resolveParameters(_ parameters: [ParameterNode]) {
    var seen: [Symbol: DeclID] = [:]
    for parameter in parameters {
      if let value = parameter.defaultValue { resolve(value) }
      let name = ast.decls[parameter.decl].name
      if let first = seen[name] {
        error(
          "E0206", "two parameters are named '\(ast.text(name))'",
          at: ast.decls[parameter.decl].span,
          notes: [.init("the first one", at: ast.decls[first].span)])
      }
      seen[name] = parameter.decl
      declareTyped(parameter.decl)
    }
  }

  // MARK: Warnings

  /// Top-level variables may be meant for other files; what begins with `_` says it is unused.
  mutating func warnOfUnusedVariables() {
    for decl in ast.decls.ids {
      let node = ast.decls[decl]
      guard node.kind == .variable || node.kind == .constant else { continue }
      let info = model.decls[decl]
      let name = ast.text(node.name)
      guard !info.isUsed, !info.isTopLevel, !name.hasPrefix("_") else { continue }
      warn(
        "W0501", "the variable '\(name)' is never read", at: node.span,
        help: "name it '_\(name)' if that is intended")
    }
  }

}
