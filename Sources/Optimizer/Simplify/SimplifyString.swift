import IR

/// Identities of Strings.
///
///     x + ""   "" + x                                             ->  x
///     string.check_index s, (string.check_index s, i)             ->  the inner check
func simplifyString(_ view: InstructionView) -> Simplification {
  switch view.opcode {
  case .stringConcat:
    if isEmpty(view, 1) { return .value(view.operand(0)) }
    return isEmpty(view, 0) ? .value(view.operand(1)) : .nothing
  case .stringCheckIndex: return simplifyRepeatedCheck(view)
  default: return .nothing
  }
}

/// `true` iff the operand at `index` is the empty String.
private func isEmpty(_ view: InstructionView, _ index: Int) -> Bool {
  guard case .string(let symbol)? = view.function.constant(view.operand(index)) else {
    return false
  }
  return view.symbols[symbol].isEmpty
}

/// A check of what the same check has let through lets it through again.
func simplifyRepeatedCheck(_ view: InstructionView) -> Simplification {
  guard let inner = view.definition(1, view.opcode), inner.operand(0) == view.operand(0) else {
    return .nothing
  }
  return .value(inner.value)
}
