import IR
import Inference
import Lowering
import Sema
import Source
import Support
import Syntax

/// The compilation of one program: its phases, and what is known of it so far.
///
/// Each phase turns one printable representation into the next. A phase with errors is the last:
/// the method that runs it throws `DriverError.invalidProgram`, and `diagnostics` says why.
struct Compilation {

  let options: CompileOptions
  var reader = SourceReader()
  var sources = SourceMap()
  var ast = AST()
  private(set) var diagnostics = DiagnosticSet()
  private(set) var timer = PhaseTimer()

  /// The libraries of the system that the compiled program needs.
  var libraries: [ExternalLibrary] = []

  /// Creates the compilation that `options` describe; nothing is read yet.
  init(_ options: CompileOptions) { self.options = options }

  // MARK: Phases

  /// Reads the main file.
  mutating func read() throws(DriverError) -> FileID {
    try perform(.read) { (this) throws(DriverError) in
      this.sources.add(try this.reader.readMain(this.options.file))
    }
  }

  /// Returns the tokens of the main file.
  mutating func tokens() throws(DriverError) -> (file: FileID, tokens: [Token]) {
    let file = try read()
    let tokens = perform(.parse) { this in
      tokenize(file, in: this.sources, diagnostics: &this.diagnostics)
    }
    try stopIfInvalid()
    return (file, tokens)
  }

  /// Parses the main file.
  mutating func parsed() throws(DriverError) -> ModuleNode {
    let file = try read()
    let module = perform(.parse) { this in
      parse(file, in: this.sources, into: &this.ast, diagnostics: &this.diagnostics)
    }
    try stopIfInvalid()
    return module
  }

  /// Parses the program, with the modules that it uses, the library collections if it names them,
  /// and, for native code, the rest of the library in Myco; and resolves its names.
  mutating func resolved(withLibrary: Bool = false) throws(DriverError) -> SemanticModel {
    let file = try read()
    perform(.parse) { this in
      _ = parse(file, in: this.sources, into: &this.ast, diagnostics: &this.diagnostics)
    }
    // Names in and behind what is not understood would be blamed for nothing.
    try stopIfInvalid()
    try parseLibrary((withLibrary ? Toolchain.libraryParts : []) + collectionParts())
    let model = perform(.resolve) { this in this.resolveNames() }
    try stopIfInvalid()
    return model
  }

  /// Returns the library collections that the program may use: those that it names, and all if it
  /// uses other files, which are not known yet.
  private func collectionParts() -> [String] {
    let usesFiles = ast.stmts.elements.contains {
      if case .use(let use) = $0.kind, case .path = use.source { true } else { false }
    }
    return Toolchain.collectionParts.filter { usesFiles || ast.symbols.symbol(of: $0) != nil }
  }

  /// Parses `parts` of the library in Myco.
  private mutating func parseLibrary(_ parts: [String]) throws(DriverError) {
    if parts.isEmpty { return }
    let toolchain = try Toolchain()
    for part in parts {
      let source = try reader.readLibrary(part, toolchain.librarySource(part))
      perform(.parse) { this in
        let file = this.sources.add(source)
        _ = parse(file, in: this.sources, into: &this.ast, diagnostics: &this.diagnostics)
      }
    }
  }

  /// Returns the program in SSA form with generic operations.
  mutating func lowered() throws(DriverError) -> LoweredProgram {
    try lowered(try resolved(withLibrary: true))
  }

  /// Returns the program that `model` is about in SSA form with generic operations.
  private mutating func lowered(_ model: SemanticModel) throws(DriverError) -> LoweredProgram {
    let program = perform(.lower) { this in
      lower(ast: this.ast, model: model, sources: this.sources)
    }
    try stopIfInvalid()
    checkForm(of: program.module, .lowered, after: "lowering")
    return program
  }

  /// Returns the program in SSA form with types.
  mutating func typed() throws(DriverError) -> Module {
    let model = try resolved(withLibrary: true)
    let program = try lowered(model)
    let module = perform(.infer) { this in
      infer(
        program.module, spans: program.spans, diagnostics: &this.diagnostics,
        isCaught: model.isCaught, nearestMember: Predeclared.nearestMember)
    }
    try stopIfInvalid()
    checkForm(of: module, .typed, after: "inference")
    return module
  }

  // MARK: Common parts

  /// Returns the result of `body`, which is the work of `phase`.
  mutating func perform<R, E: Error>(
    _ phase: Phase, _ body: (inout Compilation) throws(E) -> R
  ) throws(E) -> R {
    CrashReport.enter(phase)
    // The timer is taken out of the compilation, which the body changes.
    var timer = PhaseTimer()
    swap(&timer, &self.timer)
    defer { swap(&timer, &self.timer) }
    return try timer.measure(phase.rawValue) { () throws(E) in try body(&self) }
  }

  /// Adds `diagnostic` to the messages.
  mutating func report(_ diagnostic: Diagnostic) { diagnostics.insert(diagnostic) }

  /// Returns the messages so far as text, and forgets them.
  mutating func takeMessages() -> String {
    let text = Driver.report(diagnostics, sources: sources, colored: options.colored)
    diagnostics = DiagnosticSet()
    return text
  }

  /// Throws if there is an error.
  func stopIfInvalid() throws(DriverError) {
    if diagnostics.containsError { throw .invalidProgram }
  }

  /// Ends the process if `module` breaks a rule of its form: an error of the compiler.
  ///
  /// Only where that is asked for: the check takes as long as a pass.
  func checkForm(of module: Module, _ stage: VerificationStage, after step: String) {
    guard options.verifiesSSA else { return }
    let problems = verify(module, stage: stage)
    if problems.isEmpty { return }
    let list = problems.prefix(20).joined(separator: "\n  ")
    CrashReport.fail("the SSA is invalid after \(step):\n  \(list)")
  }

}
