import IR
import Support

extension FunctionRewriter {

  /// Adds the instructions of `plan` for the generic `instruction`; returns the result.
  mutating func carryOut(
    _ plan: Plan, _ instruction: Instruction, _ a: [ValueID], result: TypeID
  ) -> ValueID {
    switch plan {
    case .typed(let opcode, let types, let type, let immediate):
      return emit(opcode, type, zip(a, types).map { convert($0, to: $1) }, immediate)
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
    case .raises(let message): return raise(message)
    }
  }

  /// Adds the generic instruction itself, on tagged operands.
  private mutating func emitGeneric(
    _ instruction: Instruction, _ a: [ValueID], _ type: TypeID
  ) -> ValueID {
    let plain = Self.plainOperands(instruction.opcode)
    let operands = a.enumerated().map { i, value in
      plain.contains(i) ? value : convert(value, to: union(output[value].type))
    }
    return emit(instruction.opcode, type, operands, instruction.immediate)
  }

  /// The operands of a generic instruction that are Ints without tag: checked indices, cursors.
  private static func plainOperands(_ opcode: Opcode) -> Set<Int> {
    switch opcode {
    case .genericGet, .genericSet, .genericTake, .genericPut, .genericIterationElement,
      .genericIterationNext:
      [1]
    case .genericIterationMore: [1, 2]
    default: []
    }
  }

  private mutating func string(_ text: String) -> ValueID {
    emit(.constString, .string, [], Int64(symbols.intern(text).raw))
  }

  private mutating func textForm(_ value: ValueID) -> ValueID {
    let type = output[value].type
    switch selection.types[type] {
    case .string: return value
    case .int: return emit(.intToString, .string, [value])
    case .float: return emit(.floatToString, .string, [value])
    case .bool: return emit(.boolToString, .string, [value])
    case .null: return string("Null")
    case .array: return emit(.arrayToString, .string, [value])
    case .range, .floatRange, .union, .map, .set, .instance,
      .function, .classObject, .error, .cell, .optional, .namespace:
      return emit(.genericToString, .string, [convert(value, to: union(type))])
    case .unknown, .bottom: unreachable("text form of a value without type")
    }
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
    case .range: measure = emit(.rangeCount, .int, [value])
    case .floatRange: measure = emit(.floatRangeCount, .int, [value])
    case .unknown, .bottom, .null, .bool, .union, .map, .set, .instance,
      .function, .classObject, .error, .cell, .optional, .namespace: unreachable("truth of this type")
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
