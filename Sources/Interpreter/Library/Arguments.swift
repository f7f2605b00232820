import Library
import Source
import Support

/// The arguments of a call of a library function or method, with the errors of reading them.
struct Arguments {

  /// The name of what is called, for messages.
  let name: String
  let values: [Value]

  /// The place of the call, and those of the arguments where they are written out.
  let span: SourceSpan
  let spans: [SourceSpan]
  let program: Program

  var count: Int { values.count }

  /// Throws an ArgumentError unless the number of arguments is in `range`.
  func require(_ range: ClosedRange<Int>) throws {
    if range.contains(count) { return }
    throw Fault.arguments(name, range, count, at: span)
  }

  /// Throws an ArgumentError unless `entry` takes that many arguments.
  func require(_ entry: Entry) throws { try require(entry.arity!.counts) }

  subscript(index: Int) -> Value { values[index] }

  /// The place of the argument at `index`.
  func span(_ index: Int) -> SourceSpan { index < spans.count ? spans[index] : span }

  private func wrong(_ index: Int, _ expected: String) -> Fault {
    Fault.type(
      "\(name) expects \(expected), not \(program.typeName(of: values[index]))", at: span)
  }

  func int(_ index: Int, default fallback: Int? = nil) throws -> Int {
    if index >= count, let fallback { return fallback }
    guard case .int(let value) = values[index] else { throw wrong(index, "Int") }
    return value
  }

  func float(_ index: Int) throws -> Double {
    guard let value = values[index].asFloat else { throw wrong(index, "Number") }
    return value
  }

  func text(_ index: Int, default fallback: Text? = nil) throws -> Text {
    if index >= count, let fallback { return fallback }
    guard case .string(let text) = values[index] else { throw wrong(index, "String") }
    return text
  }

  func array(_ index: Int) throws -> [Value] {
    guard case .array(let elements) = values[index] else { throw wrong(index, "Array") }
    return elements
  }

  func map(_ index: Int) throws -> OrderedMap {
    switch values[index] {
    case .map(let map), .object(let map): return map
    default: throw wrong(index, "Map")
    }
  }

  func set(_ index: Int) throws -> OrderedMap {
    guard case .set(let set) = values[index] else { throw wrong(index, "Set") }
    return set
  }

  func function(_ index: Int) throws -> Value {
    switch values[index] {
    case .function, .classType, .builtinType: return values[index]
    default: throw wrong(index, "Function")
    }
  }

  /// The key that the argument at `index` is.
  func key(_ index: Int) throws -> Key { try program.key(values[index], at: span) }

}
