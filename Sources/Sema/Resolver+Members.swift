import Source
import Support
import Syntax

/// Checks of members of values whose class is known.
extension Resolver {

  /// Reports the member expression `member` if no class that its object can have has such a field
  /// or method, or if none of the methods takes `argumentCount` arguments.
  mutating func checkMember(_ member: ExprID, argumentCount: Int?) {
    guard case .member(let object, let name) = ast.exprs[member].kind,
      model.references[member] == nil, let type = knownClass(of: object),
      !Predeclared.isGeneral(ast.text(name))
    else { return }
    let family = hierarchy.family(of: type)
    if family.contains(where: hasUnknownBase) { return }
    if family.contains(where: { hasField(name, $0) }) { return }
    var functions = model.methods(name, of: type)
    for below in family.dropFirst() { functions += model.classes[below].methods[name] ?? [] }
    let span = ast.exprs[member].anchor
    if functions.isEmpty { return reportUnknownMember(name, of: type, family, at: span) }
    if let argumentCount { require(functions, argumentCount, ast.text(name), at: span) }
  }

  private func hasField(_ name: Symbol, _ type: ClassID) -> Bool {
    model.classes[type].fields.contains { $0.name == name }
  }

  private mutating func reportUnknownMember(
    _ name: Symbol, of type: ClassID, _ family: [ClassID], at span: SourceSpan
  ) {
    let (text, decl) = (ast.text(name), ast.classes[type].decl)
    var finder = SuggestionFinder(for: text)
    for id in family {
      for field in model.classes[id].fields { finder.consider(ast.text(field.name)) }
    }
    for method in family.flatMap(allMethods).sorted() { finder.consider(ast.text(method)) }
    report(
      .unknownMember, "the class '\(self.name(of: decl))' has no field or method '\(text)'",
      at: span, notes: [declared(decl)], help: finder.result.map { "did you mean '\($0)'?" })
  }

  /// Returns the names of the methods of `type` and of the classes that it extends.
  private func allMethods(of type: ClassID) -> [Symbol] {
    var result: [Symbol] = []
    var next: ClassID? = type
    while let current = next {
      result += model.classes[current].methods.keys
      next = model.classes[current].base
    }
    return result
  }

}
