import IR
import Library
import Testing

/// The table of the library against what implements it: `runtime/library` in Myco, and the runtime
/// in C.
@Suite struct LibrarySourceTests {

  private static let table = LibraryTable.standard
  private static let root = Folder.cases + "/../.."

  private static let source = LibrarySource(folder: "\(root)/runtime/library")

  /// The rows that are implemented on their own: not those that are members of their first
  /// argument.
  private static let rows = table.entries.flatMap(\.signatures).filter { !$0.isMirrored }

  // MARK: Myco

  /// What the first words of the names of functions are, by the owners of rows.
  private static func prefix(of owner: Owner) -> String? {
    switch owner {
    case .program: nil
    case .library(let name): name
    case .type("String"), .type("Array"), .type("Map"), .type("Set"), .type("Range"),
      .type("Any"), .type("Some"), .type("Scalar"), .type("Number"):
      owner.typeName
    case .type(let name): table.objectTypes.contains(name) ? "Object" : nil
    }
  }

  /// Returns the functions of `runtime/library` that implement `row`, with the numbers of arguments
  /// that each must take.
  private static func functions(of row: Signature) -> [(name: String, arity: Arity)] {
    guard let prefix = prefix(of: row.owner) else { return [] }
    let isTypeFunction = row.kind == .function && row.owner == .type("String")
    // The library of the type has it.
    if isTypeFunction { return [] }
    let receivers = row.kind == .function ? 0 : 1
    let arity = Arity(least: row.arity.least + receivers, most: row.arity.most + receivers)
    let name = "\(prefix)_\(row.name)"
    switch row.implementation {
    case .source: return [(row.kind == .property ? "\(name)_property" : name, arity)]
    // Functions that are values, and call the method, beside the steps.
    case .steps(let steps): return ([""] + steps.map { "_\($0)" }).map { (name + $0, arity) }
    case .instruction("push"), .instruction("pop"), .instruction("set"): return [(name, arity)]
    // Loops open the file by a function of their own.
    case .iteration: return [(name, arity), ("\(name)_open", arity)]
    // A range has the instruction alone.
    case .instruction("length"): return prefix == "Range" ? [] : [("\(name)_property", arity)]
    case .instruction, .compiler, .constant, .field, .runtime: return []
    }
  }

  @Test func eachRowHasItsFunctionsAndTheReverse() {
    var expected: [String: Set<Int>] = [:]
    for row in Self.rows {
      for (name, arity) in Self.functions(of: row) {
        expected[name, default: []].formUnion(arity.least...min(arity.most, 2 + arity.least))
      }
    }
    // Two at a time are compared, and joined.
    for name in ["math_min", "math_max"] { expected[name] = [1, 2] }
    expected["path_join"] = [0, 1, 2]
    let prefixes = Set(Self.table.owners.compactMap(Self.prefix))
    for (name, functions) in Self.source.functions
    where prefixes.contains(String(name.prefix { $0 != "_" })) && name.contains("_") {
      let counts = Set(functions.flatMap { Array($0.arity.counts) })
      // In a collection's `create`, the row stands for all ways to call it.
      #expect(expected[name] == counts, "\(name) of runtime/library")
    }
    for name in expected.keys.sorted() {
      #expect(Self.source.functions[name] != nil, "runtime/library has no \(name)")
    }
  }

  /// Parameters that the source annotates are of the types that the rows say.
  @Test func annotationsAgree() {
    for row in Self.rows {
      for (name, _) in Self.functions(of: row) {
        for function in Self.source.functions[name] ?? [] {
          let own = function.parameters.dropFirst(row.kind == .function ? 0 : 1)
          guard row.arity.contains(own.count) else { continue }
          for (written, parameter) in zip(own, row.parameters) where written.type != nil {
            #expect(
              written.type == Self.annotation(parameter.type),
              "\(name)(\(written.name)), \(row.text)")
          }
        }
      }
    }
  }

  /// How the library's source annotates parameters of `type`.
  private static func annotation(_ type: ValueType) -> String {
    switch type {
    case .named(let name, _): table.objectTypes.contains(name) ? "Map" : name
    case .optional(let type): annotation(type) + "?"
    case .union(let types): types.map(annotation).joined(separator: " | ")
    case .function: "Function"
    }
  }

  @Test func collectionsHaveTheirRowsAndTheReverse() {
    for type in LibraryTable.collectionTypes.sorted() {
      let methods = Self.source.methods[type] ?? [:]
      var expected: [String: Set<Int>] = ["toString": [0], "equals": [1]]
      for row in Self.rows where row.owner == .type(type) {
        expected[row.name, default: []].formUnion(row.arity.counts)
        guard case .steps(let steps) = row.implementation else { continue }
        #expect(
          steps.allSatisfy { methods["\(row.name)$\($0)"] != nil }
            && ["check", "plan", "result", "update"].allSatisfy {
              steps.contains($0) || methods["\(row.name)$\($0)"] == nil
            }, "\(type).\(row.name): \(steps)")
      }
      for (name, function) in methods where !name.contains("$") {
        #expect(expected[name] == Set(function.arity.counts), "\(type).\(name)")
      }
      for name in expected.keys { #expect(methods[name] != nil, "\(type).\(name)") }
    }
  }

  // MARK: The interpreter and the instructions

  /// Calls go by the table: what has no row cannot be reached. The members that the interpreter
  /// knows, and the functions that it tells apart by their names, are the rows.
  @Test func theInterpreterKnowsNothingElse() {
    let folder = "\(Self.root)/Sources/Interpreter/Library"
    let text = Folder.names(in: folder, suffix: ".swift")
      .map { contents(of: "\(folder)/\($0).swift")! }.joined()
    let functions = Set(Self.rows.filter { $0.kind == .function }.map(\.qualifiedName))
    let libraries = Self.table.libraries.joined(separator: "|")
    let names = try! Regex("\"((?:\(libraries)|String)\\.\\w+)\"", as: (Substring, Substring).self)
    let known = Set(text.matches(of: names).map { String($0.1) })
    #expect(known.subtracting(functions) == [])
    #expect(known.count > 60)

    let methods = contents(of: "\(folder)/Method.swift")!
    let cases = Set(
      methods.matches(of: /(?m)^  case ([\w`, ]+)$/).flatMap { match in
        match.1.split(separator: ",").map { $0.filter { !"` ".contains($0) } }
      })
    let ownMembers = Self.rows.filter { row in
      guard case .type(let type) = row.owner, row.kind == .method || row.kind == .property
      else { return false }
      let isElsewhere =
        LibraryTable.collectionTypes.contains(type) || Self.table.objectTypes.contains(type)
      return !isElsewhere && type != "Error" && row.name != "type"
    }
    #expect(cases == Set(ownMembers.map(\.name)))
  }

  @Test func membersOfErrorsAreTheirParts() {
    let parts = Self.rows.filter { $0.implementation == .instruction("errorPart") }.map(\.name)
    #expect(Set(parts) == Set(ErrorPart.allCases.map(\.name)))
  }

  // MARK: The runtime

  /// A row names the functions in C that its source calls, and has their effects.
  @Test func rowsNameWhatTheirSourceCalls() {
    for (name, rows) in Dictionary(grouping: Self.rows, by: \.qualifiedName) {
      let functions = rows.flatMap(Self.functions).map(\.name)
      if functions.isEmpty { continue }
      let called = Set(functions.flatMap { Self.source.runtimeFunctions(calledBy: $0) })
      let named = Set(rows.flatMap(\.runtime))
      let isIteration = rows[0].implementation == .iteration
      // What loops over the pieces of a text call in place of that.
      let pieces: Set = ["string.line_end", "string.line", "string.piece_end", "string.part"]
      let own = named.subtracting(isIteration ? named.subtracting(called) : pieces)
      #expect(called == own, "\(name)")
    }
  }

  @Test func rowsHaveTheEffectsOfWhatTheyCall() {
    for row in Self.rows {
      let called = Self.table.runtimeFunctions.filter { row.runtime.contains($0.name) }
      #expect(called.count == row.runtime.count, "\(row.qualifiedName): \(row.runtime)")
      let errors = Set(called.flatMap(\.errors))
      // What json.validate admits is parsed without error.
      #expect(errors.isSubset(of: row.errors), "\(row.qualifiedName) throws \(errors) as well")
      let acts = called.contains(where: \.acts)
      if row.name != "print" { #expect(row.acts == acts, "\(row.qualifiedName)") }
    }
  }

  @Test func eachFunctionOfTheRuntimeIsNamed() {
    let named = Set(Self.rows.flatMap(\.runtime))
    for function in Self.table.runtimeFunctions {
      #expect(named.contains(function.name), "no row calls \(function.name)")
    }
  }

  @Test func headersDeclareTheFunctionsOfTheRuntime() {
    let declarations = CDeclaration.all(in: "\(Self.root)/runtime/include")
    var names: Set<String> = []
    for row in Self.table.runtimeFunctions {
      let name = "myco_" + row.name.replacing(".", with: "_")
      names.insert(name)
      var parameters = row.parameters.flatMap { CDeclaration.parameters($0.type) }
      if row.acts || !row.errors.isEmpty { parameters.append("MycoLocation *") }
      let expected = CDeclaration(
        result: CDeclaration.result(row.result), parameters: parameters)
      #expect(declarations[name] == expected, "\(name)")
    }
    let library = CDeclaration.all(in: "\(Self.root)/runtime/include", file: "myco_library.h")
    #expect(Set(library.keys).subtracting(names) == [], "no row of the table names them")
  }

}

extension Owner {

  fileprivate var typeName: String? { if case .type(let name) = self { name } else { nil } }

}

/// A declaration of a function in C: the types of its result and parameters, without `const`.
private struct CDeclaration: Equatable {

  let result: String
  let parameters: [String]

  /// Returns the functions whose names begin with `myco_` in the headers of `folder`.
  static func all(in folder: String, file: String? = nil) -> [String: CDeclaration] {
    var result: [String: CDeclaration] = [:]
    for name in file.map({ [$0] }) ?? Folder.names(in: folder, suffix: ".h").map({ $0 + ".h" }) {
      let text = contents(of: "\(folder)/\(name)")!
        .replacing(/\/\/[^\n]*/, with: "").replacing("const ", with: "")
        .replacing(/\s+/, with: " ")
      for match in text.matches(of: /(\w+ \*?)(myco_\w+)\(([^()]*)\);/) {
        let parameters = match.3 == "void" ? [] : match.3.split(separator: ",").map { type(of: $0) }
        result[String(match.2)] = CDeclaration(
          result: match.1.trimmingSuffix { $0 == " " }, parameters: parameters)
      }
    }
    return result
  }

  /// Returns the type of a parameter with a name.
  private static func type(of parameter: Substring) -> String {
    let parts = parameter.split(separator: " ").map(String.init)
    return parts.last!.hasPrefix("*") ? "\(parts[0]) *" : parts[0]
  }

  static func parameters(_ type: ValueType) -> [String] {
    switch type.name {
    case "String": ["MycoString *"]
    case "Array": ["MycoArray *"]
    case "Int": ["int64_t"]
    case "Float": ["double"]
    case "Bool": ["bool"]
    case "Any": ["int64_t", "int64_t"]
    default: ["no parameter of type \(type)"]
    }
  }

  /// Of `T?`, Null is the null pointer.
  static func result(_ type: ValueType) -> String {
    if case .optional(let type) = type { return parameters(type)[0] }
    switch type.name {
    case "Null": return "void"
    case "Any", "Object": return "MycoValue"
    default: return parameters(type)[0]
    }
  }

}

extension StringProtocol {

  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
    var rest = self[...]
    while let last = rest.last, isTrimmed(last) { rest = rest.dropLast() }
    return String(rest)
  }

}
