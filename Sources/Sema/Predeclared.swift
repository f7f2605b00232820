/// The names of the outermost scope: functions, types and libraries of the language.
///
/// Library names exist in camelCase and snake_case; both are recognised by their letters alone.
public enum Predeclared {

  /// The predeclared functions, and `args`.
  static let functions: [String] = words(
    """
    print printError input len range str int float bool type typeof isString isInt isFloat isNumber
    isBool isBoolean isNull isArray isMap isSet isObject isFunction assert exit args
    """)

  /// The predeclared types.
  static let types: [String] = words(
    """
    Int Float Number Bool Boolean String Null Void Any Array Map Set Object Function Range Error
    Class
    """)

  /// The members of each library.
  static let libraries: [String: [String]] = [
    "math": words(
      """
      Pi E Tau Phi Sqrt2 Sqrt3 Infinity NaN MaxInt MinInt abs min max floor ceil round trunc div
      mod sqrt cbrt pow exp log log2 log10 sin cos tan asin acos atan atan2 sinh cosh tanh hypot
      gcd lcm factorial isPrime sign clamp lerp degrees radians isNaN isFinite random randomInt
      seed
      """),
    "string": stringMembers + words("fromCode fromBytes"),
    "array": arrayMembers + words("create"),
    "maps": mapMembers + words("create"), "sets": setMembers + words("create"),
    "trees": words("create"), "graphs": words("create"), "heaps": words("create"),
    "queues": words("create"), "stacks": words("create"),
    "file": words(
      """
      read readBytes write append writeBytes exists size delete copy move readLines writeLines
      lines open close readChunk writeChunk seek tell eof
      """),
    "dir": words("list create remove removeAll exists current change walk info"),
    "path": words("join base dir extension absolute"), "env": words("get set all"),
    "process": words("run pid"), "time": timeMembers,
    "regex": words(
      """
      test match matchAll replace split escape compile isEmail isUrl isIp CASE_INSENSITIVE GLOBAL
      MULTILINE DOTALL
      """),
    "json": words("parse stringify pretty validate size isEmpty get"),
    "http": words("get post put patch delete head options request statusOk getHeader getJson"),
  ]

  private static let stringMembers = words(
    """
    length isEmpty upper lower toUpperCase toLowerCase trim trimLeft trimRight split lines replace
    contains startsWith endsWith indexOf lastIndexOf substring slice charAt charCodeAt repeat
    padLeft padRight reverse count chars isDigit isLetter isSpace isUpper isLower isAlphanumeric
    bytes join
    """)

  private static let arrayMembers = words(
    """
    length isEmpty first last push pop insert remove removeValue clear extend fill reverse sort
    sortBy swap reserve concat slice unique sorted reversed map filter find findIndex reduce
    forEach any all count flatMap zip enumerate chunk groupBy sum min max average flatten join
    contains indexOf lastIndexOf take drop
    """)

  private static let mapMembers = words(
    """
    size isEmpty keys values entries has get set delete update clear merge map filter forEach
    getOrInsert
    """)

  private static let setMembers = words(
    """
    size isEmpty has contains add remove clear union intersection difference symmetricDifference
    isSubset toArray map filter forEach
    """)

  private static let timeMembers = words(
    """
    now create format parse year month day hour minute second weekday yearDay add subtract
    difference isoString unixTimestamp clock sleep timestamp
    """)

  private static let otherMembers = words(
    """
    type toString toInt toFloat toBool isString isInt isFloat isNumber isBool isBoolean isNull
    isArray isMap isSet isObject isFunction abs min max floor ceil round sqrt pow sign clamp
    toFixed toHex message kind line file column row height search insert edgeCount isDirected
    addNode addEdge removeNode removeEdge hasNode hasEdge neighbors nodes edges bfs dfs
    shortestPath topologicalSort components elements isMaxHeap peek extract enqueue dequeue front
    back top take fromCode fromBytes
    """)

  /// Every property and method of the library's types, for members of values.
  public static let members: [String] =
    stringMembers + arrayMembers + mapMembers + setMembers + timeMembers + otherMembers

  /// The methods that change the variable or path they are called on.
  static let mutatingMethods: Set<String> = Set(
    words(
      """
      push pop insert remove removeValue clear extend fill reverse sort sortBy swap reserve set
      delete update getOrInsert add addNode addEdge removeNode removeEdge extract enqueue dequeue
      take
      """
    ).map(letters))

  private static let memberLetters = Set(members.map(letters))
  private static let functionLetters = Set(functions.map(letters))

  /// `true` iff some type of the library has a member of that name.
  public static func isMember(_ name: String) -> Bool { memberLetters.contains(letters(name)) }

  /// Returns the member whose name is nearest to `name`, if one is near.
  public static func nearestMember(to name: String) -> String? { nearest(to: name, among: members) }

  static func isFunction(_ name: String) -> Bool { functionLetters.contains(letters(name)) }

  static func isMutating(_ name: String) -> Bool { mutatingMethods.contains(letters(name)) }

  /// `true` iff the library `library` has a member of that name.
  static func has(_ library: String, _ name: String) -> Bool {
    libraries[library]?.contains { letters($0) == letters(name) } ?? false
  }

  private static func letters(_ name: String) -> String {
    name.lowercased().filter { $0 != "_" }
  }

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

}
