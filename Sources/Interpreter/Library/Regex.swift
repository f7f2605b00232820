import CRegex
import Library
import Source
import Support

// The library regex. PCRE2 is called as compiled programs call it.
extension Evaluator {

  mutating func callRegex(_ function: String, _ arguments: Arguments) throws -> Value? {
    switch function {
    case "regex.escape":
      return .string(escaped(try arguments.text(0)))
    case "regex.isEmail": return .bool(try isAddress(arguments, MYCO_TEXT_EMAIL))
    case "regex.isUrl": return .bool(try isAddress(arguments, MYCO_TEXT_URL))
    case "regex.isIp": return .bool(try isAddress(arguments, MYCO_TEXT_IP))
    case "regex.compile":
      let (pattern, flags) = (try arguments.text(0), try arguments.int(1, default: 0))
      _ = try RegexSearch(pattern, "", flags, at: arguments.span)
      return .object(OrderedMap(["pattern": .string(pattern), "flags": .int(flags)]))
    case "regex.replace":
      return .string(try replace(arguments))
    case "regex.test", "regex.match", "regex.matchAll", "regex.split":
      return try search(function, arguments)
    default: return nil
    }
  }

  private func search(_ function: String, _ arguments: Arguments) throws -> Value {
    let (pattern, text) = (try arguments.text(0), try arguments.text(1))
    let flags = try arguments.int(2, default: 0)
    if function == "regex.test", !RegexSearch.isValid(pattern, flags) { return .bool(false) }
    var search = try RegexSearch(pattern, text, flags, at: arguments.span)
    switch function {
    case "regex.test": return .bool(try search.next())
    case "regex.match": return try search.next() ? search.match : .null
    case "regex.split": return .array(try search.between(atEnds: false))
    default:
      var matches: [Value] = []
      while try search.next() { matches.append(search.match) }
      return .array(matches)
    }
  }

  private mutating func replace(_ arguments: Arguments) throws -> Text {
    let (pattern, text) = (try arguments.text(0), try arguments.text(1))
    switch arguments[2] {
    case .string, .function, .classType, .builtinType: break
    default:
      let type = program.typeName(of: arguments[2])
      throw Fault.type(
        "\(arguments.name) expects String | Function, not \(type)", at: arguments.span)
    }
    let flags = try arguments.int(3, default: 0)
    var search = try RegexSearch(pattern, text, flags, at: arguments.span)
    if case .string(let template) = arguments[2] { return try search.replaced(by: template) }
    var matches: [Value] = []
    while try search.next() { matches.append(search.match) }
    search = try RegexSearch(pattern, text, flags, at: arguments.span)
    let between = try search.between(atEnds: true)
    var result = try self.text(of: between[0], at: arguments.span)
    for (match, rest) in zip(matches, between.dropFirst()) {
      let new = try call(arguments[2], [match], at: arguments.span)
      result.append(try self.text(of: new, at: arguments.span))
      result.append(try self.text(of: rest, at: arguments.span))
    }
    return result
  }

  private func isAddress(_ arguments: Arguments, _ kind: MycoTextKind) throws -> Bool {
    let text = try arguments.text(0).utf8
    return (text + [0]).withUnsafeBytes {
      myco_text_is_kind($0.baseAddress, text.count, Int64(kind.rawValue))
    }
  }

  private func escaped(_ text: Text) -> Text {
    let special: Set<Unicode.Scalar> = Set("\\^$.|?*+()[]{}-#&~/".unicodeScalars)
    return Text(text.scalars.flatMap { special.contains($0) ? ["\\", $0] : [$0] })
  }

  /// Calls the method `name` of the Objects that libraries give; `nil` if there is none.
  mutating func callObject(
    _ name: Symbol, _ object: OrderedMap, _ arguments: [Value], at span: SourceSpan
  ) throws -> Value? {
    let table = LibraryTable.standard
    for type in ["Time", "Regex"] {
      guard let entry = table.member(program.text(name), of: type) else { continue }
      guard entry.arity!.contains(arguments.count) else {
        throw Fault.arguments(entry.name, entry.arity!.counts, arguments.count, at: span)
      }
      if type == "Time" {
        return try callLibrary("time", entry.name, [.object(object)] + arguments, at: span)
      }
      let pattern = object[.string("pattern")] ?? .null
      let flags = object[.string("flags")] ?? .null
      return try callLibrary("regex", entry.name, [pattern] + arguments + [flags], at: span)
    }
    return nil
  }

}

/// A search for the matches of a pattern in a text, from the first on.
private struct RegexSearch {

  private let text: [UInt8]
  private let pattern: OpaquePointer
  private let span: SourceSpan

  /// Where the last match began and ended, in bytes.
  private var start = 0
  private var end = 0
  private var wasEmpty = false

  /// How many scalars stand before each byte.
  private let positions: [Int]

  /// Throws the RegexError of an invalid pattern.
  init(_ pattern: Text, _ text: Text, _ flags: Int, at span: SourceSpan) throws {
    var error = MycoPatternError()
    guard let found = Self.find(pattern, flags, &error) else {
      let message = withUnsafeBytes(of: &error.message) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      let position = Self.positions(in: pattern.utf8)[error.offset]
      throw Fault("RegexError", "\(message) at position \(position)", at: span)
    }
    self.pattern = found
    self.text = text.utf8
    self.span = span
    positions = Self.positions(in: self.text)
  }

  static func isValid(_ pattern: Text, _ flags: Int) -> Bool {
    var error = MycoPatternError()
    return find(pattern, flags, &error) != nil
  }

  private static func find(
    _ pattern: Text, _ flags: Int, _ error: inout MycoPatternError
  ) -> OpaquePointer? {
    let bytes = pattern.utf8
    return bytes.withUnsafeBytes {
      myco_pattern_get($0.baseAddress, bytes.count, Int64(flags), &error)
    }
  }

  private static func positions(in text: [UInt8]) -> [Int] {
    var count = 0
    return [0] + text.indices.map { i in
      if i + 1 == text.count || text[i + 1] & 0xC0 != 0x80 { count += 1 }
      return count
    }
  }

  /// Goes on to the next match; `false` if there is none.
  mutating func next() throws -> Bool {
    let result = text.withUnsafeBytes {
      myco_pattern_search(pattern, $0.baseAddress, text.count, end, !wasEmpty)
    }
    if result == Int32(MYCO_PATTERN_LIMIT.rawValue) {
      throw Fault("RegexError", "the match takes too many steps", at: span)
    }
    if result == Int32(MYCO_PATTERN_MISSING.rawValue) { return false }
    (start, end) = (myco_pattern_start(pattern, 0), myco_pattern_end(pattern, 0))
    wasEmpty = start == end
    return true
  }

  private func text(from start: Int, to end: Int) -> Text {
    Text(String(decoding: text[start..<end], as: UTF8.self))
  }

  private func group(_ index: Int) -> Text? {
    let start = myco_pattern_start(pattern, index)
    return start < 0 ? nil : text(from: start, to: myco_pattern_end(pattern, index))
  }

  /// The Object of the last match.
  var match: Value {
    var (groups, named): ([Value], OrderedMap) = ([], OrderedMap())
    let count = myco_pattern_group_count(pattern)
    for i in 1..<(count + 1) {
      let value = group(i).map { Value.string($0) } ?? .null
      groups.append(value)
      guard let name = myco_pattern_group_name(pattern, i) else { continue }
      let key = Text(String(cString: name))
      named.set(.string(key), .string(key), to: value)
    }
    return .object(
      OrderedMap([
        "match": .string(group(0)!), "start": .int(positions[start]), "end": .int(positions[end]),
        "groups": .array(groups), "named": .object(named), "success": .bool(true),
      ]))
  }

  /// Returns the texts between the matches that are left.
  mutating func between(atEnds: Bool) throws -> [Value] {
    var (parts, rest): ([Value], Int) = ([], 0)
    while try next() {
      if wasEmpty && (start == 0 || start == text.count) && !atEnds { continue }
      parts.append(.string(text(from: rest, to: start)))
      rest = end
    }
    return parts + [.string(text(from: rest, to: text.count))]
  }

  /// Returns the text with what `template` says for each match that is left.
  mutating func replaced(by template: Text) throws -> Text {
    let template = template.utf8
    var (result, rest) = (Text(), 0)
    while try next() {
      result.append(text(from: rest, to: start))
      var at = 0
      while at < template.count {
        let part = template[at...].withUnsafeBytes {
          myco_pattern_template(pattern, $0.baseAddress, $0.count)
        }
        if part.is_group {
          result.append(group(part.group) ?? Text())
        } else {
          let length = template[at] == UInt8(ascii: "$") ? 1 : part.length
          result.append(String(decoding: template[at..<(at + length)], as: UTF8.self))
        }
        at += part.length
      }
      rest = end
    }
    result.append(text(from: rest, to: text.count))
    return result
  }

}
