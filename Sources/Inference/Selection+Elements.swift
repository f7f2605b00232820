import IR

extension Selection {

  /// The types of the values that tests of keys let through (LANGUAGE 2).
  static let keyTags: TagSet = [.int, .float, .bool, .string, .null, .instance]

  // MARK: Elements

  mutating func planCheckIndex(_ container: TypeID, _ index: TypeID) -> Plan {
    let (x, y) = (types.tags(of: container), types.tags(of: index))
    if x.isDisjoint(with: TagRules.indexable) {
      return .raises("\(name(container)) cannot be indexed")
    }
    if let inner = types.unwrapped(container) {
      return narrowed([inner, nil], planCheckIndex(inner, index))
    }
    if types.key(of: container) != nil { return planCheckKey(index) }
    if x.isDisjoint(with: [.map, .object]) && y.isDisjoint(with: .number) {
      return .raises("an index must be an Int, not \(name(index))")
    }
    let opcode: Opcode
    switch types[container] {
    case .array: opcode = .arrayCheckIndex
    case .string: opcode = .stringCheckIndex
    case .range: opcode = .rangeCheckIndex
    default: return x.isDisjoint(with: [.map, .object]) ? .genericTyped(.int) : .generic(.any)
    }
    switch index {
    case .int: return .typed(opcode, [container, .int], .int)
    case .float: return .floatIndex(opcode)
    default:
      if y.intersection(.number) == .int {
        return narrowed([nil, .int], .typed(opcode, [container, .int], .int))
      }
      return .genericTyped(.int)
    }
  }

  /// What a map knows a value by: itself, but the Int for a whole Float.
  private mutating func planCheckKey(_ key: TypeID) -> Plan {
    if let refusal = keyRefusal(key) { return refusal }
    let tags = types.tags(of: key)
    let valid = tags.intersection(Self.keyTags)
    if alwaysCanBeKey(key) && !tags.contains(.float) { return .operand(1, key) }
    return .generic(valid.contains(.float) ? valid.union(.int) : valid)
  }

  mutating func planGet(_ container: TypeID, _ index: TypeID) -> Plan {
    switch types[container] {
    case .array(let element): .typed(.arrayGet, [container, .int], element)
    case .string: .typed(.stringGet, [.string, .int], .string)
    case .range: .typed(.rangeAt, [container, .int], .int)
    case .floatRange: .typed(.floatRangeAt, [container, .int], .float)
    case .map(let key, let value): planLookup(container, key, value, index)
    case .optional(let inner): .assumed([inner, nil], planGet(inner, index))
    case .union, .set, .instance, .function, .classObject, .error, .cell, .namespace, .unknown,
      .bottom, .packed, .token, .null, .bool, .int, .float:
      .generic(.any)
    }
  }

  /// The value under a key of type `index`, or Null.
  private mutating func planLookup(
    _ map: TypeID, _ key: TypeID, _ value: TypeID, _ index: TypeID
  ) -> Plan {
    let (known, asked) = (types.tags(of: key), types.tags(of: index))
    if known.isDisjoint(with: asked) { return .constantNull }
    let result = join(value, .null)
    if let sought = sought(index, key) { return .typed(.mapGet, [map, sought], result) }
    return .guardedLookup(map, key, result)
  }

  /// `planGet` where the key is there if the container is a map.
  mutating func planGetPresent(_ container: TypeID, _ index: TypeID) -> Plan {
    switch types[container] {
    case .map(let key, let value):
      let isPossible = !types.tags(of: key).isDisjoint(with: types.tags(of: index))
      if !isPossible { return .typed(.undefined, [], .bottom) }
      if let sought = sought(index, key) {
        return .typed(.mapGetPresent, [container, sought], value)
      }
      return .assumed([nil, key], .typed(.mapGetPresent, [container, key], value))
    case .optional(let inner): return .assumed([inner, nil], planGetPresent(inner, index))
    default: return planGet(container, index)
    }
  }

  /// `arraySet` and `arrayPut`, or the same of maps: an element that does not fit changes the type
  /// of the container.
  mutating func planReplace(
    _ container: TypeID, _ index: TypeID, _ value: TypeID, _ array: Opcode, _ map: Opcode
  ) -> Plan {
    let tags = types.tags(of: container)
    if tags.isDisjoint(with: [.array, .map, .object]) {
      return .raises("\(name(container)) cannot be changed through an index")
    }
    switch types[container] {
    case .array:
      let joined = join(container, types.makeArray(of: value))
      return .typed(array, [joined, .int, types.element(of: joined)!], joined)
    case .map:
      let joined = join(container, types.makeMap(index, value))
      return .typed(map, [joined, types.key(of: joined)!, types.mapValue(of: joined)!], joined)
    case .optional(let inner):
      return .assumed([inner, nil, nil], planReplace(inner, index, value, array, map))
    default: return taggedUpdate(container)
    }
  }

  mutating func planUnique(_ container: TypeID) -> Plan {
    switch types[container] {
    case .array: .typed(.arrayUnique, [container], container)
    case .map, .set: .typed(.mapUnique, [container], container)
    case .instance:
      mayBeLibraryCollection(container)
        ? .typed(.instanceUnique, [container], container) : .operand(0, container)
    case .optional(let inner): .assumed([inner], planUnique(inner))
    default: taggedUpdate(container)
    }
  }

  mutating func planDropLast(_ container: TypeID) -> Plan {
    switch types[container] {
    case .array: .typed(.arrayDropLast, [container], container)
    case .optional(let inner): .assumed([inner], planDropLast(inner))
    default: taggedUpdate(container)
    }
  }

  /// A generic update: the container keeps its tags and stays tagged.
  private mutating func taggedUpdate(_ container: TypeID) -> Plan {
    let tags = types.tags(of: container).intersection([.array, .map, .object, .set, .instance])
    return tags.isEmpty
      ? .raises("\(name(container)) cannot be changed through an index") : .generic(tags)
  }

  mutating func planTake(_ container: TypeID, _ index: TypeID) -> Plan {
    switch types[container] {
    case .array(let element): .typed(.arrayTake, [container, .int], element)
    case .map(let key, let value): .typed(.mapTake, [container, key], value)
    case .optional(let inner): .assumed([inner, nil], planTake(inner, index))
    default: .generic(.any)
    }
  }

  mutating func planCheckPush(_ container: TypeID) -> Plan {
    let tags = types.tags(of: container)
    if !tags.contains(.array) { return missing("push", container) }
    return types.element(of: container) != nil ? .constantBool(true) : .genericTyped(.null)
  }

  mutating func planPush(_ container: TypeID, _ value: TypeID) -> Plan {
    if let inner = types.unwrapped(container) {
      return .assumed([inner, nil], planPush(inner, value))
    }
    guard types.element(of: container) != nil else { return taggedUpdate(container) }
    let joined = join(container, types.makeArray(of: value))
    return .typed(.arrayPush, [joined, types.element(of: joined)!], joined)
  }

  mutating func planInsert(_ set: TypeID, _ value: TypeID) -> Plan {
    if let inner = types.unwrapped(set) { return .assumed([inner, nil], planInsert(inner, value)) }
    if let refusal = keyRefusal(value) { return refusal }
    guard case .set(let key) = types[set] else { return .generic(.set) }
    let type = types.intern(.set(joinKeys(key, value)))
    return .typed(.setInsert, [type, types.key(of: type)!], type)
  }

  mutating func planRemove(_ container: TypeID, _ key: TypeID) -> Plan {
    if let inner = types.unwrapped(container) {
      return .assumed([inner, nil], planRemove(inner, key))
    }
    if let refusal = keyRefusal(key) { return refusal }
    guard let known = types.key(of: container) else { return taggedUpdate(container) }
    if let sought = sought(key, known) {
      return .typed(.mapRemove, [container, sought], container)
    }
    return taggedUpdate(container)
  }

  mutating func planLast(_ container: TypeID) -> Plan {
    if !types.tags(of: container).contains(.array) {
      return missing("pop", container)
    }
    if let inner = types.unwrapped(container) { return narrowed([inner], planLast(inner)) }
    if let element = types.element(of: container) { return .lastElement(element) }
    return .generic(.any)
  }

  /// Returns the type in which values of type `value` are sought among keys of type `key`: their
  /// own tags where the keys are tagged. `nil` if a test has to come first.
  mutating func sought(_ value: TypeID, _ key: TypeID) -> TypeID? {
    if value == key { return key }
    return types.isUnion(key) ? types.union(types.tags(of: value)) : nil
  }

  mutating func planLength(_ container: TypeID) -> Plan {
    switch types[container] {
    case .array: .typed(.arrayLength, [container], .int)
    case .string: .typed(.stringLength, [.string], .int)
    case .range: .typed(.rangeCount, [container], .int)
    case .floatRange: .typed(.floatRangeCount, [.floatRange], .int)
    case .map, .set: .typed(.mapLength, [container], .int)
    case .optional(let inner): narrowed([inner], planLength(inner))
    case .null, .bool, .int, .float, .instance, .function, .classObject, .error, .namespace:
      missing("length", container)
    case .union, .unknown, .bottom, .packed, .token, .cell: .genericTyped(.int)
    }
  }

  // MARK: Literals

  mutating func planMapLiteral(_ operands: [TypeID]) -> Plan {
    var (key, value) = (TypeID.bottom, TypeID.bottom)
    for i in stride(from: 0, to: operands.count, by: 2) {
      if let refusal = keyRefusal(operands[i]) { return refusal }
      key = joinKeys(key, operands[i])
      value = types.joinInArray(value, operands[i + 1], source)
    }
    let type = types.makeMap(key, value)
    let parts = operands.indices.map { i in
      i % 2 == 0 ? types.key(of: type)! : types.mapValue(of: type)!
    }
    return .typed(.mapLiteral, parts, type)
  }

  mutating func planSetLiteral(_ operands: [TypeID]) -> Plan {
    var key = TypeID.bottom
    for operand in operands {
      if let refusal = keyRefusal(operand) { return refusal }
      key = joinKeys(key, operand)
    }
    let type = types.intern(.set(types.makeKey(key)))
    return .typed(.setLiteral, operands.map { _ in types.key(of: type)! }, type)
  }

  /// `true` iff all values of type `key` can be keys.
  func alwaysCanBeKey(_ key: TypeID) -> Bool {
    Self.keyTags.isSuperset(of: types.tags(of: key)) && !mayBeLibraryCollection(key)
  }

  /// Returns the plan that raises, if no value of type `key` can be a key.
  func keyRefusal(_ key: TypeID) -> Plan? {
    let isCollection = types.exactClass(of: key).map { source.classes[$0].isValue } ?? false
    return types.tags(of: key).isDisjoint(with: Self.keyTags) || isCollection
      ? .raises("\(name(key)) cannot be a key") : nil
  }

  /// Returns the key type of maps that know values of both types; a whole Float is an Int there.
  private mutating func joinKeys(_ a: TypeID, _ b: TypeID) -> TypeID {
    let joined = a == .bottom ? types.makeKey(b) : join(types.makeKey(a), types.makeKey(b))
    let tags = types.tags(of: joined)
    if tags.contains(.float) { return types.union(tags.union(.int)) }
    return types.makeKey(joined)
  }

  // MARK: Ranges

  mutating func planRange(_ bounds: [TypeID]) -> Plan {
    // The message names the start and the first of the others that is no number, else the end.
    let isNumber = bounds.map { !types.tags(of: $0).isDisjoint(with: .number) }
    guard let wrong = isNumber.firstIndex(of: false) else { return planRange(ofNumbers: bounds) }
    let names = "\(name(bounds[0])) and \(name(bounds[max(wrong, 1)]))"
    return .raises("range bounds must be numbers, not \(names)")
  }

  private func planRange(ofNumbers bounds: [TypeID]) -> Plan {
    if bounds.contains(where: types.hasAlternatives) { return .generic(.range) }
    if bounds.contains(.float) { return .floatRange }
    return bounds.count == 2
      ? .typed(.rangeMake, [.int, .int], .unitRange)
      : .typed(.rangeMakeStepped, [.int, .int, .int], .range)
  }

  // MARK: Iteration

  mutating func planStart(_ source: TypeID) -> Plan {
    if types.tags(of: source).isDisjoint(with: TagRules.iterable) {
      return .raises("\(name(source)) cannot be iterated")
    }
    switch types[source] {
    case .range(isUnit: true): return .typed(.rangeStart, [source], .int)
    case .map, .set: return .firstEntry
    case .optional(let inner): return narrowed([inner], planStart(inner))
    case .array, .string, .range, .floatRange: return .constantInt(0)
    case .union, .instance, .function, .classObject, .error, .cell, .namespace,
      .unknown, .bottom, .packed, .token, .null, .bool, .int, .float: return .genericTyped(.int)
    }
  }

  mutating func planLimit(_ source: TypeID) -> Plan {
    switch types[source] {
    case .range(isUnit: true): .typed(.rangeEnd, [source], .int)
    case .range(isUnit: false): .typed(.rangeCount, [source], .int)
    case .floatRange: .typed(.floatRangeCount, [source], .int)
    case .array: .typed(.arrayLength, [source], .int)
    case .string: .typed(.stringByteLength, [source], .int)
    case .map, .set: .typed(.mapEnd, [source], .int)
    case .optional(let inner): .assumed([inner], planLimit(inner))
    case .union, .instance, .function, .classObject, .error, .cell, .namespace,
      .unknown, .bottom, .packed, .token, .null, .bool, .int, .float: .genericTyped(.int)
    }
  }

  /// The count of a stepped range may exceed Int; it is unsigned then.
  func planMore(_ source: TypeID) -> Plan {
    switch types[source] {
    case .range(isUnit: false), .floatRange: .cursorTest(.intLessUnsigned, 0)
    case .range(isUnit: true), .array, .string, .union, .unknown, .bottom, .packed, .token, .null,
      .bool, .int, .float, .map, .set, .instance, .function, .classObject, .error, .cell, .optional,
      .namespace:
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
    case .map(let key, _), .set(let key): .typed(.mapKeyAt, [source, .int], key)
    case .optional(let inner): .assumed([inner, nil], planElement(inner))
    case .union, .instance, .function, .classObject, .error, .cell, .namespace,
      .unknown, .bottom, .packed, .token, .null, .bool, .int, .float: .generic(.any)
    }
  }

  /// The first of two loop variables: the key of a map, else the number of the iteration.
  mutating func planIterationKey(_ source: TypeID) -> Plan {
    switch types[source] {
    case .map(let key, _): .typed(.mapKeyAt, [source, .int], key)
    case .optional(let inner): .assumed([inner, nil, nil], planIterationKey(inner))
    case .union(let tags) where !tags.isDisjoint(with: [.map, .object]): .generic(.any)
    default: .operand(2, .int)
    }
  }

  /// The second of two loop variables: the value of a map, else the element.
  mutating func planIterationValue(_ source: TypeID) -> Plan {
    switch types[source] {
    case .map(_, let value): .typed(.mapValueAt, [source, .int], value)
    case .optional(let inner): .assumed([inner, nil], planIterationValue(inner))
    default: planElement(source)
    }
  }

  mutating func planNext(_ source: TypeID) -> Plan {
    switch types[source] {
    case .string: .typed(.stringNextOffset, [source, .int], .int)
    case .map, .set: .nextEntry
    case .optional(let inner): .assumed([inner, nil], planNext(inner))
    case .array, .range, .floatRange: .nextCursor
    case .union, .instance, .function, .classObject, .error, .cell, .namespace,
      .unknown, .bottom, .packed, .token, .null, .bool, .int, .float: .genericTyped(.int)
    }
  }

}
