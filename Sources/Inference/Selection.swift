import IR
import Support

/// Chooses plans for instructions by the types of their operands.
struct Selection {

  var types: TypeTable

  /// Returns the plan for the generic opcode `opcode` on operands of types `a`, none bottom.
  ///
  /// `nil` if `opcode` is not one that a plan exists for: its type rule stands elsewhere.
  mutating func plan(_ opcode: Opcode, _ immediate: Int64, _ a: [TypeID]) -> Plan? {
    switch opcode {
    case .genericBinary: planBinary(BinaryOperation(rawValue: immediate)!, a[0], a[1])
    case .genericCompare: planCompare(Predicate(rawValue: immediate)!, a[0], a[1])
    case .genericIn: planIn(a[0], a[1])
    case .genericNegate: planSign(a[0], "-", .intNegate, .floatNegate)
    case .genericPlus: planPlus(a[0])
    case .genericComplement: planComplement(a[0])
    case .genericTruth: planTruth(a[0])
    case .genericToString: planToString(a[0])
    case .genericToInt: planToInt(a[0])
    case .genericToFloat: planToFloat(a[0])
    case .genericToBool: a[0] == .string ? .typed(.stringToBool, [.string], .bool) : planTruth(a[0])
    case .genericTypeName: planTypeName(a[0])
    case .testTags: planTest(TagSet(rawValue: UInt32(immediate)), a[0])
    default: planElements(opcode, a)
    }
  }

  private mutating func planElements(_ opcode: Opcode, _ a: [TypeID]) -> Plan? {
    switch opcode {
    case .genericCheckIndex: planCheckIndex(a[0], a[1])
    case .genericGet: planGet(a[0])
    case .genericSet: planReplace(a[0], a[2], .arraySet)
    case .genericPut: planReplace(a[0], a[2], .arrayPut)
    case .genericUnique: planArray(a[0], .arrayUnique)
    case .genericTake: planTake(a[0])
    case .genericCheckPush: planCheckPush(a[0])
    case .genericPush: planPush(a[0], a[1])
    case .genericLast: planLast(a[0])
    case .genericDropLast: planArray(a[0], .arrayDropLast)
    case .genericLength: planLength(a[0])
    default: planSequence(opcode, a)
    }
  }

  private mutating func planSequence(_ opcode: Opcode, _ a: [TypeID]) -> Plan? {
    switch opcode {
    case .genericRange: planRange(a)
    case .genericSteppedRange: planRange(a)
    case .genericIterationStart: planStart(a[0])
    case .genericIterationLimit: planLimit(a[0])
    case .genericIterationMore: planMore(a[0])
    case .genericIterationElement: planElement(a[0])
    case .genericIterationNext: planNext(a[0])
    default: nil
    }
  }

  /// Returns the type of the result of `plan` on operands of types `a`.
  mutating func result(of plan: Plan, _ a: [TypeID]) -> TypeID {
    switch plan {
    case .typed(_, _, let result, _): result
    case .generic(let tags): types.value(tags)
    case .genericTyped(let type): type
    case .constantBool, .truth, .exchanged, .mixedComparison, .cursorTest: .bool
    case .constantInt, .floatIndex, .nextCursor: .int
    case .constantString, .concatenation, .textForm: .string
    case .operand(_, let type): type
    case .lastElement(let type): type
    case .floatRange: .floatRange
    case .raises: .bottom
    }
  }

  // MARK: Operators

  private mutating func planBinary(_ operation: BinaryOperation, _ a: TypeID, _ b: TypeID) -> Plan {
    let tags = TagRules.result(operation, types.tags(of: a), types.tags(of: b))
    if tags.isEmpty {
      return .raises(
        "unsupported operand types for \(operation.text): \(types.name(a)) and \(types.name(b))")
    }
    if types.isUnion(a) || types.isUnion(b) { return planPartlyTagged(operation, a, b, tags) }
    switch (types[a], types[b]) {
    case (.array, _): return planArrayOperator(operation, a, b)
    case (.string, _) where operation == .add, (_, .string) where operation == .add:
      return .concatenation
    case (.string, _): return .typed(.stringRepeat, [.string, .int], .string)
    case (.int, .int):
      let opcode = Self.intOperations[operation]!
      return .typed(opcode, [.int, .int], operation == .divide ? .float : .int)
    default:
      return .typed(Self.floatOperations[operation]!, [.float, .float], .float)
    }
  }

  /// An operation with a tagged operand whose other operand may decide what is done.
  private mutating func planPartlyTagged(
    _ operation: BinaryOperation, _ a: TypeID, _ b: TypeID, _ tags: TagSet
  ) -> Plan {
    let isTextual = a == .string || b == .string && !types.tags(of: a).contains(.array)
    if operation == .add && isTextual { return .concatenation }
    if operation == .add, types.element(of: a) != nil, !types.tags(of: b).contains(.array) {
      return planPush(a, b)
    }
    return .generic(tags)
  }

  private mutating func planArrayOperator(
    _ operation: BinaryOperation, _ a: TypeID, _ b: TypeID
  ) -> Plan {
    if operation == .multiply { return .typed(.arrayRepeat, [a, .int], a) }
    guard types.element(of: b) != nil else { return planPush(a, b) }
    let joined = types.join(a, b)
    return .typed(.arrayConcat, [joined, joined], joined)
  }

  private static let intOperations: [BinaryOperation: Opcode] = [
    .add: .intAdd, .subtract: .intSubtract, .multiply: .intMultiply, .divide: .intDivide,
    .remainder: .intRemainder, .power: .intPower, .and: .intAnd, .or: .intOr, .xor: .intXor,
    .shiftLeft: .intShiftLeft, .shiftRight: .intShiftRight,
  ]

  private static let floatOperations: [BinaryOperation: Opcode] = [
    .add: .floatAdd, .subtract: .floatSubtract, .multiply: .floatMultiply,
    .divide: .floatDivide, .remainder: .floatRemainder, .power: .floatPower,
  ]

  private mutating func planCompare(_ predicate: Predicate, _ a: TypeID, _ b: TypeID) -> Plan {
    let (x, y) = (types.tags(of: a), types.tags(of: b))
    if !predicate.isEquality && !TagRules.haveOrder(x, y) {
      return .raises("\(types.name(a)) and \(types.name(b)) have no order")
    }
    switch (types[a], types[b]) {
    case (.int, .int): return comparison(.intCompare, .int, predicate)
    case (.float, .float): return comparison(.floatCompare, .float, predicate)
    case (.int, .float): return .mixedComparison(predicate, isSwapped: false)
    case (.float, .int): return .mixedComparison(predicate.swapped, isSwapped: true)
    case (.string, .string): return comparison(.stringCompare, .string, predicate)
    case (.bool, .bool): return comparison(.boolCompare, .bool, predicate)
    case (.array, .array):
      return .typed(.arrayCompare, [a, b], .bool, immediate: predicate.rawValue)
    case (.null, .null): return .constantBool(predicate == .equal)
    default: break
    }
    let numbers = !x.isDisjoint(with: .number) && !y.isDisjoint(with: .number)
    let maps: TagSet = [.map, .object]
    let isNever =
      x.isDisjoint(with: y) && !numbers && (x.isDisjoint(with: maps) || y.isDisjoint(with: maps))
    return isNever ? .constantBool(predicate == .notEqual) : .genericTyped(.bool)
  }

  private func comparison(_ opcode: Opcode, _ type: TypeID, _ predicate: Predicate) -> Plan {
    .typed(opcode, [type, type], .bool, immediate: predicate.rawValue)
  }

  private mutating func planIn(_ needle: TypeID, _ container: TypeID) -> Plan {
    let (x, y) = (types.tags(of: needle), types.tags(of: container))
    guard TagRules.canContain(y, x) else {
      return .raises(
        "unsupported operand types for in: \(types.name(needle)) and \(types.name(container))")
    }
    switch (types[needle], types[container]) {
    case (.string, .string): return .exchanged(.stringContains, [.string, .string])
    case (_, .array): return .exchanged(.arrayContains, [container, types.union(x)])
    case (.int, .range): return .exchanged(.rangeContains, [container, .int])
    default: return .genericTyped(.bool)
    }
  }

  // MARK: Unary operators

  private mutating func planSign(
    _ a: TypeID, _ text: String, _ int: Opcode, _ float: Opcode
  ) -> Plan {
    switch a {
    case .int: return .typed(int, [.int], .int)
    case .float: return .typed(float, [.float], .float)
    default: return unary(a, text, .number)
    }
  }

  private mutating func planPlus(_ a: TypeID) -> Plan {
    a == .int || a == .float ? .operand(0, a) : unary(a, "+", .number)
  }

  private mutating func planComplement(_ a: TypeID) -> Plan {
    a == .int ? .typed(.intComplement, [.int], .int) : unary(a, "~", .int)
  }

  private func unary(_ a: TypeID, _ text: String, _ admitted: TagSet) -> Plan {
    let tags = types.tags(of: a).intersection(admitted)
    return tags.isEmpty
      ? .raises("unsupported operand type for \(text): \(types.name(a))") : .generic(tags)
  }

  private func planTruth(_ a: TypeID) -> Plan {
    switch types[a] {
    case .bool: .operand(0, .bool)
    case .null: .constantBool(false)
    case .int, .float, .string, .array, .range, .floatRange: .truth
    case .union, .map, .set, .instance,
      .function, .classObject, .error, .cell, .optional, .namespace, .unknown, .bottom: .genericTyped(.bool)
    }
  }

  private func planTest(_ tags: TagSet, _ a: TypeID) -> Plan {
    let own = types.tags(of: a)
    if tags.isSuperset(of: own) { return .constantBool(true) }
    return tags.isDisjoint(with: own)
      ? .constantBool(false)
      : .typed(.testTags, [a], .bool, immediate: Int64(tags.rawValue))
  }

  // MARK: Conversions

  private func planToString(_ a: TypeID) -> Plan {
    a == .string ? .operand(0, .string) : .textForm
  }

  private func planTypeName(_ a: TypeID) -> Plan {
    let tags = types.tags(of: a)
    return tags.count == 1 && tags != .instance
      ? .constantString(tags.description) : .genericTyped(.string)
  }

  private func planToInt(_ a: TypeID) -> Plan {
    switch a {
    case .int: .operand(0, .int)
    case .float: .typed(.floatToInt, [.float], .int)
    case .bool: .typed(.boolToInt, [.bool], .int)
    case .string: .typed(.stringToInt, [.string], .int)
    default: conversion(a, "Int", .int)
    }
  }

  private func planToFloat(_ a: TypeID) -> Plan {
    switch a {
    case .int: .typed(.intToFloat, [.int], .float)
    case .float: .operand(0, .float)
    case .string: .typed(.stringToFloat, [.string], .float)
    default: conversion(a, "Float", .float)
    }
  }

  private func conversion(_ a: TypeID, _ target: String, _ type: TypeID) -> Plan {
    types.tags(of: a).isDisjoint(with: [.int, .float, .bool, .string])
      ? .raises("\(types.name(a)) cannot be converted to \(target)") : .genericTyped(type)
  }

}
