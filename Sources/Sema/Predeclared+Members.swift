import Library

extension Predeclared {

  private static let members = LibraryTable.standard.members

  /// The names in every spelling of the members that are like `isWanted`.
  private static func spellings(_ isWanted: (Entry) -> Bool) -> Set<String> {
    Set(members.filter(isWanted).flatMap { [$0.name, Spelling.snakeCase($0.name)] })
  }

  private static let allNames = spellings { _ in true }

  private static let mutatingNames = spellings(\.isMutating)

  private static let generalNames = spellings {
    $0.owner == .type("Any") || $0.owner == .type("Some")
  }

  private static let namesTakingFunctions = spellings { entry in
    entry.signatures.contains { $0.parameters.contains { $0.type.admitsFunctions } }
  }

  private static let collectionProperties = spellings { entry in
    guard case .type(let type) = entry.owner else { return false }
    return entry.kind == .property && LibraryTable.collectionTypes.contains(type)
  }

  /// `true` iff some type of the library has a member called `name`, in either spelling.
  public static func isMember(_ name: String) -> Bool { allNames.contains(name) }

  /// `true` iff the method `name`, in either spelling, changes the path it is called on, for some
  /// type.
  public static func isMutating(_ name: String) -> Bool { mutatingNames.contains(name) }

  /// `true` iff libraries and modules have the member `name`, as any value does.
  static func isGeneral(_ name: String) -> Bool { generalNames.contains(name) }

  /// `true` iff the method `name`, in either spelling, takes a function, for some type.
  public static func takesFunction(_ name: String) -> Bool { namesTakingFunctions.contains(name) }

  /// `true` iff the member `name` of library collections, as documented, is a property.
  public static func isCollectionProperty(_ name: String) -> Bool {
    collectionProperties.contains(name)
  }

  /// Returns the documented spelling of the member `name`; of what is no member, `name` as it is.
  public static func documented(_ name: String) -> String {
    isMember(name) ? Spelling.camelCase(name) : name
  }

  /// Returns the member that the function `name` of the library in Myco implements, or a step of
  /// which it is: `insert` for `Array_insert_update` and for the method `insert$update`.
  public static func member(ofLibraryFunction name: String) -> String {
    if let end = name.firstIndex(of: "$") { return String(name[..<end]) }
    let words = name.split(separator: "_")
    return String(words.count > 1 ? words[1] : words[0])
  }

  /// Returns the member whose name is nearest to `name`, if one is near.
  public static func nearestMember(to name: String) -> String? {
    var finder = SuggestionFinder(for: name)
    for member in members { finder.consider(member.name) }
    return finder.result
  }

}
