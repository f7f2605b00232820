import Foundation
import Source
import Support

extension Evaluator {

  /// The methods of Int and Float.
  func number(_ method: Method, _ value: Value, _ arguments: Arguments) throws -> Value {
    let span = arguments.span
    switch method {
    case .pow:
      return try math("pow", [value, arguments[0]], arguments)
    case .min, .max:
      return try math(method.rawValue, [value, arguments[0]], arguments)
    case .clamp:
      return try math("clamp", [value, arguments[0], arguments[1]], arguments)
    case .toFixed:
      guard let number = value.asFloat else { unreachable("no number") }
      let digits = max(0, try arguments.int(0))
      // The sign of a NaN is no part of its value.
      return .text(String(format: "%.\(digits)f", number.isNaN ? .nan : number))
    case .toHex:
      return .text(try hexadecimal(value, at: span))
    case .abs, .floor, .ceil, .round, .sqrt, .sign:
      return try math(method.rawValue, [value], arguments)
    default: unreachable("no method of numbers")
    }
  }

  private func hexadecimal(_ value: Value, at span: SourceSpan) throws -> String {
    let integer = try program.toInt(value, at: span)
    return String(integer, radix: 16)
  }

  // MARK: The library `math`

  /// Calls `math.name`.
  mutating func callMath(_ name: String, _ arguments: Arguments) throws -> Value {
    switch name {
    case "random":
      return .float(random.unit())
    case "randomInt":
      let (a, b) = (try arguments.int(0), try arguments.int(1))
      guard a < b else {
        throw Fault.value("randomInt expects a < b, not \(a) and \(b)", at: arguments.span)
      }
      return .int(random.integer(in: a..<b))
    case "seed":
      random = RandomGenerator(seed: UInt64(bitPattern: Int64(try arguments.int(0))))
      return .null
    default: return try math(name, arguments.values, arguments)
    }
  }

  /// Computes the function `name` of `math`.
  private func math(_ name: String, _ values: [Value], _ call: Arguments) throws -> Value {
    let span = call.span
    switch name {
    case "min", "max":
      var candidates = values
      if values.count == 1, case .array(let elements) = values[0] { candidates = elements }
      return try extreme(candidates, least: name == "min", at: span)
    case "pow", "gcd", "lcm", "factorial", "isPrime", "div", "mod", "clamp", "abs", "sign":
      return try exactMath(name, values, call)
    default: break
    }
    let numbers = try values.map { value in
      guard let number = value.asFloat else {
        throw Fault.type(
          "\(call.name) expects Number, not \(program.typeName(of: value))", at: span)
      }
      return number
    }
    if case .int(let integer) = values[0], ["floor", "ceil", "round", "trunc"].contains(name) {
      return .int(integer)
    }
    return try floatMath(name, numbers, at: span)
  }

  /// Returns the least or greatest of `values`; Null if there is none.
  func extreme(_ values: [Value], least: Bool, at span: SourceSpan) throws -> Value {
    guard var result = values.first else { return .null }
    for value in values.dropFirst()
    where try program.compare(value, result, at: span) == (least ? -1 : 1) {
      result = value
    }
    return result
  }

  private func floatMath(_ name: String, _ x: [Double], at span: SourceSpan) throws -> Value {
    switch name {
    case "floor": return .int(try program.truncated(x[0].rounded(.down), at: span))
    case "ceil": return .int(try program.truncated(x[0].rounded(.up), at: span))
    case "round":
      return .int(try program.truncated(x[0].rounded(.toNearestOrAwayFromZero), at: span))
    case "trunc": return .int(try program.truncated(x[0], at: span))
    case "isNaN": return .bool(x[0].isNaN)
    case "isFinite": return .bool(x[0].isFinite)
    default: return .float(transcendental(name, x))
    }
  }

  /// The cube root; cbrt may be off by a unit in the last place, which a step of Newton's method
  /// mends.
  private func cubeRoot(_ x: Double) -> Double {
    let root = cbrt(x)
    if root == 0 || !root.isFinite { return root }
    let r = Float80(root)
    return Double(r - (r * r * r - Float80(x)) / (3 * r * r))
  }

  private func transcendental(_ name: String, _ x: [Double]) -> Double {
    switch name {
    case "sqrt": x[0].squareRoot()
    case "cbrt": cubeRoot(x[0])
    case "exp": exp(x[0])
    case "log": x.count == 1 ? log(x[0]) : log(x[0]) / log(x[1])
    case "log2": log2(x[0])
    case "log10": log10(x[0])
    case "sin": sin(x[0])
    case "cos": cos(x[0])
    case "tan": tan(x[0])
    case "asin": asin(x[0])
    case "acos": acos(x[0])
    case "atan": atan(x[0])
    case "atan2": atan2(x[0], x[1])
    case "sinh": sinh(x[0])
    case "cosh": cosh(x[0])
    case "tanh": tanh(x[0])
    case "hypot": hypot(x[0], x[1])
    case "lerp": x[0] + (x[1] - x[0]) * x[2]
    case "degrees": x[0] * 180 / .pi
    case "radians": x[0] * .pi / 180
    default: unreachable("no function of math")
    }
  }

  // MARK: Functions that keep Ints exact

  private func exactMath(_ name: String, _ values: [Value], _ call: Arguments) throws -> Value {
    let span = call.span
    let numbers = Arguments(
      name: call.name, values: values, span: span, spans: [], program: program)
    switch name {
    case "pow":
      _ = (try numbers.float(0), try numbers.float(1))
      return try arithmetic(.power, values[0], values[1], at: span)
    case "abs":
      if case .int(let value) = values[0] {
        return value < 0 ? try apply(.negate, values[0], at: span) : values[0]
      }
      return .float(abs(try numbers.float(0)))
    case "sign":
      let value = try numbers.float(0)
      return .int(value > 0 ? 1 : value < 0 ? -1 : 0)
    case "clamp":
      for i in 0..<3 { _ = try numbers.float(i) }
      let low = try extreme([values[0], values[1]], least: false, at: span)
      return try extreme([low, values[2]], least: true, at: span)
    case "div", "mod": return try floored(name, numbers.int(0), numbers.int(1), at: span)
    case "isPrime": return .bool(isPrime(try numbers.int(0)))
    case "factorial": return .int(try factorial(numbers.int(0), at: span))
    default:
      let (a, b) = (try numbers.int(0), try numbers.int(1))
      return .int(try name == "gcd" ? gcd(a, b, at: span) : lcm(a, b, at: span))
    }
  }

  private func floored(_ name: String, _ a: Int, _ b: Int, at span: SourceSpan) throws -> Value {
    if b == 0 { throw Fault.division(at: span) }
    if b == -1 { return name == "mod" ? .int(0) : try apply(.negate, .int(a), at: span) }
    let isBelow = a % b != 0 && (a % b < 0) != (b < 0)
    if name == "div" { return .int(a / b - (isBelow ? 1 : 0)) }
    return .int(a % b + (isBelow ? b : 0))
  }

  private func isPrime(_ value: Int) -> Bool {
    if value < 4 { return value >= 2 }
    var divisor = 2
    while divisor <= value / divisor {
      if value % divisor == 0 { return false }
      divisor += 1
    }
    return true
  }

  private func factorial(_ value: Int, at span: SourceSpan) throws -> Int {
    if value < 0 { throw Fault.value("factorial of the negative \(value)", at: span) }
    if value > 20 { throw Fault.overflow("integer overflow in factorial(\(value))", at: span) }
    return value < 2 ? 1 : (2...value).reduce(1, *)
  }

  private func commonDivisor(_ a: Int, _ b: Int) -> UInt {
    var (x, y) = (a.magnitude, b.magnitude)
    while y != 0 { (x, y) = (y, x % y) }
    return x
  }

  private func gcd(_ a: Int, _ b: Int, at span: SourceSpan) throws -> Int {
    if let result = Int(exactly: commonDivisor(a, b)) { return result }
    throw Fault.overflow("integer overflow in gcd(\(a), \(b))", at: span)
  }

  private func lcm(_ a: Int, _ b: Int, at span: SourceSpan) throws -> Int {
    if a == 0 || b == 0 { return 0 }
    let divisor = commonDivisor(a, b)
    let product = (a.magnitude / divisor).multipliedReportingOverflow(by: b.magnitude)
    if !product.overflow, let result = Int(exactly: product.partialValue) { return result }
    throw Fault.overflow("integer overflow in lcm(\(a), \(b))", at: span)
  }

}
