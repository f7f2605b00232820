import IR
import Support

/// Chooses plans for instructions by the types of their operands.
struct Selection: Sendable {

  /// The program, whose definitions plans depend on.
  let source: Module
  var types: TypeTable

  init(_ source: Module) {
    self.source = source
    types = source.types
  }

  /// Returns the least type that admits the values of both types.
  mutating func join(_ a: TypeID, _ b: TypeID) -> TypeID { types.join(a, b, source) }

  /// Returns the type of values that call `closure`, and nothing else.
  mutating func type(of closure: ClosureID) -> TypeID {
    let isClass = source.closures[closure].kind == .classObject
    return types.intern(isClass ? .classObject([closure]) : .function([closure]))
  }

  /// Returns the `.type` name of values of type `id`, for messages.
  func name(_ id: TypeID) -> String {
    if case .instance(let type, _) = types[id], !type.isNone {
      return source.symbols[source.classes[type].name]
    }
    return types.tags(of: id).description
  }

  /// Returns the plan for the generic opcode `opcode` on operands of types `a`, none bottom.
  ///
  /// `nil` if `opcode` is not one that a plan exists for: its type rule stands elsewhere.
  ///
  /// - Parameter isPresent: whether a read that is one of a map is known to find an entry.
  mutating func plan(
    _ opcode: Opcode, _ immediate: Int64, _ a: [TypeID], isPresent: Bool = false
  ) -> Plan? {
    switch opcode {
    case .genericGet where isPresent: planGetPresent(a[0], a[1])
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
    case .testClass: planTestClass(ClassTypeID(Int(immediate)), a[0])
    case .testPromise: planTestPromise(Int(immediate), a[0])
    case .mapLiteral: planMapLiteral(a)
    case .setLiteral: planSetLiteral(a)
    case .errorMake: planMakeError(a[1])
    case .errorPart: planErrorPart(ErrorPart(rawValue: immediate)!)
    default: planElements(opcode, a)
    }
  }

  private mutating func planElements(_ opcode: Opcode, _ a: [TypeID]) -> Plan? {
    switch opcode {
    case .genericCheckIndex: planCheckIndex(a[0], a[1])
    case .genericGet: planGet(a[0], a[1])
    case .genericSet: planReplace(a[0], a[1], a[2], .arraySet, .mapSet)
    case .genericPut: planReplace(a[0], a[1], a[2], .arrayPut, .mapPut)
    case .genericUnique: planUnique(a[0])
    case .genericTake: planTake(a[0], a[1])
    case .genericCheckPush: planCheckPush(a[0])
    case .genericPush: planPush(a[0], a[1])
    case .genericInsert: planInsert(a[0], a[1])
    case .genericRemove: planRemove(a[0], a[1])
    case .genericLast: planLast(a[0])
    case .genericDropLast: planDropLast(a[0])
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
    case .genericIterationKey: planIterationKey(a[0])
    case .genericIterationValue: planIterationValue(a[0])
    case .genericIterationNext: planNext(a[0])
    default: nil
    }
  }

  /// Returns the type of the result of `plan` on operands of types `a`.
  mutating func result(of plan: Plan, _ a: [TypeID]) -> TypeID {
    switch plan {
    case .typed(_, _, let result, _, _): result
    case .generic(let tags): types.value(tags)
    case .genericTyped(let type): type
    case .constantBool, .truth, .exchanged, .mixedComparison, .cursorTest, .nullTest, .identity,
      .ifOf:
      .bool
    case .constantInt, .floatIndex, .nextCursor, .firstEntry, .nextEntry: .int
    case .constantNull: .null
    case .narrowed(_, let plan), .assumed(_, let plan): self.result(of: plan, a)
    case .guardedLookup(_, _, let type): type
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
        "unsupported operand types for \(operation.text): \(name(a)) and \(name(b))")
    }
    if types.hasAlternatives(a) || types.hasAlternatives(b) {
      return planPartlyTagged(operation, a, b, tags)
    }
    switch (types[a], types[b]) {
    case (.array, _): return planArrayOperator(operation, a, b)
    case (.string, _) where operation == .add, (_, .string) where operation == .add:
      return .concatenation
    case (.set, _):
      let joined = join(a, b)
      let operation = operation == .add ? BinaryOperation.or : operation
      return .typed(.setCombine, [joined, joined], joined, immediate: operation.rawValue)
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
    let pair = onlyPair(a, b) { !TagRules.result(operation, $0, $1).isEmpty }
    if let (x, y) = pair {
      return narrowed([x == a ? nil : x, y == b ? nil : y], planBinary(operation, x, y))
    }
    let isTextual = a == .string || b == .string && !types.tags(of: a).contains(.array)
    if operation == .add && isTextual { return .concatenation }
    if operation == .add, types.element(of: a) != nil, !types.tags(of: b).contains(.array) {
      return planPush(a, b)
    }
    return .generic(tags)
  }

  /// Returns the types of the only values of types `a` and `b` that `works` on, if there is one
  /// type for each whose representation is known.
  private mutating func onlyPair(
    _ a: TypeID, _ b: TypeID, where works: (TagSet, TagSet) -> Bool
  ) -> (TypeID, TypeID)? {
    var found: (TypeID, TypeID)?
    for x in types.alternatives(a) {
      for y in types.alternatives(b) where works(types.tags(of: x), types.tags(of: y)) {
        if found != nil || types.isUnion(x) || types.isUnion(y) { return nil }
        found = (x, y)
      }
    }
    return found
  }

  /// Returns `plan` on operands of which those with a type in `operands` must be of it.
  func narrowed(_ operands: [TypeID?], _ plan: Plan) -> Plan {
    if case .raises = plan { return plan }
    if case .narrowed(let inner, let rest) = plan {
      return .narrowed(zip(operands, inner).map { $1 ?? $0 }, rest)
    }
    return .narrowed(operands, plan)
  }

  private mutating func planArrayOperator(
    _ operation: BinaryOperation, _ a: TypeID, _ b: TypeID
  ) -> Plan {
    if operation == .multiply { return .typed(.arrayRepeat, [a, .int], a) }
    guard types.element(of: b) != nil else { return planPush(a, b) }
    let joined = join(a, b)
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
      return .raises("\(name(a)) and \(name(b)) have no order")
    }
    if !predicate.isEquality, types.hasAlternatives(a) || types.hasAlternatives(b),
      let (x, y) = onlyPair(a, b, where: { TagRules.haveOrder($0, $1) })
    {
      return narrowed([x == a ? nil : x, y == b ? nil : y], planCompare(predicate, x, y))
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
    case (.map, .map), (.set, .set):
      return .typed(.mapEqual, [a, b], .bool, isNegated: predicate == .notEqual)
    case (.function, .function), (.classObject, .classObject):
      return .identity(isNegated: predicate == .notEqual)
    case (.instance(let type, _), .instance) where !definesEquals(type):
      return .identity(isNegated: predicate == .notEqual)
    case (.optional, .null): return .nullTest(0, isNegated: predicate == .notEqual)
    case (.null, .optional): return .nullTest(1, isNegated: predicate == .notEqual)
    default: break
    }
    let numbers = !x.isDisjoint(with: .number) && !y.isDisjoint(with: .number)
    let maps: TagSet = [.map, .object]
    let isNever =
      x.isDisjoint(with: y) && !numbers && (x.isDisjoint(with: maps) || y.isDisjoint(with: maps))
    if isNever { return .constantBool(predicate == .notEqual) }
    return predicate.isEquality ? planEquality(predicate, a, b) : .genericTyped(.bool)
  }

  /// Null equals Null alone.
  private mutating func planEquality(_ predicate: Predicate, _ a: TypeID, _ b: TypeID) -> Plan {
    let isNegated = predicate == .notEqual
    if let inner = types.unwrapped(a), !types.isUnion(b) {
      let ifNull: Plan =
        types.unwrapped(b) == nil ? .constantBool(isNegated) : .nullTest(1, isNegated: isNegated)
      return .ifOf(0, inner, planCompare(predicate, inner, b), ifNull)
    }
    if let inner = types.unwrapped(b), !types.isUnion(a) {
      return .ifOf(1, inner, planCompare(predicate, a, inner), .constantBool(isNegated))
    }
    if types.isUnion(a), let type = onlyEqual(a, to: b) {
      return .ifOf(0, type, planCompare(predicate, type, b), .constantBool(isNegated))
    }
    if types.isUnion(b), let type = onlyEqual(b, to: a) {
      return .ifOf(1, type, planCompare(predicate, a, type), .constantBool(isNegated))
    }
    return .genericTyped(.bool)
  }

  /// Returns the only type of which values of the tagged type `a` can equal one of type `b`, if
  /// there is one that has no tag.
  private mutating func onlyEqual(_ a: TypeID, to b: TypeID) -> TypeID? {
    let plain: Set<TypeID> = [.null, .bool, .int, .float, .string]
    guard plain.contains(b) else { return nil }
    let equal = b == .int || b == .float ? TagSet.number : types.tags(of: b)
    let type = types.value(types.tags(of: a).intersection(equal))
    return plain.contains(type) ? type : nil
  }

  /// `true` iff an instance of `type` may have a method `equals`.
  private func definesEquals(_ type: ClassTypeID) -> Bool {
    guard let name = source.symbols.symbol(of: "equals") else { return false }
    return source.classes.ids.contains { id in
      source.isClass(id, orExtends: type) && source.methods(of: id, name) != nil
    }
  }

  private func comparison(_ opcode: Opcode, _ type: TypeID, _ predicate: Predicate) -> Plan {
    .typed(opcode, [type, type], .bool, immediate: predicate.rawValue)
  }

  private mutating func planIn(_ needle: TypeID, _ container: TypeID) -> Plan {
    let (x, y) = (types.tags(of: needle), types.tags(of: container))
    guard TagRules.canContain(y, x) else {
      return .raises(
        "unsupported operand types for in: \(name(needle)) and \(name(container))")
    }
    switch (types[needle], types[container]) {
    case (.string, .string): return .exchanged(.stringContains, [.string, .string])
    case (_, .array): return .exchanged(.arrayContains, [container, types.union(x)])
    case (.int, .range): return .exchanged(.rangeContains, [container, .int])
    case (_, .map(let key, _)), (_, .set(let key)): return planContains(needle, container, key)
    case (_, .optional(let inner)): return narrowed([nil, inner], planIn(needle, inner))
    default: return .genericTyped(.bool)
    }
  }

  private mutating func planContains(_ needle: TypeID, _ map: TypeID, _ key: TypeID) -> Plan {
    let (known, asked) = (types.tags(of: key), types.tags(of: needle))
    if let refusal = keyRefusal(needle) { return refusal }
    if alwaysCanBeKey(needle), let sought = sought(needle, key) {
      return .exchanged(.mapContains, [map, sought])
    }
    if known.isDisjoint(with: asked) && alwaysCanBeKey(needle)
      && !(asked.contains(.float) && known.contains(.int))
    {
      return .constantBool(false)
    }
    return .genericTyped(.bool)
  }

  // MARK: Errors

  private func planMakeError(_ kind: TypeID) -> Plan {
    let tags = types.tags(of: kind)
    if !tags.contains(.string) { return .raises("kind expects String, not \(name(kind))") }
    return .typed(.errorMake, [.any, .string], .error)
  }

  private mutating func planErrorPart(_ part: ErrorPart) -> Plan {
    let type: TypeID =
      switch part {
      case .message: .any
      case .kind: .string
      case .line, .row, .column: types.value([.int, .null])
      case .file: types.value([.string, .null])
      }
    return .typed(.errorPart, [.error], type, immediate: part.rawValue)
  }

  // MARK: Unary operators

  private mutating func planSign(
    _ a: TypeID, _ text: String, _ int: Opcode, _ float: Opcode
  ) -> Plan {
    switch a {
    case .int: return .typed(int, [.int], .int)
    case .float: return .typed(float, [.float], .float)
    default: return unary(a, text, .number) { $0.planSign($1, text, int, float) }
    }
  }

  private mutating func planPlus(_ a: TypeID) -> Plan {
    a == .int || a == .float ? .operand(0, a) : unary(a, "+", .number) { $0.planPlus($1) }
  }

  private mutating func planComplement(_ a: TypeID) -> Plan {
    a == .int
      ? .typed(.intComplement, [.int], .int) : unary(a, "~", .int) { $0.planComplement($1) }
  }

  /// An operation on what has one of the tags `admitted`; by `plan` where that leaves one type.
  private mutating func unary(
    _ a: TypeID, _ text: String, _ admitted: TagSet, _ plan: (inout Self, TypeID) -> Plan
  ) -> Plan {
    let tags = types.tags(of: a).intersection(admitted)
    if tags.isEmpty { return .raises("unsupported operand type for \(text): \(name(a))") }
    let type = types.value(tags)
    return type == .int || type == .float
      ? narrowed([type], plan(&self, type)) : .generic(tags)
  }

  private mutating func planTruth(_ a: TypeID) -> Plan {
    switch types[a] {
    case .bool: .operand(0, .bool)
    case .null: .constantBool(false)
    case .int, .float, .string, .array, .map, .set: .truth
    case .instance: mayBeLibraryCollection(a) ? .genericTyped(.bool) : .constantBool(true)
    case .range, .floatRange, .function, .classObject, .error, .namespace: .constantBool(true)
    case .optional(let inner):
      planTruth(inner) == .constantBool(true)
        ? .nullTest(0, isNegated: true)
        : .ifOf(0, inner, planTruth(inner), .constantBool(false))
    case .union, .unknown, .bottom, .packed, .token, .cell: .genericTyped(.bool)
    }
  }

  /// `true` iff values of type `id` may be instances of a class of values.
  func mayBeLibraryCollection(_ id: TypeID) -> Bool {
    guard case .instance(let base, let known) = types[types.unwrapped(id) ?? id] else {
      return types.tags(of: id).contains(.instance)
        && source.classes.elements.contains(where: \.isValue)
    }
    let candidates = known.isEmpty ? source.classes(extending: base) : known
    return candidates.contains { source.classes[$0].isValue }
  }

  private func planTest(_ tags: TagSet, _ a: TypeID) -> Plan {
    let own = types.tags(of: a)
    if tags.isSuperset(of: own) { return .constantBool(true) }
    if tags.isDisjoint(with: own) { return .constantBool(false) }
    if types.unwrapped(a) != nil { return .nullTest(0, isNegated: !tags.contains(.null)) }
    return .typed(.testTags, [a], .bool, immediate: Int64(tags.rawValue))
  }

  private mutating func planTestClass(_ type: ClassTypeID, _ a: TypeID) -> Plan {
    let narrow = types.narrow(a, toClass: type, source)
    if narrow == .bottom { return .constantBool(false) }
    return narrow == a ? .constantBool(true) : .genericTyped(.bool)
  }

  private mutating func planTestPromise(_ index: Int, _ a: TypeID) -> Plan {
    switch check(a, source.promises[index].annotation, source) {
    case .holds: .constantBool(true)
    case .broken: .constantBool(false)
    case .tested: .genericTyped(.bool)
    }
  }

  // MARK: Conversions

  private func planToString(_ a: TypeID) -> Plan {
    a == .string ? .operand(0, .string) : .textForm
  }

  private func planTypeName(_ a: TypeID) -> Plan {
    let tags = types.tags(of: a)
    if case .instance(_, let known) = types[a], known.count == 1 {
      return .constantString(name(a))
    }
    let isNamed = tags.count == 1 && tags.isDisjoint(with: [.instance, .library, .module])
    return isNamed ? .constantString(tags.description) : .genericTyped(.string)
  }

  private func planToInt(_ a: TypeID) -> Plan {
    switch a {
    case .int: .operand(0, .int)
    case .float: .typed(.floatToInt, [.float], .int)
    case .bool: .typed(.boolToInt, [.bool], .int)
    case .string: .typed(.stringToInt, [.string], .int)
    default: conversion(a, "toInt", .int)
    }
  }

  private func planToFloat(_ a: TypeID) -> Plan {
    switch a {
    case .int: .typed(.intToFloat, [.int], .float)
    case .float: .operand(0, .float)
    case .string: .typed(.stringToFloat, [.string], .float)
    default: conversion(a, "toFloat", .float)
    }
  }

  /// The conversion by the member `member`, which values of other types do not have.
  private func conversion(_ a: TypeID, _ member: String, _ type: TypeID) -> Plan {
    types.tags(of: a).isDisjoint(with: [.int, .float, .bool, .string])
      ? missing(member, a) : .genericTyped(type)
  }

  /// The error that values of type `a` have no member `member`.
  func missing(_ member: String, _ a: TypeID) -> Plan {
    .raises("\(name(a)) has no member \(member)", kind: a == .null ? .type : .name)
  }

}
