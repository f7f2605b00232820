import CLLVM

/// An LLVM module together with the context it lives in.
struct LLVMModule: ~Copyable {

  let context: LLVMContextRef
  let ref: LLVMModuleRef

  /// Creates an empty module named `name` in a context of its own.
  init(name: String) {
    context = LLVMContextCreate()
    ref = LLVMModuleCreateWithNameInContext(name, context)
  }

  deinit {
    LLVMDisposeModule(ref)
    LLVMContextDispose(context)
  }

}
