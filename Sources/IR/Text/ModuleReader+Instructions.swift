import Support

extension ModuleReader {

  private static let opcodes: [String: Opcode] = Dictionary(
    uniqueKeysWithValues: Opcode.allCases.filter { $0 != .blockParameter }
      .map { ($0.info.name, $0) })

  /// Takes an instruction and its line, or nothing if a block begins here.
  mutating func readInstruction(
    _ text: FunctionText
  ) throws(ReadError) -> FunctionText.Instruction? {
    var result: FunctionText.Name?
    if scanner.next == UInt8(ascii: "%") {
      result = try readValue()
      try scanner.expect("=")
    } else if peekIsLabel() {
      return nil
    }
    let start = scanner.position
    let name = try scanner.word("an instruction")
    guard let opcode = Self.opcodes[name] else {
      throw scanner.error("unknown instruction '\(name)'", at: start)
    }
    let (immediate, callee) = try readImmediate(opcode.info.immediate)
    let operands = try readValues()
    let type = scanner.take(":") ? try readType() : nil
    let location = try readLocation(text)
    try scanner.endLine()
    return .init(
      result: result, opcode: opcode, position: start, immediate: immediate, callee: callee,
      operands: operands, type: type, location: location)
  }

  private mutating func readImmediate(
    _ kind: ImmediateKind
  ) throws(ReadError) -> (Int64, FunctionText.Name?) {
    let start = scanner.position
    switch kind {
    case .none: return (0, nil)
    case .int: return (try scanner.integer(), nil)
    case .float: return (try readFloat(), nil)
    case .bool: return (try readBool(), nil)
    case .symbol: return (Int64(module.symbol(try scanner.string()).raw), nil)
    case .function: return (0, .init(text: try readName("@"), position: start))
    case .global: return (try readIndex("$", below: module.globals.count), nil)
    case .promise: return (try readIndex("#", below: module.promises.count), nil)
    case .tags: return (Int64(try readTags().rawValue), nil)
    case .classType: return (try readNumber("class", below: module.classes.count), nil)
    case .closure: return (try readNumber("closure", below: module.closures.count), nil)
    case .cell: return (try readNumber("cell", below: module.cells.count), nil)
    case .namespace: return (try readNumber("namespace", below: module.namespaces.count), nil)
    case .intrinsic:
      let name = try scanner.word("the name of an intrinsic")
      guard let intrinsic = Intrinsic.named(name) else {
        throw scanner.error("unknown intrinsic '\(name)'", at: start)
      }
      return (intrinsic.rawValue, nil)
    case .errorPart:
      let name = try scanner.word("a part of an error")
      guard let part = ErrorPart.allCases.first(where: { $0.name == name }) else {
        throw scanner.error("expected one of message, kind, line, file", at: start)
      }
      return (part.rawValue, nil)
    case .operation:
      let text = scanner.run()
      guard let operation = BinaryOperation.allCases.first(where: { $0.text == text }) else {
        throw scanner.error("expected a binary operator", at: start)
      }
      return (operation.rawValue, nil)
    case .predicate:
      let text = scanner.run()
      guard let predicate = Predicate.allCases.first(where: { $0.name == text }) else {
        throw scanner.error("expected one of eq, ne, lt, le, gt, ge", at: start)
      }
      return (predicate.rawValue, nil)
    }
  }

  private mutating func readNumber(_ what: String, below count: Int) throws(ReadError) -> Int64 {
    let start = scanner.position
    let index = try scanner.number()
    guard index < count else {
      throw scanner.error("\(what) \(index) is not defined", at: start)
    }
    return Int64(index)
  }

  private mutating func readFloat() throws(ReadError) -> Int64 {
    let start = scanner.position
    let text = scanner.run()
    if text.hasPrefix("nan:"), let bits = UInt64(text.dropFirst(4)),
      Double(bitPattern: bits).isNaN
    {
      return Int64(bitPattern: bits)
    }
    guard !text.hasPrefix("nan:"), let value = Double(text) else {
      throw scanner.error("expected a float", at: start)
    }
    return Int64(bitPattern: value.bitPattern)
  }

  private mutating func readBool() throws(ReadError) -> Int64 {
    if scanner.takeWord("true") { return 1 }
    guard scanner.takeWord("false") else { throw scanner.error("expected true or false") }
    return 0
  }

  private mutating func readIndex(_ mark: String, below count: Int) throws(ReadError) -> Int64 {
    let start = scanner.position
    try scanner.expect(mark)
    let index = try scanner.number()
    guard index < count else {
      throw scanner.error("\(mark)\(index) is not defined", at: start)
    }
    return Int64(index)
  }

}
