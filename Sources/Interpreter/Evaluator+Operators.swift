import Foundation
import Source
import Support
import Syntax

extension Evaluator {

  // MARK: Unary operators

  func apply(_ operation: UnaryOperator, _ value: Value, at span: SourceSpan) throws -> Value {
    switch (operation, value) {
    case (.not, _): return .bool(!value.truth)
    case (.negate, .int(let integer)):
      if integer == Int.min { throw Fault.overflow("integer overflow in -(\(integer))", at: span) }
      return .int(-integer)
    case (.negate, .float(let number)): return .float(-number)
    case (.plus, .int), (.plus, .float): return value
    case (.complement, .int(let integer)): return .int(~integer)
    default:
      throw Fault.type(
        "unsupported operand type for \(operation.rawValue): \(program.typeName(of: value))",
        at: span)
    }
  }

  // MARK: Binary operators

  mutating func apply(
    _ operation: BinaryOperator, _ a: Value, _ b: Value, at span: SourceSpan
  ) throws -> Value {
    switch operation {
    case .add: return try add(a, b, at: span)
    case .subtract, .multiply, .divide, .remainder, .power:
      return try arithmetic(operation, a, b, at: span)
    case .bitAnd, .bitOr, .bitXor: return try bits(operation, a, b, at: span)
    case .shiftLeft, .shiftRight: return try shift(operation, a, b, at: span)
    case .equal: return .bool(try equal(a, b, at: span))
    case .notEqual: return .bool(try !equal(a, b, at: span))
    case .less: return .bool(try program.compare(a, b, at: span) == -1)
    case .lessEqual: return .bool(try program.compare(a, b, at: span).map { $0 <= 0 } ?? false)
    case .greater: return .bool(try program.compare(a, b, at: span) == 1)
    case .greaterEqual: return .bool(try program.compare(a, b, at: span).map { $0 >= 0 } ?? false)
    case .isIn: return .bool(try contains(b, a, at: span))
    }
  }

  private func unsupported(
    _ operation: BinaryOperator, _ a: Value, _ b: Value, at span: SourceSpan
  ) -> Fault {
    let types = "\(program.typeName(of: a)) and \(program.typeName(of: b))"
    return Fault.type("unsupported operand types for \(operation.rawValue): \(types)", at: span)
  }

  private mutating func add(_ a: Value, _ b: Value, at span: SourceSpan) throws -> Value {
    switch (a, b) {
    case (.array(let left), .array(let right)): return .array(left + right)
    case (.array(let left), _): return .array(left + [b])
    case (.string(let left), .string(let right)): return .string(left + right)
    case (.string(let left), _): return .string(left + (try text(of: b, at: span)))
    case (_, .string(let right)): return .string(try text(of: a, at: span) + right)
    case (.set(let left), .set(let right)): return .set(union(left, right))
    default: return try arithmetic(.add, a, b, at: span)
    }
  }

  func arithmetic(
    _ operation: BinaryOperator, _ a: Value, _ b: Value, at span: SourceSpan
  ) throws -> Value {
    switch (operation, a, b) {
    case (_, .int(let x), .int(let y)): return try integers(operation, x, y, at: span)
    case (.subtract, .set(let x), .set(let y)): return .set(difference(x, y))
    case (.multiply, .string(let text), .int(let count)):
      return .string(Text(try repeated(text.scalars, count, at: span)))
    case (.multiply, .array(let elements), .int(let count)):
      return .array(try repeated(elements, count, at: span))
    default: break
    }
    guard let x = a.asFloat, let y = b.asFloat else { throw unsupported(operation, a, b, at: span) }
    switch operation {
    case .add: return .float(x + y)
    case .subtract: return .float(x - y)
    case .multiply: return .float(x * y)
    case .divide: return .float(x / y)
    case .remainder: return .float(fmod(x, y))
    default: return .float(power(x, y))
    }
  }

  /// Square and square root are exact, as in compiled programs.
  private func power(_ x: Double, _ y: Double) -> Double {
    if y == 2 { return x * x }
    if y != 0.5 { return pow(x, y) }
    return x == -.infinity ? .infinity : (x + 0.0).squareRoot()
  }

  private func integers(
    _ operation: BinaryOperator, _ x: Int, _ y: Int, at span: SourceSpan
  ) throws -> Value {
    let result: (partialValue: Int, overflow: Bool)
    switch operation {
    case .add: result = x.addingReportingOverflow(y)
    case .subtract: result = x.subtractingReportingOverflow(y)
    case .multiply: result = x.multipliedReportingOverflow(by: y)
    case .divide:
      if y == 0 { throw Fault.division(at: span) }
      return .float(Double(x) / Double(y))
    case .remainder:
      if y == 0 { throw Fault.division(at: span) }
      return .int(y == -1 ? 0 : x % y)
    default:
      if y < 0 {
        throw Fault.value("negative exponent in \(x) ** \(y); write \(x).0 ** \(y)", at: span)
      }
      result = power(x, y)
    }
    if !result.overflow { return .int(result.partialValue) }
    throw Fault.overflow("integer overflow in \(x) \(operation.rawValue) \(y)", at: span)
  }

  /// Returns `base` to the power `exponent`, which is not negative, by multiplication.
  private func power(_ base: Int, _ exponent: Int) -> (partialValue: Int, overflow: Bool) {
    if base == 0 || base == 1 { return (exponent == 0 ? 1 : base, false) }
    if base == -1 { return (exponent % 2 == 0 ? 1 : -1, false) }
    if exponent > 63 { return (0, true) }
    var result = 1
    for _ in 0..<exponent {
      let next = result.multipliedReportingOverflow(by: base)
      if next.overflow { return (0, true) }
      result = next.partialValue
    }
    return (result, false)
  }

  private func bits(
    _ operation: BinaryOperator, _ a: Value, _ b: Value, at span: SourceSpan
  ) throws -> Value {
    switch (operation, a, b) {
    case (.bitAnd, .int(let x), .int(let y)): return .int(x & y)
    case (.bitOr, .int(let x), .int(let y)): return .int(x | y)
    case (.bitXor, .int(let x), .int(let y)): return .int(x ^ y)
    case (.bitAnd, .set(let x), .set(let y)): return .set(intersection(x, y))
    case (.bitOr, .set(let x), .set(let y)): return .set(union(x, y))
    case (.bitXor, .set(let x), .set(let y)):
      return .set(union(difference(x, y), difference(y, x)))
    default: throw unsupported(operation, a, b, at: span)
    }
  }

  private func shift(
    _ operation: BinaryOperator, _ a: Value, _ b: Value, at span: SourceSpan
  ) throws -> Value {
    guard case .int(let x) = a, case .int(let count) = b else {
      throw unsupported(operation, a, b, at: span)
    }
    guard (0..<64).contains(count) else {
      throw Fault.value("shift count \(count) is outside 0..64", at: span)
    }
    if operation == .shiftRight { return .int(x >> count) }
    let result = x << count
    if result >> count == x { return .int(result) }
    throw Fault.overflow("integer overflow in \(x) << \(count)", at: span)
  }

  // MARK: Sets

  func union(_ a: OrderedMap, _ b: OrderedMap) -> OrderedMap {
    var result = a
    for value in b.keys where !a.contains(Key(value)!) { result.set(Key(value)!, value, to: .null) }
    return result
  }

  func difference(_ a: OrderedMap, _ b: OrderedMap) -> OrderedMap {
    var result = OrderedMap()
    for value in a.keys where !b.contains(Key(value)!) { result.set(Key(value)!, value, to: .null) }
    return result
  }

  func intersection(_ a: OrderedMap, _ b: OrderedMap) -> OrderedMap {
    difference(a, difference(a, b))
  }

  // MARK: Membership and ranges

  /// `true` iff `value in container`.
  mutating func contains(_ container: Value, _ value: Value, at span: SourceSpan) throws -> Bool {
    switch (container, value) {
    case (.array(let elements), _):
      for element in elements where try equal(value, element, at: span) { return true }
      return false
    case (.map(let map), _), (.set(let map), _), (.object(let map), _):
      return map.contains(try program.key(value, at: span))
    case (.string(let text), .string(let part)): return text.index(of: part) != nil
    case (.range(let range), _): return rangeContains(range, value)
    default: throw unsupported(.isIn, value, container, at: span)
    }
  }

  private func rangeContains(_ range: RangeValue, _ value: Value) -> Bool {
    switch range.bounds {
    case .int(let start, let end, let step):
      let integer: Int? = switch value {
      case .int(let value): value
      case .float(let value): Int(exactly: value)
      default: nil
      }
      guard let integer, step > 0 ? start <= integer && integer < end
        : end < integer && integer <= start
      else { return false }
      let distance = step > 0
        ? UInt(bitPattern: integer) &- UInt(bitPattern: start)
        : UInt(bitPattern: start) &- UInt(bitPattern: integer)
      return distance % step.magnitude == 0
    case .float(let start, _, let step):
      guard let number = value.asFloat else { return false }
      let index = ((number - start) / step).rounded(.toNearestOrEven)
      guard let position = Int(exactly: index), position >= 0, position < range.count else {
        return false
      }
      return compareNumbers(range.element(at: position), value) == 0
    }
  }

  /// Returns the range `start..end..step`.
  func range(
    _ start: Value, _ end: Value, _ step: Value, at span: SourceSpan
  ) throws -> RangeValue {
    guard let low = start.asFloat, let high = end.asFloat, let width = step.asFloat else {
      let other = start.asFloat == nil || end.asFloat == nil ? end : step
      let types = "\(program.typeName(of: start)) and \(program.typeName(of: other))"
      throw Fault.type("range bounds must be numbers, not \(types)", at: span)
    }
    if width == 0 { throw Fault.value("a range step of zero", at: span) }
    if case .int(let a) = start, case .int(let b) = end, case .int(let c) = step {
      return RangeValue(.int(start: a, end: b, step: c))
    }
    return RangeValue(.float(start: low, end: high, step: width))
  }

}
