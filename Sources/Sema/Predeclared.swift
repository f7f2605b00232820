import Library
import Support
import Syntax

/// The names of the outermost scope, and what the library says of members of any value.
public enum Predeclared {

  private static let table = LibraryTable.standard

  /// The functions and values by their documented names, in order.
  static let functions: [String] = table.entries(of: .program).map(\.name)
    .filter { !types.contains($0) }

  /// Returns how many arguments the predeclared function or type `name` takes, in any spelling;
  /// `nil` if it cannot be called.
  public static func arity(of name: String) -> Arity? { table.entry(name, of: .program)?.arity }

  /// The types that can be written.
  static let types = [
    "Int", "Float", "Number", "Bool", "Boolean", "String", "Null", "Void", "Any", "Array", "Map",
    "Set", "Object", "Function", "Range", "Error", "Class",
  ]

  /// How many arguments a type takes in angle brackets, where it takes any.
  static let typeArguments = ["Array": 1, "Set": 1, "Map": 2]

  /// What the words of other languages are called here.
  static let foreignWords = [
    "nil": "Null", "None": "Null", "NULL": "Null", "undefined": "Null", "nullptr": "Null",
    "this": "self", "println": "print", "printf": "print", "echo": "print", "puts": "print",
    "console": "print", "TRUE": "True", "FALSE": "False", "length": "len", "parseInt": "int",
  ]

  /// Interns all predeclared names and calls `declare` with each spelling and its meaning.
  static func forEach(in symbols: inout Interner, _ declare: (Symbol, Reference) -> Void) {
    for function in functions {
      let symbol = symbols.intern(function)
      declare(symbol, .builtinFunction(symbol))
      let snake = Spelling.snakeCase(function)
      if snake != function { declare(symbols.intern(snake), .builtinFunction(symbol)) }
    }
    for type in types {
      let symbol = symbols.intern(type)
      declare(symbol, .builtinType(symbol))
    }
    for library in table.libraries {
      let symbol = symbols.intern(library)
      declare(symbol, .library(symbol))
    }
  }

}
