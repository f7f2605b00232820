import IR
import Support

// What annotations of fields say of values that are stored in them or below.
extension TypeAnalysis {

  /// Returns the type of the value of operand 1 after the check of `instruction`.
  mutating func promisedMember(
    _ instruction: Instruction, _ operands: [TypeID], _ id: InstanceID
  ) -> TypeID {
    let resolver = resolver(instruction, operands.count, for: id)
    var result = TypeID.bottom
    for one in resolver.cases(operands[0], &selection) {
      let promise = memberPromise(MemberPart(immediate: instruction.immediate), one)
      let type = promise.map { selection.promised(operands[1], $0, module) } ?? operands[1]
      result = selection.join(result, type)
    }
    return result
  }

  /// Returns what a value must be to stand in `part` of receivers of `one`, if an annotation says
  /// something of it.
  func memberPromise(_ part: MemberPart, _ one: MemberCase) -> TypePromise? {
    guard case .field(let index, let owner) = one.action else { return nil }
    let promise = module.classes[owner].fields[index].promise
    return promise < 0 ? nil : module.promise(module.promises[promise], of: part)
  }

  /// Returns the error that the check of `instruction` always raises on operands of types `types`,
  /// if that is so.
  func brokenMemberPromise(_ instruction: Instruction, _ types: [TypeID]) -> KnownError? {
    var selection = selection
    let resolver = resolver(instruction, types.count, classes: Array(module.classes.ids))
    var error: KnownError?
    for one in resolver.cases(types[0], &selection) {
      let part = MemberPart(immediate: instruction.immediate)
      guard let promise = memberPromise(part, one),
        selection.check(types[1], promise.annotation, module) == .broken
      else { return nil }
      let subject = promise.subject(of: part, module.symbols)
      let message = FunctionRewriter.message(subject, promise, types[1], module, selection)
      error = error ?? KnownError(kind: .type, message: message)
    }
    return error
  }

}

extension Module {

  /// Returns what `promise`, which is about a field, says of `part` of it, if anything.
  fileprivate func promise(_ promise: TypePromise, of part: MemberPart) -> TypePromise? {
    var annotation = promise.annotation
    for _ in 0..<part.depth {
      annotation = annotations[annotation].element
      if annotation.isNone { return nil }
    }
    if part.isKey { annotation = annotations[annotation].key }
    if part.isResult { annotation = annotations[annotation].result }
    return annotation.isNone ? nil : TypePromise(annotation: annotation, subject: promise.subject)
  }

}

extension TypePromise {

  /// Returns what messages call `part` of the field that the promise is about.
  func subject(of part: MemberPart, _ symbols: Interner) -> String {
    let field = symbols[subject]
    if part.isKey { return "a key of \(field)" }
    if part.isResult { return "the result of \(field)" }
    return part.depth == 0 ? field : "an element of \(field)"
  }

}
