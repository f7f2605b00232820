import IR
import Sema
import Source
import Support
import Syntax

// What annotations say of the parts of annotated collections.
extension FunctionLowering {

  /// Returns `value`, which is to be stored `depth` steps below the variable of `path`, as the
  /// annotation of the variable admits it; steps beyond those of the path are indices.
  mutating func keepPromise(
    ofElementOf path: Path, depth: Int, _ value: ValueID, at span: SourceSpan
  ) -> ValueID {
    guard let decl = path.decl, let type = type(at: path, depth: depth) else { return value }
    let name = text(ast.decls[decl].name)
    let promise = makePromise(type, subject: depth == 0 ? name : "an element of " + name)
    return emit(.checkPromise, [value], immediate: Int64(promise), at: span)
  }

  /// Returns `value`, which is to be a key of the map at the first `count` steps of `path`, as the
  /// annotation of the path's variable admits it.
  mutating func keepPromise(
    ofKeyAt count: Int, of path: Path, _ value: ValueID, at span: SourceSpan
  ) -> ValueID {
    guard let decl = path.decl, let map = type(at: path, depth: count),
      let key = elementTypes(of: map).key
    else { return value }
    let promise = makePromise(key, subject: "a key of " + text(ast.decls[decl].name))
    return emit(.checkPromise, [value], immediate: Int64(promise), at: span)
  }

  /// Returns what the annotation of the variable of `path` says of what is `depth` steps below it.
  private func type(at path: Path, depth: Int) -> TypeExprID? {
    guard let decl = path.decl, var type = ast.decls[decl].annotation else { return nil }
    for i in 0..<depth {
      let (key, element) = elementTypes(of: type)
      guard let element else { return nil }
      if i < path.steps.count, case .member = path.steps[i].kind, key == nil { return nil }
      type = element
    }
    return type
  }

  /// Returns `value`, which is to be stored at the end of `path` or, with `further` indices, below,
  /// as the annotations of the fields on the way admit it.
  ///
  /// - Parameter containers: the value in which each step of the path is gone.
  mutating func keepFieldPromises(
    _ path: Path, _ containers: [ValueID], further: Int = 0, _ value: ValueID, at span: SourceSpan
  ) -> ValueID {
    let last = path.steps.count - 1 + further
    return keepFieldPromises(path, containers, last, isKey: false, value, at: span)
  }

  /// Returns `value`, which is to be a key of the map at the first `count` steps of `path`, as the
  /// annotations of the fields on the way admit it.
  mutating func keepFieldPromises(
    ofKeyAt count: Int, of path: Path, _ containers: [ValueID], _ value: ValueID,
    at span: SourceSpan
  ) -> ValueID {
    let gone = Array(containers.prefix(count))
    return keepFieldPromises(path, gone, count - 1, isKey: true, value, at: span)
  }

  /// Checks `value` for each member among the steps that are gone in `containers`: it is to stand
  /// at the end of step `last`, or to be a key there.
  private mutating func keepFieldPromises(
    _ path: Path, _ containers: [ValueID], _ last: Int, isKey: Bool, _ value: ValueID,
    at span: SourceSpan
  ) -> ValueID {
    var result = value
    for (i, (step, container)) in zip(path.steps, containers).enumerated() {
      guard case .member(let name) = step.kind,
        let known = shared.members.annotationDepths[name], last - i + (isKey ? 1 : 0) <= known
      else { continue }
      let part = MemberPart(name: name, depth: last - i, isKey: isKey)
      result = emit(
        .genericCheckMemberPromise, [container, result], immediate: part.immediate, at: span)
    }
    return result
  }

}
