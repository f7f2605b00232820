import CLLVM

/// The runtime's hot functions as bitcode, linked into a program so that they inline.
enum RuntimeBitcode {

  /// Links the bitcode file `path` into `module`.
  ///
  /// Its functions become `available_externally`: those that are not inlined are the archive's.
  static func link(
    _ path: String, into module: LLVMModuleRef, _ context: LLVMContextRef, cpu: String,
    features: String
  ) throws(CodeGenError) {
    let runtime = try read(path, context)
    var names: [String] = []
    var next = LLVMGetFirstFunction(runtime)
    while let function = next {
      next = LLVMGetNextFunction(function)
      guard LLVMIsDeclaration(function) == 0 else { continue }
      if LLVMGetLinkage(function) == LLVMExternalLinkage { names.append(name(of: function)) }
      adapt(function, context, cpu: cpu, features: features)
      keepPlaces(in: function, context)
    }
    let triple = LLVMGetTarget(module)
    LLVMSetTarget(runtime, triple)
    guard LLVMLinkModules2(module, runtime) == 0 else {
      throw .bitcode(path: path, "it does not fit the program")
    }
    for name in names {
      if let function = LLVMGetNamedFunction(module, name) {
        LLVMSetLinkage(function, LLVMAvailableExternallyLinkage)
      }
    }
  }

  private static func read(
    _ path: String, _ context: LLVMContextRef
  ) throws(CodeGenError) -> LLVMModuleRef {
    var message: UnsafeMutablePointer<CChar>?
    var buffer: LLVMMemoryBufferRef?
    guard LLVMCreateMemoryBufferWithContentsOfFile(path, &buffer, &message) == 0, let buffer else {
      throw .bitcode(path: path, takeMessage(message))
    }
    let bytes = LLVMMemoryBuffer(buffer)
    var module: LLVMModuleRef?
    guard LLVMParseBitcodeInContext2(context, bytes.ref, &module) == 0, let module else {
      throw .bitcode(path: path, "it is not bitcode of this LLVM")
    }
    return module
  }

  /// Keeps the calls in `function` apart once it is inlined: some end the program, and report the
  /// place that they then have.
  private static func keepPlaces(in function: LLVMValueRef, _ context: LLVMContextRef) {
    for call in callInstructions(in: function) {
      let isIntrinsic = LLVMGetCalledValue(call).map { LLVMGetIntrinsicID($0) != 0 }
      if isIntrinsic == false { keepPlace(of: call, context) }
    }
  }

  /// Lets `function` be inlined into functions for the processor `cpu`.
  private static func adapt(
    _ function: LLVMValueRef, _ context: LLVMContextRef, cpu: String, features: String
  ) {
    for (key, value) in [("target-cpu", cpu), ("target-features", features)] {
      LLVMRemoveStringAttributeAtIndex(
        function, LLVMAttributeFunctionIndex32, key, UInt32(key.utf8.count))
      addStringAttribute(function, context, key, value)
    }
    LLVMRemoveStringAttributeAtIndex(function, LLVMAttributeFunctionIndex32, "tune-cpu", 8)
  }

}
