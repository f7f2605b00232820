import Support

/// A quantity of a program and a constant: `base + offset`.
///
/// The base is an Int value, or an array value, which means its length; `.none` means zero. Two
/// terms with the same base differ by a constant wherever both exist.
public struct Term: Equatable, Sendable {

  public var base: ValueID
  public var offset: Int64

  public init(_ base: ValueID, _ offset: Int64 = 0) {
    self.base = base
    self.offset = offset
  }

  /// Returns the term plus `number`, or `nil` where that is no Int.
  func adding(_ number: Int64) -> Term? {
    let (sum, overflow) = offset.addingReportingOverflow(number)
    return overflow ? nil : Term(base, sum)
  }

}

/// What the Ints of a function and the lengths of its arrays are made from.
///
/// `i + 1` is `i` plus 1; the length of an array that was pushed to is that of the array before
/// plus 1. Stores leave the length as it is: an array that goes around in a loop and is only stored
/// into has the length that it had before. A block parameter for an array is taken for a length of
/// its own until all its arguments turn out to have one other, or its own again.
public struct Terms: Sendable {

  /// The term of each Int, or of the length of each array.
  private var terms: Table<ValueID, Term>

  public init(_ function: Function, _ flow: ControlFlow, _ types: TypeTable) {
    terms = Table(repeating: Term(.none), count: function.values.count)
    for value in function.values.ids { terms[value] = Term(value) }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for block in flow.reversePostorder {
        for value in function[block].parameters + function[block].instructions
        where terms[value].base == value {
          let type = function[value].type
          guard type == .int || types.element(of: type) != nil else { continue }
          let new = term(of: value, function, flow, types)
          if new.base == value { continue }
          terms[value] = new
          hasChanged = true
        }
      }
    }
  }

  /// The term of the Int `value`, or of the length of the array `value`.
  public subscript(value: ValueID) -> Term {
    var result = terms[value]
    while !result.base.isNone, terms[result.base].base != result.base {
      guard let next = terms[result.base].adding(result.offset) else { break }
      result = next
    }
    return result
  }

  private func term(
    of value: ValueID, _ function: Function, _ flow: ControlFlow, _ types: TypeTable
  ) -> Term {
    let instruction = function[value]
    func operand(_ index: Int) -> Term { self[function.operand(value, index)] }
    func constant(_ index: Int) -> Int64? {
      let term = operand(index)
      return term.base.isNone ? term.offset : nil
    }
    switch instruction.opcode {
    case .constInt: return Term(.none, instruction.immediate)
    case .intAdd, .intAddUnchecked:
      if let number = constant(1) { return operand(0).adding(number) ?? Term(value) }
      if let number = constant(0) { return operand(1).adding(number) ?? Term(value) }
      return Term(value)
    case .intSubtract, .intSubtractUnchecked:
      guard let number = constant(1), number != .min else { return Term(value) }
      return operand(0).adding(-number) ?? Term(value)
    case .arrayCheckIndex, .rangeCheckIndex: return operand(1)
    case .arrayLength: return operand(0)
    case .arrayLiteral: return Term(.none, Int64(instruction.operandCount))
    case .arraySet, .arraySetUnique, .arrayUnique, .arrayPut, .arrayReserve, .arraySetFields,
      .copy:
      return operand(0)
    case .convert, .narrow:
      let source = function.operand(value, 0)
      let isArray = types.element(of: function[source].type) != nil
      return isArray && types.element(of: instruction.type) != nil ? self[source] : Term(value)
    case .arrayPush, .arrayPushReserved, .arrayPushFields:
      return operand(0).adding(1) ?? Term(value)
    case .blockParameter: return common(value, function, flow)
    default: return Term(value)
    }
  }

  /// The term that all arguments for the array `parameter` have, but for those that are the array
  /// itself; its own if they differ.
  private func common(_ parameter: ValueID, _ function: Function, _ flow: ControlFlow) -> Term {
    let own = Term(parameter)
    if function[parameter].type == .int || function[parameter].block == function.entry {
      return own
    }
    let others = function.arguments(for: parameter, flow).map { self[$0] }.filter { $0 != own }
    guard let first = others.first, others.allSatisfy({ $0 == first }) else { return own }
    return first
  }

}
