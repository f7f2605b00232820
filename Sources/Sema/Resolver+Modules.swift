import Library
import Source
import Support
import Syntax

extension Resolver {

  /// Collects the top-level names of all modules, and what all imported names stand for.
  mutating func collectModuleNames() {
    for (index, node) in ast.modules.enumerated() {
      let scope = ModuleScope(of: node, in: ast)
      for meaning in scope.publicNames.values { place(meaning, in: index) }
      for decl in scope.hiddenNames.values { place(.variable(decl), in: index) }
      moduleScopes.append(scope)
    }
    for id in ast.stmts.ids {
      if case .use(let node) = ast.stmts[id].kind { resolveTargets(of: node, id) }
    }
  }

  /// Notes that top-level declarations stand in `module`, for modules that come before it.
  private mutating func place(_ meaning: Reference, in module: Int) {
    switch meaning {
    case .variable(let decl), .classType(let decl): place(decl, in: module)
    case .functions(let decls): for decl in decls { place(decl, in: module) }
    case .builtinFunction, .builtinType, .library, .libraryMember, .module, .unresolved: break
    }
  }

  private mutating func place(_ decl: DeclID, in module: Int) {
    model.decls[decl].module = module
    model.decls[decl].isTopLevel = true
  }

  private mutating func resolveTargets(of node: UseNode, _ id: StmtID) {
    switch node.source {
    case .library(let name):
      let text = ast.text(name)
      guard LibraryTable.standard.libraries.contains(text) else {
        return reportUnknownLibrary(text, node)
      }
      if let whole = node.whole { model.decls[whole].target = .library(name) }
      for item in node.items {
        let target = member(item.name, ofLibrary: name, at: item.nameSpan)
        model.decls[item.decl].target = target
      }
    case .path:
      guard let index = model.moduleOfUse[id] else { return }
      if let whole = node.whole { model.decls[whole].target = .module(index) }
      for item in node.items {
        model.decls[item.decl].target = member(item.name, ofModule: index, at: item.nameSpan)
      }
    }
  }

  private mutating func reportUnknownLibrary(_ name: String, _ node: UseNode) {
    var finder = SuggestionFinder(for: name)
    for library in LibraryTable.standard.libraries { finder.consider(library) }
    let help = finder.result.map { "did you mean '\($0)'?" }
      ?? "a file is named by its path in quotes: \"./\(name).myco\""
    report(.unknownLibrary, "unknown library '\(name)'", at: node.sourceSpan, help: help)
  }

  /// Binds the names of a `use`.
  mutating func resolve(_ use: UseNode) {
    for decl in [use.whole].compactMap({ $0 }) + use.items.map(\.decl) {
      locate(decl)
      scopes.declare(ast.decls[decl].name, model.decls[decl].target, decl: decl)
    }
  }

  // MARK: Members

  /// Returns what `name` means in the library `library`; an unknown name is reported.
  mutating func member(
    _ name: Symbol, ofLibrary library: Symbol, at span: SourceSpan
  ) -> Reference {
    let (text, libraryName) = (ast.text(name), ast.text(library))
    if let entry = LibraryTable.standard.entry(text, ofLibrary: libraryName) {
      return .libraryMember(library: library, member: ast.symbols.intern(entry.name))
    }
    var finder = SuggestionFinder(for: text)
    for known in LibraryTable.standard.entries(of: .library(libraryName)) {
      finder.consider(known.name)
    }
    report(
      .unknownImport, "the library '\(libraryName)' has no '\(text)'", at: span,
      help: finder.result.map { "did you mean '\($0)'?" })
    return .unresolved
  }

  /// Returns what `name` means in the module `index`; an unknown or private name is reported.
  mutating func member(_ name: Symbol, ofModule index: Int, at span: SourceSpan) -> Reference {
    let scope = moduleScopes[index]
    if let meaning = scope.publicNames[name] { return meaning }
    let (text, file) = (ast.text(name), sources[ast.modules[index].file].name)
    if let decl = scope.hiddenNames[name] {
      report(
        .privateName, "'\(text)' is private to \(file)", at: span, notes: [declared(decl)],
        help: "declare it with 'export' there")
    } else if scope.importedNames.contains(name) {
      report(
        .unknownImport, "\(file) imports '\(text)' but does not pass it on", at: span,
        help: "import it from where it is declared")
    } else {
      var finder = SuggestionFinder(for: text)
      for known in scope.publicNames.keys.sorted() { finder.consider(ast.text(known)) }
      report(
        .unknownImport, "\(file) has no '\(text)'", at: span,
        help: finder.result.map { "did you mean '\($0)'?" })
    }
    return .unresolved
  }

  /// Returns what `object.name` means if `object` names a module or library and `name` is no
  /// member that every value has; `nil` for any other member.
  mutating func qualifiedName(
    _ object: ExprID, _ name: Symbol, at span: SourceSpan
  ) -> Reference? {
    guard case .name(let symbol) = ast.exprs[object].kind, let found = find(symbol) else {
      return nil
    }
    let text = ast.text(name)
    switch found.meaning {
    case .library(let library):
      let isOwn = LibraryTable.standard.entry(text, ofLibrary: ast.text(library)) != nil
      if !isOwn, Predeclared.isGeneral(text) { return nil }
      noteQualifier(object, found)
      return member(name, ofLibrary: library, at: span)
    case .module(let index):
      let isOwn = moduleScopes[index].publicNames[name] != nil
      if !isOwn, Predeclared.isGeneral(text) { return nil }
      noteQualifier(object, found)
      let meaning = member(name, ofModule: index, at: span)
      noteRead(meaning)
      return meaning
    case .variable, .functions, .classType, .builtinFunction, .builtinType, .libraryMember,
      .unresolved:
      return nil
    }
  }

  private mutating func noteQualifier(_ object: ExprID, _ found: FoundName) {
    model.references[object] = found.meaning
    noteRead(found)
  }

  /// Notes that a module is used as a value, so that all its public names may be read.
  mutating func noteEscape(ofModule index: Int) {
    for name in moduleScopes[index].publicNames.keys.sorted() {
      guard let meaning = moduleScopes[index].publicNames[name] else { continue }
      noteRead(meaning)
      markCaptured(meaning)
    }
  }

  /// The value may be read in any function.
  private mutating func markCaptured(_ meaning: Reference) {
    switch meaning {
    case .classType(let decl):
      model.decls[decl].isCaptured = true
      escapingClasses.insert(decl)
    case .variable(let decl): model.decls[decl].isCaptured = true
    case .functions(let decls): for decl in decls { model.decls[decl].isCaptured = true }
    case .builtinFunction, .builtinType, .library, .libraryMember, .module, .unresolved: break
    }
  }

}
