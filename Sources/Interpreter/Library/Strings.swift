import CUnicode
import Foundation
import Library
import Source
import Support

extension Evaluator {

  /// The methods of String.
  mutating func string(_ method: Method, _ text: Text, _ arguments: Arguments) throws -> Value {
    switch method {
    case .isEmpty, .upper, .toUpperCase, .lower, .toLowerCase, .trim, .trimLeft, .trimRight,
      .lines, .reverse, .chars, .isDigit, .isLetter, .isSpace, .isUpper, .isLower,
      .isAlphanumeric, .bytes:
      return stringProperty(method, text)
    case .contains, .startsWith, .endsWith, .indexOf, .lastIndexOf, .count, .split, .replace:
      return try search(method, text, arguments)
    case .substring, .slice:
      let (start, end) = (try arguments.int(0), try arguments.int(1, default: text.count))
      let range = method == .slice
        ? sliceRange(start, end, text.count) : clampedRange(start, end, text.count)
      return .string(Text(text.scalars[range]))
    case .charAt:
      let index = try arguments.int(0)
      return .string(text.scalars.indices.contains(index) ? Text([text.scalars[index]]) : "")
    case .charCodeAt:
      let index = try program.position(
        arguments[0], "a string", text.count, at: arguments.span)
      return .int(Int(text.scalars[index].value))
    case .repeat:
      return try apply(.multiply, .string(text), .int(arguments.int(0)), at: arguments.span)
    case .padLeft, .padRight: return try pad(method, text, arguments)
    case .join:
      return .string(try joined(arguments.array(0), by: text, at: arguments.span))
    default: unreachable("no method of strings")
    }
  }

  private func stringProperty(_ method: Method, _ text: Text) -> Value {
    switch method {
    case .isEmpty: return .bool(text.isEmpty)
    case .upper, .toUpperCase: return .string(mapped(text, myco_scalar_to_upper))
    case .lower, .toLowerCase: return .string(mapped(text, myco_scalar_to_lower))
    case .trim: return .string(text.trimmed(where: isSpace))
    case .trimLeft: return .string(text.trimmed(where: isSpace, right: false))
    case .trimRight: return .string(text.trimmed(where: isSpace, left: false))
    case .lines: return .array(lines(of: text).map { .string($0) })
    case .reverse: return .string(Text(Array(text.scalars.reversed())))
    case .chars: return .array(text.scalars.map { .string(Text([$0])) })
    case .bytes: return .array(text.utf8.map { .int(Int($0)) })
    default: return .bool(!text.isEmpty && text.scalars.allSatisfy { isOfKind(method, $0) })
    }
  }

  /// Maps each scalar by a function that stores what it becomes and returns how many these are.
  private func mapped(
    _ text: Text, _ mapping: (UInt32, UnsafeMutablePointer<UInt32>) -> Int32
  ) -> Text {
    var result = Text()
    var targets: [UInt32] = [0, 0, 0]
    for scalar in text.scalars {
      let count = Int(mapping(scalar.value, &targets))
      result.scalars += targets[..<count].compactMap(Unicode.Scalar.init)
    }
    return result
  }

  private func isSpace(_ scalar: Unicode.Scalar) -> Bool { myco_scalar_is_space(scalar.value) }

  private func isOfKind(_ method: Method, _ scalar: Unicode.Scalar) -> Bool {
    switch method {
    case .isDigit: return myco_scalar_is_digit(scalar.value)
    case .isLetter: return myco_scalar_is_letter(scalar.value)
    case .isSpace: return isSpace(scalar)
    case .isUpper: return myco_scalar_is_upper(scalar.value)
    case .isLower: return myco_scalar_is_lower(scalar.value)
    default: return myco_scalar_is_letter(scalar.value) || myco_scalar_is_digit(scalar.value)
    }
  }

  /// Returns the lines, which end in LF or CRLF, without a last empty one.
  func lines(of text: Text) -> [Text] {
    var lines = text.scalars.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { $0.last == "\r" ? Text($0.dropLast()) : Text($0) }
  }

  // MARK: Parts

  /// Returns `start..<end` within 0 and `count`; empty where it runs the wrong way.
  func clampedRange(_ start: Int, _ end: Int, _ count: Int) -> Range<Int> {
    let low = min(max(start, 0), count)
    return low..<max(low, min(max(end, 0), count))
  }

  /// The same, where negative numbers count from the end.
  func sliceRange(_ start: Int, _ end: Int, _ count: Int) -> Range<Int> {
    clampedRange(start < 0 ? start + count : start, end < 0 ? end + count : end, count)
  }

  private func search(_ method: Method, _ text: Text, _ arguments: Arguments) throws -> Value {
    let part = try arguments.text(0)
    switch method {
    case .contains: return .bool(text.index(of: part) != nil)
    case .startsWith: return .bool(text.scalars.starts(with: part.scalars))
    case .endsWith:
      return .bool(part.count <= text.count && text.occurs(part, at: text.count - part.count))
    case .indexOf:
      return .int(text.index(of: part, from: max(0, try arguments.int(1, default: 0))) ?? -1)
    case .lastIndexOf: return .int(text.lastIndex(of: part) ?? -1)
    case .count: return .int(part.isEmpty ? 0 : pieces(of: text, between: part).count - 1)
    case .split:
      if part.isEmpty { return stringProperty(.chars, text) }
      return .array(pieces(of: text, between: part).map { .string($0) })
    default:
      let replacement = try arguments.text(1)
      if part.isEmpty { return .string(text) }
      let pieces = pieces(of: text, between: part)
      return .string(Text(Array(pieces.map(\.scalars).joined(separator: replacement.scalars))))
    }
  }

  private func pieces(of text: Text, between separator: Text) -> [Text] {
    var (result, start): ([Text], Int) = ([], 0)
    while let next = text.index(of: separator, from: start) {
      result.append(Text(text.scalars[start..<next]))
      start = next + separator.count
    }
    return result + [Text(text.scalars[start...])]
  }

  private func pad(_ method: Method, _ text: Text, _ arguments: Arguments) throws -> Value {
    let filler = try arguments.text(1, default: " ")
    guard filler.count == 1 else {
      throw Fault.value("a pad text must be one scalar", at: arguments.span)
    }
    let missing = max(0, try arguments.int(0) - text.count)
    let padding = Text(try repeated(filler.scalars, missing, at: arguments.span))
    return .string(method == .padLeft ? padding + text : text + padding)
  }

  /// Returns the text forms of `elements` with `separator` between them.
  mutating func joined(
    _ elements: [Value], by separator: Text, at span: SourceSpan
  ) throws -> Text {
    var result = Text()
    for (i, element) in elements.enumerated() {
      if i > 0 { result.append(separator) }
      result.append(try text(of: element, at: span))
    }
    return result
  }

  // MARK: Functions of the type

  /// Calls the function `name` of the type `type`, such as `String.fromCode`; `nil` if it has none.
  func callStatic(
    _ type: String, _ name: String, _ values: [Value], at span: SourceSpan
  ) throws -> Value? {
    guard let entry = LibraryTable.standard.entry(name, of: .type(type)), entry.kind == .function
    else { return nil }
    let arguments = Arguments(name: name, values: values, span: span, spans: [], program: program)
    try arguments.require(entry)
    switch entry.qualifiedName {
    case "String.fromCode":
      let code = try arguments.int(0)
      guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else {
        throw Fault.value("\(code) is not a Unicode scalar", at: span)
      }
      return .string(Text([scalar]))
    case "String.fromBytes":
      let bytes = try arguments.array(0).map { value -> UInt8? in
        if case .int(let byte) = value { return UInt8(exactly: byte) }
        return nil
      }
      guard let text = String(validating: bytes.map { $0 ?? 0xFF }, as: UTF8.self) else {
        throw Fault.value("the bytes are not valid UTF-8", at: span)
      }
      return .text(text)
    default: unreachable("no function of types")
    }
  }

}
