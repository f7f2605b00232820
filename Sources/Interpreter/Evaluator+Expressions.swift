import Sema
import Source
import Support
import Syntax

extension Evaluator {

  /// Returns the value of the expression `id`.
  mutating func evaluate(_ id: ExprID) throws -> Value {
    switch program.ast.exprs[id].kind {
    case .int(let value): return .int(Int(value))
    case .float(let value): return .float(value)
    case .bool(let value): return .bool(value)
    case .null: return .null
    case .string(let symbol): return .string(literal(symbol))
    case .name: return try evaluateName(id)
    case .selfReference, .superReference:
      guard let receiver = current.receiver else { unreachable("self outside a method") }
      return .instance(receiver)
    case .array(let elements): return .array(try evaluate(elements))
    case .set(let elements): return try evaluateSet(elements)
    case .map(let entries): return try evaluateMap(entries)
    case .unary(let operation, let operand):
      let value = try evaluate(operand)
      return try apply(operation, value, at: program.ast.exprs[id].anchor)
    case .binary(let operation, let a, let b):
      let left = try evaluate(a)
      return try apply(operation, left, try evaluate(b), at: program.ast.exprs[id].anchor)
    case .logical(.and, let a, let b):
      return .bool(try evaluate(a).truth && evaluate(b).truth)
    case .logical(.or, let a, let b):
      return .bool(try evaluate(a).truth || evaluate(b).truth)
    case .conditional(let condition, let a, let b):
      return try evaluate(try evaluate(condition).truth ? a : b)
    case .range(let a, let b, let step):
      let (start, end) = (try evaluate(a), try evaluate(b))
      let width = try step.map { try evaluate($0) } ?? .int(1)
      return .range(try range(start, end, width, at: program.ast.exprs[id].anchor))
    case .isType(let operand, let type): return .bool(program.admits(type, try evaluate(operand)))
    case .call(let callee, let arguments): return try evaluateCall(id, callee, arguments)
    case .index(let container, let index):
      let base = try evaluate(container)
      return try program.index(base, try evaluate(index), at: program.ast.exprs[id].anchor)
    case .member(let object, let name): return try evaluateMember(id, object, name)
    case .function(let function): return .function(closure(of: function))
    case .invalid: unreachable("an expression that was not parsed")
    }
  }

  /// Returns the values of `ids`, evaluated in order.
  mutating func evaluate(_ ids: [ExprID]) throws -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(ids.count)
    for id in ids { values.append(try evaluate(id)) }
    return values
  }

  private mutating func literal(_ symbol: Symbol) -> Text {
    if let text = literals[symbol] { return text }
    let text = Text(program.text(symbol))
    literals[symbol] = text
    return text
  }

  private mutating func evaluateSet(_ elements: [ExprID]) throws -> Value {
    var set = OrderedMap()
    for element in elements {
      let value = try evaluate(element)
      set.set(try program.key(value, at: program.ast.exprs[element].span), value, to: .null)
    }
    return .set(set)
  }

  private mutating func evaluateMap(_ entries: [MapEntry]) throws -> Value {
    var map = OrderedMap()
    for entry in entries {
      let keyValue = try evaluate(entry.key)
      let value = try evaluate(entry.value)
      let key = try program.key(keyValue, at: program.ast.exprs[entry.key].span)
      map.set(key, keyValue, to: value)
    }
    return .map(map)
  }

  // MARK: Names

  private mutating func evaluateName(_ id: ExprID) throws -> Value {
    guard let reference = program.model.references[id] else {
      unreachable("a name that was not resolved")
    }
    return try evaluate(reference, at: program.ast.exprs[id].span)
  }

  /// Returns the value of what `reference` means.
  mutating func evaluate(_ reference: Reference, at span: SourceSpan) throws -> Value {
    switch reference {
    case .variable(let decl):
      if program.ast.decls[decl].kind == .imported {
        return try evaluate(program.model.decls[decl].target, at: span)
      }
      return try read(decl, at: span)
    case .functions(let decls):
      if decls.count == 1 { return .function(try function(decls[0], at: span)) }
      let functions = try decls.map { try function($0, at: span) }
      return .function(FunctionValue(.overloads(functions), name: functions[0].name))
    case .classType(let decl): return .classType(try classValue(decl, at: span))
    case .builtinFunction(let name):
      let text = program.text(name)
      if text == "args" { return .array(arguments.map(Value.text)) }
      return .function(FunctionValue(.builtin(text), name: text))
    case .builtinType(let name): return .builtinType(program.text(name))
    case .library(let name): return .library(name)
    case .libraryMember(let library, let member):
      return try libraryMember(program.text(library), program.text(member), at: span)
    case .module(let index): return .module(index)
    case .unresolved: unreachable("a name with a diagnostic")
    }
  }

  /// Returns the function that `decl` declares.
  mutating func function(_ decl: DeclID, at span: SourceSpan) throws -> FunctionValue {
    if program.livesInScope(decl) {
      guard case .function(let function) = try read(decl, at: span) else {
        unreachable("a function's variable holds something else")
      }
      return function
    }
    if let function = functionValues[decl] { return function }
    guard let id = program.model.functionOfDecl[decl] else { unreachable("no code of a function") }
    let code = FunctionValue.Code.closure(id, nil, receiver: nil, owner: nil)
    let function = FunctionValue(code, name: program.name(of: decl))
    functionValues[decl] = function
    return function
  }

  /// Returns the class that `decl` declares.
  mutating func classValue(_ decl: DeclID, at span: SourceSpan) throws -> ClassValue {
    if program.livesInScope(decl) {
      guard case .classType(let type) = try read(decl, at: span) else {
        unreachable("a class's variable holds something else")
      }
      return type
    }
    if let type = classValues[decl] { return type }
    let id = program.classID(of: decl)
    let isCollection = program.model.isLibraryCollection(id, in: program.ast)
    let type = ClassValue(id: id, scope: nil, isCollection: isCollection)
    classValues[decl] = type
    return type
  }

  /// Returns the function `id` with the variables around it as they are here.
  func closure(of id: FuncID) -> FunctionValue {
    let name = program.ast.funcs[id].decl.map(program.name)
    let code = FunctionValue.Code.closure(
      id, current.scope, receiver: current.receiver, owner: current.owner)
    return FunctionValue(code, name: name)
  }

  // MARK: Members

  private mutating func evaluateMember(
    _ id: ExprID, _ object: ExprID, _ name: Symbol
  ) throws -> Value {
    let span = program.ast.exprs[id].anchor
    if let reference = program.model.references[id] { return try evaluate(reference, at: span) }
    if case .superReference = program.ast.exprs[object].kind {
      return .function(try superMethod(name, at: span))
    }
    return try member(name, of: try evaluate(object), at: span)
  }

  /// Returns the member `name` of `value`.
  mutating func member(_ name: Symbol, of value: Value, at span: SourceSpan) throws -> Value {
    let text = program.text(name)
    if text == "type" { return .text(program.typeName(of: value)) }
    switch value {
    case .instance(let instance):
      if let field = try program.field(name, of: instance, at: span) { return field }
      if program.isProperty(name, of: instance) {
        let getter = program.collectionMethods(name, of: instance)
        return try call(getter, of: instance, [], at: span)
      }
      if !program.model.methods(name, of: instance.type.id).isEmpty {
        return .function(FunctionValue(.boundMethod(instance, name), name: text))
      }
    case .object(let map):
      if let field = map[.string(Text(text))] { return field }
    case .error(let error):
      if let field = program.errorMember(text, of: error) { return field }
    case .library(let library): return try libraryMember(program.text(library), text, at: span)
    case .module(let index): return try moduleMember(name, of: index, at: span)
    default: break
    }
    if let method = method(name), method.applies(to: value) {
      if let property = method.property(of: value) { return property }
      return .function(FunctionValue(.boundBuiltin(value, name), name: text))
    }
    if case .map(let map) = value { return map[.string(Text(text))] ?? .null }
    if case .object = value { return .null }
    throw program.noMember(name, of: value, at: span)
  }

  /// Returns the public top-level name `name` of a module that is used as a value.
  private mutating func moduleMember(
    _ name: Symbol, of index: Int, at span: SourceSpan
  ) throws -> Value {
    let declarations = program.ast.modules[index].body.statements.compactMap {
      topLevelDeclaration(of: $0)
    }
    let exportsSome = declarations.contains { $0.visibility == .exported }
    let found = declarations.last { decl, visibility in
      program.ast.decls[decl].name == name
        && (visibility == .exported || !exportsSome && visibility == .unspecified)
    }
    guard let decl = found?.decl else {
      throw program.noMember(name, of: .module(index), at: span)
    }
    switch program.ast.decls[decl].kind {
    case .function: return .function(try function(decl, at: span))
    case .class: return .classType(try classValue(decl, at: span))
    default: return try read(decl, at: span)
    }
  }

  private func topLevelDeclaration(
    of id: StmtID
  ) -> (decl: DeclID, visibility: Visibility)? {
    switch program.ast.stmts[id].kind {
    case .binding(let binding): (binding.decl, binding.visibility)
    case .function(let id, let visibility): program.ast.funcs[id].decl.map { ($0, visibility) }
    case .classDecl(let id, let visibility): (program.ast.classes[id].decl, visibility)
    default: nil
    }
  }

  /// Returns the method of the library that `name` means, in either spelling.
  mutating func method(_ name: Symbol) -> Method? {
    if let known = methodNames[name] { return known }
    let method = Method(spelling: program.text(name))
    methodNames[name] = .some(method)
    return method
  }

}
