/// The other ways of writing a name of the library: snake case for camel case and vice versa.
public enum Spelling {

  /// Returns `name` in snake case: `isEmpty` is `is_empty`, `isNaN` is `is_nan`, `MaxInt` is
  /// `max_int`, `CASE_INSENSITIVE` stays as it is.
  public static func snakeCase(_ name: String) -> String {
    if name.utf8.contains(UInt8(ascii: "_")) { return name }
    var result: [UInt8] = []
    var previousIsLower = false
    let bytes = Array(name.utf8)
    for (i, byte) in bytes.enumerated() {
      let isUpper = isCapital(byte)
      // The capitals of `NaN` are one word.
      let isInside = i >= 2 && bytes[(i - 2)...i].elementsEqual("NaN".utf8)
      if isUpper && previousIsLower && !isInside { result.append(UInt8(ascii: "_")) }
      result.append(isUpper ? byte | 0x20 : byte)
      previousIsLower = !isUpper
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
  }

  /// Returns `name` in camel case: `CASE_INSENSITIVE` is `caseInsensitive`.
  public static func camelCase(_ name: String) -> String {
    guard name.utf8.contains(UInt8(ascii: "_")) else { return name }
    let words = name.split(separator: "_")
    guard words.count > 1 else { return name }
    var result = words[0].lowercased()
    for word in words.dropFirst() {
      result += word.prefix(1).uppercased() + word.dropFirst().lowercased()
    }
    return result
  }

  /// Returns `name` with a capital first letter.
  static func capitalized(_ name: String) -> String {
    name.prefix(1).uppercased() + name.dropFirst()
  }

  /// Returns `name` as documented and in the other spellings that are accepted.
  static func all(of name: String) -> [String] {
    let (snake, camel) = (snakeCase(name), camelCase(name))
    return [name] + (snake == name ? [] : [snake]) + (camel == name ? [] : [camel])
  }

}
