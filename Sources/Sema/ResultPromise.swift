import Support
import Syntax

/// What annotations say of the result of a call of a function value.
public enum ResultPromise: Equatable, Sendable {

  /// It is of `type`; messages call it `subject`.
  case type(TypeExprID, subject: String)

  /// It is of the type that the field which is called says, in the class of its object.
  case field

}

extension AST {

  /// Returns what the annotation `type` says of the results of its functions, if it does.
  public func functionResult(of type: TypeExprID) -> TypeExprID? {
    switch typeExprs[type].kind {
    case .function(_, let result): return result
    case .optional(let inner): return functionResult(of: inner)
    case .union(let parts):
      let results = parts.compactMap { functionResult(of: $0) }
      return results.count == 1 ? results[0] : nil
    case .name, .member, .invalid: return nil
    }
  }

}

/// What calls of annotated function values promise.
extension Resolver {

  /// An annotation, and what messages call that which it is about.
  private struct Annotated {
    var type: TypeExprID
    var name: String
  }

  /// Finds what is promised of the results of calls, where they are used.
  mutating func findResultPromises() {
    var unused: Set<ExprID> = []
    for id in ast.stmts.ids {
      if case .expression(let value) = ast.stmts[id].kind { unused.insert(value) }
    }
    let fields = fieldsWithResult
    for id in ast.exprs.ids {
      guard case .call(let callee, _) = ast.exprs[id].kind, !unused.contains(id) else { continue }
      model.resultPromises[id] = resultPromise(of: callee, fields)
    }
  }

  /// The names of the fields that are annotated with a function type.
  private var fieldsWithResult: Set<Symbol> {
    var result: Set<Symbol> = []
    for id in ast.classes.ids {
      for field in ast.classes[id].fields {
        let type = ast.decls[field.decl].annotation
        if type.flatMap(ast.functionResult) != nil { result.insert(ast.decls[field.decl].name) }
      }
    }
    return result
  }

  private func resultPromise(of callee: ExprID, _ fields: Set<Symbol>) -> ResultPromise? {
    if case .member(let base, let name) = ast.exprs[callee].kind, model.references[callee] == nil,
      fields.contains(name), annotated(base).map({ !isNamed("Map", $0.type) }) ?? true
    {
      return .field
    }
    guard let annotated = annotated(callee), let type = ast.functionResult(of: annotated.type)
    else { return nil }
    return .type(type, subject: "the result of \(annotated.name)")
  }

  /// Returns the annotation that `value` keeps by its own form: that of a variable, of an element
  /// of an annotated collection, or of a result.
  private func annotated(_ value: ExprID) -> Annotated? {
    switch (ast.exprs[value].kind, model.references[value]) {
    case (_, .variable(let decl)?):
      return ast.decls[decl].annotation.map { Annotated(type: $0, name: name(of: decl)) }
    case (.index(let base, _), _): return annotated(base).flatMap(element)
    case (.member(let base, let name), nil):
      if let known = annotatedField(base, name) { return known }
      if Predeclared.isMember(ast.text(name)) { return nil }
      return annotated(base).flatMap { isNamed("Map", $0.type) ? element(of: $0) : nil }
    case (.call(let callee, _), _): return annotatedResult(of: callee)
    default: return nil
    }
  }

  private func annotatedField(_ base: ExprID, _ name: Symbol) -> Annotated? {
    guard let type = knownClass(of: base),
      let decl = model.classes[type].fields.first(where: { $0.name == name })?.decl
    else { return nil }
    return ast.decls[decl].annotation.map { Annotated(type: $0, name: ast.text(name)) }
  }

  private func element(of collection: Annotated) -> Annotated? {
    guard case .name(_, let arguments) = ast.typeExprs[collection.type].kind,
      let type = arguments.last
    else { return nil }
    return Annotated(type: type, name: "an element of \(collection.name)")
  }

  private func annotatedResult(of callee: ExprID) -> Annotated? {
    if let function = functionCalled(by: callee) {
      let name = ast.funcs[function].decl.map { self.name(of: $0) } ?? "<function>"
      return ast.funcs[function].result.map { Annotated(type: $0, name: "the result of \(name)") }
    }
    guard let annotated = annotated(callee), let type = ast.functionResult(of: annotated.type)
    else { return nil }
    return Annotated(type: type, name: "the result of \(annotated.name)")
  }

}
