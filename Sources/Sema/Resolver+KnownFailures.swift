import Source
import Support
import Syntax

/// Warnings of operations whose constant operands make them throw whenever they are run.
extension Resolver {

  /// How deep operands are looked into.
  private static let operandLimit = 8

  /// Warns of what fails in all modules, and of changes that are lost.
  mutating func warnOfKnownFailures() {
    for id in ast.exprs.ids { warnIfFailing(id) }
    for id in ast.stmts.ids {
      switch ast.stmts[id].kind {
      case .assign(let target, let operation?, let value):
        warnIfFailing(operation, target, value, at: ast.stmts[id].anchor)
      case .expression(let value): warnIfChangeIsLost(value)
      default: break
      }
    }
  }

  mutating func warnOfFailure(
    _ kind: String, _ text: String, at span: SourceSpan, help: String? = nil
  ) {
    warn(.knownFailure, "this throws \(kind) when run: \(text)", at: span, help: help)
  }

  private mutating func warnIfFailing(_ id: ExprID) {
    switch ast.exprs[id].kind {
    case .binary(let operation, let left, let right):
      warnIfFailing(operation, left, right, at: ast.exprs[id].anchor)
    case .index(let base, let index): warnIfOutside(base, index)
    case .range(_, _, let step?): warnIfZero(step: step)
    case .call(let callee, let arguments):
      if arguments.count == 3, isRangeFunction(callee) { warnIfZero(step: arguments[2]) }
      if arguments.isEmpty { warnIfUnsortable(callee) }
    default: break
    }
  }

  // MARK: Arithmetic

  private mutating func warnIfFailing(
    _ operation: BinaryOperator, _ left: ExprID, _ right: ExprID, at span: SourceSpan
  ) {
    guard let value = knownInt(right) else { return }
    switch operation {
    case .divide, .remainder:
      if value == 0, isInt(left) { warnOfFailure("DivisionError", "division by zero", at: span) }
    case .shiftLeft, .shiftRight:
      if (0..<64).contains(value) { return }
      warnOfFailure("ValueError", "shift count \(value) is outside 0..64", at: span)
    case .power:
      if value >= 0 || !isInt(left) { return }
      warnOfFailure(
        "ValueError", "an Int has no power with a negative exponent", at: span,
        help: "make the base a Float: '2.0 ** -1'")
    case .add, .subtract, .multiply:
      guard let first = knownInt(left), result(operation, first, value) == nil else { return }
      let text = "\(first) \(operation.rawValue) \(value)"
      warnOfFailure("OverflowError", "integer overflow in \(text)", at: span)
    default: break
    }
  }

  /// Returns the sum, difference or product, or `nil` if it does not fit.
  private func result(_ operation: BinaryOperator, _ a: Int64, _ b: Int64) -> Int64? {
    let (value, overflow) =
      switch operation {
      case .add: a.addingReportingOverflow(b)
      case .subtract: a.subtractingReportingOverflow(b)
      case .multiply: a.multipliedReportingOverflow(by: b)
      default: (Int64(0), true)
      }
    return overflow ? nil : value
  }

  private mutating func warnIfZero(step: ExprID) {
    if case .float(0) = ast.exprs[step].kind {
    } else if knownInt(step) != 0 {
      return
    }
    warnOfFailure("ValueError", "a range step of zero", at: ast.exprs[step].span)
  }

  private func isRangeFunction(_ callee: ExprID) -> Bool {
    guard case .builtinFunction(let name)? = model.references[callee] else { return false }
    return ast.text(name) == "range"
  }

  // MARK: Indices

  private mutating func warnIfOutside(_ base: ExprID, _ index: ExprID) {
    guard let value = knownInt(index), let (length, noun) = knownLength(base),
      value < 0 || value >= length
    else { return }
    warnOfFailure(
      "IndexError", "index \(value) is out of range for \(noun) of length \(length)",
      at: ast.exprs[index].span,
      help: length < 2 ? nil : "the indices go from 0 to \(length - 1)")
  }

  /// Returns the length of `value` and what it is called, if it is written or never changes.
  private func knownLength(_ value: ExprID) -> (length: Int64, noun: String)? {
    switch ast.exprs[fixedValue(of: value)].kind {
    case .array(let elements): return (Int64(elements.count), "an array")
    case .string(let text): return (Int64(ast.text(text).unicodeScalars.count), "a string")
    case .range(let start, let end, nil):
      guard let first = knownInt(start), let last = knownInt(end),
        let length = result(.subtract, last, first)
      else { return nil }
      return (max(0, length), "a range")
    default: return nil
    }
  }

  // MARK: Integers

  /// Returns the Int that `value` is each time, if literals and constants tell.
  private func knownInt(_ value: ExprID) -> Int64? { knownInt(value, Self.operandLimit) }

  private func knownInt(_ value: ExprID, _ limit: Int) -> Int64? {
    if limit == 0 { return nil }
    switch ast.exprs[value].kind {
    case .int(let number): return number
    case .unary(.negate, let operand):
      return knownInt(operand, limit - 1).flatMap { result(.subtract, 0, $0) }
    case .binary(let operation, let left, let right):
      guard let a = knownInt(left, limit - 1), let b = knownInt(right, limit - 1) else {
        return nil
      }
      return result(operation, a, b)
    case .name, .member:
      guard case .variable(let decl)? = model.references[value],
        ast.decls[decl].kind == .constant, ast.decls[decl].annotation.map(isIntType) ?? true,
        let initializer = initializers[decl]
      else { return nil }
      return knownInt(initializer, limit - 1)
    default: return nil
    }
  }

  /// `true` iff `value` surely is an Int.
  private func isInt(_ value: ExprID) -> Bool {
    switch ast.exprs[fixedValue(of: value)].kind {
    case .int: true
    default: knownInt(value) != nil || writtenType(of: value).map(isIntType) ?? false
    }
  }

  private func isIntType(_ type: TypeExprID) -> Bool {
    guard case .builtinType(let name)? = model.typeReferences[type] else { return false }
    return ast.text(name) == "Int"
  }

  // MARK: Order

  /// What the elements of an array are ordered among.
  private enum Order {
    case numbers, strings, arrays, none
  }

  /// Warns of a call of `sort` or `sorted` without arguments on elements without order.
  private mutating func warnIfUnsortable(_ callee: ExprID) {
    guard case .member(let object, let name) = ast.exprs[callee].kind,
      model.references[callee] == nil, ["sort", "sorted"].contains(ast.text(name)),
      let elements = sortedElements(object, isChange: ast.text(name) == "sort")
    else { return }
    let orders = elements.map(order)
    guard elements.count > 1, !orders.contains(where: { $0 == nil }),
      orders.contains(.some(.none)) || Set(orders).count > 1
    else { return }
    warnOfFailure(
      "TypeError", "the elements have no order", at: ast.exprs[callee].anchor,
      help: "give it a function that compares two elements")
  }

  /// Returns the elements of the literal that `object` still is; sorting it is a change itself.
  private func sortedElements(_ object: ExprID, isChange: Bool) -> [ExprID]? {
    var value = fixedValue(of: object)
    if isChange, case .variable(let decl)? = model.references[object],
      model.decls[decl].changes == 1, let initializer = initializers[decl]
    {
      value = initializer
    }
    guard case .array(let elements) = ast.exprs[value].kind else { return nil }
    return elements
  }

  private func order(of element: ExprID) -> Order? {
    switch ast.exprs[element].kind {
    case .int, .float: .numbers
    case .string: .strings
    case .array: .arrays
    case .bool, .null, .map, .set, .function: Order.none
    default: nil
    }
  }

  // MARK: Lost changes

  /// Warns of a statement that changes what a call returned or a literal made, or that does not
  /// keep the changed copy that a function of a library returns.
  private mutating func warnIfChangeIsLost(_ statement: ExprID) {
    guard case .call(let callee, _) = ast.exprs[statement].kind,
      case .member(let object, let method) = ast.exprs[callee].kind,
      Predeclared.isMutating(ast.text(method))
    else { return }
    let help: String
    if case .libraryMember(let library, _)? = model.references[callee] {
      guard ["array", "maps", "sets"].contains(ast.text(library)) else { return }
      help = "call it as a method: 'a.\(ast.text(method))(…)'"
    } else {
      guard isTemporary(object), !memberNames.contains(method) else { return }
      help = "give the value a name with 'let' and change that"
    }
    warn(
      .lostChange, "'\(ast.text(method))' changes a value that nothing keeps",
      at: ast.exprs[callee].anchor, help: help)
  }

  private func isTemporary(_ object: ExprID) -> Bool {
    switch ast.exprs[object].kind {
    case .call, .array, .map, .set: true
    case .member(let owner, let name):
      model.references[object] == nil && !memberNames.contains(name)
        && isComputed(ast.text(name), of: owner)
    default: false
    }
  }

  /// `true` iff the member `name` of `owner` is a property that makes a new value.
  private func isComputed(_ name: String, of owner: ExprID) -> Bool {
    switch name {
    case "keys", "values", "entries": true
    case "first", "last": isArray(owner)
    default: false
    }
  }

  /// `true` iff `value` surely is an array.
  private func isArray(_ value: ExprID) -> Bool {
    guard case .variable(let decl)? = model.references[value], !assignedVariables.contains(decl),
      let first = initializers[decl]
    else {
      if case .array = ast.exprs[value].kind { return true } else { return false }
    }
    return isArray(first)
  }

}
