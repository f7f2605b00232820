import Sema
import Source
import Support
import Syntax

extension Evaluator {

  /// Returns a new instance of `type`.
  mutating func construct(
    _ type: ClassValue, _ arguments: [Value], at span: SourceSpan
  ) throws -> Value {
    let fields = program.model.classes[type.id].fields
    let instance = Instance(
      type: type, fields: Array(repeating: .null, count: fields.count), unset: [])
    let initializers = program.initializers(of: type.id)
    let given = initializers.isEmpty ? arguments : []
    let positional = fields.filter { $0.decl != nil }.count
    if given.count > positional {
      let name = program.className(type.id)
      let required = program.requiredFields(of: type.id)
      throw Fault.arguments(name, required...positional, given.count, at: span)
    }
    try setFields(of: instance, given, at: span)
    if !initializers.isEmpty {
      _ = try call(initializers, of: instance, arguments, at: span)
    }
    return .instance(instance)
  }

  /// Sets the fields from the arguments, then from their defaults.
  private mutating func setFields(
    of instance: Instance, _ given: [Value], at span: SourceSpan
  ) throws {
    let fields = program.model.classes[instance.type.id].fields
    for (i, field) in fields.enumerated() {
      guard let decl = field.decl else { continue }
      if i < given.count {
        instance.fields[i] = try promised(given[i], decl, at: span)
      } else if let initializer = program.defaultValue(of: decl) {
        let activation = Activation(
          name: program.className(instance.type.id), base: stack.count,
          scope: instance.type.scope, receiver: instance, owner: field.owner)
        instance.fields[i] = try enter(activation, slots: 0, from: span) { this in
          let value = try this.evaluate(initializer)
          return try this.promised(value, decl, at: this.program.ast.exprs[initializer].span)
        }
      } else if !program.admitsNull(decl) {
        instance.unset.insert(i)
      }
    }
  }

  private func promised(_ value: Value, _ decl: DeclID, at span: SourceSpan) throws -> Value {
    guard let type = program.ast.decls[decl].annotation else { return value }
    return try program.convert(value, to: type, of: program.name(of: decl), at: span)
  }

  /// Returns the method `name` of the base class of the current method's class, bound to `self`.
  mutating func superMethod(_ name: Symbol, at span: SourceSpan) throws -> FunctionValue {
    guard let receiver = current.receiver, let owner = current.owner else {
      unreachable("super outside a method")
    }
    let base = program.model.classes[owner].base
    let methods = program.model.methods(name, of: base)
    guard !methods.isEmpty else {
      throw program.noMember(name, of: .instance(receiver), at: span)
    }
    let functions = methods.map { id in
      FunctionValue(
        .closure(
          id, receiver.type.scope, receiver: receiver, owner: program.model.funcs[id].owningClass),
        name: program.text(name))
    }
    if functions.count == 1 { return functions[0] }
    return FunctionValue(.overloads(functions), name: program.text(name))
  }

  /// `Error(message[, kind])`: the message is the text form of what is given.
  mutating func makeError(_ arguments: [Value], at span: SourceSpan) throws -> Value {
    let counts = Predeclared.arity(of: "Error")!.counts
    guard counts.contains(arguments.count) else {
      throw Fault.arguments("Error", counts, arguments.count, at: span)
    }
    var kind = "Error"
    if arguments.count == 2 {
      guard case .string(let text) = arguments[1] else {
        throw Fault.type(
          "kind expects String, not \(program.typeName(of: arguments[1]))", at: span)
      }
      kind = text.string
    }
    let message = Value.string(try text(of: arguments[0], at: span))
    return .error(ErrorValue(kind: kind, message: message, trace: []))
  }

}

extension Program {

  fileprivate func initializers(of id: ClassID) -> [FuncID] {
    guard let name = ast.symbols.symbol(of: "init") else { return [] }
    return model.methods(name, of: id)
  }

  /// The numbers of arguments that construction takes.
  func constructorArities(of id: ClassID) -> [ClosedRange<Int>] {
    let initializers = initializers(of: id)
    if !initializers.isEmpty { return initializers.map { arity(of: $0) } }
    let positional = model.classes[id].fields.filter { $0.decl != nil }.count
    return [requiredFields(of: id)...positional]
  }

  fileprivate func requiredFields(of id: ClassID) -> Int {
    let fields = model.classes[id].fields
    return (fields.lastIndex { field in
      field.decl.map { defaultValue(of: $0) == nil && !admitsNull($0) } ?? false
    } ?? -1) + 1
  }

  fileprivate func defaultValue(of decl: DeclID) -> ExprID? { fieldDefaults[decl] }

  fileprivate func admitsNull(_ decl: DeclID) -> Bool {
    ast.decls[decl].annotation.map { admits($0, .null) } ?? true
  }

}
