import Sema
import Source
import Support
import Syntax

extension Program {

  // MARK: Indices

  /// Returns `container[index]`.
  func index(_ container: Value, _ index: Value, at span: SourceSpan) throws -> Value {
    switch container {
    case .array(let elements):
      return elements[try position(index, "an array", elements.count, at: span)]
    case .string(let text):
      let position = try position(index, "a string", text.count, at: span)
      return .string(Text([text.scalars[position]]))
    case .range(let range):
      return range.element(at: try position(index, "a range", range.count, at: span))
    case .map(let map), .object(let map): return map[try key(index, at: span)] ?? .null
    default: throw Fault.type("\(typeName(of: container)) cannot be indexed", at: span)
    }
  }

  /// Returns the Int that `index` means, which is below `count`.
  func position(
    _ index: Value, _ container: String, _ count: Int, at span: SourceSpan
  ) throws -> Int {
    let position = try wholeIndex(index, at: span)
    guard position >= 0 && position < count else {
      throw Fault.index(position, container, count, at: span)
    }
    return position
  }

  /// Returns the Int that the index value `index` means.
  func wholeIndex(_ index: Value, at span: SourceSpan) throws -> Int {
    switch index {
    case .int(let value): return value
    case .float(let value):
      if value == value.rounded(.towardZero) { return try truncated(value, at: span) }
      throw Fault.type(
        "an index must be a whole number, not \(formatted(value))", at: span)
    default: throw Fault.type("an index must be an Int, not \(typeName(of: index))", at: span)
    }
  }

  /// Returns what a map knows `value` by; TypeError for what cannot be a key.
  func key(_ value: Value, at span: SourceSpan) throws -> Key {
    if let key = Key(value) { return key }
    throw Fault.type("\(typeName(of: value)) cannot be a key", at: span)
  }

  // MARK: Members

  /// Returns the annotation of the field `name` of `value`, if it is an instance with such a field.
  func annotation(ofField name: Symbol, of value: Value) -> TypeExprID? {
    guard case .instance(let instance) = value,
      let index = fieldIndices[instance.type.id][name],
      let decl = model.classes[instance.type.id].fields[index].decl
    else { return nil }
    return ast.decls[decl].annotation
  }

  /// The error that `value` has no member `name`.
  func noMember(_ name: Symbol, of value: Value, at span: SourceSpan) -> Fault {
    let message = "\(typeName(of: value)) has no member \(text(name))"
    return value.isNull ? Fault.type(message, at: span) : Fault.name(message, at: span)
  }

  /// Returns the field `name` of `instance`, if its class has it; TypeError before it is set.
  func field(_ name: Symbol, of instance: Instance, at span: SourceSpan) throws -> Value? {
    guard let index = fieldIndices[instance.type.id][name] else { return nil }
    if instance.unset.contains(index) {
      throw Fault.type("\(text(name)) is read before it is set", at: span)
    }
    return instance.fields[index]
  }

  /// The members of an Error.
  func errorMember(_ name: String, of error: ErrorValue) -> Value? {
    switch name {
    case "message": return error.message
    case "kind": return .text(error.kind)
    case "line":
      guard let first = error.trace.first else { return .null }
      return .int(sources.position(of: first.span).line)
    case "file":
      guard let first = error.trace.first else { return .null }
      return .text(sources[first.span.file].name)
    case "row": return error.place.map { .int($0.row) } ?? .null
    case "column": return error.place.map { .int($0.column) } ?? .null
    default: return nil
    }
  }

}
