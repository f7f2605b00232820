import Support

extension ASTPrinter {

  /// Returns the text of an expression, on one line but for the bodies of functions.
  mutating func text(_ id: ExprID) -> String {
    let kind = ast.exprs[id].kind
    switch kind {
    case .int(let value): return String(value)
    case .float(let value): return "\(value)"
    case .bool(let value): return value ? "True" : "False"
    case .null: return "Null"
    case .string(let symbol): return quoted(ast.text(symbol))
    case .name(let symbol): return ast.text(symbol)
    case .selfReference: return "self"
    case .superReference: return "super"
    case .invalid: return "<invalid>"
    default: return compoundText(kind)
    }
  }

  private mutating func compoundText(_ kind: ExprKind) -> String {
    switch kind {
    case .array(let elements): return list("array", elements)
    case .set(let elements): return list("set", elements)
    case .map(let entries):
      var result = "(map"
      for entry in entries { result += " (\(text(entry.key)) \(text(entry.value)))" }
      return result + ")"
    case .unary(let operation, let a): return list(operation.rawValue, [a])
    case .binary(let operation, let a, let b): return list(operation.rawValue, [a, b])
    case .logical(let operation, let a, let b): return list(operation.rawValue, [a, b])
    case .conditional(let a, let b, let c): return list("?", [a, b, c])
    case .range(let low, let high, let step):
      return list("..", [low, high] + (step.map { [$0] } ?? []))
    case .isType(let value, let type): return "(is \(text(value)) \(text(type)))"
    case .call(let callee, let arguments): return list("call", [callee] + arguments)
    case .index(let base, let index): return list("index", [base, index])
    case .member(let base, let name): return "(. \(text(base)) \(ast.text(name)))"
    case .function(let function): return text(function)
    case .int, .float, .bool, .null, .string, .name, .selfReference, .superReference, .invalid:
      unreachable("not compound")
    }
  }

  private mutating func list(_ head: String, _ operands: [ExprID]) -> String {
    var result = "(" + head
    for operand in operands { result += " " + text(operand) }
    return result + ")"
  }

  /// Returns the text of a lambda.
  private mutating func text(_ id: FuncID) -> String {
    let function = ast.funcs[id]
    let head = signature(function)
    switch function.body {
    case .expression(let body): return "(=> \(head) \(text(body)))"
    case .block(let block): return "(func \(head)" + nested { $0.print(block) } + ")"
    }
  }

  /// Returns the parameters and the result type of `function`.
  mutating func signature(_ function: FunctionNode) -> String {
    var parts: [String] = []
    for parameter in function.parameters {
      var part = text(parameter.decl)
      if let value = parameter.defaultValue { part += " = " + text(value) }
      parts.append(part)
    }
    let result = function.result.map { " -> \(text($0))" } ?? ""
    return "(\(parts.joined(separator: ", ")))" + result
  }

  /// Returns the text of a pattern.
  mutating func text(_ id: PatternID) -> String {
    switch ast.patterns[id].kind {
    case .wildcard: return "_"
    case .value(let value): return text(value)
    case .name(let decl): return text(decl)
    case .type(let type): return "(type \(text(type)))"
    case .typedName(let decl, let type):
      return "(\(ast.text(ast.decls[decl].name)): \(text(type)))"
    case .interval(let low, let high): return "(.. \(text(low)) \(text(high)))"
    case .either(let patterns): return list("|", patterns)
    case .not(let pattern): return list("!", [pattern])
    case .array(let patterns, let rest):
      var result = list("array", patterns)
      guard let rest else { return result }
      result.removeLast()
      return result + " ..." + (rest.isNone ? "" : text(rest)) + ")"
    case .map(let entries):
      var result = "(map"
      for entry in entries { result += " (\(text(entry.key)) \(text(entry.pattern)))" }
      return result + ")"
    case .invalid: return "<invalid>"
    }
  }

  private mutating func list(_ head: String, _ patterns: [PatternID]) -> String {
    var result = "(" + head
    for pattern in patterns { result += " " + text(pattern) }
    return result + ")"
  }

}
