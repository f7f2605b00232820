/// What `myco` does with a program.
public enum Action: Sendable {

  /// Finds its errors.
  case check

  /// Makes an executable at `output`; `nil` names it after the program.
  case build(output: String?)

  /// Shows it in one of its forms, in the file `output` or, for `nil`, on standard output.
  case emit(EmitKind, output: String?)

  /// Runs it with arguments.
  case run(Engine, arguments: [String])

}

/// What runs a program.
public enum Engine: String, CaseIterable, Sendable {

  /// The processor.
  case native

  /// The evaluator of syntax trees, which compiles nothing.
  case interpreter

}

/// Performs `action` on the program of `options`, writes the messages to standard error, and
/// returns the exit status: 0, 1 if the program or the compilation failed, 2 after wrong usage, or
/// that of the program that ran.
public func perform(_ action: Action, _ options: CompileOptions) -> Int32 {
  withLargeStack {
    var compilation = Compilation(options)
    var status: Int32
    var failure = ""
    do throws(DriverError) {
      status = try compilation.perform(action)
    } catch {
      status = error.status
      if let message = error.message { failure = failureText(message, colored: options.colored) }
    }
    writeToStandardError(compilation.takeMessages() + failure)
    if options.timesPhases { writeToStandardError(compilation.phaseTable()) }
    return status
  }
}

extension Compilation {

  /// Performs `action`; returns the exit status.
  fileprivate mutating func perform(_ action: Action) throws(DriverError) -> Int32 {
    switch action {
    case .check: _ = try typed()
    case .build(let output): try build(output)
    case .emit(let kind, let output): try write(kind, to: output)
    case .run(.native, let arguments): return try run(arguments)
    case .run(.interpreter, let arguments):
      if options.checksLeaks { throw .usage("the interpreter does not search for leaks") }
      if options.generatesProfile || options.profilePath != nil {
        throw .usage("profiles are of compiled programs; the interpreter has none")
      }
      return try interpret(arguments)
    }
    return 0
  }

  private mutating func build(_ output: String?) throws(DriverError) {
    let path = output ?? (options.file == "-" ? "a.out" : Paths.baseName(of: options.file))
    // An output that cannot be written is found before the work, the source file after it.
    if let output { _ = try OutputFile(output) }
    let program = try linkable()
    let output = try OutputFile(path, inputs: reader.inputs)
    try perform(.link) { (_) throws(DriverError) in
      try output.produce { (temporary) throws(DriverError) in try program.link(to: temporary) }
    }
  }

  private mutating func write(_ kind: EmitKind, to output: String?) throws(DriverError) {
    let name = options.file == "-" ? "a" : Paths.baseName(of: options.file)
    let path = output ?? kind.binaryExtension.map { "\(name).\($0)" } ?? "-"
    if let output { _ = try OutputFile(output) }
    let bytes = try emit(kind)
    try OutputFile(path, inputs: reader.inputs).write(bytes)
  }

  /// Compiles the program and runs it from a temporary directory.
  private mutating func run(_ arguments: [String]) throws(DriverError) -> Int32 {
    let program = try linkable()
    var directory = try TemporaryDirectory()
    defer { directory.remove() }
    let executable = directory.file("program")
    try perform(.link) { (_) throws(DriverError) in try program.link(to: executable) }
    writeToStandardError(takeMessages())
    return try ProgramRun.start(
      executable, in: directory, name: options.file == "-" ? "myco" : options.file, arguments)
  }

}
