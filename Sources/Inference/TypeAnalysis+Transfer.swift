import IR
import Support

// What instructions make of the types of their operands.
extension TypeAnalysis {

  /// Returns the type of the result of `value`.
  mutating func transfer(_ id: InstanceID, _ function: Function, _ value: ValueID) -> TypeID {
    let instruction = function[value]
    let operands = function.operands(value).map { instances[id].values[$0.index] }
    if operands.contains(.bottom), instruction.opcode != .cellMake { return .bottom }
    if let type = transferMemory(instruction, operands, id) { return type }
    switch instruction.opcode {
    case .call:
      return call(FunctionID(raw: UInt32(instruction.immediate)), operands, from: id)
    case .genericCall: return callValue(operands[0], Array(operands.dropFirst()), from: id)
    case .genericCallMethod, .genericGetMember, .genericCheckMember, .genericTakeMember,
      .genericSetMember, .genericPutMember:
      return access(instruction, operands, from: id)
    case .genericCheckMemberPromise: return promisedMember(instruction, operands, id)
    case .arrayLiteral:
      let element = operands.reduce(TypeID.bottom) {
        selection.types.joinInArray($0, $1, selection.source)
      }
      return selection.types.makeArray(of: element)
    case .refine:
      let tags = TagSet(rawValue: UInt32(instruction.immediate))
      return selection.types.narrow(operands[0], to: tags)
    case .refineClass:
      let type = ClassTypeID(Int(instruction.immediate))
      return selection.types.narrow(operands[0], toClass: type, selection.source)
    case .checkPromise:
      return selection.promised(operands[0], module.promises[Int(instruction.immediate)], module)
    case .undefined: return .bottom
    case .constNamespace:
      return selection.types.intern(.namespace(Int(instruction.immediate)))
    case .intrinsic, .intrinsicRaising, .intrinsicActing:
      return Intrinsic(rawValue: instruction.immediate)!.info.result
    case .genericGet where selection.types.tags(of: operands[0]).contains(.map):
      findPresentKeys(instances[id].function)
      return planned(value, of: id, instruction, operands)
    default: return planned(value, of: id, instruction, operands)
    }
  }

  private mutating func planned(
    _ value: ValueID, of id: InstanceID, _ instruction: Instruction, _ operands: [TypeID]
  ) -> TypeID {
    let isPresent = instruction.opcode == .genericGet && isPresent(value, id)
    if let plan = selection.plan(
      instruction.opcode, instruction.immediate, operands, isPresent: isPresent)
    {
      return selection.result(of: plan, operands)
    }
    guard case .fixed(let type) = instruction.opcode.info.result else {
      unreachable("no type rule for \(instruction.opcode)")
    }
    return type
  }

  /// `true` iff the read `value` of the instance `id` finds an entry if it reads a map.
  func isPresent(_ value: ValueID, _ id: InstanceID) -> Bool {
    let function = instances[id].function
    guard let known = presentKeys[function] else { return false }
    return known.contains(value, module.functions[function], selection.types) {
      instances[id].values[$0.index]
    }
  }

  /// The instructions that read and write what functions share.
  private mutating func transferMemory(
    _ instruction: Instruction, _ operands: [TypeID], _ id: InstanceID
  ) -> TypeID? {
    let index = Int(instruction.immediate)
    switch instruction.opcode {
    case .globalGet, .globalTake: return read(.global(GlobalID(index)), for: id)
    case .globalSet:
      store(operands[0], in: .global(GlobalID(index)))
      return .null
    case .throwValue, .rethrow:
      store(operands[0], in: .thrown)
      return .bottom
    case .errorTake: return read(.thrown, for: id)
    case .instanceMake:
      let type = ClassTypeID(index)
      instantiate(type)
      return selection.types.intern(.exact(type))
    case .fieldSet:
      store(operands[1], in: field(index, of: operands[0]))
      return .null
    default: return transferCell(instruction, operands, id)
    }
  }

  private mutating func transferCell(
    _ instruction: Instruction, _ operands: [TypeID], _ id: InstanceID
  ) -> TypeID? {
    let index = Int(instruction.immediate)
    switch instruction.opcode {
    case .closureMake: return makeClosure(ClosureID(index), operands)
    case .cellMake:
      if let first = operands.first { store(first, in: .variable(CellID(index))) }
      return selection.types.intern(.cell(CellID(index)))
    case .cellGet, .cellTake: return read(.variable(cell(operands[0])), for: id)
    case .cellSet:
      store(operands[1], in: .variable(cell(operands[0])))
      return .null
    default: return nil
    }
  }

  /// The place of the field at `index` of the instance type `type`.
  func field(_ index: Int, of type: TypeID) -> Memory.Cell {
    guard case .instance(let id, _) = selection.types[type] else {
      unreachable("a field of what is no instance")
    }
    let field = module.classes[id].fields[index]
    return .field(field.owner, field.name)
  }

  func cell(_ type: TypeID) -> CellID {
    guard case .cell(let cell) = selection.types[type] else {
      unreachable("the content of what is no cell")
    }
    return cell
  }

  /// Returns the type of values that call `closure`, with captured values of types `captures`.
  mutating func makeClosure(_ closure: ClosureID, _ captures: [TypeID]) -> TypeID {
    for (i, type) in captures.enumerated() { store(type, in: .capture(closure, i)) }
    make(closure)
    return selection.type(of: closure)
  }

  // MARK: Calls

  mutating func call(
    _ function: FunctionID, _ arguments: [TypeID], from id: InstanceID
  ) -> TypeID {
    let callee = instance(function, arguments)
    addCaller(id, of: callee)
    return instances[callee].result
  }

  /// Returns the type of what a call of a value of type `callee` returns.
  mutating func callValue(
    _ callee: TypeID, _ arguments: [TypeID], from id: InstanceID
  ) -> TypeID {
    switch selection.types[callee] {
    case .function(let closures) where !closures.isEmpty,
      .classObject(let closures) where !closures.isEmpty:
      var result = TypeID.bottom
      for closure in closures {
        result = selection.join(result, call(closure, arguments, from: id))
      }
      return result
    case .optional(let inner): return callValue(inner, arguments, from: id)
    case .function, .classObject, .union, .unknown:
      guard !selection.types.tags(of: callee).isDisjoint(with: TagRules.callable) else {
        return .bottom
      }
      return callUnknown(arguments, from: id)
    default: return .bottom
    }
  }

  private mutating func call(
    _ closure: ClosureID, _ arguments: [TypeID], from id: InstanceID
  ) -> TypeID {
    let definition = module.closures[closure]
    guard let function = definition.functions[arguments.count] else { return .bottom }
    let captures = (0..<definition.captureCount).map { read(.capture(closure, $0), for: id) }
    if captures.contains(.bottom) { return .bottom }
    return call(function, captures + arguments, from: id)
  }

}
