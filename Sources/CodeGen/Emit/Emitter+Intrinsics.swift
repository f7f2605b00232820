import CLLVM
import IR
import Support

extension Emitter {

  /// Returns the result of a call of a library function of the runtime, or `nil` if `instruction`
  /// is none.
  ///
  /// The function is found by the intrinsic's name. A tagged operand goes as tag and payload, the
  /// place of the call comes last if it may raise.
  mutating func emitIntrinsic(_ instruction: Instruction, _ a: [ValueID]) -> [LLVMValueRef]? {
    switch instruction.opcode {
    case .intrinsic, .intrinsicRaising, .intrinsicActing: break
    default: return nil
    }
    guard let intrinsic = Intrinsic(rawValue: instruction.immediate) else {
      unreachable("an intrinsic that does not exist")
    }
    let info = intrinsic.info
    var arguments = zip(a, info.parameters).flatMap { components($0, as: $1) }
    if info.effects.contains(.raises) { arguments.append(address(location)) }
    let result = call(intrinsicType(info, arguments), intrinsicFunction(info, arguments), arguments)
    if info.effects.contains(.raises) {
      keepPlace(of: result, context)
      checkPending()
    }
    return convert(parts(result, info.result), from: info.result, to: instruction.type)
  }

  private func intrinsicType(
    _ info: Intrinsic.Info, _ arguments: [LLVMValueRef]
  ) -> LLVMTypeRef {
    var parameters: [LLVMTypeRef?] = arguments.map { LLVMTypeOf($0) }
    let isTagged = ir.types.isUnion(info.result)
    let result = isTagged ? types.value : resultType(info.result)
    return LLVMFunctionType(result, &parameters, UInt32(parameters.count), 0)
  }

  private func intrinsicFunction(
    _ info: Intrinsic.Info, _ arguments: [LLVMValueRef]
  ) -> LLVMValueRef {
    let name = "myco_" + info.name.map { $0 == "." ? "_" : String($0) }.joined()
    let function = runtime.function(name, intrinsicType(info, arguments))
    let zeroExtension = attribute(context, "zeroext")
    if info.result == .bool { LLVMAddAttributeAtIndex(function, 0, zeroExtension) }
    for (i, argument) in arguments.enumerated() where LLVMTypeOf(argument) == types.bool {
      LLVMAddAttributeAtIndex(function, UInt32(i + 1), zeroExtension)
    }
    return function
  }

  /// Returns the components of the result of a C function.
  private func parts(_ result: LLVMValueRef, _ type: TypeID) -> [LLVMValueRef] {
    let count = componentTypes(type).count
    return count < 2 ? Array([result].prefix(count)) : (0..<count).map { extract(result, $0) }
  }

}
