import Support

/// A mention of a function by a class or closure, resolved when all are known.
struct DefinitionMention {

  enum Place {
    case closure(ClosureID, arity: Int)
    case method(ClassTypeID, Symbol, arity: Int)
    case toStringHook(ClassTypeID)
    case equalsHook(ClassTypeID)
  }

  let place: Place
  let name: String
  let position: Int

}

extension ModuleReader {

  mutating func readCell() throws(ReadError) {
    try readIndex("", expected: module.cells.count)
    try scanner.expect("=")
    let name = module.symbol(try scanner.string())
    try scanner.expect(":")
    module.cells.append(CellDefinition(name: name, type: try readType()))
    try scanner.endLine()
  }

  mutating func readNamespace() throws(ReadError) {
    try readIndex("", expected: module.namespaces.count)
    try scanner.expect("=")
    let isLibrary = scanner.takeWord("library")
    guard isLibrary || scanner.takeWord("module") else {
      throw scanner.error("expected library or module")
    }
    let name = module.symbol(try scanner.string())
    module.namespaces.append(NamespaceDefinition(name: name, isLibrary: isLibrary))
    try scanner.endLine()
  }

  mutating func readClosure() throws(ReadError) {
    try readIndex("", expected: module.closures.count)
    try scanner.expect("=")
    let start = scanner.position
    guard let kind = ClosureDefinition.Kind(rawValue: try scanner.word("a kind of closure")) else {
      throw scanner.error("expected function, lambda, method or classObject", at: start)
    }
    let isNamed = scanner.next == UInt8(ascii: "\"")
    let name = isNamed ? module.symbol(try scanner.string()) : Symbol.none
    var captures: [TypeID] = []
    try scanner.expect("(")
    while !scanner.take(")") {
      if !captures.isEmpty { try scanner.expect(",") }
      captures.append(try readType())
    }
    var closure = ClosureDefinition(kind: kind, name: name, captureCount: captures.count)
    closure.captures = captures.contains(.unknown) ? [] : captures
    closure.isNested = scanner.takeWord("nested")
    if scanner.takeWord("token") { closure.token = try scanner.number() }
    if scanner.takeWord("takes") {
      let least = try scanner.number()
      try scanner.expect("to")
      closure.arities = least...max(least, try scanner.number())
    }
    let id = module.closures.append(closure)
    while !scanner.isAtEndOfLine {
      let arity = try scanner.number()
      try mention(.closure(id, arity: arity))
    }
    try scanner.endLine()
  }

  mutating func readClass() throws(ReadError) {
    try readIndex("", expected: module.classes.count)
    try scanner.expect("=")
    var definition = ClassDefinition(name: module.symbol(try scanner.string()))
    if scanner.takeWord("extends") { definition.base = ClassTypeID(try scanner.number()) }
    if scanner.takeWord("constructor") {
      definition.constructor = ClosureID(try scanner.number())
    }
    let id = module.classes.append(definition)
    if scanner.takeWord("to_string") { try mention(.toStringHook(id)) }
    if scanner.takeWord("equals") { try mention(.equalsHook(id)) }
    module.classes[id].dropsDirectly = scanner.takeWord("drops")
    module.classes[id].isValue = scanner.takeWord("value")
    try scanner.expect("{")
    try scanner.endLine()
    while !scanner.take("}") { try readClassMember(id) }
    try scanner.endLine()
  }

  private mutating func readClassMember(_ id: ClassTypeID) throws(ReadError) {
    if scanner.takeWord("method") {
      let name = module.symbol(try scanner.string())
      let arity = try scanner.number()
      try mention(.method(id, name, arity: arity))
    } else {
      guard scanner.takeWord("field") else { throw scanner.error("expected field or method") }
      module.classes[id].fields.append(try readField())
    }
    try scanner.endLine()
  }

  private mutating func readField() throws(ReadError) -> FieldDefinition {
    let name = module.symbol(try scanner.string())
    guard scanner.takeWord("of") else { throw scanner.error("expected 'of'") }
    let owner = ClassTypeID(try scanner.number())
    try scanner.expect(":")
    var field = FieldDefinition(name: name, owner: owner, type: try readType())
    if scanner.takeWord("promise") {
      try scanner.expect("#")
      field.promise = try scanner.number()
    }
    field.mayBeUnset = scanner.takeWord("unset")
    return field
  }

  private mutating func mention(_ place: DefinitionMention.Place) throws(ReadError) {
    let start = scanner.position
    definitionMentions.append(.init(place: place, name: try readName("@"), position: start))
  }

  /// Gives classes and closures the functions that they name.
  mutating func resolveDefinitions() throws(ReadError) {
    for mention in definitionMentions {
      let function = try resolve(mention.name, at: mention.position)
      switch mention.place {
      case .closure(let id, let arity): module.closures[id].functions[arity] = function
      case .method(let id, let name, let arity):
        module.classes[id].methods[name, default: [:]][arity] = function
      case .toStringHook(let id): module.classes[id].toStringHook = function
      case .equalsHook(let id): module.classes[id].equalsHook = function
      }
    }
  }

  // MARK: Types

  mutating func readTypeArgument() throws(ReadError) -> TypeID {
    try scanner.expect("<")
    let type = try readType()
    try scanner.expect(">")
    return type
  }

  /// Takes the rest of a type that names classes, closures, a cell or a namespace by numbers.
  mutating func readNumberedType(_ word: String) throws(ReadError) -> TypeID {
    try scanner.expect("<")
    var numbers: [Int] = []
    if !scanner.takeWord("any") {
      repeat { numbers.append(try scanner.number()) } while scanner.take("|")
    }
    try scanner.expect(">")
    let closures = numbers.map { ClosureID($0) }
    switch (word, numbers.first) {
    case ("function", _): return module.types.intern(.function(closures))
    case ("class", _): return module.types.intern(.classObject(closures))
    case ("cell", let number?): return module.types.intern(.cell(CellID(number)))
    case ("packed", let number?): return module.types.intern(.packed(ClassTypeID(number)))
    case ("token", let number?): return module.types.intern(.token(units: number))
    case ("namespace", let number?): return module.types.intern(.namespace(number))
    case ("exact", let number?):
      let base = numbers.count == 1 ? ClassTypeID(number) : .none
      return module.types.intern(.instance(base, of: numbers.map { ClassTypeID($0) }))
    case (_, let number?): return module.types.intern(.extending(ClassTypeID(number)))
    case (_, nil): throw scanner.error("expected a number")
    }
  }

}
