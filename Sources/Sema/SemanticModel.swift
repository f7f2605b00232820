import Source
import Support
import Syntax

/// What a name means.
public enum Reference: Hashable, Sendable {

  /// A variable, constant, parameter, loop variable, pattern variable or caught error.
  case variable(DeclID)

  /// The functions of that name in one scope, in order; more than one are overloads.
  case functions([DeclID])

  case classType(DeclID)

  /// A predeclared function, e.g. `print`.
  case builtinFunction(Symbol)

  /// A predeclared type used as a value or in a pattern, e.g. `Int`.
  case builtinType(Symbol)

  /// A library, e.g. `math`.
  case library(Symbol)

  /// A name imported from a library: `from math use sqrt`.
  case libraryMember(library: Symbol, member: Symbol)

  /// A module, i.e. another file: the index in `AST.modules`.
  case module(Int)

  /// Nothing: a diagnostic was given.
  case unresolved

}

/// What Sema knows of a declaration.
public struct DeclInfo: Sendable {

  /// The function whose body declares it; `nil` at the top level of a module.
  public var owner: FuncID?

  /// The index of its module in `AST.modules`.
  public var module: Int

  /// `true` iff it stands at the top level of a module, outside every block.
  public var isTopLevel = false

  /// `true` iff a function other than `owner` uses it.
  public var isCaptured = false

  /// How many assignments, mutating calls and changes through a path it has, beyond its
  /// initialiser; for a variable without initialiser the first assignment counts too.
  public var changes = 0

  /// `true` iff a function other than `owner` changes it.
  public var isChangedByInnerFunction = false

  /// `true` iff it is read anywhere.
  public var isUsed = false

  /// What an imported name stands for.
  public var target: Reference = .unresolved

  public init(owner: FuncID?, module: Int) {
    self.owner = owner
    self.module = module
  }

}

/// What Sema knows of a function.
public struct FuncInfo: Sendable {

  /// The function around it; `nil` at the top level of a module.
  public var parent: FuncID?

  /// The class it is a method of.
  public var owningClass: ClassID?

  /// The index of its module in `AST.modules`.
  public var module: Int

  /// The variables of enclosing functions or of blocks at the top level that it uses, its inner
  /// functions' included, in order of first use. Top-level variables are not among them.
  ///
  /// Nested functions and classes, which are made anew each time their block runs, count as
  /// variables; a function that calls itself captures itself.
  public var captures: [DeclID] = []

  /// The class whose `self` it sees: a method's class, also for functions within the method and
  /// within the defaults of the class's fields.
  public var selfClass: ClassID?

  /// `true` iff it or a function in it, not in a class in it, says `self` or `super`.
  public var usesSelf = false

  public init(parent: FuncID?, module: Int) {
    self.parent = parent
    self.module = module
  }

}

/// What Sema knows of a class.
public struct ClassInfo: Sendable {

  /// The base class.
  public var base: ClassID?

  /// All fields, the base class's first: declared ones in order, then those that methods assign.
  public var fields: [FieldInfo] = []

  /// The methods it defines itself, by name, in order of declaration; overloads share a name.
  public var methods: [Symbol: [FuncID]] = [:]

  /// The variables of enclosing functions and blocks that its methods and the defaults of its
  /// fields use, without those of the base class, in order of first use.
  public var captures: [DeclID] = []

  public init() {}

}

/// A field of a class.
public struct FieldInfo: Sendable {

  public var name: Symbol

  /// The declaration in the class body; `nil` for a field that a method assigns.
  public var decl: DeclID?

  /// The class that declares it.
  public var owner: ClassID

  public init(name: Symbol, decl: DeclID?, owner: ClassID) {
    self.name = name
    self.decl = decl
    self.owner = owner
  }

}

/// The results of name resolution, in side tables keyed by the AST's identities.
public struct SemanticModel: Sendable {

  /// The meaning of each `.name` expression, of each `.member` expression on a module or library
  /// (`geo.area`, `math.sqrt`), and of no other expression.
  public var references: Table<ExprID, Reference?>

  public var decls: Table<DeclID, DeclInfo>
  public var funcs: Table<FuncID, FuncInfo>
  public var classes: Table<ClassID, ClassInfo>

  /// The function of each `.function` declaration.
  public var functionOfDecl: [DeclID: FuncID] = [:]

  /// The class of each `.class` declaration.
  public var classOfDecl: [DeclID: ClassID] = [:]

  /// For each bare name in a pattern (`PatternKind.name`) the type it tests, or `nil` where it
  /// binds. Also for each `PatternKind.value` that names a class of a module (`geo.Point`).
  public var patternTypes: [PatternID: Reference] = [:]

  /// The meaning of each named type: `.builtinType`, `.classType` or `.unresolved`.
  public var typeReferences: [TypeExprID: Reference] = [:]

  /// The module, as an index in `AST.modules`, that each `use` of a file names.
  public var moduleOfUse: [StmtID: Int] = [:]

  /// What annotations promise of the results of calls that are used.
  public var resultPromises: [ExprID: ResultPromise] = [:]

  /// The bodies of `try` statements with `catch`.
  public var caughtSpans: [SourceSpan] = []

  public init(for ast: AST) {
    references = Table(repeating: nil, count: ast.exprs.count)
    decls = Table(repeating: DeclInfo(owner: nil, module: 0), count: ast.decls.count)
    funcs = Table(repeating: FuncInfo(parent: nil, module: 0), count: ast.funcs.count)
    classes = Table(repeating: ClassInfo(), count: ast.classes.count)
  }

  /// `true` iff `id` is `base` or extends it.
  public func isClass(_ id: ClassID, derivedFrom base: ClassID) -> Bool {
    var next: ClassID? = id
    while let current = next {
      if current == base { return true }
      next = classes[current].base
    }
    return false
  }

  /// `true` iff `span` stands in the body of a `try` with `catch`, be it in a function there.
  public func isCaught(_ span: SourceSpan) -> Bool {
    caughtSpans.contains { $0.file == span.file && $0.union(span) == $0 }
  }

  /// Returns the methods `name` of the nearest class from `id` upwards that has some: methods of
  /// a class hide all of that name that it inherits.
  public func methods(_ name: Symbol, of id: ClassID?) -> [FuncID] {
    var next = id
    while let current = next {
      if let own = classes[current].methods[name] { return own }
      next = classes[current].base
    }
    return []
  }

}

extension SemanticModel {

  /// Returns the path if `sequence`, which a `for` loop walks, is a call `file.lines(path)`: such a
  /// loop reads a line at a time, and closes the file on each way out.
  public func pathOfLines(_ sequence: ExprID, in ast: AST) -> ExprID? {
    guard case .call(let callee, let arguments) = ast.exprs[sequence].kind, arguments.count == 1,
      case .libraryMember(let library, let member)? = references[callee],
      ast.text(library) == "file", ast.text(member) == "lines"
    else { return nil }
    return arguments[0]
  }

  /// `true` iff the class `id` is a library collection: one of the library in Myco whose first
  /// field is the number of elements. Its instances are values.
  public func isLibraryCollection(_ id: ClassID, in ast: AST) -> Bool {
    ast.modules[decls[ast.classes[id].decl].module].isLibrary
      && classes[id].fields.first.map { ast.text($0.name) } == "size$"
  }

}
