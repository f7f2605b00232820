import IR
import Support

/// Computes instructions on constants, as the language defines them.
///
/// What would raise an error has no result: the instruction stays and raises when it is run.
enum ConstantFolding {

  /// The size in bytes up to which texts are made.
  static let maximumTextSize = 1024

  /// Returns the result of `opcode` on `a`, or `nil` if it raises or is left to the program.
  static func result(
    _ opcode: Opcode, _ immediate: Int64, _ a: [Constant], _ symbols: inout Interner
  ) -> Constant? {
    switch (a.first, a.count) {
    case (.int(let x)?, 1): return int(opcode, x, &symbols)
    case (.float(let bits)?, 1): return float(opcode, Double(bitPattern: bits), &symbols)
    case (.bool(let x)?, 1): return bool(opcode, x, &symbols)
    case (.string(let x)?, 1): return string(opcode, symbols[x])
    case (_, 2): return binary(opcode, immediate, a[0], a[1], &symbols)
    default: return nil
    }
  }

  private static func binary(
    _ opcode: Opcode, _ immediate: Int64, _ a: Constant, _ b: Constant, _ symbols: inout Interner
  ) -> Constant? {
    let predicate = opcode.info.immediate == .predicate ? Predicate(rawValue: immediate) : nil
    switch (a, b) {
    case (.int(let x), .int(let y)): return int(opcode, predicate, x, y)
    case (.float(let x), .float(let y)):
      return float(opcode, predicate, Double(bitPattern: x), Double(bitPattern: y))
    case (.int(let x), .float(let y)):
      guard opcode == .intCompareFloat, let predicate else { return nil }
      return .bool(holds(predicate, x, Double(bitPattern: y)))
    case (.bool(let x), .bool(let y)):
      guard opcode == .boolCompare, let predicate else { return nil }
      return .bool(predicate.holds(x ? 1 : 0, y ? 1 : 0))
    case (.string(let x), .string(let y)): return string(opcode, predicate, x, y, &symbols)
    case (.string(let x), .int(let y)): return string(opcode, x, y, &symbols)
    default: return nil
    }
  }

  private static func bool(
    _ opcode: Opcode, _ x: Bool, _ symbols: inout Interner
  ) -> Constant? {
    switch opcode {
    case .boolNot: .bool(!x)
    case .boolToInt: .int(x ? 1 : 0)
    case .boolToString: .string(symbols.intern(x ? "True" : "False"))
    default: nil
    }
  }

}
