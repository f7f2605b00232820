import Library
import Source
import Support
import Syntax

/// A value that an annotation does not admit.
private struct BrokenPromise {

  /// The value, and what it belongs to.
  var value: ExprID
  var subject: String

  /// The annotation, and the type of the value.
  var expected: TypeExprID
  var found: String

}

/// Checks of literals, whose types are known, where annotations stand.
extension Resolver {

  /// Reports the literals of all modules that break an annotation.
  mutating func checkPromises() {
    for id in ast.stmts.ids {
      switch ast.stmts[id].kind {
      case .binding(let binding):
        if let value = binding.value { checkPromise(of: binding.decl, value) }
      case .assign(let target, nil, let value): checkAssignment(target, value)
      default: break
      }
    }
    for id in ast.funcs.ids {
      for parameter in ast.funcs[id].parameters {
        if let value = parameter.defaultValue { checkPromise(of: parameter.decl, value) }
      }
    }
    for id in ast.classes.ids {
      for field in ast.classes[id].fields {
        if let value = field.defaultValue { checkPromise(of: field.decl, value) }
      }
    }
    for id in ast.exprs.ids {
      if case .call(let callee, let arguments) = ast.exprs[id].kind {
        checkArguments(callee, arguments)
      }
    }
  }

  private mutating func checkPromise(of decl: DeclID, _ value: ExprID) {
    guard let type = ast.decls[decl].annotation else { return }
    checkPromise(value, type, of: name(of: decl))
  }

  /// Reports `value` if it breaks the annotation `type` of `subject`.
  mutating func checkPromise(
    _ value: ExprID, _ type: TypeExprID, of subject: String, notes: [Diagnostic.Note] = []
  ) {
    guard let broken = brokenPromise(value, type, subject) else { return }
    let expected = sources.text(of: ast.typeExprs[broken.expected].span)
    reportTypeError(
      "\(broken.subject) expects \(expected), not \(broken.found)",
      at: ast.exprs[broken.value].span, notes: notes, help: help(for: broken))
  }

  /// Reports what throws a TypeError: a warning where it is caught.
  private mutating func reportTypeError(
    _ message: String, at span: SourceSpan, notes: [Diagnostic.Note] = [], help: String? = nil
  ) {
    if model.isCaught(span) {
      return warnOfFailure("TypeError", message, at: span, help: help)
    }
    report(.brokenPromise, message, at: span, notes: notes, help: help)
  }

  private func help(for broken: BrokenPromise) -> String? {
    switch ast.exprs[broken.value].kind {
    case .map(let entries) where entries.isEmpty && isNamed("Set", broken.expected):
      return "'{}' is the empty map; the empty set is 'sets.create()'"
    case .function(let function):
      guard case .function(let parameters, _) = ast.typeExprs[broken.expected].kind else {
        return nil
      }
      let taken = Arity.text(of: [arity(of: function)])
      return "this function takes \(taken), not \(parameters.count)"
    default: return nil
    }
  }

  /// `true` iff `type` is the type `text`, with arguments or without.
  func isNamed(_ text: String, _ type: TypeExprID) -> Bool {
    if case .name(let name, _) = ast.typeExprs[type].kind { ast.text(name) == text } else { false }
  }

  /// Checks what `function`, whose result is annotated, returns.
  mutating func checkResult(_ value: ExprID, of function: FuncID) {
    guard let type = ast.funcs[function].result else { return }
    checkPromise(value, type, of: resultName(of: function))
  }

  /// Checks that `function`, whose result is annotated, may return Null, as it does at `span`.
  mutating func checkEmptyReturn(of function: FuncID, at span: SourceSpan) {
    guard let type = ast.funcs[function].result, !admitsNull(type) else { return }
    let expected = sources.text(of: ast.typeExprs[type].span)
    reportTypeError("\(resultName(of: function)) expects \(expected), not Null", at: span)
  }

  /// Returns what messages call the result of `function`.
  private func resultName(of function: FuncID) -> String {
    let name = ast.funcs[function].decl.map { self.name(of: $0) } ?? "<function>"
    return "the result of \(name)"
  }

  private mutating func checkAssignment(_ target: ExprID, _ value: ExprID) {
    switch ast.exprs[target].kind {
    case .name:
      if case .variable(let decl)? = model.references[target] { checkPromise(of: decl, value) }
    case .member(_, let name):
      if let type = writtenType(of: target) { checkPromise(value, type, of: ast.text(name)) }
    default: break
    }
  }

  // MARK: Arguments

  /// Checks the arguments of a call whose callee is known.
  private mutating func checkArguments(_ callee: ExprID, _ arguments: [ExprID]) {
    if case .classType(let decl)? = model.references[callee],
      let type = model.classOfDecl[decl], model.methods(initName, of: type).isEmpty
    {
      return check(arguments, against: model.classes[type].fields.compactMap(\.decl))
    }
    let functions = functions(calledBy: callee).filter {
      arity(of: $0).contains(arguments.count)
    }
    let lists = functions.map { ast.funcs[$0].parameters.map(\.decl) }
    if lists.count == 1 { return check(arguments, against: lists[0]) }
    guard lists.count > 1, lists.allSatisfy({ !mayTake($0, arguments) }) else { return }
    let declarations = functions.compactMap { ast.funcs[$0].decl }
    let types = arguments.map { literalType($0) ?? "…" }.joined(separator: ", ")
    reportTypeError(
      "no \(name(of: declarations[0])) takes (\(types))", at: ast.exprs[callee].anchor,
      notes: declarations.prefix(5).map(declared))
  }

  private mutating func check(_ arguments: [ExprID], against parameters: [DeclID]) {
    for (decl, argument) in zip(parameters, arguments) {
      guard let type = ast.decls[decl].annotation else { continue }
      checkPromise(argument, type, of: name(of: decl), notes: [declared(decl)])
    }
  }

  private func mayTake(_ parameters: [DeclID], _ arguments: [ExprID]) -> Bool {
    zip(parameters, arguments).allSatisfy { decl, argument in
      ast.decls[decl].annotation.map { brokenPromise(argument, $0, "") == nil } ?? true
    }
  }

  /// Returns the functions, methods or initialisers one of which a call of `callee` surely calls;
  /// none if they are not known.
  private func functions(calledBy callee: ExprID) -> [FuncID] {
    switch model.references[callee] {
    case .functions(let decls)?: return decls.compactMap { model.functionOfDecl[$0] }
    case .classType(let decl)?:
      return model.classOfDecl[decl].map { model.methods(initName, of: $0) } ?? []
    case nil:
      guard case .member(let object, let name) = ast.exprs[callee].kind,
        let type = knownClass(of: object), !isOverridden(name, below: type)
      else { return [] }
      return model.methods(name, of: type)
    default: return []
    }
  }

  // MARK: Literals

  /// Returns what of the literal `value` breaks the annotation `type` of `subject`, if anything.
  private func brokenPromise(
    _ value: ExprID, _ type: TypeExprID, _ subject: String
  ) -> BrokenPromise? {
    guard let found = literalType(value) else { return nil }
    let whole = BrokenPromise(value: value, subject: subject, expected: type, found: found)
    switch ast.typeExprs[type].kind {
    case .optional(let inner):
      guard found != "Null", let broken = brokenPromise(value, inner, subject) else { return nil }
      return broken.value == value ? whole : broken
    case .union(let parts):
      return parts.allSatisfy { brokenPromise(value, $0, subject) != nil } ? whole : nil
    case .function(let parameters, _):
      guard case .function(let function) = ast.exprs[value].kind else { return whole }
      return arity(of: function).contains(parameters.count) ? nil : whole
    case .name(_, let arguments):
      if !admits(type, value, found) { return whole }
      return arguments.isEmpty ? nil : brokenElement(value, arguments, subject)
    case .member: return admits(type, value, found) ? nil : whole
    case .invalid: return nil
    }
  }

  private func brokenElement(
    _ value: ExprID, _ types: [TypeExprID], _ subject: String
  ) -> BrokenPromise? {
    let element = "an element of \(subject)"
    switch ast.exprs[value].kind {
    case .array(let elements), .set(let elements):
      return elements.lazy.compactMap { brokenPromise($0, types[0], element) }.first
    case .map(let entries) where types.count == 2:
      return entries.lazy.compactMap {
        brokenPromise($0.key, types[0], "a key of \(subject)")
          ?? brokenPromise($0.value, types[1], element)
      }.first
    default: return nil
    }
  }

  /// Returns the name of the type of `value`, if its form tells.
  private func literalType(_ value: ExprID) -> String? {
    switch ast.exprs[value].kind {
    case .int: "Int"
    case .float: "Float"
    case .bool, .logical, .isType, .unary(.not, _): "Boolean"
    case .null: "Null"
    case .string: "String"
    case .array: "Array"
    case .set: "Set"
    case .map: "Map"
    case .range: "Range"
    case .function: "Function"
    case .call(let callee, _):
      if case .classType(let decl)? = model.references[callee] { name(of: decl) } else { nil }
    default: nil
    }
  }

  /// `true` iff the named type `type` admits `value`, which is of the type `found`.
  private func admits(_ type: TypeExprID, _ value: ExprID, _ found: String) -> Bool {
    switch model.typeReferences[type] {
    case .builtinType(let name)?:
      if case .call = ast.exprs[value].kind { return ast.text(name) == "Any" }
      return admits(builtin: ast.text(name), found)
    case .classType(let decl)?:
      guard case .call = ast.exprs[value].kind, let made = knownClass(of: value),
        let base = model.classOfDecl[decl]
      else { return false }
      return hasUnknownBase(made) || model.isClass(made, derivedFrom: base)
    default: return true
    }
  }

  private func admits(builtin name: String, _ found: String) -> Bool {
    switch name {
    case "Any": true
    case "Bool": found == "Boolean"
    case "Void": found == "Null"
    case "Float", "Number": found == "Int" || found == "Float"
    case "Object": found == "Map"
    default: found == name
    }
  }

}
