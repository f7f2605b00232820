import Source
import Support

/// Returns the tree of `module` as indented S-expressions: a line for each statement, expressions
/// inside them.
public func dump(_ ast: AST, module: ModuleNode, sources: SourceMap) -> String {
  var printer = ASTPrinter(ast: ast)
  printer.line("(module \(quoted(sources[module.file].name))")
  printer.indented { $0.print(module.body) }
  return printer.finish()
}

/// Returns `text` as a string literal of the language.
func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case "\0": result += "\\0"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      result += "\\u{\(hexadecimal(scalar.value, width: 1))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

/// The text of a tree under construction.
struct ASTPrinter {

  let ast: AST
  private var lines: [String] = []
  private var indentation = 0

  init(ast: AST) { self.ast = ast }

  /// Adds a line.
  mutating func line(_ text: String) {
    lines.append(String(repeating: "  ", count: indentation) + text)
  }

  /// Runs `body` one level deeper; what it printed is closed by a parenthesis.
  mutating func indented(_ body: (inout ASTPrinter) -> Void) {
    indentation += 1
    body(&self)
    indentation -= 1
    lines[lines.count - 1] += ")"
  }

  /// Returns the text of what `body` prints, from a new line on: a block inside an expression.
  mutating func nested(_ body: (inout ASTPrinter) -> Void) -> String {
    let outer = lines
    lines = []
    indentation += 2
    body(&self)
    indentation -= 2
    let result = lines
    lines = outer
    return result.map { "\n" + $0 }.joined()
  }

  /// Returns the whole text.
  func finish() -> String { lines.joined(separator: "\n") + "\n" }

  /// Prints the statements of `block`.
  mutating func print(_ block: Block) {
    for statement in block.statements { print(statement) }
  }

  /// Prints `head` and under it `block`, as one parenthesis.
  mutating func print(_ head: String, _ block: Block) {
    line("(" + head)
    indented { $0.print(block) }
  }

  /// Returns the name of `decl`, with its annotation if it has one.
  func text(_ decl: DeclID) -> String {
    let name = ast.text(ast.decls[decl].name)
    guard let annotation = ast.decls[decl].annotation else { return name }
    return "\(name): \(text(annotation))"
  }

  /// Returns the text of a written type, in the language's own notation.
  func text(_ type: TypeExprID) -> String {
    switch ast.typeExprs[type].kind {
    case .name(let name, let arguments):
      if arguments.isEmpty { return ast.text(name) }
      return "\(ast.text(name))<\(arguments.map { text($0) }.joined(separator: ", "))>"
    case .member(let module, let name):
      return "\(ast.text(module)).\(ast.text(name))"
    case .optional(let base):
      return "\(operandText(base))?"
    case .union(let members):
      return members.map { operandText($0) }.joined(separator: " | ")
    case .function(let parameters, let result):
      return "(\(parameters.map { text($0) }.joined(separator: ", "))) -> \(text(result))"
    case .invalid:
      return "<invalid>"
    }
  }

  /// Returns the text of `type`, in parentheses where it is no single word.
  private func operandText(_ type: TypeExprID) -> String {
    switch ast.typeExprs[type].kind {
    case .union, .function: "(\(text(type)))"
    case .name, .member, .optional, .invalid: text(type)
    }
  }

}
