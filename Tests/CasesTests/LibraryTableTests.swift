import Sema
import Testing

/// The tables of the library against its pages and the cases.
@Suite struct LibraryTableTests {

  /// The pages by their libraries, where one is called otherwise.
  private static let pages = [
    "maps": "maps-and-sets", "sets": "maps-and-sets", "trees": "collections",
    "graphs": "collections", "heaps": "collections", "queues": "collections",
    "stacks": "collections", "file": "file-and-dir", "dir": "file-and-dir",
    "env": "env-and-process", "process": "env-and-process",
  ]

  private static let root = Folder.cases + "/../.."

  private static let allPages: String = Folder.names(in: "\(root)/docs/library", suffix: ".md")
    .map { contents(of: "\(root)/docs/library/\($0).md")! }.joined()

  private static let allCases: String = Folder.programs(in: "run")
    .map { contents(of: "\(Folder.cases)/run/\($0).myco")! }.joined()
    + contents(of: "\(Folder.cases)/http/requests.myco")!

  private static let wordsOfPages = words(in: allPages)
  private static let wordsOfCases = words(in: allCases)

  private static func words(in text: String) -> Set<String> {
    Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
  }

  @Test(arguments: Predeclared.libraryEntries)
  func entryIsDocumentedAndHasACase(entry: String) throws {
    let parts = entry.split(separator: ".").map(String.init)
    let page = Self.pages[parts[0]] ?? parts[0]
    let text = try #require(contents(of: "\(Self.root)/docs/library/\(page).md"))
    #expect(Self.words(in: text).contains(parts[1]), "docs/library/\(page).md lacks \(entry)")
    let snake = Self.snakeCase(parts[1])
    let isCalled =
      Self.allCases.contains("\(entry)") || Self.allCases.contains("\(parts[0]).\(snake)")
      || Self.allCases.contains(".\(parts[1])") || Self.allCases.contains(".\(snake)")
    #expect(isCalled, "no case in Tests/Cases/run uses \(entry)")
  }

  @Test(arguments: Predeclared.members)
  func memberIsDocumentedAndHasACase(member: String) {
    #expect(Self.wordsOfPages.contains(member), "docs/library lacks \(member)")
    #expect(
      Self.wordsOfCases.contains(member) || Self.wordsOfCases.contains(Self.snakeCase(member)),
      "no case in Tests/Cases/run uses \(member)")
  }

  private static func snakeCase(_ name: String) -> String {
    name.reduce("") { $0 + ($1.isUppercase ? "_\($1.lowercased())" : "\($1)") }
  }

}
