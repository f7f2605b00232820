import CLLVM
import IR
import Support

extension Emitter {

  /// Translates the instruction `value`.
  mutating func emit(_ value: ValueID) {
    let instruction = function[value]
    if isFused(value) { return }
    location = instruction.location
    setDebugLocation(location)
    errorEdge = nil
    if case .raising(_, let error) = function[instruction.block].terminator,
      function[instruction.block].instructions.last == value
    {
      errorEdge = error
      hasErrorWay = false
    }
    values[value] = translate(value, instruction)
    tagEnd(of: value)
    if needsLength.contains(value) { lengths[value] = makeLength(value) }
  }

  /// The operands of `value`.
  func operands(_ value: ValueID) -> [ValueID] { Array(function.operands(value)) }

  /// Returns the components of the result of `value`.
  private mutating func translate(
    _ value: ValueID, _ instruction: Instruction
  ) -> [LLVMValueRef] {
    let a = operands(value)
    switch instruction.opcode {
    case .blockParameter: unreachable("a parameter among instructions")
    case .constInt: return [int(instruction.immediate)]
    case .constFloat:
      return [float(Double(bitPattern: UInt64(bitPattern: instruction.immediate)))]
    case .constBool: return [bool(instruction.immediate != 0)]
    case .constNull: return []
    case .constString: return [constants.string(Symbol(raw: UInt32(instruction.immediate)), ir)]
    case .call: return emitCall(a, FunctionID(raw: UInt32(instruction.immediate)))
    case .print:
      emitPrint(a)
      return []
    case .undefined: return nothing(instruction.type)
    case .testTags: return [emitTest(a[0], TagSet(rawValue: UInt32(instruction.immediate)))]
    case .refine, .convert, .narrow: return convert(a[0], to: instruction.type)
    case .optionalIsNull: return [LLVMBuildNot(builder.ref, isThere(components(a[0])), "")]
    case .checkPromise:
      return emitPromise(a[0], ir.promises[Int(instruction.immediate)], instruction.type)
    case .testPromise:
      return [emitPromiseTest(a[0], ir.promises[Int(instruction.immediate)])]
    case .copy:
      let type = operandType(value, 0)
      emitCopy(components(a[0]), type, mayBeNull: mayBeNull.contains(a[0]))
      return components(a[0])
    case .drop:
      emitDrop(a[0])
      return []
    case .dropReuse: return [endKeepingBlock(a[0])]
    case .stackAllocate: return [allocateOnStack(instruction.type)]
    case .stackEnd:
      endOnStack(a[0])
      return []
    default: return translateTyped(value, instruction, a)
    }
  }

  private mutating func translateTyped(
    _ value: ValueID, _ instruction: Instruction, _ a: [ValueID]
  ) -> [LLVMValueRef] {
    if let result = emitInt(instruction, a) { return result }
    if let result = emitFloat(instruction, a) { return result }
    if let result = emitString(instruction, a) { return result }
    if let result = emitLiteral(value, instruction, a) { return [result] }
    if let result = emitArray(instruction, a) { return result }
    if let result = emitRange(instruction, a) { return result }
    if let result = emitMap(instruction, a) { return result }
    if let result = emitObject(instruction, a) { return result }
    if let result = emitClosure(instruction, a) { return result }
    if let result = emitGlobal(instruction, a) { return result }
    if let result = emitError(instruction, a) { return result }
    if let result = emitIntrinsic(instruction, a) { return result }
    if let result = emitGeneric(instruction, a) { return result }
    unreachable("\(instruction.opcode.info.name) has no translation")
  }

}
