import IR

/// Identities of instances, function values, optionals and cells.
///
///     closure.capture i (closure.make k x, y)        ->  the captured value
///     closure.id (closure.make k …)                  ->  k
///     closure.id f, where f is of type function<k>   ->  k
///     instance.class_id x, where x is of an exact    ->  the class
///     optional.is_null (convert x)                   ->  false, where x is never Null
///     optional.is_null (convert null)                ->  true
///     narrow (convert x) : the type of x             ->  x
///     cell.check (cell.make x)                       ->  null
///
/// A pointer that only got another type on the way (`Function.isAlias`) is looked through.
func simplifyObject(_ view: InstructionView) -> Simplification {
  switch view.opcode {
  case .closureCapture: return simplifyCapture(view)
  case .closureID: return simplifyClosureID(view)
  case .instanceClassID:
    let type = view.function[view.reference(0)].type
    guard let known = view.types.exactClass(of: type) else { return .nothing }
    return .constant(.int(Int64(known.raw)))
  case .optionalIsNull: return simplifyNullTest(view)
  case .narrow: return simplifyNarrow(view)
  case .cellCheck:
    let isMadeWithValue = view.definition(0, .cellMake).map { $0.count == 1 } ?? false
    return isMadeWithValue ? .constant(.null) : .nothing
  default: return .nothing
  }
}

private func simplifyCapture(_ view: InstructionView) -> Simplification {
  let closure = view.reference(0)
  guard view.function[closure].opcode == .closureMake else { return .nothing }
  let captured = view.function.operand(closure, Int(view.immediate))
  return view.function[captured].type == view.type ? .value(captured) : .nothing
}

private func simplifyClosureID(_ view: InstructionView) -> Simplification {
  let closure = view.reference(0)
  if view.function[closure].opcode == .closureMake {
    return .constant(.int(view.function[closure].immediate))
  }
  switch view.types[view.operandType(0)] {
  case .function(let closures) where closures.count == 1,
    .classObject(let closures) where closures.count == 1:
    return .constant(.int(Int64(closures[0].raw)))
  default: return .nothing
  }
}

private func simplifyNullTest(_ view: InstructionView) -> Simplification {
  let source = view.definition(0, .convert)
  let type = source?.operandType(0) ?? view.function[view.reference(0)].type
  let tags = view.types.tags(of: type)
  if tags == .null { return .constant(.bool(true)) }
  return tags.contains(.null) ? .nothing : .constant(.bool(false))
}

private func simplifyNarrow(_ view: InstructionView) -> Simplification {
  if view.operandType(0) == view.type { return .value(view.operand(0)) }
  guard let source = view.definition(0, .convert), source.operandType(0) == view.type else {
    return .nothing
  }
  return .value(source.operand(0))
}
