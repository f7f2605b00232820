import Support

/// Returns the module that `text` describes, in the form that `print` writes.
///
/// Values and blocks may have any names (`%total`, `loop`), comments begin with `//`. The result
/// is not verified. Its identities follow the order of the text.
public func parseModule(_ text: String) throws(ReadError) -> Module {
  var reader = ModuleReader(text)
  try reader.readModule()
  return reader.module
}

/// Reads modules; `ModulePrinter` and `FunctionPrinter` show the grammar.
struct ModuleReader {

  var module = Module()
  var scanner: Scanner

  /// A mention of a function, resolved when all are known.
  struct Mention {
    let function: FunctionID
    let call: ValueID
    let callee: String
    let position: Int
  }

  var mentions: [Mention] = []

  /// The functions that classes and closures name.
  var definitionMentions: [DefinitionMention] = []
  private var functions: [String: FunctionID] = [:]
  private var main: (name: String, position: Int)?

  init(_ text: String) { scanner = Scanner(text) }

  mutating func readModule() throws(ReadError) {
    scanner.skipLines()
    while !scanner.isAtEnd {
      let start = scanner.position
      switch try scanner.word("a definition") {
      case "annotation": try readAnnotation()
      case "promise": try readPromise()
      case "global": try readGlobal()
      case "cell": try readCell()
      case "namespace": try readNamespace()
      case "closure": try readClosure()
      case "class": try readClass()
      case "main":
        main = (try readName("@"), start)
        try scanner.endLine()
      case "func": try readDefinition()
      case let word: throw scanner.error("unknown definition '\(word)'", at: start)
      }
    }
    try resolveMentions()
    try resolveDefinitions()
  }

  private mutating func readDefinition() throws(ReadError) {
    let start = scanner.position
    let function = try readFunction(module.functions.nextID)
    guard functions[function.name] == nil else {
      throw scanner.error("function @\(function.name) is defined twice", at: start)
    }
    functions[function.name] = module.functions.append(function)
  }

  private mutating func resolveMentions() throws(ReadError) {
    for mention in mentions {
      let id = try resolve(mention.callee, at: mention.position)
      module.functions[mention.function][mention.call].immediate = Int64(id.raw)
    }
    if let main { module.main = try resolve(main.name, at: main.position) }
  }

  func resolve(_ name: String, at position: Int) throws(ReadError) -> FunctionID {
    guard let id = functions[name] else {
      throw scanner.error("there is no function @\(name)", at: position)
    }
    return id
  }

  // MARK: Definitions other than functions

  private mutating func readAnnotation() throws(ReadError) {
    try readIndex("!", expected: module.annotations.count)
    try scanner.expect("=")
    let tags = try readTags()
    let element = try readAnnotationID(after: "element")
    let key = try readAnnotationID(after: "key")
    let classes = try scanner.takeWord("classes") ? readClassList() : []
    let arity = try scanner.takeWord("arity") ? scanner.number() : -1
    let result = try readAnnotationID(after: "result")
    let isConverting = scanner.takeWord("converting")
    let text = module.symbol(try scanner.string())
    var annotation = Annotation(
      tags: tags, element: element, convertsIntToFloat: isConverting, text: text)
    annotation.key = key
    annotation.classes = classes
    annotation.arity = arity
    annotation.result = result
    module.annotations.append(annotation)
    try scanner.endLine()
  }

  /// Reads the annotation that `word` introduces; `.none` if the word does not follow.
  private mutating func readAnnotationID(after word: String) throws(ReadError) -> AnnotationID {
    guard scanner.takeWord(word) else { return .none }
    try scanner.expect("!")
    return AnnotationID(try scanner.number())
  }

  private mutating func readPromise() throws(ReadError) {
    try readIndex("#", expected: module.promises.count)
    try scanner.expect("=")
    let subject = module.symbol(try scanner.string())
    guard scanner.takeWord("is") else { throw scanner.error("expected 'is'") }
    try scanner.expect("!")
    let annotation = AnnotationID(try scanner.number())
    module.promises.append(TypePromise(annotation: annotation, subject: subject))
    try scanner.endLine()
  }

  private mutating func readGlobal() throws(ReadError) {
    try readIndex("$", expected: module.globals.count)
    try scanner.expect("=")
    let name = module.symbol(try scanner.string())
    try scanner.expect(":")
    module.globals.append(Global(name: name, type: try readType()))
    try scanner.endLine()
  }

  private mutating func readClassList() throws(ReadError) -> [ClassTypeID] {
    var classes: [ClassTypeID] = []
    try scanner.expect("(")
    while !scanner.take(")") {
      if !classes.isEmpty { try scanner.expect(",") }
      classes.append(ClassTypeID(try scanner.number()))
    }
    return classes
  }

  /// Takes `mark` and the number `expected`: definitions stand in the order of their numbers.
  mutating func readIndex(_ mark: String, expected: Int) throws(ReadError) {
    let start = scanner.position
    try scanner.expect(mark)
    guard try scanner.number() == expected else {
      throw scanner.error("expected \(mark)\(expected)", at: start)
    }
  }

  // MARK: Parts

  /// Takes `mark` and a name, which may stand in quotes.
  mutating func readName(_ mark: String) throws(ReadError) -> String {
    try scanner.expect(mark)
    if scanner.next == UInt8(ascii: "\"") { return try scanner.string() }
    return try scanner.word("a name")
  }

  /// Takes a type as `TypeTable.text` writes it.
  mutating func readType() throws(ReadError) -> TypeID {
    let start = scanner.position
    let word = try scanner.word("a type")
    switch word {
    case "unknown": return .unknown
    case "bottom": return .bottom
    case "null": return .null
    case "bool": return .bool
    case "int": return .int
    case "float": return .float
    case "string": return .string
    case "unit_range": return .unitRange
    case "range": return .range
    case "float_range": return .floatRange
    case "any": return .any
    case "array":
      try scanner.expect("<")
      let element = try readType()
      try scanner.expect(">")
      return module.types.array(of: element)
    case "map":
      try scanner.expect("<")
      let key = try readType()
      try scanner.expect(",")
      let value = try readType()
      try scanner.expect(">")
      return module.types.intern(.map(key, value))
    case "set": return module.types.intern(.set(try readTypeArgument()))
    case "optional": return module.types.intern(.optional(try readTypeArgument()))
    case "error": return .error
    case "instance", "exact", "packed", "cell", "token", "namespace", "function", "class":
      return try readNumberedType(word)
    case "union": return module.types.union(try readTags())
    default: throw scanner.error("unknown type '\(word)'", at: start)
    }
  }

  /// Takes `<any>` or `<int|null>`.
  mutating func readTags() throws(ReadError) -> TagSet {
    try scanner.expect("<")
    if scanner.takeWord("any") {
      try scanner.expect(">")
      return .any
    }
    var tags: TagSet = []
    while !scanner.take(">") {
      if !tags.isEmpty { try scanner.expect("|") }
      let start = scanner.position
      let name = try scanner.word("a tag")
      guard let entry = TextForm.tagNames.first(where: { $0.name == name }) else {
        throw scanner.error("unknown tag '\(name)'", at: start)
      }
      tags.insert(entry.tag)
    }
    return tags
  }

}
