import IR
import Sema
import Source
import Support
import Syntax

extension FunctionLowering {

  /// Starts a loop that may assign to the variables in `slots`; returns its header.
  ///
  /// Each of these variables becomes a parameter of the header; `extra` are the first values of
  /// further parameters, which stand behind those.
  private mutating func beginLoop(
    assigning slots: [Int], extra: [ValueID] = []
  ) -> (header: BlockID, extra: [ValueID])? {
    guard block != nil else { return nil }
    let header = function.appendBlock()
    let arguments = slots.map { environment[$0] } + extra
    terminate(.branch(Edge(header, arguments)))
    for slot in slots {
      environment[slot] = function.appendParameter(to: header, type: .unknown)
    }
    let parameters = extra.map { function.appendParameter(to: header, type: function[$0].type) }
    block = header
    controls.append(Control(.loop, depth: environment.count))
    return (header, parameters)
  }

  /// Goes back to `header` with the variables in `slots` and `extra`.
  private mutating func closeLoop(_ header: BlockID, _ slots: [Int], extra: [ValueID] = []) {
    guard block != nil else { return }
    terminate(.branch(Edge(header, slots.map { environment[$0] } + extra)))
  }

  /// Joins the ways out of the innermost loop.
  private mutating func endLoop(_ exit: Jump?) {
    let loop = controls.removeLast()
    join([exit] + loop.breaks, depth: loop.depth)
  }

  /// Joins the end of a loop's body and its `continue`s.
  private mutating func joinContinues() {
    let end = jump()
    let loop = controls[controls.count - 1]
    join([end] + loop.continues, depth: loop.depth)
  }

  /// The slots of the variables in scope that `statement` may assign to.
  private func assignedSlots(_ statement: StmtID) -> [Int] {
    var finder = AssignedVariables(ast: ast, model: model)
    finder.visit(statement)
    let locals = finder.found.filter { shared.cells[$0] == nil }
    return Set(locals.compactMap { slots[$0] }).filter { $0 < environment.count }.sorted()
  }

  // MARK: while

  mutating func lowerWhile(_ id: StmtID, _ condition: ExprID, _ body: Block) {
    let assigned = assignedSlots(id)
    let depth = environment.count
    guard let (header, _) = beginLoop(assigning: assigned) else { return }
    let (whenTrue, whenFalse) = lowerCondition(condition)
    join([whenTrue], depth: depth)
    if block != nil { lower(body) }
    joinContinues()
    closeLoop(header, assigned)
    endLoop(whenFalse)
  }

  // MARK: for with a condition

  /// Each iteration's copy of the variables is the loop's own SSA value, or a cell of its own.
  mutating func lowerForLoop(
    _ id: StmtID, _ initializers: [StmtID], _ condition: ExprID?, _ step: StmtID?, _ body: Block
  ) {
    inScope { this in
      this.lowerStatements(initializers)
      let copied = this.cellSlots(of: initializers)
      let assigned = (this.assignedSlots(id) + copied.map(\.slot)).sorted()
      let depth = this.environment.count
      guard let (header, _) = this.beginLoop(assigning: assigned) else { return }
      var exit: Jump?
      if let condition {
        let (whenTrue, whenFalse) = this.lowerCondition(condition)
        exit = whenFalse
        this.join([whenTrue], depth: depth)
      }
      if this.block != nil { this.lower(body) }
      this.joinContinues()
      for (slot, decl) in copied { this.copyCell(in: slot, of: decl) }
      if let step { this.lowerStatements([step]) }
      this.closeLoop(header, assigned)
      this.endLoop(exit)
    }
  }

  /// The slots of the variables that `initializers` declare and that live in cells.
  private func cellSlots(of initializers: [StmtID]) -> [(slot: Int, decl: DeclID)] {
    initializers.compactMap { id in
      guard case .binding(let binding) = ast.stmts[id].kind,
        shared.cells[binding.decl] != nil, let slot = slots[binding.decl]
      else { return nil }
      return (slot, binding.decl)
    }
  }

  /// Gives the variable `decl` in `slot` a cell of its own for the next iteration.
  private mutating func copyCell(in slot: Int, of decl: DeclID) {
    guard block != nil else { return }
    let value = emit(.cellGet, [environment[slot]])
    let cell = Int64(shared.cells[decl]!.raw)
    environment[slot] = emit(.cellMake, [value], immediate: cell, at: ast.decls[decl].span)
  }

  // MARK: for over a value

  mutating func lowerForIn(
    _ id: StmtID, _ variables: [DeclID], _ sequence: ExprID, _ body: Block
  ) {
    if let path = model.pathOfLines(sequence, in: ast) {
      return lowerForLines(id, variables, path, sequence, body)
    }
    let source = lower(sequence)
    let span = ast.exprs[sequence].span
    let first = emit(.genericIterationStart, [source], at: span)
    let limit = emit(.genericIterationLimit, [source], at: span)
    let assigned = assignedSlots(id)
    let depth = environment.count
    var extra = [first]
    if variables.count == 2 { extra.append(emit(.constInt, [], immediate: 0)) }
    guard let (header, cursors) = beginLoop(assigning: assigned, extra: extra) else { return }
    let more = emit(.genericIterationMore, [source, cursors[0], limit])
    let (whenTrue, whenFalse) = split(on: more)
    join([whenTrue], depth: depth)
    inScope { this in
      let span = this.ast.exprs[sequence].span
      if variables.count == 2 {
        let key = this.emit(.genericIterationKey, [source, cursors[0], cursors[1]])
        let value = this.emit(.genericIterationValue, [source, cursors[0]])
        this.declareLoopVariable(variables[0], key, at: span)
        this.declareLoopVariable(variables[1], value, at: span)
      } else {
        let element = this.emit(.genericIterationElement, [source, cursors[0]])
        this.declareLoopVariable(variables[0], element, at: span)
      }
      this.lower(body)
    }
    joinContinues()
    closeLoop(header, assigned, extra: nextCursors(source, cursors))
    endLoop(whenFalse)
  }

  // MARK: for over the lines of a file

  /// The file is closed on each way out, as if the loop stood in a `try` with a `finally`.
  private mutating func lowerForLines(
    _ id: StmtID, _ variables: [DeclID], _ path: ExprID, _ sequence: ExprID, _ body: Block
  ) {
    let span = ast.exprs[sequence].anchor
    let file = callLibrary("file", "lines_open", [lower(path)], at: span)
    function[file].type = .int
    lowerFinally(at: span) { this in
      this.lowerLines(id, variables, of: file, at: span, body)
    } finally: { this in
      this.call(.fileClose, [file], at: this.location(span))
    }
  }

  private mutating func lowerLines(
    _ id: StmtID, _ variables: [DeclID], of file: ValueID, at span: SourceSpan, _ body: Block
  ) {
    let place = location(span)
    let assigned = assignedSlots(id)
    let depth = environment.count
    let counter = variables.count == 2 ? [emit(.constInt, [], immediate: 0)] : []
    guard let (header, counters) = beginLoop(assigning: assigned, extra: counter) else { return }
    let (whenTrue, whenFalse) = split(on: call(.fileReadLine, [file], at: place))
    join([whenTrue], depth: depth)
    inScope { this in
      let line = this.call(.fileLine, [], at: place)
      for (decl, value) in zip(variables, counters + [line]) {
        this.declareLoopVariable(decl, value, at: span)
      }
      this.lower(body)
    }
    joinContinues()
    if block != nil { closeLoop(header, assigned, extra: counters.map { increment($0) }) }
    endLoop(whenFalse)
  }

  private mutating func declareLoopVariable(
    _ decl: DeclID, _ value: ValueID, at span: SourceSpan
  ) {
    declare(decl, keepPromise(of: decl, value, at: span))
  }

  private mutating func nextCursors(_ source: ValueID, _ cursors: [ValueID]) -> [ValueID] {
    guard block != nil else { return [] }
    var next = [emit(.genericIterationNext, [source, cursors[0]])]
    if cursors.count == 2 { next.append(increment(cursors[1])) }
    return next
  }

  private mutating func increment(_ counter: ValueID) -> ValueID {
    emit(.intAddUnchecked, [counter, emit(.constInt, [], immediate: 1)])
  }

}
