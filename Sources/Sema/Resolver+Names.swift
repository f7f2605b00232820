import Source
import Support
import Syntax

extension Resolver {

  // MARK: Finding names

  /// A name that was found: its meaning and, but for predeclared names, its declaration.
  struct FoundName {
    var meaning: Reference
    var decl: DeclID
  }

  /// Returns what `symbol` means here, or `nil` if nothing.
  ///
  /// A variable is not seen by its own initialiser, but by the functions in it. Code that runs
  /// later sees the top-level variables below it, too.
  func find(_ symbol: Symbol) -> FoundName? {
    var index = scopes.innermost(symbol)
    while let i = index, isHiddenByInitializer(scopes.entries[i]) { index = scopes.hidden(by: i) }
    let entry = index.map { scopes.entries[$0] }
    if context.isDeferred, entry?.decl.isNone ?? true, let decl = firstTopLevelVariable(symbol) {
      return FoundName(meaning: meaning(ofVariable: decl), decl: decl)
    }
    return entry.map { FoundName(meaning: $0.meaning, decl: $0.decl) }
  }

  private func isHiddenByInitializer(_ entry: ScopeStack.Entry) -> Bool {
    entry.isPending && model.decls[entry.decl].owner == context.function
  }

  private func firstTopLevelVariable(_ symbol: Symbol) -> DeclID? {
    moduleScopes[module].firstVariables[symbol]
  }

  /// Returns what the name of the variable or import `decl` means.
  func meaning(ofVariable decl: DeclID) -> Reference {
    ast.decls[decl].kind == .imported ? model.decls[decl].target : .variable(decl)
  }

  /// Returns what `symbol` at `span` means; an unknown name is reported.
  mutating func resolveName(_ symbol: Symbol, at span: SourceSpan) -> Reference {
    guard let found = find(symbol) else {
      if ast.modules[module].isLibrary, ast.text(symbol).hasPrefix("__") {
        return .builtinFunction(symbol)
      }
      reportUnknownName(symbol, at: span)
      return .unresolved
    }
    noteRead(found)
    return found.meaning
  }

  // MARK: Uses and changes

  /// Notes that a name is read.
  mutating func noteRead(_ found: FoundName) {
    if !found.decl.isNone { model.decls[found.decl].isUsed = true }
    noteRead(found.meaning)
  }

  /// Notes that what `reference` means is read.
  mutating func noteRead(_ reference: Reference) {
    switch reference {
    case .variable(let decl), .classType(let decl): noteRead(decl)
    case .functions(let decls): for decl in decls { noteRead(decl) }
    case .builtinFunction, .builtinType, .library, .libraryMember, .module, .unresolved: break
    }
  }

  private mutating func noteRead(_ decl: DeclID) {
    model.decls[decl].isUsed = true
    noteAccess(decl)
  }

  /// Notes that the variable `decl` is changed.
  mutating func noteChange(_ decl: DeclID) {
    model.decls[decl].changes += 1
    if isForeign(decl) { model.decls[decl].isChangedByInnerFunction = true }
    noteAccess(decl)
  }

  private mutating func noteAccess(_ decl: DeclID) {
    guard isForeign(decl) else { return }
    model.decls[decl].isCaptured = true
    if !model.decls[decl].isTopLevel { capture(decl) }
  }

  /// `true` iff the code here belongs to another function or module than `decl`.
  private func isForeign(_ decl: DeclID) -> Bool {
    let info = model.decls[decl]
    return info.owner != context.function || context.isFieldDefault || info.module != module
  }

  /// Adds `decl` to the captures of the functions and classes around, up to its owner.
  private mutating func capture(_ decl: DeclID) {
    if context.isFieldDefault, let type = context.selfClass { capture(decl, by: type) }
    var next = context.function
    let owner = model.decls[decl].owner
    while let function = next, function != owner {
      guard functionCaptures.insert(Capture(user: function.raw, decl: decl)).inserted else {
        return
      }
      model.funcs[function].captures.append(decl)
      let parent = model.funcs[function].parent
      let type = model.funcs[function].selfClass
      if let type, parent.flatMap({ model.funcs[$0].selfClass }) != type { capture(decl, by: type) }
      next = parent
    }
  }

  private mutating func capture(_ decl: DeclID, by type: ClassID) {
    if classCaptures.insert(Capture(user: type.raw, decl: decl)).inserted {
      model.classes[type].captures.append(decl)
    }
  }

  // MARK: Unknown names

  mutating func reportUnknownName(_ symbol: Symbol, at span: SourceSpan) {
    let name = ast.text(symbol)
    if isAtModuleCode, let decl = firstTopLevelVariable(symbol) {
      report(
        .usedBeforeDeclaration, "'\(name)' is used before its declaration", at: span,
        notes: [declared(decl)])
      return
    }
    report(.unknownName, "unknown name '\(name)'", at: span, help: help(forUnknown: name))
  }

  private var isAtModuleCode: Bool { context.function == nil }

  private mutating func help(forUnknown name: String) -> String? {
    if let own = Predeclared.foreignWords[name] { return "Myco writes '\(own)'" }
    return suggestion(for: name) { _ in true }.map { "did you mean '\($0)'?" }
  }

  /// Returns the visible name nearest to `name` among those whose meaning fits.
  mutating func suggestion(for name: String, where fits: (Reference) -> Bool) -> String? {
    if suggestionBudget == 0 { return nil }
    suggestionBudget -= 1
    var finder = SuggestionFinder(for: name)
    for entry in scopes.entries.reversed() where fits(entry.meaning) {
      finder.consider(ast.text(entry.symbol))
    }
    if context.isDeferred {
      let decls = moduleScopes[module].firstVariables.values.sorted()
      for decl in decls where fits(meaning(ofVariable: decl)) {
        finder.consider(self.name(of: decl))
      }
    }
    return finder.result
  }

}
