import Support

extension ASTPrinter {

  /// Prints a statement.
  mutating func print(_ id: StmtID) {
    switch ast.stmts[id].kind {
    case .binding(let node): print(node)
    case .assign(let target, let operation, let value):
      line("(\(operation?.rawValue ?? "")= \(text(target)) \(text(value)))")
    case .expression(let value): line(text(value))
    case .throwValue(let value): line("(throw \(text(value)))")
    case .returnValue(let value):
      if let value { line("(return \(text(value)))") } else { line("(return)") }
    case .breakLoop: line("(break)")
    case .continueLoop: line("(continue)")
    case .function(let function, let visibility):
      print(function, prefix(visibility) + "func")
    case .classDecl(let node, let visibility): print(ast.classes[node], visibility)
    case .use(let node): print(node)
    case .invalid: line("<invalid>")
    case .ifElse(let branches, let alternative): print(branches, alternative)
    case .whileLoop(let condition, let body): print("while \(text(condition))", body)
    case .forIn(let variables, let sequence, let body):
      let names = variables.map { text($0) }.joined(separator: ", ")
      print("for \(names) in \(text(sequence))", body)
    case .forLoop(let initializers, let condition, let step, let body):
      printForLoop(initializers, condition, step, body)
    case .match(let subject, let cases, let alternative):
      line("(match \(text(subject))")
      indented { printer in
        for node in cases { printer.print(node) }
        if let alternative { printer.print("else", alternative) }
      }
    case .tryCatch(let body, let variable, let handler, let cleanup):
      printTry(body, variable, handler, cleanup)
    }
  }

  private mutating func print(_ node: BindingNode) {
    let isConstant = ast.decls[node.decl].kind == .constant
    var text = "(\(prefix(node.visibility))\(isConstant ? "const" : "let") \(text(node.decl))"
    if let value = node.value { text += " " + self.text(value) }
    line(text + ")")
  }

  private func prefix(_ visibility: Visibility) -> String {
    switch visibility {
    case .unspecified: ""
    case .exported: "export "
    case .hidden: "private "
    }
  }

  private mutating func print(_ branches: [ConditionalBlock], _ alternative: Block?) {
    line("(if")
    indented { printer in
      for branch in branches {
        printer.print("when \(printer.text(branch.condition))", branch.body)
      }
      if let alternative { printer.print("else", alternative) }
    }
  }

  private mutating func printForLoop(
    _ initializers: [StmtID], _ condition: ExprID?, _ step: StmtID?, _ body: Block
  ) {
    line("(for")
    indented { printer in
      printer.print("start", initializers)
      if let condition { printer.line("(while \(printer.text(condition)))") }
      printer.print("step", step.map { [$0] } ?? [])
      printer.print("do", body.statements)
    }
  }

  private mutating func print(_ head: String, _ statements: [StmtID]) {
    line("(" + head)
    indented { printer in
      for statement in statements { printer.print(statement) }
    }
  }

  private mutating func print(_ node: MatchCase) {
    var head = "case \(text(node.pattern))"
    if let condition = node.guardCondition { head += " if \(text(condition))" }
    print(head, node.body)
  }

  private mutating func printTry(
    _ body: Block, _ variable: DeclID?, _ handler: Block?, _ cleanup: Block?
  ) {
    line("(try")
    indented { printer in
      printer.print("do", body)
      if let handler {
        let name = variable.map { " " + printer.text($0) } ?? ""
        printer.print("catch\(name)", handler)
      }
      if let cleanup { printer.print("finally", cleanup) }
    }
  }

  /// Prints a declared function or a method.
  private mutating func print(_ id: FuncID, _ word: String) {
    let function = ast.funcs[id]
    let name = function.decl.map { text($0) } ?? ""
    let head = "\(word) \(name) \(signature(function))"
    switch function.body {
    case .block(let block): print(head, block)
    case .expression(let value): line("(\(head) \(text(value)))")
    }
  }

  private mutating func print(_ node: ClassNode, _ visibility: Visibility) {
    let base = node.base.map { " extends \(text($0))" } ?? ""
    line("(\(prefix(visibility))class \(text(node.decl))\(base)")
    indented { printer in
      for field in node.fields {
        let value = field.defaultValue.map { " " + printer.text($0) } ?? ""
        printer.line("(field \(printer.text(field.decl))\(value))")
      }
      for method in node.methods { printer.print(method, "method") }
    }
  }

  private mutating func print(_ node: UseNode) {
    let source =
      switch node.source {
      case .library(let name): ast.text(name)
      case .path(let path): quoted(ast.text(path))
      }
    if let whole = node.whole { return line("(use \(source) as \(text(whole)))") }
    let items = node.items.map { "(\(ast.text($0.name)) as \(text($0.decl)))" }
    line("(use \(source) \(items.joined(separator: " ")))")
  }

}
