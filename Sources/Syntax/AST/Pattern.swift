import Source
import Support

/// A pattern of a `match`.
public struct Pattern: Sendable {

  public var kind: PatternKind
  public var span: SourceSpan

  public init(kind: PatternKind, span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

}

/// What a pattern is made of.
public enum PatternKind: Sendable {

  /// `_`.
  case wildcard

  /// A literal (also negative), or a constant reached by a dot: by equality.
  case value(ExprID)

  /// A bare name. Sema decides whether it names a type or class (and tests it) or binds.
  case name(DeclID)

  /// A bare type that is no single name: `Array<Int>`, `geo.Point`.
  case type(TypeExprID)

  /// `name: Type`.
  case typedName(DeclID, TypeExprID)

  /// `a..b`.
  case interval(ExprID, ExprID)

  case either([PatternID])
  case not(PatternID)

  /// `[p, q, ...rest]`; `rest` is a declaration, or `.none` for `...` alone.
  case array([PatternID], rest: DeclID?)

  /// `{key: p, …}`.
  case map([Entry])

  case invalid

  /// An entry of a map pattern.
  public struct Entry: Sendable {

    public var key: ExprID
    public var pattern: PatternID

    public init(key: ExprID, pattern: PatternID) {
      self.key = key
      self.pattern = pattern
    }

  }

}

/// A written type.
public struct TypeExpr: Sendable {

  public var kind: TypeExprKind
  public var span: SourceSpan

  public init(kind: TypeExprKind, span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

}

/// What a written type is made of.
public indirect enum TypeExprKind: Sendable {

  /// A type or class by name, with its arguments: `Int`, `Array<T>` (also `[T]`), `Map<K, V>`.
  case name(Symbol, [TypeExprID])

  /// A class of a module: `geo.Point`.
  case member(Symbol, Symbol)

  /// `T?`.
  case optional(TypeExprID)

  /// `A | B`.
  case union([TypeExprID])

  /// `(A, B) -> R`.
  case function([TypeExprID], TypeExprID)

  case invalid

}
