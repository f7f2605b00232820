/// How much the generated code is optimised.
public enum OptimizationLevel: Sendable {

  /// `-O0` to `-O3`, and `-Os`.
  case none, less, standard, aggressive, size

  /// LLVM's name of the pipeline.
  var pipeline: String {
    switch self {
    case .none: "default<O0>"
    case .less: "default<O1>"
    case .standard: "default<O2>"
    case .aggressive: "default<O3>"
    case .size: "default<Os>"
    }
  }

}

/// What code generation is asked for.
public struct CodeGenOptions: Sendable {

  /// The processor: `x86-64`, `x86-64-v3`, `znver4`…, or `native` for the one this runs on.
  public var cpu: String
  public var level: OptimizationLevel

  /// `true` iff the object shall tell debuggers more than traces need.
  public var debugInfo: Bool

  /// The file with the runtime's hot functions as bitcode, for inlining; not used at `-O0`.
  public var runtimeBitcodePath: String?

  /// The name of the main file.
  public var moduleName: String

  /// `true` iff the program is linked with the runtime that searches for leaks: the code leaves
  /// counting to it, and ends what globals hold at the end of the program.
  public var checksLeaks: Bool

  /// What is done with a profile.
  public var profile: ProfileMode

  public init(
    cpu: String = "x86-64", level: OptimizationLevel = .aggressive, debugInfo: Bool = false,
    runtimeBitcodePath: String? = nil, moduleName: String, checksLeaks: Bool = false,
    profile: ProfileMode = .none
  ) {
    self.profile = profile
    self.checksLeaks = checksLeaks
    self.cpu = cpu
    self.level = level
    self.debugInfo = debugInfo
    self.runtimeBitcodePath = runtimeBitcodePath
    self.moduleName = moduleName
  }

}

/// Why code generation failed.
public enum CodeGenError: Error, CustomStringConvertible, Sendable {

  /// The processor's name is not known.
  case unknownProcessor(String, nearest: String?)

  /// LLVM has no code generator for this machine.
  case target(String)

  /// The runtime's bitcode cannot be used.
  case bitcode(path: String, String)

  /// The generated module breaks LLVM's rules: an error of the compiler itself.
  case invalidModule(String)

  /// The profile cannot be used.
  case profile(String)

  /// LLVM failed to optimise or to write the module.
  case emission(String)

  /// The message for the user.
  public var description: String {
    switch self {
    case .unknownProcessor(let name, let nearest?):
      "unknown processor '\(name)'; did you mean '\(nearest)'?"
    case .unknownProcessor(let name, nil):
      "unknown processor '\(name)'; try 'native' or 'x86-64-v3'"
    case .target(let message): "LLVM cannot make code for this machine: \(message)"
    case .bitcode(let path, let message): "cannot use the runtime's bitcode '\(path)': \(message)"
    case .invalidModule(let message): "internal error: the generated code is invalid: \(message)"
    case .profile(let message): "cannot use the profile: \(message)"
    case .emission(let message): "LLVM failed: \(message)"
    }
  }

}
