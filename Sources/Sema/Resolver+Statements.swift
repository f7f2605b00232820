import Source
import Support
import Syntax

extension Resolver {

  /// Resolves the statements of `block` in a scope of their own.
  mutating func resolve(_ block: Block) {
    scopes.push()
    hoist(block.statements)
    for id in block.statements {
      resolve(id)
      if leaves(id) { leavingStatements.insert(id) }
    }
    warnIfUnreachable(block.statements)
    closeScope()
  }

  private mutating func resolve(_ id: StmtID) {
    let span = ast.stmts[id].span
    switch ast.stmts[id].kind {
    case .binding(let binding): resolve(binding)
    case .assign(let target, let operation, let value):
      resolveAssignment(target, operation, value)
    case .expression(let value): resolve(value)
    case .ifElse(let branches, let otherwise):
      for branch in branches {
        resolve(branch.condition)
        resolve(branch.body)
      }
      if let otherwise { resolve(otherwise) }
    case .whileLoop(let condition, let body):
      resolve(condition)
      resolveLoopBody(of: id, body)
    case .forIn(let variables, let sequence, let body):
      resolveForIn(id, variables, sequence, body)
    case .forLoop(let initializers, let condition, let step, let body):
      resolveForLoop(id, initializers, condition, step, body)
    case .match(let subject, let cases, let otherwise):
      resolveMatch(id, subject, cases, otherwise)
    case .tryCatch(let body, let variable, let handler, let finally):
      resolveTry(body, variable, handler, finally)
    case .throwValue(let value): resolve(value)
    case .returnValue(let value): resolveReturn(value, at: span)
    case .breakLoop:
      requireLoop("break", at: span)
      context.isLoopBroken = true
    case .continueLoop: requireLoop("continue", at: span)
    case .function(let function, _): resolveDeclaration(function)
    case .classDecl(let type, _): resolveDeclaration(type)
    case .use(let use): resolve(use)
    case .invalid: break
    }
  }

  private mutating func resolve(_ binding: BindingNode) {
    let decl = binding.decl
    if let annotation = ast.decls[decl].annotation { resolve(annotation) }
    locate(decl)
    let entry = scopes.declare(
      ast.decls[decl].name, .variable(decl), decl: decl, isPending: binding.value != nil)
    guard let value = binding.value else { return }
    resolve(value)
    scopes.finishDeclaration(at: entry)
  }

  private mutating func resolveReturn(_ value: ExprID?, at span: SourceSpan) {
    if context.function == nil {
      report(
        .misplacedReturn, "'return' stands outside a function", at: span,
        help: "'exit()' ends the program")
    }
    if let value { resolve(value) }
    if let function = context.function, ast.funcs[function].result != nil {
      deferredChecks.append(
        value.map { .result($0, of: function) } ?? .emptyReturn(of: function, span))
    }
  }

  private mutating func requireLoop(_ word: String, at span: SourceSpan) {
    if context.loopDepth == 0 {
      report(.misplacedJump, "'\(word)' stands outside a loop", at: span)
    }
  }

  // MARK: Loops

  private mutating func resolveLoopBody(of loop: StmtID, _ body: Block) {
    let isOuterBroken = context.isLoopBroken
    context.isLoopBroken = false
    context.loopDepth += 1
    resolve(body)
    context.loopDepth -= 1
    if context.isLoopBroken { brokenLoops.insert(loop) }
    context.isLoopBroken = isOuterBroken
  }

  private mutating func resolveForIn(
    _ id: StmtID, _ variables: [DeclID], _ sequence: ExprID, _ body: Block
  ) {
    resolve(sequence)
    scopes.push()
    for variable in variables { declareVariable(variable) }
    resolveLoopBody(of: id, body)
    closeScope()
  }

  private mutating func resolveForLoop(
    _ id: StmtID, _ initializers: [StmtID], _ condition: ExprID?, _ step: StmtID?, _ body: Block
  ) {
    scopes.push()
    for initializer in initializers { resolve(initializer) }
    if let condition { resolve(condition) }
    resolveLoopBody(of: id, body)
    if let step { resolve(step) }
    closeScope()
  }

  // MARK: Errors

  private mutating func resolveTry(
    _ body: Block, _ variable: DeclID?, _ handler: Block?, _ finally: Block?
  ) {
    resolve(body)
    if handler != nil { model.caughtSpans.append(body.span) }
    if let handler {
      scopes.push()
      if let variable { declareVariable(variable) }
      resolve(handler)
      closeScope()
    }
    if let finally { resolve(finally) }
  }

}
