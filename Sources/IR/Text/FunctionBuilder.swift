import Support

/// Makes a function of its text: gives identities to blocks and values, then resolves names.
struct FunctionBuilder {

  private let text: FunctionText
  private(set) var function: Function

  /// The calls with the names of what they call.
  private(set) var calls: [(ValueID, FunctionText.Name)] = []

  private var blocks: [String: BlockID] = [:]
  private var values: [String: ValueID] = [:]

  /// The instructions in order, with their texts.
  private var instructions: [(id: ValueID, text: FunctionText.Instruction)] = []

  init(_ text: FunctionText) {
    self.text = text
    function = Function(
      name: text.name, displayName: text.displayName, resultType: text.resultType)
    function.propagates = text.propagates
  }

  /// Builds the function; `scanner` is where errors find their lines.
  mutating func build(_ scanner: Scanner) throws(ReadError) {
    for block in text.blocks {
      guard blocks[block.label.text] == nil else {
        throw scanner.error("block \(block.label.text) stands twice", at: block.label.position)
      }
      blocks[block.label.text] = function.appendBlock()
    }
    for (id, block) in zip(function.layout, text.blocks) { try addValues(of: block, id, scanner) }
    for (id, instruction) in instructions {
      for (i, operand) in instruction.operands.enumerated() {
        function.setOperand(id, i, try resolve(operand, scanner))
      }
    }
    try inferTypes(scanner)
    for (id, block) in zip(function.layout, text.blocks) {
      function[id].terminator = try terminator(block.terminator, scanner)
    }
    try setConventions(scanner)
  }

  private mutating func addValues(
    of block: FunctionText.Block, _ id: BlockID, _ scanner: Scanner
  ) throws(ReadError) {
    for parameter in block.parameters {
      let value = function.appendParameter(
        to: id, type: parameter.type, location: parameter.location)
      try define(.init(text: parameter.name, position: parameter.position), value, scanner)
    }
    for instruction in block.instructions {
      let value = function.append(
        to: id, instruction.opcode, type: instruction.type ?? .none,
        Array(repeating: .none, count: instruction.operands.count),
        immediate: instruction.immediate, location: instruction.location)
      if let result = instruction.result { try define(result, value, scanner) }
      if let callee = instruction.callee { calls.append((value, callee)) }
      instructions.append((value, instruction))
    }
  }

  private mutating func define(
    _ name: FunctionText.Name, _ value: ValueID, _ scanner: Scanner
  ) throws(ReadError) {
    guard values.updateValue(value, forKey: name.text) == nil else {
      throw scanner.error("%\(name.text) is defined twice", at: name.position)
    }
  }

  private func resolve(
    _ name: FunctionText.Name, _ scanner: Scanner
  ) throws(ReadError) -> ValueID {
    guard let value = values[name.text] else {
      throw scanner.error("%\(name.text) is not defined", at: name.position)
    }
    return value
  }

  // MARK: Types

  /// Gives the instructions without a written type the one that their opcode fixes.
  private mutating func inferTypes(_ scanner: Scanner) throws(ReadError) {
    for (id, instruction) in instructions where function[id].type.isNone {
      if case .fixed(let type) = instruction.opcode.info.result { function[id].type = type }
    }
    for (id, instruction) in instructions where function[id].type.isNone {
      guard let type = firstOperandType(id) else {
        throw scanner.error(
          "'\(instruction.opcode.info.name)' needs a type", at: instruction.position)
      }
      function[id].type = type
    }
  }

  /// Returns the type that `value` takes over along a chain of first operands, if there is one.
  private func firstOperandType(_ value: ValueID) -> TypeID? {
    var next = value
    for _ in 0..<function.values.count {
      if !function[next].type.isNone { return function[next].type }
      guard function[next].opcode.info.result == .first,
        let operand = function.operands(next).first
      else { return nil }
      next = operand
    }
    return nil
  }

  // MARK: Terminators and conventions

  private func terminator(
    _ text: FunctionText.Terminator, _ scanner: Scanner
  ) throws(ReadError) -> Terminator {
    switch text {
    case .missing: .missing
    case .unreachable: .unreachable
    case .propagate: .propagate
    case .raising(let then, let error):
      .raising(then: try edge(then, scanner), error: try edge(error, scanner))
    case .returnValue(let value): .returnValue(try resolve(value, scanner))
    case .branch(let target): .branch(try edge(target, scanner))
    case .conditional(let condition, let then, let otherwise):
      .conditional(
        try resolve(condition, scanner), then: try edge(then, scanner),
        else: try edge(otherwise, scanner))
    }
  }

  private func edge(_ text: FunctionText.Edge, _ scanner: Scanner) throws(ReadError) -> Edge {
    guard let target = blocks[text.target.text] else {
      throw scanner.error(
        "there is no block \(text.target.text)", at: text.target.position)
    }
    var arguments: [ValueID] = []
    for argument in text.arguments { arguments.append(try resolve(argument, scanner)) }
    return Edge(target, arguments)
  }

  private mutating func setConventions(_ scanner: Scanner) throws(ReadError) {
    let header = text.parameters
    let entry = text.blocks.first?.parameters ?? []
    guard header.count == entry.count,
      zip(header, entry).allSatisfy({ $0.name == $1.name && $0.type == $1.type })
    else {
      let position = (header.first ?? entry.first)?.position
      throw scanner.error("the entry block has other parameters than the function", at: position)
    }
    let conventions = header.compactMap(\.convention)
    guard conventions.isEmpty || conventions.count == header.count else {
      throw scanner.error(
        "either all parameters are borrowed or owned, or none", at: header[0].position)
    }
    function.conventions = conventions
  }

}
