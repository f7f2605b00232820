import Source
import Support
import Syntax

extension Resolver {

  mutating func resolveMatch(
    _ id: StmtID, _ subject: ExprID, _ cases: [MatchCase], _ otherwise: Block?
  ) {
    resolve(subject)
    for matchCase in cases {
      scopes.push()
      resolve(matchCase.pattern, uncertain: nil)
      if let guardCondition = matchCase.guardCondition { resolve(guardCondition) }
      resolve(matchCase.body)
      closeScope()
    }
    if let otherwise { resolve(otherwise) }
    deferredChecks.append(.match(id))
  }

  /// Resolves a pattern and declares its variables in the innermost scope.
  ///
  /// `uncertain` says why a variable would not surely be bound where the pattern fits, if so.
  private mutating func resolve(_ id: PatternID, uncertain: String?) {
    switch ast.patterns[id].kind {
    case .wildcard, .invalid: break
    case .value(let value): resolveValue(value, of: id)
    case .name(let decl): resolveName(decl, of: id, uncertain)
    case .type(let type): resolve(type)
    case .typedName(let decl, let type):
      resolve(type)
      bind(decl, uncertain)
    case .interval(let start, let end):
      resolve(start)
      resolve(end)
    case .either(let parts):
      for part in parts { resolve(part, uncertain: "in one of several alternatives") }
    case .not(let part): resolve(part, uncertain: "after '!'")
    case .array(let parts, let rest):
      for part in parts { resolve(part, uncertain: uncertain) }
      if let rest, !rest.isNone { bind(rest, uncertain) }
    case .map(let entries):
      for entry in entries {
        resolve(entry.key)
        resolve(entry.pattern, uncertain: uncertain)
      }
    }
  }

  /// A constant reached by a dot; a class reached by a dot tests the type.
  private mutating func resolveValue(_ value: ExprID, of id: PatternID) {
    resolve(value)
    if let meaning = model.references[value], case .classType = meaning {
      model.patternTypes[id] = meaning
    }
  }

  /// A bare name: a type, which is tested, or a variable, which is bound.
  private mutating func resolveName(_ decl: DeclID, of id: PatternID, _ uncertain: String?) {
    if let found = find(ast.decls[decl].name) {
      switch found.meaning {
      case .builtinType, .classType:
        locate(decl)
        model.patternTypes[id] = found.meaning
        noteTypeUse(found)
        return
      case .variable, .functions, .builtinFunction, .library, .libraryMember, .module,
        .unresolved:
        break
      }
    }
    bind(decl, uncertain)
  }

  private mutating func bind(_ decl: DeclID, _ uncertain: String?) {
    let node = ast.decls[decl]
    let text = ast.text(node.name)
    if let uncertain {
      let near = suggestion(for: text, where: isType)
      report(
        .uncertainBinding, "'\(text)' cannot be bound \(uncertain)", at: node.span,
        help: near.map { "did you mean the type '\($0)'?" } ?? "write '_' for any value")
      scopes.declare(node.name, .unresolved)
      return locate(decl)
    }
    if let other = scopes.innermost(node.name), other >= scopes.innermostStart,
      !scopes.entries[other].decl.isNone
    {
      report(
        .duplicateParameter, "'\(text)' is bound twice in this pattern", at: node.span,
        notes: [declared(scopes.entries[other].decl)])
    }
    declareVariable(decl)
  }

}
