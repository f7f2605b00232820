import IR
import Support

extension ConstantFolding {

  static func float(_ opcode: Opcode, _ x: Double, _ symbols: inout Interner) -> Constant? {
    switch opcode {
    case .floatNegate: Constant(-x)
    case .floatToIndex, .floatToInt: Int64(exactly: x).map { .int($0) }
    case .floatToString: text(x).map { .string(symbols.intern($0)) }
    default: nil
    }
  }

  /// The power is left to the program: its last digit is that of the C library there.
  static func float(
    _ opcode: Opcode, _ predicate: Predicate?, _ x: Double, _ y: Double
  ) -> Constant? {
    switch opcode {
    case .floatAdd: Constant(x + y)
    case .floatSubtract: Constant(x - y)
    case .floatMultiply: Constant(x * y)
    case .floatDivide: Constant(x / y)
    case .floatRemainder: Constant(x.truncatingRemainder(dividingBy: y))
    case .floatCompare: predicate.map { .bool($0.holds(x, y)) }
    default: nil
    }
  }

  /// The text form of `x` where it has no exponent, in which Swift's is Myco's.
  private static func text(_ x: Double) -> String? {
    x == 0 || 1e-4..<1e15 ~= x.magnitude ? x.description : nil
  }

}
