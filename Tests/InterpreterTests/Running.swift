import Interpreter
import Sema
import Source
import Syntax

/// How a program ended, and what it wrote.
struct RunResult {
  var output: String
  var errors: String
  var status: Int32
}

/// What a program writes; it is read when the run is over.
private final class Collector {
  var output: [UInt8] = []
  var errors: [UInt8] = []
}

/// Runs the program `source`, which may use the `modules`, given by the paths they are used by.
func run(_ source: String, modules: [String: String] = [:]) -> RunResult {
  var (sources, ast, diagnostics) = (SourceMap(), AST(), DiagnosticSet())
  let main = SourceFile(name: "main.myco", path: "main.myco", bytes: Array(source.utf8))
  parse(sources.add(main), in: sources, into: &ast, diagnostics: &diagnostics)
  let model = resolve(ast: &ast, sources: &sources, diagnostics: &diagnostics) { path, _ in
    if path == "main.myco" { return .file(main) }
    guard let text = modules[path] else { return .missing }
    return .file(SourceFile(name: path, path: path, bytes: Array(text.utf8)))
  }
  if diagnostics.containsError {
    let messages = diagnostics.all.map(\.message).joined(separator: "\n")
    return RunResult(output: "", errors: messages, status: 2)
  }
  let collector = Collector()
  let interpreter = Interpreter(
    ast: ast, model: model, sources: sources, arguments: ["a", "b"],
    output: { collector.output += $0 }, errorOutput: { collector.errors += $0 })
  let status = interpreter.run()
  return RunResult(
    output: String(decoding: collector.output, as: UTF8.self),
    errors: String(decoding: collector.errors, as: UTF8.self), status: status)
}
