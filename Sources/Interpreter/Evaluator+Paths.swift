import Source
import Support
import Syntax

/// A place in a variable: what an assignment or a mutating method changes.
struct Path {

  enum Root {
    case variable(DeclID)

    /// A value that is no variable; changes to it are lost, but for those of instances.
    case value(Value)
  }

  struct Step {

    enum Kind {
      case index(Value)
      case member(Symbol)
    }

    var kind: Kind
    var span: SourceSpan
  }

  var root: Root

  /// The place of the root.
  var span: SourceSpan
  var steps: [Step] = []

}

/// The annotation that holds for a place, and whose it is.
struct Promise {

  var type: TypeExprID
  var subject: String

}

extension Evaluator {

  // MARK: Assignment

  mutating func assign(
    _ target: ExprID, _ operation: BinaryOperator?, _ valueID: ExprID, at anchor: SourceSpan
  ) throws {
    let span = program.ast.exprs[valueID].span
    let path = try path(of: target)
    guard let operation else {
      if let (decl, rest, anchor) = selfAppend(target, valueID) {
        return try append(to: decl, rest, reportedAt: anchor, span)
      }
      return try store(try evaluate(valueID), to: path, at: span)
    }
    if operation == .add, case .variable(let decl) = path.root, path.steps.isEmpty {
      return try append(to: decl, valueID, reportedAt: anchor, span)
    }
    let old = try read(path)
    let value = try apply(operation, old, try evaluate(valueID), at: anchor)
    try store(value, to: path, at: span)
  }

  /// If the assignment is `x = x + rest`, returns `x`, `rest` and the place of `+`.
  private func selfAppend(
    _ target: ExprID, _ value: ExprID
  ) -> (DeclID, ExprID, SourceSpan)? {
    guard case .name = program.ast.exprs[target].kind,
      case .binary(.add, let left, let rest) = program.ast.exprs[value].kind,
      case .name = program.ast.exprs[left].kind,
      case .variable(let decl)? = program.model.references[target],
      program.model.references[left] == program.model.references[target]
    else { return nil }
    return (decl, rest, program.ast.exprs[value].anchor)
  }

  /// `decl = decl + rest`, which extends strings and arrays in place.
  private mutating func append(
    to decl: DeclID, _ rest: ExprID, reportedAt anchor: SourceSpan, _ span: SourceSpan
  ) throws {
    let old = try read(decl, at: anchor)
    let value = try evaluate(rest)
    switch (old, value) {
    case (.string(var text), .string), (.string(var text), .int):
      let suffix = try self.text(of: value, at: anchor)
      extend(decl, &text, releasing: old) { $0.append(suffix) } value: { .string($0) }
    case (.array(var elements), _) where program.ast.decls[decl].annotation == nil:
      extend(decl, &elements, releasing: old) {
        if case .array(let more) = value { $0 += more } else { $0.append(value) }
      } value: { .array($0) }
    default: try declare(decl, try apply(.add, old, value, at: anchor), at: span)
    }
  }

  /// Changes `content`, the content of the variable `decl`, while nothing else refers to it.
  private mutating func extend<Content>(
    _ decl: DeclID, _ content: inout Content, releasing old: consuming Value,
    _ change: (inout Content) -> Void, value: (Content) -> Value
  ) {
    old = .null
    set(decl, to: .null)
    change(&content)
    set(decl, to: value(content))
  }

  private mutating func store(_ value: Value, to path: Path, at span: SourceSpan) throws {
    let program = self.program
    var value = value
    if let promise = promise(of: path) {
      value = try program.convert(value, to: promise.type, of: promise.subject, at: span)
    }
    if case .variable(let decl) = path.root, path.steps.isEmpty { return set(decl, to: value) }
    if let last = path.steps.last, case .member(let name) = last.kind {
      var map = path
      map.steps.removeLast()
      try program.requireKey(name, of: try read(map), at: last.span)
    }
    try modify(path) { (place, promise) in
      guard let promise else {
        place = value
        return
      }
      place = try program.convert(value, to: promise.type, of: promise.subject, at: span)
    }
  }

  // MARK: Paths

  /// Evaluates the index expressions of the path `id`.
  mutating func path(of id: ExprID) throws -> Path {
    let expression = program.ast.exprs[id]
    switch expression.kind {
    case .name:
      guard case .variable(let decl)? = program.model.references[id],
        program.ast.decls[decl].kind != .imported
      else { break }
      try requireDeclared(decl, at: expression.span)
      return Path(root: .variable(decl), span: expression.span)
    case .index(let base, let index):
      var path = try path(of: base)
      let value = try evaluate(index)
      path.steps.append(.init(kind: .index(value), span: expression.anchor))
      return path
    case .member(let base, let name) where program.model.references[id] == nil:
      if case .superReference = program.ast.exprs[base].kind { break }
      var path = try path(of: base)
      path.steps.append(.init(kind: .member(name), span: expression.anchor))
      return path
    default: break
    }
    return Path(root: .value(try evaluate(id)), span: expression.span)
  }

  /// Returns the value at `path`.
  mutating func read(_ path: Path) throws -> Value {
    var value = switch path.root {
    case .variable(let decl): try read(decl, at: path.span)
    case .value(let value): value
    }
    for step in path.steps {
      switch step.kind {
      case .index(let index): value = try program.index(value, index, at: step.span)
      case .member(let name): value = try member(name, of: value, at: step.span)
      }
    }
    return value
  }

  /// Returns what the annotation of the variable of `path` says of the place, if all of it is clear
  /// without a look at the values.
  func promise(of path: Path) -> Promise? {
    guard var promise = rootPromise(of: path) else { return nil }
    for step in path.steps {
      guard case .index = step.kind, let inner = program.elementPromise(of: promise) else {
        return nil
      }
      promise = inner
    }
    return promise
  }

  private func rootPromise(of path: Path) -> Promise? {
    guard case .variable(let decl) = path.root, let type = program.ast.decls[decl].annotation else {
      return nil
    }
    return Promise(type: type, subject: program.name(of: decl))
  }

  /// Changes the value at `path` in place; `body` gets the annotation that holds for it.
  ///
  /// A missing key of a map is Null in `body`, and set after it. If `body` throws, nothing changes.
  mutating func modify<R>(
    _ path: Path, _ body: (inout Value, Promise?) throws -> R
  ) throws -> R {
    let (program, promise) = (self.program, rootPromise(of: path))
    let steps = path.steps[...]
    switch path.root {
    case .variable(let decl):
      return try modify(decl) { try program.descend(&$0, steps, promise, body) }
    case .value(var value): return try program.descend(&value, steps, promise, body)
    }
  }

}

extension Program {

  /// Returns what the promise of a collection says of its elements.
  func elementPromise(of promise: Promise) -> Promise? {
    guard let element = elementTypes(of: promise.type).element else { return nil }
    let prefix = "an element of "
    let subject = promise.subject.hasPrefix(prefix) ? promise.subject : prefix + promise.subject
    return Promise(type: element, subject: subject)
  }

  /// Changes what the path `steps` leads to from `value`, in place.
  func descend<R>(
    _ value: inout Value, _ steps: ArraySlice<Path.Step>, _ promise: Promise?,
    _ body: (inout Value, Promise?) throws -> R
  ) throws -> R {
    guard let step = steps.first else { return try body(&value, promise) }
    let rest = steps.dropFirst()
    if case .member(let name) = step.kind, var temporary = property(name, of: value) {
      return try descend(&temporary, rest, nil, body)
    }
    switch step.kind {
    case .index(let index):
      let inner = promise.flatMap(elementPromise)
      return try descend(into: &value, index, step.span, promise) {
        try self.descend(&$0, rest, inner, body)
      }
    case .member(let name):
      return try descend(into: &value, name, step.span) {
        try self.descend(&$0, rest, $1 ?? promise.flatMap(self.elementPromise), body)
      }
    }
  }

  /// The property `name` of a value of the library, which is no place in it.
  private func property(_ name: Symbol, of value: Value) -> Value? {
    switch value {
    case .instance, .object: return nil
    default: break
    }
    guard let method = Method(spelling: text(name)), method.applies(to: value) else { return nil }
    return method.property(of: value)
  }

  private func descend<R>(
    into value: inout Value, _ index: Value, _ span: SourceSpan, _ promise: Promise?,
    _ body: (inout Value) throws -> R
  ) throws -> R {
    switch value.container {
    case .array:
      return try value.modifyArray { elements in
        try body(&elements[try position(index, "an array", elements.count, at: span)])
      }
    case .entries:
      let keyValue = try keyValue(index, promise, at: span)
      let key = try key(keyValue, at: span)
      return try value.modifyEntries { try $0.modify(key, keyValue, body) }
    case .set, .instance, .none:
      _ = try self.index(value, index, at: span)
      throw Fault.type("\(typeName(of: value)) cannot be changed through an index", at: span)
    }
  }

  /// Throws a NameError if `value` is a Map and `name` a member of Map, which is not assigned to.
  func requireKey(_ name: Symbol, of value: Value, at span: SourceSpan) throws {
    guard case .map = value else { return }
    let text = text(name)
    if text == "type" || Method(spelling: text)?.applies(to: value) ?? false {
      throw Fault.name("\(text) is a member of Map; write [\"\(text)\"] for the key", at: span)
    }
  }

  private func descend<R>(
    into value: inout Value, _ name: Symbol, _ span: SourceSpan,
    _ body: (inout Value, Promise?) throws -> R
  ) throws -> R {
    switch value.container {
    case .instance:
      guard case .instance(let instance) = value,
        let index = fieldIndices[instance.type.id][name]
      else { break }
      let decl = model.classes[instance.type.id].fields[index].decl
      let promise = decl.flatMap { ast.decls[$0].annotation }.map {
        Promise(type: $0, subject: text(name))
      }
      let result = try body(&instance.fields[index], promise)
      instance.unset.remove(index)
      return result
    case .entries:
      try requireKey(name, of: value, at: span)
      let key = Value.text(text(name))
      return try value.modifyEntries { try $0.modify(Key(key)!, key) { try body(&$0, nil) } }
    case .array, .set, .none: break
    }
    throw noMember(name, of: value, at: span)
  }

}
