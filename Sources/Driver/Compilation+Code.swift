import CodeGen
import IR
import Optimizer
import Source

extension Compilation {

  /// Returns the program after our own passes, ready for code generation.
  mutating func optimized() throws(DriverError) -> Module {
    let pipeline = try makePipeline()
    let module = try typed()
    return perform(.optimize) { this in
      var module = module
      var stage = VerificationStage.typed
      pipeline.run(&module) { (name, module) in
        if name == Pass.ownership.name { stage = .owned }
        this.inspect(module, stage, after: name)
      }
      return module
    }
  }

  /// Returns what our own passes do to the program's checks.
  mutating func checkLedger() throws(DriverError) -> CheckLedger {
    let pipeline = try makePipeline()
    let module = try typed()
    return perform(.optimize) { _ in CheckLedger(module, pipeline) }
  }

  /// Returns the program as an LLVM module that is not optimised yet.
  mutating func generated(
    bitcode: String?, profile: ProfileMode = .none
  ) throws(DriverError) -> GeneratedModule {
    let module = try optimized()
    libraries = ExternalLibrary.needed(by: module)
    let options = CodeGenOptions(
      cpu: options.cpu, level: options.level, debugInfo: options.debugInfo,
      runtimeBitcodePath: bitcode, moduleName: sources[sources.ids[0]].name,
      checksLeaks: options.checksLeaks, profile: profile)
    var result: GeneratedModule?
    try perform(.generate) { (_) throws(DriverError) in
      do throws(CodeGenError) {
        result = try generate(module: module, options: options)
      } catch {
        throw DriverError(error)
      }
    }
    return result.take()!
  }

  /// Returns what `write` makes of the program's LLVM module after LLVM's passes.
  mutating func emitted<R>(
    bitcode: String?, _ write: (borrowing GeneratedModule) throws(CodeGenError) -> R
  ) throws(DriverError) -> R {
    let profile = try options.profilePath.map { (path) throws(DriverError) in
      try ProfileFile(path)
    }
    defer { profile?.remove() }
    let module = try generated(bitcode: bitcode, profile: profileMode(profile))
    do throws(CodeGenError) {
      let warnings = try perform(.llvm) { (_) throws(CodeGenError) in try module.optimize() }
      for text in warnings {
        writeToStandardError(warningText(text, colored: options.colored))
      }
      return try perform(.emit) { (_) throws(CodeGenError) in try write(module) }
    } catch {
      throw DriverError(error)
    }
  }

  /// Returns what code generation does with `profile` or for a new one.
  private func profileMode(_ profile: ProfileFile?) throws(DriverError) -> ProfileMode {
    if options.generatesProfile && profile != nil {
      throw .usage("a program is built either to write a profile or by one, not both")
    }
    if let profile { return .use(path: profile.indexed) }
    guard options.generatesProfile else { return .none }
    let name = options.file == "-" ? "a" : Paths.baseName(of: options.file)
    return .generate(path: "\(name).profraw")
  }

  /// Returns the passes that the options ask for.
  private func makePipeline() throws(DriverError) -> Pipeline {
    do {
      for name in options.printAfter where name != "all" { _ = try Pass.named(name) }
      return try Pipeline(level: options.level.ownLevel, disabled: Set(options.disabledPasses))
    } catch {
      throw .usage("\(error)")
    }
  }

  /// Shows `module` after the pass `name` if that was asked for, and checks its form.
  private func inspect(_ module: Module, _ stage: VerificationStage, after name: String) {
    if options.printAfter.contains("all") || options.printAfter.contains(name) {
      writeToStandardError("# after \(name)\n\(IR.print(module))\n")
    }
    checkForm(of: module, stage, after: "the pass \(name)")
  }

}

extension DriverError {

  /// The failure `error` of code generation. An error of the compiler itself ends the process.
  fileprivate init(_ error: CodeGenError) {
    switch error {
    case .unknownProcessor: self = .usage("\(error)")
    case .target, .bitcode, .profile: self = .failure("\(error)")
    case .invalidModule, .emission: CrashReport.fail("\(error)")
    }
  }

}

extension OptimizationLevel {

  /// The level of our own passes, from 0 to 3.
  fileprivate var ownLevel: Int {
    switch self {
    case .none: 0
    case .less: 1
    case .standard, .size: 2
    case .aggressive: 3
    }
  }

}
