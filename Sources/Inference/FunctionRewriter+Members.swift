import IR
import Support

// Calls of values and accesses to members: a test for each kind of receiver, and what to do there.
extension FunctionRewriter {

  // MARK: Calls

  /// Calls `callee`; returns its result.
  mutating func call(_ callee: InstanceFunction, _ operands: [ValueID]) -> ValueID {
    let arguments = zip(operands, callee.parameters).map { convert($0, to: $1) }
    return emit(.call, callee.result, arguments, Int64(callee.id.raw))
  }

  /// Calls the generic `function` with `operands`.
  private mutating func call(_ function: FunctionID, _ operands: [ValueID]) -> ValueID {
    call(shared.target(function, operands.map { output[$0].type }), operands)
  }

  /// Calls the value `callee`; returns the result, of the type that the callees' results join to.
  mutating func callValue(_ callee: ValueID, _ arguments: [ValueID]) -> ValueID {
    let type = output[callee].type
    switch selection.types[type] {
    case .function(let closures) where !closures.isEmpty,
      .classObject(let closures) where !closures.isEmpty:
      return dispatch(callee, closures, arguments)
    case .optional(let inner):
      let (then, otherwise) = branch(on: emit(.optionalIsNull, .bool, [callee]))
      block = then
      _ = raise("Null is not a function")
      output[block].terminator = .unreachable
      block = otherwise
      return callValue(convert(callee, to: inner), arguments)
    default:
      let tags = selection.types.tags(of: type)
      let isFunction = !tags.isDisjoint(with: TagRules.callable)
      if !isFunction && tags.count == 1 {
        return raise("\(selection.name(type)) is not a function")
      }
      let operands = ([callee] + arguments).map { convert($0, to: union(output[$0].type)) }
      let result = emit(.genericCall, .any, operands)
      // The message of the call is about the type that the value has when run.
      return isFunction ? result : raise("\(selection.name(type)) is not a function")
    }
  }

  private mutating func dispatch(
    _ callee: ValueID, _ closures: [ClosureID], _ arguments: [ValueID]
  ) -> ValueID {
    if closures.count == 1 { return call(closures[0], callee, arguments) }
    let id = emit(.closureID, .int, [callee])
    var ways: [(BlockID, ValueID)] = []
    for closure in closures.dropLast() {
      let (then, otherwise) = branch(on: equals(id, Int64(closure.raw)))
      block = then
      end(with: callNarrowed(closure, callee, arguments), &ways)
      block = otherwise
    }
    end(with: callNarrowed(closures[closures.count - 1], callee, arguments), &ways)
    return join(ways)
  }

  private mutating func callNarrowed(
    _ closure: ClosureID, _ callee: ValueID, _ arguments: [ValueID]
  ) -> ValueID {
    call(closure, convert(callee, to: selection.type(of: closure)), arguments)
  }

  private mutating func call(
    _ closure: ClosureID, _ callee: ValueID, _ arguments: [ValueID]
  ) -> ValueID {
    let definition = source.closures[closure]
    if definition.functions.isEmpty { return raise("Class is not a function") }
    guard let function = definition.functions[arguments.count] else {
      return raise(.argument, definition.refusal(of: arguments.count, source.symbols))
    }
    var operands: [ValueID] = []
    for i in 0..<definition.captureCount {
      let type = shared.module.closures[closure].captures[i]
      operands.append(emit(.closureCapture, type, [callee], Int64(i)))
    }
    return call(function, operands + arguments)
  }

  // MARK: Promises of fields

  /// Checks operand 1 as the annotations of the fields of operand 0 want it, whatever class that is
  /// of; returns it as it is then.
  mutating func rewriteMemberPromise(
    _ instruction: Instruction, _ operands: [ValueID], _ types: [TypeID]
  ) -> ValueID {
    let resolver = analysis.resolver(instruction, 2, classes: analysis.instantiated)
    let cases = resolver.cases(types[0], &selection)
    let part = MemberPart(immediate: instruction.immediate)
    let promised = cases.filter { analysis.memberPromise(part, $0) != nil }
    var ways: [(BlockID, ValueID)] = []
    for (i, one) in promised.enumerated() {
      let isLast = i + 1 == promised.count && promised.count == cases.count
      let rest = isLast ? nil : testCase(one, operands[0])
      end(with: keep(analysis.memberPromise(part, one)!, part, operands[1]), &ways)
      if let rest { block = rest }
    }
    if promised.count < cases.count { end(with: operands[1], &ways) }
    return join(ways)
  }

  private mutating func keep(
    _ promise: TypePromise, _ part: MemberPart, _ operand: ValueID
  ) -> ValueID {
    let subject = shared.module.symbol(promise.subject(of: part, source.symbols))
    let partPromise = TypePromise(annotation: promise.annotation, subject: subject)
    shared.module.promises.append(partPromise)
    return keep(partPromise, Int64(shared.module.promises.count - 1), operand)
  }

  // MARK: Ways that meet

  /// Notes that the current block, if its value exists, leads on with `value`.
  mutating func end(with value: ValueID, _ ways: inout [(BlockID, ValueID)]) {
    if output[value].type == .bottom {
      output[block].terminator = .unreachable
    } else {
      ways.append((block, value))
    }
  }

  /// Returns the value that `ways` bring, of the type that theirs join to; a value of type bottom
  /// if there are none.
  mutating func join(_ ways: [(BlockID, ValueID)]) -> ValueID {
    if let only = ways.first, ways.count == 1 {
      block = only.0
      return only.1
    }
    let type = ways.reduce(TypeID.bottom) { selection.join($0, output[$1.1].type) }
    if type == .bottom {
      block = output.appendBlock()
      return emit(.undefined, .bottom, [])
    }
    return join(ways.map { (block: $0.0, value: $0.1) }, type)
  }

  private mutating func equals(_ value: ValueID, _ constant: Int64) -> ValueID {
    emit(.intCompare, .bool, [value, int(constant)], Predicate.equal.rawValue)
  }

  // MARK: Members

  /// Carries out the access `instruction` to a member of operand 0.
  mutating func access(
    _ instruction: Instruction, _ operands: [ValueID], _ types: [TypeID], _ result: TypeID
  ) -> ValueID {
    let resolver = analysis.resolver(
      instruction, operands.count, classes: analysis.instantiated)
    let cases = possible(resolver.cases(types[0], &selection), instruction.opcode)
    // There are no instances of the receiver's class: nothing gets here.
    if cases.isEmpty { return emit(.undefined, .bottom, []) }
    var ways: [(BlockID, ValueID)] = []
    for (i, one) in cases.enumerated() {
      let rest = i + 1 < cases.count ? testCase(one, operands[0]) : nil
      let receiver = convert(operands[0], to: one.type)
      end(with: access(instruction, one, receiver, Array(operands.dropFirst())), &ways)
      if let rest { block = rest }
    }
    let value = join(ways)
    return result == .bottom ? value : convert(value, to: result)
  }

  /// Returns `cases` without those that a check before the access has ruled out.
  private func possible(_ cases: [MemberCase], _ opcode: Opcode) -> [MemberCase] {
    guard [.genericTakeMember, .genericPutMember, .genericSetMember].contains(opcode) else {
      return cases
    }
    return cases.filter { if case .raises = $0.action { false } else { true } }
  }

  /// Goes on where the receiver is of `one`; returns the block where it is not.
  mutating func testCase(_ one: MemberCase, _ receiver: ValueID) -> BlockID {
    switch one.test {
    case .tags:
      let (then, otherwise) = branch(on: test(receiver, is: one.type))
      block = then
      return otherwise
    case .classes(let classes): return testClasses(classes, receiver)
    }
  }

  private mutating func testClasses(_ classes: [ClassTypeID], _ receiver: ValueID) -> BlockID {
    let (found, missing) = (output.appendBlock(), output.appendBlock())
    var pointer = receiver
    let type = output[receiver].type
    if selection.types.hasAlternatives(type) {
      let instance = selection.types.narrow(type, to: .instance)
      let (then, otherwise) = branch(on: test(receiver, is: instance))
      block = otherwise
      output[block].terminator = .branch(Edge(missing))
      block = then
      pointer = convert(receiver, to: instance)
    }
    let id = emit(.instanceClassID, .int, [pointer])
    for candidate in classes {
      let next = output.appendBlock()
      let isClass = equals(id, Int64(candidate.raw))
      output[block].terminator = .conditional(isClass, then: Edge(found), else: Edge(next))
      block = next
    }
    output[block].terminator = .branch(Edge(missing))
    block = found
    return missing
  }

  private mutating func access(
    _ instruction: Instruction, _ one: MemberCase, _ receiver: ValueID, _ arguments: [ValueID]
  ) -> ValueID {
    if case .raises(let kind, let message) = one.action { return raise(kind, message) }
    let name = Symbol(raw: UInt32(instruction.immediate))
    switch instruction.opcode {
    case .genericCheckMember: return emit(.constNull, .null, [])
    case .genericGetMember: return get(one, name, receiver)
    case .genericCallMethod: return callMember(one, name, receiver, arguments)
    case .genericTakeMember: return take(one, name, receiver)
    default: return set(one, name, receiver, arguments[0], instruction.opcode)
    }
  }

  private mutating func get(
    _ one: MemberCase, _ name: Symbol, _ receiver: ValueID
  ) -> ValueID {
    switch one.action {
    case .field(let index, _): return getField(index, one.type, receiver)
    case .bound(let closure):
      let type = selection.type(of: closure)
      let captured = convert(receiver, to: shared.module.closures[closure].captures[0])
      return emit(.closureMake, type, [captured], Int64(closure.raw))
    case .library(let function), .property(let function): return call(function, [receiver])
    case .length: return planned(.genericLength, 0, [receiver])
    case .entry: return planned(.genericGet, 0, [receiver, key(name)])
    case .errorPart(let part): return planned(.errorPart, part.rawValue, [receiver])
    case .namespace(let member): return get(member)
    case .own(let other):
      return own(one, name, receiver, else: other) { $0.get($1, name, receiver) }
    case .method, .raises: unreachable("a method is no value")
    }
  }

  /// Does `access` with the entry of an Object if it has one under `name`, else with `other`.
  private mutating func own(
    _ one: MemberCase, _ name: Symbol, _ receiver: ValueID, else other: MemberAction,
    _ access: (inout FunctionRewriter, MemberCase) -> ValueID
  ) -> ValueID {
    let (then, otherwise) = branch(on: planned(.genericIn, 0, [key(name), receiver]))
    var ways: [(BlockID, ValueID)] = []
    for (start, action) in [(then, MemberAction.entry), (otherwise, other)] {
      block = start
      if case .raises(let kind, let message) = action {
        end(with: raise(kind, message), &ways)
      } else {
        end(with: access(&self, one.doing(action)), &ways)
      }
    }
    return join(ways)
  }

  private mutating func get(_ member: NamespaceDefinition.Member) -> ValueID {
    switch member {
    case .closure(let closure):
      return emit(.closureMake, selection.type(of: closure), [], Int64(closure.raw))
    case .global(let global):
      _ = emit(.globalCheck, .null, [], Int64(global.raw))
      return emit(.globalGet, shared.module.globals[global].type, [], Int64(global.raw))
    case .constant(let type, let value):
      return emit(type == .float ? .constFloat : .constInt, type, [], value)
    }
  }

  private mutating func getField(
    _ index: Int, _ type: TypeID, _ receiver: ValueID
  ) -> ValueID {
    let place = analysis.field(index, of: type)
    let (stored, field) = storedField(index, type)
    let read = analysis.memory.types[place] ?? .bottom
    if field.mayBeUnset { _ = emit(.fieldCheck, .null, [receiver], Int64(index)) }
    let value = emit(.fieldGet, read == .bottom ? .bottom : stored, [receiver], Int64(index))
    return read == .bottom ? value : convert(value, to: read)
  }

  private func storedField(_ index: Int, _ type: TypeID) -> (TypeID, FieldDefinition) {
    guard case .instance(let id, _) = selection.types[type] else {
      unreachable("a field of what is no instance")
    }
    let field = shared.module.classes[id].fields[index]
    return (field.type, field)
  }

  private mutating func callMember(
    _ one: MemberCase, _ name: Symbol, _ receiver: ValueID, _ arguments: [ValueID]
  ) -> ValueID {
    switch one.action {
    case .method(let function), .library(let function):
      return call(function, [receiver] + arguments)
    case .length where arguments.isEmpty: return get(one, name, receiver)
    case .own(let other):
      return own(one, name, receiver, else: other) {
        $0.callMember($1, name, receiver, arguments)
      }
    default:
      let callee = get(one, name, receiver)
      return output[callee].type == .bottom ? callee : callValue(callee, arguments)
    }
  }

  /// A field that holds instances is read only, unless they are values: what is changed is the
  /// instance.
  private mutating func take(
    _ one: MemberCase, _ name: Symbol, _ receiver: ValueID
  ) -> ValueID {
    guard case .field(let index, _) = one.action else {
      return planned(.genericTake, 0, [receiver, key(name)])
    }
    // That the field is set was checked before.
    let (stored, field) = storedField(index, one.type)
    let isShared = selection.types.tags(of: stored).contains(.instance)
      && !selection.mayBeLibraryCollection(stored)
    let value = emit(isShared ? .fieldGet : .fieldTake, stored, [receiver], Int64(index))
    let place = analysis.field(index, of: one.type)
    return field.mayBeUnset ? convert(value, to: analysis.memory.types[place]!) : value
  }

  private mutating func set(
    _ one: MemberCase, _ name: Symbol, _ receiver: ValueID, _ value: ValueID, _ opcode: Opcode
  ) -> ValueID {
    guard case .field(let index, _) = one.action else {
      let generic: Opcode = opcode == .genericPutMember ? .genericPut : .genericSet
      return planned(generic, 0, [receiver, key(name), value])
    }
    let (stored, _) = storedField(index, one.type)
    _ = emit(.fieldSet, .null, [receiver, convert(value, to: stored)], Int64(index))
    return receiver
  }

  private mutating func key(_ name: Symbol) -> ValueID {
    emit(.constString, .string, [], Int64(name.raw))
  }

  /// Carries out the plan for `opcode` on values of known types.
  mutating func planned(
    _ opcode: Opcode, _ immediate: Int64, _ operands: [ValueID]
  ) -> ValueID {
    let types = operands.map { output[$0].type }
    let plan = selection.plan(opcode, immediate, types)!
    let instruction = Instruction(opcode, immediate: immediate)
    return carryOut(plan, instruction, operands, result: selection.result(of: plan, types))
  }

  // MARK: Memory

  /// Rewrites what reads or writes memory that functions share; `nil` for other instructions.
  mutating func rewriteMemory(
    _ value: ValueID, _ instruction: Instruction, _ operands: [ValueID]
  ) -> ValueID? {
    let index = Int(instruction.immediate)
    switch instruction.opcode {
    case .globalSet:
      let type = shared.module.globals[GlobalID(index)].type
      return emit(.globalSet, .null, [convert(operands[0], to: type)], instruction.immediate)
    case .fieldSet:
      let (stored, _) = storedField(index, output[operands[0]].type)
      return emit(
        .fieldSet, .null, [operands[0], convert(operands[1], to: stored)], instruction.immediate)
    case .closureMake:
      let captures = shared.module.closures[ClosureID(index)].captures
      let converted = zip(operands, captures).map { convert($0, to: $1) }
      return emit(.closureMake, type(value), converted, instruction.immediate)
    case .cellMake:
      let content = shared.module.cells[CellID(index)].type
      let converted = operands.map { convert($0, to: content) }
      return emit(.cellMake, type(value), converted, instruction.immediate)
    case .cellSet:
      let content = shared.module.cells[analysis.cell(output[operands[0]].type)].type
      return emit(.cellSet, .null, [operands[0], convert(operands[1], to: content)])
    case .throwValue, .rethrow:
      let tagged = convert(operands[0], to: union(output[operands[0]].type))
      return emit(instruction.opcode, .bottom, [tagged])
    case .intrinsic, .intrinsicRaising, .intrinsicActing:
      let parameters = Intrinsic(rawValue: instruction.immediate)!.info.parameters
      let arguments = zip(operands, parameters).map { convert($0, to: $1) }
      return emit(instruction.opcode, type(value), arguments, instruction.immediate)
    case .raiseNoOverload, .raiseAmbiguous: return raiseOverload(instruction, operands)
    default: return nil
    }
  }

  // MARK: Errors

  /// Raises an error of kind `kind` with the text `message`.
  mutating func raise(_ kind: MemberAction.ErrorKind, _ message: String) -> ValueID {
    let opcode: Opcode =
      switch kind {
      case .type: .raiseTypeError
      case .name: .raiseNameError
      case .argument: .raiseArgumentError
      }
    return emit(opcode, .bottom, [], Int64(shared.module.symbol(message).raw))
  }

  private mutating func raiseOverload(
    _ instruction: Instruction, _ operands: [ValueID]
  ) -> ValueID {
    let tagged = operands.map { convert($0, to: union(output[$0].type)) }
    return emit(instruction.opcode, .bottom, tagged, instruction.immediate)
  }

}
