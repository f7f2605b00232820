import Source
import Support
import Syntax

/// What the cases of a `match` up to some place take.
private struct TakenValues {

  /// A value that a literal pattern names.
  enum Literal: Hashable {

    /// A number, by its mathematical value.
    case int(Int64)
    case float(Double)
    case string(Symbol)

  }

  /// The pattern that takes everything, once there is one.
  var everything: PatternID?
  var literals: [Literal: PatternID] = [:]

  /// The kinds of values that are taken as a whole.
  var kinds: [ValueKind: PatternID] = [:]
  var classes: [ClassID: PatternID] = [:]

}

/// Warnings of cases that are never reached.
extension Resolver {

  /// Warns of the cases and alternatives that the ones before them leave nothing.
  mutating func warnOfCoveredCases(_ cases: [MatchCase], _ otherwise: Block?) {
    var taken = TakenValues()
    for matchCase in cases {
      let parts = alternatives(matchCase.pattern)
      var covered: [(part: PatternID, by: PatternID)] = []
      for part in parts {
        if let earlier = pattern(in: taken, covering: part) { covered.append((part, earlier)) }
        if matchCase.guardCondition == nil { take(part, &taken) }
      }
      if covered.count == parts.count {
        warnOfCovered("case", matchCase.pattern, covered[0].by)
      } else {
        for (part, earlier) in covered { warnOfCovered("alternative", part, earlier) }
      }
    }
    if let pattern = taken.everything, let first = otherwise?.statements.first {
      warn(
        .unreachableCode, "this 'else' is never reached: a case takes every value",
        at: ast.stmts[first].span, notes: [noteTaken(by: pattern)])
    }
  }

  private mutating func warnOfCovered(_ noun: String, _ part: PatternID, _ earlier: PatternID) {
    warn(
      .unreachableCode, "this \(noun) is never reached: what fits it is taken before",
      at: ast.patterns[part].span, notes: [noteTaken(by: earlier)])
  }

  private func noteTaken(by pattern: PatternID) -> Diagnostic.Note {
    Diagnostic.Note("it is taken here", at: ast.patterns[pattern].span)
  }

  // MARK: What is taken

  private func take(_ id: PatternID, _ taken: inout TakenValues) {
    if let reference = model.patternTypes[id] { return take(reference, id, &taken) }
    switch ast.patterns[id].kind {
    case .wildcard, .name: if taken.everything == nil { taken.everything = id }
    case .type(let type), .typedName(_, let type):
      if case .name(_, let arguments) = ast.typeExprs[type].kind, arguments.isEmpty,
        let reference = model.typeReferences[type]
      {
        take(reference, id, &taken)
      }
    case .value(let value):
      for kind in kinds(ofLiteral: value) where isSingle(kind) { add(kind, id, &taken) }
      if let literal = literal(value), taken.literals[literal] == nil {
        taken.literals[literal] = id
      }
    default: break
    }
  }

  private func take(_ reference: Reference, _ id: PatternID, _ taken: inout TakenValues) {
    switch reference {
    case .classType(let decl):
      if let type = model.classOfDecl[decl], taken.classes[type] == nil {
        taken.classes[type] = id
      }
    case .builtinType:
      guard let kinds = kinds(of: reference) else {
        if taken.everything == nil { taken.everything = id }
        return
      }
      for kind in kinds { add(kind, id, &taken) }
    default: break
    }
  }

  private func add(_ kind: ValueKind, _ id: PatternID, _ taken: inout TakenValues) {
    if taken.kinds[kind] == nil { taken.kinds[kind] = id }
  }

  // MARK: What covers a pattern

  /// Returns a pattern in `taken` because of which `id` is never reached.
  private func pattern(in taken: TakenValues, covering id: PatternID) -> PatternID? {
    if let everything = taken.everything { return everything }
    if let reference = model.patternTypes[id] { return pattern(in: taken, covering: reference) }
    switch ast.patterns[id].kind {
    case .type(let type), .typedName(_, let type):
      return model.typeReferences[type].flatMap { pattern(in: taken, covering: $0) }
    case .value(let value):
      if let literal = literal(value), let same = taken.literals[literal] { return same }
      return pattern(in: taken, covering: kinds(ofLiteral: value))
    case .interval:
      return pattern(in: taken, covering: ValueKind.kinds(ofType: "Number") ?? [])
    case .array: return taken.kinds[.builtin("Array")]
    case .wildcard, .name, .either, .not, .map, .invalid: return nil
    }
  }

  private func pattern(in taken: TakenValues, covering reference: Reference) -> PatternID? {
    switch reference {
    case .classType(let decl):
      var next = model.classOfDecl[decl]
      while let type = next {
        if let earlier = taken.classes[type] { return earlier }
        next = model.classes[type].base
      }
      return nil
    case .builtinType: return pattern(in: taken, covering: kinds(of: reference) ?? [])
    default: return nil
    }
  }

  /// Returns the last pattern of those that take all of `kinds`, if they do.
  private func pattern(in taken: TakenValues, covering kinds: [ValueKind]) -> PatternID? {
    let patterns = kinds.compactMap { taken.kinds[$0] }
    return patterns.count == kinds.count ? patterns.max() : nil
  }

  // MARK: Literals

  private func literal(_ value: ExprID) -> TakenValues.Literal? {
    switch ast.exprs[value].kind {
    case .int(let number): .int(number)
    case .float(let number): Int64(exactly: number).map { .int($0) } ?? .float(number)
    case .string(let text): .string(text)
    default: nil
    }
  }

  /// Returns the kinds of the values that equal the literal `value`; none for other patterns.
  private func kinds(ofLiteral value: ExprID) -> [ValueKind] {
    switch ast.exprs[value].kind {
    case .int, .float: [.builtin("Int"), .builtin("Float")]
    case .string: [.builtin("String")]
    case .bool(let flag): [.boolean(flag)]
    case .null: [.null]
    default: []
    }
  }

  /// `true` iff one value alone is of `kind`.
  private func isSingle(_ kind: ValueKind) -> Bool {
    switch kind {
    case .boolean, .null: true
    case .builtin, .instance: false
    }
  }

}
