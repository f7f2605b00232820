import IR
import Sema
import Source
import Support
import Syntax

extension FunctionLowering {

  /// Returns `value` as the annotation of `decl`, if it has one, admits it.
  mutating func keepPromise(of decl: DeclID, _ value: ValueID, at span: SourceSpan) -> ValueID {
    guard let type = ast.decls[decl].annotation else { return value }
    let promise = makePromise(type, subject: ast.text(ast.decls[decl].name))
    return emit(.checkPromise, [value], immediate: Int64(promise), at: span)
  }

  /// Returns `value`, which is to be stored under `depth` indices of `path`, as the annotation of
  /// the path's variable admits it.
  mutating func keepPromise(
    ofElementOf path: Path, depth: Int, _ value: ValueID, at span: SourceSpan
  ) -> ValueID {
    guard let decl = path.decl, var type = ast.decls[decl].annotation else { return value }
    if depth == 0 { return keepPromise(of: decl, value, at: span) }
    for _ in 0..<depth {
      guard let element = elementType(type) else { return value }
      type = element
    }
    let subject = "an element of " + ast.text(ast.decls[decl].name)
    let promise = makePromise(type, subject: subject)
    return emit(.checkPromise, [value], immediate: Int64(promise), at: span)
  }

  /// Returns the index of the promise that `subject` is of the written type `type`.
  mutating func makePromise(_ type: TypeExprID, subject: String) -> Int {
    let annotation = makeAnnotation(type)
    let subject = shared.module.symbol(subject)
    shared.module.promises.append(TypePromise(annotation: annotation, subject: subject))
    return shared.module.promises.count - 1
  }

  private func elementType(_ type: TypeExprID) -> TypeExprID? {
    guard case .name(let name, let arguments) = ast.typeExprs[type].kind else { return nil }
    return ast.text(name) == "Array" ? arguments.first : nil
  }

  // MARK: Written types

  /// Returns the tags that `is` tests for the written type, if tags are all it takes.
  func testableTags(_ type: TypeExprID) -> TagSet? {
    switch ast.typeExprs[type].kind {
    case .name(let name, let arguments):
      guard arguments.isEmpty, case .builtinType? = model.typeReferences[type] else { return nil }
      return Self.tags[ast.text(name)]
    case .optional(let inner): return testableTags(inner)?.union(.null)
    case .union(let parts):
      let tags = parts.map { testableTags($0) }
      return tags.contains(nil) ? nil : tags.reduce(into: TagSet()) { $0.formUnion($1!) }
    case .member, .function, .invalid: return nil
    }
  }

  private mutating func makeAnnotation(_ type: TypeExprID) -> AnnotationID {
    let tags = tags(of: type)
    let element = elementType(type).map { makeAnnotation($0) } ?? .none
    let text = shared.module.symbol(shared.sources.text(of: ast.typeExprs[type].span))
    let annotation = Annotation(
      tags: tags, element: element,
      convertsIntToFloat: tags.contains(.float) && !tags.contains(.int), text: text)
    return shared.module.annotations.append(annotation)
  }

  private mutating func tags(of type: TypeExprID) -> TagSet {
    let node = ast.typeExprs[type]
    switch node.kind {
    case .optional(let inner): return tags(of: inner).union(.null)
    case .union(let parts):
      return parts.reduce(into: TagSet()) { $0.formUnion(tags(of: $1)) }
    case .name(let name, _):
      if case .builtinType? = model.typeReferences[type], let tags = Self.tags[ast.text(name)] {
        return tags
      }
      _ = notCompiledYet("the annotation '\(ast.text(name))' is", at: node.span)
      return .any
    case .member, .function:
      _ = notCompiledYet("this annotation is", at: node.span)
      return .any
    case .invalid: unreachable("lowering of a type that was not parsed")
    }
  }

  /// The tags of the predeclared types.
  private static let tags: [String: TagSet] = [
    "Int": .int, "Float": .float, "Number": .number, "Bool": .bool, "Boolean": .bool,
    "String": .string, "Null": .null, "Void": .null, "Any": .any, "Array": .array,
    "Map": [.map, .object], "Object": [.map, .object], "Set": .set, "Range": .range,
    "Function": .function, "Error": .error,
  ]

}
