import Library
import Testing

/// Calls of every row of the table of the library: both engines have it, what it gives is of the
/// type that the row says, and inference knows that.
@Suite struct LibraryProbeTests {

  private static let probes: [Probe] = LibraryTable.standard.entries.flatMap(\.signatures)
    // It would end the program.
    .filter { $0.qualifiedName != "exit" && $0.kind != .field }
    .flatMap(Probe.all)

  /// The program: each probe is a function, which is called below a handler.
  private static let program = probes.enumerated().map { i, probe in
    """
    func probe\(i)(): return \(probe.expression); end
    try: print("probe \(i)", type(probe\(i)()));
    catch e: print("probe \(i)", e.kind);
    end

    """
  }.joined()

  /// What the program writes with `options` in a new folder.
  private static func run(_ command: String, _ options: [String]) -> ProgramResult {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    folder.write("text", to: "old.txt")
    folder.write(program, to: "main.myco")
    return Program.myco.run([command] + options + ["main.myco"], in: folder.root)
  }

  private static let native = run("run", ["-O0"])

  @Test func bothEnginesHaveEachRow() {
    #expect(Self.native.status == 0, "\(Self.native.errors)")
    let interpreted = Self.run("run", ["--engine=interpreter"])
    #expect(interpreted.status == 0, "\(interpreted.errors)")
    let a = Self.native.output.split(separator: "\n")
    let b = interpreted.output.split(separator: "\n")
    for (x, y) in zip(a, b) where x != y {
      let probe = Self.answer(x).map { Self.probes[$0.index].expression } ?? ""
      Issue.record("\(x), but \(y) interpreted: \(probe)")
    }
    #expect(a.count == b.count)
  }

  /// Reads what a probe has written: which it is, and the type of what it gives or the kind of the
  /// error that it throws.
  private static func answer(_ line: Substring) -> (index: Int, word: String)? {
    let words = line.split(separator: " ")
    // A prompt may stand before it.
    guard words.count == 3, words[0].hasSuffix("probe"), let index = Int(words[1]) else {
      return nil
    }
    return (index, String(words[2]))
  }

  @Test func resultsAreOfTheTypesOfTheRows() {
    var count = 0
    for line in Self.native.output.split(separator: "\n") {
      guard let (index, word) = Self.answer(line) else { continue }
      count += 1
      let probe = Self.probes[index]
      #expect(
        probe.row.errors.contains(word) || probe.result.admits(word),
        "\(probe.expression) gives \(word): \(probe.row.text)")
    }
    #expect(count == Self.probes.count)
  }

  /// Inference finds the types of the rows, where these are such that nothing is tagged.
  @Test func inferenceFindsTheTypesOfTheRows() {
    let text = Self.run("emit", ["typed-ssa"]).output
    let headers = text.matches(of: /(?m)^func @probe(\d+)\(\) -> (.*?)(?: file .*)? {$/)
    let types = Dictionary(
      uniqueKeysWithValues: headers.map { (Int($0.1)!, String($0.2)) })
    for (i, probe) in Self.probes.enumerated() {
      guard let expected = probe.result.ssa, !Self.isUnknown(probe.row) else { continue }
      let found = types[i] ?? "unknown"
      // Of `T?` the one or the other may be known to be there; of what is empty, no element.
      let fits = found == expected || probe.result.partsInSSA.contains(found)
        || found.contains("bottom") && probe.result.isCollection
      // An element that a library collection may lack is optional in its fields.
      let isElement = found == "optional<\(expected)>" && probe.row.isOfCollection
      #expect(fits || isElement, "\(probe.expression) is \(found): \(probe.row.text)")
    }
  }

  /// `true` iff inference cannot know the type of what `row` gives: that depends on the fields of
  /// an Object, or comes tagged from the runtime.
  private static func isUnknown(_ row: Signature) -> Bool {
    if case .type(let type) = row.owner, LibraryTable.standard.objectTypes.contains(type) {
      return true
    }
    return row.implementation == .instruction("errorPart")
      || ["http.getHeader", "Graph.shortestPath"].contains(row.qualifiedName)
      || LibraryTable.standard.runtimeFunctions.contains {
        row.runtime.contains($0.name) && $0.result == .simple("Any")
      }
  }

}

/// A call or use of a row.
private struct Probe: Sendable {

  let row: Signature
  let expression: String

  /// The type of what it gives, with concrete types for variables.
  let result: ValueType

  /// Returns uses of `row`: with all arguments, and with those that must be there.
  static func all(of row: Signature) -> [Probe] {
    let receivers: [(String, [String: ValueType])]
    switch row.owner {
    case .type(let type) where row.kind != .function:
      receivers = Self.receivers[type]!.map { ("\($0).", variables) }
    case .program: receivers = [("", variables)]
    case .library(let name), .type(let name): receivers = [("\(name).", variables)]
    }
    return receivers.flatMap { receiver, variables in
      argumentLists(row).map {
        let call = row.isCallable ? "(\($0.joined(separator: ", ")))" : ""
        return Probe(
          row: row, expression: receiver + row.name + call,
          result: row.result.substituting(variables))
      }
    }
  }

  private static func argumentLists(_ row: Signature) -> [[String]] {
    let arguments = row.parameters.map { $0.name == "key" ? "\"a\"" : argument($0.type) }
    let all = row.parameters.last?.isVariadic == true
      ? [Array(arguments.dropLast()), arguments, arguments + [arguments.last!]] : [arguments]
    let fewer = (row.arity.least..<max(row.arity.least, row.parameters.count))
      .filter { _ in row.arity.most != Int.max }.map { Array(arguments[..<$0]) }
    return fewer + all
  }

  /// What the variables in the types of rows stand for here.
  private static let variables: [String: ValueType] = [
    "T": .simple("Int"), "K": .simple("String"), "V": .simple("Int"), "U": .simple("String"),
  ]

  /// Values that have the members of a type.
  private static let receivers: [String: [String]] = [
    "String": ["\"12\""], "Array": ["[3, 1, 2]"], "Range": ["(0..3)"], "Map": ["{a: 1}"],
    "Set": ["{1, 2}"], "Any": ["1", "\"a\"", "Null"], "Some": ["\"a\"", "[1]"],
    "Scalar": ["\"12\"", "1.5", "True"], "Number": ["2", "2.5"], "Error": ["Error(\"a\")"],
    "Stack": ["stacks.create().push(1).push(2)"], "Queue": ["queues.create().enqueue(1)"],
    "Heap": ["heaps.create().insert(1).insert(2)"], "Tree": ["trees.create().insert(1)"],
    "Graph": ["graphs.create().addEdge(1, 2)"], "Time": ["time.create(2024, 1, 2, 3, 4, 5)"],
    "Regex": ["regex.compile(\"a\")"],
  ]

  /// An argument of type `type`.
  private static func argument(_ type: ValueType) -> String {
    switch type {
    case .function(let parameters, let result):
      let names = ["x", "y"].prefix(parameters.count).joined(separator: ", ")
      return "((\(names)) => \(callbackResult(result)))"
    case .optional(let type): return argument(type)
    case .union(let types): return argument(types[0])
    case .named(let name, let arguments):
      if name == "Array" {
        let element = arguments.first.map(argument) ?? "1"
        return "[\(element), \(element)]"
      }
      return simpleArguments[name]!
    }
  }

  private static func callbackResult(_ type: ValueType) -> String {
    // What reduces goes on with what there was.
    type == .simple("U") ? "\"u\"" : type == .simple("T") ? "x" : argument(type)
  }

  private static let simpleArguments: [String: String] = [
    "Int": "1", "Number": "0.25", "Float": "0.25", "Bool": "True", "String": "\"a\"", "Any": "1",
    "T": "1", "K": "\"a\"", "V": "1", "U": "\"u\"", "Map": "{a: 1}", "Set": "{2, 3}",
    "File": "file.open(\"old.txt\")", "Time": "time.create(2024, 1, 2, 3, 4, 5)",
    "Response": "http.get(\"http://127.0.0.1:1/\")",
  ]

}

extension Signature {

  /// `true` iff it is a member of library collections.
  fileprivate var isOfCollection: Bool {
    if case .type(let type) = owner { LibraryTable.collectionTypes.contains(type) } else { false }
  }

}

extension ValueType {

  /// The type with types for its variables.
  fileprivate func substituting(_ types: [String: ValueType]) -> ValueType {
    switch self {
    case .named(let name, []): types[name] ?? self
    case .named(let name, let arguments):
      .named(name, arguments.map { $0.substituting(types) })
    case .optional(let type): .optional(type.substituting(types))
    case .union(let parts): .union(parts.map { $0.substituting(types) })
    case .function: self
    }
  }

  /// `true` iff values whose `.type` is `name` are of this type.
  fileprivate func admits(_ name: String) -> Bool {
    switch self {
    case .named("Any", _): true
    case .named("Bool", _): name == "Boolean"
    case .named("Number", _): name == "Int" || name == "Float"
    case .named(let type, _):
      name == (LibraryTable.standard.objectTypes.contains(type) ? "Object" : type)
    case .optional(let type): name == "Null" || type.admits(name)
    case .union(let types): types.contains { $0.admits(name) }
    case .function: name == "Function"
    }
  }

  /// How SSA writes the type, if that is one that is not tagged; `nil` for others.
  fileprivate var ssa: String? {
    switch self {
    case .named("Array", let arguments): arguments.first?.ssa.map { "array<\($0)>" }
    case .named("Set", let arguments): arguments.first?.ssa.map { "set<\($0)>" }
    case .named("Map", let arguments) where arguments.count == 2:
      arguments[0].ssa.flatMap { key in arguments[1].ssa.map { "map<\(key), \($0)>" } }
    case .named(let name, []): Self.simpleNames[name]
    case .optional(let type): type.ssa.map { "optional<\($0)>" }
    case .named, .union, .function: nil
    }
  }

  private static let simpleNames = [
    "Null": "null", "Bool": "bool", "Int": "int", "Float": "float", "String": "string",
  ]

  fileprivate var isCollection: Bool { ["Array", "Map", "Set"].contains(name) }

  /// For `T?`, how SSA writes Null and T.
  fileprivate var partsInSSA: [String] {
    if case .optional(let type) = self { ["null"] + (type.ssa.map { [$0] } ?? []) } else { [] }
  }

}
