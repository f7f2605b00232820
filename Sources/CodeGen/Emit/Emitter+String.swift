import CLLVM
import IR

extension Emitter {

  /// Returns the result of a String operation, or `nil` if `instruction` is none.
  mutating func emitString(_ instruction: Instruction, _ a: [ValueID]) -> [LLVMValueRef]? {
    switch instruction.opcode {
    case .stringConcat: [concatenate(a[0], a[1])]
    case .stringRepeat: [callRaising(.stringRepeat, [scalar(a[0]), scalar(a[1])])]
    case .stringCompare: [compareStrings(instruction.predicate, scalar(a[0]), scalar(a[1]))]
    case .stringContains: [call(.stringContains, [scalar(a[0]), scalar(a[1])])]
    case .stringLength: [loadScalarCount(scalar(a[0]))]
    case .stringByteLength: [loadByteLength(scalar(a[0]))]
    case .stringCheckIndex: [checkStringIndex(scalar(a[0]), scalar(a[1]))]
    case .stringGet: [call(.stringGet, [scalar(a[0]), scalar(a[1])])]
    case .stringScalarAt: [call(.stringScalarAt, [scalar(a[0]), scalar(a[1])])]
    case .stringNextOffset: [call(.stringNext, [scalar(a[0]), scalar(a[1])])]
    case .stringToInt: [callRaising(.stringToInt, [scalar(a[0]), address(location)])]
    case .stringToFloat: [callRaising(.stringToFloat, [scalar(a[0]), address(location)])]
    case .stringToBool: [call(.stringToBool, [scalar(a[0])])]
    default: nil
    }
  }

  private func compareStrings(
    _ predicate: Predicate, _ a: LLVMValueRef, _ b: LLVMValueRef
  ) -> LLVMValueRef {
    switch predicate {
    case .equal: call(.stringEqual, [a, b])
    case .notEqual: LLVMBuildNot(builder.ref, call(.stringEqual, [a, b]), "")
    case .less, .lessEqual, .greater, .greaterEqual:
      threeWay(predicate, call(.stringCompare, [a, b]))
    }
  }

  private mutating func checkStringIndex(
    _ string: LLVMValueRef, _ index: LLVMValueRef
  ) -> LLVMValueRef {
    let length = loadScalarCount(string)
    check(compare(LLVMIntULT, index, length), else: .raiseStringIndex, [index, length])
    return index
  }

}
