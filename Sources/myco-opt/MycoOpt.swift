import ArgumentParser
import CodeGen
import Foundation
import IR
import Optimizer

/// Reads SSA as text, runs named passes on it and prints the result, or the code made of it.
///
/// Ends with status 0; 1 if the module breaks an invariant; 2 if it cannot be read or an argument
/// is wrong.
@main
struct MycoOpt: ParsableCommand {

  static let configuration = CommandConfiguration(
    commandName: "myco-opt",
    abstract: "Runs passes of the optimizer on SSA in textual form and prints the result.")

  @Argument(help: "The file to read; standard input if it is left out or '-'.")
  var file = "-"

  @Option(help: "The names of the passes to run, with commas between them.")
  var passes = ""

  @Flag(help: "Verify the module before the first pass and after each.")
  var verify = false

  @Option(help: "Run the passes of this level, 0 to 3, instead of named ones.")
  var level: Int?

  @Option(help: "What to write: ssa; llvm-ir or object, of a module whose ownership is explicit.")
  var emit = Output.ssa

  enum Output: String, CaseIterable, ExpressibleByArgument {
    case ssa
    case llvmIR = "llvm-ir"
    case object
  }

  @Flag(help: "List the passes with what they do.")
  var listPasses = false

  func run() throws {
    if listPasses {
      printPasses()
      return
    }
    let names = passes.split(separator: ",").map(String.init)
    let pipeline = try reportingErrors { () throws(PipelineError) in
      if let level { return try Pipeline(level: level) }
      return try Pipeline(names: names)
    }
    let text = try read()
    var module = try reportingErrors { () throws(ReadError) in try parseModule(text) }
    var problems = verify ? self.problems(module, after: "reading") : []
    if problems.isEmpty {
      pipeline.run(&module) { name, module in
        guard verify, problems.isEmpty else { return }
        problems = self.problems(module, after: name)
      }
    }
    guard problems.isEmpty else {
      for problem in problems { writeError(problem) }
      throw ExitCode(1)
    }
    try write(module)
  }

  /// Writes `module` in the form that was asked for.
  private func write(_ module: Module) throws {
    guard emit != .ssa else { return Swift.print(print(module), terminator: "") }
    let optimization = OptimizationLevel(level ?? 0)
    let options = CodeGenOptions(level: optimization, moduleName: file)
    let output = try reportingErrors { () throws(CodeGenError) in
      let code = try generate(module: module, options: options)
      if emit == .llvmIR { return Array(code.irText().utf8) }
      try code.optimize()
      return try code.object()
    }
    FileHandle.standardOutput.write(Data(output))
  }

  private func printPasses() {
    let width = Pass.all.map(\.name.count).max() ?? 0
    for pass in Pass.all {
      let space = String(repeating: " ", count: width - pass.name.count)
      Swift.print("\(pass.name)\(space)  \(pass.summary)")
    }
  }

  /// Returns what is wrong with `module`, which is at the stage that it looks like.
  private func problems(_ module: Module, after name: String) -> [String] {
    IR.verify(module, stage: VerificationStage(of: module)).map { "after \(name): \($0)" }
  }

  private func read() throws -> String {
    guard file != "-" else {
      return String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
    }
    guard let data = FileManager.default.contents(atPath: file) else {
      writeError("\(file): cannot be read")
      throw ExitCode(2)
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Returns the result of `body`; an error is written and ends the program with status 2.
  private func reportingErrors<R, E: Error & CustomStringConvertible>(
    _ body: () throws(E) -> R
  ) throws -> R {
    do {
      return try body()
    } catch {
      writeError(error is ReadError ? "\(file):\(error)" : "\(error)")
      throw ExitCode(2)
    }
  }

  private func writeError(_ message: String) {
    FileHandle.standardError.write(Data("myco-opt: \(message)\n".utf8))
  }

  static func main() {
    do {
      let command = try parse()
      try command.run()
    } catch let code as ExitCode {
      exit(withError: code)
    } catch {
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      FileHandle(fileDescriptor: code == .success ? 1 : 2).write(Data((text + "\n").utf8))
      Foundation.exit(code == .success ? 0 : 2)
    }
  }

}

extension OptimizationLevel {

  /// The level of LLVM's passes that `number` names: that of `-O0` to `-O3`.
  fileprivate init(_ number: Int) {
    switch number {
    case ...0: self = .none
    case 1: self = .less
    case 2: self = .standard
    default: self = .aggressive
    }
  }

}
