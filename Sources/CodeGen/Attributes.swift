import CLLVM

/// The index of the attributes of a function itself: LLVM's constant is a signed one.
let LLVMAttributeFunctionIndex32 = UInt32.max

/// Returns the attribute `name`, with `value` where it has one.
func attribute(
  _ context: LLVMContextRef, _ name: StaticString, _ value: UInt64 = 0
) -> LLVMAttributeRef {
  let kind = name.withUTF8Buffer { bytes in
    bytes.withMemoryRebound(to: CChar.self) {
      LLVMGetEnumAttributeKindForName($0.baseAddress, $0.count)
    }
  }
  return LLVMCreateEnumAttribute(context, kind, value)
}

/// The key of the attribute that lets every call in a function have a frame of its own.
let keepsFrames = "disable-tail-calls"

/// Lets traces tell all calls under way in `function`: its frames can be unwound at every place
/// (2 is LLVM's code for that), and no call of it gives up its frame.
func addTraceAttributes(_ function: LLVMValueRef, _ context: LLVMContextRef) {
  LLVMAddAttributeAtIndex(
    function, LLVMAttributeFunctionIndex32, attribute(context, "uwtable", 2))
  addStringAttribute(function, context, keepsFrames, "true")
}

/// Keeps the call `instruction` apart from others that do the same, whose place is another.
func keepPlace(of instruction: LLVMValueRef, _ context: LLVMContextRef) {
  LLVMAddCallSiteAttribute(
    instruction, LLVMAttributeFunctionIndex32, attribute(context, "nomerge"))
}

/// Gives `function` itself the attribute `key` with `value`.
func addStringAttribute(
  _ function: LLVMValueRef, _ context: LLVMContextRef, _ key: String, _ value: String
) {
  LLVMAddAttributeAtIndex(
    function, LLVMAttributeFunctionIndex32,
    LLVMCreateStringAttribute(
      context, key, UInt32(key.utf8.count), value, UInt32(value.utf8.count)))
}

/// Returns the name of `function`.
func name(of function: LLVMValueRef) -> String {
  var length = 0
  let start = UnsafeRawPointer(LLVMGetValueName2(function, &length))
  return String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
}
