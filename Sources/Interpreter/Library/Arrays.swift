import Source
import Support

extension Evaluator {

  /// The methods of Array that change nothing.
  mutating func array(
    _ method: Method, _ elements: [Value], _ arguments: Arguments
  ) throws -> Value {
    switch method {
    case .isEmpty, .unique, .reversed, .enumerate, .sum, .average, .flatten, .min, .max:
      return try summary(method, elements, at: arguments.span)
    case .map, .filter, .find, .findIndex, .forEach, .any, .all, .count, .flatMap, .groupBy:
      return try walk(method, elements, arguments.function(0), at: arguments.span)
    case .reduce: return try reduce(elements, arguments)
    case .sorted:
      let less = arguments.count == 1 ? try arguments.function(0) : nil
      return .array(try sorted(elements, by: less, at: arguments.span))
    case .contains, .indexOf, .lastIndexOf:
      return try find(method, elements, arguments[0], at: arguments.span)
    case .join:
      return .string(
        try joined(elements, by: arguments.text(0, default: ", "), at: arguments.span))
    default: return try part(method, elements, arguments)
    }
  }

  private mutating func summary(
    _ method: Method, _ elements: [Value], at span: SourceSpan
  ) throws -> Value {
    switch method {
    case .isEmpty: return .bool(elements.isEmpty)
    case .reversed: return .array(elements.reversed())
    case .enumerate: return .array(elements.enumerated().map { .array([.int($0), $1]) })
    case .sum: return try sum(elements, at: span)
    case .average:
      guard !elements.isEmpty, let sum = try sum(elements, at: span).asFloat else { return .null }
      return .float(sum / Double(elements.count))
    case .min, .max: return try extreme(elements, least: method == .min, at: span)
    case .flatten:
      return .array(elements.flatMap { element in
        if case .array(let inner) = element { inner } else { [element] }
      })
    default:
      var result: [Value] = []
      for element in elements where try index(of: element, in: result, at: span) == nil {
        result.append(element)
      }
      return .array(result)
    }
  }

  private mutating func sum(_ elements: [Value], at span: SourceSpan) throws -> Value {
    var result = Value.int(0)
    for element in elements {
      guard element.asFloat != nil else {
        let types = "\(program.typeName(of: result)) and \(program.typeName(of: element))"
        throw Fault.type("unsupported operand types for +: \(types)", at: span)
      }
      result = try apply(.add, result, element, at: span)
    }
    return result
  }

  private mutating func find(
    _ method: Method, _ elements: [Value], _ value: Value, at span: SourceSpan
  ) throws -> Value {
    if method == .lastIndexOf {
      for i in elements.indices.reversed() where try equal(value, elements[i], at: span) {
        return .int(i)
      }
      return .int(-1)
    }
    let index = try index(of: value, in: elements, at: span)
    return method == .contains ? .bool(index != nil) : .int(index ?? -1)
  }

  // MARK: Callbacks

  private mutating func walk(
    _ method: Method, _ elements: [Value], _ function: Value, at span: SourceSpan
  ) throws -> Value {
    var (results, count): ([Value], Int) = ([], 0)
    var groups = OrderedMap()
    for (i, element) in elements.enumerated() {
      let result = try callBack(function, element, .int(i), at: span)
      switch method {
      case .map: results.append(result)
      case .filter: if result.truth { results.append(element) }
      case .find: if result.truth { return element }
      case .findIndex: if result.truth { return .int(i) }
      case .any: if result.truth { return .bool(true) }
      case .all: if !result.truth { return .bool(false) }
      case .count: if result.truth { count += 1 }
      case .flatMap:
        if case .array(let inner) = result { results += inner } else { results.append(result) }
      case .groupBy:
        groups.modify(try program.key(result, at: span), result) { group in
          if group.isNull { group = .array([]) }
          group.modifyArray { $0.append(element) }
        }
      default: continue
      }
    }
    switch method {
    case .map, .filter, .flatMap: return .array(results)
    case .findIndex: return .int(-1)
    case .any: return .bool(false)
    case .all: return .bool(true)
    case .count: return .int(count)
    case .groupBy: return .map(groups)
    default: return .null
    }
  }

  /// `reduce(f[, init])`, also `reduce(init, f)`.
  private mutating func reduce(_ elements: [Value], _ arguments: Arguments) throws -> Value {
    let isInitFirst = arguments.count == 2 && !isCallable(arguments[0])
    let function = try arguments.function(isInitFirst ? 1 : 0)
    var rest = elements[...]
    var result: Value
    if arguments.count == 2 {
      result = arguments[isInitFirst ? 0 : 1]
    } else {
      guard let first = rest.popFirst() else {
        throw Fault.value("reduce of an empty array", at: arguments.span)
      }
      result = first
    }
    for element in rest { result = try call(function, [result, element], at: arguments.span) }
    return result
  }

  private func isCallable(_ value: Value) -> Bool {
    switch value {
    case .function, .classType: true
    default: false
    }
  }

  // MARK: Parts

  private func part(
    _ method: Method, _ elements: [Value], _ arguments: Arguments
  ) throws -> Value {
    switch method {
    case .concat: return .array(elements + (try arguments.array(0)))
    case .zip:
      return .array(zip(elements, try arguments.array(0)).map { .array([$0, $1]) })
    case .slice:
      let (start, end) = (try arguments.int(0), try arguments.int(1, default: elements.count))
      return .array(Array(elements[sliceRange(start, end, elements.count)]))
    case .take: return .array(Array(elements.prefix(max(0, try arguments.int(0)))))
    case .drop: return .array(Array(elements.dropFirst(max(0, try arguments.int(0)))))
    case .chunk:
      let size = try arguments.int(0)
      guard size > 0 else { throw Fault.value("a chunk size of \(size)", at: arguments.span) }
      return .array(stride(from: 0, to: elements.count, by: size).map {
        .array(Array(elements[$0..<min($0 + size, elements.count)]))
      })
    default: unreachable("no method of arrays")
    }
  }

}
