import Support
import Syntax

/// The names of the outermost scope, and what the library says of members of any value.
public enum Predeclared {

  /// The functions with their numbers of arguments; `args` is a value.
  private static let functionTable = """
    print/0- printError/0- input/0-1 len/1 range/1-3 str/1 int/1 float/1 bool/1 type/1 typeof/1
    isString/1 isInt/1 isFloat/1 isNumber/1 isBool/1 isBoolean/1 isNull/1 isArray/1 isMap/1 isSet/1
    isObject/1 isFunction/1 assert/1-2 exit/0-1 args
    """

  /// The functions by their documented names, in order.
  static let functions: [Library.Member] =
    functionTable.split(whereSeparator: \.isWhitespace).map(Library.member)

  /// The number of arguments of each function.
  static let arities = functions.reduce(into: ["Error": Arity(least: 1, most: 2)]) {
    $0[$1.name] = $1.arity
  }

  /// Returns how many arguments the predeclared function `name` takes, in either spelling.
  public static func argumentCounts(of name: String) -> ClosedRange<Int>? {
    (arities[name] ?? arities[Spelling.camelCase(name)]).map { $0.least...$0.most }
  }

  /// Returns how many arguments the function `name` of `library` takes, in any spelling.
  public static func argumentCounts(of name: String, in library: String) -> ClosedRange<Int>? {
    (Library.all[library]?.members[name]?.arity).map { $0.least...$0.most }
  }

  /// The types that can be written.
  static let types = [
    "Int", "Float", "Number", "Bool", "Boolean", "String", "Null", "Void", "Any", "Array", "Map",
    "Set", "Object", "Function", "Range", "Error", "Class",
  ]

  /// How many arguments a type takes in angle brackets, where it takes any.
  static let typeArguments = ["Array": 1, "Set": 1, "Map": 2]

  /// The libraries in alphabetical order.
  static let libraries = Library.all.keys.sorted()

  /// The methods that change the path they are called on, for some type, by every spelling.
  static let mutatingMethods: Set<String> = spellings(
    """
    push pop insert remove removeValue clear extend fill reverse sort sortBy swap reserve set delete
    update getOrInsert add addNode addEdge removeNode removeEdge extract enqueue dequeue take
    """)

  /// `true` iff the method `name`, in either spelling, changes the path it is called on, for some
  /// type.
  public static func isMutating(_ name: String) -> Bool { mutatingMethods.contains(name) }

  /// The members that libraries and modules have as any value does.
  static let generalMembers: Set<String> = spellings(
    """
    type toString toBool isString isInt isFloat isNumber isBool isBoolean isNull isArray isMap isSet
    isObject isFunction
    """)

  /// What the words of other languages are called here.
  static let foreignWords = [
    "nil": "Null", "None": "Null", "NULL": "Null", "undefined": "Null", "nullptr": "Null",
    "this": "self", "println": "print", "printf": "print", "echo": "print", "puts": "print",
    "console": "print", "TRUE": "True", "FALSE": "False", "length": "len", "parseInt": "int",
  ]

  private static func spellings(_ table: String) -> Set<String> {
    Set(
      table.split(whereSeparator: \.isWhitespace)
        .flatMap { [String($0), Spelling.snakeCase(String($0))] })
  }

  /// Interns all predeclared names and calls `declare` with each spelling and its meaning.
  static func forEach(in symbols: inout Interner, _ declare: (Symbol, Reference) -> Void) {
    for function in functions {
      let symbol = symbols.intern(function.name)
      declare(symbol, .builtinFunction(symbol))
      let snake = Spelling.snakeCase(function.name)
      if snake != function.name { declare(symbols.intern(snake), .builtinFunction(symbol)) }
    }
    for type in types {
      let symbol = symbols.intern(type)
      declare(symbol, .builtinType(symbol))
    }
    for library in libraries {
      let symbol = symbols.intern(library)
      declare(symbol, .library(symbol))
    }
  }

}
