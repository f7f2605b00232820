import IR

/// The bounds of a range are what it was made of.
///
///     range.start (range.make a, b)   ->  a
///     range.end (range.make a, b)     ->  b
func simplifyRange(_ view: InstructionView) -> Simplification {
  guard let range = view.definition(0, .rangeMake) ?? view.definition(0, .rangeMakeStepped) else {
    return .nothing
  }
  return .value(range.operand(view.opcode == .rangeStart ? 0 : 1))
}
