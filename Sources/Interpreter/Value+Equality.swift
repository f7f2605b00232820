import Source
import Support

extension Evaluator {

  /// `true` iff `a == b`; asks the method `equals` of instances that have it.
  mutating func equal(_ a: Value, _ b: Value, at span: SourceSpan) throws -> Bool {
    switch (a, b) {
    case (.null, .null): return true
    case (.bool(let x), .bool(let y)): return x == y
    case (.int, .int), (.int, .float), (.float, .int), (.float, .float):
      return compareNumbers(a, b) == 0
    case (.string(let x), .string(let y)): return x == y
    case (.array(let x), .array(let y)):
      if x.count != y.count { return false }
      for (left, right) in zip(x, y) where try !equal(left, right, at: span) { return false }
      return true
    case (.map(let x), .map(let y)), (.object(let x), .object(let y)),
      (.map(let x), .object(let y)), (.object(let x), .map(let y)):
      return try equalEntries(x, y, at: span)
    case (.set(let x), .set(let y)):
      return x.count == y.count && x.keys.allSatisfy { y.contains(Key($0)!) }
    case (.range(let x), .range(let y)): return x.bounds == y.bounds
    case (.function(let x), .function(let y)): return isSame(x, y)
    case (.instance(let x), .instance(let y)): return try equalInstances(x, y, at: span)
    case (.classType(let x), .classType(let y)): return x === y
    case (.error(let x), .error(let y)):
      if x === y { return true }
      return try x.kind == y.kind && equal(x.message, y.message, at: span)
    case (.library(let x), .library(let y)): return x == y
    case (.module(let x), .module(let y)): return x == y
    case (.builtinType(let x), .builtinType(let y)): return x == y
    default: return false
    }
  }

  private mutating func equalEntries(
    _ a: OrderedMap, _ b: OrderedMap, at span: SourceSpan
  ) throws -> Bool {
    if a.count != b.count { return false }
    for entry in a.entries {
      guard let other = b[Key(entry.key)!], try equal(entry.value, other, at: span) else {
        return false
      }
    }
    return true
  }

  private mutating func equalInstances(
    _ a: Instance, _ b: Instance, at span: SourceSpan
  ) throws -> Bool {
    guard let name = program.ast.symbols.symbol(of: "equals") else { return a === b }
    let methods = program.model.methods(name, of: a.type.id)
    if methods.isEmpty { return a === b }
    return try call(methods, of: a, [.instance(b)], at: span).truth
  }

  private func isSame(_ a: FunctionValue, _ b: FunctionValue) -> Bool {
    if a === b { return true }
    switch (a.code, b.code) {
    case (.builtin(let x), .builtin(let y)): return x == y
    case (.libraryMember(let x, let m), .libraryMember(let y, let n)): return x == y && m == n
    case (.overloads(let x), .overloads(let y)): return x.elementsEqual(y, by: ===)
    default: return false
    }
  }

}
