import Syntax

// How much written types admit, for the choice among overloads.
extension SemanticModel {

  /// Returns how wide `type`, which is written in `ast`, is: 0 for one kind of value, more for
  /// types that admit more. A collection is as wide as its elements, and wider where nothing is
  /// said of them.
  public func width(of type: TypeExprID, in ast: AST) -> Int {
    switch ast.typeExprs[type].kind {
    case .optional(let inner): return 300 + width(of: inner, in: ast) / 10
    case .union(let parts): return 400 + parts.count
    case .function: return 10
    case .invalid: return 1_000
    case .name(_, let arguments):
      guard case .builtinType(let name)? = typeReferences[type] else { return 0 }
      return builtinWidth(ast.text(name), arguments, ast)
    case .member: return 0
    }
  }

  private func builtinWidth(_ name: String, _ arguments: [TypeExprID], _ ast: AST) -> Int {
    switch name {
    case "Any": 900
    case "Number": 200
    case "Array", "Map", "Set", "Object", "Function":
      arguments.map { width(of: $0, in: ast) / 100 }.max() ?? 20
    default: 0
    }
  }

}
