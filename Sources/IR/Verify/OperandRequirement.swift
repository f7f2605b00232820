/// What the type of an operand must be, from `VerificationStage.typed` on.
enum OperandRequirement: Equatable {

  case anything
  case exactly(TypeID)
  case tagged
  case array

  /// A range of Ints, with or without a step.
  case range

  /// The type of the first operand.
  case sameAsFirst

  /// The element type of the first operand.
  case elementOfFirst

  /// The element type of the result.
  case elementOfResult

}

extension Opcode {

  /// The requirements of the operands in order; the last one stands for all that follow.
  var operandRequirements: [OperandRequirement] {
    switch self {
    case .blockParameter, .constInt, .constFloat, .constBool, .constNull, .constString,
      .raiseTypeError, .globalCheck, .globalGet, .globalTake:
      []
    case .call, .print, .globalSet, .copy, .drop, .convert: [.anything]
    case .genericGet, .genericTake, .genericIterationElement, .genericIterationNext:
      [.tagged, .exactly(.int)]
    case .genericSet, .genericPut: [.tagged, .exactly(.int), .tagged]
    case .genericIterationMore: [.tagged, .exactly(.int)]
    case .genericBinary, .genericNegate, .genericPlus, .genericComplement, .genericCompare,
      .genericIn, .genericTruth, .genericCheckIndex, .genericUnique, .genericCheckPush,
      .genericPush, .genericLast, .genericDropLast, .genericLength, .genericTypeName,
      .genericToString, .genericToInt, .genericToFloat, .genericToBool, .genericRange,
      .genericSteppedRange, .genericIterationStart, .genericIterationLimit, .testTags, .refine,
      .checkPromise:
      [.tagged]
    case .intAdd, .intSubtract, .intMultiply, .intNegate, .intAddUnchecked,
      .intSubtractUnchecked, .intMultiplyUnchecked, .intDivide, .intRemainder, .intPower, .intAnd,
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
    case .arrayPush: [.array, .elementOfFirst]
    case .arrayConcat: [.array, .sameAsFirst]
    case .arrayContains: [.array, .tagged]
    case .rangeStart, .rangeEnd, .rangeCount: [.range]
    case .rangeCheckIndex, .rangeAt, .rangeContains: [.range, .exactly(.int)]
    case .floatRangeCount: [.exactly(.floatRange)]
    case .floatRangeAt: [.exactly(.floatRange), .exactly(.int)]
    }
  }

}
