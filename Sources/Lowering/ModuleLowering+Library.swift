import IR
import Sema
import Source
import Support
import Syntax

// Names of the library.
extension ModuleLowering {

  /// Returns the documented name of the library's member that `name` means, in either spelling; of
  /// what is no member, `name` as written.
  func documentedName(_ name: Symbol) -> String {
    Predeclared.documented(module.symbols[name])
  }

  /// Returns the name by which a member is looked up: as written where a class of the program has
  /// it so, else as documented.
  mutating func canonicalName(_ name: Symbol) -> Symbol {
    members.names.contains(name) ? name : module.symbol(documentedName(name))
  }

  /// Returns `name`, in snake case, in camel case.
  static func camelCase(_ name: String) -> String {
    let words = name.split(separator: "_")
    guard let first = words.first else { return name }
    return first + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  // MARK: Library functions

  /// Returns the library function `library.name` of `arity` arguments.
  mutating func libraryFunction(_ library: String, _ name: String, arity: Int) -> FunctionID {
    guard let known = libraryFunctions["\(library).\(name)/\(arity)"] else {
      unreachable("the library function '\(library).\(name)' of \(arity) arguments")
    }
    return function(known)
  }

  /// `true` iff compiled programs have the library function `library.name` of `arity` arguments.
  private mutating func hasFunction(_ library: String, _ name: String, arity: Int) -> Bool {
    libraryFunctions["\(library).\(name)/\(arity)"] != nil
      || Self.isVariadic(library, name) && arity > 2
      || isMirrored(library, name, arity: arity)
        && Predeclared.argumentCounts(of: name, in: library)!.contains(arity)
  }

  /// `true` iff the function is the member of its first argument that has its name.
  func isMirrored(_ library: String, _ name: String, arity: Int) -> Bool {
    ["string", "array", "maps", "sets"].contains(library) && arity > 0
      && libraryFunctions["\(library).\(name)/\(arity)"] == nil
      && !["create", "fromCode", "fromBytes"].contains(name)
  }

  /// `true` iff the library function takes any number of arguments, two at a time.
  static func isVariadic(_ library: String, _ name: String) -> Bool {
    ["math.min", "math.max", "path.join"].contains("\(library).\(name)")
  }

  /// The value of a constant of a library.
  enum Constant {
    case int(Int64)
    case float(Double)
  }

  /// Returns the value of the constant `library.name`, given as documented; `nil` if it is none.
  static func constant(_ library: String, _ name: String) -> Constant? {
    constants["\(library).\(name)"]
  }

  private static let constants: [String: Constant] = [
    "math.Pi": .float(.pi), "math.E": .float(2.718281828459045), "math.Tau": .float(2 * .pi),
    "math.Phi": .float((1 + 5.0.squareRoot()) / 2), "math.Sqrt2": .float(2.0.squareRoot()),
    "math.Sqrt3": .float(3.0.squareRoot()), "math.Infinity": .float(.infinity),
    "math.NaN": .float(.nan), "math.MaxInt": .int(.max), "math.MinInt": .int(.min),
    "regex.CASE_INSENSITIVE": .int(1), "regex.GLOBAL": .int(2), "regex.MULTILINE": .int(4),
    "regex.DOTALL": .int(8),
  ]

  // MARK: Predeclared and library functions as values

  /// Returns the closure of the predeclared function `name`, or of the class `Error`.
  mutating func demandWrapper(of name: String) -> ClosureID {
    demandWrapper(name, isClass: name == "Error", arities: Self.arities[name] ?? 1...1) {
      .wrapper(name, arity: $0, $1)
    }
  }

  /// Returns the closure of the library function `library.name`.
  mutating func demandWrapper(of library: String, _ name: String) -> ClosureID {
    let arities = (0...8).filter { hasFunction(library, name, arity: $0) }
    return demandWrapper("\(library).\(name)", isClass: false, arities: arities) {
      .libraryWrapper(library: library, name: name, arity: $0, $1)
    }
  }

  /// Returns the closure of the predeclared type `name`, which cannot be called.
  mutating func demandClass(of name: String) -> ClosureID {
    demandWrapper("class \(name)", isClass: true, arities: []) { _, _ in
      unreachable("a call of a predeclared type")
    }
  }

  private mutating func demandWrapper(
    _ name: String, isClass: Bool, arities: some Sequence<Int>,
    _ work: (Int, FunctionID) -> Work
  ) -> ClosureID {
    if let known = wrappers[name] { return known }
    let shown = String(name.split(whereSeparator: { $0 == "." || $0 == " " }).last!)
    let closure = module.closures.append(
      ClosureDefinition(
        kind: isClass ? .classObject : .function, name: module.symbol(shown), captureCount: 0))
    wrappers[name] = closure
    for arity in arities {
      let function = declare("\(name).value", displayName: shown)
      module.closures[closure].functions[arity] = function
      pending.append(work(arity, function))
    }
    return closure
  }

  /// The numbers of arguments that the predeclared functions take as values; one if not listed.
  private static let arities = [
    "print": 0...8, "printError": 0...8, "input": 0...1, "range": 1...3, "assert": 1...2,
    "exit": 0...1, "Error": 1...2,
  ]

}
