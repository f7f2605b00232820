/// A library: its names, by every spelling.
struct Library {

  /// A function or constant of a library.
  struct Member {

    /// The name as documented.
    var name: String

    /// `nil` for a constant.
    var arity: Arity?

  }

  /// The members by every spelling that is accepted.
  private(set) var members: [String: Member] = [:]

  /// The names as documented, in order.
  private(set) var names: [String] = []

  /// Creates a library from `table`: names with `/least-most` arguments, or without for constants.
  fileprivate init(_ table: String, acceptsCapitals: Bool = false) {
    for word in table.split(whereSeparator: \.isWhitespace) {
      let member = Self.member(word)
      names.append(member.name)
      for spelling in [
        member.name, Spelling.snakeCase(member.name), Spelling.camelCase(member.name),
      ] {
        members[spelling] = member
      }
      if acceptsCapitals {
        let capitalized = Spelling.capitalized(member.name)
        if members[capitalized] == nil { members[capitalized] = member }
      }
    }
  }

  /// Reads `name`, `name/1`, `name/1-2` or `name/1-`.
  static func member(_ word: Substring) -> Member {
    let parts = word.split(separator: "/")
    guard parts.count == 2 else { return Member(name: String(word), arity: nil) }
    let bounds = parts[1].split(separator: "-", omittingEmptySubsequences: false)
    let least = Int(bounds[0]) ?? 0
    let most = bounds.count == 1 ? least : Int(bounds[1]) ?? Int.max
    return Member(name: String(parts[0]), arity: Arity(least: least, most: most))
  }

  /// All libraries by name.
  static let all: [String: Library] = [
    "string": Library(stringNames), "array": Library(arrayNames), "maps": Library(mapNames),
    "sets": Library(setNames), "trees": Library("create/0-1"), "graphs": Library("create/0-1"),
    "heaps": Library("create/0-1"), "queues": Library("create/0"), "stacks": Library("create/0"),
    "math": Library(mathNames, acceptsCapitals: true), "file": Library(fileNames),
    "dir": Library(dirNames), "path": Library("join/0- base/1 dir/1 extension/1 absolute/1"),
    "env": Library("get/1-2 set/2 all/0"), "process": Library("run/1-2 pid/0"),
    "time": Library(timeNames), "regex": Library(regexNames), "json": Library(jsonNames),
    "http": Library(httpNames),
  ]

  private static let stringNames = """
    length/1 isEmpty/1 upper/1 lower/1 toUpperCase/1 toLowerCase/1 trim/1 trimLeft/1 trimRight/1
    split/2 lines/1 replace/3 contains/2 startsWith/2 endsWith/2 indexOf/2-3 lastIndexOf/2
    substring/2-3 slice/2-3 charAt/2 charCodeAt/2 repeat/2 padLeft/2-3 padRight/2-3 reverse/1
    count/2 chars/1 isDigit/1 isLetter/1 isSpace/1 isUpper/1 isLower/1 isAlphanumeric/1 bytes/1
    join/2 fromCode/1 fromBytes/1
    """

  private static let arrayNames = """
    create/2 length/1 isEmpty/1 first/1 last/1 push/2 pop/1-2 insert/3 remove/2 removeValue/2
    clear/1 extend/2 fill/2-3 reverse/1 sort/1-2 sortBy/2 swap/3 reserve/2 concat/2 slice/2-3
    unique/1 sorted/1-2 reversed/1 map/2 filter/2 find/2 findIndex/2 reduce/2-3 forEach/2 any/2
    all/2 count/2 flatMap/2 zip/2 enumerate/1 chunk/2 groupBy/2 sum/1 min/1 max/1 average/1
    flatten/1 join/1-2 contains/2 indexOf/2 lastIndexOf/2 take/2 drop/2
    """

  private static let mapNames = """
    create/0 size/1 isEmpty/1 keys/1 values/1 entries/1 has/2 get/2-3 set/3 delete/2 update/2
    clear/1 merge/2 map/2 filter/2 forEach/2 getOrInsert/3
    """

  private static let setNames = """
    create/0-1 size/1 isEmpty/1 has/2 contains/2 add/2 remove/2 clear/1 union/2 intersection/2
    difference/2 symmetricDifference/2 isSubset/2 toArray/1 map/2 filter/2 forEach/2
    """

  private static let mathNames = """
    Pi E Tau Phi Sqrt2 Sqrt3 Infinity NaN MaxInt MinInt abs/1 min/1- max/1- floor/1 ceil/1 round/1
    trunc/1 div/2 mod/2 sqrt/1 cbrt/1 pow/2 exp/1 log/1-2 log2/1 log10/1 sin/1 cos/1 tan/1 asin/1
    acos/1 atan/1 atan2/2 sinh/1 cosh/1 tanh/1 hypot/2 gcd/2 lcm/2 factorial/1 isPrime/1 sign/1
    clamp/3 lerp/3 degrees/1 radians/1 isNaN/1 isFinite/1 random/0 randomInt/2 seed/1
    """

  private static let fileNames = """
    read/1 readBytes/1 write/2 append/2 writeBytes/2 exists/1 size/1 delete/1 copy/2 move/2
    readLines/1 writeLines/2 lines/1 open/1-2 close/1 readChunk/1-2 writeChunk/2 seek/2 tell/1
    eof/1
    """

  private static let dirNames = """
    list/1 create/1 remove/1 removeAll/1 exists/1 current/0 change/1 walk/1 info/1
    """

  private static let timeNames = """
    now/0 create/6 format/2 parse/2 year/1 month/1 day/1 hour/1 minute/1 second/1 weekday/1
    yearDay/1 add/2 subtract/2 difference/2 isoString/1 unixTimestamp/1 clock/0 sleep/1
    """

  private static let regexNames = """
    test/2-3 match/2-3 matchAll/2-3 replace/3-4 split/2-3 escape/1 compile/1-2 isEmail/1 isUrl/1
    isIp/1 CASE_INSENSITIVE GLOBAL MULTILINE DOTALL
    """

  private static let jsonNames = """
    parse/1 stringify/1-2 pretty/1 validate/1 size/1 isEmpty/1 get/2-3
    """

  private static let httpNames = """
    get/1-2 post/2-3 put/2-3 patch/2-3 delete/1-2 head/1-2 options/1-2 request/1 statusOk/1
    getHeader/2 getJson/1
    """

}
