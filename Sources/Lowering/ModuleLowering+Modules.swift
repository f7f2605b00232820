import IR
import Sema
import Source
import Support
import Syntax

// Modules: what runs their top levels, and modules as values.
extension ModuleLowering {

  /// The start of the main file.
  var programStart: SourceSpan { SourceSpan(file: ast.modules[0].file, start: 0, end: 0) }

  /// The base name of a module's file.
  func moduleName(_ index: Int) -> String {
    let name = sources[ast.modules[index].file].name
    let base = name.split(separator: "/").last.map(String.init) ?? name
    return base.hasSuffix(".myco") ? String(base.dropLast(5)) : base
  }

  mutating func lowerModule(_ index: Int) {
    let body = ast.modules[index].body
    lower(initializers[index]!, module: index) { function in
      if index == 0 { function.clearStartedFlags() }
      function.lowerBody(body)
    }
  }

  // MARK: Namespaces

  /// Returns the index of the namespace of the module `index`, with what it offers.
  mutating func demandNamespace(ofModule index: Int) -> Int {
    if let known = moduleNamespaces[index] { return known }
    let namespace = module.namespaces.count
    moduleNamespaces[index] = namespace
    let name = module.symbol(moduleName(index))
    module.namespaces.append(NamespaceDefinition(name: name, isLibrary: false))
    for (name, reference) in publicNames(of: index).sorted(by: { $0.key < $1.key }) {
      module.namespaces[namespace].members[name] = member(reference)
    }
    return namespace
  }

  /// Returns the index of the namespace of the library `name`.
  mutating func demandNamespace(ofLibrary name: Symbol) -> Int {
    if let known = libraryNamespaces[name] { return known }
    libraryNamespaces[name] = module.namespaces.count
    module.namespaces.append(NamespaceDefinition(name: name, isLibrary: true))
    return module.namespaces.count - 1
  }

  private mutating func member(_ reference: Reference) -> NamespaceDefinition.Member? {
    switch reference {
    case .variable(let decl): return globals[decl].map { .global($0) }
    case .functions(let decls): return .closure(demandClosure(of: functions(of: decls)))
    case .classType(let decl):
      return .closure(module.classes[classType(model.classOfDecl[decl]!)].constructor)
    default: return nil
    }
  }

  /// Returns the names that a module offers: the exported ones if there are some, else all that
  /// are not private; of variables declared twice, the last.
  private func publicNames(of index: Int) -> [Symbol: Reference] {
    let declarations = ast.modules[index].body.statements.compactMap { declaration(of: $0) }
    let exportsSome = declarations.contains { $0.visibility == .exported }
    var result: [Symbol: Reference] = [:]
    for (decl, visibility) in declarations {
      guard visibility == .exported || !exportsSome && visibility == .unspecified else { continue }
      let name = ast.decls[decl].name
      switch (ast.decls[decl].kind, result[name]) {
      case (.function, .functions(let decls)?): result[name] = .functions(decls + [decl])
      case (.function, _): result[name] = .functions([decl])
      case (.class, _): result[name] = .classType(decl)
      default: result[name] = .variable(decl)
      }
    }
    return result
  }

  private func declaration(of id: StmtID) -> (decl: DeclID, visibility: Visibility)? {
    switch ast.stmts[id].kind {
    case .binding(let binding): (binding.decl, binding.visibility)
    case .function(let function, let visibility): ast.funcs[function].decl.map { ($0, visibility) }
    case .classDecl(let type, let visibility): (ast.classes[type].decl, visibility)
    default: nil
    }
  }

}

extension FunctionLowering {

  /// Notes that no module whose first `use` is not known has begun.
  mutating func clearStartedFlags() {
    for (_, flag) in shared.startedFlags.sorted(by: { $0.key < $1.key }) {
      let value = emit(.constBool, [], immediate: 0)
      emit(.globalSet, [value], immediate: Int64(flag.raw))
    }
  }

  /// Lowers a `use`: the first one of a module runs its top level.
  mutating func lowerUse(_ id: StmtID) {
    guard let target = model.moduleOfUse[id], target > 0 else { return }
    let initializer = shared.initializers[target]!
    guard let flag = shared.startedFlags[target] else {
      guard shared.moduleOrder.firstUses.contains(id) else { return }
      emit(.call, [], immediate: Int64(initializer.raw), at: ast.stmts[id].span)
      return
    }
    let depth = environment.count
    let hasBegun = emit(.globalGet, [], immediate: Int64(flag.raw))
    let (begun, fresh) = split(on: truth(of: hasBegun))
    join([fresh], depth: depth)
    emit(.globalSet, [emit(.constBool, [], immediate: 1)], immediate: Int64(flag.raw))
    emit(.call, [], immediate: Int64(initializer.raw), at: ast.stmts[id].span)
    join([begun, jump()], depth: depth)
  }

  /// Returns the module `index` as a value.
  mutating func moduleValue(_ index: Int) -> ValueID {
    emit(.constNamespace, [], immediate: Int64(shared.demandNamespace(ofModule: index)))
  }

  /// Returns the library `name` as a value.
  mutating func libraryValue(_ name: Symbol) -> ValueID {
    emit(.constNamespace, [], immediate: Int64(shared.demandNamespace(ofLibrary: name)))
  }

}
