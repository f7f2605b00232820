import CLLVM
import IR

extension Emitter {

  /// Returns the result of a Float or Bool operation, or `nil` if `instruction` is none.
  mutating func emitFloat(_ instruction: Instruction, _ a: [ValueID]) -> [LLVMValueRef]? {
    switch instruction.opcode {
    case .floatAdd: [LLVMBuildFAdd(builder.ref, scalar(a[0]), scalar(a[1]), "")]
    case .floatSubtract: [LLVMBuildFSub(builder.ref, scalar(a[0]), scalar(a[1]), "")]
    case .floatMultiply: [LLVMBuildFMul(builder.ref, scalar(a[0]), scalar(a[1]), "")]
    case .floatDivide: [LLVMBuildFDiv(builder.ref, scalar(a[0]), scalar(a[1]), "")]
    // `frem` is C's fmod.
    case .floatRemainder: [LLVMBuildFRem(builder.ref, scalar(a[0]), scalar(a[1]), "")]
    case .floatPower: [call(.floatPower, [scalar(a[0]), scalar(a[1])])]
    case .floatNegate: [LLVMBuildFNeg(builder.ref, scalar(a[0]), "")]
    case .floatCompare:
      [compare(instruction.predicate.ofFloats, scalar(a[0]), scalar(a[1]))]
    case .floatToInt: [floatToInt(scalar(a[0]))]
    case .floatToString: [call(.floatToString, [scalar(a[0])])]
    case .floatToIndex: [floatToIndex(scalar(a[0]))]
    case .boolNot: [LLVMBuildNot(builder.ref, scalar(a[0]), "")]
    case .boolCompare:
      [compare(instruction.predicate.ofBools, scalar(a[0]), scalar(a[1]))]
    case .boolToInt: [zeroExtend(scalar(a[0]), to: types.int)]
    case .boolToString: [call(.boolToString, [scalar(a[0])])]
    default: nil
    }
  }

  /// Returns `a` truncated; raises if it does not fit.
  private mutating func floatToInt(_ a: LLVMValueRef) -> LLVMValueRef {
    // The least Int is a power of two, so that both bounds are exact; NaN fails the comparison.
    let bound = 0x1p63
    let isInside = and(
      compare(LLVMRealOGE, a, float(-bound)), compare(LLVMRealOLT, a, float(bound)))
    check(isInside, else: .raiseFloatToInt, [a])
    return LLVMBuildFPToSI(builder.ref, a, types.int, "")
  }

  private mutating func floatToIndex(_ a: LLVMValueRef) -> LLVMValueRef {
    let whole = intrinsic("llvm.trunc", on: types.float, [a])
    check(compare(LLVMRealOEQ, a, whole), else: .raiseIndexFraction, [a])
    return floatToInt(a)
  }

}
