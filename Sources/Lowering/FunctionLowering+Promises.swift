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
    keepFieldPromises(path, containers, value, at: span) { i, known in
      let depth = path.steps.count - 1 - i + further
      return depth <= known ? (depth, isKey: false) : nil
    }
  }

  /// Returns `value`, which is to be a key of the map at the first `count` steps of `path`, as the
  /// annotations of the fields on the way admit it.
  mutating func keepFieldPromises(
    ofKeyAt count: Int, of path: Path, _ containers: [ValueID], _ value: ValueID,
    at span: SourceSpan
  ) -> ValueID {
    keepFieldPromises(path, Array(containers.prefix(count)), value, at: span) { i, known in
      let depth = count - 1 - i
      return depth < known ? (depth, isKey: true) : nil
    }
  }

  /// Checks `value` for each member among the steps that are gone in `containers`, where `part`
  /// says which part of it the value is; it gets the step's index and how many levels of elements
  /// annotations of such fields speak of.
  private mutating func keepFieldPromises(
    _ path: Path, _ containers: [ValueID], _ value: ValueID, at span: SourceSpan,
    part: (Int, Int) -> (depth: Int, isKey: Bool)?
  ) -> ValueID {
    var result = value
    for (i, (step, container)) in zip(path.steps, containers).enumerated() {
      guard case .member(let name) = step.kind,
        let known = shared.members.annotationDepths[name], let (depth, isKey) = part(i, known)
      else { continue }
      let immediate = MemberPart(name: name, depth: depth, isKey: isKey).immediate
      result = emit(
        .genericCheckMemberPromise, [container, result], immediate: immediate, at: span)
    }
    return result
  }

}
