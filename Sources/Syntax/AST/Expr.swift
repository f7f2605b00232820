import Source
import Support

/// An expression.
public struct Expr: Sendable {

  public var kind: ExprKind

  /// All of the expression's text.
  public var span: SourceSpan

  /// Where an error of this operation is reported: the operator, the `[` or `(`, the member's
  /// name; for other expressions the start of `span`.
  public var anchor: SourceSpan

  public init(kind: ExprKind, span: SourceSpan, anchor: SourceSpan? = nil) {
    self.kind = kind
    self.span = span
    self.anchor = anchor ?? span
  }

}

/// What an expression is made of.
public enum ExprKind: Sendable {

  case int(Int64)
  case float(Double)
  case bool(Bool)
  case null
  case string(Symbol)

  /// A name, resolved by Sema.
  case name(Symbol)
  case selfReference
  case superReference

  case array([ExprID])
  case set([ExprID])
  case map([MapEntry])

  case unary(UnaryOperator, ExprID)
  case binary(BinaryOperator, ExprID, ExprID)

  /// `a and b`, `a or b`.
  case logical(LogicalOperator, ExprID, ExprID)

  /// `c ? a : b`.
  case conditional(ExprID, ExprID, ExprID)

  /// `a..b`, `a..b..step`.
  case range(ExprID, ExprID, step: ExprID?)

  /// `x is T`.
  case isType(ExprID, TypeExprID)

  case call(ExprID, [ExprID])
  case index(ExprID, ExprID)
  case member(ExprID, Symbol)

  /// A lambda of either form.
  case function(FuncID)

  /// What could not be parsed; a diagnostic was given.
  case invalid

}

/// An entry of a map literal; a bare word is a string key.
public struct MapEntry: Sendable {

  public var key: ExprID
  public var value: ExprID

  public init(key: ExprID, value: ExprID) {
    self.key = key
    self.value = value
  }

}

/// The operators with one operand; the raw values are their texts.
public enum UnaryOperator: String, Sendable, CaseIterable {
  case negate = "-"
  case plus = "+"
  case not = "not"
  case complement = "~"
}

/// The operators with two operands, both evaluated; the raw values are their texts.
public enum BinaryOperator: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case power = "**"
  case bitAnd = "&"
  case bitOr = "|"
  case bitXor = "^"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessEqual = "<="
  case greater = ">"
  case greaterEqual = ">="
  case isIn = "in"
}

/// The operators whose second operand is evaluated only if the first does not decide.
public enum LogicalOperator: String, Sendable {
  case and, or
}
