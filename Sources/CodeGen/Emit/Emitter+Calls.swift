import CLLVM
import IR
import Support

extension Emitter {

  /// Calls the function `callee`; returns the components of its result.
  ///
  /// A call that happens once is not worth inlining: LLVM would put every function that main alone
  /// calls into main, which takes more than linear time to compile.
  mutating func emitCall(_ arguments: [ValueID], _ callee: FunctionID) -> [LLVMValueRef] {
    let target = ir.functions[callee]
    var list: [LLVMValueRef] = []
    for (argument, parameter) in zip(arguments, target.parameters) {
      list += components(argument, as: target[parameter].type)
    }
    let result = callFunction(callee, list)
    if target.propagates { checkPending() }
    return result
  }

  /// Calls the function `callee` with the components `list`; returns those of its result, which
  /// mean nothing if an error is pending.
  func callFunction(_ callee: FunctionID, _ list: [LLVMValueRef]) -> [LLVMValueRef] {
    let llvm = functions[callee]
    let result = call(LLVMGlobalGetValueType(llvm), llvm, list)
    LLVMSetInstructionCallConv(result, LLVMGetFunctionCallConv(llvm))
    keepPlace(of: result, context)
    if runsOnce {
      LLVMAddCallSiteAttribute(
        result, LLVMAttributeFunctionIndex32, attribute(context, "noinline"))
    }
    let count = componentTypes(ir.functions[callee].resultType).count
    return count < 2 ? Array([result].prefix(count)) : (0..<count).map { extract(result, $0) }
  }

  /// Writes the text forms of `values`, with spaces between and a newline behind.
  mutating func emitPrint(_ values: [ValueID]) {
    let texts = makeTexts(of: values)
    for (i, value) in values.enumerated() {
      if i > 0 { call(.printSpace, []) }
      if let text = texts[i] {
        call(.printString, [text])
        release(text, .string)
      } else {
        emitPrint(components(value), function[value].type)
      }
    }
    call(.printNewline, [])
  }

  /// Returns the text forms of those of `values` whose classes may make them: such a method may
  /// print, or raise, and so runs before anything is written.
  private mutating func makeTexts(of values: [ValueID]) -> [LLVMValueRef?] {
    guard hasHooks else { return values.map { _ in nil } }
    var texts: [LLVMValueRef?] = []
    for value in values {
      let type = function[value].type
      guard ir.types.mayHoldInstance(type) else {
        texts.append(nil)
        continue
      }
      let text = call(.valueToString, pack(components(value), type))
      checkPending(abandoning: texts.compactMap { $0.map { ([$0], .string) } })
      texts.append(text)
    }
    return texts
  }

  private mutating func emitPrint(_ parts: [LLVMValueRef], _ type: TypeID) {
    switch ir.types[type] {
    case .unknown, .bottom, .packed: break
    case .null: call(.printNull, [])
    case .bool: call(.printBool, parts)
    case .int: call(.printInt, parts)
    case .float: call(.printFloat, parts)
    case .string: call(.printString, parts)
    case .array, .map, .set, .instance, .function, .classObject, .error, .cell, .token, .optional,
      .namespace:
      call(.printValue, pack(parts, type))
    case .union: call(.printValue, parts)
    case .range, .floatRange:
      let boxed = pack(parts, type)
      call(.printValue, boxed)
      release(object(boxed[1]), type)
    }
  }

}
