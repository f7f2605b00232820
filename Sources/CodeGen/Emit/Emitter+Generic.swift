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
    case .genericNegate: return split(call(.valueNegate, located(a)), type)
    case .genericPlus: return split(call(.valuePlus, located(a)), type)
    case .genericComplement: return split(call(.valueComplement, located(a)), type)
    case .genericCompare: return [emitCompare(instruction.predicate, a)]
    case .genericIn: return [call(.valueIn, located(a))]
    case .genericTruth: return [call(.valueTruth, tagged(a[0]))]
    case .genericLength: return [call(.valueLength, located(a))]
    case .genericTypeName: return [call(.valueType, tagged(a[0]))]
    case .genericToString: return [call(.valueToString, tagged(a[0]))]
    case .genericToInt: return [call(.valueToInt, located(a))]
    case .genericToFloat: return [call(.valueToFloat, located(a))]
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
    case .genericCheckIndex: return [extract(call(.valueCheckIndex, located(a)), 1)]
    case .genericGet: return split(call(.valueGet, tagged(a[0]) + index(a[1])), type)
    case .genericSet:
      let arguments = tagged(a[0]) + index(a[1]) + tagged(a[2]) + [address(location)]
      return split(call(.valueSet, arguments), type)
    case .genericUnique: return split(call(.valueUnique, located(a)), type)
    case .genericTake: return split(call(.valueTake, tagged(a[0]) + index(a[1])), type)
    case .genericPut:
      return split(call(.valuePut, tagged(a[0]) + index(a[1]) + tagged(a[2])), type)
    case .genericCheckPush:
      call(.valueCheckPush, located(a))
      return []
    case .genericPush: return split(call(.valuePush, located(a)), type)
    case .genericLast: return split(call(.valuePopElement, located(a)), type)
    case .genericDropLast: return split(call(.valueDropLast, located(a)), type)
    default: return emitIteration(instruction, a)
    }
  }

  /// Tag and payload of a checked index, which is an Int where the container is known to be no map.
  private mutating func index(_ value: ValueID) -> [LLVMValueRef] {
    pack(components(value), function[value].type)
  }

  private mutating func emitIteration(
    _ instruction: Instruction, _ a: [ValueID]
  ) -> [LLVMValueRef]? {
    switch instruction.opcode {
    case .genericIterationStart: return [call(.valueIterationStart, located(a))]
    case .genericIterationLimit: return [call(.valueIterationLimit, located(a))]
    case .genericIterationMore: return [compare(LLVMIntSLT, scalar(a[1]), scalar(a[2]))]
    case .genericIterationElement:
      let element = call(.valueIterationElement, tagged(a[0]) + [scalar(a[1])])
      return split(element, instruction.type)
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
    let result = split(call(operation.ofValues, located(a)), instruction.type)
    if operation != .add { emitDrop(tagged(a[0]), function[a[0]].type) }
    return result
  }

  private mutating func emitCompare(_ predicate: Predicate, _ a: [ValueID]) -> LLVMValueRef {
    let operands = tagged(a[0]) + tagged(a[1])
    switch predicate {
    case .equal: return call(.valueEqual, operands)
    case .notEqual: return LLVMBuildNot(builder.ref, call(.valueEqual, operands), "")
    case .less: return call(.valueLess, located(a))
    case .lessEqual: return call(.valueLessEqual, located(a))
    case .greater: return call(.valueGreater, located(a))
    case .greaterEqual: return call(.valueGreaterEqual, located(a))
    }
  }

  private mutating func emitRange(
    _ a: [ValueID], step: [LLVMValueRef], _ type: TypeID
  ) -> [LLVMValueRef] {
    let arguments = tagged(a[0]) + tagged(a[1]) + step + [address(location)]
    let range = payload(of: call(.rangeValue, arguments))
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
