import IR

/// Identities of tagged values.
///
///     convert x : the type of x                           ->  x
///     refine x : the type of x                            ->  x
///     refine (convert x) : the type of x                  ->  x
///     test_tags <…> x, where x has only such tags         ->  true
///     test_tags <…> x, where x has no such tag            ->  false
///
/// The tags of `x` are those of its type, or those of what was converted to it.
func simplifyTagged(_ view: InstructionView) -> Simplification {
  switch view.opcode {
  case .convert, .refine:
    if view.operandType(0) == view.type { return .value(view.operand(0)) }
    guard view.opcode == .refine, let source = view.definition(0, .convert),
      source.operandType(0) == view.type
    else { return .nothing }
    return .value(source.operand(0))
  case .testTags:
    let source = view.definition(0, .convert)
    let tags = view.types.tags(of: source?.operandType(0) ?? view.operandType(0))
    let admitted = TagSet(rawValue: UInt32(truncatingIfNeeded: view.immediate))
    if admitted.isSuperset(of: tags) { return .constant(.bool(true)) }
    return admitted.isDisjoint(with: tags) ? .constant(.bool(false)) : .nothing
  default: return .nothing
  }
}
