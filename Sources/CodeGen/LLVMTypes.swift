import CLLVM

/// The LLVM types that generated code uses.
struct LLVMTypes {

  let void: LLVMTypeRef
  let bool: LLVMTypeRef
  let byte: LLVMTypeRef
  let half: LLVMTypeRef
  let word: LLVMTypeRef
  let int: LLVMTypeRef
  let float: LLVMTypeRef
  let pointer: LLVMTypeRef

  /// `MycoValue`: tag and payload.
  let value: LLVMTypeRef

  init(_ context: LLVMContextRef) {
    void = LLVMVoidTypeInContext(context)
    bool = LLVMInt1TypeInContext(context)
    byte = LLVMInt8TypeInContext(context)
    half = LLVMInt16TypeInContext(context)
    word = LLVMInt32TypeInContext(context)
    int = LLVMInt64TypeInContext(context)
    float = LLVMDoubleTypeInContext(context)
    pointer = LLVMPointerTypeInContext(context, 0)
    var parts: [LLVMTypeRef?] = [int, int]
    value = LLVMStructTypeInContext(context, &parts, 2, 0)
  }

}
