@preconcurrency import Glibc
import Library
import Testing

/// The table of the library against its pages and the cases.
@Suite struct LibraryTableTests {

  private static let table = LibraryTable.standard

  private static let folder = Folder.cases + "/../../docs/library"

  private static let pages: [String: String] = Dictionary(
    uniqueKeysWithValues: Folder.names(in: folder, suffix: ".md")
      .map { ($0, contents(of: "\(folder)/\($0).md")!) })

  private static let allCases: String = Folder.programs(in: "run")
    .map { contents(of: "\(Folder.cases)/run/\($0).myco")! }.joined()
    + contents(of: "\(Folder.cases)/http/requests.myco")!

  private static let wordsOfCases = Set(
    allCases.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))

  private static func entry(_ qualifiedName: String) -> Entry {
    table.entries.first { $0.qualifiedName == qualifiedName }!
  }

  // MARK: Pages

  /// The tables in the pages are those that `myco emit library-markdown` shows. With `MYCO_BLESS=1`
  /// in the environment they are written.
  @Test(arguments: pages.keys.sorted())
  func pageShowsTheTable(page: String) {
    let text = Self.pages[page]!
    let (written, unknown) = Self.filled(text)
    #expect(unknown == [], "docs/library/\(page).md")
    if getenv("MYCO_BLESS") != nil, unknown == [] {
      write(written, to: "\(Self.folder)/\(page).md")
    } else {
      #expect(text == written, "docs/library/\(page).md: MYCO_BLESS=1 writes its tables")
    }
  }

  /// Returns the page `text` with what the table gives in its blocks, and the names of blocks that
  /// there are not.
  private static func filled(_ text: String) -> (text: String, unknown: [String]) {
    var (result, unknown, isInside) = ("", [String](), false)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (i, line) in lines.enumerated() {
      if line.hasPrefix(LibraryBlock.start) {
        let name = String(line.dropFirst(LibraryBlock.start.count).dropLast(" -->".count))
        isInside = true
        if let block = LibraryBlock.all.first(where: { $0.name == name }) {
          result += block.text
        } else {
          unknown.append(name)
        }
      }
      if !isInside { result += line + (i + 1 < lines.count ? "\n" : "") }
      if line == LibraryBlock.end { isInside = false }
    }
    return (result, unknown + (isInside ? ["a block without end"] : []))
  }

  @Test func everyEntryStandsInATableOfItsPage() {
    for entry in Self.table.entries where !entry.isDerived {
      let page = Self.pages[Self.table.pages[entry.owner]!] ?? ""
      let blocks = LibraryBlock.all.filter {
        $0.qualifiedNames.contains(entry.qualifiedName)
          && page.contains("\(LibraryBlock.start)\($0.name) -->\n")
      }
      #expect(blocks.count == 1, "\(entry.qualifiedName): \(blocks.map(\.name))")
    }
  }

  // MARK: Cases

  @Test(arguments: table.entries.map(\.qualifiedName))
  func entryHasACase(name: String) {
    let entry = Self.entry(name)
    let snake = Spelling.snakeCase(entry.name)
    switch entry.owner {
    case .library(let library):
      let isCalled =
        Self.allCases.contains("\(name)") || Self.allCases.contains("\(library).\(snake)")
        || Self.allCases.contains(".\(entry.name)") || Self.allCases.contains(".\(snake)")
      #expect(isCalled, "no case in Tests/Cases/run uses \(name)")
    case .program, .type:
      #expect(
        Self.wordsOfCases.contains(entry.name) || Self.wordsOfCases.contains(snake),
        "no case in Tests/Cases/run uses \(name)")
    }
  }

  // MARK: The command line

  @Test func theTableIsShownForEditors() {
    let text = Program.myco.run(["emit", "library"])
    #expect(text.output == Self.table.text)
    #expect(
      text.output.contains(
        """
        String.indexOf(part: String, from: Int = 0) -> Int {string.index_of}
          the position of the first part at or behind from, or -1

        """))
    let rows = Self.table.entries.flatMap(\.signatures)
    let json = Program.myco.run(["emit", "library-json"]).output
    #expect(json.split(separator: "\n").filter { $0 == "  }," || $0 == "  }" }.count == rows.count)
    #expect(json.contains("\"snakeCase\" : \"index_of\""))
    let markdown = Program.myco.run(["emit", "library-markdown"]).output
    for block in LibraryBlock.all { #expect(markdown.contains(block.text)) }
  }

  @Test(arguments: [["library", "main.myco"], ["tokens"]])
  func programsAreNamedWhereTheyMatter(arguments: [String]) {
    let result = Program.myco.run(["emit"] + arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains("is \(arguments.count == 1 ? "" : "not ")about a program"))
  }

}
