import CLLVM

/// The description of the processor that code is made for.
struct LLVMTargetMachine: ~Copyable {

  let ref: LLVMTargetMachineRef

  /// The processor and its further features, as attributes of functions name them.
  let cpu: String
  let features: String

  /// Creates the machine for x86-64 processors named `name`; `native` is the one this runs on.
  init(cpu name: String, level: OptimizationLevel) throws(CodeGenError) {
    let processor = try Self.processor(name)
    ref = try Self.make(processor, level)
    cpu = processor.cpu
    features = processor.features
  }

  deinit { LLVMDisposeTargetMachine(ref) }

  /// Gives `module` the triple and the data layout of this machine.
  func configure(_ module: LLVMModuleRef) {
    let triple = takeMessage(LLVMGetTargetMachineTriple(ref))
    LLVMSetTarget(module, triple)
    let layout = LLVMCreateTargetDataLayout(ref)
    LLVMSetModuleDataLayout(module, layout)
    LLVMDisposeTargetData(layout)
  }

  private static func processor(
    _ name: String
  ) throws(CodeGenError) -> (cpu: String, features: String) {
    if name == "native" {
      return (takeMessage(LLVMGetHostCPUName()), takeMessage(LLVMGetHostCPUFeatures()))
    }
    guard ProcessorNames.known.contains(name) else {
      throw .unknownProcessor(name, nearest: ProcessorNames.nearest(to: name))
    }
    return (name, "")
  }

  private static func make(
    _ processor: (cpu: String, features: String), _ level: OptimizationLevel
  ) throws(CodeGenError) -> LLVMTargetMachineRef {
    LLVMInitializeX86TargetInfo()
    LLVMInitializeX86Target()
    LLVMInitializeX86TargetMC()
    LLVMInitializeX86AsmPrinter()
    let triple = takeMessage(LLVMGetDefaultTargetTriple())
    var target: LLVMTargetRef?
    var message: UnsafeMutablePointer<CChar>?
    guard LLVMGetTargetFromTriple(triple, &target, &message) == 0, let target else {
      throw .target(takeMessage(message))
    }
    guard
      let machine = LLVMCreateTargetMachine(
        target, triple, processor.cpu, processor.features, level.codeGenLevel, LLVMRelocPIC,
        LLVMCodeModelDefault)
    else { throw .target("no target machine for \(triple)") }
    return machine
  }

}

extension OptimizationLevel {

  /// How much work instruction selection may take.
  fileprivate var codeGenLevel: LLVMCodeGenOptLevel {
    switch self {
    case .none: LLVMCodeGenLevelNone
    case .less: LLVMCodeGenLevelLess
    case .standard, .size: LLVMCodeGenLevelDefault
    case .aggressive: LLVMCodeGenLevelAggressive
    }
  }

}
