import Source
import Support
import Syntax

extension Evaluator {

  mutating func executeMatch(
    _ subject: ExprID, _ cases: [MatchCase], _ otherwise: Block?
  ) throws -> Completion {
    let value = try evaluate(subject)
    for matchCase in cases {
      let scope = current.scope
      defer { current.scope = scope }
      enterScope(variables(of: matchCase.pattern))
      guard try matches(matchCase.pattern, value) else { continue }
      guard try matchCase.guardCondition.map({ try evaluate($0).truth }) ?? true else { continue }
      return try run(matchCase.body)
    }
    return try otherwise.map { try run($0) } ?? .normal
  }

  /// The variables that the pattern binds.
  private func variables(of id: PatternID) -> [DeclID] {
    switch program.ast.patterns[id].kind {
    case .name(let decl): program.model.patternTypes[id] == nil ? [decl] : []
    case .typedName(let decl, _): [decl]
    case .either(let parts): parts.flatMap(variables)
    case .not(let part): variables(of: part)
    case .array(let parts, let rest):
      parts.flatMap(variables) + (rest.map { $0.isNone ? [] : [$0] } ?? [])
    case .map(let entries): entries.flatMap { variables(of: $0.pattern) }
    case .wildcard, .value, .type, .interval, .invalid: []
    }
  }

  /// `true` iff `value` fits the pattern; its variables are bound on the way.
  private mutating func matches(_ id: PatternID, _ value: Value) throws -> Bool {
    switch program.ast.patterns[id].kind {
    case .wildcard: return true
    case .value(let expression):
      let constant = try evaluate(expression)
      return try equal(value, constant, at: program.ast.patterns[id].span)
    case .name(let decl):
      if let type = program.model.patternTypes[id] { return program.admits(reference: type, value) }
      set(decl, to: value)
      return true
    case .type(let type): return program.admits(type, value)
    case .typedName(let decl, let type):
      guard program.admits(type, value) else { return false }
      set(decl, to: value)
      return true
    case .interval(let a, let b):
      let (start, end) = (try evaluate(a), try evaluate(b))
      return isWithin(value, start, end)
    case .either(let parts):
      for part in parts where try matches(part, value) { return true }
      return false
    case .not(let part): return try !matches(part, value)
    case .array(let parts, let rest): return try matchesArray(parts, rest, value)
    case .map(let entries): return try matchesMap(entries, value)
    case .invalid: unreachable("a pattern that was not parsed")
    }
  }

  private func isWithin(_ value: Value, _ start: Value, _ end: Value) -> Bool {
    guard value.asFloat != nil else { return false }
    guard let low = compareNumbers(start, value), let high = compareNumbers(value, end) else {
      return false
    }
    return low <= 0 && high < 0
  }

  private mutating func matchesArray(
    _ parts: [PatternID], _ rest: DeclID?, _ value: Value
  ) throws -> Bool {
    guard case .array(let elements) = value else { return false }
    guard rest == nil ? elements.count == parts.count : elements.count >= parts.count else {
      return false
    }
    for (part, element) in zip(parts, elements) where try !matches(part, element) { return false }
    if let rest, !rest.isNone { set(rest, to: .array(Array(elements.dropFirst(parts.count)))) }
    return true
  }

  private mutating func matchesMap(
    _ entries: [PatternKind.Entry], _ value: Value
  ) throws -> Bool {
    for entry in entries {
      let key = try evaluate(entry.key)
      guard let part = try entryValue(key, of: value, at: program.ast.exprs[entry.key].span),
        try matches(entry.pattern, part)
      else { return false }
    }
    switch value {
    case .map, .object, .instance: return true
    default: return false
    }
  }

  private func entryValue(
    _ key: Value, of value: Value, at span: SourceSpan
  ) throws -> Value? {
    switch value {
    case .map(let map), .object(let map): return map[try program.key(key, at: span)]
    case .instance(let instance):
      guard case .string(let name) = key,
        let symbol = program.ast.symbols.symbol(of: name.string)
      else { return nil }
      return try program.field(symbol, of: instance, at: span)
    default: return nil
    }
  }

}
