import Source
import Support
import Syntax

extension Resolver {

  mutating func resolve(_ id: ExprID) {
    let expression = ast.exprs[id]
    switch expression.kind {
    case .int, .float, .bool, .null, .string, .invalid: break
    case .name(let name): resolveName(id, name)
    case .selfReference: requireClass("self", at: expression.span)
    case .superReference: requireClass("super", at: expression.span)
    case .array(let elements), .set(let elements): elements.forEach { resolve($0) }
    case .map(let entries):
      for entry in entries {
        resolve(entry.key)
        resolve(entry.value)
      }
    case .unary(_, let a): resolve(a)
    case .binary(_, let a, let b), .logical(_, let a, let b), .index(let a, let b):
      resolve(a)
      resolve(b)
    case .conditional(let a, let b, let c):
      resolve(a)
      resolve(b)
      resolve(c)
    case .range(let a, let b, let step):
      resolve(a)
      resolve(b)
      if let step { resolve(step) }
    case .isType(let a, let type):
      resolve(a)
      resolve(type)
    case .call(let callee, let arguments): resolveCall(id, callee, arguments)
    case .member(let object, let name): resolveMember(id, object, name)
    case .function(let function): resolve(function, owningClass: nil)
    }
  }

  private mutating func requireClass(_ word: String, at span: SourceSpan) {
    if classes.isEmpty { error("E0211", "'\(word)' stands outside every class", at: span) }
  }

  // MARK: Names

  private mutating func resolveName(_ id: ExprID, _ name: Symbol) {
    model.references[id] = reference(to: name, at: ast.exprs[id].span)
  }

  /// Returns the meaning of `name`, which is read at `span`.
  private mutating func reference(to name: Symbol, at span: SourceSpan) -> Reference {
    switch lookUp(name) {
    case .variable(let decl):
      model.decls[decl].isUsed = true
      noteUse(of: decl)
      return .variable(decl)
    case .functions(let decls):
      for decl in decls { model.decls[decl].isUsed = true }
      return .functions(decls)
    case .classType(let decl): return .classType(decl)
    case .imported(let decl):
      model.decls[decl].isUsed = true
      return model.decls[decl].target
    case nil: break
    }
    if let reference = predeclared(name) { return reference }
    let text = ast.text(name)
    let help = text == "this" && !classes.isEmpty ? "write 'self'" : suggestion(for: name)
    error("E0201", "unknown name '\(text)'", at: span, help: help)
    return .unresolved
  }

  /// Records that the current function uses `decl`: a use from another function captures it.
  mutating func noteUse(of decl: DeclID) {
    let info = model.decls[decl]
    guard info.owner != function else { return }
    model.decls[decl].isCaptured = true
    guard !info.isTopLevel else { return }
    for id in functions.reversed() {
      if id == info.owner { break }
      if captureSets[id, default: []].insert(decl).inserted {
        model.funcs[id].captures.append(decl)
      }
    }
  }

  // MARK: Members

  private mutating func resolveMember(_ id: ExprID, _ object: ExprID, _ name: Symbol) {
    resolve(object)
    switch model.references[object] {
    case .library(let library):
      guard Predeclared.has(ast.text(library), ast.text(name)) else {
        let near = nearest(to: ast.text(name), among: Predeclared.libraries[ast.text(library)]!)
        return error(
          "E0403", "the library '\(ast.text(library))' has no '\(ast.text(name))'",
          at: ast.exprs[id].anchor, help: near.map { "did you mean '\($0)'?" })
      }
      model.references[id] = .libraryMember(library: library, member: name)
    case .module(let index):
      model.references[id] = member(name, of: index, at: ast.exprs[id].anchor)
    default: break
    }
  }

  /// Returns what the name `name` of the file `index` means.
  mutating func member(_ name: Symbol, of index: Int, at span: SourceSpan) -> Reference {
    let topLevel = topLevels[index]
    if let reference = topLevel.names[name], topLevel.isPublic(name) {
      if case .variable(let decl) = reference {
        model.decls[decl].isUsed = true
        model.decls[decl].isCaptured = true
      }
      return reference
    }
    let near = nearest(
      to: ast.text(name), among: topLevel.names.keys.filter(topLevel.isPublic).map { ast.text($0) })
    let isHidden = topLevel.names[name] != nil
    error(
      "E0404",
      isHidden ? "'\(ast.text(name))' is private" : "the module has no '\(ast.text(name))'",
      at: span, help: near.map { "did you mean '\($0)'?" })
    return .unresolved
  }

  // MARK: Calls

  private mutating func resolveCall(_ id: ExprID, _ callee: ExprID, _ arguments: [ExprID]) {
    resolve(callee)
    arguments.forEach { resolve($0) }
    if case .member(let receiver, let name) = ast.exprs[callee].kind,
      model.references[callee] == nil, Predeclared.isMutating(ast.text(name))
    {
      noteChange(of: receiver, by: ast.text(name))
    }
    switch model.references[callee] {
    case .functions(let decls): checkArity(decls, arguments.count, at: ast.exprs[id].anchor)
    default: break
    }
  }

  private mutating func checkArity(_ decls: [DeclID], _ count: Int, at span: SourceSpan) {
    let arities = decls.compactMap { model.functionOfDecl[$0] }.map { arity(of: $0) }
    guard !arities.isEmpty, !arities.contains(where: { $0.contains(count) }) else { return }
    let (low, high) = (arities.map(\.lowerBound).min()!, arities.map(\.upperBound).max()!)
    let expected = low == high ? "\(low)" : "\(low) to \(high)"
    let noun = expected == "1" ? "argument" : "arguments"
    error(
      "E0212", "\(ast.text(ast.decls[decls[0]].name)) expects \(expected) \(noun), not \(count)",
      at: span, notes: [.init("declared here", at: ast.decls[decls[0]].span)])
  }

  private func arity(of id: FuncID) -> ClosedRange<Int> {
    let parameters = ast.funcs[id].parameters
    let required = parameters.lastIndex { $0.defaultValue == nil }.map { $0 + 1 } ?? 0
    return required...parameters.count
  }

  // MARK: Changes

  /// Resolves the target of an assignment.
  mutating func resolveTarget(_ id: ExprID, isRead: Bool) {
    switch ast.exprs[id].kind {
    case .name(let name): resolveAssigned(id, name, isRead: isRead)
    case .index(let base, let index):
      resolveBase(base)
      resolve(index)
      noteChange(of: base, by: nil)
    case .member(let object, let name):
      resolveBase(object)
      if case .module = model.references[object] {
        error("E0405", "'\(ast.text(name))' of a module is read-only", at: ast.exprs[id].span)
      }
      noteChange(of: object, by: nil)
    default: resolve(id)
    }
  }

  /// The root of a path that is changed is not read by that.
  private mutating func resolveBase(_ id: ExprID) {
    if case .name(let name) = ast.exprs[id].kind, case .variable(let decl)? = lookUp(name) {
      noteUse(of: decl)
      model.references[id] = .variable(decl)
    } else {
      resolve(id)
    }
  }

  private mutating func resolveAssigned(_ id: ExprID, _ name: Symbol, isRead: Bool) {
    let (text, span) = (ast.text(name), ast.exprs[id].span)
    switch lookUp(name) {
    case .variable(let decl):
      model.references[id] = .variable(decl)
      noteUse(of: decl)
      if isRead { model.decls[decl].isUsed = true }
      change(decl, "cannot assign to the constant '\(text)'", at: span)
    case .functions, .classType:
      error("E0204", "cannot assign to '\(text)', which is a function or class", at: span)
    case .imported: error("E0405", "'\(text)' is imported and read-only here", at: span)
    case nil:
      error(
        "E0203", "'\(text)' is not declared", at: span,
        help: suggestion(for: name) ?? "declare it with 'let \(text) = …'")
    }
  }

  /// Records that the variable at the root of the path `id` is changed.
  private mutating func noteChange(of id: ExprID, by method: String?) {
    switch ast.exprs[id].kind {
    case .index(let base, _), .member(let base, _): noteChange(of: base, by: method)
    case .name(let name):
      guard case .variable(let decl)? = model.references[id] else { return }
      let way = method.map { " by '\($0)'" } ?? ""
      change(decl, "cannot change the constant '\(ast.text(name))'\(way)", at: ast.exprs[id].span)
    default: break
    }
  }

  private mutating func change(_ decl: DeclID, _ message: String, at span: SourceSpan) {
    model.decls[decl].changes += 1
    if model.decls[decl].owner != function { model.decls[decl].isChangedByInnerFunction = true }
    guard ast.decls[decl].kind == .constant else { return }
    error(
      "E0205", message, at: span,
      notes: [.init("declared here", at: ast.decls[decl].span)],
      help: "declare it with 'let' if it is to change")
  }

}
