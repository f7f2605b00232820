import CLLVM
import IR
import Support

// Operations on tagged operands: calls of the runtime.
extension Emitter {

  /// Returns the result of an operation on tagged values, or `nil` if `instruction` is none.
  mutating func emitGeneric(_ instruction: Instruction, _ a: [ValueID]) -> [LLVMValueRef]? {
    let type = instruction.type
    switch instruction.opcode {
    case .genericBinary: return emitBinary(instruction, a)
    case .genericNegate: return split(callRaising(.valueNegate, located(a)), type)
    case .genericPlus: return split(callRaising(.valuePlus, located(a)), type)
    case .genericComplement: return split(callRaising(.valueComplement, located(a)), type)
    case .genericCompare: return [emitCompare(instruction.predicate, a)]
    case .genericIn: return [callRaising(.valueIn, located(a))]
    case .genericTruth: return [call(.valueTruth, tagged(a[0]))]
    case .genericLength: return [callRaising(.valueLength, located(a))]
    case .genericTypeName: return [call(.valueType, tagged(a[0]))]
    case .genericToString: return [callRaising(.valueToString, tagged(a[0]))]
    case .genericToInt: return [callRaising(.valueToInt, located(a))]
    case .genericToFloat: return [callRaising(.valueToFloat, located(a))]
    case .genericToBool: return [call(.valueToBool, tagged(a[0]))]
    case .genericRange: return emitRange(a, step: [int(TagSet.int.number64), int(1)], type)
    case .genericSteppedRange: return emitRange(a, step: tagged(a[2]), type)
    default: return emitElements(instruction, a)
    }
  }

  private mutating func emitElements(
    _ instruction: Instruction, _ a: [ValueID]
  ) -> [LLVMValueRef]? {
    let type = instruction.type
    switch instruction.opcode {
    case .genericCheckIndex: return checkedIndex(a, type)
    case .genericGet: return split(call(.valueGet, tagged(a[0]) + index(a[1])), type)
    case .genericSet:
      let arguments = tagged(a[0]) + index(a[1]) + tagged(a[2]) + [address(location)]
      return split(callRaising(.valueSet, arguments, consumed: [a[1]]), type)
    case .genericUnique: return split(callRaising(.valueUnique, located(a)), type)
    case .genericTake: return split(call(.valueTake, tagged(a[0]) + index(a[1])), type)
    case .genericPut:
      let result = call(.valuePut, tagged(a[0]) + index(a[1]) + tagged(a[2]))
      emitDrop(a[1])
      return split(result, type)
    case .genericCheckPush:
      callRaising(.valueCheckPush, located(a))
      return []
    case .genericPush: return split(callRaising(.valuePush, located(a)), type)
    case .genericInsert: return split(callRaising(.valueInsert, located(a)), type)
    case .genericRemove: return split(callRaising(.valueRemove, located(a)), type)
    case .genericLast: return split(callRaising(.valuePopElement, located(a)), type)
    case .genericDropLast: return split(callRaising(.valueDropLast, located(a)), type)
    default: return emitIteration(instruction, a)
    }
  }

  /// Tag and payload of a checked index, which is an Int where the container is known to be no map.
  private mutating func index(_ value: ValueID) -> [LLVMValueRef] {
    pack(components(value), function[value].type)
  }

  /// Returns the checked index of an element: an Int, or the key of a map, which the index holds.
  private mutating func checkedIndex(_ a: [ValueID], _ type: TypeID) -> [LLVMValueRef] {
    let index = callRaising(.valueCheckIndex, located(a))
    let parts = [extract(index, 0), extract(index, 1)]
    guard ir.types.isUnion(type) else { return [parts[1]] }
    emitCopy(parts, type)
    return parts
  }

  private mutating func emitIteration(
    _ instruction: Instruction, _ a: [ValueID]
  ) -> [LLVMValueRef]? {
    switch instruction.opcode {
    case .genericIterationStart: return [callRaising(.valueIterationStart, located(a))]
    case .genericIterationLimit: return [callRaising(.valueIterationLimit, located(a))]
    case .genericIterationMore: return [compare(LLVMIntSLT, scalar(a[1]), scalar(a[2]))]
    case .genericIterationElement:
      let element = call(.valueIterationElement, tagged(a[0]) + [scalar(a[1])])
      return split(element, instruction.type)
    case .genericIterationKey:
      let arguments = tagged(a[0]) + [scalar(a[1]), scalar(a[2])]
      return split(call(.valueIterationKey, arguments), instruction.type)
    case .genericIterationValue:
      let value = call(.valueIterationValue, tagged(a[0]) + [scalar(a[1])])
      return split(value, instruction.type)
    case .genericIterationNext:
      return [call(.valueIterationNext, tagged(a[0]) + [scalar(a[1])])]
    default: return nil
    }
  }

  /// Tags and payloads of `values`, and the place of the current instruction.
  private mutating func located(_ values: [ValueID]) -> [LLVMValueRef] {
    values.flatMap { tagged($0) } + [address(location)]
  }

  /// The left operand is consumed, which all operators but `+` leave to the caller.
  private mutating func emitBinary(
    _ instruction: Instruction, _ a: [ValueID]
  ) -> [LLVMValueRef] {
    guard let operation = BinaryOperation(rawValue: instruction.immediate) else {
      unreachable("unknown operation")
    }
    let consumed = operation == .add ? [] : [a[0]]
    let result = callRaising(operation.ofValues, located(a), consumed: consumed)
    return split(result, instruction.type)
  }

  private mutating func emitCompare(_ predicate: Predicate, _ a: [ValueID]) -> LLVMValueRef {
    let operands = tagged(a[0]) + tagged(a[1])
    switch predicate {
    case .equal: return callRaising(.valueEqual, operands)
    case .notEqual: return LLVMBuildNot(builder.ref, callRaising(.valueEqual, operands), "")
    case .less: return callRaising(.valueLess, located(a))
    case .lessEqual: return callRaising(.valueLessEqual, located(a))
    case .greater: return callRaising(.valueGreater, located(a))
    case .greaterEqual: return callRaising(.valueGreaterEqual, located(a))
    }
  }

  private mutating func emitRange(
    _ a: [ValueID], step: [LLVMValueRef], _ type: TypeID
  ) -> [LLVMValueRef] {
    let arguments = tagged(a[0]) + tagged(a[1]) + step + [address(location)]
    let range = payload(of: callRaising(.rangeValue, arguments))
    return unpack([int(TagSet.range.number64), range], type)
  }

}

extension BinaryOperation {

  /// The function that carries it out on tagged values.
  fileprivate var ofValues: RuntimeFunction {
    switch self {
    case .add: .valueAppend
    case .subtract: .valueSubtract
    case .multiply: .valueMultiply
    case .divide: .valueDivide
    case .remainder: .valueRemainder
    case .power: .valuePower
    case .and: .valueAnd
    case .or: .valueOr
    case .xor: .valueXor
    case .shiftLeft: .valueShiftLeft
    case .shiftRight: .valueShiftRight
    }
  }

}
