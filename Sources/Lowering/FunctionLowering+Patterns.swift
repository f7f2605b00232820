import IR
import Sema
import Source
import Support
import Syntax

// Patterns: each test goes on where the pattern fits, with its variables bound; the ways on which
// it does not fit are added to `failures`.
extension FunctionLowering {

  /// Tests the pattern `id`.
  mutating func test(_ id: PatternID, _ subject: Subject, _ failures: inout [Jump?]) {
    guard block != nil else { return }
    if let tags = tags(of: id, subject) { return test(tags, subject, &failures) }
    switch ast.patterns[id].kind {
    case .wildcard: return
    case .value(let value): testValue(id, value, subject, &failures)
    case .name(let decl):
      guard let type = model.patternTypes[id] else { return declare(decl, subject.value) }
      testClass(type, subject, &failures)
    case .type(let type): _ = test(type, subject, &failures)
    case .typedName(let decl, let type):
      let value = test(type, subject, &failures)
      if block != nil { declare(decl, value) }
    case .interval(let start, let end):
      testInterval(start, end, subject, at: ast.patterns[id].span, &failures)
    case .either(let parts): testEither(parts, subject, &failures)
    case .not(let part): testNot(part, subject, &failures)
    case .array(let parts, let rest):
      testArray(parts, rest, subject, at: ast.patterns[id].span, &failures)
    case .map(let entries): testMap(entries, subject, &failures)
    case .invalid: unreachable("lowering of a pattern that was not parsed")
    }
  }

  /// Goes on where `condition` is true.
  private mutating func require(
    _ condition: ValueID, _ fact: Fact? = nil, _ failures: inout [Jump?]
  ) {
    let depth = environment.count
    let (holds, fails) = split(on: condition, facts: fact.map { [$0] } ?? [])
    failures.append(fails)
    join([holds], depth: depth)
  }

  // MARK: Types

  /// Returns the tags that the pattern tests of the subject, if tags are all it takes and it binds
  /// nothing: also of a value whose `type` is the subject.
  private func tags(of id: PatternID, _ subject: Subject) -> TagSet? {
    switch ast.patterns[id].kind {
    case .value(let value):
      switch ast.exprs[value].kind {
      case .null: return subject.typed == nil ? .null : nil
      case .string(let name):
        guard subject.typed != nil else { return nil }
        return TagSet.names.first { $0.name == text(name) && $0.tag != .instance }?.tag
      default: return nil
      }
    case .name:
      guard subject.typed == nil, case .builtinType(let name)? = model.patternTypes[id] else {
        return nil
      }
      return WrittenTypes.tags[text(name)]
    case .type(let type): return subject.typed == nil ? testableTags(type) : nil
    case .either(let parts):
      let tags = parts.map { self.tags(of: $0, subject) }
      return tags.contains(nil) ? nil : tags.reduce(into: TagSet()) { $0.formUnion($1!) }
    case .wildcard, .typedName, .interval, .not, .array, .map, .invalid: return nil
    }
  }

  private mutating func test(_ tags: TagSet, _ subject: Subject, _ failures: inout [Jump?]) {
    let (value, slot) = subject.typed ?? (subject.value, subject.slot)
    require(emitTagTest(value, tags), slot.map { fact($0, tags) }, &failures)
  }

  /// Tests the class that `reference` names.
  private mutating func testClass(
    _ reference: Reference, _ subject: Subject, _ failures: inout [Jump?]
  ) {
    guard case .classType(let decl) = reference else { unreachable("a pattern of no type") }
    let type = shared.classType(model.classOfDecl[decl]!)
    let test = emit(.testClass, [subject.value], immediate: Int64(type.raw))
    require(test, fact(subject, .instance(type)), &failures)
  }

  private func fact(_ subject: Subject, _ narrowing: Narrowing) -> Fact? {
    subject.slot.map { Fact(slot: $0, whenTrue: narrowing, whenFalse: .nothing) }
  }

  /// Tests the written type `type`; returns the subject as it is known then.
  private mutating func test(
    _ type: TypeExprID, _ subject: Subject, _ failures: inout [Jump?]
  ) -> ValueID {
    let narrowing = narrowing(to: type)
    let test = lowerIs(subject.value, type)
    if let tags = testableTags(type), let slot = subject.slot {
      require(test, fact(slot, tags), &failures)
    } else {
      require(test, fact(subject, narrowing), &failures)
    }
    guard block != nil else { return subject.value }
    return subject.slot.map { environment[$0] } ?? narrowed(subject.value, to: narrowing)
  }

  // MARK: Values

  /// A literal, or a constant or class reached by a dot.
  private mutating func testValue(
    _ id: PatternID, _ value: ExprID, _ subject: Subject, _ failures: inout [Jump?]
  ) {
    if let type = model.patternTypes[id] { return testClass(type, subject, &failures) }
    let constant = lower(value)
    require(compare(.equal, subject.value, constant, at: ast.patterns[id].span), nil, &failures)
  }

  private mutating func compare(
    _ predicate: IR.Predicate, _ a: ValueID, _ b: ValueID, at span: SourceSpan
  ) -> ValueID {
    emit(.genericCompare, [a, b], immediate: predicate.rawValue, at: span)
  }

  private mutating func testInterval(
    _ a: ExprID, _ b: ExprID, _ subject: Subject, at span: SourceSpan,
    _ failures: inout [Jump?]
  ) {
    let (start, end) = (lower(a), lower(b))
    test(.number, Subject(value: subject.value, slot: subject.slot), &failures)
    for (id, bound) in [(a, start), (b, end)] where !isNumber(id) {
      require(emitTagTest(bound, .number), nil, &failures)
    }
    let value = subject.slot.map { environment[$0] } ?? refined(subject.value, .number)
    require(compare(.lessEqual, start, value, at: span), nil, &failures)
    require(compare(.less, value, end, at: span), nil, &failures)
  }

  private func isNumber(_ id: ExprID) -> Bool {
    switch ast.exprs[id].kind {
    case .int, .float: true
    case .unary(_, let operand): isNumber(operand)
    default: false
    }
  }

  // MARK: Combinations

  private mutating func testEither(
    _ parts: [PatternID], _ subject: Subject, _ failures: inout [Jump?]
  ) {
    let depth = environment.count
    var ends: [Jump?] = []
    var rest: [Jump?] = []
    for part in parts where block != nil {
      rest = []
      test(part, subject, &rest)
      ends.append(jump())
      join(rest, depth: depth)
    }
    failures.append(jump())
    join(ends, depth: depth)
  }

  private mutating func testNot(
    _ part: PatternID, _ subject: Subject, _ failures: inout [Jump?]
  ) {
    let depth = environment.count
    var rest: [Jump?] = []
    test(part, subject, &rest)
    failures.append(jump())
    join(rest, depth: depth)
  }

  // MARK: Arrays

  private mutating func testArray(
    _ parts: [PatternID], _ rest: DeclID?, _ subject: Subject, at span: SourceSpan,
    _ failures: inout [Jump?]
  ) {
    test(.array, Subject(value: subject.value, slot: subject.slot), &failures)
    let array = subject.slot.map { environment[$0] } ?? refined(subject.value, .array)
    let length = emit(.genericLength, [array], at: span)
    let count = emit(.constInt, [], immediate: Int64(parts.count))
    let predicate: IR.Predicate = rest == nil ? .equal : .greaterEqual
    let fits = emit(.intCompare, [length, count], immediate: predicate.rawValue)
    require(fits, nil, &failures)
    for (i, part) in parts.enumerated() {
      let index = emit(.constInt, [], immediate: Int64(i))
      test(part, Subject(value: emit(.genericGet, [array, index])), &failures)
    }
    guard let rest, !rest.isNone, block != nil else { return }
    let slice = Int64(shared.module.symbol("slice").raw)
    declare(rest, emit(.genericCallMethod, [array, count], immediate: slice, at: span))
  }

  // MARK: Maps and instances

  private mutating func testMap(
    _ entries: [PatternKind.Entry], _ subject: Subject, _ failures: inout [Jump?]
  ) {
    let tags: TagSet = [.map, .object, .instance]
    test(tags, Subject(value: subject.value, slot: subject.slot), &failures)
    let container = subject.slot.map { environment[$0] } ?? refined(subject.value, tags)
    for entry in entries where block != nil {
      let value = entryValue(entry.key, of: container, &failures)
      test(entry.pattern, Subject(value: value), &failures)
    }
  }

  /// Returns the value under `key` of a map, or the field of an instance, where there is one.
  private mutating func entryValue(
    _ key: ExprID, of container: ValueID, _ failures: inout [Jump?]
  ) -> ValueID {
    let depth = environment.count
    let span = ast.exprs[key].span
    let (isInstance, isMap) = split(on: emitTagTest(container, .instance))
    join([isInstance], depth: depth)
    var ends = [fieldValue(key, of: container, &failures)]
    join([isMap], depth: depth)
    let map = refined(container, [.map, .object])
    let index = lower(key)
    require(emit(.genericIn, [index, map], at: span), nil, &failures)
    let value = lowerIndex(map, index, at: span)
    ends.append(jump([value]))
    return join(ends, depth: depth).first ?? value
  }

  /// Reads the field that `key` names where the class of `instance` has it.
  private mutating func fieldValue(
    _ key: ExprID, of instance: ValueID, _ failures: inout [Jump?]
  ) -> Jump? {
    let depth = environment.count
    var ends: [Jump?] = []
    if case .string(let name) = ast.exprs[key].kind {
      for owner in shared.members.fieldOwners[name] ?? [] {
        let type = shared.classType(owner)
        let (holds, fails) = split(
          on: emit(.testClass, [instance], immediate: Int64(type.raw)))
        join([holds], depth: depth)
        let known = narrowed(instance, to: .instance(type))
        let value = emit(
          .genericGetMember, [known], immediate: Int64(name.raw), at: ast.exprs[key].span)
        ends.append(jump([value]))
        join([fails], depth: depth)
      }
    }
    failures.append(jump())
    let values = join(ends, depth: depth)
    return jump(values)
  }

}
