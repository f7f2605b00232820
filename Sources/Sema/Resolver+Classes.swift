import Source
import Support
import Syntax

extension Resolver {

  // MARK: Types

  /// Returns the type or class that `name` names here.
  func typeReference(_ name: Symbol) -> Reference? {
    switch lookUp(name) {
    case .classType(let decl): return .classType(decl)
    case .imported(let decl):
      if case .classType = model.decls[decl].target { return model.decls[decl].target }
      return nil
    case .variable, .functions: return nil
    case nil: return Predeclared.types.contains(ast.text(name)) ? .builtinType(name) : nil
    }
  }

  mutating func resolve(_ id: TypeExprID) {
    let node = ast.typeExprs[id]
    switch node.kind {
    case .name(let name, let arguments):
      arguments.forEach { resolve($0) }
      model.typeReferences[id] = typeReference(name) ?? unknownType(name, at: node.span)
    case .member(let object, let name):
      model.typeReferences[id] = memberType(object, name, at: node.span)
    case .optional(let inner): resolve(inner)
    case .union(let parts): parts.forEach { resolve($0) }
    case .function(let parameters, let result):
      parameters.forEach { resolve($0) }
      resolve(result)
    case .invalid: break
    }
  }

  private mutating func unknownType(_ name: Symbol, at span: SourceSpan) -> Reference {
    let classes = scopes.flatMap { scope in
      scope.names.compactMap { name, binding -> String? in
        if case .classType = binding { ast.text(name) } else { nil }
      }
    }
    let near = nearest(to: ast.text(name), among: (classes + Predeclared.types).sorted())
    error(
      "E0202", "unknown type '\(ast.text(name))'", at: span,
      help: near.map { "did you mean '\($0)'?" })
    return .unresolved
  }

  private mutating func memberType(
    _ object: Symbol, _ name: Symbol, at span: SourceSpan
  ) -> Reference {
    guard case .imported(let decl)? = lookUp(object),
      case .module(let index) = model.decls[decl].target
    else { return unknownType(object, at: span) }
    let reference = member(name, of: index, at: span)
    if case .classType = reference { return reference }
    if reference != .unresolved {
      error("E0202", "'\(ast.text(name))' is no type", at: span)
    }
    return .unresolved
  }

  // MARK: Classes

  mutating func resolveClass(_ id: ClassID) {
    let node = ast.classes[id]
    if let base = node.base {
      resolve(base)
      if case .classType(let decl)? = model.typeReferences[base] {
        model.classes[id].base = model.classOfDecl[decl]
      } else if case .builtinType? = model.typeReferences[base] {
        error("E0213", "only a class can be extended", at: ast.typeExprs[base].span)
      }
    }
    if extendsItself(id) {
      error(
        "E0214", "the class '\(ast.text(ast.decls[node.decl].name))' extends itself",
        at: ast.decls[node.decl].span)
      model.classes[id].base = nil
    }
    classes.append(id)
    for field in node.fields {
      note(field.decl, isTopLevel: false)
      if let annotation = ast.decls[field.decl].annotation { resolve(annotation) }
      if let value = field.defaultValue { resolve(value) }
    }
    resolveMethods(of: id)
    checkMembers(of: id)
    classes.removeLast()
  }

  private func extendsItself(_ id: ClassID) -> Bool {
    var (next, steps) = (model.classes[id].base, 0)
    while let base = next, steps <= ast.classes.count {
      if base == id { return true }
      (next, steps) = (model.classes[base].base, steps + 1)
    }
    return false
  }

  private mutating func resolveMethods(of id: ClassID) {
    var overloads: [Symbol: [DeclID]] = [:]
    for method in ast.classes[id].methods {
      guard let decl = ast.funcs[method].decl else { continue }
      let name = ast.decls[decl].name
      note(decl, isTopLevel: false)
      model.functionOfDecl[decl] = method
      checkSignature(decl, method, overloads[name, default: []])
      overloads[name, default: []].append(decl)
      model.classes[id].methods[name, default: []].append(method)
      resolve(method, owningClass: id)
    }
  }

  private mutating func checkMembers(of id: ClassID) {
    var fields: Set<Symbol> = []
    for field in ast.classes[id].fields {
      let (name, span) = (ast.decls[field.decl].name, ast.decls[field.decl].span)
      if ast.text(name) == "type" { error("E0215", "no field can be named 'type'", at: span) }
      if !fields.insert(name).inserted {
        error("E0215", "two fields are named '\(ast.text(name))'", at: span)
      }
      if model.classes[id].methods[name] != nil {
        error("E0215", "a field and a method are named '\(ast.text(name))'", at: span)
      }
    }
    for methods in model.classes[id].methods.values {
      for method in methods {
        guard let decl = ast.funcs[method].decl, ast.text(ast.decls[decl].name) == "type" else {
          continue
        }
        error("E0215", "no method can be named 'type'", at: ast.decls[decl].span)
      }
    }
  }

  // MARK: Fields

  /// Lists the fields of all classes, the base class's first.
  mutating func completeClasses() {
    var isDone = Table<ClassID, Bool>(repeating: false, count: ast.classes.count)
    for id in ast.classes.ids { complete(id, &isDone) }
  }

  private mutating func complete(_ id: ClassID, _ isDone: inout Table<ClassID, Bool>) {
    guard !isDone[id] else { return }
    isDone[id] = true
    var fields: [FieldInfo] = []
    if let base = model.classes[id].base {
      complete(base, &isDone)
      fields = model.classes[base].fields
    }
    var names = Set(fields.map(\.name))
    for field in ast.classes[id].fields {
      let name = ast.decls[field.decl].name
      if names.insert(name).inserted {
        fields.append(FieldInfo(name: name, decl: field.decl, owner: id))
      }
    }
    for name in assignedFields(of: id) where names.insert(name).inserted {
      fields.append(FieldInfo(name: name, decl: nil, owner: id))
    }
    model.classes[id].fields = fields
  }

  /// The names that methods of the class assign as `self.name = …`, in order.
  private func assignedFields(of id: ClassID) -> [Symbol] {
    var result: [Symbol] = []
    for method in ast.classes[id].methods {
      guard case .block(let body) = ast.funcs[method].body else { continue }
      collectFields(body, &result)
    }
    return result
  }

  private func collectFields(_ block: Block, _ result: inout [Symbol]) {
    for statement in block.statements {
      switch ast.stmts[statement].kind {
      case .assign(let target, _, _):
        if case .member(let object, let name) = ast.exprs[target].kind,
          case .selfReference = ast.exprs[object].kind
        {
          result.append(name)
        }
      case .ifElse(let branches, let otherwise):
        branches.forEach { collectFields($0.body, &result) }
        if let otherwise { collectFields(otherwise, &result) }
      case .whileLoop(_, let body), .forIn(_, _, let body), .forLoop(_, _, _, let body):
        collectFields(body, &result)
      case .match(_, let cases, let otherwise):
        cases.forEach { collectFields($0.body, &result) }
        if let otherwise { collectFields(otherwise, &result) }
      case .tryCatch(let body, _, let handler, let finally):
        for block in [body, handler, finally].compactMap({ $0 }) { collectFields(block, &result) }
      default: break
      }
    }
  }

  // MARK: Imports

  mutating func resolve(_ use: UseNode, _ id: StmtID) {
    switch use.source {
    case .library(let library): resolveLibrary(use, library)
    case .path: if let index = model.moduleOfUse[id] { bind(use, toModule: index) }
    }
  }

  private mutating func resolveLibrary(_ use: UseNode, _ library: Symbol) {
    let text = ast.text(library)
    guard let members = Predeclared.libraries[text] else {
      let near = nearest(to: text, among: Predeclared.libraries.keys.sorted())
      return error(
        "E0401", "no library '\(text)'", at: use.sourceSpan,
        help: near.map { "did you mean '\($0)'?" } ?? "name a file as \"./\(text).myco\"")
    }
    if let whole = use.whole { bind(whole, to: .library(library)) }
    for item in use.items {
      guard Predeclared.has(text, ast.text(item.name)) else {
        let near = nearest(to: ast.text(item.name), among: members)
        error(
          "E0403", "the library '\(text)' has no '\(ast.text(item.name))'", at: item.nameSpan,
          help: near.map { "did you mean '\($0)'?" })
        bind(item.decl, to: .unresolved)
        continue
      }
      bind(item.decl, to: .libraryMember(library: library, member: item.name))
    }
  }

  private mutating func bind(_ use: UseNode, toModule index: Int) {
    if let whole = use.whole { bind(whole, to: .module(index)) }
    for item in use.items {
      let reference = member(item.name, of: index, at: item.nameSpan)
      bind(item.decl, to: reference)
    }
  }

  private mutating func bind(_ decl: DeclID, to target: Reference) {
    note(decl, isTopLevel: scopes.count == 1 && functions.isEmpty)
    model.decls[decl].target = target
    scopes[scopes.count - 1].names[ast.decls[decl].name] = .imported(decl)
  }

}
