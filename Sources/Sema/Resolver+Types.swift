import Source
import Support
import Syntax

extension Resolver {

  mutating func resolve(_ id: TypeExprID) {
    switch ast.typeExprs[id].kind {
    case .name(let name, let arguments):
      model.typeReferences[id] = resolveType(name, arguments.count, at: ast.typeExprs[id].span)
      for argument in arguments { resolve(argument) }
    case .member(let object, let name):
      model.typeReferences[id] = resolveType(object, name, at: ast.typeExprs[id].span)
    case .optional(let inner): resolve(inner)
    case .union(let parts): for part in parts { resolve(part) }
    case .function(let parameters, let result):
      for parameter in parameters { resolve(parameter) }
      resolve(result)
    case .invalid: break
    }
  }

  /// `true` iff `meaning` can be written as a type.
  func isType(_ meaning: Reference) -> Bool {
    switch meaning {
    case .builtinType, .classType: true
    case .variable, .functions, .builtinFunction, .library, .libraryMember, .module, .unresolved:
      false
    }
  }

  /// Notes that a class is used as a type, for which its code need not be at hand.
  mutating func noteTypeUse(_ found: FoundName) {
    if !found.decl.isNone { model.decls[found.decl].isUsed = true }
    if case .classType(let decl) = found.meaning { model.decls[decl].isUsed = true }
  }

  /// Returns the meaning of the type `name`.
  private mutating func resolveType(
    _ name: Symbol, _ argumentCount: Int, at span: SourceSpan
  ) -> Reference {
    let text = ast.text(name)
    guard let found = find(name), !isPredeclaredValue(found.meaning) else {
      reportUnknownType(text, at: span)
      return .unresolved
    }
    guard isType(found.meaning) else {
      if found.meaning == .unresolved { return .unresolved }
      let notes = found.decl.isNone ? [] : [declared(found.decl)]
      report(.notType, "'\(text)' is not a type", at: span, notes: notes)
      return .unresolved
    }
    noteTypeUse(found)
    checkTypeArguments(of: found.meaning, text, argumentCount, at: span)
    return found.meaning
  }

  /// `int` and `str` are functions: the type that was meant can be suggested.
  private func isPredeclaredValue(_ meaning: Reference) -> Bool {
    if case .builtinFunction = meaning { true } else { false }
  }

  private mutating func reportUnknownType(_ name: String, at span: SourceSpan) {
    let short = ["str": "String", "Str": "String", "Double": "Float", "List": "Array",
      "list": "Array", "Dict": "Map", "dict": "Map", "Integer": "Int", "number": "Number"]
    let near = short[name] ?? suggestion(for: name, where: isType)
    report(
      .unknownType, "unknown type '\(name)'", at: span,
      help: near.map { "did you mean '\($0)'?" })
  }

  private mutating func checkTypeArguments(
    of meaning: Reference, _ name: String, _ count: Int, at span: SourceSpan
  ) {
    if count == 0 { return }
    var expected = 0
    if case .builtinType = meaning { expected = Predeclared.typeArguments[name] ?? 0 }
    if count == expected { return }
    let arguments = expected == 1 ? "1 type argument" : "\(expected) type arguments"
    report(
      .typeArgumentCount,
      expected == 0
        ? "'\(name)' takes no type arguments" : "'\(name)' takes \(arguments), not \(count)",
      at: span)
  }

  /// Returns the meaning of the type `object.name`.
  private mutating func resolveType(
    _ object: Symbol, _ name: Symbol, at span: SourceSpan
  ) -> Reference {
    guard let found = find(object) else {
      reportUnknownName(object, at: span)
      return .unresolved
    }
    if !found.decl.isNone { model.decls[found.decl].isUsed = true }
    switch found.meaning {
    case .module(let index):
      let meaning = member(name, ofModule: index, at: span)
      if isType(meaning) {
        noteTypeUse(FoundName(meaning: meaning, decl: .none))
        return meaning
      }
      if meaning != .unresolved {
        report(.notType, "'\(ast.text(object)).\(ast.text(name))' is not a type", at: span)
      }
    case .unresolved: break
    case .variable, .functions, .classType, .builtinFunction, .builtinType, .library,
      .libraryMember:
      report(.notType, "'\(ast.text(object)).\(ast.text(name))' is not a type", at: span)
    }
    return .unresolved
  }

}
