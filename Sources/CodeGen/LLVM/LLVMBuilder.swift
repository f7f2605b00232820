import CLLVM

/// An instruction builder.
struct LLVMBuilder: ~Copyable {

  let ref: LLVMBuilderRef

  /// Creates a builder that stands nowhere yet.
  init(context: LLVMContextRef) { ref = LLVMCreateBuilderInContext(context) }

  deinit { LLVMDisposeBuilder(ref) }

}
