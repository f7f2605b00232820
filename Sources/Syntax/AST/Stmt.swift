import Source
import Support

/// A statement.
public struct Stmt: Sendable {

  public var kind: StmtKind
  public var span: SourceSpan

  /// Where an error of the statement's own operation is reported: the operator of a compound
  /// assignment; for other statements `span`.
  public var anchor: SourceSpan

  public init(kind: StmtKind, span: SourceSpan, anchor: SourceSpan? = nil) {
    self.kind = kind
    self.span = span
    self.anchor = anchor ?? span
  }

}

/// What a statement is made of.
public enum StmtKind: Sendable {

  /// One binding of `let` or `const`; `let a = 1, b = 2` is two statements.
  case binding(BindingNode)

  /// `target = value`, and `target op= value` where `operation` is given; `x++` is `x += 1`.
  case assign(target: ExprID, operation: BinaryOperator?, value: ExprID)

  case expression(ExprID)
  case ifElse([ConditionalBlock], else: Block?)
  case whileLoop(ExprID, Block)

  /// `for x in e`, `for k, v in e`.
  case forIn(variables: [DeclID], sequence: ExprID, body: Block)

  /// `for let i = 0; i < n; i++`; a missing condition is true.
  case forLoop(initializers: [StmtID], condition: ExprID?, step: StmtID?, body: Block)

  case match(ExprID, [MatchCase], else: Block?)
  case tryCatch(Block, catchVariable: DeclID?, catchBody: Block?, finally: Block?)
  case throwValue(ExprID)
  case returnValue(ExprID?)
  case breakLoop
  case continueLoop
  case function(FuncID, Visibility)
  case classDecl(ClassID, Visibility)
  case use(UseNode)

  /// What could not be parsed; a diagnostic was given.
  case invalid

}

/// `let name = value` or `const name = value`.
public struct BindingNode: Sendable {

  public var decl: DeclID
  public var value: ExprID?
  public var visibility: Visibility

  public init(decl: DeclID, value: ExprID?, visibility: Visibility) {
    self.decl = decl
    self.value = value
    self.visibility = visibility
  }

}

/// What `export` and `private` say of a top-level name.
public enum Visibility: String, Sendable {
  case unspecified, exported, hidden
}

/// A branch of an `if` and its condition.
public struct ConditionalBlock: Sendable {

  public var condition: ExprID
  public var body: Block

  public init(condition: ExprID, body: Block) {
    self.condition = condition
    self.body = body
  }

}

/// A case of a `match`: `case p if g: …` or `case p => e;`, the latter with a one-statement body.
public struct MatchCase: Sendable {

  public var pattern: PatternID
  public var guardCondition: ExprID?
  public var body: Block
  public var span: SourceSpan

  public init(pattern: PatternID, guardCondition: ExprID?, body: Block, span: SourceSpan) {
    self.pattern = pattern
    self.guardCondition = guardCondition
    self.body = body
    self.span = span
  }

}

/// A `use`, in any of its spellings.
public struct UseNode: Sendable {

  /// What is imported from.
  public enum Source: Sendable, Equatable {

    /// A library: `use math`.
    case library(Symbol)

    /// A file: `use "./geometry.myco"`.
    case path(Symbol)

  }

  /// An imported name and the name it is bound to.
  public struct Item: Sendable {

    public var name: Symbol
    public var nameSpan: SourceSpan
    public var decl: DeclID

    public init(name: Symbol, nameSpan: SourceSpan, decl: DeclID) {
      self.name = name
      self.nameSpan = nameSpan
      self.decl = decl
    }

  }

  public var source: Source
  public var sourceSpan: SourceSpan

  /// The name the whole is bound to; `nil` where single names are imported.
  public var whole: DeclID?
  public var items: [Item]

  public init(source: Source, sourceSpan: SourceSpan, whole: DeclID?, items: [Item]) {
    self.source = source
    self.sourceSpan = sourceSpan
    self.whole = whole
    self.items = items
  }

}
