import Library
import Source
import Support

/// A failed operation: what becomes an Error value with a trace.
struct Fault: Error {

  var kind: String
  var message: String

  /// The place; `.none` for that of the call under way.
  var span: SourceSpan

  /// The row and the column in a text that was read, where it is wrong.
  var place: (row: Int, column: Int)?

  /// `true` iff it ends the program, whatever is there to catch it.
  var isFatal: Bool { kind == "OutOfMemoryError" }

  init(_ kind: String, _ message: String, at span: SourceSpan) {
    self.kind = kind
    self.message = message
    self.span = span
  }

  static func type(_ message: String, at span: SourceSpan) -> Fault {
    Fault("TypeError", message, at: span)
  }

  static func name(_ message: String, at span: SourceSpan) -> Fault {
    Fault("NameError", message, at: span)
  }

  static func value(_ message: String, at span: SourceSpan) -> Fault {
    Fault("ValueError", message, at: span)
  }

  static func overflow(_ message: String, at span: SourceSpan) -> Fault {
    Fault("OverflowError", message, at: span)
  }

  static func division(at span: SourceSpan) -> Fault {
    Fault("DivisionError", "division by zero", at: span)
  }

  /// There is no room for what an operation makes.
  static func outOfMemory(at span: SourceSpan) -> Fault {
    Fault("OutOfMemoryError", "out of memory", at: span)
  }

  /// `index` is not below `length`, that of `container`, which is named with its article.
  static func index(
    _ index: Int, _ container: String, _ length: Int, at span: SourceSpan
  ) -> Fault {
    Fault(
      "IndexError", "index \(index) is out of range for \(container) of length \(length)", at: span)
  }

  /// `name` takes `expected` arguments, not `found`.
  static func arguments(
    _ name: String, _ expected: ClosedRange<Int>, _ found: Int, at span: SourceSpan
  ) -> Fault {
    let message = Arity(expected).refusal(of: name, givenCount: found)
    return Fault("ArgumentError", message, at: span)
  }

}

/// A value that was thrown and is looking for its `catch`; it stays on the program's one thread.
struct Thrown: Error, @unchecked Sendable {

  var value: Value
  var trace: [TraceEntry]

}

/// A failure that ends the program: no `catch` gets it, and no `finally` runs.
struct Fatal: Error {

  var thrown: Thrown

}

/// The program asked to end.
struct Exit: Error {

  var status: Int32

}
