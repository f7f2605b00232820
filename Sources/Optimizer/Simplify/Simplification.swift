import IR
import Support

/// What an instruction can be replaced by.
enum Simplification: Equatable {

  /// It is as simple as it can be.
  case nothing

  /// Another value, which dominates it.
  case value(ValueID)
  case constant(Constant)

  /// Another instruction at the same place, with a result of the same type.
  case instruction(Opcode, [ValueID], immediate: Int64 = 0)

  /// Returns the simplification of `value`, whose operands are as simple as they can be.
  static func of(
    _ value: ValueID, _ function: Function, _ types: TypeTable, _ symbols: Interner
  ) -> Simplification {
    let view = InstructionView(value, function, types, symbols)
    switch view.opcode {
    case .intAdd, .intSubtract, .intMultiply, .intNegate, .intAddUnchecked,
      .intSubtractUnchecked, .intMultiplyUnchecked, .intDivide, .intRemainder, .intPower, .intAnd,
      .intOr, .intXor, .intComplement, .intShiftLeft, .intShiftRight:
      return simplifyInt(view)
    case .intCompare, .intLessUnsigned, .boolCompare, .stringCompare:
      return simplifyCompare(view)
    case .floatAdd, .floatSubtract, .floatMultiply, .floatDivide, .floatNegate:
      return simplifyFloat(view)
    case .boolNot: return simplifyNot(view)
    case .stringConcat, .stringCheckIndex: return simplifyString(view)
    case .arrayLength, .arrayCheckIndex, .arrayGet, .arrayCheckNotEmpty, .arrayConcat:
      return simplifyArray(view)
    case .rangeStart, .rangeEnd: return simplifyRange(view)
    case .convert, .refine, .testTags: return simplifyTagged(view)
    case .closureCapture, .closureID, .instanceClassID, .optionalIsNull, .narrow, .cellCheck:
      return simplifyObject(view)
    default: return .nothing
    }
  }

}

/// An instruction with short ways to what its operands are.
struct InstructionView {

  let value: ValueID
  let function: Function
  let types: TypeTable
  let symbols: Interner

  init(
    _ value: ValueID, _ function: Function, _ types: TypeTable, _ symbols: Interner
  ) {
    self.value = value
    self.function = function
    self.types = types
    self.symbols = symbols
  }

  var opcode: Opcode { function[value].opcode }
  var immediate: Int64 { function[value].immediate }
  var type: TypeID { function[value].type }

  /// The number of operands.
  var count: Int { Int(function[value].operandCount) }

  /// The operand at `index`.
  func operand(_ index: Int) -> ValueID { function.operand(value, index) }

  /// The type of the operand at `index`.
  func operandType(_ index: Int) -> TypeID { function[operand(index)].type }

  /// The value that the operand at `index` is, perhaps under another type.
  func reference(_ index: Int) -> ValueID { function.reference(operand(index), types) }

  /// The Int that the operand at `index` is, if it is known.
  func int(_ index: Int) -> Int64? {
    if case .int(let value)? = function.constant(operand(index)) { value } else { nil }
  }

  /// The Float that the operand at `index` is, if it is known.
  func float(_ index: Int) -> Double? {
    guard case .float(let bits)? = function.constant(operand(index)) else { return nil }
    return Double(bitPattern: bits)
  }

  /// The Bool that the operand at `index` is, if it is known.
  func bool(_ index: Int) -> Bool? {
    if case .bool(let value)? = function.constant(operand(index)) { value } else { nil }
  }

  /// The instruction that makes the operand at `index`, if that has the opcode `opcode`.
  func definition(_ index: Int, _ opcode: Opcode) -> InstructionView? {
    let definition = InstructionView(operand(index), function, types, symbols)
    return definition.opcode == opcode ? definition : nil
  }

}
