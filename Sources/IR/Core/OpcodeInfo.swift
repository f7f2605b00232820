/// How to read the immediate of an instruction.
public enum ImmediateKind: UInt8, Sendable {
  case none, int, float, bool, symbol, function, global, operation, predicate, tags, promise
  case classType, closure, cell, namespace, intrinsic, errorPart
}

/// What an instruction does to its counted operands.
public enum OperandOwnership: UInt8, Sendable {

  /// Reads them; the owner keeps them.
  case borrow

  /// Takes them over, also when it raises: the references end here or live on in the result.
  case consume

  /// Takes the first over and reads the others.
  case consumeFirst

  /// Takes the last over and reads the others.
  case consumeLast

  /// Reads the second, a key, and takes the others over.
  case consumeAllButKey

  /// As the called function's conventions say.
  case callee

}

/// Whose reference the result of an instruction is, if it is counted.
public enum ResultOwnership: UInt8, Sendable {

  /// A new reference.
  case owned

  /// Part of the first operand, valid as long as that is. With the effect `readsGlobals`: part of
  /// a global, or of the memory that the first operand refers to, valid until that may be changed.
  case borrowed

}

/// How the type of the result follows.
public enum ResultRule: Equatable, Sendable {

  /// It stands in the text.
  case explicit
  case fixed(TypeID)

  /// That of the first operand.
  case first

}

/// What an instruction does beside computing its result.
public struct Effects: OptionSet, Sendable {

  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// May raise an error.
  public static let raises = Effects(rawValue: 1)

  /// Must be kept and keeps its place among others that must: output, stores, calls.
  public static let acts = Effects(rawValue: 2)

  /// The result depends on memory that others may change: globals, fields, cells.
  public static let readsGlobals = Effects(rawValue: 4)

  /// The result has an identity of its own: no equal instruction can stand for it.
  public static let creates = Effects(rawValue: 8)

}

/// The description of an opcode: the one table that builder, printer, reader, verifier and passes
/// consult.
public struct OpcodeInfo: Sendable {

  /// The printed name.
  public let name: String

  /// The number of operands, or `nil` if it varies.
  public let operandCount: Int?
  public let result: ResultRule
  public let effects: Effects

  /// `true` iff it may make or enlarge an object; where there is no memory, the program ends.
  public let allocates: Bool
  public let operands: OperandOwnership
  public let ownership: ResultOwnership
  public let immediate: ImmediateKind

  private init(
    _ name: String, _ operandCount: Int?, _ result: ResultRule, effects: Effects = [],
    allocates: Bool = false, operands: OperandOwnership = .borrow,
    ownership: ResultOwnership = .owned, immediate: ImmediateKind = .none
  ) {
    self.name = name
    self.operandCount = operandCount
    self.result = result
    self.effects = effects
    self.allocates = allocates
    self.operands = operands
    self.ownership = ownership
    self.immediate = immediate
  }

  private static let table: [OpcodeInfo] = Opcode.allCases.map(describe)

  /// Returns the description of `opcode`.
  public static func of(_ opcode: Opcode) -> OpcodeInfo { table[Int(opcode.rawValue)] }

  private static func describe(_ opcode: Opcode) -> OpcodeInfo {
    switch opcode {
    case .blockParameter: .init("parameter", 0, .explicit)
    case .constInt: .init("const.int", 0, .fixed(.int), immediate: .int)
    case .constFloat: .init("const.float", 0, .fixed(.float), immediate: .float)
    case .constBool: .init("const.bool", 0, .fixed(.bool), immediate: .bool)
    case .constNull: .init("const.null", 0, .fixed(.null))
    case .constString: .init("const.string", 0, .fixed(.string), immediate: .symbol)
    case .call:
      .init(
        "call", nil, .explicit, effects: [.raises, .acts, .readsGlobals], operands: .callee,
        immediate: .function)
    case .print: .init("print", nil, .fixed(.null), effects: [.raises, .acts])
    case .undefined: .init("undefined", 0, .explicit)
    case .constNamespace: .init("const.namespace", 0, .explicit, immediate: .namespace)
    default: describeErrors(opcode)
    }
  }

  private static let ends: Effects = [.raises, .acts]

  private static func describeErrors(_ opcode: Opcode) -> OpcodeInfo {
    switch opcode {
    case .raiseTypeError:
      .init("raise.type_error", 0, .fixed(.bottom), effects: ends, immediate: .symbol)
    case .raiseNameError:
      .init("raise.name_error", 0, .fixed(.bottom), effects: ends, immediate: .symbol)
    case .raiseArgumentError:
      .init("raise.argument_error", 0, .fixed(.bottom), effects: ends, immediate: .symbol)
    case .raiseNoOverload:
      .init(
        "raise.no_overload", nil, .fixed(.bottom), effects: ends, operands: .consume,
        immediate: .symbol)
    case .raiseAmbiguous:
      .init(
        "raise.ambiguous", nil, .fixed(.bottom), effects: ends, operands: .consume,
        immediate: .symbol)
    case .throwValue: .init("throw", 1, .fixed(.bottom), effects: ends, operands: .consume)
    case .rethrow: .init("rethrow", 1, .fixed(.bottom), effects: ends, operands: .consume)
    case .errorTake: .init("error.take", 0, .explicit, effects: .acts)
    // The message may be any value, whose text form is taken.
    case .errorMake: .init("error.make", 2, .fixed(.error), effects: ends, operands: .consume)
    // The place of an Error is known once it was thrown.
    case .errorPart:
      .init("error.part", 1, .explicit, effects: .readsGlobals, immediate: .errorPart)
    default: describeGeneric(opcode)
    }
  }

  private static func describeGeneric(_ opcode: Opcode) -> OpcodeInfo {
    switch opcode {
    case .genericBinary:
      .init(
        "generic.binary", 2, .explicit, effects: ends, operands: .consumeFirst,
        immediate: .operation)
    case .genericNegate: .init("generic.negate", 1, .explicit, effects: .raises)
    case .genericPlus: .init("generic.plus", 1, .explicit, effects: .raises)
    case .genericComplement: .init("generic.complement", 1, .explicit, effects: .raises)
    // Comparisons and text forms may run the methods `equals` and `toString`.
    case .genericCompare:
      .init("generic.compare", 2, .fixed(.bool), effects: ends, immediate: .predicate)
    case .genericIn: .init("generic.in", 2, .fixed(.bool), effects: ends)
    case .genericTruth: .init("generic.truth", 1, .fixed(.bool))
    case .genericCheckIndex: .init("generic.check_index", 2, .explicit, effects: .raises)
    case .genericGet: .init("generic.get", 2, .explicit)
    case .genericSet:
      .init("generic.set", 3, .explicit, effects: .raises, operands: .consume)
    case .genericUnique: .init("generic.unique", 1, .explicit, effects: .raises, operands: .consume)
    case .genericTake: .init("generic.take", 2, .explicit, effects: .acts)
    case .genericPut: .init("generic.put", 3, .explicit, effects: .acts, operands: .consume)
    case .genericCheckPush: .init("generic.check_push", 1, .fixed(.null), effects: .raises)
    case .genericPush:
      .init("generic.push", 2, .explicit, effects: .raises, operands: .consume)
    case .genericInsert:
      .init("generic.insert", 2, .explicit, effects: .raises, operands: .consume)
    case .genericRemove:
      .init("generic.remove", 2, .explicit, effects: .raises, operands: .consumeFirst)
    case .genericLast: .init("generic.last", 1, .explicit, effects: .raises)
    case .genericDropLast:
      .init("generic.drop_last", 1, .explicit, effects: .raises, operands: .consume)
    case .genericLength: .init("generic.length", 1, .fixed(.int), effects: .raises)
    case .genericTypeName: .init("generic.type_name", 1, .fixed(.string))
    case .genericToString: .init("generic.to_string", 1, .fixed(.string), effects: ends)
    case .genericToInt: .init("generic.to_int", 1, .fixed(.int), effects: .raises)
    case .genericToFloat: .init("generic.to_float", 1, .fixed(.float), effects: .raises)
    case .genericToBool: .init("generic.to_bool", 1, .fixed(.bool), effects: .raises)
    case .genericRange: .init("generic.range", 2, .explicit, effects: .raises)
    case .genericSteppedRange: .init("generic.stepped_range", 3, .explicit, effects: .raises)
    case .genericIterationStart:
      .init("generic.iteration_start", 1, .fixed(.int), effects: .raises)
    case .genericIterationLimit:
      .init("generic.iteration_limit", 1, .fixed(.int), effects: .raises)
    case .genericIterationMore: .init("generic.iteration_more", 3, .fixed(.bool))
    case .genericIterationElement: .init("generic.iteration_element", 2, .explicit)
    case .genericIterationKey: .init("generic.iteration_key", 3, .explicit)
    case .genericIterationValue: .init("generic.iteration_value", 2, .explicit)
    case .genericIterationNext: .init("generic.iteration_next", 2, .fixed(.int))
    default: describeMembers(opcode)
    }
  }

  private static let runs: Effects = [.raises, .acts, .readsGlobals]

  private static func describeMembers(_ opcode: Opcode) -> OpcodeInfo {
    switch opcode {
    case .genericCall: .init("generic.call", nil, .explicit, effects: runs)
    case .genericCallMethod:
      .init("generic.call_method", nil, .explicit, effects: runs, immediate: .symbol)
    case .genericGetMember:
      .init("generic.get_member", 1, .explicit, effects: runs, immediate: .symbol)
    case .genericCheckMember:
      .init("generic.check_member", 1, .fixed(.null), effects: .raises, immediate: .symbol)
    case .genericSetMember:
      .init(
        "generic.set_member", 2, .explicit, effects: ends, operands: .consume, immediate: .symbol)
    case .genericTakeMember:
      .init(
        "generic.take_member", 1, .explicit, effects: [.acts, .readsGlobals], immediate: .symbol)
    case .genericPutMember:
      .init(
        "generic.put_member", 2, .explicit, effects: .acts, operands: .consume, immediate: .symbol)
    case .genericCheckMemberPromise:
      .init("generic.check_member_promise", 2, .explicit, effects: .raises, immediate: .int)
    case .testClass: .init("test_class", 1, .fixed(.bool), immediate: .classType)
    case .refineClass:
      .init("refine_class", 1, .explicit, operands: .consume, immediate: .classType)
    case .testPromise: .init("test_promise", 1, .fixed(.bool), immediate: .promise)
    case .mapLiteral: .init("map.literal", nil, .explicit, effects: .raises, operands: .consume)
    case .setLiteral: .init("set.literal", nil, .explicit, effects: .raises, operands: .consume)
    case .narrow: .init("narrow", 1, .explicit, ownership: .borrowed)
    case .optionalIsNull: .init("optional.is_null", 1, .fixed(.bool))
    case .intrinsic: .init("intrinsic", nil, .explicit, allocates: true, immediate: .intrinsic)
    case .intrinsicRaising:
      .init("intrinsic.raising", nil, .explicit, effects: .raises, immediate: .intrinsic)
    case .intrinsicActing:
      .init("intrinsic.acting", nil, .explicit, effects: ends, immediate: .intrinsic)
    case .testTags: .init("test_tags", 1, .fixed(.bool), immediate: .tags)
    case .refine: .init("refine", 1, .explicit, operands: .consume, immediate: .tags)
    case .checkPromise:
      .init(
        "check_promise", 1, .explicit, effects: .raises, operands: .consume, immediate: .promise)
    case .convert: .init("convert", 1, .explicit, allocates: true, operands: .consume)
    default: describeNumeric(opcode)
    }
  }

  private static func describeNumeric(_ opcode: Opcode) -> OpcodeInfo {
    switch opcode {
    case .intAdd: .init("int.add", 2, .fixed(.int), effects: .raises)
    case .intSubtract: .init("int.subtract", 2, .fixed(.int), effects: .raises)
    case .intMultiply: .init("int.multiply", 2, .fixed(.int), effects: .raises)
    case .intNegate: .init("int.negate", 1, .fixed(.int), effects: .raises)
    case .intAddUnchecked: .init("int.add_unchecked", 2, .fixed(.int))
    case .intSubtractUnchecked: .init("int.subtract_unchecked", 2, .fixed(.int))
    case .intMultiplyUnchecked: .init("int.multiply_unchecked", 2, .fixed(.int))
    case .intAddWrapping: .init("int.add_wrapping", 2, .fixed(.int))
    case .intSubtractWrapping: .init("int.subtract_wrapping", 2, .fixed(.int))
    case .intMultiplyWrapping: .init("int.multiply_wrapping", 2, .fixed(.int))
    case .intDivide: .init("int.divide", 2, .fixed(.float), effects: .raises)
    case .intRemainder: .init("int.remainder", 2, .fixed(.int), effects: .raises)
    case .intRemainderUnchecked:
      .init("int.remainder_unchecked", 2, .fixed(.int), immediate: .int)
    case .intPower: .init("int.power", 2, .fixed(.int), effects: .raises)
    case .intAnd: .init("int.and", 2, .fixed(.int))
    case .intOr: .init("int.or", 2, .fixed(.int))
    case .intXor: .init("int.xor", 2, .fixed(.int))
    case .intComplement: .init("int.complement", 1, .fixed(.int))
    case .intShiftLeft: .init("int.shift_left", 2, .fixed(.int), effects: .raises)
    case .intShiftRight: .init("int.shift_right", 2, .fixed(.int), effects: .raises)
    case .intShiftLeftUnchecked: .init("int.shift_left_unchecked", 2, .fixed(.int))
    case .intShiftRightUnchecked: .init("int.shift_right_unchecked", 2, .fixed(.int))
    case .intCompare: .init("int.compare", 2, .fixed(.bool), immediate: .predicate)
    case .intLessUnsigned: .init("int.less_unsigned", 2, .fixed(.bool))
    case .intCompareFloat:
      .init("int.compare_float", 2, .fixed(.bool), immediate: .predicate)
    case .intToFloat: .init("int.to_float", 1, .fixed(.float))
    case .intToString: .init("int.to_string", 1, .fixed(.string), allocates: true)
    case .floatAdd: .init("float.add", 2, .fixed(.float))
    case .floatSubtract: .init("float.subtract", 2, .fixed(.float))
    case .floatMultiply: .init("float.multiply", 2, .fixed(.float))
    case .floatDivide: .init("float.divide", 2, .fixed(.float))
    case .floatRemainder: .init("float.remainder", 2, .fixed(.float))
    case .floatPower: .init("float.power", 2, .fixed(.float))
    case .floatNegate: .init("float.negate", 1, .fixed(.float))
    case .floatCompare: .init("float.compare", 2, .fixed(.bool), immediate: .predicate)
    case .floatToInt: .init("float.to_int", 1, .fixed(.int), effects: .raises)
    case .floatToString: .init("float.to_string", 1, .fixed(.string), allocates: true)
    case .floatToIndex: .init("float.to_index", 1, .fixed(.int), effects: .raises)
    case .boolNot: .init("bool.not", 1, .fixed(.bool))
    case .boolCompare: .init("bool.compare", 2, .fixed(.bool), immediate: .predicate)
    case .boolToInt: .init("bool.to_int", 1, .fixed(.int))
    case .boolToString: .init("bool.to_string", 1, .fixed(.string))
    default: describeString(opcode)
    }
  }

  private static func describeString(_ opcode: Opcode) -> OpcodeInfo {
    switch opcode {
    case .stringConcat:
      .init("string.concat", 2, .fixed(.string), allocates: true, operands: .consumeFirst)
    case .stringRepeat: .init("string.repeat", 2, .fixed(.string), effects: .raises)
    case .stringCompare: .init("string.compare", 2, .fixed(.bool), immediate: .predicate)
    case .stringContains: .init("string.contains", 2, .fixed(.bool))
    case .stringLength: .init("string.length", 1, .fixed(.int))
    case .stringByteLength: .init("string.byte_length", 1, .fixed(.int))
    case .stringCheckIndex: .init("string.check_index", 2, .fixed(.int), effects: .raises)
    case .stringGet: .init("string.get", 2, .fixed(.string), allocates: true)
    case .stringScalarAt: .init("string.scalar_at", 2, .fixed(.string), allocates: true)
    case .stringNextOffset: .init("string.next_offset", 2, .fixed(.int))
    case .stringToInt: .init("string.to_int", 1, .fixed(.int), effects: .raises)
    case .stringToFloat: .init("string.to_float", 1, .fixed(.float), effects: .raises)
    case .stringToBool: .init("string.to_bool", 1, .fixed(.bool))
    default: describeArray(opcode)
    }
  }

  private static func describeArray(_ opcode: Opcode) -> OpcodeInfo {
    switch opcode {
    case .arrayLiteral:
      .init("array.literal", nil, .explicit, allocates: true, operands: .consume)
    case .arrayLength: .init("array.length", 1, .fixed(.int))
    case .arrayCheckIndex: .init("array.check_index", 2, .fixed(.int), effects: .raises)
    case .arrayGetOrEmpty: .init("array.get_or_empty", 2, .explicit, ownership: .borrowed)
    case .arrayGet: .init("array.get", 2, .explicit, ownership: .borrowed)
    case .arraySet: .init("array.set", 3, .first, allocates: true, operands: .consume)
    case .arraySetUnique:
      .init("array.set_unique", 3, .first, effects: .acts, operands: .consume)
    case .arrayUnique: .init("array.unique", 1, .first, allocates: true, operands: .consume)
    case .arrayTake: .init("array.take", 2, .explicit, effects: .acts)
    case .arrayPut: .init("array.put", 3, .first, effects: .acts, operands: .consume)
    case .arrayPush: .init("array.push", 2, .first, allocates: true, operands: .consume)
    case .arrayReserve:
      .init("array.reserve", 2, .first, allocates: true, operands: .consumeFirst)
    case .arrayPushReserved:
      .init("array.push_reserved", 2, .first, effects: .acts, operands: .consume)
    case .arrayCheckNotEmpty: .init("array.check_not_empty", 1, .fixed(.null), effects: .raises)
    case .arrayDropLast:
      .init("array.drop_last", 1, .first, allocates: true, operands: .consume)
    case .arrayConcat:
      .init("array.concat", 2, .first, allocates: true, operands: .consumeFirst)
    case .arrayRepeat: .init("array.repeat", 2, .first, effects: .raises)
    case .arrayCompare:
      .init("array.compare", 2, .fixed(.bool), effects: ends, immediate: .predicate)
    case .arrayContains: .init("array.contains", 2, .fixed(.bool), effects: ends)
    case .arrayToString: .init("array.to_string", 1, .fixed(.string), effects: ends)
    case .arrayGetField:
      .init("array.get_field", 2, .explicit, effects: .readsGlobals, immediate: .int)
    case .arraySetField:
      .init("array.set_field", 3, .fixed(.null), effects: .acts, immediate: .int)
    case .arrayPushFields:
      .init("array.push_fields", nil, .first, allocates: true, operands: .consumeFirst)
    case .arraySetFields:
      .init("array.set_fields", nil, .first, allocates: true, operands: .consumeFirst)
    default: describeMap(opcode)
    }
  }

  private static func describeMap(_ opcode: Opcode) -> OpcodeInfo {
    switch opcode {
    case .mapLength: .init("map.length", 1, .fixed(.int))
    case .mapContains: .init("map.contains", 2, .fixed(.bool), effects: .raises)
    case .mapGet: .init("map.get", 2, .explicit)
    case .mapGetPresent: .init("map.get_present", 2, .explicit)
    case .mapFind: .init("map.find", 2, .fixed(.int))
    case .mapGetAt: .init("map.get_at", 2, .explicit)
    case .mapSet:
      .init("map.set", 3, .first, allocates: true, operands: .consumeAllButKey)
    case .mapSetAt:
      .init("map.set_at", 4, .first, allocates: true, operands: .consumeAllButKey)
    case .setInsert: .init("set.insert", 2, .first, effects: .raises, operands: .consumeFirst)
    case .mapRemove: .init("map.remove", 2, .first, effects: .raises, operands: .consumeFirst)
    case .mapUnique: .init("map.unique", 1, .first, allocates: true, operands: .consume)
    case .mapTake: .init("map.take", 2, .explicit, effects: .acts)
    case .mapPut: .init("map.put", 3, .first, effects: .acts, operands: .consumeAllButKey)
    case .mapNext: .init("map.next", 2, .fixed(.int))
    case .mapEnd: .init("map.end", 1, .fixed(.int))
    case .mapKeyAt: .init("map.key_at", 2, .explicit, ownership: .borrowed)
    case .mapValueAt: .init("map.value_at", 2, .explicit, ownership: .borrowed)
    case .setCombine:
      .init(
        "set.combine", 2, .first, allocates: true, operands: .consumeFirst,
        immediate: .operation)
    case .mapEqual: .init("map.equal", 2, .fixed(.bool), effects: ends)
    case .mapToString: .init("map.to_string", 1, .fixed(.string), effects: ends)
    default: describeObjects(opcode)
    }
  }

  private static func describeObjects(_ opcode: Opcode) -> OpcodeInfo {
    switch opcode {
    case .instanceMake:
      .init(
        "instance.make", nil, .explicit, effects: .creates, allocates: true, operands: .consume,
        immediate: .classType)
    case .instanceClassID: .init("instance.class_id", 1, .fixed(.int))
    case .closureID: .init("closure.id", 1, .fixed(.int))
    case .fieldGet:
      .init(
        "field.get", 1, .explicit, effects: .readsGlobals, ownership: .borrowed, immediate: .int)
    case .fieldSet:
      .init("field.set", 2, .fixed(.null), effects: .acts, operands: .consumeLast, immediate: .int)
    case .instanceUnique:
      .init(
        "instance.unique", 1, .first, effects: .acts, allocates: true, operands: .consume)
    case .fieldTake:
      .init("field.take", 1, .explicit, effects: [.acts, .readsGlobals], immediate: .int)
    case .fieldCheck:
      .init("field.check", 1, .fixed(.null), effects: [.raises, .readsGlobals], immediate: .int)
    case .closureMake:
      .init(
        "closure.make", nil, .explicit, effects: .creates, allocates: true, operands: .consume,
        immediate: .closure)
    case .closureCapture:
      .init("closure.capture", 1, .explicit, ownership: .borrowed, immediate: .int)
    case .tokenMake: .init("token.make", 0, .fixed(.int), effects: .creates)
    case .sameObject: .init("same_object", 2, .fixed(.bool))
    case .cellMake:
      .init(
        "cell.make", nil, .explicit, effects: .creates, allocates: true, operands: .consume,
        immediate: .cell)
    case .cellCheck: .init("cell.check", 1, .fixed(.null), effects: [.raises, .readsGlobals])
    case .cellGet:
      .init("cell.get", 1, .explicit, effects: .readsGlobals, ownership: .borrowed)
    case .cellSet:
      .init("cell.set", 2, .fixed(.null), effects: .acts, operands: .consumeLast)
    case .cellTake: .init("cell.take", 1, .explicit, effects: [.acts, .readsGlobals])
    default: describeRest(opcode)
    }
  }

  private static func describeRest(_ opcode: Opcode) -> OpcodeInfo {
    switch opcode {
    case .rangeMake: .init("range.make", 2, .fixed(.unitRange))
    case .rangeMakeStepped: .init("range.make_stepped", 3, .fixed(.range), effects: .raises)
    case .rangeStart: .init("range.start", 1, .fixed(.int))
    case .rangeEnd: .init("range.end", 1, .fixed(.int))
    case .rangeCount: .init("range.count", 1, .fixed(.int))
    case .rangeCheckIndex: .init("range.check_index", 2, .fixed(.int), effects: .raises)
    case .rangeAt: .init("range.at", 2, .fixed(.int))
    case .rangeContains: .init("range.contains", 2, .fixed(.bool))
    case .floatRangeMake: .init("float_range.make", 3, .fixed(.floatRange), effects: .raises)
    case .floatRangeCount: .init("float_range.count", 1, .fixed(.int))
    case .floatRangeAt: .init("float_range.at", 2, .fixed(.float))
    case .globalCheck:
      .init(
        "global.check", 0, .fixed(.null), effects: [.raises, .readsGlobals], immediate: .global)
    case .globalGet:
      .init(
        "global.get", 0, .explicit, effects: .readsGlobals, ownership: .borrowed, immediate: .global
      )
    case .globalSet:
      .init("global.set", 1, .fixed(.null), effects: .acts, operands: .consume, immediate: .global)
    case .globalTake: .init("global.take", 0, .explicit, effects: .acts, immediate: .global)
    case .copy: .init("copy", 1, .first)
    case .drop: .init("drop", 1, .fixed(.null), effects: .acts, operands: .consume)
    case .dropReuse: .init("drop.reuse", 1, .explicit, effects: .acts, operands: .consume)
    case .stackAllocate: .init("stack.allocate", 0, .explicit, effects: .creates)
    case .stackEnd: .init("stack.end", 1, .fixed(.null), effects: .acts, operands: .consume)
    default: fatalError("opcode \(opcode) has no description")
    }
  }

}

extension Opcode {

  /// The description of this opcode.
  public var info: OpcodeInfo { OpcodeInfo.of(self) }

  /// `true` iff it does nothing but compute its result.
  public var isPure: Bool { info.effects.isEmpty }

  /// `true` iff it has a place in the source, for reports of errors.
  public var hasPlace: Bool { info.effects.contains(.raises) || info.allocates }

}
