import IR
import Support

extension ConstantFolding {

  static func int(_ opcode: Opcode, _ x: Int64, _ symbols: inout Interner) -> Constant? {
    switch opcode {
    case .intNegate: exact(Int64(0).subtractingReportingOverflow(x))
    case .intComplement: .int(~x)
    case .intToFloat: Constant(Double(x))
    case .intToString: .string(symbols.intern(String(x)))
    default: nil
    }
  }

  static func int(
    _ opcode: Opcode, _ predicate: Predicate?, _ x: Int64, _ y: Int64
  ) -> Constant? {
    switch opcode {
    case .intAdd, .intAddUnchecked: exact(x.addingReportingOverflow(y))
    case .intSubtract, .intSubtractUnchecked: exact(x.subtractingReportingOverflow(y))
    case .intMultiply, .intMultiplyUnchecked: exact(x.multipliedReportingOverflow(by: y))
    case .intDivide: y == 0 ? nil : Constant(Double(x) / Double(y))
    case .intRemainder:
      y == 0 ? nil : .int(x.remainderReportingOverflow(dividingBy: y).partialValue)
    case .intPower: power(x, y)
    case .intAnd: .int(x & y)
    case .intOr: .int(x | y)
    case .intXor: .int(x ^ y)
    case .intShiftLeft: 0...63 ~= y && (x << y) >> y == x ? .int(x << y) : nil
    case .intShiftRight: 0...63 ~= y ? .int(x >> y) : nil
    case .intCompare: predicate.map { .bool($0.holds(x, y)) }
    case .intLessUnsigned: .bool(UInt64(bitPattern: x) < UInt64(bitPattern: y))
    default: nil
    }
  }

  private static func exact(_ result: (partialValue: Int64, overflow: Bool)) -> Constant? {
    result.overflow ? nil : .int(result.partialValue)
  }

  /// The exact power, by squaring; `nil` if it does not fit or the exponent is negative.
  private static func power(_ base: Int64, _ exponent: Int64) -> Constant? {
    guard exponent >= 0 else { return nil }
    var (result, factor, rest) = (Int64(1), base, exponent)
    while true {
      if rest & 1 == 1 {
        let product = result.multipliedReportingOverflow(by: factor)
        if product.overflow { return nil }
        result = product.partialValue
      }
      rest >>= 1
      if rest == 0 { return .int(result) }
      let square = factor.multipliedReportingOverflow(by: factor)
      if square.overflow { return nil }
      factor = square.partialValue
    }
  }

  /// Whether the relation holds by mathematical value: the Int may not be a double.
  static func holds(_ predicate: Predicate, _ x: Int64, _ y: Double) -> Bool {
    if y.isNaN { return predicate == .notEqual }
    if y >= 0x1p63 { return predicate.holds(0, 1) }
    if y < -0x1p63 { return predicate.holds(1, 0) }
    let whole = y.rounded(.towardZero)
    let number = Int64(whole)
    return x == number ? predicate.holds(whole, y) : predicate.holds(x, number)
  }

}
