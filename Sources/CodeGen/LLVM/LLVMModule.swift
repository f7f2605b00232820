import CLLVM

/// An LLVM module together with the context it lives in.
struct LLVMModule: ~Copyable {

  let context: LLVMContextRef
  let ref: LLVMModuleRef

  /// Creates an empty module named `name` in a context of its own.
  init(name: String) {
    context = LLVMContextCreate()
    // Without a handler LLVM ends the process at errors, which the functions called return too.
    LLVMContextSetDiagnosticHandler(context, { _, _ in }, nil)
    ref = LLVMModuleCreateWithNameInContext(name, context)
  }

  deinit {
    LLVMDisposeModule(ref)
    LLVMContextDispose(context)
  }

}
