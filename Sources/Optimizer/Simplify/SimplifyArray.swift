import IR

/// Identities of arrays.
///
///     array.length (array.literal x, y)                       ->  2
///     array.check_index (array.literal x, y), 1               ->  1
///     array.check_index a, (array.check_index a, i)           ->  the inner check
///     array.get (array.literal x, y), 1                       ->  y
///     array.get (array.set a, i, x), i                        ->  x
///     array.check_not_empty (array.push a, x)                 ->  null
///     array.check_not_empty (array.literal x)                 ->  null
///     array.concat a, (array.literal x)                       ->  array.push a, x
///     array.concat a, (array.literal)                         ->  a
///
/// An element is taken from where it came only if it is not counted: a later use of a counted one
/// would cost a reference. No rewrite reads an array before a change instead of the one after, as
/// that would keep both alive and force a copy.
func simplifyArray(_ view: InstructionView) -> Simplification {
  switch view.opcode {
  case .arrayLength:
    guard let literal = view.definition(0, .arrayLiteral) else { return .nothing }
    return .constant(.int(Int64(literal.count)))
  case .arrayCheckIndex: return simplifyIndex(view)
  case .arrayGet: return view.types.isTrivial(view.type) ? simplifyGet(view) : .nothing
  case .arrayCheckNotEmpty:
    let isFilled = view.definition(0, .arrayPush) != nil
      || view.definition(0, .arrayLiteral).map { $0.count > 0 } ?? false
    return isFilled ? .constant(.null) : .nothing
  case .arrayConcat: return simplifyConcat(view)
  default: return .nothing
  }
}

private func simplifyConcat(_ view: InstructionView) -> Simplification {
  guard let literal = view.definition(1, .arrayLiteral), literal.type == view.type else {
    return .nothing
  }
  switch literal.count {
  case 0: return .value(view.operand(0))
  case 1: return .instruction(.arrayPush, [view.operand(0), literal.operand(0)])
  default: return .nothing
  }
}

private func simplifyIndex(_ view: InstructionView) -> Simplification {
  if let literal = view.definition(0, .arrayLiteral), let index = view.int(1),
    0..<Int64(literal.count) ~= index
  {
    return .value(view.operand(1))
  }
  return simplifyRepeatedCheck(view)
}

private func simplifyGet(_ view: InstructionView) -> Simplification {
  if let set = view.definition(0, .arraySet), set.operand(1) == view.operand(1) {
    return .value(set.operand(2))
  }
  guard let literal = view.definition(0, .arrayLiteral), let index = view.int(1),
    0..<Int64(literal.count) ~= index
  else { return .nothing }
  return .value(literal.operand(Int(index)))
}
