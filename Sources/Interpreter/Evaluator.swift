import Sema
import Source
import Support
import Syntax

/// The state of a running program.
///
/// Operations that fail throw a `Fault`; the innermost call, `try` or top level around it makes an
/// Error value with the trace of that moment of it, and throws that as `Thrown`.
///
/// A method that does not change the state must not have arguments that do, as in `f(try run(x))`:
/// the state would be copied for the time of their evaluation.
struct Evaluator {

  /// The number of calls under way beyond which the stack counts as exhausted.
  static let callLimit = 100_000

  /// The number of innermost calls, and of outermost ones, that the report of an error shows.
  static let shownCalls = 10

  let program: Program
  let arguments: [String]
  let writeOutput: ([UInt8]) -> Void
  let writeError: ([UInt8]) -> Void

  /// The lowest address that the native stack may reach.
  let stackLimit: UInt

  /// The frames of all calls under way.
  var stack: [Value] = []

  /// The variables of the top level; `nil` before their declaration has run.
  var globals: Table<DeclID, Value?>

  /// The functions and classes of the top level that were used, so that each has one identity.
  var functionValues: [DeclID: FunctionValue] = [:]
  var classValues: [DeclID: ClassValue] = [:]

  /// The values of string literals.
  var literals: [Symbol: Text] = [:]

  /// The method of the library that each name means, if any.
  var methodNames: [Symbol: Method?] = [:]

  /// The modules whose top level has begun.
  var startedModules: Set<Int> = []

  /// What the call under way works on.
  var current: Activation

  /// The calls around the current one, the outermost first, and the place each has reached.
  var callers: [TraceEntry] = []

  var output: [UInt8] = []
  var input = InputReader()
  var random = RandomGenerator()

  /// A call under way.
  struct Activation {

    /// The function's name in traces.
    var name: String

    /// The function; `nil` at the top level.
    var function: FuncID?

    /// The offset of its frame in `stack`.
    var base: Int

    /// The innermost scope of variables that inner functions use.
    var scope: Scope?

    /// What `self` means.
    var receiver: Instance?

    /// The class whose method this is or stands in.
    var owner: ClassID?

  }

  init(
    program: Program, arguments: [String], stackLimit: UInt,
    output: @escaping ([UInt8]) -> Void, errorOutput: @escaping ([UInt8]) -> Void
  ) {
    self.program = program
    self.arguments = arguments
    self.stackLimit = stackLimit
    writeOutput = output
    writeError = errorOutput
    globals = Table(repeating: nil, count: program.ast.decls.count)
    current = Activation(name: "main", base: 0)
  }

  // MARK: The whole program

  /// Runs the program and returns its exit status.
  mutating func run() throws -> Int32 {
    do {
      try runModule(0)
    } catch let exit as Exit {
      flush()
      return exit.status
    } catch let thrown as Thrown {
      report(thrown)
      return 1
    } catch let fatal as Fatal {
      report(fatal.thrown)
      return 1
    }
    flush()
    return 0
  }

  /// Runs the top level of the module at `index`, unless it has begun already.
  mutating func runModule(_ index: Int) throws {
    guard startedModules.insert(index).inserted else { return }
    let saved = current
    current = Activation(name: "main", base: stack.count)
    stack.append(contentsOf: repeatElement(.null, count: program.topLevelSlots))
    defer {
      stack.removeLast(stack.count - current.base)
      current = saved
    }
    do {
      _ = try run(program.ast.modules[index].body)
    } catch let fault as Fault {
      throw thrown(fault)
    }
  }

  // MARK: Errors

  /// Returns the Error of `fault` with the trace of this moment, ready to be thrown.
  func thrown(_ fault: Fault) -> any Error {
    let trace = trace(at: fault.span)
    let error = ErrorValue(
      kind: fault.kind, message: .text(fault.message), trace: trace, place: fault.place)
    let thrown = Thrown(value: .error(error), trace: trace)
    return fault.isFatal ? Fatal(thrown: thrown) : thrown
  }

  /// Returns the calls under way, the innermost, which has reached `span`, first; without those
  /// that the library makes.
  func trace(at span: SourceSpan) -> [TraceEntry] {
    let calls = [TraceEntry(function: current.name, span: span)] + callers.reversed()
    return calls.filter { !program.sources[$0.span.file].isLibrary }
  }

  /// Writes the report of what nothing has caught, after all output.
  private mutating func report(_ thrown: Thrown) {
    flush()
    var text: String
    do {
      text = try self.text(of: thrown.value, at: thrown.trace[0].span).string
    } catch {
      text = program.typeName(of: thrown.value)
    }
    if case .error = thrown.value {} else { text = "Uncaught: " + text }
    flush()
    writeError(Array((text + "\n").utf8))
    let count = thrown.trace.count
    let isLong = count > 2 * Self.shownCalls
    for (i, entry) in thrown.trace.enumerated() {
      let isShown = i < Self.shownCalls || i >= count - Self.shownCalls
      if !isLong || isShown { writeError(Array(line(of: entry).utf8)) }
      if isLong && i == Self.shownCalls { writeError(Array("  ...\n".utf8)) }
    }
  }

  private func line(of entry: TraceEntry) -> String {
    let position = program.sources.position(of: entry.span)
    let file = program.sources[entry.span.file].name
    return "  at \(entry.function) (\(file):\(position.line):\(position.column))\n"
  }

  // MARK: Output

  /// Adds `text` to the output.
  mutating func write(_ text: Text) {
    for scalar in text.scalars {
      if scalar.isASCII { output.append(UInt8(scalar.value)) } else {
        output.append(contentsOf: UTF8.encode(scalar)!)
      }
    }
    if output.count >= 1 << 16 { flush() }
  }

  /// Hands the output so far out.
  mutating func flush() {
    if output.isEmpty { return }
    writeOutput(output)
    output.removeAll(keepingCapacity: true)
  }

  // MARK: Variables

  /// Returns the value of the variable `decl`; NameError before its declaration has run.
  func read(_ decl: DeclID, at span: SourceSpan) throws -> Value {
    switch program.storage[decl] {
    case .slot(let index): return stack[current.base + index]
    case .scope:
      if let value = current.scope![decl] { return value }
    case .global:
      if let value = globals[decl] { return value }
    }
    throw unset(decl, at: span)
  }

  private func unset(_ decl: DeclID, at span: SourceSpan) -> Fault {
    Fault.name(
      "\(program.name(of: decl)) is read before its declaration has run", at: span)
  }

  /// Throws a NameError before the declaration of `decl` has run.
  func requireDeclared(_ decl: DeclID, at span: SourceSpan) throws {
    switch program.storage[decl] {
    case .slot: return
    case .scope: if current.scope![decl] == nil { throw unset(decl, at: span) }
    case .global: if globals[decl] == nil { throw unset(decl, at: span) }
    }
  }

  /// Starts the variable `decl`, or assigns to it, without a check of its annotation.
  mutating func set(_ decl: DeclID, to value: Value) {
    switch program.storage[decl] {
    case .slot(let index): stack[current.base + index] = value
    case .scope: current.scope![decl] = value
    case .global: globals[decl] = value
    }
  }

  /// Starts the variable `decl` with `value` as its annotation admits it.
  mutating func declare(_ decl: DeclID, _ value: Value, at span: SourceSpan) throws {
    guard let type = program.ast.decls[decl].annotation else { return set(decl, to: value) }
    let subject = program.subject(of: decl, in: current.name)
    set(decl, to: try program.convert(value, to: type, of: subject, at: span))
  }

  /// Changes the variable `decl`, which is declared, in place.
  mutating func modify<R>(_ decl: DeclID, _ body: (inout Value) throws -> R) rethrows -> R {
    switch program.storage[decl] {
    case .slot(let index): return try body(&stack[current.base + index])
    case .scope: return try current.scope!.modify(decl, body)
    case .global: return try body(&globals[decl]!)
    }
  }

  /// Enters a scope of those of `decls` that inner functions use.
  mutating func enterScope(_ decls: [DeclID]) {
    let captured = decls.filter(program.livesInScope)
    if !captured.isEmpty { current.scope = Scope(captured, in: current.scope) }
  }

}
