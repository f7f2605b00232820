import IR

/// Identities of Int arithmetic.
///
///     x + 0   0 + x   x - 0   x * 1   1 * x   x ** 1   x << 0   x >> 0   ->  x
///     x - x   x * 0   0 * x   x % 1   x % -1                             ->  0
///     x ** 0                                                             ->  1
///     x / 1                                                              ->  the Float of x
///     - - x   ~ ~ x                                                      ->  x
///     x & -1   x & x   x | 0   x | x   x ^ 0                             ->  x
///     x & 0   x ^ x                                                      ->  0
///     x | -1                                                             ->  -1
///
/// None of them can overflow, so no error is lost; `- - x` raises at the inner sign, which stays.
func simplifyInt(_ view: InstructionView) -> Simplification {
  switch view.opcode {
  case .intAdd, .intAddUnchecked: return simplifySum(view)
  case .intSubtract, .intSubtractUnchecked: return simplifyDifference(view)
  case .intMultiply, .intMultiplyUnchecked: return simplifyProduct(view)
  case .intNegate, .intComplement:
    let inner = view.definition(0, view.opcode)
    return inner.map { .value($0.operand(0)) } ?? .nothing
  case .intDivide: return view.int(1) == 1 ? .instruction(.intToFloat, [view.operand(0)]) : .nothing
  case .intRemainder: return view.int(1)?.magnitude == 1 ? .constant(.int(0)) : .nothing
  case .intPower: return simplifyPower(view)
  case .intShiftLeft, .intShiftRight: return view.int(1) == 0 ? .value(view.operand(0)) : .nothing
  case .intAnd, .intOr, .intXor: return simplifyBits(view)
  default: return .nothing
  }
}

private func simplifySum(_ view: InstructionView) -> Simplification {
  if view.int(1) == 0 { return .value(view.operand(0)) }
  return view.int(0) == 0 ? .value(view.operand(1)) : .nothing
}

private func simplifyDifference(_ view: InstructionView) -> Simplification {
  if view.int(1) == 0 { return .value(view.operand(0)) }
  return view.operand(0) == view.operand(1) ? .constant(.int(0)) : .nothing
}

private func simplifyProduct(_ view: InstructionView) -> Simplification {
  if view.int(0) == 0 || view.int(1) == 0 { return .constant(.int(0)) }
  if view.int(1) == 1 { return .value(view.operand(0)) }
  return view.int(0) == 1 ? .value(view.operand(1)) : .nothing
}

private func simplifyPower(_ view: InstructionView) -> Simplification {
  switch view.int(1) {
  case 0: .constant(.int(1))
  case 1: .value(view.operand(0))
  default: .nothing
  }
}

private func simplifyBits(_ view: InstructionView) -> Simplification {
  let (a, b) = (view.operand(0), view.operand(1))
  if a == b { return view.opcode == .intXor ? .constant(.int(0)) : .value(a) }
  for (index, other) in [(1, a), (0, b)] {
    switch (view.opcode, view.int(index)) {
    case (.intAnd, -1), (.intOr, 0), (.intXor, 0): return .value(other)
    case (.intAnd, 0): return .constant(.int(0))
    case (.intOr, -1): return .constant(.int(-1))
    default: continue
    }
  }
  return .nothing
}
