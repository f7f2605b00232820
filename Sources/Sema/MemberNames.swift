/// The properties and methods that the library's types have, for members of values.
public enum MemberNames {

  private static let table = """
    type toString toInt toFloat toBool isString isInt isFloat isNumber isBool isBoolean isNull isArray
    isMap isSet isObject isFunction
    abs min max floor ceil round sqrt pow sign clamp toFixed toHex
    length isEmpty upper lower toUpperCase toLowerCase trim trimLeft trimRight split lines replace
    contains startsWith endsWith indexOf lastIndexOf substring slice charAt charCodeAt repeat padLeft
    padRight reverse count chars isDigit isLetter isSpace isUpper isLower isAlphanumeric bytes join
    fromCode fromBytes
    first last push pop insert remove removeValue clear extend fill sort sortBy swap reserve concat
    unique sorted reversed map filter find findIndex reduce forEach any all flatMap zip enumerate chunk
    groupBy sum average flatten take drop
    size keys values entries has get set delete update merge getOrInsert
    add union intersection difference symmetricDifference isSubset toArray
    height search edgeCount isDirected addNode addEdge removeNode removeEdge hasNode hasEdge neighbors
    nodes edges bfs dfs shortestPath topologicalSort components elements isMaxHeap peek extract enqueue
    dequeue front back top
    timestamp format year month day hour minute second weekday yearDay subtract isoString unixTimestamp
    message kind line file column row
    """

  private static let names = table.split(whereSeparator: \.isWhitespace).map(String.init)

  private static let spellings = Set(names.flatMap { [$0, Spelling.snakeCase($0)] })

  /// `true` iff some type of the library has a member called `name`, in either spelling.
  public static func contains(_ name: String) -> Bool { spellings.contains(name) }

  /// Returns the member whose name is nearest to `name`, if one is near enough to be meant.
  public static func nearest(to name: String) -> String? {
    let scalars = Array(name.unicodeScalars)
    let ranked = names.map { ($0, editDistance(scalars, Array($0.unicodeScalars))) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= max(1, scalars.count / 3) else {
      return nil
    }
    return best.0
  }

}
