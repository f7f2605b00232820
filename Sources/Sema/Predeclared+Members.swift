extension Predeclared {

  /// The members of the library's types that no library has as a function.
  private static let otherMembers = """
    type toString toInt toFloat toBool isString isInt isFloat isNumber isBool isBoolean isNull
    isArray isMap isSet isObject isFunction abs min max floor ceil round sqrt pow sign clamp toFixed
    toHex message kind line file column row height search insert edgeCount isDirected addNode
    addEdge removeNode removeEdge hasNode hasEdge neighbors nodes edges bfs dfs shortestPath
    topologicalSort components elements isMaxHeap peek extract enqueue dequeue front back top take
    timestamp test match matchAll
    """

  /// The properties and methods of the library's types, by their documented names.
  public static let members: [String] =
    ["string", "array", "maps", "sets", "time"].flatMap { Library.all[$0]?.names ?? [] }
    + otherMembers.split(whereSeparator: \.isWhitespace).map(String.init)

  /// The functions and constants of all libraries by their documented names, as `library.name`.
  public static let libraryEntries: [String] = libraries.flatMap { library in
    Library.all[library]!.names.map { "\(library).\($0)" }
  }

  /// Returns the documented spelling of the member `name`; of what is no member, `name` as it is.
  public static func documented(_ name: String) -> String {
    isMember(name) && name.contains("_") ? Spelling.camelCase(name) : name
  }

  /// Returns the member that the function `name` of the library in Myco implements, or a step of
  /// which it is: `insert` for `Array_insert_update` and for the method `insert$update`.
  public static func member(ofLibraryFunction name: String) -> String {
    if let end = name.firstIndex(of: "$") { return String(name[..<end]) }
    let words = name.split(separator: "_")
    return String(words.count > 1 ? words[1] : words[0])
  }

  /// `true` iff the member `name` of library collections, as documented, is a property.
  public static func isCollectionProperty(_ name: String) -> Bool {
    collectionProperties.contains(name)
  }

  private static let collectionProperties: Set<String> = [
    "size", "height", "min", "max", "edgeCount", "isDirected", "nodes", "edges", "elements",
    "isMaxHeap",
  ]

  private static let memberSpellings = Set(members.flatMap { [$0, Spelling.snakeCase($0)] })

  /// `true` iff some type of the library has a member called `name`, in either spelling.
  public static func isMember(_ name: String) -> Bool { memberSpellings.contains(name) }

  /// Returns the member whose name is nearest to `name`, if one is near.
  public static func nearestMember(to name: String) -> String? {
    var finder = SuggestionFinder(for: name)
    for member in members { finder.consider(member) }
    return finder.result
  }

}
