import CLLVM

/// What a compilation does with a profile: how often a program takes each of its branches.
public enum ProfileMode: Sendable, Equatable {

  /// Nothing.
  case none

  /// The program counts, and adds a profile to the file `path` at its end.
  case generate(path: String)

  /// The profile in the file `path`, in LLVM's indexed form, guides the optimisation.
  case use(path: String)

}

/// Instruments a module for a profile, or gives it the counts of one.
///
/// Both happen before anything else, to a module that is simplified in the same way: the counts
/// belong to its branches as they are then.
struct ProfileGuidance {

  let module: LLVMModuleRef
  let context: LLVMContextRef
  let machine: LLVMTargetMachineRef
  let settings: LLVMPassBuilderOptionsRef

  /// Removes the branches that need no counter.
  private static let simplification =
    "function(sroa,early-cse,simplifycfg,instcombine<no-verify-fixpoint>)"

  /// Lets the program count, and write what it counts to `path` at its end.
  func instrument(path: String) throws(CodeGenError) {
    setDefaultPath(path)
    try run("\(Self.simplification),pgo-instr-gen,instrprof")
  }

  /// Names the file for LLVM's profile runtime, unless LLVM_PROFILE_FILE names one.
  private func setDefaultPath(_ path: String) {
    let bytes = LLVMConstStringInContext2(context, path, path.utf8.count, 0)
    let variable = LLVMAddGlobal(module, LLVMTypeOf(bytes), "__llvm_profile_filename")
    LLVMSetInitializer(variable, bytes)
    LLVMSetGlobalConstant(variable, 1)
    LLVMSetVisibility(variable, LLVMHiddenVisibility)
  }

  /// Gives the module the counts of the indexed profile `path`; returns what there is to warn of.
  func apply(path: String) throws(CodeGenError) -> [String] {
    Self.setProfile(path)
    let messages = Messages()
    LLVMContextSetDiagnosticHandler(
      context, { Messages.receive($0, $1) }, Unmanaged.passUnretained(messages).toOpaque())
    defer { LLVMContextSetDiagnosticHandler(context, { _, _ in }, nil) }
    try withExtendedLifetime(messages) { () throws(CodeGenError) in
      try run("\(Self.simplification),pgo-instr-use,pgo-icall-prom")
    }
    if let error = messages.errors.first { throw .profile(error) }
    let (functions, matches) = countMatches()
    if functions > 0 && matches == 0 {
      throw .profile("it is the profile of another program, or was made with other options")
    }
    if messages.warnings.isEmpty { return [] }
    let count = messages.warnings.count
    return [
      """
      the profile does not fit \(count) function\(count == 1 ? "" : "s") of the program, which \
      changed since or \(count == 1 ? "was" : "were") compiled with other options; make it anew
      """
    ]
  }

  /// Tells the pass which file it reads. The switch exists on LLVM's command line only.
  private static func setProfile(_ path: String) {
    "myco".withCString { program in
      "-pgo-test-profile-file=\(path)".withCString { option in
        let arguments: [UnsafePointer<CChar>?] = [program, option]
        LLVMParseCommandLineOptions(Int32(arguments.count), arguments, nil)
      }
    }
  }

  /// Returns the number of functions with code, and of those that have counts.
  private func countMatches() -> (functions: Int, matches: Int) {
    let kind = LLVMGetMDKindIDInContext(context, "prof", 4)
    var (functions, matches) = (0, 0)
    var next = LLVMGetFirstFunction(module)
    while let function = next {
      next = LLVMGetNextFunction(function)
      guard LLVMIsDeclaration(function) == 0 else { continue }
      functions += 1
      var count = 0
      let entries = LLVMGlobalCopyAllMetadata(function, &count)
      defer { LLVMDisposeValueMetadataEntries(entries) }
      let kinds = (0..<count).map { LLVMValueMetadataEntriesGetKind(entries, UInt32($0)) }
      if kinds.contains(kind) { matches += 1 }
    }
    return (functions, matches)
  }

  private func run(_ passes: String) throws(CodeGenError) {
    try check(LLVMRunPasses(module, passes, machine, settings))
  }

}

/// What LLVM says while it reads a profile.
private final class Messages {

  var errors: [String] = []
  var warnings: [String] = []

  /// Notes `diagnostic` in the object that `context` points to.
  static func receive(
    _ diagnostic: LLVMDiagnosticInfoRef?, _ context: UnsafeMutableRawPointer?
  ) {
    let messages = Unmanaged<Messages>.fromOpaque(context!).takeUnretainedValue()
    let text = takeMessage(LLVMGetDiagInfoDescription(diagnostic))
    switch LLVMGetDiagInfoSeverity(diagnostic) {
    case LLVMDSError: messages.errors.append(text)
    case LLVMDSWarning: messages.warnings.append(text)
    default: break
    }
  }

}
