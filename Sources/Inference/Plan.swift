import IR

/// How a generic instruction is carried out on operands of known types.
indirect enum Plan: Equatable {

  /// A typed instruction on the operands, converted to `operands`.
  case typed(Opcode, [TypeID], TypeID, immediate: Int64 = 0, isNegated: Bool = false)

  /// The generic instruction itself on tagged operands; the result has one of the tags.
  case generic(TagSet)

  /// The generic instruction itself, whose result is of a type without tag.
  case genericTyped(TypeID)

  case constantBool(Bool)
  case constantInt(Int64)
  case constantString(String)
  case constantNull

  /// The plan on operands of which each with a type here must be of it: else the generic
  /// instruction itself raises.
  case narrowed([TypeID?], Plan)

  /// The plan on operands of which each with a type here is known to be of it.
  case assumed([TypeID?], Plan)

  /// Whether the operand at an index, an optional one, is Null.
  case nullTest(Int, isNegated: Bool)

  /// A Bool: by the first plan where the operand at an index, an optional or tagged one, is of a
  /// type, on it as one of that type; else by the second one.
  case ifOf(Int, TypeID, Plan, Plan)

  /// Whether both operands are the same object.
  case identity(isNegated: Bool)

  /// The value in a map of a type, with keys of a type, under a key that may be of another type: of
  /// the last type.
  case guardedLookup(TypeID, TypeID, TypeID)

  /// The cursor of the first entry, and that of the entry after the cursor at operand 1.
  case firstEntry
  case nextEntry

  /// The operand at an index, converted to a type.
  case operand(Int, TypeID)

  /// The text forms of both operands, joined.
  case concatenation

  /// The text form of the operand.
  case textForm

  /// The truth of the operand.
  case truth

  /// `check.index` of an array with a Float index.
  case floatIndex(Opcode)

  /// The last element, of the given type, of an array that is checked not to be empty.
  case lastElement(TypeID)

  /// A range of Floats with bounds and step of any number types.
  case floatRange

  /// The comparison of the cursor at operand 1 with the limit at operand 2.
  case cursorTest(Opcode, Int64)

  /// The cursor after the one at operand 1.
  case nextCursor

  /// The result of a plan on the operands in the order `b, a`.
  case exchanged(Opcode, [TypeID])

  /// The comparison of operand 0, an Int, with operand 1, a Float; exchanged if `isSwapped`.
  case mixedComparison(Predicate, isSwapped: Bool)

  /// Always an error with this text.
  case raises(String, kind: MemberAction.ErrorKind = .type)

}
