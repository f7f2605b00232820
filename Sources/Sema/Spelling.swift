/// The other ways of writing a name of the library: snake case for camel case and vice versa.
enum Spelling {

  /// Returns `name` in snake case: `isEmpty` is `is_empty`, `isNaN` is `is_nan`, `MaxInt` is
  /// `max_int`, `CASE_INSENSITIVE` stays as it is.
  static func snakeCase(_ name: String) -> String {
    if name.contains("_") { return name }
    var result = ""
    var previousIsLower = false
    for scalar in name.replacing("NaN", with: "Nan").unicodeScalars {
      let isUpper = ("A"..."Z").contains(scalar)
      if isUpper && previousIsLower { result += "_" }
      result += String(scalar).lowercased()
      previousIsLower = !isUpper
    }
    return result
  }

  /// Returns `name` in camel case: `CASE_INSENSITIVE` is `caseInsensitive`.
  static func camelCase(_ name: String) -> String {
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

}
