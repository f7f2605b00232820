import Testing

/// Runs the examples of README.md and of the pages in docs/language and docs/library: they print
/// what stands below them. docs/language/index.md explains the marks.
@Suite struct DocumentationTests {

  @Test(arguments: Example.all.filter { $0.kind.runs }, RunCaseTests.Way.allCases)
  func printsWhatThePageSays(example: Example, way: RunCaseTests.Way) {
    let result = run(example, ["run"] + way.options)
    if example.kind == .program {
      #expect(result.output == example.expected)
      #expect(result.status == 0, "\(result.errors)")
    } else {
      #expect(result.status == 1)
      expectReport(of: example, in: result)
    }
  }

  @Test(arguments: Example.all.filter { !$0.kind.runs })
  func getsTheMessagesOfThePage(example: Example) {
    let result = run(example, ["check"])
    #expect(result.status == (example.kind == .error ? 1 : 0))
    #expect(result.errors.hasPrefix(example.expected), "\(result.errors)")
  }

  @Test func everyPageHasExamples() {
    let pages = Set(Example.all.map(\.page))
    #expect(pages == Set(Example.pages))
  }

  /// Runs myco with `arguments` on the files of `example`, written to a new folder.
  private func run(_ example: Example, _ arguments: [String]) -> ProgramResult {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    for file in example.files { folder.write(file.text, to: file.name) }
    return Program.myco.run(arguments + ["main.myco"], in: folder.root)
  }

  /// Checks that the expected text is the output and then the first lines of the error's report.
  /// Warnings may stand before the report.
  private func expectReport(of example: Example, in result: ProgramResult) {
    guard example.expected.hasPrefix(result.output) else {
      #expect(result.output == example.expected)
      return
    }
    let report = example.expected.dropFirst(result.output.count)
    #expect(
      !report.isEmpty && "\n\(result.errors)".contains("\n\(report)"),
      "no '\(report)' in:\n\(result.errors)")
  }

}

/// A program in a page of the documentation, with what the page says that it prints.
struct Example: Sendable, CustomTestStringConvertible {

  /// What becomes of the program.
  enum Kind: String, Sendable {

    /// It runs to its end; the expected text is its output.
    case program

    /// It ends with an error; the expected text is its output and the start of the report.
    case uncaught

    /// It is rejected; the expected text is the start of the messages.
    case error

    /// It is accepted with warnings; the expected text is the start of the messages.
    case warning

    /// `true` iff the example is about what happens when it runs.
    var runs: Bool { self == .program || self == .uncaught }

  }

  /// The page's path in the project, and the line in it where the program begins.
  let page: String
  let line: Int
  let kind: Kind

  /// The modules, then `main.myco`.
  let files: [File]
  let expected: String

  var testDescription: String { "\(page):\(line)" }

  /// A source file: its name and text.
  struct File: Sendable {

    let name: String
    let text: String

  }

  /// The paths, in the project, of the pages.
  static let pages: [String] =
    ["README.md"] + ["docs/language", "docs/library"].flatMap { folder in
      Folder.names(in: "\(root)/\(folder)", suffix: ".md").map { "\(folder)/\($0).md" }
    }

  /// The examples of all pages.
  static let all: [Example] = pages.flatMap { page in
    ExampleReader.examples(in: contents(of: "\(root)/\(page)") ?? "", page: page)
  }

  private static let root = Folder.cases.split(separator: "/").dropLast(2)
    .reduce("") { "\($0)/\($1)" }

}

/// Finds the examples in the text of a page.
private struct ExampleReader {

  let page: String
  private var modules: [Example.File] = []

  /// The example that waits for its output: everything but that is known.
  private var pending: (line: Int, kind: Example.Kind, text: String)?
  private var result: [Example] = []

  private init(page: String) { self.page = page }

  /// Returns the examples in `text`, the contents of `page`.
  static func examples(in text: String, page: String) -> [Example] {
    var reader = ExampleReader(page: page)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var i = 0
    while i < lines.count {
      guard lines[i].hasPrefix("```") else {
        i += 1
        continue
      }
      let end = lines[(i + 1)...].firstIndex(of: "```") ?? lines.count
      let body = lines[(i + 1)..<end].map { "\($0)\n" }.joined()
      let words = lines[i].dropFirst(3).split(separator: " ").map(String.init)
      reader.add(words, body, line: i + 2)
      i = end + 1
    }
    reader.expectNothingPending()
    return reader.result
  }

  /// Adds the block with the contents `body` that begins at `line` and is marked by `words`.
  private mutating func add(_ words: [String], _ body: String, line: Int) {
    switch words.first {
    case "myco": addProgram(words.dropFirst().first, body, line: line)
    case "text": addExpectation(body)
    default: break
    }
  }

  private mutating func addProgram(_ mark: String?, _ body: String, line: Int) {
    expectNothingPending()
    if let mark, mark.hasPrefix("file=") {
      modules.append(Example.File(name: String(mark.dropFirst("file=".count)), text: body))
    } else if let kind = Example.Kind(rawValue: mark ?? "program") {
      pending = (line, kind, body)
    } else {
      Issue.record("\(page):\(line): unknown mark '\(mark ?? "")'")
    }
  }

  /// Adds the example that waits, if one does, with its expectation.
  private mutating func addExpectation(_ expected: String) {
    guard let example = pending else { return }
    let main = Example.File(name: "main.myco", text: example.text)
    result.append(
      Example(
        page: page, line: example.line, kind: example.kind, files: modules + [main],
        expected: expected))
    modules = []
    pending = nil
  }

  private func expectNothingPending() {
    if let line = pending?.line { Issue.record("\(page):\(line): no output follows the program") }
  }

}
