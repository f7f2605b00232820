import CLLVM
import IR
import Support

extension Emitter {

  /// Returns the result of an Int operation, or `nil` if `instruction` is none.
  mutating func emitInt(_ instruction: Instruction, _ a: [ValueID]) -> [LLVMValueRef]? {
    switch instruction.opcode {
    case .intAdd: [checked("sadd", "+", scalar(a[0]), scalar(a[1]))]
    case .intSubtract: [checked("ssub", "-", scalar(a[0]), scalar(a[1]))]
    case .intMultiply: [checked("smul", "*", scalar(a[0]), scalar(a[1]))]
    case .intNegate: [negate(scalar(a[0]))]
    case .intAddUnchecked: [LLVMBuildNSWAdd(builder.ref, scalar(a[0]), scalar(a[1]), "")]
    case .intSubtractUnchecked: [LLVMBuildNSWSub(builder.ref, scalar(a[0]), scalar(a[1]), "")]
    case .intMultiplyUnchecked: [LLVMBuildNSWMul(builder.ref, scalar(a[0]), scalar(a[1]), "")]
    case .intAddWrapping: [add(scalar(a[0]), scalar(a[1]))]
    case .intSubtractWrapping: [subtract(scalar(a[0]), scalar(a[1]))]
    case .intMultiplyWrapping: [LLVMBuildMul(builder.ref, scalar(a[0]), scalar(a[1]), "")]
    case .intDivide: [divide(scalar(a[0]), scalar(a[1]))]
    case .intRemainder: [remainder(scalar(a[0]), scalar(a[1]))]
    case .intRemainderUnchecked:
      [remainder(scalar(a[0]), scalar(a[1]), RemainderFacts(rawValue: instruction.immediate))]
    case .intPower: [callRaising(.intPower, [scalar(a[0]), scalar(a[1]), address(location)])]
    case .intAnd: [and(scalar(a[0]), scalar(a[1]))]
    case .intOr: [or(scalar(a[0]), scalar(a[1]))]
    case .intXor: [LLVMBuildXor(builder.ref, scalar(a[0]), scalar(a[1]), "")]
    case .intComplement: [LLVMBuildNot(builder.ref, scalar(a[0]), "")]
    case .intShiftLeft: [shiftLeft(scalar(a[0]), scalar(a[1]))]
    case .intShiftRight: [shiftRight(scalar(a[0]), scalar(a[1]))]
    case .intShiftLeftUnchecked: [LLVMBuildShl(builder.ref, scalar(a[0]), scalar(a[1]), "")]
    case .intShiftRightUnchecked: [LLVMBuildAShr(builder.ref, scalar(a[0]), scalar(a[1]), "")]
    case .intCompare:
      [compare(instruction.predicate.ofInts, scalar(a[0]), scalar(a[1]))]
    case .intLessUnsigned: [compare(LLVMIntULT, scalar(a[0]), scalar(a[1]))]
    case .intCompareFloat:
      [threeWay(instruction.predicate, call(.compareIntFloat, [scalar(a[0]), scalar(a[1])]))]
    case .intToFloat: [toFloat(scalar(a[0]))]
    case .intToString: [call(.intToString, [scalar(a[0])])]
    default: nil
    }
  }

  /// Returns the result of the operation `name` of LLVM, which raises when it overflows.
  private mutating func checked(
    _ name: String, _ text: String, _ a: LLVMValueRef, _ b: LLVMValueRef
  ) -> LLVMValueRef {
    let pair = intrinsic("llvm.\(name).with.overflow", on: types.int, [a, b])
    let result = extract(pair, 0)
    let fits = LLVMBuildNot(builder.ref, extract(pair, 1), "")!
    check(fits, else: .raiseOverflow, [constants.text(text), a, b])
    return result
  }

  private mutating func negate(_ a: LLVMValueRef) -> LLVMValueRef {
    check(compare(LLVMIntNE, a, int(.min)), else: .raiseNegateOverflow, [a])
    return LLVMBuildNSWNeg(builder.ref, a, "")
  }

  private mutating func divide(_ a: LLVMValueRef, _ b: LLVMValueRef) -> LLVMValueRef {
    check(compare(LLVMIntNE, b, int(0)), else: .raiseDivision, [])
    return LLVMBuildFDiv(builder.ref, toFloat(a), toFloat(b), "")
  }

  /// The machine's division traps for the least Int by -1; the remainder by 1 is 0 too.
  private mutating func remainder(_ a: LLVMValueRef, _ b: LLVMValueRef) -> LLVMValueRef {
    check(compare(LLVMIntNE, b, int(0)), else: .raiseDivision, [])
    return remainder(a, b, [])
  }

  /// Returns the remainder of a division by what is not 0. Without signs it takes less.
  private func remainder(
    _ a: LLVMValueRef, _ b: LLVMValueRef, _ facts: RemainderFacts
  ) -> LLVMValueRef {
    if facts.contains(.hasNoSigns) { return LLVMBuildURem(builder.ref, a, b, "") }
    if facts.contains(.neverByMinusOne) { return LLVMBuildSRem(builder.ref, a, b, "") }
    let divisor = select(compare(LLVMIntEQ, b, int(-1)), int(1), b)
    return LLVMBuildSRem(builder.ref, a, divisor, "")
  }

  private mutating func shiftLeft(_ a: LLVMValueRef, _ count: LLVMValueRef) -> LLVMValueRef {
    check(compare(LLVMIntULT, count, int(64)), else: .raiseShift, [count])
    let result = LLVMBuildShl(builder.ref, a, count, "")!
    let back = LLVMBuildAShr(builder.ref, result, count, "")!
    check(compare(LLVMIntEQ, back, a), else: .raiseOverflow, [constants.text("<<"), a, count])
    return result
  }

  private mutating func shiftRight(_ a: LLVMValueRef, _ count: LLVMValueRef) -> LLVMValueRef {
    check(compare(LLVMIntULT, count, int(64)), else: .raiseShift, [count])
    return LLVMBuildAShr(builder.ref, a, count, "")
  }

  /// Returns whether `predicate` holds of a comparison's result: -1, 0, 1, or 2 for unordered.
  func threeWay(_ predicate: Predicate, _ result: LLVMValueRef) -> LLVMValueRef {
    switch predicate {
    case .equal: compare(LLVMIntEQ, result, word(0))
    case .notEqual: compare(LLVMIntNE, result, word(0))
    case .less: compare(LLVMIntSLT, result, word(0))
    case .lessEqual: compare(LLVMIntSLE, result, word(0))
    case .greater: compare(LLVMIntEQ, result, word(1))
    case .greaterEqual: compare(LLVMIntULE, result, word(1))
    }
  }

}

extension Instruction {

  /// The relation that the immediate of a comparing instruction names.
  var predicate: Predicate {
    guard let result = Predicate(rawValue: immediate) else { unreachable("unknown predicate") }
    return result
  }

}

extension Predicate {

  /// LLVM's relation of signed integers.
  var ofInts: LLVMIntPredicate {
    switch self {
    case .equal: LLVMIntEQ
    case .notEqual: LLVMIntNE
    case .less: LLVMIntSLT
    case .lessEqual: LLVMIntSLE
    case .greater: LLVMIntSGT
    case .greaterEqual: LLVMIntSGE
    }
  }

  /// LLVM's relation of integers without sign: of Bools.
  var ofBools: LLVMIntPredicate {
    switch self {
    case .equal: LLVMIntEQ
    case .notEqual: LLVMIntNE
    case .less: LLVMIntULT
    case .lessEqual: LLVMIntULE
    case .greater: LLVMIntUGT
    case .greaterEqual: LLVMIntUGE
    }
  }

  /// LLVM's relation of doubles: NaN is unequal to everything.
  var ofFloats: LLVMRealPredicate {
    switch self {
    case .equal: LLVMRealOEQ
    case .notEqual: LLVMRealUNE
    case .less: LLVMRealOLT
    case .lessEqual: LLVMRealOLE
    case .greater: LLVMRealOGT
    case .greaterEqual: LLVMRealOGE
    }
  }

}
