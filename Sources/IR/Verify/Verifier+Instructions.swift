import Support

extension Verifier {

  /// Invariants 5 to 11 and 17, and 12 as far as instructions go.
  mutating func verifyInstructions() {
    for block in function.layout {
      let values = function[block].parameters + function[block].instructions
      for value in values {
        verifyOperandCount(value)
        verifyImmediate(value)
        verifyResult(value)
        verifyEffects(value)
      }
      verifyRaising(block)
      guard stage >= .typed, problems.isEmpty else { continue }
      for value in values { verifyTypes(value) }
      verifyHoles(block)
    }
  }

  /// No conversion looks at an object that was taken out of an array and not put back: it may be
  /// gone.
  private mutating func verifyHoles(_ block: BlockID) {
    var taken: Set<ValueID> = []
    for value in function[block].instructions where function[value].operandCount > 0 {
      let container = function.operand(value, 0)
      switch function[value].opcode {
      case .arrayTake: taken.insert(container)
      case .convert where taken.contains(container):
        guard let old = module.types.element(of: function[container].type),
          let new = module.types.element(of: function[value].type)
        else { continue }
        if module.types.isPointer(old) && module.types.isUnion(new) {
          report("an array is converted that an element was taken out of", at: value)
        }
      default: continue
      }
    }
  }

  /// Invariants 9 and 16.
  private mutating func verifyRaising(_ block: BlockID) {
    let instructions = function[block].instructions
    for value in instructions.dropLast() where function[value].opcode.alwaysRaises {
      report("an instruction follows what always raises", at: value)
    }
    let last = instructions.last
    if case .raising(_, let error) = function[block].terminator {
      guard let last, function[last].opcode.info.effects.contains(.raises) else {
        return report("the last instruction cannot raise, but has an error edge", in: block)
      }
      if error.arguments.contains(last) {
        report("what raised is passed along its error edge", at: last)
      }
    } else if let last, function[last].opcode.alwaysRaises,
      function[block].terminator != .unreachable
    {
      report("the end of the block after what always raises is not unreachable", at: last)
    }
  }

  private mutating func verifyOperandCount(_ value: ValueID) {
    let count = Int(function[value].operandCount)
    if let expected = function[value].opcode.info.operandCount, count != expected {
      report("\(count) operands instead of \(expected)", at: value)
    }
    if let callee = callee(of: value), callee.parameterCount != count {
      report("\(count) arguments for \(callee.parameterCount) parameters", at: value)
    }
  }

  /// Returns what the call `value` must know of the function it calls; `nil` if it is no call of
  /// a function that exists.
  private func callee(of value: ValueID) -> (parameterCount: Int, resultType: TypeID)? {
    let immediate = function[value].immediate
    guard function[value].opcode == .call, 0..<Int64(module.functions.count) ~= immediate
    else { return nil }
    let named = module.functions[FunctionID(raw: UInt32(immediate))]
    // The function itself may be taken out of the module, which leaves it empty there.
    let callee = named.name == function.name ? function : named
    return callee.layout.isEmpty ? nil : (callee.parameters.count, callee.resultType)
  }

  private mutating func verifyImmediate(_ value: ValueID) {
    let immediate = function[value].immediate
    let isValid =
      switch function[value].opcode.info.immediate {
      case .none, .int, .float: true
      case .bool: immediate == 0 || immediate == 1
      case .symbol: 0..<Int64(module.symbols.count) ~= immediate
      case .function: 0..<Int64(module.functions.count) ~= immediate
      case .global: 0..<Int64(module.globals.count) ~= immediate
      case .operation: BinaryOperation(rawValue: immediate) != nil
      case .predicate: Predicate(rawValue: immediate) != nil
      case .tags: 1...Int64(TagSet.any.rawValue) ~= immediate
      case .promise: 0..<Int64(module.promises.count) ~= immediate
      case .classType: 0..<Int64(module.classes.count) ~= immediate
      case .closure: 0..<Int64(module.closures.count) ~= immediate
      case .cell: 0..<Int64(module.cells.count) ~= immediate
      case .namespace: 0..<Int64(module.namespaces.count) ~= immediate
      case .intrinsic: Intrinsic(rawValue: immediate) != nil
      case .errorPart: ErrorPart(rawValue: immediate) != nil
      }
    if !isValid { report("immediate \(immediate) is not valid", at: value) }
  }

  private mutating func verifyResult(_ value: ValueID) {
    let type = function[value].type
    switch function[value].opcode.info.result {
    case .explicit: return
    case .fixed(let expected):
      if type != expected { report("the result has type \(text(type))", at: value) }
    case .first:
      guard stage >= .typed, let first = function.operands(value).first else { return }
      if type != function[first].type {
        report("the result has not the type of the first operand", at: value)
      }
    }
  }

  private mutating func verifyEffects(_ value: ValueID) {
    let instruction = function[value]
    if cameFromSource, instruction.opcode.info.effects.contains(.raises),
      instruction.location.isNone
    {
      report("what may raise has no location", at: value)
    }
    let explicit: [Opcode] = [.copy, .drop, .dropReuse, .stackAllocate, .stackEnd]
    if stage < .owned, explicit.contains(instruction.opcode) {
      report("ownership is not explicit yet", at: value)
    }
  }

  // MARK: Types

  private mutating func verifyTypes(_ value: ValueID) {
    let opcode = function[value].opcode
    if function[value].type == .unknown { report("the type is unknown", at: value) }
    let requirements = opcode.operandRequirements
    for (i, operand) in function.operands(value).enumerated() where !requirements.isEmpty {
      let type = function[operand].type
      let requirement = requirements[min(i, requirements.count - 1)]
      if type != .bottom && !meets(type, requirement, value) {
        report("operand \(i) has type \(text(type))", at: value)
      }
    }
    verifyConversion(value)
    verifyPacked(value)
    verifyToken(value)
    switch opcode {
    case .call: verifyCall(value)
    case .globalGet, .globalTake: verifyGlobal(value, type: function[value].type)
    case .globalSet: verifyGlobal(value, type: function[function.operand(value, 0)].type)
    default: break
    }
  }

  private func meets(
    _ type: TypeID, _ requirement: OperandRequirement, _ value: ValueID
  ) -> Bool {
    switch requirement {
    case .anything: return true
    case .exactly(let expected): return type == expected
    case .tagged: return module.types.isUnion(type)
    case .array: return module.types.element(of: type) != nil
    case .packed: return module.types.packedClass(of: type) != nil
    case .range: return type == .range || type == .unitRange
    case .sameAsFirst: return type == firstType(value)
    case .elementOfFirst: return type == module.types.element(of: firstType(value))
    case .elementOfResult: return type == module.types.element(of: function[value].type)
    case .checkedIndex: return type == .int || module.types.isUnion(type)
    case .keyOfFirst: return type == module.types.key(of: firstType(value))
    case .soughtInFirst:
      let key = module.types.key(of: firstType(value))
      return type == key || module.types.isUnion(type) && key.map(module.types.isUnion) ?? false
    case .valueOfFirst: return type == module.types.mapValue(of: firstType(value))
    case .pointer: return module.types.isPointer(type)
    case .optional: return module.types.unwrapped(type) != nil
    case .narrowable: return module.types.isPointer(type) || module.types.unwrapped(type) != nil
    case .contentOfFirst:
      guard case .cell(let cell) = module.types[firstType(value)] else { return false }
      return type == module.cells[cell].type
    case .mapOrSet, .map, .set, .instance, .function, .cell:
      return isKind(module.types[type], requirement)
    }
  }

  private func isKind(_ kind: TypeKind, _ requirement: OperandRequirement) -> Bool {
    switch (kind, requirement) {
    case (.map, .map), (.map, .mapOrSet), (.set, .set), (.set, .mapOrSet), (.instance, .instance),
      (.function, .function), (.classObject, .function), (.cell, .cell):
      true
    default: false
    }
  }

  private func firstType(_ value: ValueID) -> TypeID { function[function.operand(value, 0)].type }

  private mutating func verifyCall(_ value: ValueID) {
    guard let callee = callee(of: value) else { return }
    if function[value].type != callee.resultType {
      report("the callee returns \(text(callee.resultType))", at: value)
    }
    let id = FunctionID(raw: UInt32(function[value].immediate))
    let named = module.functions[id]
    let parameters = named.name == function.name ? function.parameters : named.parameters
    for (i, (argument, parameter)) in zip(function.operands(value), parameters).enumerated() {
      let expected =
        named.name == function.name ? function[parameter].type : named[parameter].type
      let type = function[argument].type
      if type != expected && type != .bottom {
        report("argument \(i) has type \(text(type)), not \(text(expected))", at: value)
      }
    }
  }

  private mutating func verifyGlobal(_ value: ValueID, type: TypeID) {
    let global = module.globals[GlobalID(raw: UInt32(function[value].immediate))]
    if type != global.type && type != .bottom {
      report("the global has type \(text(global.type)), not \(text(type))", at: value)
    }
  }

  /// Invariant 12, as far as ends of blocks go.
  mutating func verifyTerminators() {
    guard stage >= .typed else { return }
    for block in function.layout {
      let terminator = function[block].terminator
      for edge in terminator.edges {
        for (argument, parameter) in zip(edge.arguments, function[edge.target].parameters) {
          verify(argument, hasType: function[parameter].type, "an argument", block)
        }
      }
      switch terminator {
      case .conditional(let condition, _, _):
        verify(condition, hasType: .bool, "the condition", block)
      case .returnValue(let value):
        verify(value, hasType: function.resultType, "the result", block)
      case .branch, .unreachable, .missing, .raising, .propagate: break
      }
    }
  }

  private mutating func verify(
    _ value: ValueID, hasType expected: TypeID, _ what: String, _ block: BlockID
  ) {
    let type = function[value].type
    guard type != expected, type != .bottom else { return }
    report("\(what) has type \(text(type)), not \(text(expected))", in: block)
  }

  private func text(_ type: TypeID) -> String { type.isNone ? "none" : module.types.text(type) }

}
