import CLLVM
import IR

/// Returns the LLVM module of `module`, whose ownership is explicit; it is not yet optimised.
public func generate(
  module: Module, options: CodeGenOptions
) throws(CodeGenError) -> GeneratedModule {
  let machine = try LLVMTargetMachine(cpu: options.cpu, level: options.level)
  let llvm = LLVMModule(name: options.moduleName)
  machine.configure(llvm.ref)
  var emitter = Emitter(module, options, llvm.context, llvm.ref)
  emitter.emitModule(cpu: machine.cpu, features: machine.features)
  let result = GeneratedModule(llvm, machine, options)
  try result.verify()
  return result
}

/// A program as an LLVM module, with what optimises and writes it.
public struct GeneratedModule: ~Copyable {

  private let llvm: LLVMModule
  private let machine: LLVMTargetMachine
  private let options: CodeGenOptions

  init(
    _ llvm: consuming LLVMModule, _ machine: consuming LLVMTargetMachine, _ options: CodeGenOptions
  ) {
    self.llvm = llvm
    self.machine = machine
    self.options = options
  }

  /// Instruments for a profile or applies one, links the runtime's bitcode, if there is any, and
  /// runs LLVM's pipeline of the level. Returns what there is to warn of.
  @discardableResult
  public func optimize() throws(CodeGenError) -> [String] {
    let settings = passSettings()
    defer { LLVMDisposePassBuilderOptions(settings) }
    let warnings = try guide(by: options.profile, settings)
    if let path = options.runtimeBitcodePath, options.level != .none {
      try RuntimeBitcode.link(
        path, into: llvm.ref, llvm.context, cpu: machine.cpu, features: machine.features)
    }
    if options.level != .none {
      try TailRecursion.allow(in: llvm.ref, machine.ref, settings)
    }
    if options.level == .aggressive { LoopUnrolling.allow() }
    try check(LLVMRunPasses(llvm.ref, options.level.pipeline, machine.ref, settings))
    return warnings
  }

  /// Returns what LLVM's pipeline is told, which the caller disposes of.
  private func passSettings() -> LLVMPassBuilderOptionsRef {
    let settings = LLVMCreatePassBuilderOptions()!
    LLVMPassBuilderOptionsSetLoopVectorization(settings, 1)
    LLVMPassBuilderOptionsSetSLPVectorization(settings, 1)
    LLVMPassBuilderOptionsSetLoopInterleaving(settings, 1)
    // Like clang, which leaves loops as they are at -O1: it is there to compile fast.
    LLVMPassBuilderOptionsSetLoopUnrolling(settings, options.level == .less ? 0 : 1)
    return settings
  }

  /// Does what `mode` asks for; returns what there is to warn of.
  private func guide(
    by mode: ProfileMode, _ settings: LLVMPassBuilderOptionsRef
  ) throws(CodeGenError) -> [String] {
    let guidance = ProfileGuidance(
      module: llvm.ref, context: llvm.context, machine: machine.ref, settings: settings)
    switch mode {
    case .none: return []
    case .generate(let path):
      try guidance.instrument(path: path)
      return []
    case .use(let path): return try guidance.apply(path: path)
    }
  }

  /// Returns the module as LLVM IR, with the lines of the source where they are asked for.
  public func irText() -> String {
    dropTraces()
    return takeMessage(LLVMPrintModuleToString(llvm.ref))
  }

  /// Returns the module as bitcode.
  public func bitcode() -> [UInt8] {
    LLVMMemoryBuffer(LLVMWriteBitcodeToMemoryBuffer(llvm.ref)).bytes
  }

  /// Returns the text of the assembly code, with the lines of the source where they are asked for.
  public func assembly() throws(CodeGenError) -> [UInt8] {
    dropTraces()
    return try emit(LLVMAssemblyFile)
  }

  /// What is to be read by people shall not be full of what traces need.
  private func dropTraces() {
    if !options.debugInfo { LLVMStripModuleDebugInfo(llvm.ref) }
  }

  /// Returns the relocatable object.
  public func object() throws(CodeGenError) -> [UInt8] { try emit(LLVMObjectFile) }

  private func emit(_ kind: LLVMCodeGenFileType) throws(CodeGenError) -> [UInt8] {
    var message: UnsafeMutablePointer<CChar>?
    var buffer: LLVMMemoryBufferRef?
    let failed = LLVMTargetMachineEmitToMemoryBuffer(
      machine.ref, llvm.ref, kind, &message, &buffer)
    guard failed == 0, let buffer else { throw .emission(takeMessage(message)) }
    return LLVMMemoryBuffer(buffer).bytes
  }

  /// Checks LLVM's own rules.
  ///
  /// The check is cheap beside the optimiser, and what it finds would crash the latter.
  func verify() throws(CodeGenError) {
    var message: UnsafeMutablePointer<CChar>?
    let failed = LLVMVerifyModule(llvm.ref, LLVMReturnStatusAction, &message)
    let text = takeMessage(message)
    if failed != 0 { throw .invalidModule(text) }
  }

}
