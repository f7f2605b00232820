import Source
import Support

extension Parser {

  /// An imported name before its declaration: the name and the token it is bound to.
  private struct ImportedName {
    var name: Token
    var bound: Token
  }

  /// A `use`, in any of its spellings.
  mutating func parseUse() throws(Failure) -> StmtID {
    let start = current.start
    if consume(.from) {
      let origin = try parseOrigin()
      guard consume(.use) || consume(.import) else {
        throw expected("'use' after what is used from")
      }
      return addUse(origin, try parseImportedNames(), from: start)
    }
    advance()
    if kind == .leftBrace { return try parseBracedFrom(from: start) }
    if kind == .name, isNameListFollowedByFrom {
      let names = try parseImportedNames()
      advance()
      return addUse(try parseOrigin(), names, from: start)
    }
    let origin = try parseOrigin()
    if kind == .leftBrace {
      return addUse(origin, try parseBracedNames(), from: start)
    }
    if kind == .comma {
      throw failure(
        .invalidImport, "one 'use' names one library",
        help: "write a 'use' for each, or 'use a, b from library'")
    }
    return try parseWholeUse(origin, from: start)
  }

  /// `["as" name]`, after the library or file that is used as a whole.
  private mutating func parseWholeUse(
    _ origin: Token, from start: UInt32
  ) throws(Failure) -> StmtID {
    let bound: DeclID
    if consume(.as) {
      bound = declare(try parseName("the name of the module"), .imported)
    } else if origin.kind == .name {
      bound = declare(origin, .imported)
    } else {
      let name = try moduleName(of: origin)
      bound = ast.decls.append(
        Decl(kind: .imported, name: ast.symbols.intern(name), span: span(of: origin)))
    }
    let source = source(of: origin)
    let node = UseNode(source: source, sourceSpan: span(of: origin), whole: bound, items: [])
    return add(.use(node), from: start)
  }

  /// `"{" names "}" "from" origin`
  private mutating func parseBracedFrom(from start: UInt32) throws(Failure) -> StmtID {
    let names = try parseBracedNames()
    try expect(.from, "from", "after the names")
    return addUse(try parseOrigin(), names, from: start)
  }

  /// Consumes a library's name or a file's path.
  private mutating func parseOrigin() throws(Failure) -> Token {
    switch kind {
    case .name, .string, .rawString: return advance()
    default: throw expected("a library's name or a file's path in quotes")
    }
  }

  /// `"{" name ["as" name] { "," … } [","] "}"`
  private mutating func parseBracedNames() throws(Failure) -> [ImportedName] {
    let opener = advance()
    var names: [ImportedName] = []
    while kind != .rightBrace {
      names.append(try parseImportedName())
      if !consume(.comma) { break }
    }
    try expectClose(.rightBrace, "}", "after the names", opener)
    return names
  }

  /// `name ["as" name] { "," name ["as" name] }`
  private mutating func parseImportedNames() throws(Failure) -> [ImportedName] {
    if kind == .leftBrace { return try parseBracedNames() }
    if kind == .star {
      throw failure(
        .invalidImport, "all names at once cannot be imported",
        help: "use the whole, e.g. 'use math;' and 'math.sqrt(x)', or name what you need")
    }
    var names = [try parseImportedName()]
    while consume(.comma) { names.append(try parseImportedName()) }
    return names
  }

  private mutating func parseImportedName() throws(Failure) -> ImportedName {
    let name = try parseName("the name to import")
    let bound = consume(.as) ? try parseName("a name") : name
    return ImportedName(name: name, bound: bound)
  }

  /// `true` iff `name ["as" name] { "," … } "from"` follows, the `from` on the line before it.
  private var isNameListFollowedByFrom: Bool {
    var i = position
    while tokens[i].kind == .name || tokens[i].kind == .comma || tokens[i].kind == .as { i += 1 }
    return tokens[i].kind == .from && !tokens[i].isAfterNewline
  }

  private mutating func addUse(
    _ origin: Token, _ names: [ImportedName], from start: UInt32
  ) -> StmtID {
    var items: [UseNode.Item] = []
    for entry in names {
      let decl = declare(entry.bound, .imported)
      let symbol = intern(entry.name)
      items.append(UseNode.Item(name: symbol, nameSpan: span(of: entry.name), decl: decl))
    }
    let source = source(of: origin)
    let node = UseNode(source: source, sourceSpan: span(of: origin), whole: nil, items: items)
    return add(.use(node), from: start)
  }

  private mutating func source(of origin: Token) -> UseNode.Source {
    if origin.kind == .name { return .library(intern(origin)) }
    return .path(ast.symbols.intern(decodeString(origin, in: source.bytes)))
  }

  /// Returns the name a file is bound to without `as`: its own, without folders and `.myco`.
  private mutating func moduleName(of origin: Token) throws(Failure) -> String {
    let path = decodeString(origin, in: source.bytes)
    var name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    if name.hasSuffix(".myco") { name = name.dropLast(5) }
    if isName(name) { return String(name) }
    report(
      .invalidImport, "the file's name '\(name)' is no name that can be bound",
      at: span(of: origin), help: "add a name: 'use \(text(of: origin)) as name;'")
    throw Failure()
  }

  /// `true` iff `text` is one name and no reserved word.
  private func isName(_ text: Substring) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      var lexer = Lexer(file: file, bytes: buffer, isLibrary: false)
      lexer.run()
      return lexer.tokens.count == 2 && lexer.tokens[0].kind == .name
        && Int(lexer.tokens[0].end) == bytes.count
    }
  }

}
