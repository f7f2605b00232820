import IR
import Support

// Accesses to members: fields, methods, entries of maps, properties.
extension TypeAnalysis {

  /// Returns who decides what the access `instruction` does; `id` is analysed again when there are
  /// more classes.
  mutating func resolver(
    _ instruction: Instruction, _ operandCount: Int, for id: InstanceID
  ) -> MemberResolver {
    _ = read(.classes, for: id)
    return resolver(instruction, operandCount, classes: instantiated)
  }

  /// Returns who decides what the access `instruction` does if instances are of `classes`.
  func resolver(
    _ instruction: Instruction, _ operandCount: Int, classes: [ClassTypeID]
  ) -> MemberResolver {
    let opcode = instruction.opcode
    return MemberResolver(
      module: module, name: Symbol(raw: UInt32(truncatingIfNeeded: instruction.immediate)),
      arity: opcode == .genericCallMethod ? operandCount - 1 : nil,
      isChange: opcode != .genericCallMethod && opcode != .genericGetMember, classes: classes)
  }

  /// Returns the type of the result of an access to a member.
  mutating func access(
    _ instruction: Instruction, _ operands: [TypeID], from id: InstanceID
  ) -> TypeID {
    let resolver = resolver(instruction, operands.count, for: id)
    var result = TypeID.bottom
    for one in resolver.cases(operands[0], &selection) {
      let type = access(instruction, one, Array(operands.dropFirst()), from: id)
      result = selection.join(result, type)
    }
    return result
  }

  private mutating func access(
    _ instruction: Instruction, _ one: MemberCase, _ arguments: [TypeID], from id: InstanceID
  ) -> TypeID {
    if case .raises = one.action { return .bottom }
    switch instruction.opcode {
    case .genericCheckMember: return .null
    case .genericGetMember: return get(one, instruction, from: id)
    case .genericCallMethod: return callMember(one, instruction, arguments, from: id)
    case .genericTakeMember: return get(one, instruction, from: id, isTaken: true)
    default: return set(one, arguments[0])
    }
  }

  /// The type of the member as a value.
  private mutating func get(
    _ one: MemberCase, _ instruction: Instruction, from id: InstanceID, isTaken: Bool = false
  ) -> TypeID {
    switch one.action {
    case .field(let index, _): return read(field(index, of: one.type), for: id)
    case .bound(let closure): return makeClosure(closure, [one.type])
    case .library(let function), .property(let function):
      return call(function, [one.type], from: id)
    case .length: return .int
    case .entry: return entry(one.type, isTaken: isTaken)
    case .errorPart(let part):
      let plan = selection.plan(.errorPart, part.rawValue, [.error])!
      return selection.result(of: plan, [.error])
    case .namespace(let member): return get(member, from: id)
    case .own(.raises): return get(one.doing(.entry), instruction, from: id)
    case .own(let other):
      let own = get(one.doing(.entry), instruction, from: id)
      return selection.join(own, get(one.doing(other), instruction, from: id))
    case .method, .raises: unreachable("a method is no value")
    }
  }

  private mutating func get(
    _ member: NamespaceDefinition.Member, from id: InstanceID
  ) -> TypeID {
    switch member {
    case .closure(let closure): return makeClosure(closure, [])
    case .global(let global): return read(.global(global), for: id)
    case .constant(let type, _): return type
    }
  }

  /// The type of the entry of a map under the member's name; one that is taken is there.
  private mutating func entry(_ map: TypeID, isTaken: Bool) -> TypeID {
    let opcode: Opcode = isTaken ? .genericTake : .genericGet
    let plan = selection.plan(opcode, 0, [map, .string])!
    return selection.result(of: plan, [map, .string])
  }

  private mutating func callMember(
    _ one: MemberCase, _ instruction: Instruction, _ arguments: [TypeID], from id: InstanceID
  ) -> TypeID {
    switch one.action {
    // A property of the library may be written with empty parentheses.
    case .method(let function), .library(let function):
      return call(function, [one.type] + arguments, from: id)
    case .length where arguments.isEmpty: return .int
    case .own(.raises):
      return callMember(one.doing(.entry), instruction, arguments, from: id)
    case .own(let other):
      let own = callMember(one.doing(.entry), instruction, arguments, from: id)
      return selection.join(own, callMember(one.doing(other), instruction, arguments, from: id))
    default:
      let callee = get(one, instruction, from: id)
      return callee == .bottom ? .bottom : callValue(callee, arguments, from: id)
    }
  }

  /// Stores `value` in the member; returns the type of the container then.
  private mutating func set(_ one: MemberCase, _ value: TypeID) -> TypeID {
    guard case .field(let index, _) = one.action else {
      let plan = selection.plan(.genericSet, 0, [one.type, .string, value])!
      return selection.result(of: plan, [one.type, .string, value])
    }
    store(value, in: field(index, of: one.type))
    return one.type
  }

  // MARK: Errors

  /// Returns the error that an access, or the call of a value, always raises on operands of types
  /// `types`, if that is so.
  func memberError(
    _ instruction: Instruction, _ types: [TypeID], depth: Int
  ) -> KnownError? {
    if instruction.opcode == .genericCall {
      if mayBeCalled(types[0]) { return nil }
      return KnownError(kind: .type, message: "\(selection.name(types[0])) is not a function")
    }
    var selection = selection
    let resolver = resolver(instruction, types.count, classes: Array(module.classes.ids))
    var error: KnownError?
    for one in resolver.cases(types[0], &selection) {
      guard let found = memberError(one, Array(types.dropFirst()), depth: depth) else { return nil }
      error = error ?? found
      if found.kind == .name, case .tags = one.test {
        error?.missingMember = module.symbols[resolver.name]
      }
    }
    return error
  }

  /// `true` iff some value of `type` is a function, or a class of which instances can be made.
  private func mayBeCalled(_ type: TypeID) -> Bool {
    if case .classObject(let closures) = selection.types[type], !closures.isEmpty {
      return closures.contains { !module.closures[$0].functions.isEmpty }
    }
    return !selection.types.tags(of: type).isDisjoint(with: TagRules.callable)
  }

  private func memberError(
    _ one: MemberCase, _ arguments: [TypeID], depth: Int
  ) -> KnownError? {
    switch one.action {
    case .raises(let kind, let message): KnownError(kind: kind, message: message)
    case .library(let function), .method(let function):
      refusal(of: function, [one.type] + arguments, depth: depth)
    default: nil
    }
  }

}
