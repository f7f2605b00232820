import IR
import Sema
import Source
import Support
import Syntax

extension FunctionLowering {

  /// The two ways that a condition leads.
  typealias Branches = (whenTrue: Jump?, whenFalse: Jump?)

  /// What a condition says of a variable.
  struct Fact {
    let slot: Int
    let whenTrue: Narrowing
    let whenFalse: Narrowing
  }

  /// What is known of a value.
  enum Narrowing {
    case nothing
    case tags(TagSet)
    case instance(ClassTypeID)
  }

  /// Lowers the condition `id` by its structure, so that each way knows what was tested.
  mutating func lowerCondition(_ id: ExprID) -> Branches {
    guard block != nil else { return (nil, nil) }
    switch ast.exprs[id].kind {
    case .unary(.not, let operand):
      let (whenTrue, whenFalse) = lowerCondition(operand)
      return (whenFalse, whenTrue)
    case .logical(.and, let a, let b):
      let first = lowerCondition(a)
      let second = continuing(first.whenTrue) { $0.lowerCondition(b) }
      return (second.whenTrue, joined(first.whenFalse, second.whenFalse))
    case .logical(.or, let a, let b):
      let first = lowerCondition(a)
      let second = continuing(first.whenFalse) { $0.lowerCondition(b) }
      return (joined(first.whenTrue, second.whenTrue), second.whenFalse)
    default:
      let value = lower(id)
      return split(on: truth(of: value), facts: fact(id).map { [$0] } ?? [])
    }
  }

  /// Branches on the Bool `condition`; the ways learn the facts.
  mutating func split(on condition: ValueID, facts: [Fact] = []) -> Branches {
    guard block != nil else { return (nil, nil) }
    let (then, otherwise) = (function.appendBlock(), function.appendBlock())
    let before = environment
    terminate(.conditional(condition, then: Edge(then), else: Edge(otherwise)))
    block = then
    for fact in facts { refine(fact.slot, to: fact.whenTrue) }
    let whenTrue = jump()
    (block, environment) = (otherwise, before)
    for fact in facts { refine(fact.slot, to: fact.whenFalse) }
    return (whenTrue, jump())
  }

  /// Runs `body` where `jump` leads, if anywhere.
  private mutating func continuing(
    _ jump: Jump?, _ body: (inout FunctionLowering) -> Branches
  ) -> Branches {
    guard let jump else { return (nil, nil) }
    block = jump.block
    environment = jump.environment
    return body(&self)
  }

  private mutating func joined(_ a: Jump?, _ b: Jump?) -> Jump? {
    join([a, b], depth: (a ?? b)?.environment.count ?? 0)
    return jump()
  }

  private mutating func refine(_ slot: Int, to narrowing: Narrowing) {
    environment[slot] = narrowed(environment[slot], to: narrowing)
  }

  /// Returns `value`, of which `narrowing` is known here.
  mutating func narrowed(_ value: ValueID, to narrowing: Narrowing) -> ValueID {
    switch narrowing {
    case .nothing, .tags(.any), .tags([]): value
    case .tags(let tags): refined(value, tags)
    case .instance(let type): emit(.refineClass, [value], immediate: Int64(type.raw))
    }
  }

  /// Returns the truth of `value` as a Bool.
  mutating func truth(of value: ValueID) -> ValueID {
    function[value].type == .bool ? value : emit(.genericTruth, [value])
  }

  // MARK: Facts

  /// Returns what the condition `id` says of a local variable, if anything.
  private func fact(_ id: ExprID) -> Fact? {
    if let (operand, tags) = tagTest(id), let slot = slot(of: operand) {
      return fact(slot, tags)
    }
    if let (operand, tags) = negatedTagTest(id), let slot = slot(of: operand) {
      return fact(slot, .any.subtracting(tags))
    }
    if case .isType(let operand, let type) = ast.exprs[id].kind, let slot = slot(of: operand) {
      return Fact(slot: slot, whenTrue: narrowing(to: type), whenFalse: .nothing)
    }
    return slot(of: id).map {
      Fact(slot: $0, whenTrue: .tags(.any.subtracting(.null)), whenFalse: .nothing)
    }
  }

  /// The fact that the variable in `slot` has one of `tags`, or none of them.
  func fact(_ slot: Int, _ tags: TagSet) -> Fact {
    Fact(slot: slot, whenTrue: .tags(tags), whenFalse: .tags(.any.subtracting(tags)))
  }

  /// Returns what is known of a value of the written type `type`.
  func narrowing(to type: TypeExprID) -> Narrowing {
    testableClass(type).map { .instance($0) } ?? .tags(tags(of: type))
  }

  /// Returns the slot of the local variable that `id` names; none if that lives in a cell.
  func slot(of id: ExprID) -> Int? {
    guard case .name = ast.exprs[id].kind, case .variable(let decl)? = model.references[id],
      shared.cells[decl] == nil
    else { return nil }
    return slots[decl]
  }

  /// If `id` asks whether a value has one of some tags, returns the value's expression and them.
  func tagTest(_ id: ExprID) -> (ExprID, TagSet)? {
    switch ast.exprs[id].kind {
    case .call(let callee, let arguments): return guardCall(callee, arguments)
    case .binary(.equal, let a, let b): return typeComparison(a, b) ?? typeComparison(b, a)
    case .isType(let operand, let type):
      guard let tags = testableTags(type) else { return nil }
      return (operand, tags)
    default: return nil
    }
  }

  /// The same for `!=`.
  func negatedTagTest(_ id: ExprID) -> (ExprID, TagSet)? {
    guard case .binary(.notEqual, let a, let b) = ast.exprs[id].kind else { return nil }
    return typeComparison(a, b) ?? typeComparison(b, a)
  }

  /// `x.isString()` and `isString(x)`.
  private func guardCall(_ callee: ExprID, _ arguments: [ExprID]) -> (ExprID, TagSet)? {
    switch ast.exprs[callee].kind {
    case .member(let receiver, let name) where arguments.isEmpty && model.references[callee] == nil:
      guard let tags = guardTags(name), !shared.members.names.contains(name) else { return nil }
      return (receiver, tags)
    case .name(let name) where arguments.count == 1:
      guard case .builtinFunction? = model.references[callee], let tags = guardTags(name) else {
        return nil
      }
      return (arguments[0], tags)
    default: return nil
    }
  }

  /// `x == Null` and `x.type == "Int"`.
  func typeComparison(_ a: ExprID, _ b: ExprID) -> (ExprID, TagSet)? {
    switch (ast.exprs[a].kind, ast.exprs[b].kind) {
    case (_, .null): return (a, .null)
    case (.member(let operand, let name), .string(let type)) where ast.text(name) == "type":
      let text = ast.text(type)
      guard let tag = TagSet.names.first(where: { $0.name == text && $0.tag != .instance })?.tag
      else { return nil }
      return (operand, tag)
    default: return nil
    }
  }

  private func guardTags(_ name: Symbol) -> TagSet? { Self.guards[ast.text(name)] }

  /// The guards of every value, in both spellings.
  static let guards: [String: TagSet] = {
    let camel: [String: TagSet] = [
      "isString": .string, "isInt": .int, "isFloat": .float, "isNumber": .number,
      "isBool": .bool, "isBoolean": .bool, "isNull": .null, "isArray": .array,
      "isMap": [.map, .object], "isSet": .set, "isObject": .object, "isFunction": .function,
    ]
    var all = camel
    for (name, tags) in camel { all["is_" + name.dropFirst(2).lowercased()] = tags }
    return all
  }()

}
