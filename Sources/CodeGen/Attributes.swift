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

/// Gives `function` itself the attribute `key` with `value`.
func addStringAttribute(
  _ function: LLVMValueRef, _ context: LLVMContextRef, _ key: String, _ value: String
) {
  LLVMAddAttributeAtIndex(
    function, LLVMAttributeFunctionIndex32,
    LLVMCreateStringAttribute(
      context, key, UInt32(key.utf8.count), value, UInt32(value.utf8.count)))
}
