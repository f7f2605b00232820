import IR
import Sema
import Source
import Support
import Syntax

extension FunctionLowering {

  /// A place in a variable: what an assignment or a mutating method changes.
  struct Path {

    enum Root {
      case local(Int)
      case global(GlobalID)

      /// A value that is no variable: changes to it are lost.
      case temporary(ValueID)
    }

    let root: Root

    /// The variable, if there is one.
    let decl: DeclID?

    /// The index values from the root on, with their places.
    var indices: [(value: ValueID, span: SourceSpan)] = []

  }

  /// Evaluates the index expressions of the path `id`; `nil` if it has no lowering.
  mutating func lowerPath(_ id: ExprID) -> Path? {
    let expression = ast.exprs[id]
    switch expression.kind {
    case .name:
      guard case .variable(let decl)? = model.references[id] else { break }
      if let slot = slots[decl] { return Path(root: .local(slot), decl: decl) }
      if let global = shared.globals[decl] {
        checkIsSet(decl, global, at: expression.span)
        return Path(root: .global(global), decl: decl)
      }
      _ = read(decl, at: expression.span)
      return nil
    case .index(let base, let index):
      guard var path = lowerPath(base) else { return nil }
      path.indices.append((lower(index), expression.anchor))
      return path
    case .member:
      _ = notCompiledYet("assignment to a member is", at: expression.anchor)
      return nil
    default: break
    }
    return Path(root: .temporary(lower(id)), decl: nil)
  }

  /// Returns the value at `path`, for the compound assignment to `target`.
  mutating func read(_ path: Path, at target: ExprID) -> ValueID {
    var value = readRoot(path)
    for (index, span) in path.indices { value = lowerIndex(value, index, at: span) }
    return value
  }

  private mutating func readRoot(_ path: Path) -> ValueID {
    switch path.root {
    case .local(let slot): environment[slot]
    case .global(let global): emit(.globalGet, [], immediate: Int64(global.raw))
    case .temporary(let value): value
    }
  }

  /// Stores `value` at `path`.
  mutating func store(_ value: ValueID, to path: Path, at span: SourceSpan) {
    let promised = keepPromise(ofElementOf: path, depth: path.indices.count, value, at: span)
    guard let last = path.indices.last else { return writeRoot(path, promised) }
    change(path, upTo: path.indices.count - 1, check: { this, container in
      this.emit(.genericCheckIndex, [container, last.value], at: last.span)
    }, update: { this, container, index in
      this.emit(.genericSet, [container, index!, promised], at: last.span)
    })
  }

  /// Replaces the value at `path` by what `update` makes of it.
  mutating func mutate(
    _ path: Path, at span: SourceSpan,
    check: (inout FunctionLowering, ValueID) -> ValueID?,
    update: (inout FunctionLowering, ValueID) -> ValueID
  ) {
    change(path, upTo: path.indices.count, check: check) { this, container, _ in
      update(&this, container)
    }
  }

  /// Replaces the container at the first `count` indices of `path`.
  ///
  /// All that can raise comes first, on the values as they are: `check` gets the container and
  /// its result goes to `update`. Then the containers on the way are taken out of each other, so
  /// that each has one owner, changed, and put back: nothing between raises.
  private mutating func change(
    _ path: Path, upTo count: Int, check: (inout FunctionLowering, ValueID) -> ValueID?,
    update: (inout FunctionLowering, ValueID, ValueID?) -> ValueID
  ) {
    var reached = readRoot(path)
    var checked: [ValueID] = []
    for (index, span) in path.indices[..<count] {
      checked.append(emit(.genericCheckIndex, [reached, index], at: span))
      reached = emit(.genericGet, [reached, checked[checked.count - 1]])
    }
    let argument = check(&self, reached)
    var containers = [takeRoot(path)]
    for (i, index) in checked.enumerated() {
      containers[i] = emit(.genericUnique, [containers[i]], at: path.indices[i].span)
      containers.append(emit(.genericTake, [containers[i], index]))
    }
    var result = update(&self, containers[containers.count - 1], argument)
    for (i, index) in checked.enumerated().reversed() {
      result = emit(.genericPut, [containers[i], index, result])
    }
    writeRoot(path, result)
  }

  private mutating func takeRoot(_ path: Path) -> ValueID {
    guard case .global(let global) = path.root else { return readRoot(path) }
    return emit(.globalTake, [], immediate: Int64(global.raw))
  }

  private mutating func writeRoot(_ path: Path, _ value: ValueID) {
    switch path.root {
    case .local(let slot): environment[slot] = value
    case .global(let global): emit(.globalSet, [value], immediate: Int64(global.raw))
    case .temporary: break
    }
  }

}
