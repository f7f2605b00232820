import Source
import Support
import Syntax

extension Evaluator {

  // MARK: Mutating methods

  /// Calls the mutating `method` on what `path` leads to.
  mutating func mutate(
    _ path: Path, by method: Method, _ name: Symbol, _ values: [Value], _ ids: [ExprID],
    at span: SourceSpan
  ) throws -> Value {
    let program = self.program
    let arguments = Arguments(
      name: program.text(name), values: values, span: span,
      spans: ids.map { program.ast.exprs[$0].span }, program: program)
    if callsFunctions(method) {
      var value = try read(path)
      guard let entry = method.entry(of: value) else {
        throw program.noMember(name, of: value, at: span)
      }
      try arguments.require(entry)
      try mutateByFunction(method, &value, arguments)
      try modify(path) { (place, _) in place = value }
      return value
    }
    return try modify(path) { (place, promise) in
      guard let entry = method.entry(of: place) else {
        throw program.noMember(name, of: place, at: span)
      }
      try arguments.require(entry)
      return try program.mutate(&place, by: method, arguments, promise) ?? place
    }
  }

  /// `true` iff the mutating `method` may call functions of the program.
  private func callsFunctions(_ method: Method) -> Bool {
    [.sort, .sortBy, .removeValue].contains(method)
  }

  /// Calls `method` on `value`, which is no path.
  mutating func call(
    _ method: Method, on value: inout Value, _ values: [Value], at span: SourceSpan
  ) throws -> Value {
    let arguments = Arguments(
      name: method.rawValue, values: values, span: span, spans: [], program: program)
    guard let entry = method.entry(of: value) else {
      unreachable("a method that the type does not have")
    }
    try arguments.require(entry)
    if let result = try general(method, value, arguments) { return result }
    switch value {
    case .int, .float: return try number(method, value, arguments)
    case .string(let text): return try string(method, text, arguments)
    case .array(let elements):
      if callsFunctions(method) {
        try mutateByFunction(method, &value, arguments)
        return value
      }
      if entry.isMutating { break }
      return try array(method, elements, arguments)
    case .map(let map), .object(let map):
      if entry.isMutating { break }
      let result = try self.map(method, map, arguments)
      if case .object = value, method == .merge, case .map(let merged) = result {
        return .object(merged)
      }
      return result
    case .set(let set):
      if entry.isMutating { break }
      return try self.set(method, set, arguments)
    case .range(let range) where method == .toArray: return .array(range.elements)
    default: unreachable("a member of values without members of their own")
    }
    return try program.mutate(&value, by: method, arguments, nil) ?? value
  }

  private mutating func mutateByFunction(
    _ method: Method, _ value: inout Value, _ arguments: Arguments
  ) throws {
    guard case .array(let elements) = value else { unreachable("no array") }
    switch method {
    case .sort:
      let less = arguments.count == 1 ? try arguments.function(0) : nil
      value = .array(try sorted(elements, by: less, at: arguments.span))
    case .sortBy:
      value = .array(try sorted(elements, byKey: arguments.function(0), at: arguments.span))
    default:
      var rest = elements
      if let index = try index(of: arguments[0], in: elements, at: arguments.span) {
        rest.remove(at: index)
      }
      value = .array(rest)
    }
  }

  // MARK: Members of every value

  private mutating func general(
    _ method: Method, _ value: Value, _ arguments: Arguments
  ) throws -> Value? {
    let span = arguments.span
    switch method {
    case .toString: return .string(try text(of: value, at: span))
    case .toInt: return .int(try program.toInt(value, at: span))
    case .toFloat: return .float(try program.toFloat(value, at: span))
    case .toBool: return .bool(program.toBool(value))
    default: return program.guardResult(method, value).map { .bool($0) }
    }
  }

  // MARK: Callbacks

  /// `true` iff `callee`, a function or a class, takes `count` arguments.
  private func takes(_ count: Int, _ callee: Value) -> Bool {
    program.arities(of: callee).contains { $0.contains(count) }
  }

  /// Calls `function` with `element`, and with `index` if it takes two arguments but not one.
  mutating func callBack(
    _ function: Value, _ element: Value, _ index: @autoclosure () -> Value, at span: SourceSpan
  ) throws -> Value {
    let takesIndex = !takes(1, function) && takes(2, function)
    return try call(function, takesIndex ? [element, index()] : [element], at: span)
  }

  /// Calls `function` with a key and its value, or with the key alone if it does not take two.
  mutating func callBack(
    _ function: Value, _ entry: OrderedMap.Entry, at span: SourceSpan
  ) throws -> Value {
    let arguments = takes(2, function) ? [entry.key, entry.value] : [entry.key]
    return try call(function, arguments, at: span)
  }

  // MARK: Sorting

  /// Returns `elements` in the order of `less` or of the language, by a stable merge sort.
  mutating func sorted(
    _ elements: [Value], by less: Value?, at span: SourceSpan
  ) throws -> [Value] {
    try mergeSorted(elements) { this, a, b in
      guard let less else { return try this.program.compare(a, b, at: span) == -1 }
      return try this.call(less, [a, b], at: span).truth
    }
  }

  /// Returns `elements` in the order of what `key` gives for each.
  mutating func sorted(
    _ elements: [Value], byKey key: Value, at span: SourceSpan
  ) throws -> [Value] {
    var pairs: [(key: Value, element: Value)] = []
    for element in elements { pairs.append((try call(key, [element], at: span), element)) }
    return try mergeSorted(pairs) { this, a, b in
      try this.program.compare(a.key, b.key, at: span) == -1
    }.map(\.element)
  }

  private mutating func mergeSorted<Element>(
    _ elements: [Element], _ isLess: (inout Evaluator, Element, Element) throws -> Bool
  ) throws -> [Element] {
    if elements.count < 2 { return elements }
    let middle = elements.count / 2
    let left = try mergeSorted(Array(elements[..<middle]), isLess)
    let right = try mergeSorted(Array(elements[middle...]), isLess)
    var (result, i, j): ([Element], Int, Int) = ([], 0, 0)
    result.reserveCapacity(elements.count)
    while i < left.count && j < right.count {
      if try isLess(&self, right[j], left[i]) {
        result.append(right[j])
        j += 1
      } else {
        result.append(left[i])
        i += 1
      }
    }
    return result + left[i...] + right[j...]
  }

  /// Returns the index of the first element that equals `value`.
  mutating func index(of value: Value, in elements: [Value], at span: SourceSpan) throws -> Int? {
    for (i, element) in elements.enumerated() where try equal(value, element, at: span) {
      return i
    }
    return nil
  }

}
