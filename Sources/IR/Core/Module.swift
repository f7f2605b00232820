import Support

/// A variable of the top level that functions use.
public struct Global: Sendable {

  public var name: Symbol

  /// The join of the types of all values stored; `.unknown` before inference.
  public var type: TypeID

  public init(name: Symbol, type: TypeID = .unknown) {
    self.name = name
    self.type = type
  }

}

/// A written type, as far as it can be checked when a value arrives.
public struct Annotation: Hashable, Sendable {

  /// The tags that are let through.
  public var tags: TagSet

  /// What the elements of an array, set or map must be, or `.none` if nothing is said of them.
  public var element: AnnotationID

  /// What the keys of a map must be, or `.none` if nothing is said of them; `element` is what its
  /// values must be.
  public var key: AnnotationID = .none

  /// The classes one of which an instance must be of or extend; any if there are none.
  public var classes: [ClassTypeID] = []

  /// The number of arguments that a function must take, or -1 if nothing is said of it.
  public var arity = -1

  /// What such a function must return, or `.none` if nothing is said of that; it is checked where
  /// the result is used.
  public var result: AnnotationID = .none

  /// `true` iff an Int becomes a Float.
  public var convertsIntToFloat: Bool

  /// The type as messages show it.
  public var text: Symbol

  public init(tags: TagSet, element: AnnotationID, convertsIntToFloat: Bool, text: Symbol) {
    self.tags = tags
    self.element = element
    self.convertsIntToFloat = convertsIntToFloat
    self.text = text
  }

}

/// What `check.type` checks: the annotation and the words the message begins with.
public struct TypePromise: Hashable, Sendable {

  public var annotation: AnnotationID

  /// `x`, or `the result of f`.
  public var subject: Symbol

  public init(annotation: AnnotationID, subject: Symbol) {
    self.annotation = annotation
    self.subject = subject
  }

}

/// A program in SSA form.
public struct Module: Sendable {

  public var types = TypeTable()
  public var functions = Table<FunctionID, Function>()
  public var globals = Table<GlobalID, Global>()
  public var symbols = Interner()
  public var annotations = Table<AnnotationID, Annotation>()

  public var classes = Table<ClassTypeID, ClassDefinition>()
  public var closures = Table<ClosureID, ClosureDefinition>()
  public var cells = Table<CellID, CellDefinition>()
  public var namespaces: [NamespaceDefinition] = []

  /// The library methods of predeclared types: by tag, name and number of arguments.
  public var libraryMethods: [LibraryMethodKey: FunctionID] = [:]

  /// The closures of library methods as values, by tag and name (the number of arguments is -1),
  /// made on demand by inference: each captures the receiver.
  public var boundLibraryMethods: [LibraryMethodKey: ClosureID] = [:]

  /// The promises that the immediates of `check.type` index.
  public var promises: [TypePromise] = []

  public private(set) var locations = Table<LocationID, Location>()
  private var locationIDs: [Location: LocationID] = [:]

  /// The function that runs the top level of the main file.
  public var main: FunctionID = .none

  /// `true` iff the program may make Objects.
  public var makesObjects = false

  public init() {}

  /// Returns the identity of `location`, which is added if it is new.
  public mutating func intern(_ location: Location) -> LocationID {
    if let id = locationIDs[location] { return id }
    let id = locations.append(location)
    locationIDs[location] = id
    return id
  }

  /// Returns the symbol of `text`.
  public mutating func symbol(_ text: String) -> Symbol { symbols.intern(text) }

  /// Takes the function `id` out of the module for a pass to change; `put` brings it back.
  public mutating func take(_ id: FunctionID) -> Function {
    let empty = Function(name: functions[id].name, displayName: functions[id].displayName)
    let function = functions[id]
    functions[id] = empty
    return function
  }

  /// Brings back a function that `take` took out.
  public mutating func put(_ function: Function, _ id: FunctionID) { functions[id] = function }

}
