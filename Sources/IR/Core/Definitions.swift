import Library
import Support

/// A field of a class.
public struct FieldDefinition: Hashable, Sendable {

  public var name: Symbol

  /// The class that declares it.
  public var owner: ClassTypeID

  /// The index of the promise that its values keep, or -1.
  public var promise: Int

  /// `true` iff it may be read before it was set, which is a TypeError.
  public var mayBeUnset: Bool

  /// The join of the types of all values stored; `.unknown` before inference. A field that may be
  /// unset holds Null until then.
  public var type: TypeID

  public init(
    name: Symbol, owner: ClassTypeID, promise: Int = -1, mayBeUnset: Bool = false,
    type: TypeID = .unknown
  ) {
    self.name = name
    self.owner = owner
    self.promise = promise
    self.mayBeUnset = mayBeUnset
    self.type = type
  }

}

/// A class.
public struct ClassDefinition: Sendable {

  /// The name as `.type` gives it.
  public var name: Symbol
  public var base: ClassTypeID

  /// All fields, the base class's first and in its order.
  public var fields: [FieldDefinition] = []

  /// The functions of the methods that it defines itself, by name and number of arguments without
  /// the receiver, which is their first parameter.
  public var methods: [Symbol: [Int: FunctionID]] = [:]

  /// The closures of its bound methods, its own and inherited ones, made on demand by inference:
  /// each captures the receiver.
  public var boundMethods: [Symbol: ClosureID] = [:]

  /// What makes instances, as a value.
  public var constructor: ClosureID = .none

  /// The typed functions behind the hooks of the runtime, `toString(self)`, which returns a
  /// string, and `equals(self, any)`, which returns a bool; `.none` where the class has none or
  /// inference has not chosen them yet.
  public var toStringHook: FunctionID = .none
  public var equalsHook: FunctionID = .none

  /// `true` iff its instances are values: library collections. Its first field is the number of
  /// elements, and `genericUnique` makes a copy of an instance that has another owner.
  public var isValue = false

  /// The names of the methods without arguments that are written without parentheses.
  public var properties: Set<Symbol> = []

  /// `true` iff a function of its own ends instances that are known to be of this class, in place
  /// of the runtime (`specialise-drops`).
  public var dropsDirectly = false

  public init(name: Symbol, base: ClassTypeID = .none) {
    self.name = name
    self.base = base
  }

  /// Returns the index of the field `name` in `fields`, if there is one.
  public func fieldIndex(_ name: Symbol) -> Int? { fields.firstIndex { $0.name == name } }

}

/// What a function value calls.
public struct ClosureDefinition: Sendable {

  /// What is called.
  public enum Kind: String, Sendable, CaseIterable {
    case function, lambda, method, classObject
  }

  public var kind: Kind

  /// The name that its text form shows; `.none` for a lambda.
  public var name: Symbol

  /// The number of captured values.
  public var captureCount: Int

  /// `true` iff it has a name, but each run of the block around makes a function of its own, as
  /// each evaluation of a lambda does: `==` can tell it apart from others.
  public var isNested = false

  /// Which of the captured values, an Int, two values of the same function have in common; `nil` if
  /// only the same object is the same function.
  public var token: Int?

  /// The generic function for each number of arguments that is accepted; its first parameters are
  /// the captured values. In a typed module: the functions of the entry for unknown callers, whose
  /// further parameters and results are of type any; none if there are no such callers.
  public var functions: [Int: FunctionID] = [:]

  /// The least and the greatest number of arguments in a typed module; before, `functions` tell.
  public var arities: ClosedRange<Int>?

  /// The types of the captured values; empty before inference.
  public var captures: [TypeID] = []

  public init(kind: Kind, name: Symbol, captureCount: Int, functions: [Int: FunctionID] = [:]) {
    self.kind = kind
    self.name = name
    self.captureCount = captureCount
    self.functions = functions
  }

  /// The accepted numbers of arguments, as messages show them: `2`, `1 to 2`.
  public var arityText: String {
    Arity(acceptedArities ?? 0...0).countText
  }

  /// The least and the greatest number of arguments; `nil` if the closure cannot be called.
  public var acceptedArities: ClosedRange<Int>? {
    if let arities { return arities }
    guard let least = functions.keys.min(), let most = functions.keys.max() else { return nil }
    return least...most
  }

}

/// A captured variable that is assigned.
public struct CellDefinition: Sendable {

  public var name: Symbol

  /// The join of the types of all values stored; `.unknown` before inference.
  public var type: TypeID

  public init(name: Symbol, type: TypeID = .unknown) {
    self.name = name
    self.type = type
  }

}

/// A library or module as a value.
public struct NamespaceDefinition: Sendable {

  /// What a member is.
  public enum Member: Hashable, Sendable {
    case closure(ClosureID)
    case global(GlobalID)
    case constant(TypeID, Int64)
  }

  public var name: Symbol
  public var isLibrary: Bool
  public var members: [Symbol: Member] = [:]

  public init(name: Symbol, isLibrary: Bool) {
    self.name = name
    self.isLibrary = isLibrary
  }

}

/// What a library method is found by.
public struct LibraryMethodKey: Hashable, Sendable {

  /// The single tag of the receiver.
  public var tag: TagSet
  public var name: Symbol

  /// The number of arguments without the receiver; -1 for a property.
  public var arity: Int

  public init(tag: TagSet, name: Symbol, arity: Int) {
    self.tag = tag
    self.name = name
    self.arity = arity
  }

}

extension Module {

  /// `true` iff `id` is `base` or extends it; every class extends `.none`.
  public func isClass(_ id: ClassTypeID, orExtends base: ClassTypeID) -> Bool {
    var next = id
    while next != base && !next.isNone { next = classes[next].base }
    return next == base
  }

  /// Returns the classes that are `base` or extend it.
  public func classes(extending base: ClassTypeID) -> [ClassTypeID] {
    classes.ids.filter { isClass($0, orExtends: base) }
  }

  /// Returns the nearest class that both are or extend; `.none` if there is no such class.
  public func commonBase(_ a: ClassTypeID, _ b: ClassTypeID) -> ClassTypeID {
    var next = a
    while !isClass(b, orExtends: next) { next = classes[next].base }
    return next
  }

  /// Returns the functions of the method `name` of `id`, own or inherited, by number of arguments.
  public func methods(of id: ClassTypeID, _ name: Symbol) -> [Int: FunctionID]? {
    var next = id
    while !next.isNone {
      if let found = classes[next].methods[name] { return found }
      next = classes[next].base
    }
    return nil
  }

  /// Gives each class the closures of its own methods as values, which capture the receiver.
  public mutating func addBoundMethods() {
    for id in classes.ids {
      for (name, functions) in classes[id].methods.sorted(by: { $0.key < $1.key }) {
        let closure = ClosureDefinition(
          kind: .method, name: name, captureCount: 1, functions: functions)
        classes[id].boundMethods[name] = closures.append(closure)
      }
    }
    addBoundLibraryMethods()
  }

  private mutating func addBoundLibraryMethods() {
    let names = membersRead
    var methods: [LibraryMethodKey: [Int: FunctionID]] = [:]
    // What Objects alone have is called, not read: there it is an entry.
    for (key, function) in libraryMethods
    where key.arity >= 0 && key.tag != .object && names.contains(key.name) {
      let group = LibraryMethodKey(tag: key.tag, name: key.name, arity: -1)
      methods[group, default: [:]][key.arity] = function
    }
    let order = methods.keys.sorted {
      ($0.name, $0.tag.rawValue) < ($1.name, $1.tag.rawValue)
    }
    for key in order {
      let closure = ClosureDefinition(
        kind: .method, name: key.name, captureCount: 1, functions: methods[key]!)
      boundLibraryMethods[key] = closures.append(closure)
    }
  }

  /// The names of the members that the program reads.
  private var membersRead: Set<Symbol> {
    var names: Set<Symbol> = []
    for function in functions.elements where !function.isLibrary {
      for block in function.layout {
        for value in function[block].instructions
        where function[value].opcode == .genericGetMember {
          names.insert(Symbol(raw: UInt32(function[value].immediate)))
        }
      }
    }
    return names
  }

  /// Returns the closure of the method `name` of `id`, own or inherited.
  public func boundMethod(of id: ClassTypeID, _ name: Symbol) -> ClosureID? {
    var next = id
    while !next.isNone {
      if let found = classes[next].boundMethods[name] { return found }
      next = classes[next].base
    }
    return nil
  }

}
