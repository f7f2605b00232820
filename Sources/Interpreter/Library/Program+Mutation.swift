import Source
import Support

/// The mutating methods that call no function of the program.
extension Program {

  /// Calls `method` on `value` in place. Returns its result, `nil` where that is the collection.
  ///
  /// `promise` is the annotation that holds for `value`; new elements keep it.
  func mutate(
    _ value: inout Value, by method: Method, _ arguments: Arguments, _ promise: Promise?
  ) throws -> Value? {
    switch value.container {
    case .array: try value.modifyArray { try mutate(&$0, by: method, arguments, promise) }
    case .entries:
      try value.modifyEntries { try mutate(map: &$0, by: method, arguments, promise) }
    case .set: try value.modifyEntries { try mutate(set: &$0, by: method, arguments, promise) }
    case .instance, .none: unreachable("a mutating method of a value that has none")
    }
  }

  /// Returns the argument at `index` as an element that the promise admits.
  private func element(
    _ arguments: Arguments, _ index: Int, _ promise: Promise?
  ) throws -> Value {
    try element(arguments[index], promise, at: arguments.span(index))
  }

  private func element(_ value: Value, _ promise: Promise?, at span: SourceSpan) throws -> Value {
    guard let inner = promise.flatMap(elementPromise) else { return value }
    return try convert(value, to: inner.type, of: inner.subject, at: span)
  }

  /// Returns `value` as a key that the promise of a map admits.
  func keyValue(_ value: Value, _ promise: Promise?, at span: SourceSpan) throws -> Value {
    guard let promise, let type = elementTypes(of: promise.type).key else { return value }
    let prefix = "an element of "
    let map = promise.subject.hasPrefix(prefix)
      ? String(promise.subject.dropFirst(prefix.count)) : promise.subject
    return try convert(value, to: type, of: "a key of \(map)", at: span)
  }

  /// Returns the argument, a collection of what is to be added, as the promise admits it.
  private func added(_ arguments: Arguments, _ promise: Promise?) throws -> Arguments {
    guard let promise else { return arguments }
    let value = try convert(
      arguments[0], to: promise.type, of: promise.subject, at: arguments.span(0))
    return Arguments(
      name: arguments.name, values: [value], span: arguments.span, spans: arguments.spans,
      program: self)
  }

  // MARK: Arrays

  private func mutate(
    _ elements: inout [Value], by method: Method, _ arguments: Arguments, _ promise: Promise?
  ) throws -> Value? {
    let span = arguments.span
    switch method {
    case .push:
      elements.append(try element(arguments, 0, promise))
    case .pop: return try pop(&elements, arguments)
    case .insert:
      let index = try wholeIndex(arguments[0], at: span)
      guard (0...elements.count).contains(index) else {
        throw Fault.index(index, "an array", elements.count, at: span)
      }
      elements.insert(try element(arguments, 1, promise), at: index)
    case .remove:
      return elements.remove(
        at: try position(arguments[0], "an array", elements.count, at: span))
    case .clear:
      elements = []
    case .extend:
      elements += try added(arguments, promise).array(0)
    case .fill: try fill(&elements, arguments, promise)
    case .reverse:
      elements.reverse()
    case .swap:
      let i = try position(arguments[0], "an array", elements.count, at: span)
      elements.swapAt(i, try position(arguments[1], "an array", elements.count, at: span))
    case .reserve:
      _ = try arguments.int(0)
    default: unreachable("no mutating method of arrays")
    }
    return nil
  }

  private func pop(_ elements: inout [Value], _ arguments: Arguments) throws -> Value {
    if elements.isEmpty {
      throw Fault("IndexError", "pop from an empty array", at: arguments.span)
    }
    if arguments.count == 0 { return elements.removeLast() }
    return elements.remove(
      at: try position(arguments[0], "an array", elements.count, at: arguments.span))
  }

  /// `fill(v)` overwrites all, `fill(v, n)` appends n.
  private func fill(
    _ elements: inout [Value], _ arguments: Arguments, _ promise: Promise?
  ) throws {
    let value = try element(arguments, 0, promise)
    if arguments.count == 1 {
      elements = Array(repeating: value, count: elements.count)
    } else {
      elements += try repeated([value], arguments.int(1), at: arguments.span)
    }
  }

  // MARK: Maps and sets

  private func mutate(
    map: inout OrderedMap, by method: Method, _ arguments: Arguments, _ promise: Promise?
  ) throws -> Value? {
    switch method {
    case .set:
      let key = try keyValue(arguments[0], promise, at: arguments.span(0))
      map.set(try arguments.key(0), key, to: try element(arguments, 1, promise))
    case .delete:
      map.remove(try arguments.key(0))
    case .update:
      for entry in try added(arguments, promise).map(0).entries {
        map.set(Key(entry.key)!, entry.key, to: entry.value)
      }
    case .clear:
      map = OrderedMap()
    case .getOrInsert:
      let key = try arguments.key(0)
      if let value = map[key] { return value }
      let keyValue = try keyValue(arguments[0], promise, at: arguments.span(0))
      let value = try element(arguments, 1, promise)
      map.set(key, keyValue, to: value)
      return value
    default: unreachable("no mutating method of maps")
    }
    return nil
  }

  private func mutate(
    set: inout OrderedMap, by method: Method, _ arguments: Arguments, _ promise: Promise?
  ) throws -> Value? {
    switch method {
    case .add:
      let value = try element(arguments, 0, promise)
      let key = try key(value, at: arguments.span)
      if !set.contains(key) { set.set(key, value, to: .null) }
    case .remove:
      set.remove(try arguments.key(0))
    case .clear:
      set = OrderedMap()
    default: unreachable("no mutating method of sets")
    }
    return nil
  }

}
