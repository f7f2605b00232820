import IR
import Sema
import Source
import Support
import Syntax

extension FunctionLowering {

  /// Lowers a block in a scope of its own.
  mutating func lower(_ body: Block) {
    inScope { $0.lowerStatements(body.statements) }
  }

  /// Lowers statements in the current scope, up to where nothing more is reached.
  mutating func lowerStatements(_ statements: [StmtID]) {
    guard block != nil else { return }
    declareEarlyCells(statements)
    makeTokens(statements)
    let values = scopedValues(statements)
    for (i, statement) in statements.enumerated() where block != nil {
      for value in values[i] ?? [] { make(value) }
      lower(statement)
    }
  }

  private mutating func lower(_ id: StmtID) {
    let statement = ast.stmts[id]
    switch statement.kind {
    case .binding(let binding): lower(binding)
    case .assign(let target, let operation, let value):
      lowerAssignment(to: target, operation, value, at: statement.anchor)
    case .expression(let value): _ = lower(value)
    case .ifElse(let branches, let otherwise): lowerIf(branches[...], otherwise)
    case .whileLoop(let condition, let body): lowerWhile(id, condition, body)
    case .forIn(let variables, let sequence, let body):
      lowerForIn(id, variables, sequence, body)
    case .forLoop(let initializers, let condition, let step, let body):
      lowerForLoop(id, initializers, condition, step, body)
    case .returnValue(let value): lowerReturn(value, at: statement.span)
    case .breakLoop: lowerBreak()
    case .continueLoop: lowerContinue()
    case .function, .classDecl: break
    case .use: lowerUse(id)
    case .match(let subject, let cases, let otherwise): lowerMatch(subject, cases, otherwise)
    case .tryCatch(let body, let variable, let handler, let finally):
      lowerTry(body, variable, handler, finally)
    case .throwValue(let value): lowerThrow(value)
    case .invalid: unreachable("lowering of a statement that was not parsed")
    }
  }

  private mutating func lower(_ binding: BindingNode) {
    var value = binding.value.map { lower($0) } ?? emit(.constNull, [])
    if let initializer = binding.value {
      value = keepPromise(of: binding.decl, value, at: ast.exprs[initializer].span)
    } else if ast.decls[binding.decl].annotation != nil {
      value = keepPromise(of: binding.decl, value, at: ast.decls[binding.decl].span)
    }
    if let global = shared.globals[binding.decl] {
      emit(.globalSet, [value], immediate: Int64(global.raw))
    } else {
      declare(binding.decl, value)
    }
  }

  private mutating func lowerReturn(_ value: ExprID?, at span: SourceSpan) {
    let result = value.map { lower($0) } ?? emit(.constNull, [])
    finish(with: result, at: value.map { ast.exprs[$0].span } ?? span)
  }

  private mutating func lowerIf(_ branches: ArraySlice<ConditionalBlock>, _ otherwise: Block?) {
    let depth = environment.count
    var ends: [Jump?] = []
    for branch in branches {
      let (whenTrue, whenFalse) = lowerCondition(branch.condition)
      join([whenTrue], depth: depth)
      if block != nil { lower(branch.body) }
      ends.append(jump())
      join([whenFalse], depth: depth)
      if block == nil { break }
    }
    if block != nil, let otherwise { lower(otherwise) }
    ends.append(jump())
    join(ends, depth: depth)
  }

  // MARK: Assignment

  private mutating func lowerAssignment(
    to target: ExprID, _ operation: BinaryOperator?, _ value: ExprID, at span: SourceSpan
  ) {
    let path = lowerPath(target)
    let result: ValueID
    if let operation {
      let old = read(path)
      result = lowerBinary(operation, old, lower(value), at: span)
    } else {
      result = lower(value)
    }
    guard block != nil else { return }
    store(result, to: path, at: ast.exprs[value].span)
  }

}
