import Support
import Syntax

/// What annotations tell of the values of expressions, once all names are resolved.
extension Resolver {

  /// How many initialisers are followed from one variable to the next.
  private static let initializerLimit = 8

  /// Returns the annotation that the value of `value` keeps, if one is known.
  func writtenType(of value: ExprID) -> TypeExprID? {
    writtenType(of: value, following: Self.initializerLimit)
  }

  private func writtenType(of value: ExprID, following limit: Int) -> TypeExprID? {
    switch ast.exprs[value].kind {
    case .name, .member:
      if case .variable(let decl)? = model.references[value] {
        if let annotation = ast.decls[decl].annotation { return annotation }
        guard limit > 0, let first = fixedInitializer(of: decl) else { return nil }
        return writtenType(of: first, following: limit - 1)
      }
      return model.references[value] == nil ? writtenType(ofMember: value) : nil
    case .call(let callee, _): return writtenResult(of: callee)
    case .index(let base, _):
      guard let type = writtenType(of: base, following: limit) else { return nil }
      guard case .name(let name, let arguments) = ast.typeExprs[type].kind else { return nil }
      return ast.text(name) == "Array" ? arguments.first : nil
    default: return nil
    }
  }

  /// Returns the initialiser of a variable that keeps its first value.
  func fixedInitializer(of decl: DeclID) -> ExprID? {
    let isFixed = ast.decls[decl].kind == .constant || model.decls[decl].changes == 0
    return isFixed ? initializers[decl] : nil
  }

  /// Returns the initialiser of a variable that keeps its first value; else `value` itself.
  func fixedValue(of value: ExprID) -> ExprID {
    var result = value
    for _ in 0..<Self.initializerLimit {
      guard case .variable(let decl)? = model.references[result],
        let initializer = fixedInitializer(of: decl)
      else { break }
      result = initializer
    }
    return result
  }

  private func writtenType(ofMember member: ExprID) -> TypeExprID? {
    guard case .member(let object, let name) = ast.exprs[member].kind,
      let type = knownClass(of: object),
      let field = model.classes[type].fields.first(where: { $0.name == name })?.decl
    else { return nil }
    return ast.decls[field].annotation
  }

  /// Returns the annotation of the result where one function alone can be what is called.
  private func writtenResult(of callee: ExprID) -> TypeExprID? {
    functionCalled(by: callee).flatMap { ast.funcs[$0].result }
  }

  /// Returns the function that a call of `callee` calls, where it can be one alone.
  func functionCalled(by callee: ExprID) -> FuncID? {
    if case .functions(let decls)? = model.references[callee], decls.count == 1 {
      return model.functionOfDecl[decls[0]]
    }
    guard model.references[callee] == nil, case .member(let object, let name) =
      ast.exprs[callee].kind, let type = knownClass(of: object), !isOverridden(name, below: type)
    else { return nil }
    let candidates = model.methods(name, of: type)
    return candidates.count == 1 ? candidates[0] : nil
  }

  /// `true` iff a class that extends `type` defines a method `name`.
  func isOverridden(_ name: Symbol, below type: ClassID) -> Bool {
    hierarchy.family(of: type).dropFirst().contains { model.classes[$0].methods[name] != nil }
  }

  // MARK: Classes

  /// `true` iff `knownClass(of:)` may find a class for an expression of this form.
  func mayHaveKnownClass(_ value: ExprID) -> Bool {
    switch ast.exprs[value].kind {
    case .selfReference, .name, .member, .call, .index: true
    default: false
    }
  }

  /// Returns the class of which, or of a class below it, `value` surely is an instance.
  func knownClass(of value: ExprID) -> ClassID? {
    switch ast.exprs[value].kind {
    case .selfReference: return selfClasses[value]
    case .superReference: return selfClasses[value].flatMap { model.classes[$0].base }
    case .call(let callee, _):
      if case .classType(let decl)? = model.references[callee] { return model.classOfDecl[decl] }
    case .name:
      if case .variable(let decl)? = model.references[value], ast.decls[decl].annotation == nil,
        !assignedVariables.contains(decl), let first = initializers[decl],
        case .call(let callee, _) = ast.exprs[first].kind,
        case .classType(let type)? = model.references[callee]
      {
        return model.classOfDecl[type]
      }
    default: break
    }
    return writtenType(of: value).flatMap(classType)
  }

  /// Returns the class that the annotation `type` names.
  private func classType(_ type: TypeExprID) -> ClassID? {
    guard case .classType(let decl)? = model.typeReferences[type] else { return nil }
    return model.classOfDecl[decl]
  }

}
