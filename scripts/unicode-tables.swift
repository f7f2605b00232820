// Prints runtime/src/unicode_tables.c, by what Swift knows of Unicode, as the interpreter does:
//
//   swift scripts/unicode-tables.swift > runtime/src/unicode_tables.c

let scalars = (UInt32(0)...0x10FFFF).compactMap { Unicode.Scalar($0) }

/// Prints `items` between braces, in lines of at most 100 columns.
func printTable(_ declaration: String, _ items: [String]) {
  print("\n\(declaration) = {")
  var line = " "
  for item in items {
    if line.utf8.count + item.utf8.count + 2 > 100 {
      print(line)
      line = " "
    }
    line += " \(item),"
  }
  print("\(line)\n};")
}

func hex(_ value: UInt32) -> String { "0x" + String(value, radix: 16, uppercase: true) }

/// Joins scalars that lie evenly and have the same `offset` to runs: first, count, stride, offset.
func runs(_ points: [(scalar: UInt32, offset: Int32)]) -> [(UInt32, UInt32, UInt32, Int32)] {
  var result: [(first: UInt32, count: UInt32, stride: UInt32, offset: Int32)] = []
  for (scalar, offset) in points {
    if let last = result.last, last.offset == offset, last.count < 0xFFFF {
      let gap = scalar - (last.first + (last.count - 1) * last.stride)
      if last.count == 1 && gap <= 2 || last.count > 1 && gap == last.stride {
        result[result.count - 1].stride = gap
        result[result.count - 1].count += 1
        continue
      }
    }
    result.append((scalar, 1, 1, offset))
  }
  return result
}

func printMapping(_ name: String, _ mapping: (Unicode.Scalar) -> String) {
  var points: [(UInt32, Int32)] = []
  var specials: [String] = []
  for scalar in scalars {
    let mapped = Array(mapping(scalar).unicodeScalars)
    if mapped == [scalar] { continue }
    if mapped.count == 1 {
      points.append((scalar.value, Int32(mapped[0].value) - Int32(scalar.value)))
    } else {
      let targets = mapped.map { hex($0.value) }.joined(separator: ", ")
      specials.append("{\(hex(scalar.value)), {\(targets)}}")
    }
  }
  let rows = runs(points).map { "{\(hex($0.0)), \($0.1), \($0.2), \($0.3)}" }
  printTable("static const MycoScalarRun \(name)_runs[]", rows)
  printTable("static const MycoSpecialCase \(name)_specials[]", specials)
  print(
    """

    const MycoCaseMapping myco_\(name)_mapping = {
      \(name)_runs, \(rows.count), \(name)_specials, \(specials.count),
    };
    """)
}

func printSet(_ name: String, _ isMember: (Unicode.Scalar.Properties) -> Bool) {
  let points = scalars.filter { isMember($0.properties) }.map { ($0.value, Int32(0)) }
  let rows = runs(points).map { "{\(hex($0.0)), \($0.1), \($0.2), 0}" }
  printTable("static const MycoScalarRun \(name)_runs[]", rows)
  print("\nconst MycoScalarSet myco_\(name) = {\(name)_runs, \(rows.count)};")
}

print("// Properties of Unicode scalars. Made by scripts/unicode-tables.swift.")
print("#include \"unicode.h\"")
printMapping("upper") { $0.properties.uppercaseMapping }
printMapping("lower") { $0.properties.lowercaseMapping }
printSet("digits") { $0.generalCategory == .decimalNumber }
printSet("letters") { $0.isAlphabetic }
printSet("spaces") { $0.isWhitespace }
printSet("uppercase") { $0.isUppercase }
printSet("lowercase") { $0.isLowercase }
