import Source
import Support

extension Evaluator {

  /// The methods of Map that change nothing.
  mutating func map(_ method: Method, _ map: OrderedMap, _ arguments: Arguments) throws -> Value {
    switch method {
    case .isEmpty:
      return .bool(map.count == 0)
    case .has:
      return .bool(map.contains(try arguments.key(0)))
    case .get:
      return map[try arguments.key(0)] ?? (arguments.count == 2 ? arguments[1] : .null)
    case .merge:
      var result = map
      for entry in try arguments.map(0).entries {
        result.set(Key(entry.key)!, entry.key, to: entry.value)
      }
      return .map(result)
    case .map, .filter, .forEach:
      return try walk(method, map, arguments.function(0), at: arguments.span)
    default: unreachable("no method of maps")
    }
  }

  private mutating func walk(
    _ method: Method, _ map: OrderedMap, _ function: Value, at span: SourceSpan
  ) throws -> Value {
    var result = OrderedMap()
    for entry in map.entries {
      let value = try callBack(function, entry, at: span)
      switch method {
      case .map: result.set(Key(entry.key)!, entry.key, to: value)
      case .filter: if value.truth { result.set(Key(entry.key)!, entry.key, to: entry.value) }
      default: continue
      }
    }
    return method == .forEach ? .null : .map(result)
  }

  /// The methods of Set that change nothing.
  mutating func set(_ method: Method, _ set: OrderedMap, _ arguments: Arguments) throws -> Value {
    switch method {
    case .isEmpty:
      return .bool(set.count == 0)
    case .toArray:
      return .array(set.keys)
    case .has, .contains: return .bool(set.contains(try arguments.key(0)))
    case .union: return .set(union(set, try arguments.set(0)))
    case .intersection: return .set(intersection(set, try arguments.set(0)))
    case .difference: return .set(difference(set, try arguments.set(0)))
    case .symmetricDifference:
      let other = try arguments.set(0)
      return .set(union(difference(set, other), difference(other, set)))
    case .isSubset: return .bool(difference(set, try arguments.set(0)).count == 0)
    case .map, .filter, .forEach:
      return try walk(method, set.keys, arguments.function(0), at: arguments.span)
    default: unreachable("no method of sets")
    }
  }

  private mutating func walk(
    _ method: Method, _ elements: [Value], _ function: Value, at span: SourceSpan
  ) throws -> Value {
    var result = OrderedMap()
    for (i, element) in elements.enumerated() {
      let value = try callBack(function, element, .int(i), at: span)
      switch method {
      case .map: result.set(try program.key(value, at: span), value, to: .null)
      case .filter: if value.truth { result.set(Key(element)!, element, to: .null) }
      default: continue
      }
    }
    return method == .forEach ? .null : .set(result)
  }

}
