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
    var admitted = written.tags
    if written.convertsIntToFloat { admitted.insert(.int) }
    let own = types.tags(of: type)
    if own.isDisjoint(with: admitted) { return .broken }
    if let element = types.element(of: type), !written.element.isNone {
      return checkElements(element, written.element, module)
    }
    if written.convertsIntToFloat && type == .int { return .holds(.float) }
    let converts = written.convertsIntToFloat && own.contains(.int)
    let saysMore = own.contains(.array) && !written.element.isNone
    if admitted.isSuperset(of: own) && !converts && !saysMore { return .holds(type) }
    var passed = own.intersection(admitted)
    if converts { passed = passed.subtracting(.int).union(.float) }
    return .tested(types.value(passed))
  }

  /// The elements of a homogeneous array decide for all.
  private mutating func checkElements(
    _ element: TypeID, _ annotation: AnnotationID, _ module: Module
  ) -> PromiseCheck {
    if element == .bottom { return .holds(types.makeArray(of: annotated(annotation, module))) }
    switch check(element, annotation, module) {
    case .holds(let result): return .holds(types.makeArray(of: result))
    case .tested(let result): return .tested(types.makeArray(of: result))
    case .broken: return .tested(.emptyArray)
    }
  }

  /// Returns the type of the values that `annotation` admits, as far as it tells.
  private mutating func annotated(_ annotation: AnnotationID, _ module: Module) -> TypeID {
    let written = module.annotations[annotation]
    guard written.tags == .array else { return types.value(written.tags) }
    if written.element.isNone { return types.union(.array) }
    return types.makeArray(of: annotated(written.element, module))
  }

}
