import Support

/// Reads the rows of the table (`LibraryTable`). What is no row ends the program: the rows are a
/// part of it.
struct RowReader {

  /// A line that says something of a library or type as a whole.
  enum Declaration: Equatable {

    /// `library math with capitals`
    case capitals(Owner)

    /// `library string of text: String`
    case mirror(String, Parameter)

    /// `object Time`, `object Time with methods of time`
    case object(String, library: String?)

  }

  /// What a line is.
  enum Row {
    case signature(Signature)
    case alias(Owner, name: String, original: String)
    case declaration(Declaration)
  }

  private let text: [UInt8]
  private var position = 0

  init(_ text: String) { self.text = Array(text.utf8) }

  /// Returns the next row, with the phrase below it.
  mutating func next() -> Row? {
    while at("\n") { position += 1 }
    if position == text.count { return nil }
    let word = peekWord()
    switch word {
    case "library", "object": return .declaration(readDeclaration())
    case "mutating", "static", "field", "runtime":
      position += word.utf8.count + 1
      return readSignature(mark: word)
    default: return readSignature(mark: "")
    }
  }

  private mutating func readDeclaration() -> Declaration {
    let keyword = readWord()
    let name = readWord()
    if keyword == "object" {
      if !skip("with methods of") { return .object(name, library: nil) }
      return .object(name, library: readWord())
    }
    if skip("with capitals") { return .capitals(.library(name)) }
    expect("of")
    return .mirror(name, readParameter())
  }

  private mutating func readSignature(mark: String) -> Row {
    var (owner, name) = (Owner.program, readWord())
    if mark == "runtime" {
      expect(".")
      name += "." + readWord()
    } else if skip(".") {
      owner = name.utf8.first! >= UInt8(ascii: "a") ? .library(name) : .type(name)
      name = readWord()
    }
    if skip("=") { return .alias(owner, name: name, original: readWord()) }
    var signature = Signature(
      owner: owner, name: name, kind: kind(mark, owner), result: .simple("Null"))
    signature.isMutating = mark == "mutating"
    if skip("(") {
      signature.parameters = readParameters()
      expect("->")
      signature.result = readType()
    } else {
      expect(":")
      signature.result = readType()
      if skip("=") { signature.value = readUntil("\n") }
      if signature.kind == .method { signature.kind = .property }
      if signature.kind == .function { signature.kind = .constant }
    }
    signature.implementation = defaultImplementation(of: signature)
    readEffects(&signature)
    if skip("{") { readImplementation(&signature) }
    if skip("\n  ") { signature.summary = readUntil("\n") }
    guard position == text.count || at("\n") else { fail("the end of the row") }
    return .signature(signature)
  }

  private func kind(_ mark: String, _ owner: Owner) -> Signature.Kind {
    switch mark {
    case "field": return .field
    case "runtime": return .runtime
    case "static": return .function
    default: if case .type = owner { return .method } else { return .function }
    }
  }

  private func defaultImplementation(of signature: Signature) -> Implementation {
    switch signature.kind {
    case .field: .field
    case .runtime: .runtime
    case .constant: .constant
    case .function, .property, .method: .source
    }
  }

  private mutating func readEffects(_ signature: inout Signature) {
    signature.acts = skip("acts")
    if skip("throws") {
      repeat { signature.errors.append(readWord()) } while skip(",")
    }
  }

  private mutating func readImplementation(_ signature: inout Signature) {
    var words = readUntil("}").split(separator: " ").map {
      String($0.hasSuffix(",") ? $0.dropLast() : $0)
    }
    expect("}")
    switch words[0] {
    case "compiler": signature.implementation = .compiler
    case "iteration": signature.implementation = .iteration
    case "objects": signature.makesObjects = true
    case "instruction": signature.implementation = .instruction(words.remove(at: 1))
    case "steps":
      signature.implementation = .steps(words.dropFirst().filter { !$0.utf8.contains(Self.dot) })
      words.removeAll { !$0.utf8.contains(Self.dot) && $0 != "steps" }
    default: words.insert("", at: 0)
    }
    signature.runtime = Array(words.dropFirst())
  }

  /// What names of functions of the runtime have in them.
  private static let dot = UInt8(ascii: ".")

  // MARK: Parameters and types

  private mutating func readParameters() -> [Parameter] {
    var result: [Parameter] = []
    if skip(")") { return result }
    repeat { result.append(readParameter()) } while skip(",")
    expect(")")
    return result
  }

  private mutating func readParameter() -> Parameter {
    let name = readWord()
    expect(":")
    let type = readType()
    let isVariadic = skip("...")
    let fallback = skip("=") ? readFallback() : nil
    return Parameter(name: name, type: type, fallback: fallback, isVariadic: isVariadic)
  }

  /// Reads what a parameter is if it is missing: a word, a literal or an operator.
  private mutating func readFallback() -> String {
    skipBlanks()
    let start = position
    var isQuoted = false
    while position < text.count, isQuoted || !(at(",") || at(")")) {
      if at("\"") { isQuoted.toggle() }
      position += 1
    }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func readType() -> ValueType {
    var types = [readOptional()]
    while skip("|") { types.append(readOptional()) }
    return types.count == 1 ? types[0] : .union(types)
  }

  private mutating func readOptional() -> ValueType {
    var type = readSimple()
    while skip("?") { type = .optional(type) }
    return type
  }

  private mutating func readSimple() -> ValueType {
    if skip("(") {
      let parameters = readTypes(until: ")")
      expect("->")
      return .function(parameters, readType())
    }
    let name = readWord()
    return .named(name, skip("<") ? readTypes(until: ">") : [])
  }

  private mutating func readTypes(until end: StaticString) -> [ValueType] {
    var types: [ValueType] = []
    if skip(end) { return types }
    repeat { types.append(readType()) } while skip(",")
    expect(end)
    return types
  }

  // MARK: Words

  private func at(_ word: StaticString) -> Bool { at(word, position) }

  private func at(_ word: StaticString, _ start: Int) -> Bool {
    let count = word.utf8CodeUnitCount
    guard start + count <= text.count else { return false }
    for i in 0..<count where text[start + i] != word.utf8Start[i] { return false }
    return true
  }

  private mutating func skipBlanks() { while at(" ") { position += 1 } }

  /// Skips `word`, and blanks before it, if it comes next; a word of letters must end there.
  private mutating func skip(_ word: StaticString) -> Bool {
    var start = position
    while start < text.count, text[start] == UInt8(ascii: " ") { start += 1 }
    guard at(word, start) else { return false }
    let end = start + word.utf8CodeUnitCount
    if Self.isNamePart(text[end - 1]), end < text.count, Self.isNamePart(text[end]) { return false }
    position = end
    return true
  }

  private mutating func expect(_ word: StaticString) {
    if !skip(word) { fail("'\(word)'") }
  }

  private func peekWord() -> String {
    var end = position
    while end < text.count, Self.isNamePart(text[end]) { end += 1 }
    return String(decoding: text[position..<end], as: UTF8.self)
  }

  private mutating func readWord() -> String {
    skipBlanks()
    let word = peekWord()
    if word.isEmpty { fail("a name") }
    position += word.utf8.count
    return word
  }

  private mutating func readUntil(_ end: StaticString) -> String {
    skipBlanks()
    let start = position
    while position < text.count, !at(end) { position += 1 }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private func fail(_ expected: String) -> Never {
    let line = text[..<position].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let end = text[position...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
    let row = String(decoding: text[line..<end], as: UTF8.self)
    unreachable("\(expected) expected at column \(position - line + 1) of the row '\(row)'")
  }

}
