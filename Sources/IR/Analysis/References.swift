extension Function {

  /// `true` iff `value` is its operand under another type: the same reference to the same object.
  ///
  /// Such a value is neither owned nor borrowed by itself. Who takes it over, takes over what it
  /// stands for.
  public func isAlias(_ value: ValueID, _ types: TypeTable) -> Bool {
    switch self[value].opcode {
    case .narrow: return true
    case .convert, .refine, .refineClass: break
    default: return false
    }
    let (from, to) = (self[operand(value, 0)].type, self[value].type)
    if types.isTrivial(from) || types.isTrivial(to) || from == .unknown { return false }
    switch (types.isPointer(from), types.isPointer(to)) {
    case (true, true): return types.isSamePointer(from, as: to)
    case (true, false): return types.isUnion(to)
    case (false, true): return types.isUnion(from) && types.hasOneLayout(to)
    case (false, false): return types.isUnion(from) && types.isUnion(to)
    }
  }

  /// Returns the value that `value` is, perhaps under another type.
  public func reference(_ value: ValueID, _ types: TypeTable) -> ValueID {
    var result = value
    while isAlias(result, types) { result = operand(result, 0) }
    return result
  }

  /// `true` iff nobody has to end `value`: it is a constant in memory, or nothing at all.
  public func isUncounted(_ value: ValueID) -> Bool {
    switch self[value].opcode {
    case .constString, .undefined, .constNamespace: true
    default: false
    }
  }

  /// Returns what `SharedStores.mayEnd` does, where `value` is no call.
  func mayEndShared(_ value: ValueID, _ types: TypeTable) -> Bool {
    let opcode = self[value].opcode
    guard opcode.info.effects.contains(.acts), !opcode.alwaysRaises else { return false }
    switch opcode {
    // They change what they alone refer to, or nothing.
    case .drop, .dropReuse, .stackEnd, .errorTake, .arraySetUnique, .arrayPushReserved,
      .arraySetField, .arrayTake, .arrayPut, .mapTake, .mapPut:
      return false
    case .print: return operands(value).contains { types.mayHoldInstance(self[$0].type) }
    case .fieldSet, .cellSet: return !types.isTrivial(self[operand(value, 1)].type)
    case .globalSet: return !types.isTrivial(self[operand(value, 0)].type)
    default: return true
    }
  }

  /// `true` iff the instruction `value` takes over its operand at index `i`.
  public func consumes(_ value: ValueID, _ i: Int, _ module: Module) -> Bool {
    switch self[value].opcode.info.operands {
    case .borrow: return false
    case .consume: return !isAlias(value, module.types)
    case .consumeFirst: return i == 0
    case .consumeLast: return i == Int(self[value].operandCount) - 1
    case .consumeAllButKey: return i != 1
    case .callee:
      let callee = module.functions[FunctionID(raw: UInt32(self[value].immediate))]
      return callee.convention(ofParameter: i, module.types) == .owned
    }
  }

  /// Returns how the parameter at index `i` is passed once ownership is explicit.
  @inline(__always)
  public func convention(ofParameter i: Int, _ types: TypeTable) -> ParameterConvention {
    if i < conventions.count { return conventions[i] }
    let isTrivial = types.isTrivial(self[parameters[i]].type)
    return isTrivial || borrowedParameters.contains(i) ? .borrowed : .owned
  }

}

extension Opcode {

  /// `true` iff it has done with its operands before it changes memory, so that these may be parts
  /// of what it changes.
  public var readsBeforeItStores: Bool {
    switch self {
    case .fieldSet, .fieldTake, .cellSet, .cellTake: true
    default: false
    }
  }

}
