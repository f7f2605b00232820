import IR
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
    loops.append(LoopContext(depth: environment.count))
    return (header, parameters)
  }

  /// Goes back to `header` with the variables in `slots` and `extra`.
  private mutating func closeLoop(_ header: BlockID, _ slots: [Int], extra: [ValueID] = []) {
    guard block != nil else { return }
    terminate(.branch(Edge(header, slots.map { environment[$0] } + extra)))
  }

  /// Joins the ways out of the innermost loop.
  private mutating func endLoop(_ exit: Jump?) {
    let loop = loops.removeLast()
    join([exit] + loop.breaks, depth: loop.depth)
  }

  /// Joins the end of a loop's body and its `continue`s.
  private mutating func joinContinues() {
    let end = jump()
    let loop = loops[loops.count - 1]
    join([end] + loop.continues, depth: loop.depth)
  }

  mutating func lowerBreak() {
    if let jump = jump() { loops[loops.count - 1].breaks.append(jump) }
  }

  mutating func lowerContinue() {
    if let jump = jump() { loops[loops.count - 1].continues.append(jump) }
  }

  /// The slots of the variables in scope that `statement` may assign to.
  private func assignedSlots(_ statement: StmtID) -> [Int] {
    var finder = AssignedVariables(ast: ast, model: model)
    finder.visit(statement)
    return Set(finder.found.compactMap { slots[$0] }).filter { $0 < environment.count }.sorted()
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

  /// Each iteration's copy of the variables is the loop's own SSA value.
  mutating func lowerForLoop(
    _ id: StmtID, _ initializers: [StmtID], _ condition: ExprID?, _ step: StmtID?, _ body: Block
  ) {
    inScope { this in
      this.lowerStatements(initializers)
      let assigned = this.assignedSlots(id)
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
      if let step { this.lowerStatements([step]) }
      this.closeLoop(header, assigned)
      this.endLoop(exit)
    }
  }

  // MARK: for over a value

  mutating func lowerForIn(
    _ id: StmtID, _ variables: [DeclID], _ sequence: ExprID, _ body: Block
  ) {
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
      let element = this.emit(.genericIterationElement, [source, cursors[0]])
      if variables.count == 2 { this.declareLoopVariable(variables[0], cursors[1]) }
      this.declareLoopVariable(variables[variables.count - 1], element)
      this.lower(body)
    }
    joinContinues()
    closeLoop(header, assigned, extra: nextCursors(source, cursors))
    endLoop(whenFalse)
  }

  private mutating func declareLoopVariable(_ decl: DeclID, _ value: ValueID) {
    if model.decls[decl].isCaptured {
      _ = notCompiledYet(
        "a loop variable in a nested function is", at: ast.decls[decl].span)
    }
    declare(decl, keepPromise(of: decl, value, at: ast.decls[decl].span))
  }

  private mutating func nextCursors(_ source: ValueID, _ cursors: [ValueID]) -> [ValueID] {
    guard block != nil else { return [] }
    var next = [emit(.genericIterationNext, [source, cursors[0]])]
    if cursors.count == 2 {
      let one = emit(.constInt, [], immediate: 1)
      next.append(emit(.intAddUnchecked, [cursors[1], one]))
    }
    return next
  }

}
