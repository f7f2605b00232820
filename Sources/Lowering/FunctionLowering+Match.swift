import IR
import Sema
import Source
import Support
import Syntax

extension FunctionLowering {

  /// What a `match` looks at.
  struct Subject {
    var value: ValueID

    /// The slot of the local variable that it is, which cases narrow.
    var slot: Int?

    /// If it is the `type` of a value: that value, and the slot of the local variable it is.
    var typed: (value: ValueID, slot: Int?)?
  }

  mutating func lowerMatch(_ expression: ExprID, _ cases: [MatchCase], _ otherwise: Block?) {
    let depth = environment.count
    let subject = lowerSubject(expression)
    var ends: [Jump?] = []
    for matchCase in cases where block != nil {
      var failures: [Jump?] = []
      inScope { $0.lower(matchCase, subject, &failures) }
      ends.append(jump())
      join(failures, depth: depth)
    }
    if block != nil, let otherwise { lower(otherwise) }
    ends.append(jump())
    join(ends, depth: depth)
  }

  private mutating func lowerSubject(_ id: ExprID) -> Subject {
    guard case .member(let object, let name) = ast.exprs[id].kind, text(name) == "type",
      model.references[id] == nil
    else {
      return Subject(value: lower(id), slot: slot(of: id))
    }
    let value = lower(object)
    return Subject(
      value: emit(.genericTypeName, [value]), typed: (value, slot(of: object)))
  }

  /// Lowers a case; `failures` get the ways on which it does not fit.
  private mutating func lower(
    _ matchCase: MatchCase, _ subject: Subject, _ failures: inout [Jump?]
  ) {
    var subject = subject
    if let slot = subject.slot { subject.value = environment[slot] }
    test(matchCase.pattern, subject, &failures)
    if let condition = matchCase.guardCondition, block != nil {
      let (holds, fails) = lowerCondition(condition)
      failures.append(fails)
      join([holds], depth: environment.count)
    }
    if block != nil { lower(matchCase.body) }
  }

}
