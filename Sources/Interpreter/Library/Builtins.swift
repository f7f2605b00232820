import Library
import Sema
import Source
import Support

extension Evaluator {

  /// Calls the predeclared function `name`.
  mutating func callBuiltin(
    _ name: String, _ values: [Value], at span: SourceSpan
  ) throws -> Value {
    let arguments = Arguments(name: name, values: values, span: span, spans: [], program: program)
    if let arity = Predeclared.arity(of: name) { try arguments.require(arity.counts) }
    switch name {
    case "print":
      write(try line(values, at: span))
      return .null
    case "printError", "print_error":
      writeError(try line(values, at: span).utf8)
      return .null
    case "input":
      if arguments.count == 1 { write(try text(of: values[0], at: span)) }
      flush()
      return try input.line(at: span).map(Value.text) ?? .null
    case "range":
      let bounds = values.count == 1 ? [.int(0), values[0]] : Array(values[..<2])
      let step = values.count == 3 ? values[2] : .int(1)
      return .range(try range(bounds[0], bounds[1], step, at: span))
    case "exit":
      throw Exit(status: Int32(truncatingIfNeeded: try arguments.int(0, default: 0) & 0xFF))
    case "assert":
      if values[0].truth { return .null }
      var message = "assertion failed"
      if values.count == 2 { message = try text(of: values[1], at: span).string }
      throw Fault("AssertionError", message, at: span)
    case "Error": return try makeError(values, at: span)
    default:
      return try convert(name, values[0], at: span)
    }
  }

  private mutating func line(_ values: [Value], at span: SourceSpan) throws -> Text {
    var line = Text()
    for (i, value) in values.enumerated() {
      if i > 0 { line.append(" ") }
      line.append(try text(of: value, at: span))
    }
    line.append("\n")
    return line
  }

  /// The functions of one value.
  private mutating func convert(
    _ name: String, _ value: Value, at span: SourceSpan
  ) throws -> Value {
    switch name {
    case "len": return .int(try length(of: value, at: span))
    case "str": return .string(try text(of: value, at: span))
    case "int": return .int(try program.toInt(value, at: span))
    case "float": return .float(try program.toFloat(value, at: span))
    case "bool": return .bool(program.toBool(value))
    case "type": return .text(program.typeName(of: value))
    case "typeof": return .text(program.typeName(of: value).lowercased())
    default:
      if let guardMethod = Method(spelling: name),
        let result = program.guardResult(guardMethod, value)
      {
        return .bool(result)
      }
      unreachable("the predeclared function '\(name)'")
    }
  }

  private func length(of value: Value, at span: SourceSpan) throws -> Int {
    switch value {
    case .string(let text): return text.count
    case .array(let elements): return elements.count
    case .map(let map), .set(let map), .object(let map): return map.count
    case .range(let range): return range.count
    default:
      let message = "\(program.typeName(of: value)) has no member length"
      throw value.isNull ? Fault.type(message, at: span) : Fault.name(message, at: span)
    }
  }

  // MARK: Libraries

  /// Returns `library.member` as a value.
  func libraryMember(_ library: String, _ member: String, at span: SourceSpan) throws -> Value {
    if let row = LibraryTable.standard.entry(member, ofLibrary: library)?.signatures[0],
      let value = row.value
    {
      return row.result == .simple("Int") ? .int(Int(value)!) : .float(Double(value)!)
    }
    let code = FunctionValue.Code.libraryMember(library: library, member: member)
    return .function(FunctionValue(code, name: member))
  }

  /// Calls `library.member`.
  mutating func callLibrary(
    _ library: String, _ member: String, _ values: [Value], at span: SourceSpan
  ) throws -> Value {
    guard let entry = LibraryTable.standard.entry(member, ofLibrary: library) else {
      unreachable("the function '\(library).\(member)'")
    }
    let arguments = Arguments(
      name: member, values: values, span: span, spans: [], program: program)
    try arguments.require(entry)
    switch library {
    case "math": return try callMath(member, arguments)
    case "string", "array", "maps", "sets":
      return try callMirrored(library, member, arguments)
    case "graphs", "heaps", "queues", "stacks", "trees":
      return try createCollection(library, values, at: span)
    default:
      if let result = try callSystem("\(library).\(member)", arguments) { return result }
      unreachable("the function '\(library).\(member)'")
    }
  }

  /// The functions that are methods of their first argument.
  private mutating func callMirrored(
    _ library: String, _ name: String, _ arguments: Arguments
  ) throws -> Value {
    let span = arguments.span
    switch (library, name) {
    case ("array", "create"):
      return .array(try repeated([arguments[1]], arguments.int(0), at: span))
    case ("maps", "create"):
      return .map(OrderedMap())
    case ("sets", "create"):
      var set = OrderedMap()
      for value in arguments.count == 1 ? try arguments.array(0) : [] {
        let key = try program.key(value, at: span)
        if !set.contains(key) { set.set(key, value, to: .null) }
      }
      return .set(set)
    case ("string", _):
      if let result = try callStatic("String", name, arguments.values, at: span) { return result }
    default: break
    }
    guard let method = Method(rawValue: name) else {
      unreachable("the function '\(library).\(name)'")
    }
    let receiver = arguments[0]
    if !method.applies(to: receiver) {
      let symbol = program.ast.symbols.symbol(of: arguments.name)!
      let rest = Array(arguments.values.dropFirst())
      return try callMethod(symbol, of: receiver, rest, at: span)
    }
    if let property = method.property(of: receiver), arguments.count == 1 { return property }
    var copy = receiver
    return try call(method, on: &copy, Array(arguments.values.dropFirst()), at: span)
  }

}
