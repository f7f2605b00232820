import Source
import Support

extension Program {

  /// Returns `value` truncated toward zero; OverflowError, and ValueError for NaN.
  func truncated(_ value: Double, at span: SourceSpan) throws -> Int {
    if value.isNaN { throw Fault.value("nan cannot be converted to Int", at: span) }
    if let result = Int(exactly: value.rounded(.towardZero)) { return result }
    throw Fault.overflow("\(formatted(value)) does not fit Int", at: span)
  }

  func toInt(_ value: Value, at span: SourceSpan) throws -> Int {
    switch value {
    case .int(let value): return value
    case .float(let value): return try truncated(value, at: span)
    case .bool(let value): return value ? 1 : 0
    case .string(let text):
      switch try number(text, at: span) {
      case .whole(let result): return result
      case .float(let result): return try truncated(result, at: span)
      case .tooLarge(let digits):
        throw Fault.overflow("\(digits) does not fit Int", at: span)
      }
    default: throw noMember("toInt", of: value, at: span)
    }
  }

  func toFloat(_ value: Value, at span: SourceSpan) throws -> Double {
    switch value {
    case .int(let value): return Double(value)
    case .float(let value): return value
    case .bool(let value): return value ? 1 : 0
    case .string(let text):
      switch try number(text, at: span) {
      case .whole(let result): return Double(result)
      case .float(let result): return result
      case .tooLarge(let digits): return Double(digits.replacing("+", with: ""))!
      }
    default: throw noMember("toFloat", of: value, at: span)
    }
  }

  /// The truth of `value`; the strings "true" and "false" in any case by meaning.
  func toBool(_ value: Value) -> Bool {
    guard case .string(let text) = value else { return value.truth }
    return text.string.lowercased() == "false" ? false : value.truth
  }

  private func noMember(_ name: String, of value: Value, at span: SourceSpan) -> Fault {
    let message = "\(typeName(of: value)) has no member \(name)"
    return value.isNull ? Fault.type(message, at: span) : Fault.name(message, at: span)
  }

  /// What a guard says of `value`; `nil` for other methods.
  func guardResult(_ method: Method, _ value: Value) -> Bool? {
    switch (method, value) {
    case (.isString, .string), (.isInt, .int), (.isFloat, .float), (.isNumber, .int),
      (.isNumber, .float), (.isBool, .bool), (.isBoolean, .bool), (.isNull, .null),
      (.isArray, .array), (.isMap, .map), (.isMap, .object), (.isSet, .set),
      (.isObject, .object), (.isFunction, .function):
      true
    case (.isString, _), (.isInt, _), (.isFloat, _), (.isNumber, _), (.isBool, _),
      (.isBoolean, _), (.isNull, _), (.isArray, _), (.isMap, _), (.isSet, _), (.isObject, _),
      (.isFunction, _):
      false
    default: nil
    }
  }

  // MARK: Reading numbers

  private enum Number {
    case whole(Int)
    case float(Double)

    /// Digits beyond Int.
    case tooLarge(String)
  }

  /// Reads a number: blanks around, a sign, decimal digits with point and exponent, or hexadecimal
  /// ones after `0x`.
  private func number(_ text: Text, at span: SourceSpan) throws -> Number {
    let trimmed = text.trimmed(where: { $0 == " " || ("\t"..."\r").contains($0) }).string
    if let number = parsed(trimmed) { return number }
    throw Fault.value("\"\(text.string)\" is not a number", at: span)
  }

  private func parsed(_ text: String) -> Number? {
    let isNegative = text.hasPrefix("-")
    let digits = isNegative || text.hasPrefix("+") ? String(text.dropFirst()) : text
    guard let first = digits.utf8.first else { return nil }
    if digits.hasPrefix("0x") || digits.hasPrefix("0X") {
      let hexadecimal = digits.dropFirst(2)
      guard !hexadecimal.isEmpty, hexadecimal.utf8.allSatisfy(isHexadecimal) else { return nil }
      guard let value = Int((isNegative ? "-" : "") + hexadecimal, radix: 16) else {
        return .tooLarge(text)
      }
      return .whole(value)
    }
    if digits == "inf" { return .float(isNegative ? -.infinity : .infinity) }
    if digits == "nan" { return .float(.nan) }
    guard isDigit(first) || first == UInt8(ascii: ".") else { return nil }
    if digits.utf8.allSatisfy(isDigit) {
      return Int(text).map { .whole($0) } ?? .tooLarge(text)
    }
    return parsedFloat(digits).map { .float(isNegative ? -$0 : $0) }
  }

  private func parsedFloat(_ digits: String) -> Double? {
    let parts = digits.split(
      maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == "e" || $0 == "E" })
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard mantissa.count <= 2, mantissa.contains(where: { !$0.isEmpty }),
      mantissa.allSatisfy({ $0.utf8.allSatisfy(isDigit) })
    else { return nil }
    let number = mantissa.map { $0.isEmpty ? "0" : String($0) }.joined(separator: ".")
    guard parts.count == 2 else { return Double(number) }
    let exponent = parts[1].first == "-" || parts[1].first == "+" ? parts[1].dropFirst() : parts[1]
    guard !exponent.isEmpty, exponent.utf8.allSatisfy(isDigit) else { return nil }
    return Double(number + "e" + parts[1])
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }

}

extension Text {

  /// Returns the text without the scalars at its ends of which `isBlank` holds.
  func trimmed(
    where isBlank: (Unicode.Scalar) -> Bool, left: Bool = true, right: Bool = true
  ) -> Text {
    var rest = scalars[...]
    while left, let first = rest.first, isBlank(first) { rest.removeFirst() }
    while right, let last = rest.last, isBlank(last) { rest.removeLast() }
    return Text(rest)
  }

}
