import Sema
import Support
import Syntax

/// The members that the classes of a program declare.
struct ClassMembers {

  /// The names of all fields and methods, as written.
  private(set) var names: Set<Symbol> = []

  /// The names of the fields with an annotation, and how many levels of elements the annotations
  /// speak of.
  private(set) var annotationDepths: [Symbol: Int] = [:]

  /// The topmost classes that have a field of each name.
  private(set) var fieldOwners: [Symbol: [ClassID]] = [:]

  /// The default of each field that has one.
  private(set) var defaults: [DeclID: ExprID] = [:]

  init() {}

  init(ast: AST, model: SemanticModel) {
    for id in ast.classes.ids {
      let info = model.classes[id]
      for field in ast.classes[id].fields { defaults[field.decl] = field.defaultValue }
      names.formUnion(info.methods.keys)
      let inherited = info.base.map { Set(model.classes[$0].fields.map(\.name)) } ?? []
      for field in info.fields {
        names.insert(field.name)
        if let type = field.decl.flatMap({ ast.decls[$0].annotation }) {
          let known = annotationDepths[field.name] ?? 0
          annotationDepths[field.name] = max(known, Self.depth(of: type, ast))
        }
        if !inherited.contains(field.name) { fieldOwners[field.name, default: []].append(id) }
      }
    }
  }

  private static func depth(of type: TypeExprID, _ ast: AST) -> Int {
    switch ast.typeExprs[type].kind {
    case .name(_, let arguments): arguments.last.map { depth(of: $0, ast) + 1 } ?? 0
    case .optional(let inner): depth(of: inner, ast)
    case .member, .union, .function, .invalid: 0
    }
  }

}
