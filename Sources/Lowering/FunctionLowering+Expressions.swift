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
    case .name: return lowerName(id)
    case .array(let elements): return lowerArray(elements, at: expression.span)
    case .unary(let operation, let operand):
      return lowerUnary(operation, operand, at: expression.anchor)
    case .binary(let operation, let a, let b): return lowerBinary(id, operation, a, b)
    case .logical: return lowerToBool(id)
    case .conditional(let condition, let a, let b): return lowerConditional(condition, a, b)
    case .range(let a, let b, let step): return lowerRange(a, b, step, at: expression.anchor)
    case .isType(let operand, let type): return lowerIs(lower(operand), type)
    case .call(let callee, let arguments): return lowerCall(id, callee, arguments)
    case .index(let container, let index):
      return lowerIndex(lower(container), lower(index), at: expression.anchor)
    case .member(let object, let name): return lowerMember(id, object, name)
    case .selfReference, .superReference: return receiver()
    case .set(let elements): return lowerSet(elements)
    case .map(let entries): return lowerMap(entries)
    case .function(let function): return makeClosure([function])
    case .invalid: unreachable("lowering of an expression that was not parsed")
    }
  }

  // MARK: Names

  private mutating func lowerName(_ id: ExprID) -> ValueID {
    guard let reference = model.references[id] else {
      unreachable("lowering of a name that was not resolved")
    }
    return lower(reference, at: ast.exprs[id].span)
  }

  /// Returns the value of what `reference` means.
  mutating func lower(_ reference: Reference, at span: SourceSpan) -> ValueID {
    switch reference {
    case .variable(let decl): return read(decl, at: span)
    case .functions(let decls): return functionValue(decls)
    case .classType(let decl): return classValue(decl)
    case .builtinFunction(let name): return builtinValue(text(name), at: span)
    case .builtinType(let name): return typeValue(text(name))
    case .library(let name): return libraryValue(name)
    case .libraryMember(let library, let member):
      return libraryMember(text(library), text(member))
    case .module(let index): return moduleValue(index)
    case .unresolved: unreachable("lowering of a name that was not resolved")
    }
  }

  /// Returns the value of the variable `decl`.
  mutating func read(_ decl: DeclID, at span: SourceSpan) -> ValueID {
    if let slot = slots[decl] {
      guard shared.cells[decl] != nil else { return environment[slot] }
      checkIsSet(cellOf: decl, at: span)
      return emit(.cellGet, [environment[slot]])
    }
    if ast.decls[decl].kind == .imported { return lower(model.decls[decl].target, at: span) }
    guard let global = shared.globals[decl] else { unreachable("a variable that is nowhere") }
    checkIsSet(decl, global, at: span)
    return emit(.globalGet, [], immediate: Int64(global.raw))
  }

  /// Raises an error if the global of `decl` may be used before its declaration has run, and is.
  mutating func checkIsSet(_ decl: DeclID, _ global: GlobalID, at span: SourceSpan) {
    if shared.initializers[module] == id {
      if model.decls[decl].module == module { return }
    } else if shared.earlyGlobals.contains(decl) {
      return
    }
    emit(.globalCheck, [], immediate: Int64(global.raw), at: span)
  }

  /// Raises an error if the variable `decl`, in a cell, may be used before its declaration has run,
  /// and is: only functions inside can do that.
  mutating func checkIsSet(cellOf decl: DeclID, at span: SourceSpan) {
    let isOwn = owner == model.decls[decl].owner && !isConstructor
    if isOwn || !shared.captures.earlyCells.contains(decl) { return }
    emit(.cellCheck, [environment[slots[decl]!]], at: span)
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

  /// `true` iff `value` is of the written type `type`, without conversion.
  mutating func lowerIs(_ value: ValueID, _ type: TypeExprID) -> ValueID {
    if let tags = testableTags(type) { return emitTagTest(value, tags) }
    if let tested = testableClass(type) {
      return emit(.testClass, [value], immediate: Int64(tested.raw))
    }
    let promise = makePromise(type, subject: "", ints: .refused)
    return emit(.testPromise, [value], immediate: Int64(promise))
  }

  // MARK: Arrays, maps and sets

  /// The number of elements of which a literal is made at a time: what is longer would keep as many
  /// values alive at once, which takes LLVM more than linear time.
  private static let chunk = 128

  private mutating func lowerArray(_ elements: [ExprID], at span: SourceSpan) -> ValueID {
    let isTable = elements.allSatisfy(isScalarLiteral)
    let size = isTable || elements.count <= 2 * Self.chunk ? elements.count : Self.chunk
    var result = emit(.arrayLiteral, elements.prefix(size).map { lower($0) }, at: span)
    for start in stride(from: size, to: elements.count, by: max(size, 1)) {
      let values = elements[start...].prefix(size).map { lower($0) }
      result = lowerBinary(.add, result, emit(.arrayLiteral, values, at: span), at: span)
    }
    return result
  }

  private func isScalarLiteral(_ id: ExprID) -> Bool {
    switch ast.exprs[id].kind {
    case .int, .float, .bool, .null, .string: true
    default: false
    }
  }

  private mutating func lowerSet(_ elements: [ExprID]) -> ValueID {
    let values = elements.map { lower($0) }
    return emit(.setLiteral, values, at: firstKeySpan(elements))
  }

  private mutating func lowerMap(_ entries: [MapEntry]) -> ValueID {
    let values = entries.flatMap { entry in
      let key = lower(entry.key)
      return [key, lower(entry.value)]
    }
    return emit(.mapLiteral, values, at: firstKeySpan(entries.map(\.key)))
  }

  /// The place of the first of `keys` that may be no key.
  private func firstKeySpan(_ keys: [ExprID]) -> SourceSpan {
    let first = keys.first { !isScalarLiteral($0) }
    return (first ?? keys.first).map { ast.exprs[$0].span } ?? shared.programStart
  }

  mutating func emitTagTest(_ value: ValueID, _ tags: TagSet) -> ValueID {
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
