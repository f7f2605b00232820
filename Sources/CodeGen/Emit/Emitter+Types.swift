import CLLVM
import IR
import Support

extension Emitter {

  /// Returns the types of the components of values of type `type`.
  func componentTypes(_ type: TypeID) -> [LLVMTypeRef] {
    switch ir.types[type] {
    case .unknown, .packed: unreachable("a value without type in code generation")
    case .bottom, .null: []
    case .bool: [types.bool]
    case .int: [types.int]
    case .float: [types.float]
    case .string, .array, .map, .set, .instance, .function, .classObject, .error, .cell, .token:
      [types.pointer]
    case .optional(let value) where ir.types.isPointer(value): [types.pointer]
    case .optional(let value): [types.bool] + componentTypes(value)
    case .namespace: []
    case .range(isUnit: true): [types.int, types.int]
    case .range(isUnit: false): [types.int, types.int, types.int]
    case .floatRange: [types.float, types.float, types.float]
    case .union: [types.int, types.int]
    }
  }

  /// Returns what a function with results of type `type` returns.
  func resultType(_ type: TypeID) -> LLVMTypeRef {
    var components: [LLVMTypeRef?] = componentTypes(type)
    switch components.count {
    case 0: return types.void
    case 1: return components[0]!
    default: return LLVMStructTypeInContext(context, &components, UInt32(components.count), 0)
    }
  }

  /// The components of `value`.
  func components(_ value: ValueID) -> [LLVMValueRef] { values[value] }

  /// The only component of `value`.
  func scalar(_ value: ValueID) -> LLVMValueRef {
    require(values[value].count == 1, "a value of one component was expected")
    return values[value][0]
  }

  /// The components of `value` where a value of type `type` goes: one that never exists fits all.
  func components(_ value: ValueID, as type: TypeID) -> [LLVMValueRef] {
    let own = function[value].type
    if own == .bottom && type != .bottom { return poison(type) }
    require(
      componentTypes(own).elementsEqual(componentTypes(type)),
      "a \(ir.types.text(own)) where a \(ir.types.text(type)) was expected")
    return values[value]
  }

  /// Returns components of type `type` for code that is never reached.
  func poison(_ type: TypeID) -> [LLVMValueRef] {
    componentTypes(type).map { LLVMGetPoison($0) }
  }

  /// The type of operand `index` of `value`.
  func operandType(_ value: ValueID, _ index: Int) -> TypeID {
    function[function.operand(value, index)].type
  }

  // MARK: Constants

  func int(_ value: Int64) -> LLVMValueRef {
    LLVMConstInt(types.int, UInt64(bitPattern: value), 0)
  }

  func word(_ value: Int32) -> LLVMValueRef {
    LLVMConstInt(types.word, UInt64(UInt32(bitPattern: value)), 0)
  }

  func byte(_ value: UInt8) -> LLVMValueRef { LLVMConstInt(types.byte, UInt64(value), 0) }

  func bool(_ value: Bool) -> LLVMValueRef { LLVMConstInt(types.bool, value ? 1 : 0, 0) }

  func float(_ value: Double) -> LLVMValueRef { LLVMConstReal(types.float, value) }

  var null: LLVMValueRef { LLVMConstPointerNull(types.pointer) }

  /// Returns the address of the place `location`.
  mutating func address(_ location: LocationID) -> LLVMValueRef {
    constants.location(location, ir)
  }

}
