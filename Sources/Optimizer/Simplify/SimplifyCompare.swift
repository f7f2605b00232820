import IR

/// Identities of comparisons of Ints, Bools and Strings.
///
///     x == x   x <= x   x >= x   ->  true
///     x != x   x < x    x > x    ->  false
///     5 < x                      ->  x > 5
///     b == true    b != false    ->  b
///     b == false   b != true     ->  not b
///
/// Not of Floats, where NaN is unequal to itself.
func simplifyCompare(_ view: InstructionView) -> Simplification {
  let (a, b) = (view.operand(0), view.operand(1))
  if view.opcode == .intLessUnsigned { return a == b ? .constant(.bool(false)) : .nothing }
  guard let predicate = Predicate(rawValue: view.immediate) else { return .nothing }
  if a == b { return .constant(.bool(predicate.holds(0, 0))) }
  if view.function.constant(a) != nil && view.function.constant(b) == nil {
    return .instruction(view.opcode, [b, a], immediate: predicate.swapped.rawValue)
  }
  guard view.opcode == .boolCompare, predicate.isEquality, let known = view.bool(1) else {
    return .nothing
  }
  return known == (predicate == .equal) ? .value(a) : .instruction(.boolNot, [a])
}

/// Identities of `not`.
///
///     not not b   ->  b
///     not x < y   ->  x >= y
///
/// The second for Ints and Bools only: of Floats neither may hold, and to compare Strings again
/// would cost time if the comparison is used elsewhere too.
func simplifyNot(_ view: InstructionView) -> Simplification {
  if let inner = view.definition(0, .boolNot) { return .value(inner.operand(0)) }
  guard let inner = view.definition(0, .intCompare) ?? view.definition(0, .boolCompare),
    let predicate = Predicate(rawValue: inner.immediate)
  else { return .nothing }
  return .instruction(
    inner.opcode, [inner.operand(0), inner.operand(1)], immediate: predicate.negated.rawValue)
}
