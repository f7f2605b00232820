import Support

/// The one table of the library: every function, constant, property and method of Myco.
///
/// The rows stand in `Rows`, a file for a page of `docs/library`. A row is a signature, with what
/// it does in a phrase below:
///
///     String.indexOf(part: String, from: Int = 0) -> Int {string.index_of}
///       the position of the first part at or behind from, or -1
///     mutating Array.pop() -> T throws IndexError {instruction pop}
///     String.toUpperCase = upper
///     math.Pi: Float = 3.141592653589793
///
/// `mutating` changes the variable or path that it is called on, `static` is a function of a type,
/// `field` an entry of an Object, `runtime` a function in C. `throws` names the kinds of errors
/// that do not come of wrong types or counts of arguments; `acts` says that it depends on or
/// changes the world outside. Braces say how it is implemented, if not by the function of
/// `runtime/library` that bears its name (`Implementation`), and which functions in C that calls.
///
/// Other lines declare: `library string of text: String`, that a library has the members of a type
/// as functions with the value first; `object Time with methods of time`, that a type of Objects
/// has the functions of a library that take it first as methods; `library math with capitals`, that
/// names with a capital are accepted.
public struct LibraryTable: Sendable {

  /// The table.
  public static let standard = LibraryTable(pages)

  /// The rows by the pages of `docs/library`, and those of the runtime.
  private static let pages: [(name: String, rows: String)] = [
    ("string", stringRows), ("array", arrayRows), ("maps-and-sets", mapRows),
    ("functions", functionRows), ("collections", collectionRows), ("math", mathRows),
    ("file-and-dir", fileRows), ("path", pathRows), ("env-and-process", processRows),
    ("time", timeRows), ("regex", regexRows), ("json", jsonRows), ("http", httpRows),
    ("runtime", runtimeRows),
  ]

  /// All entries by what they belong to, in the order of the rows.
  private var entriesOfOwners: [Owner: [Entry]] = [:]

  /// The owners in the order of the rows.
  public private(set) var owners: [Owner] = []

  /// The page of `docs/library` that describes an owner.
  public private(set) var pages: [Owner: String] = [:]

  /// The indices of an owner's entries by every spelling that is accepted.
  private var spellings: [Owner: [String: Int]] = [:]

  /// The functions of the runtime in C, in order.
  public private(set) var runtimeFunctions: [Signature] = []

  /// The types of which all values are Objects.
  public private(set) var objectTypes: Set<String> = []

  private init(_ pages: [(name: String, rows: String)]) {
    var declarations: [RowReader.Declaration] = []
    for page in pages {
      var reader = RowReader(page.rows)
      while let row = reader.next() {
        switch row {
        case .signature(let signature) where signature.kind == .runtime:
          runtimeFunctions.append(signature)
        case .signature(let signature): add(signature, page: page.name)
        case .alias(let owner, let name, let original):
          add(alias: name, of: original, owner, page: page.name)
        case .declaration(let declaration): declarations.append(declaration)
        }
      }
    }
    for declaration in declarations { apply(declaration) }
    for owner in owners { index(owner, declarations) }
  }

  // MARK: Making it

  private mutating func add(_ signature: Signature, page: String) {
    let owner = signature.owner
    if pages.updateValue(page, forKey: owner) == nil { owners.append(owner) }
    // Ways to use a name stand together.
    let count = entriesOfOwners[owner]?.count ?? 0
    if count > 0, entriesOfOwners[owner]![count - 1].name == signature.name {
      entriesOfOwners[owner]![count - 1].signatures.append(signature)
    } else {
      entriesOfOwners[owner, default: []].append(Entry(signatures: [signature]))
    }
  }

  private mutating func add(alias name: String, of original: String, _ owner: Owner, page: String) {
    guard let entry = entriesOfOwners[owner]?.first(where: { $0.name == original }) else {
      unreachable("\(name) is another spelling of \(original), which is not above it")
    }
    for var signature in entry.signatures {
      signature.name = name
      signature.original = original
      add(signature, page: page)
    }
  }

  private mutating func apply(_ declaration: RowReader.Declaration) {
    switch declaration {
    case .capitals: break
    case .object(let name, let library):
      objectTypes.insert(name)
      guard let library else { return }
      for entry in entries(of: .library(library)) {
        for signature in entry.signatures {
          if let method = signature.asMethod(of: name) { add(method, page: library) }
        }
      }
    case .mirror(let library, let receiver):
      guard let type = receiver.type.name else { unreachable("a library of what is no type") }
      let page = pages[.type(type)]!
      for entry in entries(of: .type(type)) {
        for signature in entry.signatures {
          add(signature.asFunction(of: library, receiver), page: page)
        }
      }
    }
  }

  private mutating func index(_ owner: Owner, _ declarations: [RowReader.Declaration]) {
    var result: [String: Int] = [:]
    let entries = entries(of: owner)
    for (i, entry) in entries.enumerated() {
      // What Objects hold is written as it is.
      let names = entry.kind == .field ? [entry.name] : Spelling.all(of: entry.name)
      for name in names { result[name] = i }
    }
    if declarations.contains(where: { $0 == .capitals(owner) }) {
      for (i, entry) in entries.enumerated() {
        let name = Spelling.capitalized(entry.name)
        if result[name] == nil { result[name] = i }
      }
    }
    spellings[owner] = result
  }

  // MARK: Questions

  /// The types of library collections, which are classes of `runtime/library`.
  public static let collectionTypes: Set<String> = ["Tree", "Graph", "Heap", "Queue", "Stack"]

  /// The entries of `owner`, in order.
  public func entries(of owner: Owner) -> [Entry] { entriesOfOwners[owner] ?? [] }

  /// All entries, in order.
  public var entries: [Entry] { owners.flatMap { entries(of: $0) } }

  /// Returns the entry of `owner` called `spelling`, in any spelling that is accepted.
  public func entry(_ spelling: String, of owner: Owner) -> Entry? {
    guard let index = spellings[owner]?[spelling] else { return nil }
    return entriesOfOwners[owner]?[index]
  }

  /// Returns the function or constant of `library` called `spelling`.
  public func entry(_ spelling: String, ofLibrary library: String) -> Entry? {
    entry(spelling, of: .library(library))
  }

  /// Returns the property or method of `type` called `spelling`, in any spelling that is accepted.
  public func member(_ spelling: String, of type: String) -> Entry? {
    guard let entry = entry(spelling, of: .type(type)),
      entry.kind == .property || entry.kind == .method
    else { return nil }
    return entry
  }

  /// Returns what the members of values belong to whose type is called `type`: that type, and the
  /// groups it is in.
  public static func owners(ofMembersOf type: String) -> [Owner] {
    let groups =
      switch type {
      case "Null": ["Any"]
      case "Int", "Float": ["Number", "Scalar", "Some", "Any"]
      case "String", "Boolean": ["Scalar", "Some", "Any"]
      case "Object": ["Map", "Some", "Any"]
      default: ["Some", "Any"]
      }
    return ([type] + groups).map { .type($0) }
  }

  /// The libraries, in alphabetical order.
  public var libraries: [String] {
    owners.compactMap { if case .library(let name) = $0 { name } else { nil } }.sorted()
  }

  /// The properties and methods of all types, in order.
  public var members: [Entry] {
    entries.filter { $0.kind == .property || $0.kind == .method }
  }

}

extension Signature {

  /// The method of `type` that the function is, if its first parameter is a value of that.
  fileprivate func asMethod(of type: String) -> Signature? {
    guard parameters.first?.type == .simple(type) else { return nil }
    var method = self
    method.owner = .type(type)
    method.kind = .method
    method.isRestated = true
    method.parameters.removeFirst()
    return method
  }

  /// The function of `library` that does what the member does to its first argument.
  fileprivate func asFunction(of library: String, _ receiver: Parameter) -> Signature {
    var function = self
    function.owner = .library(library)
    if kind == .function {
      function.isRestated = true
      return function
    }
    function.kind = .function
    function.parameters.insert(receiver, at: 0)
    function.isMirrored = true
    function.isMutating = false
    return function
  }

}
