import IR

extension Opcode {

  /// `true` iff the instruction may go when nothing uses its result.
  var isRemovable: Bool { info.effects.isDisjoint(with: [.raises, .acts]) }

}

extension Function {

  /// `true` iff the instruction `value` may change a global, a field or a cell.
  ///
  /// Printing acts, but stores nothing unless a method of a class makes the text form.
  func mayStore(_ value: ValueID, _ types: TypeTable) -> Bool {
    guard self[value].opcode.info.effects.contains(.acts) else { return false }
    switch self[value].opcode {
    case .drop, .dropReuse, .stackEnd, .arraySetField: return false
    case .print: return operands(value).contains { types.mayHoldInstance(self[$0].type) }
    default: return true
    }
  }

}
