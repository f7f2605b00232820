import IR

extension Opcode {

  /// `true` iff the instruction may go when nothing uses its result.
  var isRemovable: Bool { info.effects.isDisjoint(with: [.raises, .acts]) }

  /// `true` iff the instruction may change a global.
  ///
  /// Printing acts, but stores nothing: the text forms of values are made by the runtime alone.
  var mayStore: Bool { info.effects.contains(.acts) && self != .print }

}
