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

  /// `MycoMapPlace`: a map and the number of an entry.
  let place: LLVMTypeRef

  /// `MycoClass`: layout, name, identity, base class, `toString`, `equals`.
  let mycoClass: LLVMTypeRef

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
    parts[0] = pointer
    var classParts: [LLVMTypeRef?] = [pointer, pointer, word, pointer, pointer, pointer, word]
    mycoClass = LLVMStructTypeInContext(context, &classParts, 7, 0)
    place = LLVMStructTypeInContext(context, &parts, 2, 0)
  }

}
