import Sema
import Source
import Support
import Syntax

extension Evaluator {

  // MARK: Call expressions

  /// Evaluates a call; its result is as annotations promise.
  mutating func evaluateCall(
    _ id: ExprID, _ callee: ExprID, _ arguments: [ExprID]
  ) throws -> Value {
    let result = try evaluateUncheckedCall(id, callee, arguments)
    guard case .type(let type, let subject)? = program.model.resultPromises[id] else {
      return result
    }
    return try program.convert(result, to: type, of: subject, at: program.ast.exprs[id].anchor)
  }

  private mutating func evaluateUncheckedCall(
    _ id: ExprID, _ callee: ExprID, _ arguments: [ExprID]
  ) throws -> Value {
    let span = program.ast.exprs[id].anchor
    switch program.ast.exprs[callee].kind {
    case .name:
      if case .functions(let decls)? = program.model.references[callee], decls.count == 1 {
        let function = try function(decls[0], at: span)
        return try call(function, try evaluate(arguments), at: span)
      }
      if isAssert(callee), !arguments.isEmpty { return try evaluateAssert(arguments, at: span) }
    case .member(let object, let name) where program.model.references[callee] == nil:
      return try evaluateMethodCall(id, object, name, arguments, at: span)
    default: break
    }
    let function = try evaluate(callee)
    return try call(function, try evaluate(arguments), at: span)
  }

  private func isAssert(_ callee: ExprID) -> Bool {
    guard case .builtinFunction(let name)? = program.model.references[callee] else { return false }
    return program.text(name) == "assert"
  }

  /// Without a message the error shows the text of the condition.
  private mutating func evaluateAssert(_ arguments: [ExprID], at span: SourceSpan) throws -> Value {
    let values = try evaluate(arguments)
    if values[0].truth { return .null }
    let message = values.count > 1
      ? try text(of: values[1], at: span).string
      : program.sources.text(of: program.ast.exprs[arguments[0]].span)
    throw Fault("AssertionError", message, at: span)
  }

  private mutating func evaluateMethodCall(
    _ id: ExprID, _ object: ExprID, _ name: Symbol, _ arguments: [ExprID], at span: SourceSpan
  ) throws -> Value {
    if case .superReference = program.ast.exprs[object].kind {
      let method = try superMethod(name, at: span)
      return try call(method, try evaluate(arguments), at: span)
    }
    guard Predeclared.isMutating(program.text(name)), isPath(object) else {
      return try call(id, name, of: try evaluate(object), arguments, at: span)
    }
    let path = try path(of: object)
    let method = method(name)
    if let value = try? read(path) {
      if program.changesCollection(name, value) {
        return try mutateCollection(path, name, try evaluate(arguments), at: span)
      }
      if !(method?.changes(value) ?? false) {
        return try call(id, name, of: value, arguments, at: span)
      }
    }
    let values = try evaluate(arguments)
    guard let method else { throw program.noMember(name, of: try read(path), at: span) }
    return try mutate(path, by: method, name, values, arguments, at: span)
  }

  /// Evaluates the call `id` of the method `name` of `receiver`, or of what that member holds.
  private mutating func call(
    _ id: ExprID, _ name: Symbol, of receiver: Value, _ arguments: [ExprID], at span: SourceSpan
  ) throws -> Value {
    let result = try callMethod(name, of: receiver, try evaluate(arguments), at: span)
    guard program.model.resultPromises[id] == .field,
      let type = program.annotation(ofField: name, of: receiver),
      let resultType = program.ast.functionResult(of: type)
    else { return result }
    let subject = "the result of \(program.text(name))"
    return try program.convert(result, to: resultType, of: subject, at: span)
  }

  /// `true` iff `id` is a variable, or an element, a field or an entry of something.
  private func isPath(_ id: ExprID) -> Bool {
    switch program.ast.exprs[id].kind {
    case .name:
      if case .variable? = program.model.references[id] { return true }
      return false
    case .index: return true
    case .member: return program.model.references[id] == nil
    default: return false
    }
  }

  /// Calls the method `name` of `receiver`.
  mutating func callMethod(
    _ name: Symbol, of receiver: Value, _ arguments: [Value], at span: SourceSpan
  ) throws -> Value {
    switch receiver {
    case .instance(let instance):
      if let field = try program.field(name, of: instance, at: span) {
        return try call(field, arguments, at: span)
      }
      if instance.type.isCollection {
        return try callCollection(name, receiver, instance, arguments, at: span)
      }
      let methods = program.model.methods(name, of: instance.type.id)
      if !methods.isEmpty {
        return try call(methods, of: instance, arguments, at: span)
      }
    case .object(let map):
      if let field = map[.string(Text(program.text(name)))] {
        return try call(field, arguments, at: span)
      }
    case .library, .module:
      return try call(try member(name, of: receiver, at: span), arguments, at: span)
    case .builtinType(let type):
      if let result = try callStatic(type, program.text(name), arguments, at: span) {
        return result
      }
    default: break
    }
    if let method = method(name), method.applies(to: receiver) {
      if let property = method.property(of: receiver) {
        if arguments.isEmpty { return property }
        return try call(property, arguments, at: span)
      }
      var copy = receiver
      return try call(method, on: &copy, arguments, at: span)
    }
    if case .object(let object) = receiver,
      let result = try callObject(name, object, arguments, at: span)
    {
      return result
    }
    switch receiver {
    case .map, .object: return try call(member(name, of: receiver, at: span), arguments, at: span)
    default: throw program.noMember(name, of: receiver, at: span)
    }
  }

  private mutating func callCollection(
    _ name: Symbol, _ receiver: Value, _ instance: Instance, _ arguments: [Value],
    at span: SourceSpan
  ) throws -> Value {
    if program.changesCollection(name, receiver) {
      return try mutateTemporary(receiver, name, arguments, at: span)
    }
    let methods = program.collectionMethods(name, of: instance)
    if !methods.isEmpty { return try call(methods, of: instance, arguments, at: span) }
    guard let method = method(name), method.applies(to: receiver) else {
      throw program.noMember(name, of: receiver, at: span)
    }
    var copy = receiver
    return try call(method, on: &copy, arguments, at: span)
  }

  // MARK: Calls of values

  /// Calls the value `callee`.
  mutating func call(_ callee: Value, _ arguments: [Value], at span: SourceSpan) throws -> Value {
    switch callee {
    case .function(let function): return try call(function, arguments, at: span)
    case .classType(let type): return try construct(type, arguments, at: span)
    case .builtinType("Error"): return try makeError(arguments, at: span)
    default: throw Fault.type("\(program.typeName(of: callee)) is not a function", at: span)
    }
  }

  /// Calls `function`.
  mutating func call(
    _ function: FunctionValue, _ arguments: [Value], at span: SourceSpan
  ) throws -> Value {
    switch function.code {
    case .closure(let id, let scope, let receiver, let owner):
      return try call(id, scope, receiver, owner, arguments, at: span)
    case .overloads(let functions):
      let ids = functions.map(codeID)
      let chosen = try choose(among: ids, named: function.name!, arguments, at: span)
      return try call(functions[ids.firstIndex(of: chosen)!], arguments, at: span)
    case .boundMethod(let instance, let name):
      let methods = program.model.methods(name, of: instance.type.id)
      return try call(methods, of: instance, arguments, at: span)
    case .boundBuiltin(let receiver, let name):
      return try callMethod(name, of: receiver, arguments, at: span)
    case .builtin(let name): return try callBuiltin(name, arguments, at: span)
    case .libraryMember(let library, let member):
      return try callLibrary(library, member, arguments, at: span)
    }
  }

  private func codeID(_ function: FunctionValue) -> FuncID {
    guard case .closure(let id, _, _, _) = function.code else { unreachable("nested overloads") }
    return id
  }

  /// Calls that of `methods` of one name that fits, on `instance`.
  mutating func call(
    _ methods: [FuncID], of instance: Instance, _ arguments: [Value], at span: SourceSpan
  ) throws -> Value {
    var chosen = methods[0]
    if methods.count > 1 {
      let name = program.displayName(of: chosen)
      chosen = try choose(among: methods, named: name, arguments, at: span)
    }
    let owner = program.model.funcs[chosen].owningClass
    return try call(chosen, instance.type.scope, instance, owner, arguments, at: span)
  }

  /// Runs the function `id`.
  mutating func call(
    _ id: FuncID, _ scope: Scope?, _ receiver: Instance?, _ owner: ClassID?,
    _ arguments: [Value], at span: SourceSpan
  ) throws -> Value {
    let count = program.ast.funcs[id].parameters.count
    let required = arguments.count == count ? count : program.requiredCount(id)
    guard arguments.count <= count, arguments.count >= required else {
      let name = program.ast.funcs[id].decl.map(program.name) ?? "the function"
      throw Fault.arguments(name, required...count, arguments.count, at: span)
    }
    let activation = Activation(
      name: program.displayName(of: id), function: id, base: stack.count, scope: scope,
      receiver: receiver, owner: owner)
    return try enter(activation, slots: program.frameSizes[id], from: span) { this in
      try this.bindParameters(of: id, arguments)
      return try this.runBody(of: id)
    }
  }

  /// Runs `body` as the call `activation`, with a frame of `slots` variables, made at `span`.
  mutating func enter<R>(
    _ activation: Activation, slots: Int, from span: SourceSpan,
    _ body: (inout Evaluator) throws -> R
  ) throws -> R {
    if callers.count >= Self.callLimit || isStackExhausted() {
      throw Fault("StackOverflowError", "the call stack is exhausted", at: span)
    }
    callers.append(TraceEntry(function: current.name, span: span))
    let saved = current
    current = activation
    stack.append(contentsOf: repeatElement(.null, count: slots))
    defer {
      stack.removeLast(stack.count - current.base)
      current = saved
      callers.removeLast()
    }
    do {
      return try body(&self)
    } catch let fault as Fault {
      throw thrown(fault)
    }
  }

  private func isStackExhausted() -> Bool {
    var marker = 0
    return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) < stackLimit }
  }

  private mutating func bindParameters(of id: FuncID, _ arguments: [Value]) throws {
    if let captured = program.capturedParameters[id] {
      current.scope = Scope(captured, in: current.scope)
    }
    for (i, parameter) in program.ast.funcs[id].parameters.enumerated() {
      let span = program.ast.decls[parameter.decl].span
      let value = i < arguments.count ? arguments[i] : try evaluate(parameter.defaultValue!)
      try declare(parameter.decl, value, at: span)
    }
  }

  private mutating func runBody(of id: FuncID) throws -> Value {
    switch program.ast.funcs[id].body {
    case .expression(let value):
      let result = try evaluate(value)
      return try checkedResult(result, at: program.ast.exprs[value].span)
    case .block(let body):
      if case .returned(let value) = try run(body) { return value }
      return try checkedResult(.null, at: program.ast.funcs[id].span.endPoint)
    }
  }

  /// Returns `value` as the annotation of the current function's result admits it.
  func checkedResult(_ value: Value, at span: SourceSpan) throws -> Value {
    guard let id = current.function, let type = program.ast.funcs[id].result else { return value }
    let subject = "the result of \(program.displayName(of: id))"
    return try program.convert(value, to: type, of: subject, at: span)
  }

  // MARK: Overloads

  /// Returns the one of `functions` whose parameters fit `arguments` best.
  private func choose(
    among functions: [FuncID], named name: String, _ arguments: [Value], at span: SourceSpan
  ) throws -> FuncID {
    let byCount = functions.filter { program.arity(of: $0).contains(arguments.count) }
    if byCount.isEmpty {
      let counts = functions.map { program.arity(of: $0) }
      let (least, most) = (counts.map(\.lowerBound).min()!, counts.map(\.upperBound).max()!)
      throw Fault.arguments(name, least...most, arguments.count, at: span)
    }
    let fitting = byCount.filter { fits($0, arguments) }
    let best = fitting.filter { candidate in
      fitting.allSatisfy { candidate == $0 || isMoreSpecific(candidate, $0, arguments) }
    }
    if best.count == 1 { return best[0] }
    let types = arguments.map { program.typeName(of: $0) }.joined(separator: ", ")
    let problem = fitting.isEmpty ? "no \(name) takes" : "more than one \(name) takes"
    throw Fault.type("\(problem) (\(types))", at: span)
  }

  private func annotations(of id: FuncID) -> [TypeExprID?] {
    program.ast.funcs[id].parameters.map { program.ast.decls[$0.decl].annotation }
  }

  private func fits(_ id: FuncID, _ arguments: [Value]) -> Bool {
    zip(annotations(of: id), arguments).allSatisfy { type, value in
      type.map { program.converted(value, to: $0) != nil } ?? true
    }
  }

  private func isMoreSpecific(_ a: FuncID, _ b: FuncID, _ arguments: [Value]) -> Bool {
    let ranks = zip(zip(annotations(of: a), annotations(of: b)), arguments).map { types, value in
      (rank(types.0, value), rank(types.1, value))
    }
    if ranks.allSatisfy({ $0.0 == $0.1 }) {
      return program.ast.funcs[a].parameters.count < program.ast.funcs[b].parameters.count
    }
    return ranks.allSatisfy { $0.0 <= $0.1 }
  }

  /// How far `type` is from the type of `value`: 0 for the very type, more for wider ones.
  private func rank(_ type: TypeExprID?, _ value: Value) -> Int {
    guard let type else { return 1_000 }
    switch program.ast.typeExprs[type].kind {
    case .optional(let inner): return 300 + rank(inner, value) / 10
    case .union, .function, .invalid: return program.model.width(of: type, in: program.ast)
    case .name, .member:
      if !program.admits(type, value) { return 100 }
      guard case .instance(let instance) = value,
        case .classType(let decl)? = program.model.typeReferences[type]
      else { return program.model.width(of: type, in: program.ast) }
      return distance(instance.type.id, to: program.classID(of: decl))
    }
  }

  /// How many steps the class `id` is below `base`.
  private func distance(_ id: ClassID, to base: ClassID?) -> Int {
    var (distance, next) = (0, Optional(id))
    while let id = next, id != base {
      distance += 1
      next = program.model.classes[id].base
    }
    return distance
  }

}
