import IR
import Support

/// A value that is known when the program is compiled.
enum Constant: Hashable {

  case int(Int64)

  /// The bits of a Float: NaN equals itself and zero has a sign.
  case float(UInt64)
  case bool(Bool)
  case null
  case string(Symbol)

  init(_ value: Double) { self = .float(value.bitPattern) }

  /// Creates the constant that `instruction` makes, if it makes one.
  init?(_ instruction: Instruction) {
    let immediate = instruction.immediate
    switch instruction.opcode {
    case .constInt: self = .int(immediate)
    case .constFloat: self = .float(UInt64(bitPattern: immediate))
    case .constBool: self = .bool(immediate != 0)
    case .constNull: self = .null
    case .constString: self = .string(Symbol(raw: UInt32(immediate)))
    default: return nil
    }
  }

  /// The instruction that makes the constant.
  var opcode: Opcode {
    switch self {
    case .int: .constInt
    case .float: .constFloat
    case .bool: .constBool
    case .null: .constNull
    case .string: .constString
    }
  }

  /// The type of the constant.
  var type: TypeID {
    switch self {
    case .int: .int
    case .float: .float
    case .bool: .bool
    case .null: .null
    case .string: .string
    }
  }

  /// The immediate of the instruction that makes the constant.
  var immediate: Int64 {
    switch self {
    case .int(let value): value
    case .float(let bits): Int64(bitPattern: bits)
    case .bool(let value): value ? 1 : 0
    case .null: 0
    case .string(let symbol): Int64(symbol.raw)
    }
  }

}

extension Function {

  /// The constant that `value` is, if it is one.
  func constant(_ value: ValueID) -> Constant? { Constant(self[value]) }

  /// Turns `value` into `constant`.
  mutating func replace(_ value: ValueID, by constant: Constant) {
    replace(value, by: constant.opcode, type: constant.type, [], immediate: constant.immediate)
  }

}
