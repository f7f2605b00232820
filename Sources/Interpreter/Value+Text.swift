import Source
import Support

/// Returns the text form of `value`: the shortest decimal that reads back as the same, with `.0` or
/// an exponent of at least two digits, which stands from 1e16 up and below 1e-4.
func formatted(_ value: Double) -> String {
  if value.isNaN { return "nan" }
  if value.isInfinite { return value < 0 ? "-inf" : "inf" }
  let sign = value.sign == .minus ? "-" : ""
  if value == 0 { return sign + "0.0" }
  let (digits, exponent) = shortestDigits(value.magnitude)
  if exponent >= 16 || exponent < -4 {
    let rest = digits.dropFirst()
    let fraction = rest.isEmpty ? "" : "." + rest
    let number = String(exponent.magnitude)
    let padded = number.count < 2 ? "0" + number : number
    return "\(sign)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(padded)"
  }
  if exponent < 0 {
    return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
  }
  if digits.count <= exponent + 1 {
    return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count) + ".0"
  }
  return "\(sign)\(digits.prefix(exponent + 1)).\(digits.dropFirst(exponent + 1))"
}

/// Returns the significant digits of a positive number and the exponent of the first of them.
private func shortestDigits(_ value: Double) -> (digits: String, exponent: Int) {
  let parts = value.description.split(separator: "e")
  var exponent = parts.count > 1 ? Int(parts[1])! : 0
  let mantissa = parts[0].split(separator: ".")
  var digits = mantissa.joined()
  exponent += mantissa[0].count - 1
  let zeros = digits.prefix { $0 == "0" }.count
  digits.removeFirst(zeros)
  exponent -= zeros
  while digits.count > 1, digits.last == "0" { digits.removeLast() }
  return (digits, exponent)
}

extension Evaluator {

  /// Returns the text form of `value`; asks the method `toString` of instances that have it.
  mutating func text(of value: Value, at span: SourceSpan) throws -> Text {
    var result = Text()
    try append(value, to: &result, at: span)
    return result
  }

  private mutating func append(
    _ value: Value, to text: inout Text, at span: SourceSpan
  ) throws {
    switch value {
    case .null: text.append("Null")
    case .bool(let value): text.append(value ? "True" : "False")
    case .int(let value): text.append(String(value))
    case .float(let value): text.append(formatted(value))
    case .string(let value): text.append(value)
    case .array(let elements): try append(elements, "[", "]", to: &text, at: span)
    case .set(let set): try append(set.keys, "{", "}", to: &text, at: span)
    case .map(let map), .object(let map): try append(map, to: &text, at: span)
    case .range(let range): text.append(self.text(of: range))
    case .function(let function):
      text.append(function.name.map { "<function \($0)>" } ?? "<function>")
    case .instance(let instance): text.append(try self.text(of: instance, at: span))
    case .classType(let type): text.append("<class \(program.className(type.id))>")
    case .builtinType(let name): text.append("<class \(name)>")
    case .error(let error):
      text.append(error.kind + ": ")
      try append(error.message, to: &text, at: span)
    case .library(let name): text.append("<library \(program.text(name))>")
    case .module(let index): text.append("<module \(moduleName(index))>")
    }
  }

  private mutating func append(
    _ elements: [Value], _ open: String, _ close: String, to text: inout Text,
    at span: SourceSpan
  ) throws {
    text.append(open)
    for (i, element) in elements.enumerated() {
      if i > 0 { text.append(", ") }
      try append(element, to: &text, at: span)
    }
    text.append(close)
  }

  private mutating func append(
    _ map: OrderedMap, to text: inout Text, at span: SourceSpan
  ) throws {
    text.append("{")
    for (i, entry) in map.entries.enumerated() {
      if i > 0 { text.append(", ") }
      try append(entry.key, to: &text, at: span)
      text.append(": ")
      try append(entry.value, to: &text, at: span)
    }
    text.append("}")
  }

  private func text(of range: RangeValue) -> String {
    switch range.bounds {
    case .int(let start, let end, let step):
      return step == 1 ? "\(start)..\(end)" : "\(start)..\(end)..\(step)"
    case .float(let start, let end, let step):
      let bounds = "\(formatted(start))..\(formatted(end))"
      return step == 1 ? bounds : "\(bounds)..\(formatted(step))"
    }
  }

  private mutating func text(of instance: Instance, at span: SourceSpan) throws -> Text {
    for spelling in ["toString", "to_string"] {
      guard let name = program.ast.symbols.symbol(of: spelling) else { continue }
      let methods = program.model.methods(name, of: instance.type.id)
      if methods.isEmpty { continue }
      let result = try call(methods, of: instance, [], at: span)
      if case .string(let text) = result { return text }
      return try text(of: result, at: span)
    }
    return Text("<\(program.className(instance.type.id))>")
  }

  /// The base name of a module's file.
  private func moduleName(_ index: Int) -> String {
    let name = program.sources[program.ast.modules[index].file].name
    let base = name.split(separator: "/").last.map(String.init) ?? name
    return base.hasSuffix(".myco") ? String(base.dropLast(5)) : base
  }

}
