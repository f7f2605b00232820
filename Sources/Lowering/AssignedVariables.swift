import Sema
import Support
import Syntax

/// Finds the variables that statements assign to, directly, through a path or by a mutating call.
///
/// Functions inside are not entered: what they capture is no SSA variable.
struct AssignedVariables {

  let ast: AST
  let model: SemanticModel
  var found: Set<DeclID> = []

  init(ast: AST, model: SemanticModel) {
    self.ast = ast
    self.model = model
  }

  mutating func visit(_ id: StmtID) {
    switch ast.stmts[id].kind {
    case .assign(let target, _, let value):
      addRoot(of: target)
      visit(target)
      visit(value)
    default: forEachPart(of: id, { $0.visit($1) }, { $0.visit($1) })
    }
  }

  mutating func visit(_ id: ExprID) {
    if case .call(let callee, _) = ast.exprs[id].kind,
      case .member(let receiver, let name) = ast.exprs[callee].kind,
      Predeclared.isMutating(ast.text(name))
    {
      addRoot(of: receiver)
    }
    for part in ast.parts(of: id) { visit(part) }
  }

  private mutating func addRoot(of id: ExprID) {
    switch ast.exprs[id].kind {
    case .name: if case .variable(let decl)? = model.references[id] { found.insert(decl) }
    case .index(let base, _), .member(let base, _): addRoot(of: base)
    default: break
    }
  }

  /// Calls the functions for the expressions and statements directly in `id`.
  private mutating func forEachPart(
    of id: StmtID, _ expression: (inout Self, ExprID) -> Void,
    _ statement: (inout Self, StmtID) -> Void
  ) {
    let (expressions, statements) = ast.parts(of: id)
    for part in expressions { expression(&self, part) }
    for part in statements { statement(&self, part) }
  }

}

/// Finds calls of the program's own functions.
struct CallFinder {

  let ast: AST
  let model: SemanticModel

  /// `true` iff running `id` may call a function of the program.
  func contains(_ id: StmtID) -> Bool {
    let (expressions, statements) = ast.parts(of: id)
    return expressions.contains(where: contains) || statements.contains(where: contains)
  }

  private func contains(_ id: ExprID) -> Bool {
    if case .call(let callee, _) = ast.exprs[id].kind, mayCallProgram(callee) { return true }
    return ast.parts(of: id).contains(where: contains)
  }

  private func mayCallProgram(_ callee: ExprID) -> Bool {
    switch (ast.exprs[callee].kind, model.references[callee]) {
    case (_, .builtinFunction?), (_, .builtinType?): false
    case (.member(_, let name), nil):
      !Predeclared.isMember(ast.text(name)) || Predeclared.takesFunction(ast.text(name))
    default: true
    }
  }

}

extension AST {

  /// The expressions and statements directly in the statement `id`; functions are not entered.
  func parts(of id: StmtID) -> (expressions: [ExprID], statements: [StmtID]) {
    switch stmts[id].kind {
    case .binding(let binding): return (binding.value.map { [$0] } ?? [], [])
    case .assign(let target, _, let value): return ([target, value], [])
    case .expression(let value), .throwValue(let value): return ([value], [])
    case .returnValue(let value): return (value.map { [$0] } ?? [], [])
    case .whileLoop(let condition, let body): return ([condition], body.statements)
    case .forIn(_, let sequence, let body): return ([sequence], body.statements)
    case .ifElse(let branches, let otherwise):
      return (
        branches.map(\.condition),
        branches.flatMap(\.body.statements) + (otherwise?.statements ?? [])
      )
    case .forLoop(let initializers, let condition, let step, let body):
      return (
        condition.map { [$0] } ?? [],
        initializers + body.statements + (step.map { [$0] } ?? [])
      )
    case .match(let value, let cases, let otherwise):
      return (
        [value] + cases.compactMap(\.guardCondition),
        cases.flatMap(\.body.statements) + (otherwise?.statements ?? [])
      )
    case .tryCatch(let body, _, let handler, let finally):
      return (
        [], body.statements + (handler?.statements ?? []) + (finally?.statements ?? [])
      )
    case .breakLoop, .continueLoop, .function, .classDecl, .use, .invalid: return ([], [])
    }
  }

  /// The expressions directly in the expression `id`; functions are not entered.
  func parts(of id: ExprID) -> [ExprID] {
    switch exprs[id].kind {
    case .int, .float, .bool, .null, .string, .name, .selfReference, .superReference, .function,
      .invalid:
      return []
    case .array(let elements), .set(let elements): return elements
    case .map(let entries): return entries.flatMap { [$0.key, $0.value] }
    case .unary(_, let a), .isType(let a, _), .member(let a, _): return [a]
    case .binary(_, let a, let b), .logical(_, let a, let b), .index(let a, let b): return [a, b]
    case .conditional(let a, let b, let c): return [a, b, c]
    case .range(let a, let b, let step): return [a, b] + (step.map { [$0] } ?? [])
    case .call(let callee, let arguments): return [callee] + arguments
    }
  }

}
