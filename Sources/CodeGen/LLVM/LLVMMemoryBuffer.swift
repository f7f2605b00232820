import CLLVM

/// Bytes that LLVM owns.
struct LLVMMemoryBuffer: ~Copyable {

  let ref: LLVMMemoryBufferRef

  /// Takes over `ref`.
  init(_ ref: LLVMMemoryBufferRef) { self.ref = ref }

  deinit { LLVMDisposeMemoryBuffer(ref) }

  /// A copy of the bytes.
  var bytes: [UInt8] {
    let start = UnsafeRawPointer(LLVMGetBufferStart(ref))
    return Array(UnsafeRawBufferPointer(start: start, count: LLVMGetBufferSize(ref)))
  }

}
