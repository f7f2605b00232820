import Source
import Support
import Syntax

/// Warnings of names that nothing uses.
extension Resolver {

  /// Warns of `decl`, whose scope ends, if nothing uses it.
  ///
  /// Parameters and the names that loops, patterns and `catch` bind belong to the form of what
  /// declares them; what stands at the top level may be used by other modules.
  mutating func warnIfUnused(_ decl: DeclID) {
    let (node, info) = (ast.decls[decl], model.decls[decl])
    let name = ast.text(node.name)
    if info.isUsed || name.hasPrefix("_") { return }
    switch node.kind {
    case .imported: warnOfUnusedImport(decl, name)
    case .variable, .constant:
      if !info.isTopLevel { warnOfUnusedVariable(decl, name) }
    case .function, .class:
      if !info.isTopLevel { warnOfUnusedDeclaration(decl, name) }
    case .parameter, .loopVariable, .patternVariable, .caught, .field, .method: break
    }
  }

  private mutating func warnOfUnusedVariable(_ decl: DeclID, _ name: String) {
    let noun = ast.decls[decl].kind == .constant ? "constant" : "variable"
    let fault = model.decls[decl].changes > 0 ? "is assigned but never read" : "is never used"
    warn(
      .unusedVariable, "the \(noun) '\(name)' \(fault)", at: ast.decls[decl].span,
      help: "remove it, or call it '_\(name)'")
  }

  private mutating func warnOfUnusedDeclaration(_ decl: DeclID, _ name: String) {
    let noun = ast.decls[decl].kind == .class ? "class" : "function"
    warn(
      .unusedDeclaration, "the \(noun) '\(name)' is never used", at: ast.decls[decl].span,
      help: "remove it, or call it '_\(name)'")
  }

  private mutating func warnOfUnusedImport(_ decl: DeclID, _ name: String) {
    let help: String
    if case .module = model.decls[decl].target {
      help = "remove it, or write 'as _\(name)' if it is there for what the module does"
    } else {
      help = "remove it"
    }
    warn(
      .unusedImport, "'\(name)' is imported but never used", at: ast.decls[decl].span, help: help)
  }

}
