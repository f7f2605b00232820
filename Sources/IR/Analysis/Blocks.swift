import Support

extension TypeTable {

  /// Returns the number of words that a value of type `type` takes in registers and in objects.
  public func componentCount(of type: TypeID) -> Int {
    switch self[type] {
    case .unknown, .packed, .bottom, .null, .namespace: 0
    case .bool, .int, .float, .string, .array, .map, .set, .instance, .function, .classObject,
      .error, .cell, .token:
      1
    case .optional(let value): isPointer(value) ? 1 : 1 + componentCount(of: value)
    case .range(let isUnit): isUnit ? 2 : 3
    case .floatRange: 3
    case .union: 2
    }
  }

}

extension Module {

  /// The largest number of units of a block that a free list holds.
  private static let mostUnits = 32

  /// Returns the types of what objects of the type `type` hold; `nil` unless all are of one class,
  /// functions with the same captured values, or cells of one variable.
  public func parts(ofObjects type: TypeID) -> [TypeID]? {
    switch types[types.unwrapped(type) ?? type] {
    case .instance(_, let known) where known.count == 1:
      classes[known[0]].fields.map(\.type)
    case .function(let known) where known.count == 1,
      .classObject(let known) where known.count == 1:
      closures[known[0]].captures
    case .cell(let id): [cells[id].type]
    default: nil
    }
  }

  /// Returns how many units of 16 bytes the block of an object of type `type` has; `nil` if that is
  /// not known, or the block is of no free list.
  public func blockUnits(ofObjects type: TypeID) -> Int? {
    parts(ofObjects: type).flatMap { blockUnits(ofParts: $0) }
  }

  /// Returns how many units the block has that the instruction `value` of `function` takes for an
  /// object; `nil` if it takes none.
  public func blockUnits(madeBy value: ValueID, _ function: Function) -> Int? {
    let index = Int(truncatingIfNeeded: function[value].immediate)
    switch function[value].opcode {
    case .instanceMake:
      return blockUnits(ofParts: classes[ClassTypeID(index)].fields.map(\.type))
    case .closureMake:
      // Functions without captured values may be constants.
      let captures = closures[ClosureID(index)].captures
      return captures.isEmpty ? nil : blockUnits(ofParts: captures)
    case .cellMake: return blockUnits(ofParts: [cells[CellID(index)].type])
    default: return nil
    }
  }

  private func blockUnits(ofParts parts: [TypeID]) -> Int? {
    let words = 2 + parts.reduce(0) { $0 + types.componentCount(of: $1) }
    let units = (words + 1) / 2
    return units <= Self.mostUnits ? units : nil
  }

}

extension Function {

  /// The token that `value` takes a block from, if it makes an object and has one.
  public func token(of value: ValueID, _ types: TypeTable) -> ValueID? {
    guard [.instanceMake, .closureMake, .cellMake].contains(self[value].opcode),
      let last = operands(value).last, case .token = types[self[last].type]
    else { return nil }
    return last
  }

}
