import CLLVM

/// Returns the text of a message that LLVM allocated, and frees it; empty for none.
func takeMessage(_ message: UnsafeMutablePointer<CChar>?) -> String {
  guard let message else { return "" }
  defer { LLVMDisposeMessage(message) }
  return String(cString: message)
}

/// Throws what `error` says; does nothing for none.
func check(_ error: LLVMErrorRef?) throws(CodeGenError) {
  guard let error else { return }
  let message = LLVMGetErrorMessage(error)
  defer { LLVMDisposeErrorMessage(message) }
  throw .emission(message.map { String(cString: $0) } ?? "unknown error")
}
