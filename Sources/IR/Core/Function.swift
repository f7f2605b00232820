import Support

/// How a parameter is passed.
public enum ParameterConvention: UInt8, Sendable {

  /// The caller keeps its reference.
  case borrowed

  /// The callee gets the reference and must end it.
  case owned

}

/// A function in SSA form: basic blocks with parameters, the first being the entry.
public struct Function: Sendable {

  /// The name, unique in the module.
  public var name: String

  /// The name as traces show it.
  public var displayName: Symbol

  /// The type of what it returns; `.unknown` before inference.
  public var resultType: TypeID

  /// How each parameter is passed; empty until ownership is made explicit.
  public var conventions: [ParameterConvention] = []

  /// The indices of the parameters that it need not take over, if that was found out: what
  /// `conventions` are made of.
  public var borrowedParameters: Set<Int> = []

  /// The reads of elements, fields and globals that need not be copied, if that was found out.
  public var borrowedReads = IDSet<ValueID>()

  /// `true` iff it is a part of the library: errors in it are its caller's.
  public var isLibrary = false

  /// `true` iff its callers take over when it ends by `.propagate`.
  public var propagates = false

  /// The blocks in printed order; removed ones are not listed.
  public private(set) var layout: [BlockID] = []

  /// All blocks, removed ones too.
  public private(set) var blocks = Table<BlockID, BasicBlock>()

  /// All values, removed ones too.
  public private(set) var values = Table<ValueID, Instruction>()

  private var pool: [ValueID] = []

  /// Creates a function without blocks.
  public init(name: String, displayName: Symbol, resultType: TypeID = .unknown) {
    self.name = name
    self.displayName = displayName
    self.resultType = resultType
  }

  /// The entry block.
  public var entry: BlockID { layout[0] }

  /// The parameters: those of the entry block.
  public var parameters: [ValueID] { blocks[entry].parameters }

  /// Accesses the instruction or block parameter `value`.
  public subscript(value: ValueID) -> Instruction {
    get { values[value] }
    _modify { yield &values[value] }
  }

  /// Accesses the block `block`.
  public subscript(block: BlockID) -> BasicBlock {
    get { blocks[block] }
    _modify { yield &blocks[block] }
  }

  /// The operands of `value`.
  public func operands(_ value: ValueID) -> ArraySlice<ValueID> {
    let start = Int(values[value].operandStart)
    return pool[start..<start + Int(values[value].operandCount)]
  }

  /// The operand of `value` at `index`.
  public func operand(_ value: ValueID, _ index: Int) -> ValueID {
    pool[Int(values[value].operandStart) + index]
  }

  // MARK: Changing the graph

  /// Adds an empty block at the end of the layout.
  public mutating func appendBlock() -> BlockID {
    let block = blocks.append(BasicBlock())
    layout.append(block)
    return block
  }

  /// Adds an empty block to the layout right after `block`.
  public mutating func insertBlock(after block: BlockID) -> BlockID {
    let new = blocks.append(BasicBlock())
    layout.insert(new, at: layout.firstIndex(of: block)! + 1)
    return new
  }

  /// Replaces the layout by `order`, which starts with the entry; other blocks are removed.
  public mutating func setLayout(_ order: [BlockID]) { layout = order }

  /// Adds a parameter of type `type` to `block`.
  public mutating func appendParameter(
    to block: BlockID, type: TypeID, location: LocationID = .none
  ) -> ValueID {
    let value = makeInstruction(.blockParameter, type: type, [], location: location)
    values[value].block = block
    blocks[block].parameters.append(value)
    return value
  }

  /// Removes the parameter of `block` at `index`; the edges to it are the caller's business.
  public mutating func removeParameter(of block: BlockID, at index: Int) {
    values[blocks[block].parameters.remove(at: index)].block = .none
  }

  /// Creates an instruction that stands in no block yet.
  public mutating func makeInstruction(
    _ opcode: Opcode, type: TypeID, _ operands: [ValueID], immediate: Int64 = 0,
    location: LocationID = .none
  ) -> ValueID {
    let start = UInt32(pool.count)
    pool.append(contentsOf: operands)
    return values.append(
      Instruction(
        opcode: opcode, type: type, operandStart: start, operandCount: UInt32(operands.count),
        immediate: immediate, location: location, block: .none))
  }

  /// Adds an instruction at the end of `block`.
  @discardableResult
  public mutating func append(
    to block: BlockID, _ opcode: Opcode, type: TypeID, _ operands: [ValueID],
    immediate: Int64 = 0, location: LocationID = .none
  ) -> ValueID {
    let value = makeInstruction(
      opcode, type: type, operands, immediate: immediate, location: location)
    place(value, atEndOf: block)
    return value
  }

  /// Puts `value`, which stands in no block, at the end of `block`.
  public mutating func place(_ value: ValueID, atEndOf block: BlockID) {
    values[value].block = block
    blocks[block].instructions.append(value)
  }

  /// Replaces the instructions of `block`; those no longer listed are removed.
  public mutating func setInstructions(of block: BlockID, _ instructions: [ValueID]) {
    for value in blocks[block].instructions { values[value].block = .none }
    for value in instructions { values[value].block = block }
    blocks[block].instructions = instructions
  }

  /// Replaces the operand of `value` at `index`.
  public mutating func setOperand(_ value: ValueID, _ index: Int, _ operand: ValueID) {
    pool[Int(values[value].operandStart) + index] = operand
  }

  /// Replaces all operands of `value`.
  public mutating func setOperands(_ value: ValueID, _ operands: [ValueID]) {
    if operands.count > Int(values[value].operandCount) {
      values[value].operandStart = UInt32(pool.count)
      pool.append(contentsOf: operands)
    } else {
      for (i, operand) in operands.enumerated() { setOperand(value, i, operand) }
    }
    values[value].operandCount = UInt32(operands.count)
  }

  /// Turns `value` into another instruction at the same place, with the same result identity.
  public mutating func replace(
    _ value: ValueID, by opcode: Opcode, type: TypeID, _ operands: [ValueID],
    immediate: Int64 = 0
  ) {
    values[value].opcode = opcode
    values[value].type = type
    values[value].immediate = immediate
    setOperands(value, operands)
  }

  /// Replaces every use of the values that `replacement` has an entry for; chains are followed.
  ///
  /// - Parameter replacement: for each value the one to use instead, or `.none`.
  public mutating func replaceUses(_ replacement: Table<ValueID, ValueID>) {
    func resolve(_ value: ValueID) -> ValueID {
      var result = value
      while result.index < replacement.count, !replacement[result].isNone {
        result = replacement[result]
      }
      return result
    }
    for block in layout {
      for value in blocks[block].instructions {
        for i in 0..<Int(values[value].operandCount) {
          setOperand(value, i, resolve(operand(value, i)))
        }
      }
      blocks[block].terminator = blocks[block].terminator.mapping(values: resolve)
    }
  }

}
