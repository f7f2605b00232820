import CLLVM
import IR
import Support

extension Emitter {

  /// Calls the function `callee`; returns the components of its result.
  ///
  /// A call that happens once is not worth inlining: LLVM would put every function that main alone
  /// calls into main, which takes more than linear time to compile.
  func emitCall(_ arguments: [ValueID], _ callee: FunctionID) -> [LLVMValueRef] {
    let target = ir.functions[callee]
    var list: [LLVMValueRef] = []
    for (argument, parameter) in zip(arguments, target.parameters) {
      list += components(argument, as: target[parameter].type)
    }
    let llvm = functions[callee]
    let result = call(LLVMGlobalGetValueType(llvm), llvm, list)
    LLVMSetInstructionCallConv(result, LLVMGetFunctionCallConv(llvm))
    keepPlace(of: result, context)
    if runsOnce {
      LLVMAddCallSiteAttribute(
        result, LLVMAttributeFunctionIndex32, attribute(context, "noinline"))
    }
    let count = componentTypes(target.resultType).count
    return count < 2 ? Array([result].prefix(count)) : (0..<count).map { extract(result, $0) }
  }

  /// Writes the text forms of `values`, with spaces between and a newline behind.
  mutating func emitPrint(_ values: [ValueID]) {
    for (i, value) in values.enumerated() {
      if i > 0 { call(.printSpace, []) }
      emitPrint(components(value), function[value].type)
    }
    call(.printNewline, [])
  }

  private mutating func emitPrint(_ parts: [LLVMValueRef], _ type: TypeID) {
    switch ir.types[type] {
    case .unknown, .bottom: break
    case .null: call(.printNull, [])
    case .bool: call(.printBool, parts)
    case .int: call(.printInt, parts)
    case .float: call(.printFloat, parts)
    case .string: call(.printString, parts)
    case .array, .map, .set, .instance, .function, .classObject, .error, .cell, .optional,
      .namespace:
      call(.printValue, pack(parts, type))
    case .union: call(.printValue, parts)
    case .range, .floatRange:
      let boxed = pack(parts, type)
      call(.printValue, boxed)
      release(object(boxed[1]))
    }
  }

  /// Raises the TypeError with the text of `message`.
  mutating func emitRaiseTypeError(_ message: Symbol) -> [LLVMValueRef] {
    let arguments = [constants.text("TypeError"), constants.text(ir.symbols[message])]
    call(.raise, arguments + [address(location)])
    call(.reportUncaught, [])
    return []
  }

}
