import Testing

/// Compares the engines over all Unicode scalars, and both with what Swift knows of Unicode.
///
/// Swift's tables may be newer than utf8proc's: scalars that its version of Unicode has not are
/// compared between the engines alone.
@Suite struct UnicodeTests {

  /// Prints what is special about each scalar of which anything is.
  private static let program = """
    func codes(s): return s.chars().map(c => c.charCodeAt(0)); end
    func report(n):
        let s = String.fromCode(n);
        let upper = s.upper(), lower = s.lower(), kinds = "";
        if s.isDigit(): kinds = kinds + "d"; end
        if s.isLetter(): kinds = kinds + "l"; end
        if s.isSpace(): kinds = kinds + "s"; end
        if s.isUpper(): kinds = kinds + "U"; end
        if s.isLower(): kinds = kinds + "L"; end
        if s.isAlphanumeric(): kinds = kinds + "a"; end
        if s.trim() == "": kinds = kinds + "t"; end
        if kinds == "" and upper == s and lower == s: return; end
        print(n, codes(upper), codes(lower), kinds);
    end
    for n in 0..0xD800: report(n); end
    for n in 0xE000..0x110000: report(n); end
    """

  @Test func enginesAgreeOnAllScalars() throws {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    folder.write(Self.program, to: "main.myco")
    let compiled = Program.myco.run(["run", "main.myco"], in: folder.root)
    #expect(compiled.status == 0, "\(compiled.errors)")
    for way in [["-O0"], ["--engine=interpreter"]] {
      let result = Program.myco.run(["run"] + way + ["main.myco"], in: folder.root)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output == compiled.output, "\(way)")
    }
    var lines: [UInt32: String] = [:]
    for line in compiled.output.split(separator: "\n") {
      lines[try #require(UInt32(line.prefix { $0 != " " }))] = String(line)
    }
    #expect(lines.count > 100_000)
    for scalar in (0...UInt32(0x10FFFF)).compactMap(Unicode.Scalar.init) {
      guard Self.isKnownToBoth(scalar) else { continue }
      let (line, expected) = (lines[scalar.value], Self.line(of: scalar))
      if line != expected { Issue.record("\(line ?? "nothing"), not \(expected ?? "nothing")") }
    }
  }

  /// `true` iff `scalar` and what it is mapped to are no newer than Unicode 15.0. The category of
  /// U+0295 has changed since, from Ll to Lo.
  private static func isKnownToBoth(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\u{295}" { return false }
    let properties = scalar.properties
    let mapped = [properties.uppercaseMapping, properties.lowercaseMapping]
    return ([scalar] + mapped.flatMap(\.unicodeScalars)).allSatisfy {
      $0.properties.age.map { ($0.major, $0.minor) <= (15, 0) } ?? true
    }
  }

  /// The line that the program prints for `scalar`, by what Swift knows; `nil` if it prints none.
  private static func line(of scalar: Unicode.Scalar) -> String? {
    let properties = scalar.properties
    let (upper, lower) = (properties.uppercaseMapping, properties.lowercaseMapping)
    let category = properties.generalCategory
    let isDigit = category == .decimalNumber
    let isLetter = [
      .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
    ].contains(category)
    let isSpace = properties.isWhitespace
    let kinds = [
      (isDigit, "d"), (isLetter, "l"), (isSpace, "s"), (category == .uppercaseLetter, "U"),
      (category == .lowercaseLetter, "L"), (isLetter || isDigit, "a"), (isSpace, "t"),
    ].filter(\.0).map(\.1).joined()
    if kinds.isEmpty && upper == String(scalar) && lower == String(scalar) { return nil }
    return "\(scalar.value) \(codes(upper)) \(codes(lower)) \(kinds)"
  }

  private static func codes(_ text: String) -> String {
    "[\(text.unicodeScalars.map { String($0.value) }.joined(separator: ", "))]"
  }

}
