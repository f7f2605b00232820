import IR
import Sema
import Source
import Support
import Syntax

extension FunctionLowering {

  /// Lowers the expression `id` and returns its value.
  mutating func lower(_ id: ExprID) -> ValueID {
    let expression = ast.exprs[id]
    switch expression.kind {
    case .int(let value): return emit(.constInt, [], immediate: value)
    case .float(let value):
      return emit(.constFloat, [], immediate: Int64(bitPattern: value.bitPattern))
    case .bool(let value): return emit(.constBool, [], immediate: value ? 1 : 0)
    case .null: return emit(.constNull, [])
    case .string(let text): return emit(.constString, [], immediate: Int64(text.raw))
    case .name(let name): return lowerName(id, name)
    case .array(let elements):
      let values = elements.map { lower($0) }
      return emit(.arrayLiteral, values)
    case .unary(let operation, let operand):
      return lowerUnary(operation, operand, at: expression.anchor)
    case .binary(let operation, let a, let b): return lowerBinary(id, operation, a, b)
    case .logical: return lowerToBool(id)
    case .conditional(let condition, let a, let b): return lowerConditional(condition, a, b)
    case .range(let a, let b, let step): return lowerRange(a, b, step, at: expression.anchor)
    case .isType(_, let type):
      return lowerTagTest(id)
        ?? notCompiledYet("'is' with this type is", at: ast.typeExprs[type].span)
    case .call(let callee, let arguments): return lowerCall(id, callee, arguments, isUsed: true)
    case .index(let container, let index):
      return lowerIndex(lower(container), lower(index), at: expression.anchor)
    case .member(let object, let name): return lowerMember(id, object, name)
    case .selfReference, .superReference: return notCompiledYet("classes are", at: expression.span)
    case .set: return notCompiledYet("sets are", at: expression.span)
    case .map: return notCompiledYet("maps are", at: expression.span)
    case .function: return notCompiledYet("lambdas are", at: expression.span)
    case .invalid: unreachable("lowering of an expression that was not parsed")
    }
  }

  /// Lowers the expression `id`, whose value is not used.
  mutating func lowerDiscarded(_ id: ExprID) {
    if case .call(let callee, let arguments) = ast.exprs[id].kind {
      _ = lowerCall(id, callee, arguments, isUsed: false)
    } else {
      _ = lower(id)
    }
  }

  // MARK: Names

  private mutating func lowerName(_ id: ExprID, _ name: Symbol) -> ValueID {
    switch model.references[id] {
    case .variable(let decl): return read(decl, at: ast.exprs[id].span)
    case .functions: return notCompiledYet("functions as values are", at: ast.exprs[id].span)
    case .classType, .builtinType:
      return notCompiledYet("types as values are", at: ast.exprs[id].span)
    case .builtinFunction, .library, .libraryMember:
      return notCompiledYet("'\(ast.text(name))' as a value is", at: ast.exprs[id].span)
    case .module: return notCompiledYet("modules are", at: ast.exprs[id].span)
    case .unresolved, nil: unreachable("lowering of a name that was not resolved")
    }
  }

  /// Returns the value of the variable `decl`.
  mutating func read(_ decl: DeclID, at span: SourceSpan) -> ValueID {
    if let slot = slots[decl] { return environment[slot] }
    guard let global = shared.globals[decl] else {
      return notCompiledYet(
        "a variable of an enclosing function or block in a nested function is", at: span)
    }
    checkIsSet(decl, global, at: span)
    return emit(.globalGet, [], immediate: Int64(global.raw))
  }

  /// Raises an error if the global of `decl` may be used before its declaration has run, and is.
  mutating func checkIsSet(_ decl: DeclID, _ global: GlobalID, at span: SourceSpan) {
    guard owner != nil, !shared.earlyGlobals.contains(decl) else { return }
    emit(.globalCheck, [], immediate: Int64(global.raw), at: span)
  }

  // MARK: Operators

  private mutating func lowerUnary(
    _ operation: UnaryOperator, _ operand: ExprID, at span: SourceSpan
  ) -> ValueID {
    switch operation {
    case .negate: return emit(.genericNegate, [lower(operand)], at: span)
    case .plus: return emit(.genericPlus, [lower(operand)], at: span)
    case .complement: return emit(.genericComplement, [lower(operand)], at: span)
    case .not:
      return emit(.boolNot, [truth(of: lower(operand))])
    }
  }

  private mutating func lowerBinary(
    _ id: ExprID, _ operation: BinaryOperator, _ a: ExprID, _ b: ExprID
  ) -> ValueID {
    if let test = lowerTagTest(id) { return test }
    if let (operand, tags) = negatedTagTest(id) {
      return emit(.boolNot, [emitTagTest(lower(operand), tags)])
    }
    let left = lower(a)
    return lowerBinary(operation, left, lower(b), at: ast.exprs[id].anchor)
  }

  /// Returns the result of `operation` on two values.
  mutating func lowerBinary(
    _ operation: BinaryOperator, _ a: ValueID, _ b: ValueID, at span: SourceSpan
  ) -> ValueID {
    if operation == .isIn { return emit(.genericIn, [a, b], at: span) }
    if let predicate = Self.predicates[operation] {
      return emit(.genericCompare, [a, b], immediate: predicate.rawValue, at: span)
    }
    return emit(
      .genericBinary, [a, b], immediate: Self.operations[operation]!.rawValue, at: span)
  }

  private static let predicates: [BinaryOperator: Predicate] = [
    .equal: .equal, .notEqual: .notEqual, .less: .less, .lessEqual: .lessEqual,
    .greater: .greater, .greaterEqual: .greaterEqual,
  ]

  private static let operations: [BinaryOperator: BinaryOperation] = [
    .add: .add, .subtract: .subtract, .multiply: .multiply, .divide: .divide,
    .remainder: .remainder, .power: .power, .bitAnd: .and, .bitOr: .or, .bitXor: .xor,
    .shiftLeft: .shiftLeft, .shiftRight: .shiftRight,
  ]

  /// If `id` asks whether a value has one of some tags, lowers it to that test.
  mutating func lowerTagTest(_ id: ExprID) -> ValueID? {
    guard let (operand, tags) = tagTest(id) else { return nil }
    return emitTagTest(lower(operand), tags)
  }

  private mutating func emitTagTest(_ value: ValueID, _ tags: TagSet) -> ValueID {
    emit(.testTags, [value], immediate: Int64(tags.rawValue))
  }

  private mutating func lowerRange(
    _ a: ExprID, _ b: ExprID, _ step: ExprID?, at span: SourceSpan
  ) -> ValueID {
    let (start, end) = (lower(a), lower(b))
    guard let step else { return emit(.genericRange, [start, end], at: span) }
    return emit(.genericSteppedRange, [start, end, lower(step)], at: span)
  }

  // MARK: Values by control flow

  /// Lowers `and` and `or` to a Bool.
  private mutating func lowerToBool(_ id: ExprID) -> ValueID {
    let depth = environment.count
    let (whenTrue, whenFalse) = lowerCondition(id)
    join([whenTrue], depth: depth)
    let first = jump([emit(.constBool, [], immediate: 1)])
    join([whenFalse], depth: depth)
    let second = jump([emit(.constBool, [], immediate: 0)])
    let value = join([first, second], depth: depth).first ?? emit(.constNull, [])
    if first != nil && second != nil { function[value].type = .bool }
    return value
  }

  private mutating func lowerConditional(
    _ condition: ExprID, _ a: ExprID, _ b: ExprID
  ) -> ValueID {
    let depth = environment.count
    let (whenTrue, whenFalse) = lowerCondition(condition)
    join([whenTrue], depth: depth)
    let first = block == nil ? nil : lowerToJump(a)
    join([whenFalse], depth: depth)
    let second = block == nil ? nil : lowerToJump(b)
    return join([first, second], depth: depth).first ?? emit(.constNull, [])
  }

  private mutating func lowerToJump(_ id: ExprID) -> Jump? {
    let value = lower(id)
    return jump([value])
  }

  // MARK: Elements

  mutating func lowerIndex(
    _ container: ValueID, _ index: ValueID, at span: SourceSpan
  ) -> ValueID {
    let checked = emit(.genericCheckIndex, [container, index], at: span)
    return emit(.genericGet, [container, checked])
  }

}
