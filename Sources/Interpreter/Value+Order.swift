import Source

/// Returns -1, 0 or 1 as the number `a` is less than, equal to or greater than `b` by mathematical
/// value; `nil` beside NaN or what is no number.
func compareNumbers(_ a: Value, _ b: Value) -> Int? {
  switch (a, b) {
  case (.int(let x), .int(let y)): return x < y ? -1 : x == y ? 0 : 1
  case (.float(let x), .float(let y)): return x < y ? -1 : x == y ? 0 : x > y ? 1 : nil
  case (.int(let x), .float(let y)): return compare(x, y)
  case (.float(let x), .int(let y)): return compare(y, x).map { -$0 }
  default: return nil
  }
}

/// Compares exactly: by the whole part of `y` first, then by its fraction.
private func compare(_ x: Int, _ y: Double) -> Int? {
  if y.isNaN { return nil }
  if y >= 0x1p63 { return -1 }
  if y < -0x1p63 { return 1 }
  let whole = Int(y.rounded(.towardZero))
  if x != whole { return x < whole ? -1 : 1 }
  let fraction = y - y.rounded(.towardZero)
  return fraction > 0 ? -1 : fraction < 0 ? 1 : 0
}

extension Program {

  /// Returns -1, 0 or 1 by the order of `a` and `b`; `nil` where NaN decides; TypeError for values
  /// without order.
  func compare(_ a: Value, _ b: Value, at span: SourceSpan) throws -> Int? {
    switch (a, b) {
    case (.int, .int), (.int, .float), (.float, .int), (.float, .float):
      return compareNumbers(a, b)
    case (.string(let x), .string(let y)): return x.compared(to: y)
    case (.array(let x), .array(let y)):
      for (left, right) in zip(x, y) {
        let order = try compare(left, right, at: span)
        if order != 0 { return order }
      }
      return x.count == y.count ? 0 : x.count < y.count ? -1 : 1
    default:
      throw Fault.type("\(typeName(of: a)) and \(typeName(of: b)) have no order", at: span)
    }
  }

}
