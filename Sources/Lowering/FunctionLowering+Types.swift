import IR
import Sema
import Source
import Support
import Syntax

/// The predeclared types as tags.
enum WrittenTypes {

  /// The tags of each predeclared type.
  static let tags: [String: TagSet] = [
    "Int": .int, "Float": .float, "Number": .number, "Bool": .bool, "Boolean": .bool,
    "String": .string, "Null": .null, "Void": .null, "Any": .any, "Array": .array,
    "Map": [.map, .object], "Object": [.map, .object], "Set": .set, "Range": .range,
    "Function": .function, "Error": .error, "Class": .classObject,
  ]

}

/// What an annotation of the module was made of.
struct AnnotationKey: Hashable {

  let type: TypeExprID

  let ints: IntsForFloats

}

/// What an annotation says of an Int where only Float is written.
enum IntsForFloats: Hashable {

  /// It becomes a Float.
  case converted

  /// It is admitted, and becomes a Float later.
  case admitted

  /// It is none: `is` converts nothing.
  case refused

}

/// What a promise of the module was made of.
struct PromiseKey: Hashable {

  let annotation: AnnotationID
  let subject: String

}

extension FunctionLowering {

  /// Returns `value` as the annotation of `decl`, if it has one, admits it.
  mutating func keepPromise(of decl: DeclID, _ value: ValueID, at span: SourceSpan) -> ValueID {
    guard let type = ast.decls[decl].annotation else { return value }
    let promise = makePromise(type, subject: subject(of: decl))
    return emit(.checkPromise, [value], immediate: Int64(promise), at: span)
  }

  /// Returns the index of the promise that `subject` is of the written type `type`.
  ///
  /// - Parameter ints: What becomes of an Int where only Float is written.
  mutating func makePromise(
    _ type: TypeExprID, subject: String, ints: IntsForFloats = .converted
  ) -> Int {
    let annotation = makeAnnotation(.init(type: type, ints: ints))
    return makePromise(annotation, subject: subject)
  }

  /// Returns the index of the promise that `subject` is as `annotation` says.
  mutating func makePromise(_ annotation: AnnotationID, subject: String) -> Int {
    let key = PromiseKey(annotation: annotation, subject: subject)
    if let known = shared.promises[key] { return known }
    let symbol = shared.module.symbol(subject)
    shared.module.promises.append(TypePromise(annotation: annotation, subject: symbol))
    shared.promises[key] = shared.module.promises.count - 1
    return shared.module.promises.count - 1
  }

  /// Returns the written types of the keys and of the elements of an annotated collection, where
  /// they are given.
  func elementTypes(of type: TypeExprID) -> (key: TypeExprID?, element: TypeExprID?) {
    switch ast.typeExprs[type].kind {
    case .optional(let inner): return elementTypes(of: inner)
    case .name(let name, let arguments):
      switch (ast.text(name), arguments.count) {
      case ("Array", 1), ("Set", 1): return (nil, arguments[0])
      case ("Map", 2): return (arguments[0], arguments[1])
      default: return (nil, nil)
      }
    case .member, .union, .function, .invalid: return (nil, nil)
    }
  }

  // MARK: Written types

  /// Returns the tags that `is` tests for the written type, if tags are all it takes.
  func testableTags(_ type: TypeExprID) -> TagSet? {
    switch ast.typeExprs[type].kind {
    case .name(let name, let arguments):
      guard arguments.isEmpty, case .builtinType? = model.typeReferences[type] else { return nil }
      return WrittenTypes.tags[ast.text(name)]
    case .optional(let inner): return testableTags(inner)?.union(.null)
    case .union(let parts):
      let tags = parts.map { testableTags($0) }
      return tags.contains(nil) ? nil : tags.reduce(into: TagSet()) { $0.formUnion($1!) }
    case .member, .function, .invalid: return nil
    }
  }

  /// Returns the class that `type` names, if it does.
  func testableClass(_ type: TypeExprID) -> ClassTypeID? {
    guard case .classType(let decl)? = model.typeReferences[type] else { return nil }
    return shared.classType(model.classOfDecl[decl]!)
  }

  private mutating func makeAnnotation(_ key: AnnotationKey) -> AnnotationID {
    if let known = shared.annotations[key] { return known }
    let tags = tags(of: key.type)
    let converts = key.ints != .refused && tags.contains(.float) && !tags.contains(.int)
    let text = shared.module.symbol(shared.sources.text(of: ast.typeExprs[key.type].span))
    var annotation = Annotation(
      tags: converts && key.ints == .admitted ? tags.union(.int) : tags, element: .none,
      convertsIntToFloat: converts, text: text)
    annotation.classes = classes(of: key.type)
    annotation.arity = arity(of: key.type)
    let (keyType, element) = parts(of: key.type)
    annotation.element = element.map {
      makeAnnotation(.init(type: $0, ints: key.ints))
    } ?? .none
    annotation.key = keyType.map {
      makeAnnotation(.init(type: $0, ints: key.ints))
    } ?? .none
    annotation.result = ast.functionResult(of: key.type).map {
      makeAnnotation(.init(type: $0, ints: key.ints))
    } ?? .none
    let id = shared.module.annotations.append(annotation)
    shared.annotations[key] = id
    return id
  }

  /// The types of keys and elements of a collection, the only one of a union.
  private func parts(of type: TypeExprID) -> (key: TypeExprID?, element: TypeExprID?) {
    guard case .union(let parts) = ast.typeExprs[type].kind else { return elementTypes(of: type) }
    let collections = parts.filter { !tags(of: $0).isDisjoint(with: [.array, .map, .set]) }
    return collections.count == 1 ? elementTypes(of: collections[0]) : (nil, nil)
  }

  /// The tags of the values that the written type admits.
  func tags(of type: TypeExprID) -> TagSet {
    switch ast.typeExprs[type].kind {
    case .optional(let inner): return tags(of: inner).union(.null)
    case .union(let parts): return parts.reduce(into: TagSet()) { $0.formUnion(tags(of: $1)) }
    case .function: return [.function, .classObject]
    case .name(let name, _):
      if case .builtinType? = model.typeReferences[type] {
        return WrittenTypes.tags[ast.text(name)] ?? .any
      }
      return .instance
    case .member: return .instance
    case .invalid: unreachable("lowering of a type that was not parsed")
    }
  }

  private func classes(of type: TypeExprID) -> [ClassTypeID] {
    switch ast.typeExprs[type].kind {
    case .optional(let inner): return classes(of: inner)
    case .union(let parts):
      return tags(of: type) == .any ? [] : parts.flatMap { classes(of: $0) }
    case .name, .member: return testableClass(type).map { [$0] } ?? []
    case .function, .invalid: return []
    }
  }

  /// The number of arguments that a function must take; -1 if nothing is said of it.
  private func arity(of type: TypeExprID) -> Int {
    switch ast.typeExprs[type].kind {
    case .optional(let inner): return arity(of: inner)
    case .function(let parameters, _): return parameters.count
    case .union(let parts):
      let arities = Set(parts.map { arity(of: $0) }).subtracting([-1])
      let admitsAll = parts.contains { testableTags($0)?.contains(.function) ?? false }
      return arities.count == 1 && !admitsAll ? arities.first! : -1
    case .name, .member, .invalid: return -1
    }
  }

}
