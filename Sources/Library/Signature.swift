/// What a name of the library belongs to.
public enum Owner: Hashable, Sendable {

  /// The outermost scope of each program.
  case program

  /// A library, such as `math`.
  case library(String)

  /// A type, such as `String`, or one of the groups `Any`, `Some` (all values but Null), `Scalar`
  /// (strings, numbers and Booleans), and `Number`.
  case type(String)

  /// Returns the name of a member as programs may speak of it: `math.abs`, `String.upper`, `print`.
  func qualified(_ name: String) -> String {
    switch self {
    case .program: name
    case .library(let owner), .type(let owner): "\(owner).\(name)"
    }
  }

}

/// A parameter of a function or method.
public struct Parameter: Hashable, Sendable, CustomStringConvertible {

  public let name: String
  public let type: ValueType

  /// What is taken if the argument is missing, as a text for readers; `nil` if it must be there.
  public let fallback: String?

  /// `true` iff it takes all further arguments.
  public let isVariadic: Bool

  public var description: String {
    "\(name): \(type)" + (isVariadic ? "..." : "") + (fallback.map { " = \($0)" } ?? "")
  }

}

/// How an entry is implemented in compiled programs.
public enum Implementation: Hashable, Sendable {

  /// By the function of `runtime/library` that bears its name, e.g. `String_upper`, or a method of
  /// a class there.
  case source

  /// By functions or methods of `runtime/library` for these steps, e.g. `Array_insert_update`.
  case steps([String])

  /// By instructions that lowering writes for a call of the name.
  case compiler

  /// By one instruction for each type of receivers.
  case instruction(String)

  /// By its value.
  case constant

  /// As an entry of the Object.
  case field

  /// By a function in C.
  case runtime

  /// By the function of `runtime/library` that bears its name, and where a `for` loop walks its
  /// result by instructions that lowering writes.
  case iteration

}

/// One way to call or read what the library has under a name: a row of the table.
public struct Signature: Sendable {

  /// What can be done with the name.
  public enum Kind: String, Sendable {
    case function, constant, property, method, field, runtime
  }

  public var owner: Owner
  public var name: String
  public var kind: Kind
  public var parameters: [Parameter] = []
  public var result: ValueType

  /// `true` iff it changes the variable or path that it is called on.
  public var isMutating = false

  /// The kinds of errors that it throws for other reasons than wrong types or counts of arguments.
  public var errors: [String] = []

  /// `true` iff it depends on or changes what is outside of its arguments.
  public var acts = false

  public var implementation: Implementation = .source

  /// The functions of the runtime on which the implementation calls, e.g. `string.upper`.
  public var runtime: [String] = []

  /// `true` iff it gives Objects; for functions of the runtime.
  public var makesObjects = false

  /// The value of a constant.
  public var value: String?

  /// The name of which this is another spelling, if it is.
  public var original: String?

  /// `true` iff it is a function that is the member of its first argument with its name.
  public var isMirrored = false

  /// `true` iff another row says the same: that of the function that is the method here, or of the
  /// function of a type that the library has as well.
  public var isRestated = false

  /// What it gives or does, in a phrase.
  public var summary = ""

  /// The numbers of arguments that fit.
  public var arity: Arity {
    let required = parameters.prefix { $0.fallback == nil && !$0.isVariadic }.count
    let isVariadic = parameters.last?.isVariadic ?? false
    return Arity(least: required, most: isVariadic ? Int.max : parameters.count)
  }

  /// `true` iff it can be called.
  public var isCallable: Bool { kind == .function || kind == .method || kind == .runtime }

  /// The name with parameters and result, as a reader needs it: `indexOf(part: String) -> Int`.
  public var text: String {
    if !isCallable { return "\(name): \(result)" }
    return "\(name)(\(parameters.map(\.description).joined(separator: ", "))) -> \(result)"
  }

  /// The name with what it belongs to.
  public var qualifiedName: String { owner.qualified(name) }

}

/// All that the library has under one name.
public struct Entry: Sendable {

  /// The ways to use it; at least one, and all of one kind.
  public var signatures: [Signature]

  public var owner: Owner { signatures[0].owner }
  public var name: String { signatures[0].name }
  public var kind: Signature.Kind { signatures[0].kind }
  public var qualifiedName: String { signatures[0].qualifiedName }

  /// `true` iff it is a function that is the member of its first argument with its name.
  public var isMirrored: Bool { signatures[0].isMirrored }

  /// `true` iff another entry says the same (`Signature.isMirrored`, `Signature.isRestated`).
  public var isDerived: Bool { signatures[0].isMirrored || signatures[0].isRestated }

  /// `true` iff some way changes the variable or path that it is called on.
  public var isMutating: Bool { signatures.contains(where: \.isMutating) }

  /// The number of arguments that fit; `nil` of what cannot be called.
  public var arity: Arity? {
    guard signatures[0].isCallable else { return nil }
    let arities = signatures.map(\.arity)
    return Arity(least: arities.map(\.least).min()!, most: arities.map(\.most).max()!)
  }

}
