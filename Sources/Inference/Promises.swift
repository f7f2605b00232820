import IR

/// What a check of an annotation comes to for a value of a known type.
enum PromiseCheck: Equatable {

  /// It holds: the value, converted to the type.
  case holds(TypeID)

  /// It is tested when run; what passes is of the type.
  case tested(TypeID)

  /// It is broken: a TypeError.
  case broken
}

extension Selection {

  /// Returns the type of a value of type `type` after `promise` was checked.
  mutating func promised(_ type: TypeID, _ promise: TypePromise, _ module: Module) -> TypeID {
    switch check(type, promise.annotation, module) {
    case .holds(let result), .tested(let result): result
    case .broken: .bottom
    }
  }

  /// Returns what checking a value of type `type` against `annotation` comes to.
  mutating func check(
    _ type: TypeID, _ annotation: AnnotationID, _ module: Module
  ) -> PromiseCheck {
    let written = module.annotations[annotation]
    if let inner = types.unwrapped(type) { return checkOptional(inner, annotation, module) }
    if written.convertsIntToFloat && type == .int { return .holds(.float) }
    var admitted = written.tags
    if written.convertsIntToFloat { admitted.insert(.int) }
    if types.tags(of: type).isDisjoint(with: admitted) { return .broken }
    switch types[type] {
    case .array(let element):
      return parts(element, written.element, module) { $0.makeArray(of: $1) }
    case .set(let element):
      return parts(element, written.element, module) { $0.intern(.set($0.makeKey($1))) }
    case .map(let key, let value): return checkMap(key, value, written, module)
    case .instance(let id, _): return checkClass(type, id, written)
    case .function(let closures), .classObject(let closures):
      return checkArity(type, closures, written.arity)
    case .union: return checkTags(type, written, admitted)
    default: return .holds(type)
    }
  }

  private mutating func checkOptional(
    _ inner: TypeID, _ annotation: AnnotationID, _ module: Module
  ) -> PromiseCheck {
    let admitsNull = module.annotations[annotation].tags.contains(.null)
    switch check(inner, annotation, module) {
    case .holds(let type): return admitsNull ? .holds(join(type, .null)) : .tested(type)
    case .tested(let type): return .tested(admitsNull ? join(type, .null) : type)
    case .broken: return admitsNull ? .tested(.null) : .broken
    }
  }

  /// A tagged value: its tag decides, but for what the annotation says of parts, arity and class.
  private mutating func checkTags(
    _ type: TypeID, _ written: Annotation, _ admitted: TagSet
  ) -> PromiseCheck {
    let own = types.tags(of: type)
    let converts = written.convertsIntToFloat && own.contains(.int)
    let hasParts = !written.element.isNone || !written.key.isNone
    let saysMore =
      hasParts && !own.isDisjoint(with: [.array, .map, .set, .object])
      || !own.isDisjoint(with: [.function, .classObject]) && written.arity >= 0
      || own.contains(.instance) && !written.classes.isEmpty
    if admitted.isSuperset(of: own) && !converts && !saysMore { return .holds(type) }
    var passed = own.intersection(admitted)
    if converts { passed = passed.subtracting(.int).union(.float) }
    if passed == .instance, written.classes.count == 1 {
      return .tested(types.intern(.extending(written.classes[0])))
    }
    return .tested(types.value(passed))
  }

  private mutating func checkClass(
    _ type: TypeID, _ id: ClassTypeID, _ written: Annotation
  ) -> PromiseCheck {
    if written.classes.isEmpty { return .holds(type) }
    if written.classes.contains(where: { source.isClass(id, orExtends: $0) && !id.isNone }) {
      return .holds(type)
    }
    var passed = TypeID.bottom
    for admitted in written.classes {
      passed = join(passed, types.narrow(type, toClass: admitted, source))
    }
    if passed == type, case .instance(_, let known) = types[type], !known.isEmpty {
      return .holds(type)
    }
    return passed == .bottom ? .broken : .tested(passed)
  }

  private func checkArity(
    _ type: TypeID, _ closures: [ClosureID], _ arity: Int
  ) -> PromiseCheck {
    if arity < 0 { return .holds(type) }
    let fitting = closures.filter { source.closures[$0].functions[arity] != nil }
    if closures.isEmpty || !fitting.isEmpty && fitting.count < closures.count {
      return .tested(type)
    }
    return fitting.isEmpty ? .broken : .holds(type)
  }

  private mutating func checkMap(
    _ key: TypeID, _ value: TypeID, _ written: Annotation, _ module: Module
  ) -> PromiseCheck {
    let keys = parts(key, written.key, module) { $1 }
    let values = parts(value, written.element, module) { $1 }
    switch (keys, values) {
    case (.holds(let k), .holds(let v)): return .holds(types.makeMap(k, v))
    case (.holds(let k), .tested(let v)), (.tested(let k), .holds(let v)),
      (.tested(let k), .tested(let v)):
      return .tested(types.makeMap(k, v))
    case (.broken, _), (_, .broken): return .tested(.emptyMap)
    }
  }

  /// The elements of a homogeneous container decide for all; where one that is not empty breaks
  /// the promise, an empty one keeps it.
  private mutating func parts(
    _ element: TypeID, _ annotation: AnnotationID, _ module: Module,
    _ container: (inout TypeTable, TypeID) -> TypeID
  ) -> PromiseCheck {
    if annotation.isNone { return .holds(container(&types, element)) }
    if element == .bottom { return .holds(container(&types, annotated(annotation, module))) }
    switch check(element, annotation, module) {
    case .holds(let result): return .holds(container(&types, result))
    case .tested(let result): return .tested(container(&types, result))
    case .broken: return .tested(container(&types, .bottom))
    }
  }

  /// Returns the type of the values that `annotation` admits, as far as it tells.
  private mutating func annotated(_ annotation: AnnotationID, _ module: Module) -> TypeID {
    let written = module.annotations[annotation]
    let isOptional = written.tags.contains(.null) && written.tags != .null
    let type = annotated(written, written.tags.subtracting(isOptional ? .null : []), module)
    return isOptional ? join(type, .null) : type
  }

  private mutating func annotated(
    _ written: Annotation, _ tags: TagSet, _ module: Module
  ) -> TypeID {
    let element = written.element.isNone ? nil : annotated(written.element, module)
    let key = written.key.isNone ? nil : annotated(written.key, module)
    switch tags {
    case .array: return element.map { types.makeArray(of: $0) } ?? types.union(.array)
    case .set: return element.map { types.intern(.set(types.makeKey($0))) } ?? types.union(.set)
    case [.map, .object], .map:
      guard let key, let element else { return types.union(tags) }
      return types.makeMap(key, element)
    case .instance where written.classes.count == 1:
      return types.intern(.extending(written.classes[0]))
    default: return types.value(tags)
    }
  }

}
