import CJSON
import Source
import Support

// The library json.
extension Evaluator {

  mutating func callJSON(_ function: String, _ arguments: Arguments) throws -> Value? {
    switch function {
    case "json.parse":
      let text = try arguments.text(0)
      do throws(JSONReader.Failure) {
        return try JSONReader.value(of: text)
      } catch {
        var fault = Fault("JSONError", error.message, at: arguments.span)
        fault.place = (error.row, error.column)
        throw fault
      }
    case "json.validate":
      let text = try arguments.text(0)
      return .bool(JSONReader.isValid(text))
    case "json.stringify":
      let indent = arguments.count == 2 ? try arguments.int(1) : 0
      return .string(try JSONWriter.text(of: arguments[0], indent: indent, arguments))
    case "json.pretty":
      return .string(try JSONWriter.text(of: arguments[0], indent: 2, arguments))
    case "json.size", "json.isEmpty":
      let count = try size(arguments)
      return function == "json.size" ? .int(count) : .bool(count == 0)
    case "json.get":
      let path = try arguments.text(1)
      let other = arguments.count == 3 ? arguments[2] : .null
      return try find(path, in: arguments[0], arguments) ?? other
    default: return nil
    }
  }

  private func size(_ arguments: Arguments) throws -> Int {
    switch arguments[0] {
    case .array(let elements): return elements.count
    case .map(let map), .object(let map), .set(let map): return map.count
    default:
      let type = program.typeName(of: arguments[0])
      throw Fault.type(
        "\(arguments.name) expects Array | Map | Set, not \(type)", at: arguments.span)
    }
  }

  /// Returns what the path leads to: keys separated by dots, and `[n]` for elements.
  private func find(_ path: Text, in value: Value, _ arguments: Arguments) throws -> Value? {
    let invalid = Fault.value("\"\(path.string)\" is no path, such as a.b[0]", at: arguments.span)
    var (found, at, scalars) = (value, 0, path.scalars[...])
    while let first = scalars.first {
      if first == "[" {
        let digits = scalars.dropFirst().prefix { $0 != "]" }
        guard digits.endIndex < scalars.endIndex, !digits.isEmpty,
          digits.allSatisfy({ ("0"..."9").contains($0) })
        else { throw invalid }
        guard case .array(let elements) = found, digits.count <= 18,
          let index = Int(Text(digits).string), index < elements.count
        else { return nil }
        found = elements[index]
        scalars = scalars[(digits.endIndex + 1)...]
      } else {
        if at > 0 {
          guard first == "." else { throw invalid }
          scalars.removeFirst()
        }
        let key = scalars.prefix { $0 != "." && $0 != "[" }
        if key.isEmpty { throw invalid }
        switch found {
        case .map(let map), .object(let map):
          guard let next = map[.string(Text(key))] else { return nil }
          found = next
        default: return nil
        }
        scalars = scalars[key.endIndex...]
      }
      at += 1
    }
    return found
  }

}

/// Writes values as JSON.
struct JSONWriter {

  private var text = Text()
  private let indent: Int
  private var depth = 0
  private let arguments: Arguments

  /// Returns `value` as JSON, on one line unless `indent` is positive.
  static func text(of value: Value, indent: Int, _ arguments: Arguments) throws -> Text {
    var writer = JSONWriter(indent: max(indent, 0), arguments: arguments)
    try writer.write(value)
    return writer.text
  }

  private init(indent: Int, arguments: Arguments) {
    self.indent = indent
    self.arguments = arguments
  }

  private mutating func write(_ value: Value) throws {
    switch value {
    case .null: text.append("null")
    case .bool(let value): text.append(value ? "true" : "false")
    case .int(let value): text.append(String(value))
    case .float(let value):
      if !value.isFinite { throw refusal(formatted(value)) }
      text.append(formatted(value))
    case .string(let string): write(string)
    case .array(let elements): try write(elements, "[", "]") { try $0.write($1) }
    case .set(let set): try write(set.keys, "[", "]") { try $0.write($1) }
    case .map(let map), .object(let map):
      try write(map.entries, "{", "}") { this, entry in
        guard case .string(let key) = entry.key else {
          let type = this.arguments.program.typeName(of: entry.key)
          throw Fault("JSONError", "\(type) cannot be a key in JSON", at: this.arguments.span)
        }
        this.write(key)
        this.text.append(this.indent > 0 ? ": " : ":")
        try this.write(entry.value)
      }
    default: throw refusal(arguments.program.typeName(of: value))
    }
  }

  private func refusal(_ subject: String, _ verb: String = "has") -> Fault {
    Fault("JSONError", "\(subject) \(verb) no form in JSON", at: arguments.span)
  }

  private mutating func write<Part>(
    _ parts: [Part], _ open: String, _ close: String,
    _ write: (inout JSONWriter, Part) throws -> Void
  ) throws {
    depth += 1
    if depth > MYCO_JSON_DEPTH { throw refusal("more than 1000 levels", "have") }
    text.append(open)
    for (i, part) in parts.enumerated() {
      if i > 0 { text.append(",") }
      beginLine()
      try write(&self, part)
    }
    depth -= 1
    if !parts.isEmpty { beginLine() }
    text.append(close)
  }

  private mutating func beginLine() {
    if indent > 0 { text.append("\n" + String(repeating: " ", count: depth * indent)) }
  }

  private mutating func write(_ string: Text) {
    text.append("\"")
    for scalar in string.scalars {
      switch scalar {
      case "\"": text.append("\\\"")
      case "\\": text.append("\\\\")
      case "\u{8}": text.append("\\b")
      case "\u{C}": text.append("\\f")
      case "\n": text.append("\\n")
      case "\r": text.append("\\r")
      case "\t": text.append("\\t")
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text.append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: text.scalars.append(scalar)
      }
    }
    text.append("\"")
  }

}
