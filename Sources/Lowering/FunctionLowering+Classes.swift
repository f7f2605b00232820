import IR
import Sema
import Source
import Support
import Syntax

extension FunctionLowering {

  // MARK: Making instances

  /// Lowers the function that makes an instance of `id` from `count` arguments.
  mutating func lowerConstructor(of id: ClassID, given count: Int) {
    let span = ast.decls[ast.classes[id].decl].span
    let captures = shared.captures.captures(of: id)
    isConstructor = true
    declareCaptures(captures)
    let arguments = (0..<count).map { _ in appendParameter() }
    let type = shared.classType(id)
    let instance = emit(.instanceMake, [], immediate: Int64(type.raw), hiddenAt: span)
    for captured in captures {
      let name = shared.hiddenField(captured)
      setField(name, of: instance, values(of: [captured])[0], at: span)
    }
    for next in shared.chain(id) { receivers[next] = instance }
    let initializers = shared.initializers(of: id)
    let given = initializers.isEmpty ? arguments : []
    clearFields(of: id, instance, given: given.count, at: span)
    setFields(of: id, instance, given, at: span)
    if let (function, _) = shared.callable(initializers, arity: count) {
      emit(.call, [instance] + arguments, immediate: Int64(function.raw), hiddenAt: span)
    }
    terminate(.returnValue(instance))
  }

  /// Sets the fields to Null that something may read before they get a value; those that are an
  /// error to read then are made so.
  private mutating func clearFields(
    of id: ClassID, _ instance: ValueID, given count: Int, at span: SourceSpan
  ) {
    let fields = model.classes[id].fields
    let defaults = fields.compactMap { $0.decl.flatMap { shared.defaultValue(of: $0) } }
    let isSeen = InitializerAnalysis.mentionsSelf(defaults, shared)
    var set = isSeen ? [] : InitializerAnalysis.fieldsSet(byMakingOf: id, in: shared)
    set.formUnion(fields.filter { $0.decl != nil }.prefix(count).map(\.name))
    let known = shared.module.classes[shared.classType(id)].fields
    set.formUnion(known.filter(\.mayBeUnset).map(\.name))
    for field in fields where !set.contains(field.name) {
      setField(field.name, of: instance, emit(.constNull, []), at: span)
    }
  }

  /// Sets the fields from the arguments, by position, then from their defaults.
  private mutating func setFields(
    of id: ClassID, _ instance: ValueID, _ given: [ValueID], at span: SourceSpan
  ) {
    let fields = model.classes[id].fields.filter { $0.decl != nil }
    for (i, field) in fields.enumerated() {
      guard let decl = field.decl else { continue }
      if i < given.count {
        let value = keepPromise(of: decl, given[i], hiddenAt: span)
        setField(field.name, of: instance, value, at: span)
      } else if let initializer = shared.defaultValue(of: decl) {
        selfClass = field.owner
        let value = keepPromise(of: decl, lower(initializer), at: ast.exprs[initializer].span)
        setField(field.name, of: instance, value, at: span)
      }
    }
    selfClass = nil
  }

  private mutating func keepPromise(
    of decl: DeclID, _ value: ValueID, hiddenAt span: SourceSpan
  ) -> ValueID {
    guard let type = ast.decls[decl].annotation else { return value }
    let promise = makePromise(type, subject: text(ast.decls[decl].name))
    return emit(.checkPromise, [value], immediate: Int64(promise), hiddenAt: span)
  }

  private mutating func setField(
    _ name: Symbol, of instance: ValueID, _ value: ValueID, at span: SourceSpan
  ) {
    emit(.genericSetMember, [instance, value], immediate: Int64(name.raw), hiddenAt: span)
  }

  /// Calls the constructor of the class that `decl` declares.
  mutating func lowerConstruction(
    _ decl: DeclID, _ arguments: [ExprID], at span: SourceSpan
  ) -> ValueID {
    let type = model.classOfDecl[decl]!
    let key = ModuleLowering.ConstructorKey(type: type, arity: arguments.count)
    var values = arguments.map { lower($0) }
    if shared.initializers(of: type).isEmpty {
      let fields = model.classes[type].fields.compactMap(\.decl)
      for (i, field) in fields.prefix(values.count).enumerated() {
        values[i] = keepPromise(of: field, values[i], at: span)
      }
    }
    guard let function = shared.constructors[key] else {
      return emit(.genericCall, [classValue(decl)] + values, at: span)
    }
    let leading = self.values(of: shared.captures.captures(of: type))
    return emit(.call, leading + values, immediate: Int64(function.raw), at: span)
  }

  // MARK: self and super

  /// Returns what `self` means here.
  func receiver() -> ValueID {
    guard let selfClass, let receiver = receivers[selfClass] else {
      unreachable("self outside a method")
    }
    return receiver
  }

  /// Returns the methods that `super.name` means here.
  private func baseMethods(_ name: Symbol) -> [FuncID] {
    model.methods(name, of: selfClass.flatMap { model.classes[$0].base })
  }

  /// Calls the method `name` of the base class on `self`.
  mutating func lowerBaseCall(
    _ name: Symbol, _ arguments: [ExprID], at span: SourceSpan
  ) -> ValueID {
    let values = arguments.map { lower($0) }
    let group = baseMethods(name)
    guard let (function, _) = shared.callable(group, arity: values.count) else {
      return emit(.genericCall, [baseMethod(name, at: span)] + values, at: span)
    }
    return emit(.call, [receiver()] + values, immediate: Int64(function.raw), at: span)
  }

  /// Returns the method `name` of the base class bound to `self`.
  mutating func baseMethod(_ name: Symbol, at span: SourceSpan) -> ValueID {
    let closure = shared.demandClosure(of: baseMethods(name))
    return emit(.closureMake, [receiver()], immediate: Int64(closure.raw), at: span)
  }

}
