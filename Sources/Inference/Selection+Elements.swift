import IR

extension Selection {

  // MARK: Elements

  mutating func planCheckIndex(_ container: TypeID, _ index: TypeID) -> Plan {
    let (x, y) = (types.tags(of: container), types.tags(of: index))
    if x.isDisjoint(with: TagRules.indexable) {
      return .raises("\(types.name(container)) cannot be indexed")
    }
    if x.isDisjoint(with: [.map, .object]) && y.isDisjoint(with: .number) {
      return .raises("an index must be an Int, not \(types.name(index))")
    }
    let opcode: Opcode
    switch types[container] {
    case .array: opcode = .arrayCheckIndex
    case .string: opcode = .stringCheckIndex
    case .range: opcode = .rangeCheckIndex
    default: return .genericTyped(.int)
    }
    switch index {
    case .int: return .typed(opcode, [container, .int], .int)
    case .float: return .floatIndex(opcode)
    default: return .genericTyped(.int)
    }
  }

  mutating func planGet(_ container: TypeID) -> Plan {
    switch types[container] {
    case .array(let element): .typed(.arrayGet, [container, .int], element)
    case .string: .typed(.stringGet, [.string, .int], .string)
    case .range: .typed(.rangeAt, [container, .int], .int)
    case .floatRange: .typed(.floatRangeAt, [container, .int], .float)
    case .union, .map, .set, .instance,
      .function, .classObject, .error, .cell, .optional, .namespace,
      .unknown, .bottom, .null, .bool, .int, .float: .generic(.any)
    }
  }

  /// `arraySet` and `arrayPut`: an element that does not fit changes the type of the array.
  mutating func planReplace(_ container: TypeID, _ value: TypeID, _ opcode: Opcode) -> Plan {
    let tags = types.tags(of: container)
    if tags.isDisjoint(with: [.array, .map, .object]) {
      return .raises("\(types.name(container)) cannot be changed through an index")
    }
    guard types.element(of: container) != nil else { return taggedUpdate(container) }
    let joined = types.join(container, types.makeArray(of: value))
    let element = types.element(of: joined)!
    return .typed(opcode, [joined, .int, element], joined)
  }

  mutating func planArray(_ container: TypeID, _ opcode: Opcode) -> Plan {
    types.element(of: container) != nil
      ? .typed(opcode, [container], container) : taggedUpdate(container)
  }

  /// A generic update: the container keeps its tags and stays tagged.
  private mutating func taggedUpdate(_ container: TypeID) -> Plan {
    let tags = types.tags(of: container).intersection([.array, .map, .object, .set])
    return tags.isEmpty
      ? .raises("\(types.name(container)) cannot be changed through an index") : .generic(tags)
  }

  mutating func planTake(_ container: TypeID) -> Plan {
    guard let element = types.element(of: container) else { return .generic(.any) }
    return .typed(.arrayTake, [container, .int], element)
  }

  mutating func planCheckPush(_ container: TypeID) -> Plan {
    let tags = types.tags(of: container)
    if tags == .null { return .raises("Null has no member push") }
    return types.element(of: container) != nil ? .constantBool(true) : .genericTyped(.null)
  }

  mutating func planPush(_ container: TypeID, _ value: TypeID) -> Plan {
    guard types.element(of: container) != nil else { return taggedUpdate(container) }
    let joined = types.join(container, types.makeArray(of: value))
    return .typed(.arrayPush, [joined, types.element(of: joined)!], joined)
  }

  mutating func planLast(_ container: TypeID) -> Plan {
    if types.tags(of: container) == .null { return .raises("Null has no member pop") }
    if let element = types.element(of: container) { return .lastElement(element) }
    return .generic(.any)
  }

  mutating func planLength(_ container: TypeID) -> Plan {
    switch types[container] {
    case .array: .typed(.arrayLength, [container], .int)
    case .string: .typed(.stringLength, [.string], .int)
    case .range: .typed(.rangeCount, [container], .int)
    case .floatRange: .typed(.floatRangeCount, [.floatRange], .int)
    case .null: .raises("Null has no member length")
    case .union, .map, .set, .instance,
      .function, .classObject, .error, .cell, .optional, .namespace,
      .unknown, .bottom, .bool, .int, .float: .genericTyped(.int)
    }
  }

  // MARK: Ranges

  mutating func planRange(_ bounds: [TypeID]) -> Plan {
    let numbers = bounds.allSatisfy { !types.tags(of: $0).isDisjoint(with: .number) }
    guard numbers else {
      let names = bounds.map { types.name($0) }.joined(separator: " and ")
      return .raises("range bounds must be numbers, not \(names)")
    }
    if bounds.contains(where: { types.isUnion($0) }) { return .generic(.range) }
    if bounds.contains(.float) { return .floatRange }
    return bounds.count == 2
      ? .typed(.rangeMake, [.int, .int], .unitRange)
      : .typed(.rangeMakeStepped, [.int, .int, .int], .range)
  }

  // MARK: Iteration

  mutating func planStart(_ source: TypeID) -> Plan {
    if types.tags(of: source).isDisjoint(with: TagRules.iterable) {
      return .raises("\(types.name(source)) cannot be iterated")
    }
    switch types[source] {
    case .range(isUnit: true): return .typed(.rangeStart, [source], .int)
    case .array, .string, .range, .floatRange: return .constantInt(0)
    case .union, .map, .set, .instance,
      .function, .classObject, .error, .cell, .optional, .namespace,
      .unknown, .bottom, .null, .bool, .int, .float: return .genericTyped(.int)
    }
  }

  mutating func planLimit(_ source: TypeID) -> Plan {
    switch types[source] {
    case .range(isUnit: true): .typed(.rangeEnd, [source], .int)
    case .range(isUnit: false): .typed(.rangeCount, [source], .int)
    case .floatRange: .typed(.floatRangeCount, [source], .int)
    case .array: .typed(.arrayLength, [source], .int)
    case .string: .typed(.stringByteLength, [source], .int)
    case .union, .map, .set, .instance,
      .function, .classObject, .error, .cell, .optional, .namespace,
      .unknown, .bottom, .null, .bool, .int, .float: .genericTyped(.int)
    }
  }

  /// The count of a stepped range may exceed Int; it is unsigned then.
  func planMore(_ source: TypeID) -> Plan {
    switch types[source] {
    case .range(isUnit: false), .floatRange: .cursorTest(.intLessUnsigned, 0)
    case .range(isUnit: true), .array, .string, .union, .unknown, .bottom, .null, .bool, .int,
      .float, .map, .set, .instance, .function, .classObject, .error, .cell, .optional, .namespace:
      .cursorTest(.intCompare, Predicate.less.rawValue)
    }
  }

  mutating func planElement(_ source: TypeID) -> Plan {
    switch types[source] {
    case .range(isUnit: true): .operand(1, .int)
    case .range(isUnit: false): .typed(.rangeAt, [source, .int], .int)
    case .floatRange: .typed(.floatRangeAt, [source, .int], .float)
    case .array(let element): .typed(.arrayGet, [source, .int], element)
    case .string: .typed(.stringScalarAt, [source, .int], .string)
    case .union, .map, .set, .instance,
      .function, .classObject, .error, .cell, .optional, .namespace,
      .unknown, .bottom, .null, .bool, .int, .float: .generic(.any)
    }
  }

  mutating func planNext(_ source: TypeID) -> Plan {
    switch types[source] {
    case .string: .typed(.stringNextOffset, [source, .int], .int)
    case .array, .range, .floatRange: .nextCursor
    case .union, .map, .set, .instance,
      .function, .classObject, .error, .cell, .optional, .namespace,
      .unknown, .bottom, .null, .bool, .int, .float: .genericTyped(.int)
    }
  }

}
