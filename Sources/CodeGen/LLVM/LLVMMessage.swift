import CLLVM

/// Returns the text of a message that LLVM allocated, and frees it; empty for none.
func takeMessage(_ message: UnsafeMutablePointer<CChar>?) -> String {
  guard let message else { return "" }
  defer { LLVMDisposeMessage(message) }
  return String(cString: message)
}
