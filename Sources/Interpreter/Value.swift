import Source
import Support
import Syntax

/// A value of a running program.
enum Value {

  case null
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(Text)
  case array([Value])
  case map(OrderedMap)

  /// Its elements are the map's keys.
  case set(OrderedMap)

  /// A record that a library returned.
  case object(OrderedMap)
  case range(RangeValue)
  case function(FunctionValue)
  case instance(Instance)
  case classType(ClassValue)
  case error(ErrorValue)
  case library(Symbol)
  case module(Int)

  /// A predeclared type as a value.
  case builtinType(String)

  static func text(_ string: String) -> Value { .string(Text(string)) }

}

/// The value of `a..b..step`; the bounds are all Int or all Float.
final class RangeValue {

  enum Bounds: Equatable {
    case int(start: Int, end: Int, step: Int)
    case float(start: Double, end: Double, step: Double)
  }

  let bounds: Bounds

  /// The number of elements; more than Int holds count as its maximum.
  let count: Int

  init(_ bounds: Bounds) {
    self.bounds = bounds
    switch bounds {
    case .int(let start, let end, let step):
      guard step > 0 ? start < end : start > end else {
        count = 0
        return
      }
      let distance = step > 0
        ? UInt(bitPattern: end) &- UInt(bitPattern: start)
        : UInt(bitPattern: start) &- UInt(bitPattern: end)
      count = Int(clamping: (distance - 1) / step.magnitude + 1)
    case .float(let start, let end, let step):
      let number = ((end - start) / step).rounded(.up)
      count = number > 0 ? (Int(exactly: number) ?? Int.max) : 0
    }
  }

  /// Returns the element at `index`, which is below `count`.
  func element(at index: Int) -> Value {
    switch bounds {
    case .int(let start, _, let step): .int(start &+ index &* step)
    case .float(let start, _, let step): .float(start + Double(index) * step)
    }
  }

  var elements: [Value] { (0..<count).map(element) }

}

/// An instance of a class.
final class Instance {

  let type: ClassValue
  var fields: [Value]

  /// The indices of fields that cannot be read before they are set.
  var unset: Set<Int>

  init(type: ClassValue, fields: [Value], unset: Set<Int>) {
    self.type = type
    self.fields = fields
    self.unset = unset
  }

}

/// A class as a value: its code and the variables around it.
final class ClassValue {

  let id: ClassID
  let scope: Scope?

  /// `true` iff instances are values: library collections. The first field is then the number of
  /// elements.
  let isCollection: Bool

  init(id: ClassID, scope: Scope?, isCollection: Bool = false) {
    self.id = id
    self.scope = scope
    self.isCollection = isCollection
  }

}

/// A function as a value.
final class FunctionValue {

  enum Code {

    /// A function of the program; `receiver` is what `self` means in it.
    case closure(FuncID, Scope?, receiver: Instance?, owner: ClassID?)

    /// The functions of one name in one scope.
    case overloads([FunctionValue])

    /// The methods `name` of an instance.
    case boundMethod(Instance, Symbol)

    /// A method of the library, bound to its receiver.
    case boundBuiltin(Value, Symbol)

    case builtin(String)
    case libraryMember(library: String, member: String)
  }

  let code: Code

  /// The declared name; `nil` for a lambda.
  let name: String?

  init(_ code: Code, name: String?) {
    self.code = code
    self.name = name
  }

}

/// An Error.
final class ErrorValue {

  let kind: String
  let message: Value

  /// Where it was first thrown, the innermost call first; empty before that.
  let trace: [TraceEntry]

  /// The row and the column in a text that was read, where it is wrong.
  let place: (row: Int, column: Int)?

  init(
    kind: String, message: Value, trace: [TraceEntry], place: (row: Int, column: Int)? = nil
  ) {
    self.place = place
    self.kind = kind
    self.message = message
    self.trace = trace
  }

}

/// A line of a call trace.
struct TraceEntry {
  var function: String
  var span: SourceSpan
}

extension Value {

  /// The truth of the value, as `if` takes it.
  var truth: Bool {
    switch self {
    case .null: false
    case .bool(let value): value
    case .int(let value): value != 0
    case .float(let value): value != 0
    case .string(let value): !value.isEmpty
    case .array(let elements): !elements.isEmpty
    case .map(let map), .set(let map), .object(let map): map.count != 0
    case .instance(let instance): !instance.type.isCollection || instance.fields[0].truth
    case .range, .function, .classType, .error, .library, .module, .builtinType: true
    }
  }

  var isNull: Bool { if case .null = self { true } else { false } }

  /// The number as a Float; `nil` for what is no number.
  var asFloat: Double? {
    switch self {
    case .int(let value): Double(value)
    case .float(let value): value
    default: nil
    }
  }

}
