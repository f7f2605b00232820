import Source
import Support

/// The identity of an expression.
public struct ExprID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The identity of a statement.
public struct StmtID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The identity of a pattern of a `match`.
public struct PatternID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The identity of a written type.
public struct TypeExprID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The identity of the declaration of a name: a variable, constant, parameter, loop variable,
/// pattern variable, caught error, function, class, field or import.
public struct DeclID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The identity of a function's code: a declared function, a method or a lambda.
public struct FuncID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The identity of a class.
public struct ClassID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The syntax trees of all files of a program, in arenas: a node's identity is its index.
///
/// The trees are not changed after parsing; what later phases find out stands in side tables keyed
/// by the same identities.
public struct AST: Sendable {

  public var symbols = Interner()
  public var exprs = Table<ExprID, Expr>()
  public var stmts = Table<StmtID, Stmt>()
  public var patterns = Table<PatternID, Pattern>()
  public var typeExprs = Table<TypeExprID, TypeExpr>()
  public var decls = Table<DeclID, Decl>()
  public var funcs = Table<FuncID, FunctionNode>()
  public var classes = Table<ClassID, ClassNode>()

  /// The files in the order they were parsed.
  public var modules: [ModuleNode] = []

  public init() {}

  /// Returns the text of `symbol`.
  public func text(_ symbol: Symbol) -> String { symbols[symbol] }

}

/// A parsed file.
public struct ModuleNode: Sendable {

  public var file: FileID

  /// The top-level statements.
  public var body: Block

  /// `true` iff it is a part of the library written in Myco: its functions may name intrinsics of
  /// the runtime, with `__` before the name.
  public var isLibrary = false

  public init(file: FileID, body: Block) {
    self.file = file
    self.body = body
  }

}

/// A sequence of statements with a scope of its own.
public struct Block: Sendable {

  public var statements: [StmtID]

  /// From the token after the opener to the token that closes the block.
  public var span: SourceSpan

  public init(statements: [StmtID], span: SourceSpan) {
    self.statements = statements
    self.span = span
  }

}

/// The declaration of a name.
public struct Decl: Sendable {

  /// What declares the name.
  public enum Kind: String, Sendable {
    case variable, constant, parameter, loopVariable, patternVariable, caught
    case function, `class`, field, method, imported
  }

  public var kind: Kind
  public var name: Symbol

  /// The place of the name.
  public var span: SourceSpan

  /// The written type, if any.
  public var annotation: TypeExprID?

  public init(kind: Kind, name: Symbol, span: SourceSpan, annotation: TypeExprID? = nil) {
    self.kind = kind
    self.name = name
    self.span = span
    self.annotation = annotation
  }

}

/// A parameter: its declaration and default.
public struct ParameterNode: Sendable {

  public var decl: DeclID
  public var defaultValue: ExprID?

  public init(decl: DeclID, defaultValue: ExprID?) {
    self.decl = decl
    self.defaultValue = defaultValue
  }

}

/// The code of a declared function, a method or a lambda.
public struct FunctionNode: Sendable {

  /// Statements or an expression.
  public enum Body: Sendable {

    /// Statements up to `end`.
    case block(Block)

    /// The value of a `=>` lambda.
    case expression(ExprID)

  }

  /// The name; `nil` for a lambda.
  public var decl: DeclID?
  public var parameters: [ParameterNode]
  public var result: TypeExprID?
  public var body: Body
  public var span: SourceSpan

  /// The least number of arguments: a default before a parameter without one is of no use.
  public var requiredCount: Int { (parameters.lastIndex { $0.defaultValue == nil } ?? -1) + 1 }

  public init(
    decl: DeclID?, parameters: [ParameterNode], result: TypeExprID?, body: Body, span: SourceSpan
  ) {
    self.decl = decl
    self.parameters = parameters
    self.result = result
    self.body = body
    self.span = span
  }

}

/// A class.
public struct ClassNode: Sendable {

  /// A field of a class body.
  public struct Field: Sendable {

    public var decl: DeclID
    public var defaultValue: ExprID?

    public init(decl: DeclID, defaultValue: ExprID?) {
      self.decl = decl
      self.defaultValue = defaultValue
    }

  }

  public var decl: DeclID

  /// The written base class: a name, or a member of a module (`geo.Shape`).
  public var base: TypeExprID?
  public var fields: [Field]
  public var methods: [FuncID]
  public var span: SourceSpan

  public init(
    decl: DeclID, base: TypeExprID?, fields: [Field], methods: [FuncID], span: SourceSpan
  ) {
    self.decl = decl
    self.base = base
    self.fields = fields
    self.methods = methods
    self.span = span
  }

}
