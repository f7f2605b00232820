import Source
import Support
import Syntax

/// How a statement ended.
enum Completion {
  case normal, brokeLoop, continuedLoop
  case returned(Value)

  /// What a loop ends with after an iteration that ended with this; `nil` where it goes on.
  var endOfLoop: Completion? {
    switch self {
    case .normal, .continuedLoop: nil
    case .brokeLoop: .normal
    case .returned: self
    }
  }

}

extension Evaluator {

  /// Runs `block` in a scope of its own.
  mutating func run(_ block: Block) throws -> Completion {
    guard let first = block.statements.first else { return .normal }
    let scope = current.scope
    defer { current.scope = scope }
    if let prelude = program.preludes[first] { enter(prelude) }
    for statement in block.statements {
      let completion = try execute(statement)
      guard case .normal = completion else { return completion }
    }
    return .normal
  }

  /// Enters the scope of a block whose functions are visible from its start.
  private mutating func enter(_ prelude: Prelude) {
    let scope = Scope(prelude.decls, in: current.scope)
    current.scope = scope
    for id in prelude.functions { scope[program.ast.funcs[id].decl!] = .function(closure(of: id)) }
    for id in prelude.classes {
      scope[program.ast.classes[id].decl] = .classType(ClassValue(id: id, scope: scope))
    }
  }

  private mutating func execute(_ id: StmtID) throws -> Completion {
    switch program.ast.stmts[id].kind {
    case .binding(let binding): try execute(binding)
    case .assign(let target, let operation, let value):
      try assign(target, operation, value, at: program.ast.stmts[id].anchor)
    case .expression(let value): _ = try evaluate(value)
    case .ifElse(let branches, let otherwise): return try executeIf(branches, otherwise)
    case .whileLoop(let condition, let body): return try executeWhile(condition, body)
    case .forIn(let variables, let sequence, let body):
      return try executeForIn(variables, sequence, body)
    case .forLoop(let initializers, let condition, let step, let body):
      return try executeForLoop(initializers, condition, step, body)
    case .match(let subject, let cases, let otherwise):
      return try executeMatch(subject, cases, otherwise)
    case .tryCatch(let body, let variable, let handler, let finally):
      return try executeTry(body, variable, handler, finally)
    case .throwValue(let value): try executeThrow(value)
    case .returnValue(let value):
      return try executeReturn(value, at: program.ast.stmts[id].span)
    case .breakLoop: return .brokeLoop
    case .continueLoop: return .continuedLoop
    case .function, .classDecl: break
    case .use(let use): try execute(use, id)
    case .invalid: unreachable("a statement that was not parsed")
    }
    return .normal
  }

  private mutating func execute(_ binding: BindingNode) throws {
    guard let initializer = binding.value else {
      return try declare(binding.decl, .null, at: program.ast.decls[binding.decl].span)
    }
    let value = try evaluate(initializer)
    try declare(binding.decl, value, at: program.ast.exprs[initializer].span)
  }

  private mutating func execute(_ use: UseNode, _ id: StmtID) throws {
    guard let module = program.model.moduleOfUse[id] else { return }
    callers.append(TraceEntry(function: current.name, span: program.ast.stmts[id].span))
    defer { callers.removeLast() }
    try runModule(module)
  }

  /// The annotated result of the current function is checked where its value stands.
  private mutating func executeReturn(_ value: ExprID?, at span: SourceSpan) throws -> Completion {
    let result = try value.map { try evaluate($0) } ?? .null
    let place = value.map { program.ast.exprs[$0].span } ?? span
    return .returned(try checkedResult(result, at: place))
  }

  private mutating func executeIf(
    _ branches: [ConditionalBlock], _ otherwise: Block?
  ) throws -> Completion {
    for branch in branches where try evaluate(branch.condition).truth {
      return try run(branch.body)
    }
    return try otherwise.map { try run($0) } ?? .normal
  }

  // MARK: Loops

  private mutating func executeWhile(_ condition: ExprID, _ body: Block) throws -> Completion {
    while try evaluate(condition).truth {
      if let end = try run(body).endOfLoop { return end }
    }
    return .normal
  }

  private mutating func executeForIn(
    _ variables: [DeclID], _ sequence: ExprID, _ body: Block
  ) throws -> Completion {
    if let path = program.model.pathOfLines(sequence, in: program.ast) {
      return try executeForLines(variables, path, sequence, body)
    }
    let span = program.ast.exprs[sequence].span
    let iteration = try Iteration(over: evaluate(sequence), in: program, at: span)
    for i in 0..<iteration.count {
      let values = variables.count == 2
        ? [iteration.first(i), iteration.second(i)] : [iteration.only(i)]
      if let end = try runIteration(variables, values, at: span, body) { return end }
    }
    return .normal
  }

  private mutating func executeForLines(
    _ variables: [DeclID], _ path: ExprID, _ sequence: ExprID, _ body: Block
  ) throws -> Completion {
    let arguments = Arguments(
      name: "lines", values: [try evaluate(path)], span: program.ast.exprs[sequence].anchor,
      spans: [], program: program)
    let file = try openLines(arguments)
    defer { closeLines(file) }
    for i in 0... {
      guard let line = try readLine(file, arguments) else { break }
      let values = variables.count == 2 ? [.int(i), .string(line)] : [Value.string(line)]
      let span = program.ast.exprs[sequence].span
      if let end = try runIteration(variables, values, at: span, body) { return end }
    }
    return .normal
  }

  /// Runs the body of a loop with `values` in its `variables`; returns how that ended the loop, if
  /// it did.
  private mutating func runIteration(
    _ variables: [DeclID], _ values: [Value], at span: SourceSpan, _ body: Block
  ) throws -> Completion? {
    let scope = current.scope
    defer { current.scope = scope }
    enterScope(variables)
    for (variable, value) in zip(variables, values) { try declare(variable, value, at: span) }
    return try run(body).endOfLoop
  }

  /// Each iteration has its own copies of the variables, which closures may keep.
  private mutating func executeForLoop(
    _ initializers: [StmtID], _ condition: ExprID?, _ step: StmtID?, _ body: Block
  ) throws -> Completion {
    let outer = current.scope
    defer { current.scope = outer }
    enterScope(initializers.compactMap { id in
      guard case .binding(let binding) = program.ast.stmts[id].kind else { return nil }
      return binding.decl
    })
    for initializer in initializers { _ = try execute(initializer) }
    while try condition.map({ try evaluate($0).truth }) ?? true {
      if let end = try run(body).endOfLoop { return end }
      if let scope = current.scope, scope !== outer { current.scope = Scope(copying: scope) }
      if let step { _ = try execute(step) }
    }
    return .normal
  }

  // MARK: Errors

  private mutating func executeThrow(_ id: ExprID) throws {
    let value = try evaluate(id)
    if case .error(let error) = value, !error.trace.isEmpty {
      throw Thrown(value: value, trace: error.trace)
    }
    let trace = trace(at: program.ast.exprs[id].span)
    guard case .error(let error) = value else { throw Thrown(value: value, trace: trace) }
    let stamped = ErrorValue(
      kind: error.kind, message: error.message, trace: trace, place: error.place)
    throw Thrown(value: .error(stamped), trace: trace)
  }

  private mutating func executeTry(
    _ body: Block, _ variable: DeclID?, _ handler: Block?, _ finally: Block?
  ) throws -> Completion {
    let result = attempt { this in
      guard let handler else { return try this.run(body) }
      switch this.attempt({ try $0.run(body) }) {
      case .success(let completion): return completion
      case .failure(let thrown as Thrown): return try this.handle(thrown, variable, handler)
      case .failure(let other): throw other
      }
    }
    if let finally, !isEnd(result) {
      let completion = try run(finally)
      guard case .normal = completion else { return completion }
    }
    return try result.get()
  }

  /// `true` iff the program is about to end, when `finally` blocks do not run.
  private func isEnd(_ result: Result<Completion, any Error>) -> Bool {
    if case .failure(let error) = result { !(error is Thrown) } else { false }
  }

  /// Runs `body` and returns how it ended, with the state of the calls as before.
  private mutating func attempt(
    _ body: (inout Evaluator) throws -> Completion
  ) -> Result<Completion, any Error> {
    do {
      return .success(try body(&self))
    } catch let fault as Fault {
      return .failure(thrown(fault))
    } catch {
      return .failure(error)
    }
  }

  private mutating func handle(
    _ thrown: Thrown, _ variable: DeclID?, _ handler: Block
  ) throws -> Completion {
    let scope = current.scope
    defer { current.scope = scope }
    if let variable {
      enterScope([variable])
      try declare(variable, thrown.value, at: program.ast.decls[variable].span)
    }
    return try run(handler)
  }

}
