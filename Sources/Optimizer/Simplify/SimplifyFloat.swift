import IR

/// Identities of Float arithmetic that hold for every Float, signed zeros and NaN included.
///
///     x + -0.0   -0.0 + x   x - 0.0   x * 1.0   1.0 * x   x / 1.0   - - x   ->  x
///
/// Not `x + 0.0`, which turns -0.0 into 0.0, nor `x - x` or `x * 0.0`, which may be NaN.
func simplifyFloat(_ view: InstructionView) -> Simplification {
  switch view.opcode {
  case .floatAdd:
    if isNegativeZero(view.float(1)) { return .value(view.operand(0)) }
    return isNegativeZero(view.float(0)) ? .value(view.operand(1)) : .nothing
  case .floatSubtract:
    guard let right = view.float(1), right == 0, right.sign == .plus else { return .nothing }
    return .value(view.operand(0))
  case .floatMultiply:
    if view.float(1) == 1 { return .value(view.operand(0)) }
    return view.float(0) == 1 ? .value(view.operand(1)) : .nothing
  case .floatDivide: return view.float(1) == 1 ? .value(view.operand(0)) : .nothing
  case .floatNegate:
    return view.definition(0, .floatNegate).map { .value($0.operand(0)) } ?? .nothing
  default: return .nothing
  }
}

private func isNegativeZero(_ x: Double?) -> Bool { x == 0 && x?.sign == .minus }
