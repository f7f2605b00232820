import IR
import Sema
import Source
import Support
import Syntax

/// A place in a variable: what an assignment or a mutating method changes.
struct Path {

  enum Root {
    case local(Int)

    /// A variable in a cell, which stands in a slot.
    case cell(Int)
    case global(GlobalID)

    /// `self`, which is always an instance.
    case receiver(ValueID)

    /// A value that is no variable: changes to it are lost, but for those of instances.
    case temporary(ValueID)
  }

  struct Step {

    enum Kind {
      case index(ValueID)
      case member(Symbol)
    }

    let kind: Kind
    let span: SourceSpan

    /// `true` iff the member is known to be no property of a library's type.
    var isPlace = false
  }

  var root: Root

  /// The variable, if there is one.
  var decl: DeclID?

  /// The way from the root on.
  var steps: [Step] = []

}

extension FunctionLowering {

  /// What is known when a path has been read down to the container to change.
  struct Reached {

    /// The containers on the way: of each step that was gone.
    var containers: [ValueID]
    var value: ValueID
  }

  /// What the checks before a change found out.
  struct Checked {

    /// What the change needs: indices, arguments.
    var values: [ValueID] = []

    /// The result of the whole, unless that is the container when changed.
    var result: ValueID?
  }

  // MARK: Evaluation

  /// Evaluates the index expressions of the path `id`.
  mutating func lowerPath(_ id: ExprID) -> Path {
    let expression = ast.exprs[id]
    switch expression.kind {
    case .name:
      guard case .variable(let decl)? = model.references[id] else { break }
      return Path(root: root(of: decl, at: expression.span), decl: decl)
    case .selfReference: return Path(root: .receiver(receiver()))
    case .index(let base, let index):
      var path = lowerPath(base)
      path.steps.append(.init(kind: .index(lower(index)), span: expression.anchor))
      return path
    case .member(let base, let name) where model.references[id] == nil:
      if case .superReference = ast.exprs[base].kind { break }
      var path = lowerPath(base)
      path.steps.append(.init(kind: .member(name), span: expression.anchor))
      return path
    default: break
    }
    return Path(root: .temporary(lower(id)))
  }

  private mutating func root(of decl: DeclID, at span: SourceSpan) -> Path.Root {
    if let slot = slots[decl] {
      guard shared.cells[decl] != nil else { return .local(slot) }
      checkIsSet(cellOf: decl, at: span)
      return .cell(slot)
    }
    guard let global = shared.globals[decl] else { unreachable("a variable that is nowhere") }
    checkIsSet(decl, global, at: span)
    return .global(global)
  }

  /// Returns the value at `path`.
  mutating func read(_ path: Path) -> ValueID { reach(path, path.steps.count).value }

  private mutating func reach(_ path: Path, _ count: Int) -> Reached {
    var reached = Reached(containers: [], value: readRoot(path))
    for step in path.steps[..<count] {
      reached.containers.append(reached.value)
      switch step.kind {
      case .index(let index): reached.value = lowerIndex(reached.value, index, at: step.span)
      case .member(let name): reached.value = getMember(name, of: reached.value, at: step.span)
      }
    }
    return reached
  }

  private mutating func readRoot(_ path: Path) -> ValueID {
    switch path.root {
    case .local(let slot): environment[slot]
    case .cell(let slot): emit(.cellGet, [environment[slot]])
    case .global(let global): emit(.globalGet, [], immediate: Int64(global.raw))
    case .receiver(let value), .temporary(let value): value
    }
  }

  // MARK: Changes

  /// Stores `value` at `path`.
  mutating func store(_ value: ValueID, to path: Path, at span: SourceSpan) {
    let promised = keepPromise(ofElementOf: path, depth: path.steps.count, value, at: span)
    guard var last = path.steps.last else { return writeRoot(path, promised) }
    if case .index(let index) = last.kind {
      let key = keepPromise(ofKeyAt: path.steps.count - 1, of: path, index, at: last.span)
      last = Path.Step(kind: .index(key), span: last.span)
    }
    store(promised, to: path, last, at: span)
  }

  /// Stores `value` in the container that all steps of `path` but `last` lead to.
  private mutating func store(
    _ value: ValueID, to path: Path, _ last: Path.Step, at span: SourceSpan
  ) {
    _ = change(path, upTo: path.steps.count - 1) { this, reached in
      let containers = reached.containers + [reached.value]
      switch last.kind {
      case .member(let name):
        let value = this.keepFieldPromises(path, containers, value, at: span)
        this.emit(
          .genericCheckMember, [reached.value], immediate: Int64(name.raw), at: last.span)
        return Checked(values: [value])
      case .index(let index):
        let key = this.keepFieldPromises(
          ofKeyAt: path.steps.count - 1, of: path, containers, index, at: last.span)
        let checked = this.emit(.genericCheckIndex, [reached.value, key], at: last.span)
        let value = this.keepFieldPromises(path, containers, value, at: span)
        this.requireElements(reached.value) { this in
          this.emit(.genericSet, [reached.value, checked, value], at: last.span)
        }
        return Checked(values: [checked, value])
      }
    } update: { this, container, checked in
      switch last.kind {
      case .member(let name):
        this.emit(
          .genericSetMember, [container] + checked.values, immediate: Int64(name.raw),
          at: last.span)
      case .index: this.emit(.genericSet, [container] + checked.values, at: last.span)
      }
    }
  }

  /// Replaces the container at the first `count` steps of `path`. Returns the result that the
  /// checks gave, or else the container when changed.
  ///
  /// All that can raise comes first, on the values as they are: `check` gets the container and
  /// its result goes to `update`. Then the containers on the way are taken out of each other, so
  /// that each has one owner, changed, and put back: nothing between raises.
  mutating func change(
    _ path: Path, upTo count: Int,
    check: (inout FunctionLowering, Reached) -> Checked,
    update: (inout FunctionLowering, ValueID, Checked) -> ValueID
  ) -> ValueID {
    if let i = path.steps[..<count].firstIndex(where: { propertyTags($0) != nil }),
      i > 0 || !path.isReceiver
    {
      return changeProperty(at: i, path, upTo: count, check: check, update: update)
    }
    let reached = reach(path, count)
    for (container, step) in zip(reached.containers, path.steps) {
      guard case .index = step.kind else { continue }
      requireElements(container) { $0.emit(.genericUnique, [container], at: step.span) }
    }
    let checked = check(&self, reached)
    let indices = checkedIndices(reached, path)
    var containers = [takeRoot(path)]
    for (i, step) in path.steps[..<count].enumerated() {
      take(step, indices[i], isInstance: i == 0 && path.isReceiver, &containers)
    }
    let updated = update(&self, containers[count], checked)
    var result = updated
    for (i, step) in path.steps[..<count].enumerated().reversed() {
      result = put(result, step, indices[i], containers[i])
    }
    writeRoot(path, result)
    return checked.result ?? updated
  }

  /// Goes on where elements of `container` can be changed; elsewhere `refuse` raises.
  private mutating func requireElements(
    _ container: ValueID, refuse: (inout FunctionLowering) -> Void
  ) {
    let depth = environment.count
    let changeable: TagSet = [.array, .map, .object]
    let test = emit(.testTags, [container], immediate: Int64(changeable.rawValue))
    let (can, cannot) = split(on: test)
    join([cannot], depth: depth)
    refuse(&self)
    terminate(.unreachable)
    join([can], depth: depth)
  }

  /// The checked index of each step; members have none.
  private func checkedIndices(_ reached: Reached, _ path: Path) -> [ValueID?] {
    zip(reached.containers.dropFirst() + [reached.value], path.steps).map { next, step in
      guard case .index = step.kind, function[next].opcode == .genericGet else { return nil }
      return function.operand(next, 1)
    }
  }

  private mutating func take(
    _ step: Path.Step, _ index: ValueID?, isInstance: Bool, _ containers: inout [ValueID]
  ) {
    let last = containers.count - 1
    if !isInstance {
      containers[last] = emit(.genericUnique, [containers[last]], at: step.span)
    }
    switch step.kind {
    case .index: containers.append(emit(.genericTake, [containers[last], index!]))
    case .member(let name):
      containers.append(
        emit(.genericTakeMember, [containers[last]], immediate: Int64(name.raw)))
    }
  }

  private mutating func put(
    _ value: ValueID, _ step: Path.Step, _ index: ValueID?, _ container: ValueID
  ) -> ValueID {
    switch step.kind {
    case .index: emit(.genericPut, [container, index!, value])
    case .member(let name):
      emit(.genericPutMember, [container, value], immediate: Int64(name.raw))
    }
  }

  private mutating func takeRoot(_ path: Path) -> ValueID {
    switch path.root {
    case .local(let slot):
      let value = environment[slot]
      // Where an error leads must not keep a reference to what is being changed.
      if errorTarget != nil { environment[slot] = emit(.undefined, []) }
      return value
    case .cell(let slot): return emit(.cellTake, [environment[slot]])
    case .global(let global): return emit(.globalTake, [], immediate: Int64(global.raw))
    case .receiver(let value), .temporary(let value): return value
    }
  }

  private mutating func writeRoot(_ path: Path, _ value: ValueID) {
    switch path.root {
    case .local(let slot): environment[slot] = value
    case .cell(let slot): emit(.cellSet, [environment[slot], value])
    case .global(let global): emit(.globalSet, [value], immediate: Int64(global.raw))
    case .receiver, .temporary: break
    }
  }

  // MARK: Properties on the way

  /// The tags of values of which the step is a property, which is no place in them; `nil` if it is
  /// known to be a place.
  private func propertyTags(_ step: Path.Step) -> TagSet? {
    guard case .member(let name) = step.kind, !step.isPlace else { return nil }
    return Self.properties[text(name)]
  }

  private static let properties: [String: TagSet] = [
    "length": [.string, .array, .range], "first": .array, "last": .array, "size": [.map, .set],
    "keys": .map, "values": .map, "entries": .map,
  ]

  /// `change` where step `i` is a place in an instance, but a property of other values: a change of
  /// that one changes a temporary.
  private mutating func changeProperty(
    at i: Int, _ path: Path, upTo count: Int,
    check: (inout FunctionLowering, Reached) -> Checked,
    update: (inout FunctionLowering, ValueID, Checked) -> ValueID
  ) -> ValueID {
    let depth = environment.count
    guard case .member(let name) = path.steps[i].kind else { unreachable("no member") }
    let container = reach(path, i).value
    let tags = propertyTags(path.steps[i])!
    let test = emit(.testTags, [container], immediate: Int64(tags.rawValue))
    let (isProperty, isPlace) = split(on: test)
    join([isProperty], depth: depth)
    let value = getMember(name, of: refined(container, tags), at: path.steps[i].span)
    let temporary = Path(root: .temporary(value), steps: Array(path.steps[(i + 1)...]))
    let first = change(temporary, upTo: count - i - 1, check: check, update: update)
    let end = jump([first])
    join([isPlace], depth: depth)
    var place = path
    place.steps[i].isPlace = true
    let second = change(place, upTo: count, check: check, update: update)
    return join([end, jump([second])], depth: depth).first ?? second
  }

  /// Returns `value`, which has one of `tags`.
  mutating func refined(_ value: ValueID, _ tags: TagSet) -> ValueID {
    emit(.refine, [value], immediate: Int64(tags.rawValue))
  }

}

extension Path {

  /// `true` iff the path begins at `self`.
  var isReceiver: Bool { if case .receiver = root { true } else { false } }

}
