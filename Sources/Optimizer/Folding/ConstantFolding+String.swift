import IR
import Support

extension ConstantFolding {

  static func string(_ opcode: Opcode, _ x: String) -> Constant? {
    switch opcode {
    case .stringLength: .int(Int64(x.unicodeScalars.count))
    case .stringByteLength: .int(Int64(x.utf8.count))
    default: nil
    }
  }

  /// Texts are equal and ordered by their bytes, not as Swift has it.
  static func string(
    _ opcode: Opcode, _ predicate: Predicate?, _ x: Symbol, _ y: Symbol,
    _ symbols: inout Interner
  ) -> Constant? {
    let (a, b) = (symbols[x], symbols[y])
    switch opcode {
    case .stringConcat:
      guard a.utf8.count + b.utf8.count <= maximumTextSize else { return nil }
      return .string(symbols.intern(a + b))
    case .stringCompare:
      let isLess = a.utf8.lexicographicallyPrecedes(b.utf8)
      return predicate.map { .bool($0.holds(x == y ? 1 : isLess ? 0 : 2, 1)) }
    default: return nil
    }
  }

  static func string(
    _ opcode: Opcode, _ x: Symbol, _ y: Int64, _ symbols: inout Interner
  ) -> Constant? {
    let text = symbols[x]
    guard y >= 0, text.utf8.count <= maximumTextSize else { return nil }
    let scalars = text.unicodeScalars
    switch opcode {
    case .stringCheckIndex: return y < scalars.count ? .int(y) : nil
    case .stringGet:
      guard y < scalars.count else { return nil }
      let scalar = scalars[scalars.index(scalars.startIndex, offsetBy: Int(y))]
      return .string(symbols.intern(String(Character(scalar))))
    case .stringRepeat:
      let (size, overflow) = Int64(text.utf8.count).multipliedReportingOverflow(by: y)
      guard !overflow, size <= maximumTextSize, y <= maximumTextSize else { return nil }
      return .string(symbols.intern(String(repeating: text, count: Int(y))))
    default: return nil
    }
  }

}
