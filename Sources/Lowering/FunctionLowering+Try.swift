import IR
import Sema
import Source
import Support
import Syntax

// try, catch, finally and throw.
extension FunctionLowering {

  mutating func lowerTry(
    _ body: Block, _ variable: DeclID?, _ handler: Block?, _ finally: Block?
  ) {
    guard let finally else { return lowerCatch(body, variable, handler) }
    lowerFinally(at: finally.span) { this in
      this.lowerCatch(body, variable, handler)
    } finally: { this in
      this.lower(finally)
    }
  }

  /// Lowers `body`, and `finally` on each way out of it; errors are thrown on from `span`.
  mutating func lowerFinally(
    at span: SourceSpan, _ body: (inout FunctionLowering) -> Void,
    finally: (inout FunctionLowering) -> Void
  ) {
    let depth = environment.count
    var end: Jump?
    let control = inside(.finally) { this in
      body(&this)
      end = this.jump(to: .end)
    }
    let ways = [exit(.end, end), takeError(of: control)].compactMap { $0 } + control.exits
    lower(finally, after: ways, depth: depth, at: span)
  }

  /// Lowers a body whose errors `handler`, if there is one, catches.
  private mutating func lowerCatch(_ body: Block, _ variable: DeclID?, _ handler: Block?) {
    guard let handler else { return lower(body) }
    let depth = environment.count
    let control = inside(.handler) { $0.lower(body) }
    let end = jump()
    join(control.errors, depth: depth)
    if block != nil {
      inScope { this in
        let error = this.emit(.errorTake, [])
        if let variable { this.declare(variable, error) }
        this.lower(handler)
      }
    }
    let caught = jump()
    join([end, caught], depth: depth)
  }

  /// Returns the way of errors into the `finally` of `control`, if there can be errors.
  private mutating func takeError(of control: Control) -> Exit? {
    join(control.errors, depth: control.depth)
    guard block != nil else { return nil }
    return exit(.error, jump(to: .error, error: emit(.errorTake, [])))
  }

  /// Lowers a `finally` that `ways` lead to, and what comes after it.
  private mutating func lower(
    _ finally: (inout FunctionLowering) -> Void, after ways: [Exit], depth: Int,
    at span: SourceSpan
  ) {
    let values = join(ways.map(\.jump), depth: depth)
    guard block != nil else { return }
    if function[values[0]].opcode == .blockParameter { function[values[0]].type = .int }
    finally(&self)
    var rest = Set(ways.map(\.destination)).sorted { $0.rawValue > $1.rawValue }
    var end: Jump?
    while let destination = rest.popLast(), block != nil {
      if rest.isEmpty {
        go(to: destination, values, &end, at: span)
      } else {
        let number = emit(.constInt, [], immediate: destination.rawValue)
        let test = emit(
          .intCompare, [values[0], number], immediate: IR.Predicate.equal.rawValue)
        let (chosen, other) = split(on: test)
        join([chosen], depth: depth)
        go(to: destination, values, &end, at: span)
        join([other], depth: depth)
      }
    }
    join([end], depth: depth)
  }

  private mutating func go(
    to destination: Destination, _ values: [ValueID], _ end: inout Jump?, at span: SourceSpan
  ) {
    switch destination {
    case .end: end = jump()
    case .error: emit(.rethrow, [values[2]], at: span)
    case .caller: leave(with: values[1])
    case .afterLoop: lowerBreak()
    case .nextIteration: lowerContinue()
    }
  }

  mutating func lowerThrow(_ value: ExprID) {
    emit(.throwValue, [lower(value)], at: ast.exprs[value].span)
  }

}
