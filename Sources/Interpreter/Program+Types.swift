import Library
import Sema
import Source
import Support
import Syntax

extension Program {

  /// The text of `.type`.
  func typeName(of value: Value) -> String {
    if case .instance(let instance) = value { return className(instance.type.id) }
    return value.ownTypeName!
  }

  /// The text of a written type.
  func text(of type: TypeExprID) -> String { sources.text(of: ast.typeExprs[type].span) }

  /// Returns `value` as the annotation `type` of `subject` admits it, or throws a TypeError.
  func convert(
    _ value: Value, to type: TypeExprID, of subject: String, at span: SourceSpan
  ) throws -> Value {
    if let result = converted(value, to: type) { return result }
    throw Fault.type(
      "\(subject) expects \(text(of: type)), not \(typeName(of: value))", at: span)
  }

  /// Returns `value` as an annotation `type` admits it: an Int may become a Float; else `nil`.
  func converted(_ value: Value, to type: TypeExprID) -> Value? {
    if case .int(let integer) = value, convertsInt(type) { return .float(Double(integer)) }
    switch ast.typeExprs[type].kind {
    case .optional(let inner): return value.isNull ? value : converted(value, to: inner)
    case .union(let parts):
      let exact = parts.first { admits($0, value) }
      if let exact { return converted(value, to: exact) }
      return parts.lazy.compactMap { self.converted(value, to: $0) }.first
    case .name(_, let arguments) where !arguments.isEmpty:
      return convertedElements(value, to: type, arguments)
    case .name, .member, .function: return admits(type, value) ? value : nil
    case .invalid: unreachable("a type that was not parsed")
    }
  }

  private func convertedElements(
    _ value: Value, to type: TypeExprID, _ arguments: [TypeExprID]
  ) -> Value? {
    guard admits(type, value, elements: false) else { return nil }
    switch value {
    case .array(let elements):
      var result: [Value] = []
      for element in elements {
        guard let element = converted(element, to: arguments[0]) else { return nil }
        result.append(element)
      }
      return .array(result)
    case .set(let set):
      return convertedEntries(set, [arguments[0]]).map(Value.set)
    case .map(let map): return convertedEntries(map, arguments).map(Value.map)
    case .object(let map): return convertedEntries(map, arguments).map(Value.object)
    default: return value
    }
  }

  private func convertedEntries(_ map: OrderedMap, _ types: [TypeExprID]) -> OrderedMap? {
    var result = OrderedMap()
    for entry in map.entries {
      guard let key = converted(entry.key, to: types[0]) else { return nil }
      var value = entry.value
      if types.count > 1 {
        guard let fitting = converted(value, to: types[1]) else { return nil }
        value = fitting
      }
      result.set(Key(key)!, key, to: value)
    }
    return result
  }

  /// `true` iff an Int becomes a Float where `type` is annotated.
  private func convertsInt(_ type: TypeExprID) -> Bool {
    admits(type, .float(0)) && !admits(type, .int(0))
  }

  /// `true` iff `value` is of the written type `type`, as `is` tests it.
  func admits(_ type: TypeExprID, _ value: Value, elements: Bool = true) -> Bool {
    switch ast.typeExprs[type].kind {
    case .optional(let inner): return value.isNull || admits(inner, value)
    case .union(let parts): return parts.contains { admits($0, value) }
    case .function(let parameters, _):
      return arities(of: value).contains { $0.contains(parameters.count) }
    case .member: return admits(reference: model.typeReferences[type] ?? .unresolved, value)
    case .name(_, let arguments):
      guard admits(reference: model.typeReferences[type] ?? .unresolved, value) else {
        return false
      }
      return arguments.isEmpty || !elements || haveElements(value, arguments)
    case .invalid: unreachable("a type that was not parsed")
    }
  }

  /// The numbers of arguments that calls of `value` take; none if it cannot be called.
  func arities(of value: Value) -> [ClosedRange<Int>] {
    switch value {
    case .function(let function): arities(of: function)
    case .classType(let type): constructorArities(of: type.id)
    default: []
    }
  }

  private func haveElements(_ value: Value, _ types: [TypeExprID]) -> Bool {
    switch value {
    case .array(let elements): elements.allSatisfy { admits(types[0], $0) }
    case .set(let set): set.keys.allSatisfy { admits(types[0], $0) }
    case .map(let map), .object(let map):
      map.entries.allSatisfy {
        admits(types[0], $0.key) && (types.count < 2 || admits(types[1], $0.value))
      }
    default: true
    }
  }

  /// `true` iff `value` is of the type or class that `reference` names.
  func admits(reference: Reference, _ value: Value) -> Bool {
    switch reference {
    case .builtinType(let name): return admits(builtin: text(name), value)
    case .classType(let decl):
      guard case .instance(let instance) = value else { return false }
      return model.isClass(instance.type.id, derivedFrom: classID(of: decl))
    default: return false
    }
  }

  private func admits(builtin name: String, _ value: Value) -> Bool {
    switch (name, value) {
    case ("Any", _), ("Int", .int), ("Float", .float), ("Number", .int), ("Number", .float),
      ("Bool", .bool), ("Boolean", .bool), ("String", .string), ("Null", .null), ("Void", .null),
      ("Array", .array), ("Map", .map), ("Map", .object), ("Object", .map), ("Object", .object),
      ("Set", .set), ("Range", .range), ("Function", .function), ("Error", .error),
      ("Class", .classType), ("Class", .builtinType), ("Library", .library),
      ("Module", .module):
      true
    default: false
    }
  }

  /// The numbers of arguments that each code of `function` takes.
  func arities(of function: FunctionValue) -> [ClosedRange<Int>] {
    switch function.code {
    case .closure(let id, _, _, _): [arity(of: id)]
    case .overloads(let functions): functions.flatMap { arities(of: $0) }
    case .boundMethod(let instance, let name):
      model.methods(name, of: instance.type.id).map { arity(of: $0) }
    case .builtin(let name): [Predeclared.arity(of: name)?.counts ?? 0...Int.max]
    case .libraryMember(let library, let member):
      [LibraryTable.standard.entry(member, ofLibrary: library)?.arity?.counts ?? 0...Int.max]
    case .boundBuiltin: [0...Int.max]
    }
  }

  func arity(of id: FuncID) -> ClosedRange<Int> {
    requiredCount(id)...ast.funcs[id].parameters.count
  }

  // MARK: Elements of annotated collections

  /// Returns the types of the keys and of the elements of an annotated collection, where given.
  func elementTypes(of type: TypeExprID) -> (key: TypeExprID?, element: TypeExprID?) {
    switch ast.typeExprs[type].kind {
    case .optional(let inner): return elementTypes(of: inner)
    case .name(let name, let arguments):
      switch (text(name), arguments.count) {
      case ("Array", 1), ("Set", 1): return (nil, arguments[0])
      case ("Map", 2): return (arguments[0], arguments[1])
      default: return (nil, nil)
      }
    case .member, .union, .function, .invalid: return (nil, nil)
    }
  }

}

extension Value {

  /// The text of `.type`; `nil` for instances, where it is the name of the class.
  var ownTypeName: String? {
    switch self {
    case .null: "Null"
    case .bool: "Boolean"
    case .int: "Int"
    case .float: "Float"
    case .string: "String"
    case .array: "Array"
    case .map: "Map"
    case .set: "Set"
    case .object: "Object"
    case .range: "Range"
    case .function: "Function"
    case .instance: nil
    case .classType, .builtinType: "Class"
    case .error: "Error"
    case .library: "Library"
    case .module: "Module"
    }
  }

  /// All that `ownTypeName` can be.
  static let ownTypeNames = [
    "Null", "Boolean", "Int", "Float", "String", "Array", "Map", "Set", "Object", "Range",
    "Function", "Class", "Error", "Library", "Module",
  ]

}
