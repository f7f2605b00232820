import IR
import Sema
import Source
import Support
import Syntax

// The choice among functions of one name by the types of the arguments.
extension FunctionLowering {

  /// A condition on the arguments.
  private indirect enum Formula {
    case constant(Bool)
    case test(opcode: Opcode, argument: Int, immediate: Int64)
    case not(Formula)
    case all([Formula])
    case any([Formula])
  }

  /// Lowers the function that calls the most specific of the functions whose parameters fit.
  mutating func lowerDispatcher(_ key: ModuleLowering.DispatcherKey) {
    let span = ast.funcs[key.functions[0]].span
    let leading = declareLeading(of: key.functions)
    let arguments = (0..<key.arity).map { _ in appendParameter() }
    let candidates = key.functions.filter { shared.arities(of: $0).contains(key.arity) }
    let fitting = candidates.map { fits($0, key.arity) }
    for (i, candidate) in candidates.enumerated() where block != nil {
      let others = candidates.indices.filter { $0 != i }.map { j in
        either(.not(fitting[j]), specificity(candidate, candidates[j], key.arity))
      }
      let (chosen, rest) = lower(.all([fitting[i]] + others), arguments)
      join([chosen], depth: environment.count)
      call(candidate, key, leading, arguments, at: span)
      join([rest], depth: environment.count)
    }
    let name = Int64(ast.decls[ast.funcs[key.functions[0]].decl!].name.raw)
    let (ambiguous, none) = lower(.any(fitting), arguments)
    join([ambiguous], depth: environment.count)
    emit(.raiseAmbiguous, arguments, immediate: name, hiddenAt: span)
    join([none], depth: environment.count)
    emit(.raiseNoOverload, arguments, immediate: name, hiddenAt: span)
  }

  private mutating func declareLeading(of group: [FuncID]) -> [ValueID] {
    if let type = model.funcs[group[0]].owningClass {
      let receiver = appendReceiver(of: type)
      receivers[type] = receiver
      return [receiver]
    }
    let captures = shared.captures(of: group)
    declareCaptures(captures)
    return values(of: captures)
  }

  private mutating func call(
    _ candidate: FuncID, _ key: ModuleLowering.DispatcherKey, _ leading: [ValueID],
    _ arguments: [ValueID], at span: SourceSpan
  ) {
    guard block != nil else { return }
    let function = shared.function(.init(function: candidate, arity: key.arity))
    let own = shared.areMethods(key.functions)
      ? leading : values(of: shared.captures.captures(of: candidate))
    let result = emit(.call, own + arguments, immediate: Int64(function.raw), hiddenAt: span)
    terminate(.returnValue(result))
  }

  // MARK: Conditions

  /// The condition that the annotated parameters of `id` admit the arguments.
  private mutating func fits(_ id: FuncID, _ arity: Int) -> Formula {
    var tests: [Formula] = []
    for (i, parameter) in ast.funcs[id].parameters.prefix(arity).enumerated() {
      guard let type = ast.decls[parameter.decl].annotation else { continue }
      let name = ast.text(ast.decls[parameter.decl].name)
      let promise = makePromise(type, subject: name, ints: .admitted)
      tests.append(.test(opcode: .testPromise, argument: i, immediate: Int64(promise)))
    }
    return .all(tests)
  }

  private func either(_ a: Formula, _ b: Formula) -> Formula {
    if case .constant(let value) = b { return value ? b : a }
    return .any([a, b])
  }

  /// The condition that `a` is more specific than `b` for arguments that fit both.
  private func specificity(_ a: FuncID, _ b: FuncID, _ arity: Int) -> Formula {
    var (lower, equal): ([Formula], [Formula]) = ([], [])
    let ranking = OverloadRanking(ast: ast, model: model)
    for i in 0..<arity {
      let types = [a, b].map { ast.decls[ast.funcs[$0].parameters[i].decl].annotation }
      let common = ranking.comparison(types[0], types[1])
      if common.all.isEmpty { return .constant(true) }
      lower.append(test(i, common.lower.union(common.equal), of: common.all))
      equal.append(test(i, common.equal, of: common.all))
    }
    let isShorter = ast.funcs[a].parameters.count < ast.funcs[b].parameters.count
    let isAnyLower = isShorter ? Formula.constant(true) : .not(simplified(.all(equal)))
    return simplified(.all(lower + [isAnyLower]))
  }

  /// The condition that argument `i`, which has one of the tags `all`, has one of `tags`.
  private func test(_ i: Int, _ tags: TagSet, of all: TagSet) -> Formula {
    if tags.isSuperset(of: all) { return .constant(true) }
    if tags.isEmpty { return .constant(false) }
    return .test(opcode: .testTags, argument: i, immediate: Int64(tags.rawValue))
  }

  private func simplified(_ formula: Formula) -> Formula {
    switch formula {
    case .constant, .test: return formula
    case .not(let inner):
      if case .constant(let value) = simplified(inner) { return .constant(!value) }
      return formula
    case .any: return formula
    case .all(let parts):
      var rest: [Formula] = []
      for part in parts.map(simplified) {
        guard case .constant(let value) = part else {
          rest.append(part)
          continue
        }
        if !value { return part }
      }
      return rest.isEmpty ? .constant(true) : .all(rest)
    }
  }

  /// Branches on `formula`.
  private mutating func lower(_ formula: Formula, _ arguments: [ValueID]) -> Branches {
    guard block != nil else { return (nil, nil) }
    switch formula {
    case .constant(let value): return value ? (jump(), nil) : (nil, jump())
    case .test(let opcode, let argument, let immediate):
      return split(on: emit(opcode, [arguments[argument]], immediate: immediate))
    case .not(let inner):
      let (whenTrue, whenFalse) = lower(inner, arguments)
      return (whenFalse, whenTrue)
    case .all(let parts):
      var failures: [Jump?] = []
      for part in parts {
        let (whenTrue, whenFalse) = lower(part, arguments)
        failures.append(whenFalse)
        join([whenTrue], depth: environment.count)
      }
      let end = jump()
      return (end, joined(failures))
    case .any(let parts):
      let (whenFalse, whenTrue) = lower(.all(parts.map(Formula.not)), arguments)
      return (whenTrue, whenFalse)
    }
  }

  private mutating func joined(_ jumps: [Jump?]) -> Jump? {
    join(jumps, depth: environment.count)
    return jump()
  }

}

/// How specific the written types of parameters are.
struct OverloadRanking {

  let ast: AST
  let model: SemanticModel

  /// For which tags of arguments that two types admit the first type is nearer, or as near.
  struct Comparison {
    var all: TagSet = []
    var lower: TagSet = []
    var equal: TagSet = []
  }

  /// Compares the parameter types `a` and `b`; no type admits anything.
  func comparison(_ a: TypeExprID?, _ b: TypeExprID?) -> Comparison {
    var result = Comparison()
    for (tag, _) in TagSet.names {
      let sample = tag == .instance ? sampleClass([a, b].compactMap { $0 }) : nil
      guard fits(a, tag, sample), fits(b, tag, sample) else { continue }
      result.all.insert(tag)
      let (first, second) = (rank(a, tag, sample), rank(b, tag, sample))
      if first < second { result.lower.insert(tag) }
      if first == second { result.equal.insert(tag) }
    }
    return result
  }

  /// Returns the class of instances that most of `types` admit: the one that extends most.
  private func sampleClass(_ types: [TypeExprID]) -> ClassID? {
    types.flatMap(classes).max { depth($0) < depth($1) }
  }

  private func classes(_ type: TypeExprID) -> [ClassID] {
    switch ast.typeExprs[type].kind {
    case .optional(let inner): return classes(inner)
    case .union(let parts): return parts.flatMap(classes)
    case .name, .member:
      guard case .classType(let decl)? = model.typeReferences[type] else { return [] }
      return model.classOfDecl[decl].map { [$0] } ?? []
    case .function, .invalid: return []
    }
  }

  private func depth(_ id: ClassID) -> Int {
    model.classes[id].base.map { depth($0) + 1 } ?? 0
  }

  // MARK: Ranks

  private func fits(_ type: TypeExprID?, _ tag: TagSet, _ sample: ClassID?) -> Bool {
    guard let type else { return true }
    return admits(type, tag, sample)
      || tag == .int && admits(type, .float, nil)
  }

  private func admits(_ type: TypeExprID, _ tag: TagSet, _ sample: ClassID?) -> Bool {
    switch ast.typeExprs[type].kind {
    case .optional(let inner): return tag == .null || admits(inner, tag, sample)
    case .union(let parts): return parts.contains { admits($0, tag, sample) }
    case .function: return tag == .function || tag == .classObject
    case .invalid: return false
    case .name, .member:
      switch model.typeReferences[type] {
      case .builtinType(let name)?:
        return WrittenTypes.tags[ast.text(name)]?.contains(tag) ?? false
      case .classType(let decl)?:
        guard tag == .instance, let sample else { return false }
        return distance(sample, to: model.classOfDecl[decl]) != nil
      default: return false
      }
    }
  }

  /// Returns how many steps `id` is below `base`; `nil` if it does not extend it.
  private func distance(_ id: ClassID, to base: ClassID?) -> Int? {
    var (steps, next) = (0, Optional(id))
    while let current = next {
      if current == base { return steps }
      steps += 1
      next = model.classes[current].base
    }
    return nil
  }

  /// How far `type` is from the type of an argument: 0 for the very type, more for wider ones.
  private func rank(_ type: TypeExprID?, _ tag: TagSet, _ sample: ClassID?) -> Int {
    guard let type else { return 1_000 }
    switch ast.typeExprs[type].kind {
    case .optional(let inner): return 300 + rank(inner, tag, sample) / 10
    case .union, .function, .invalid: return model.width(of: type, in: ast)
    case .name, .member:
      guard admits(type, tag, sample) else { return 100 }
      guard case .classType(let decl)? = model.typeReferences[type] else {
        return model.width(of: type, in: ast)
      }
      return sample.flatMap { distance($0, to: model.classOfDecl[decl]) } ?? 0
    }
  }

}
