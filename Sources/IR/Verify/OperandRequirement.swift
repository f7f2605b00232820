/// What the type of an operand must be, from `VerificationStage.typed` on.
enum OperandRequirement: Equatable {

  case anything
  case exactly(TypeID)
  case tagged
  case array

  /// An array of packed instances.
  case packed

  /// A range of Ints, with or without a step.
  case range

  /// The type of the first operand.
  case sameAsFirst

  /// The element type of the first operand.
  case elementOfFirst

  /// The element type of the result.
  case elementOfResult

  /// A map or set; a map; a set.
  case mapOrSet
  case map
  case set

  /// The key or value type of the map, the element type of the set, that is the first operand.
  case keyOfFirst
  case valueOfFirst

  /// What is sought in the first operand: of its key type, or of any tags where keys are tagged.
  case soughtInFirst

  case instance
  case function
  case cell

  /// The content type of the cell that is the first operand.
  case contentOfFirst
  case pointer
  case optional

  /// A pointer or an optional value.
  case narrowable

  /// A checked index: an Int or, of a tagged container, a tagged value.
  case checkedIndex

}

extension Opcode {

  /// The requirements of the operands in order; the last one stands for all that follow.
  var operandRequirements: [OperandRequirement] {
    switch self {
    case .blockParameter, .constInt, .constFloat, .constBool, .constNull, .constString,
      .raiseTypeError, .raiseNameError, .raiseArgumentError, .undefined, .constNamespace,
      .errorTake, .tokenMake, .stackAllocate, .globalCheck, .globalGet, .globalTake:
      []
    case .call, .print, .globalSet, .copy, .drop, .convert, .raiseNoOverload, .raiseAmbiguous,
      .intrinsic, .intrinsicRaising, .intrinsicActing, .closureMake, .cellMake, .instanceMake,
      .dropReuse, .stackEnd:
      [.anything]
    case .genericIterationElement, .genericIterationNext, .genericIterationValue,
      .genericIterationKey:
      [.tagged, .exactly(.int)]
    case .genericGet, .genericTake: [.tagged, .checkedIndex]
    case .genericSet, .genericPut: [.tagged, .checkedIndex, .tagged]
    case .mapLiteral, .setLiteral: [.anything]
    case .narrow: [.narrowable]
    case .optionalIsNull: [.optional]
    case .mapLength, .mapUnique, .mapEnd, .mapToString: [.mapOrSet]
    case .mapContains, .mapRemove: [.mapOrSet, .soughtInFirst]
    case .mapNext, .mapKeyAt: [.mapOrSet, .exactly(.int)]
    case .mapValueAt, .mapGetAt: [.map, .exactly(.int)]
    case .mapGet, .mapGetPresent: [.map, .soughtInFirst]
    case .mapFind: [.mapOrSet, .keyOfFirst]
    case .mapTake: [.map, .keyOfFirst]
    case .mapSet, .mapPut: [.map, .keyOfFirst, .valueOfFirst]
    case .mapSetAt: [.map, .keyOfFirst, .valueOfFirst, .exactly(.int)]
    case .setInsert: [.set, .keyOfFirst]
    case .setCombine: [.set, .sameAsFirst]
    case .mapEqual: [.mapOrSet]
    case .instanceClassID, .instanceUnique, .fieldGet, .fieldTake, .fieldCheck: [.instance]
    case .fieldSet: [.instance, .anything]
    case .closureID, .closureCapture: [.function]
    case .sameObject: [.pointer]
    case .cellCheck, .cellGet, .cellTake: [.cell]
    case .cellSet: [.cell, .contentOfFirst]
    case .errorMake: [.tagged, .exactly(.string)]
    case .errorPart: [.exactly(.error)]
    case .genericIterationMore: [.tagged, .exactly(.int)]
    case .genericBinary, .genericNegate, .genericPlus, .genericComplement, .genericCompare,
      .genericIn, .genericTruth, .genericCheckIndex, .genericUnique, .genericCheckPush,
      .genericPush, .genericInsert, .genericRemove,
      .genericLast, .genericDropLast, .genericLength, .genericTypeName,
      .genericToString, .genericToInt, .genericToFloat, .genericToBool, .genericRange,
      .genericSteppedRange, .genericIterationStart, .genericIterationLimit, .testTags, .refine,
      .checkPromise, .genericCall, .genericCallMethod, .genericGetMember, .genericCheckMember,
      .genericSetMember, .genericTakeMember, .genericPutMember, .genericCheckMemberPromise,
      .testClass, .refineClass, .testPromise, .throwValue, .rethrow:
      [.tagged]
    case .intAdd, .intSubtract, .intMultiply, .intNegate, .intAddUnchecked,
      .intSubtractUnchecked, .intMultiplyUnchecked, .intRemainderUnchecked,
      .intAddWrapping, .intSubtractWrapping, .intMultiplyWrapping,
      .intShiftLeftUnchecked, .intShiftRightUnchecked, .intDivide, .intRemainder, .intPower,
      .intAnd,
      .intOr, .intXor, .intComplement, .intShiftLeft, .intShiftRight, .intCompare,
      .intLessUnsigned, .intToFloat, .intToString, .rangeMake, .rangeMakeStepped:
      [.exactly(.int)]
    case .intCompareFloat: [.exactly(.int), .exactly(.float)]
    case .floatAdd, .floatSubtract, .floatMultiply, .floatDivide, .floatRemainder, .floatPower,
      .floatNegate, .floatCompare, .floatToInt, .floatToString, .floatToIndex, .floatRangeMake:
      [.exactly(.float)]
    case .boolNot, .boolCompare, .boolToInt, .boolToString: [.exactly(.bool)]
    case .stringConcat, .stringCompare, .stringContains, .stringLength, .stringByteLength,
      .stringToInt, .stringToFloat, .stringToBool:
      [.exactly(.string)]
    case .stringRepeat, .stringCheckIndex, .stringGet, .stringScalarAt, .stringNextOffset:
      [.exactly(.string), .exactly(.int)]
    case .arrayLiteral: [.elementOfResult]
    case .arrayLength, .arrayUnique, .arrayCheckNotEmpty, .arrayDropLast, .arrayCompare,
      .arrayToString:
      [.array]
    case .arrayCheckIndex, .arrayGet, .arrayGetOrEmpty, .arrayTake, .arrayRepeat:
      [.array, .exactly(.int)]
    case .arraySet, .arraySetUnique, .arrayPut: [.array, .exactly(.int), .elementOfFirst]
    case .arrayPush, .arrayPushReserved: [.array, .elementOfFirst]
    case .arrayReserve: [.array, .exactly(.int)]
    case .arrayConcat: [.array, .sameAsFirst]
    case .arrayContains: [.array, .tagged]
    case .arrayGetField: [.packed, .exactly(.int)]
    case .arraySetField, .arraySetFields: [.packed, .exactly(.int), .anything]
    case .arrayPushFields: [.packed, .anything]
    case .rangeStart, .rangeEnd, .rangeCount: [.range]
    case .rangeCheckIndex, .rangeAt, .rangeContains: [.range, .exactly(.int)]
    case .floatRangeCount: [.exactly(.floatRange)]
    case .floatRangeAt: [.exactly(.floatRange), .exactly(.int)]
    }
  }

}
