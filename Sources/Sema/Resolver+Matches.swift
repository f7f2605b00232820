import Source
import Support
import Syntax

/// A part of the values of a type that a `match` handles or forgets as a whole.
enum ValueKind: Hashable {

  case boolean(Bool)
  case null

  /// The values of a type other than Boolean and Null.
  case builtin(String)

  /// The instances of a class that are not of one that extends it.
  case instance(ClassID)

  /// The kinds of values that the predeclared type `name` has; `nil` for any.
  static func kinds(ofType name: String) -> [ValueKind]? {
    switch name {
    case "Any": nil
    case "Bool", "Boolean": [.boolean(true), .boolean(false)]
    case "Null", "Void": [.null]
    case "Number": [.builtin("Int"), .builtin("Float")]
    default: [.builtin(name)]
    }
  }

}

/// Warnings of a `match` that forgets a case.
extension Resolver {

  /// How many forgotten cases are named.
  private static let namedCases = 5

  mutating func checkMatch(_ statement: StmtID) {
    guard case .match(let subject, let cases, let otherwise) = ast.stmts[statement].kind else {
      unreachable("a check of a match is of a match")
    }
    warnOfCoveredCases(cases, otherwise)
    if otherwise == nil { warnIfIncomplete(subject, cases) }
  }

  private mutating func warnIfIncomplete(_ subject: ExprID, _ cases: [MatchCase]) {
    guard let kinds = kinds(ofSubject: subject), kinds.count > 1 else { return }
    let patterns = cases.filter { $0.guardCondition == nil }.map(\.pattern)
    var forgotten = kinds.filter { kind in !patterns.contains { fitsAll($0, kind) } }
    if fitAllArrays(patterns) { forgotten.removeAll { $0 == .builtin("Array") } }
    if forgotten.isEmpty { return }
    var names = forgotten.prefix(Self.namedCases).map(name)
    if forgotten.count > names.count { names.append("\(forgotten.count - names.count) more") }
    let last = names.removeLast()
    let list = names.isEmpty ? last : names.joined(separator: ", ") + " and " + last
    warn(
      .forgottenCase, "this match does not handle \(list)", at: ast.exprs[subject].span,
      help: "add a case, or 'else:' if nothing is to be done")
  }

  private func name(of kind: ValueKind) -> String {
    switch kind {
    case .boolean(let value): value ? "True" : "False"
    case .null: "Null"
    case .builtin(let name): name
    case .instance(let type): name(of: ast.classes[type].decl)
    }
  }

  // MARK: Subjects

  /// Returns the kinds of values that `subject` can have, or `nil` if that is not known.
  private func kinds(ofSubject subject: ExprID) -> [ValueKind]? {
    if isTruthValue(subject) { return ValueKind.kinds(ofType: "Bool") }
    guard let type = writtenType(of: subject), let kinds = kinds(of: type) else { return nil }
    var seen: Set<ValueKind> = []
    return kinds.filter { seen.insert($0).inserted }
  }

  /// `true` iff an operator makes `value` a Boolean.
  private func isTruthValue(_ value: ExprID) -> Bool {
    switch ast.exprs[value].kind {
    case .logical, .isType, .unary(.not, _): true
    case .binary(let operation, _, _):
      switch operation {
      case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .isIn: true
      default: false
      }
    default: false
    }
  }

  private func kinds(of type: TypeExprID) -> [ValueKind]? {
    switch ast.typeExprs[type].kind {
    case .name, .member: return model.typeReferences[type].flatMap(kinds)
    case .optional(let inner): return kinds(of: inner).map { $0 + [.null] }
    case .function: return [.builtin("Function")]
    case .union(let parts):
      var result: [ValueKind] = []
      for part in parts {
        guard let kinds = kinds(of: part) else { return nil }
        result += kinds
      }
      return result
    case .invalid: return nil
    }
  }

  /// Returns the kinds of values of the type `reference`; `nil` for any.
  func kinds(of reference: Reference) -> [ValueKind]? {
    switch reference {
    case .builtinType(let name): ValueKind.kinds(ofType: ast.text(name))
    case .classType(let decl):
      model.classOfDecl[decl].map { hierarchy.instantiable(in: $0).map(ValueKind.instance) }
    default: nil
    }
  }

  // MARK: Patterns

  /// `true` iff `pattern` surely fits every value of `kind`.
  private func fitsAll(_ pattern: PatternID, _ kind: ValueKind) -> Bool {
    if let reference = model.patternTypes[pattern] { return isOf(reference, kind) }
    return switch ast.patterns[pattern].kind {
    case .wildcard, .name, .invalid: true
    case .value(let value): literalKind(value) == kind
    case .type(let type), .typedName(_, let type): isOf(type, kind)
    case .interval: false
    case .either(let parts): parts.contains { fitsAll($0, kind) }
    case .not(let part): !mayFit(part, kind)
    case .array(let parts, let rest): kind == .builtin("Array") && parts.isEmpty && rest != nil
    case .map(let entries): entries.isEmpty && hasKeys(kind)
    }
  }

  /// `true` unless `pattern` surely fits no value of `kind`.
  private func mayFit(_ pattern: PatternID, _ kind: ValueKind) -> Bool {
    if let reference = model.patternTypes[pattern] { return isOf(reference, kind) }
    return switch ast.patterns[pattern].kind {
    case .wildcard, .name, .invalid: true
    case .value(let value): mayEqual(value, kind)
    case .type(let type), .typedName(_, let type): isOf(type, kind)
    case .interval: isNumber(kind)
    case .either(let parts): parts.contains { mayFit($0, kind) }
    case .not(let part): !fitsAll(part, kind)
    case .array: kind == .builtin("Array")
    case .map: hasKeys(kind)
    }
  }

  /// The only value that the literal `value` equals, if that is a kind of its own.
  private func literalKind(_ value: ExprID) -> ValueKind? {
    switch ast.exprs[value].kind {
    case .bool(let flag): .boolean(flag)
    case .null: .null
    default: nil
    }
  }

  private func mayEqual(_ value: ExprID, _ kind: ValueKind) -> Bool {
    switch ast.exprs[value].kind {
    case .bool, .null: literalKind(value) == kind
    case .int, .float: isNumber(kind)
    case .string: kind == .builtin("String")
    default: true
    }
  }

  private func isNumber(_ kind: ValueKind) -> Bool {
    kind == .builtin("Int") || kind == .builtin("Float")
  }

  /// `true` iff a map pattern without entries fits values of `kind`.
  private func hasKeys(_ kind: ValueKind) -> Bool {
    if case .instance = kind { return true }
    return kind == .builtin("Map") || kind == .builtin("Object")
  }

  // MARK: Tests of types

  /// `true` iff values of `kind` are of the type `reference`.
  private func isOf(_ reference: Reference, _ kind: ValueKind) -> Bool {
    switch (reference, kind) {
    case (.classType(let decl), .instance(let type)):
      model.classOfDecl[decl].map { model.isClass(type, derivedFrom: $0) } ?? false
    case (.classType, _): false
    // A Map annotation admits Objects and the other way round.
    case (.builtinType(let name), .builtin("Map")), (.builtinType(let name), .builtin("Object")):
      ["Map", "Object", "Any"].contains(ast.text(name))
    case (.builtinType(let name), _):
      ValueKind.kinds(ofType: ast.text(name))?.contains(kind) ?? true
    default: true
    }
  }

  /// `true` iff all values of `kind` are of `type`, whose element types are not looked into.
  private func isOf(_ type: TypeExprID, _ kind: ValueKind) -> Bool {
    switch ast.typeExprs[type].kind {
    case .name, .member: model.typeReferences[type].map { isOf($0, kind) } ?? true
    case .optional(let inner): kind == .null || isOf(inner, kind)
    case .union(let parts): parts.contains { isOf($0, kind) }
    case .function: kind == .builtin("Function")
    case .invalid: true
    }
  }


  // MARK: Arrays

  /// `true` iff one of `patterns` fits an array of each length, whatever its elements.
  private func fitAllArrays(_ patterns: [PatternID]) -> Bool {
    var lengths: Set<Int> = []
    var least = Int.max
    for pattern in patterns.flatMap(alternatives) {
      guard case .array(let parts, let rest) = ast.patterns[pattern].kind,
        parts.allSatisfy(takesAll)
      else { continue }
      if rest == nil { lengths.insert(parts.count) } else { least = min(least, parts.count) }
    }
    return least != Int.max && (0..<least).allSatisfy(lengths.contains)
  }

  /// `true` iff the case takes every value.
  func takesAll(_ matchCase: MatchCase) -> Bool {
    matchCase.guardCondition == nil && takesAll(matchCase.pattern)
  }

  /// `true` iff `pattern` fits every value.
  func takesAll(_ pattern: PatternID) -> Bool {
    if model.patternTypes[pattern] != nil { return false }
    return switch ast.patterns[pattern].kind {
    case .wildcard, .name: true
    case .either(let parts): parts.contains(where: takesAll)
    default: false
    }
  }

  /// Returns the patterns between the `|` of `pattern`.
  func alternatives(_ pattern: PatternID) -> [PatternID] {
    guard case .either(let parts) = ast.patterns[pattern].kind else { return [pattern] }
    return parts.flatMap(alternatives)
  }

}
