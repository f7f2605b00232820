import Source
import Support
import Syntax

extension Resolver {

  /// Resolves `target = value` or `target operation= value`.
  mutating func resolveAssignment(
    _ target: ExprID, _ operation: BinaryOperator?, _ value: ExprID
  ) {
    switch ast.exprs[target].kind {
    case .name(let symbol):
      let meaning = resolveTarget(target, symbol, isRead: operation != nil)
      resolve(value)
      if meaning == nil { scopes.declare(symbol, .unresolved) }
      return
    case .member(let object, let name): resolveTarget(target, object, name, operation)
    case .index: resolvePath(target)
    default: resolve(target)
    }
    resolve(value)
  }

  // MARK: Names

  /// Resolves the assigned name `symbol` and returns its meaning; `nil` if it has none.
  private mutating func resolveTarget(
    _ target: ExprID, _ symbol: Symbol, isRead: Bool
  ) -> Reference? {
    let span = ast.exprs[target].span
    guard let found = find(symbol) else {
      reportUndeclared(symbol, at: span)
      model.references[target] = .unresolved
      return nil
    }
    model.references[target] = found.meaning
    if isRead { noteRead(found) }
    if !found.decl.isNone, ast.decls[found.decl].kind == .imported {
      reportImported(symbol, found, at: span)
      return found.meaning
    }
    let name = ast.text(symbol)
    switch found.meaning {
    case .variable(let decl): assign(decl, at: span)
    case .functions: reportNotAssignable("the function '\(name)'", found.decl, at: span)
    case .classType: reportNotAssignable("the class '\(name)'", found.decl, at: span)
    case .builtinFunction, .builtinType, .library, .libraryMember, .module:
      report(
        .notAssignable, "'\(name)' is predeclared and cannot be assigned", at: span,
        help: "declare a variable of your own: 'let \(name) = …'")
    case .unresolved: break
    }
    return found.meaning
  }

  private mutating func assign(_ decl: DeclID, at span: SourceSpan) {
    noteChange(decl)
    assignedVariables.insert(decl)
    guard ast.decls[decl].kind == .constant else { return }
    report(
      .changedConstant, "cannot assign to the constant '\(name(of: decl))'", at: span,
      notes: [declared(decl)], help: "declare it with 'let' to change it")
  }

  private mutating func reportUndeclared(_ symbol: Symbol, at span: SourceSpan) {
    let name = ast.text(symbol)
    var help = "declare it with 'let \(name) = …'"
    let near = suggestion(for: name) { if case .variable = $0 { true } else { false } }
    if let near { help += ", or did you mean '\(near)'?" }
    report(
      .undeclaredTarget, "assignment to '\(name)', which is not declared", at: span, help: help)
  }

  private mutating func reportNotAssignable(_ what: String, _ decl: DeclID, at span: SourceSpan) {
    report(
      .notAssignable, "cannot assign to \(what)", at: span, notes: [declared(decl)],
      help: "declare a variable of another name")
  }

  private mutating func reportImported(
    _ symbol: Symbol, _ found: FoundName, at span: SourceSpan
  ) {
    if found.meaning == .unresolved { return }
    report(
      .changedImport, "cannot assign to '\(ast.text(symbol))', which is imported", at: span,
      notes: [Diagnostic.Note("it is imported here", at: ast.decls[found.decl].span)],
      help: "imported names are read-only; copy the value: 'let copy = \(ast.text(symbol));'")
  }

  // MARK: Paths

  /// Resolves the assigned member `object.name`.
  private mutating func resolveTarget(
    _ target: ExprID, _ object: ExprID, _ name: Symbol, _ operation: BinaryOperator?
  ) {
    let anchor = ast.exprs[target].anchor
    if let meaning = qualifiedName(object, name, at: anchor) {
      model.references[target] = meaning
      switch meaning {
      case .unresolved: break
      case .libraryMember(let library, _): reportLibraryChange(name, library, at: anchor)
      default: reportForeignChange(ast.text(name), at: anchor)
      }
      return
    }
    switch ast.exprs[object].kind {
    case .superReference:
      resolve(object)
      report(
        .notAssignable, "a member of 'super' cannot be assigned", at: anchor,
        help: "a field belongs to 'self': 'self.\(ast.text(name))'")
    case .selfReference:
      resolve(object)
      if operation == nil {
        noteAssignedField(name, at: anchor)
      } else {
        deferredChecks.append(.member(target, argumentCount: nil))
      }
    default: resolvePath(target)
    }
  }

  private mutating func noteAssignedField(_ name: Symbol, at span: SourceSpan) {
    guard let type = context.selfClass else { return }
    if name == typeName { return reportReservedMember("field", at: span) }
    assignedFields[type, default: []].append((name, span))
  }

  /// Resolves the assigned element or member `target` and notes that its root changes.
  private mutating func resolvePath(_ target: ExprID) {
    resolve(target)
    guard let (decl, steps) = root(of: target) else { return }
    noteChange(decl)
    requireChangeable(decl, steps, method: nil, at: ast.exprs[target].span)
  }

  /// Notes that calling `method` on `object` may change the variable at its root.
  mutating func noteMutation(of object: ExprID, by method: Symbol, at span: SourceSpan) {
    guard let (decl, steps) = root(of: object) else { return }
    noteChange(decl)
    requireChangeable(decl, steps, method: method, at: span)
  }

  /// Returns the variable at the root of a path and the steps from there, or `nil` if the path
  /// begins elsewhere. The path is resolved.
  private func root(of path: ExprID) -> (decl: DeclID, steps: [ExprID])? {
    var steps: [ExprID] = []
    var next = path
    while true {
      if let meaning = model.references[next] {
        guard case .variable(let decl) = meaning else { return nil }
        return (decl, steps.reversed())
      }
      switch ast.exprs[next].kind {
      case .index(let base, _), .member(let base, _):
        steps.append(next)
        next = base
      default: return nil
      }
    }
  }

  // MARK: What must not change

  /// Reports a change of a constant, or of a variable of another module.
  private mutating func requireChangeable(
    _ decl: DeclID, _ steps: [ExprID], method: Symbol?, at span: SourceSpan
  ) {
    let isConstant = ast.decls[decl].kind == .constant
    let isForeign = model.decls[decl].module != module
    guard isConstant || isForeign, isChange(decl, steps, method) else { return }
    if isForeign { return reportForeignChange(name(of: decl), at: span) }
    let how = method.map { "by '\(ast.text($0))'" } ?? "through a path"
    report(
      .changedConstant, "the constant '\(name(of: decl))' cannot be changed \(how)", at: span,
      notes: [declared(decl)], help: "declare it with 'let' to change it")
  }

  private mutating func reportForeignChange(_ name: String, at span: SourceSpan) {
    report(
      .changedImport, "cannot change '\(name)', which belongs to another module", at: span,
      help: "imported names are read-only; offer a function there that changes it")
  }

  private mutating func reportLibraryChange(
    _ name: Symbol, _ library: Symbol, at span: SourceSpan
  ) {
    report(
      .changedImport,
      "cannot change '\(ast.text(name))', which belongs to the library '\(ast.text(library))'",
      at: span, help: "declare a variable of your own: 'let \(ast.text(name)) = …'")
  }

  /// `true` iff a change of what `steps` lead to, an assignment or a call of `method`, surely
  /// changes the value of `decl` itself: not an instance, which is shared, on the way.
  private func isChange(_ decl: DeclID, _ steps: [ExprID], _ method: Symbol?) -> Bool {
    let value = knownValue(of: decl)
    if value == .instance { return false }
    for (index, step) in steps.enumerated() {
      guard case .member(_, let name) = ast.exprs[step].kind, memberNames.contains(name) else {
        continue
      }
      if index > 0 || value == .unknown { return false }
    }
    guard let method else { return true }
    switch ast.text(method) {
    case "reverse": return steps.isEmpty && value == .array
    case "add": return steps.isEmpty && value == .set
    case "take": return steps.isEmpty && value == .library("stacks")
    default: break
    }
    if value == .immutable { return false }
    return !memberNames.contains(method) || steps.isEmpty && value != .unknown
  }

  /// What the initialiser tells of a value.
  private enum KnownValue: Equatable {
    case array, map, set, instance, unknown

    /// A value without changeable parts.
    case immutable

    /// What a library's `create` returns.
    case library(String)
  }

  private func knownValue(of decl: DeclID) -> KnownValue {
    guard let initializer = initializers[decl] else { return .unknown }
    switch ast.exprs[initializer].kind {
    case .array: return .array
    case .map: return .map
    case .set: return .set
    case .int, .float, .bool, .null, .string, .function, .range: return .immutable
    case .call(let callee, _):
      switch model.references[callee] {
      case .classType?: return .instance
      case .libraryMember(let library, let member)? where ast.text(member) == "create":
        return .library(ast.text(library))
      default: return .unknown
      }
    case .name, .selfReference, .superReference, .unary, .binary, .logical, .conditional, .isType,
      .index, .member, .invalid:
      return .unknown
    }
  }

}
