import Support

/// What the text of a function says, before names are resolved.
struct FunctionText {

  struct Parameter {
    let name: String
    let position: Int
    let type: TypeID
    let convention: ParameterConvention?
    let location: LocationID
  }

  /// A mention of a value or a block.
  struct Name {
    let text: String
    let position: Int
  }

  struct Instruction {
    let result: Name?
    let opcode: Opcode
    let position: Int
    let immediate: Int64
    /// The callee, whose identity is not known yet.
    let callee: Name?
    let operands: [Name]
    let type: TypeID?
    let location: LocationID
  }

  struct Edge {
    let target: Name
    let arguments: [Name]
  }

  enum Terminator {
    case missing
    case unreachable
    case branch(Edge)
    case conditional(Name, Edge, Edge)
    case raising(Edge, Edge)
    case returnValue(Name)
    case propagate
  }

  struct Block {
    let label: Name
    var parameters: [Parameter]
    var instructions: [Instruction] = []
    var terminator = Terminator.missing
  }

  var name = ""
  var displayName = Symbol.none
  var propagates = false
  var file = Symbol.none
  var resultType = TypeID.unknown
  var parameters: [Parameter] = []
  var blocks: [Block] = []

}

extension ModuleReader {

  /// Takes a function behind the word `func`; it will be the function `id`.
  mutating func readFunction(_ id: FunctionID) throws(ReadError) -> Function {
    let text = try readFunctionText()
    var builder = FunctionBuilder(text)
    try builder.build(scanner)
    for (call, callee) in builder.calls {
      mentions.append(
        Mention(function: id, call: call, callee: callee.text, position: callee.position))
    }
    return builder.function
  }

  private mutating func readFunctionText() throws(ReadError) -> FunctionText {
    var text = FunctionText()
    text.name = try readName("@")
    try scanner.expect("(")
    text.parameters = try readParameters(text)
    try scanner.expect("->")
    text.resultType = try readType()
    text.displayName = module.symbol(
      scanner.takeWord("display") ? try scanner.string() : text.name)
    text.propagates = scanner.takeWord("propagates")
    if scanner.takeWord("file") { text.file = module.symbol(try scanner.string()) }
    try scanner.expect("{")
    try scanner.endLine()
    while scanner.next != UInt8(ascii: "}") { text.blocks.append(try readBlock(text)) }
    try scanner.expect("}")
    try scanner.endLine()
    return text
  }

  /// Takes parameters and the parenthesis that ends them.
  private mutating func readParameters(
    _ text: FunctionText
  ) throws(ReadError) -> [FunctionText.Parameter] {
    var parameters: [FunctionText.Parameter] = []
    while !scanner.take(")") {
      if !parameters.isEmpty { try scanner.expect(",") }
      let name = try readValue()
      try scanner.expect(":")
      let type = try readType()
      var convention: ParameterConvention?
      if scanner.takeWord("borrowed") { convention = .borrowed }
      if scanner.takeWord("owned") { convention = .owned }
      parameters.append(
        .init(
          name: name.text, position: name.position, type: type, convention: convention,
          location: try readLocation(text)))
    }
    return parameters
  }

  private mutating func readBlock(_ text: FunctionText) throws(ReadError) -> FunctionText.Block {
    let label = try readLabel()
    var block = FunctionText.Block(label: label, parameters: [])
    if scanner.take("(") { block.parameters = try readParameters(text) }
    if text.blocks.isEmpty && block.parameters.isEmpty { block.parameters = text.parameters }
    try scanner.expect(":")
    try scanner.endLine()
    while scanner.next != UInt8(ascii: "}"), !scanner.isAtEnd {
      if let terminator = try readTerminator() {
        block.terminator = terminator
        break
      }
      guard let instruction = try readInstruction(text) else { break }
      block.instructions.append(instruction)
    }
    return block
  }

  private mutating func readTerminator() throws(ReadError) -> FunctionText.Terminator? {
    let result: FunctionText.Terminator
    switch scanner.peekWord() {
    case "br":
      _ = scanner.takeWord("br")
      result = .branch(try readEdge())
    case "cond_br":
      _ = scanner.takeWord("cond_br")
      let condition = try readValue()
      try scanner.expect(",")
      let then = try readEdge()
      try scanner.expect(",")
      result = .conditional(condition, then, try readEdge())
    case "raising":
      _ = scanner.takeWord("raising")
      let then = try readEdge()
      try scanner.expect(",")
      result = .raising(then, try readEdge())
    case "propagate":
      _ = scanner.takeWord("propagate")
      result = .propagate
    case "return":
      _ = scanner.takeWord("return")
      result = .returnValue(try readValue())
    case "unreachable":
      _ = scanner.takeWord("unreachable")
      result = .unreachable
    default: return nil
    }
    try scanner.endLine()
    return result
  }

  private mutating func readEdge() throws(ReadError) -> FunctionText.Edge {
    let target = try readLabel()
    var arguments: [FunctionText.Name] = []
    if scanner.take("(") {
      arguments = try readValues()
      try scanner.expect(")")
    }
    return .init(target: target, arguments: arguments)
  }

  // MARK: Names and locations

  func peekIsLabel() -> Bool {
    var copy = scanner
    guard (try? copy.word("")) != nil else { return false }
    return copy.next == UInt8(ascii: ":") || copy.next == UInt8(ascii: "(")
  }

  private mutating func readLabel() throws(ReadError) -> FunctionText.Name {
    let start = scanner.position
    return .init(text: try scanner.word("a block"), position: start)
  }

  mutating func readValue() throws(ReadError) -> FunctionText.Name {
    let start = scanner.position
    guard scanner.next == UInt8(ascii: "%") else { throw scanner.error("expected a value") }
    try scanner.expect("%")
    return .init(text: try scanner.word("the name of a value"), position: start)
  }

  /// Takes values with commas between them; none if none is next.
  mutating func readValues() throws(ReadError) -> [FunctionText.Name] {
    guard scanner.next == UInt8(ascii: "%") else { return [] }
    var values = [try readValue()]
    while scanner.take(",") { values.append(try readValue()) }
    return values
  }

  /// Takes `at` and a location, if that is next.
  mutating func readLocation(_ text: FunctionText) throws(ReadError) -> LocationID {
    guard scanner.takeWord("at") else { return .none }
    var chain: [Location] = []
    repeat {
      var file = text.file
      if scanner.next == UInt8(ascii: "\"") {
        file = module.symbol(try scanner.string())
        try scanner.expect(":")
      } else if file.isNone {
        throw scanner.error("expected the name of a file, since the function names none")
      }
      let line = try scanner.number()
      try scanner.expect(":")
      let column = try scanner.number()
      var function = text.displayName
      if scanner.takeWord("in") { function = module.symbol(try scanner.string()) }
      chain.append(
        Location(file: file, line: Int32(line), column: Int32(column), function: function))
    } while try takeInlinedAt()
    return internChain(chain)
  }

  private mutating func takeInlinedAt() throws(ReadError) -> Bool {
    guard scanner.takeWord("inlined") else { return false }
    guard scanner.takeWord("at") else { throw scanner.error("expected 'at'") }
    return true
  }

  private mutating func internChain(_ chain: [Location]) -> LocationID {
    var result = LocationID.none
    for var location in chain.reversed() {
      location.inlinedAt = result
      result = module.intern(location)
    }
    return result
  }

}
