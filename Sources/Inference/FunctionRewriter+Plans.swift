import IR
import Support

extension FunctionRewriter {

  /// Adds the instructions of `plan` for the generic `instruction`; returns the result.
  mutating func carryOut(
    _ plan: Plan, _ instruction: Instruction, _ a: [ValueID], result: TypeID
  ) -> ValueID {
    switch plan {
    case .typed(let opcode, let types, let type, let immediate, let isNegated):
      let a = opcode == .arrayPut ? fillingHole(a, as: type) : a
      let value = emit(opcode, type, zip(a, types).map { convert($0, to: $1) }, immediate)
      return isNegated ? emit(.boolNot, .bool, [value]) : value
    case .narrowed(let types, let plan):
      return carryOut(plan, instruction, narrow(a, types, instruction), result: result)
    case .assumed(let types, let plan):
      let operands = zip(a, types).map { value, type in
        type.map { convert(value, to: $0) } ?? value
      }
      return carryOut(plan, instruction, operands, result: result)
    case .nullTest(let index, let isNegated):
      let test = emit(.optionalIsNull, .bool, [a[index]])
      return isNegated ? emit(.boolNot, .bool, [test]) : test
    case .ifOf(let index, let type, let plan, let other):
      return choose(a[index], of: type, at: index, plan, other, instruction, a)
    case .identity(let isNegated):
      let test = emit(.sameObject, .bool, a)
      return isNegated ? emit(.boolNot, .bool, [test]) : test
    case .constantNull: return emit(.constNull, .null, [])
    case .guardedLookup(let map, let key, let type): return lookup(map, key, a, type)
    case .firstEntry: return emit(.mapNext, .int, [a[0], int(0)])
    case .nextEntry:
      let after = emit(.intAddUnchecked, .int, [a[1], int(1)])
      return emit(.mapNext, .int, [a[0], after])
    case .generic(let tags):
      return convert(emitGeneric(instruction, a, selection.types.union(tags)), to: result)
    case .genericTyped(let type): return emitGeneric(instruction, a, type)
    case .constantBool(let value): return emit(.constBool, .bool, [], value ? 1 : 0)
    case .constantInt(let value): return int(value)
    case .constantString(let text): return string(text)
    case .operand(let index, let type): return convert(a[index], to: type)
    case .concatenation: return emit(.stringConcat, .string, [textForm(a[0]), textForm(a[1])])
    case .textForm: return textForm(a[0])
    case .truth: return truth(a[0])
    case .floatIndex(let opcode):
      return emit(opcode, .int, [a[0], emit(.floatToIndex, .int, [a[1]])])
    case .lastElement(let type): return last(a[0], type)
    case .floatRange: return floatRange(a)
    case .cursorTest(let opcode, let immediate):
      return emit(opcode, .bool, [a[1], a[2]], immediate)
    case .nextCursor: return emit(.intAddUnchecked, .int, [a[1], int(1)])
    case .exchanged(let opcode, let types):
      return emit(opcode, .bool, zip([a[1], a[0]], types).map { convert($0, to: $1) })
    case .mixedComparison(let predicate, let isSwapped):
      let operands = isSwapped ? [a[1], a[0]] : a
      return emit(.intCompareFloat, .bool, operands, predicate.rawValue)
    case .raises(let message, let kind): return raise(kind, message, by: instruction, a)
    }
  }

  /// Carries out `plan` where the operand `value`, at `index`, is of type `type`, else `other`.
  private mutating func choose(
    _ value: ValueID, of type: TypeID, at index: Int, _ plan: Plan, _ other: Plan,
    _ instruction: Instruction, _ a: [ValueID]
  ) -> ValueID {
    let (then, otherwise) = branch(on: test(value, is: type))
    block = then
    var operands = a
    operands[index] = convert(value, to: type)
    let first = carryOut(plan, instruction, operands, result: .bool)
    let end = block
    block = otherwise
    let second = carryOut(other, instruction, a, result: .bool)
    return join([(end, first), (block, second)], .bool)
  }

  /// Returns the operands `a` of an `array.put` into an array that is converted to `type` before:
  /// where the conversion would look at the object that was taken out, nothing takes its place.
  private mutating func fillingHole(_ a: [ValueID], as type: TypeID) -> [ValueID] {
    let container = output[a[0]].type
    let types = selection.types
    guard let old = types.element(of: container), types.isPointer(old),
      let new = types.element(of: type), types.isUnion(new)
    else { return a }
    let nothing = emit(.undefined, old, [])
    return [emit(.arrayPut, container, [a[0], a[1], nothing])] + a.dropFirst()
  }

  /// Raises `message`, which names the types of the operands `a`; where these are known only when
  /// run, the generic instruction itself does.
  private mutating func raise(
    _ kind: MemberAction.ErrorKind, _ message: String, by instruction: Instruction,
    _ a: [ValueID]
  ) -> ValueID {
    if !a.allSatisfy({ isNameKnown(output[$0].type) }) { emitRefused(instruction, a) }
    return raise(kind, message)
  }

  /// `true` iff all values of type `type` have one `.type` name.
  func isNameKnown(_ type: TypeID) -> Bool {
    if case .instance(_, let known) = selection.types[type] { return known.count == 1 }
    return selection.types.tags(of: type).count == 1
  }

  /// Adds the generic instruction or literal that refuses the operands `a`.
  private mutating func emitRefused(_ instruction: Instruction, _ a: [ValueID]) {
    switch instruction.opcode {
    case .mapLiteral:
      let type = selection.types.makeMap(.any, .any)
      _ = emit(.mapLiteral, type, a.map { convert($0, to: .any) })
    case .setLiteral:
      let type = selection.types.intern(.set(.any))
      _ = emit(.setLiteral, type, a.map { convert($0, to: .any) })
    case let opcode where opcode.info.name.hasPrefix("generic."):
      _ = emitGeneric(instruction, a, refusedType(instruction))
    default: break
    }
  }

  /// Returns `operands`, those with a type in `types` narrowed to it; where one is of another type,
  /// the generic instruction raises.
  private mutating func narrow(
    _ operands: [ValueID], _ types: [TypeID?], _ instruction: Instruction
  ) -> [ValueID] {
    var result = operands
    for (i, type) in types.enumerated() {
      guard let type, output[operands[i]].type != type else { continue }
      let (then, otherwise) = branch(on: test(operands[i], is: type))
      block = otherwise
      _ = emitGeneric(instruction, operands, refusedType(instruction))
      output[block].terminator = .unreachable
      block = then
      result[i] = convert(operands[i], to: type)
    }
    return result
  }

  /// The type of the result that a generic instruction never has.
  private func refusedType(_ instruction: Instruction) -> TypeID {
    if case .fixed(let type) = instruction.opcode.info.result { type } else { .any }
  }

  /// Returns whether `value`, tagged or optional, is of type `type`.
  mutating func test(_ value: ValueID, is type: TypeID) -> ValueID {
    if selection.types.unwrapped(output[value].type) != nil {
      let isNull = emit(.optionalIsNull, .bool, [value])
      return type == .null ? isNull : emit(.boolNot, .bool, [isNull])
    }
    let tags = selection.types.tags(of: type)
    return emit(.testTags, .bool, [value], Int64(tags.rawValue))
  }

  /// The value in a map with keys of type `key` under the operand at 1, which may be of another
  /// type: then there is none.
  private mutating func lookup(
    _ map: TypeID, _ key: TypeID, _ a: [ValueID], _ type: TypeID
  ) -> ValueID {
    let (then, otherwise) = branch(on: test(a[1], is: key))
    block = then
    let found = emit(.mapGet, type, [convert(a[0], to: map), convert(a[1], to: key)])
    let end = block
    block = otherwise
    let missing = emit(.constNull, .null, [])
    return join([(end, found), (block, missing)], type)
  }

  /// Adds the generic instruction itself, on tagged operands.
  private mutating func emitGeneric(
    _ instruction: Instruction, _ a: [ValueID], _ type: TypeID
  ) -> ValueID {
    let plain = Self.plainOperands(instruction.opcode)
    let operands = a.enumerated().map { i, value in
      plain.contains(i) && output[value].type == .int
        ? value : convert(value, to: union(output[value].type))
    }
    return emit(instruction.opcode, type, operands, instruction.immediate)
  }

  /// The operands of a generic instruction that are Ints without tag: checked indices, cursors.
  private static func plainOperands(_ opcode: Opcode) -> Set<Int> {
    switch opcode {
    case .genericGet, .genericSet, .genericTake, .genericPut, .genericIterationElement,
      .genericIterationNext, .genericIterationValue:
      [1]
    case .genericIterationMore, .genericIterationKey: [1, 2]
    default: []
    }
  }

  private mutating func string(_ text: String) -> ValueID {
    emit(.constString, .string, [], Int64(shared.module.symbol(text).raw))
  }

  mutating func textForm(_ value: ValueID) -> ValueID {
    let type = output[value].type
    switch selection.types[type] {
    case .string: return value
    case .int: return emit(.intToString, .string, [value])
    case .float: return emit(.floatToString, .string, [value])
    case .bool: return emit(.boolToString, .string, [value])
    case .null: return string("Null")
    case .array: return emit(.arrayToString, .string, [value])
    case .map, .set: return emit(.mapToString, .string, [value])
    case .optional(let inner): return optionalTextForm(value, inner)
    case .range, .floatRange, .union, .instance, .function, .classObject, .error, .namespace:
      return emit(.genericToString, .string, [convert(value, to: union(type))])
    case .unknown, .bottom, .packed, .token, .cell: unreachable("text form of a value without type")
    }
  }

  /// The text form of `value`, which is of type `inner` or Null.
  private mutating func optionalTextForm(_ value: ValueID, _ inner: TypeID) -> ValueID {
    let (then, otherwise) = branch(on: emit(.optionalIsNull, .bool, [value]))
    block = then
    let null = string("Null")
    let end = block
    block = otherwise
    let text = textForm(convert(value, to: inner))
    return join([(end, null), (block, text)], .string)
  }

  private mutating func truth(_ value: ValueID) -> ValueID {
    let type = output[value].type
    let measure: ValueID
    switch selection.types[type] {
    case .int: measure = value
    case .float:
      let zero = emit(.constFloat, .float, [], 0)
      return emit(.floatCompare, .bool, [value, zero], Predicate.notEqual.rawValue)
    case .string: measure = emit(.stringByteLength, .int, [value])
    case .array: measure = emit(.arrayLength, .int, [value])
    case .map, .set: measure = emit(.mapLength, .int, [value])
    case .unknown, .bottom, .packed, .token, .null, .bool, .range, .floatRange, .union, .instance,
      .function, .classObject, .error, .cell, .optional, .namespace:
      unreachable("truth of this type")
    }
    return emit(.intCompare, .bool, [measure, int(0)], Predicate.notEqual.rawValue)
  }

  private mutating func last(_ array: ValueID, _ type: TypeID) -> ValueID {
    _ = emit(.arrayCheckNotEmpty, .null, [array])
    let length = emit(.arrayLength, .int, [array])
    let index = emit(.intSubtractUnchecked, .int, [length, int(1)])
    return emit(.arrayGet, type, [array, index])
  }

  private mutating func floatRange(_ a: [ValueID]) -> ValueID {
    var operands = a.map { convert($0, to: .float) }
    if operands.count == 2 {
      operands.append(emit(.constFloat, .float, [], Int64(bitPattern: (1.0).bitPattern)))
    }
    return emit(.floatRangeMake, .floatRange, operands)
  }

}
