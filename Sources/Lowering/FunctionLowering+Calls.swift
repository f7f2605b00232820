import IR
import Sema
import Source
import Support
import Syntax

extension FunctionLowering {

  /// Lowers a call; what it returns is of no use unless `isUsed`.
  mutating func lowerCall(
    _ id: ExprID, _ callee: ExprID, _ arguments: [ExprID], isUsed: Bool
  ) -> ValueID {
    if let test = lowerTagTest(id) { return test }
    let anchor = ast.exprs[id].anchor
    switch (ast.exprs[callee].kind, model.references[callee]) {
    case (_, .functions(let decls)): return lowerCall(of: decls, arguments, at: anchor)
    case (_, .builtinFunction(let name)):
      return lowerBuiltin(ast.text(name), arguments, at: anchor)
    case (_, .classType): return notCompiledYet("classes are", at: anchor)
    case (_, .libraryMember): return notCompiledYet("this library function is", at: anchor)
    case (.member(let receiver, let name), nil):
      return lowerMethod(receiver, ast.text(name), arguments, at: anchor, isUsed: isUsed)
    default: return notCompiledYet("a call of a function value is", at: anchor)
    }
  }

  private mutating func lowerCall(
    of decls: [DeclID], _ arguments: [ExprID], at span: SourceSpan
  ) -> ValueID {
    let fitting = decls.compactMap { decl -> FunctionID? in
      guard let function = model.functionOfDecl[decl] else { return nil }
      return shared.functions[.init(function: function, arity: arguments.count)]
    }
    guard fitting.count == 1 else {
      return notCompiledYet("a choice among overloads by type is", at: span)
    }
    let values = arguments.map { lower($0) }
    return emit(.call, values, immediate: Int64(fitting[0].raw), at: span)
  }

  // MARK: Predeclared functions

  private mutating func lowerBuiltin(
    _ name: String, _ arguments: [ExprID], at span: SourceSpan
  ) -> ValueID {
    switch (name, arguments.count) {
    case ("print", _):
      let values = arguments.map { lower($0) }
      return emit(.print, values, at: span)
    case ("len", 1): return emit(.genericLength, [lower(arguments[0])], at: span)
    case ("str", 1): return emit(.genericToString, [lower(arguments[0])], at: span)
    case ("int", 1): return emit(.genericToInt, [lower(arguments[0])], at: span)
    case ("float", 1): return emit(.genericToFloat, [lower(arguments[0])], at: span)
    case ("bool", 1): return emit(.genericToBool, [lower(arguments[0])], at: span)
    case ("type", 1): return emit(.genericTypeName, [lower(arguments[0])])
    case ("range", 1):
      let zero = emit(.constInt, [], immediate: 0)
      return emit(.genericRange, [zero, lower(arguments[0])], at: span)
    case ("range", 2):
      let start = lower(arguments[0])
      return emit(.genericRange, [start, lower(arguments[1])], at: span)
    case ("range", 3):
      let (start, end) = (lower(arguments[0]), lower(arguments[1]))
      return emit(.genericSteppedRange, [start, end, lower(arguments[2])], at: span)
    default: return notCompiledYet("'\(name)' with \(arguments.count) arguments is", at: span)
    }
  }

  // MARK: Members and methods

  mutating func lowerMember(_ id: ExprID, _ object: ExprID, _ name: Symbol) -> ValueID {
    let span = ast.exprs[id].anchor
    if model.references[id] != nil {
      return notCompiledYet("members of libraries and modules are", at: span)
    }
    switch ast.text(name) {
    case "type": return emit(.genericTypeName, [lower(object)])
    case "length": return emit(.genericLength, [lower(object)], at: span)
    case let name: return unknownMember(name, at: span)
    }
  }

  private mutating func lowerMethod(
    _ receiver: ExprID, _ name: String, _ arguments: [ExprID], at span: SourceSpan, isUsed: Bool
  ) -> ValueID {
    switch (name, arguments.count) {
    case ("push", 1): return lowerPush(receiver, arguments[0], at: span)
    case ("pop", 0): return lowerPop(receiver, at: span)
    case ("toString", 0), ("to_string", 0):
      return emit(.genericToString, [lower(receiver)], at: span)
    case ("toInt", 0), ("to_int", 0): return emit(.genericToInt, [lower(receiver)], at: span)
    case ("toFloat", 0), ("to_float", 0):
      return emit(.genericToFloat, [lower(receiver)], at: span)
    case ("toBool", 0), ("to_bool", 0): return emit(.genericToBool, [lower(receiver)], at: span)
    case ("length", 0): return emit(.genericLength, [lower(receiver)], at: span)
    default: return unknownMember(name, at: span)
    }
  }

  /// Reports a member that no value has, or that has no lowering yet.
  private mutating func unknownMember(_ name: String, at span: SourceSpan) -> ValueID {
    let isOfClass = model.classes.elements.contains { info in
      info.fields.contains { ast.text($0.name) == name }
        || info.methods.keys.contains { ast.text($0) == name }
    }
    if isOfClass || Predeclared.isMember(name) {
      return notCompiledYet("the member '\(name)' is", at: span)
    }
    let near = Predeclared.nearestMember(to: name)
    shared.diagnostics.insert(
      Diagnostic(
        .error, "E0311", "no value has a member '\(name)'", at: span,
        help: near.map { "did you mean '\($0)'?" }))
    return emit(.constNull, [])
  }

  /// `path.push(value)`: the updated array.
  private mutating func lowerPush(
    _ receiver: ExprID, _ argument: ExprID, at span: SourceSpan
  ) -> ValueID {
    guard let path = lowerPath(receiver) else { return emit(.constNull, []) }
    let value = keepPromise(
      ofElementOf: path, depth: path.indices.count + 1, lower(argument),
      at: ast.exprs[argument].span)
    var result: ValueID?
    mutate(path, at: span, check: { this, container in
      this.emit(.genericCheckPush, [container], at: span)
    }, update: { this, container in
      let updated = this.emit(.genericPush, [container, value], at: span)
      result = updated
      return updated
    })
    return result!
  }

  /// `path.pop()`: the element removed.
  private mutating func lowerPop(_ receiver: ExprID, at span: SourceSpan) -> ValueID {
    guard let path = lowerPath(receiver) else { return emit(.constNull, []) }
    var element: ValueID?
    mutate(path, at: span, check: { this, container in
      element = this.emit(.genericLast, [container], at: span)
      return nil
    }, update: { this, container in
      this.emit(.genericDropLast, [container], at: span)
    })
    return element!
  }

}
