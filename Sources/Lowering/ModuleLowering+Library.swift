import IR
import Library
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

  // MARK: Library functions

  /// Returns the library function `library.name` of `arity` arguments.
  mutating func libraryFunction(_ library: String, _ name: String, arity: Int) -> FunctionID {
    guard let known = libraryFunctions["\(library).\(name)/\(arity)"] else {
      unreachable("the library function '\(library).\(name)' of \(arity) arguments")
    }
    return function(known)
  }

  /// `true` iff compiled programs have the library function `library.name` of `arity` arguments.
  private func hasFunction(_ library: String, _ name: String, arity: Int) -> Bool {
    libraryFunctions["\(library).\(name)/\(arity)"] != nil
      || isVariadic(library, name) && arity > 2 || isMirrored(library, name, arity: arity)
  }

  /// `true` iff the function is the member of its first argument that has its name.
  func isMirrored(_ library: String, _ name: String, arity: Int) -> Bool {
    guard let entry = LibraryTable.standard.entry(name, ofLibrary: library) else { return false }
    return entry.isMirrored && entry.arity!.contains(arity)
  }

  /// `true` iff the library function takes any number of arguments, two at a time.
  func isVariadic(_ library: String, _ name: String) -> Bool {
    LibraryTable.standard.entry(name, ofLibrary: library)?.arity?.most == Int.max
  }

  /// The value of a constant of a library.
  enum Constant {
    case int(Int64)
    case float(Double)
  }

  /// Returns the value of the constant `library.name`; `nil` if it is none.
  func constant(_ library: String, _ name: String) -> Constant? {
    guard let row = LibraryTable.standard.entry(name, ofLibrary: library)?.signatures[0],
      let value = row.value
    else { return nil }
    if row.result == .simple("Int"), let int = Int64(value) { return .int(int) }
    guard let float = Double(value) else { unreachable("'\(value)' is no number") }
    return .float(float)
  }

  // MARK: Predeclared and library functions as values

  /// Returns the closure of the predeclared function `name`, or of the class `Error`.
  mutating func demandWrapper(of name: String) -> ClosureID {
    demandWrapper(name, isClass: name == "Error", arities: Self.arities(of: name)) {
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

  /// The numbers of arguments that the predeclared function `name` takes as a value: at most 8.
  private static func arities(of name: String) -> ClosedRange<Int> {
    guard let arity = Predeclared.arity(of: name) else {
      unreachable("'\(name)' is no predeclared function")
    }
    return arity.least...min(arity.most, 8)
  }

}
