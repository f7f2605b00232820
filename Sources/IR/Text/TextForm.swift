import Support

/// The textual forms of names, strings, numbers and sets, which printer and reader agree on.
enum TextForm {

  /// Returns `@name`, quoted where it holds other characters than names of the source do.
  static func name(_ name: String) -> String {
    let isPlain = !name.isEmpty && name.utf8.allSatisfy(isNameByte)
    return isPlain ? "@" + name : "@" + string(name)
  }

  /// `true` iff `byte` stands in names without quotes.
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Returns `text` in quotes, on one line, with escapes as in Myco.
  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case _ where scalar.properties.generalCategory == .control:
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Returns the Float whose bits are `bits`, exactly; a NaN of unusual bits as `nan:BITS`.
  static func float(_ bits: Int64) -> String {
    let value = Double(bitPattern: UInt64(bitPattern: bits))
    if !value.isNaN { return value.description }
    if value.bitPattern == Double.nan.bitPattern { return "nan" }
    return "nan:\(value.bitPattern)"
  }

  /// The names of single tags.
  static let tagNames: [(tag: TagSet, name: String)] =
    TagSet.names.map { ($0.tag, $0.name.lowercased()) }

  /// Returns `<int|null>`, or `<any>`.
  static func tags(_ tags: TagSet) -> String {
    if tags == .any { return "<any>" }
    let names = tagNames.filter { tags.contains($0.tag) }.map(\.name)
    return "<" + names.joined(separator: "|") + ">"
  }

}
