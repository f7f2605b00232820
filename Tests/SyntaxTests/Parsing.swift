import Source
import Support
import Syntax
import Testing

/// A parsed text: its tree and the messages about it.
struct Parsing {

  let sources: SourceMap
  let ast: AST
  let module: ModuleNode
  let diagnostics: [Diagnostic]

  init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  init(bytes: [UInt8]) {
    var sources = SourceMap()
    let file = sources.add(SourceFile(name: "main.myco", path: "main.myco", bytes: bytes))
    var ast = AST()
    var diagnostics = DiagnosticSet()
    module = parse(file, in: sources, into: &ast, diagnostics: &diagnostics)
    self.sources = sources
    self.ast = ast
    self.diagnostics = diagnostics.sorted
  }

  /// The printed statements, without the line of the module and its indentation.
  var tree: String {
    var lines = dump(ast, module: module, sources: sources).split(separator: "\n").map(String.init)
    lines[lines.count - 1].removeLast()
    return lines.dropFirst().map { String($0.dropFirst(2)) }.joined(separator: "\n")
  }

  /// The messages in short: `E0101 1:5`.
  var errors: [String] {
    diagnostics.map {
      let position = sources.position(of: $0.span)
      return "\($0.code) \(position.line):\(position.column)"
    }
  }

}

/// Checks that `text` is parsed without a message into the tree printed as `tree`.
func expectTree(
  _ text: String, _ tree: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let parsing = Parsing(text)
  #expect(parsing.errors == [], sourceLocation: sourceLocation)
  #expect(parsing.tree == tree, sourceLocation: sourceLocation)
}

/// Checks that the messages about `text` are `errors`, and that the last has `help` in its help.
func expectErrors(
  _ text: String, _ errors: [String], help: String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let parsing = Parsing(text)
  #expect(parsing.errors == errors, sourceLocation: sourceLocation)
  if let help {
    let found = parsing.diagnostics.last?.help ?? ""
    #expect(found.contains(help), "\(found)", sourceLocation: sourceLocation)
  }
}
