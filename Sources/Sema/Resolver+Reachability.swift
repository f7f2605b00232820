import Source
import Support
import Syntax

/// What can be reached, as far as jumps, loops without end and `exit` tell.
extension Resolver {

  /// Warns of the first statement that cannot be reached; declarations need not be.
  mutating func warnIfUnreachable(_ statements: [StmtID]) {
    guard let last = statements.firstIndex(where: leavingStatements.contains) else { return }
    guard let unreachable = statements[(last + 1)...].first(where: runs) else { return }
    warn(
      .unreachableCode, "this is never reached: \(reason(statements[last]))",
      at: ast.stmts[unreachable].span)
  }

  /// Says why what follows the statement `id`, which leaves its block, is not reached.
  private func reason(_ id: StmtID) -> String {
    switch ast.stmts[id].kind {
    case .whileLoop, .forLoop: "the loop before it has no end"
    case .expression: "the program ends before it"
    case .ifElse, .match, .tryCatch: "every way through the statement before it leaves the block"
    default: "the statement before it leaves the block"
    }
  }

  /// `true` iff the block does not go on behind the statement, whose parts are resolved.
  func leaves(_ id: StmtID) -> Bool {
    switch ast.stmts[id].kind {
    case .throwValue, .returnValue, .breakLoop, .continueLoop: true
    case .expression(let value): isExit(value)
    case .ifElse(let branches, let otherwise):
      otherwise.map(leaves) ?? false && branches.allSatisfy { leaves($0.body) }
    case .whileLoop(let condition, _): isTrue(condition) && !brokenLoops.contains(id)
    case .forLoop(_, let condition, _, _):
      condition.map(isTrue) ?? true && !brokenLoops.contains(id)
    case .match(_, let cases, let otherwise):
      cases.allSatisfy { leaves($0.body) }
        && (otherwise.map(leaves) ?? cases.contains(where: takesAll))
    case .tryCatch(let body, _, let handler, let finally):
      finally.map(leaves) ?? false || leaves(body) && handler.map(leaves) ?? true
    case .binding, .assign, .forIn, .function, .classDecl, .use, .invalid: false
    }
  }

  private func leaves(_ block: Block) -> Bool {
    block.statements.contains(where: leavingStatements.contains)
  }

  private func isTrue(_ condition: ExprID) -> Bool {
    if case .bool(true) = ast.exprs[condition].kind { true } else { false }
  }

  /// `true` iff `value` is a call of the predeclared `exit`.
  private func isExit(_ value: ExprID) -> Bool {
    guard case .call(let callee, _) = ast.exprs[value].kind,
      case .builtinFunction(let name)? = model.references[callee]
    else { return false }
    return ast.text(name) == "exit"
  }

  /// `true` iff the statement does something where it stands.
  private func runs(_ id: StmtID) -> Bool {
    switch ast.stmts[id].kind {
    case .function, .classDecl, .invalid: false
    case .binding, .assign, .expression, .ifElse, .whileLoop, .forIn, .forLoop, .match, .tryCatch,
      .throwValue, .returnValue, .breakLoop, .continueLoop, .use:
      true
    }
  }

}
