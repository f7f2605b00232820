import CLLVM
import IR
import Support

// The text form of a number that is appended to a string and then dropped need not become a string
// of its own:
//
//     %t = int.to_string %n
//     %r = string.concat %s, %t       ->       %r = myco_string_append_int(%s, %n)
//     drop %t
//
// The number is trivial, so that it can be read at the later place too.
extension Emitter {

  /// Finds the text forms of the current function that are used as above.
  mutating func findFusedTexts() {
    fusedTexts = IDSet(capacity: function.values.count)
    for block in function.layout {
      for value in function[block].instructions where function[value].opcode == .stringConcat {
        let text = function.operand(value, 1)
        if function[text].opcode.appending != nil { fusedTexts.insert(text) }
      }
    }
    if !fusedTexts.isEmpty { removeOtherwiseUsedTexts() }
  }

  private mutating func removeOtherwiseUsedTexts() {
    var appended = IDSet<ValueID>(capacity: function.values.count)
    for block in function.layout {
      for value in function[block].instructions {
        let opcode = function[value].opcode
        for (i, operand) in function.operands(value).enumerated() where opcode != .drop {
          let isAppended = opcode == .stringConcat && i == 1
          if !isAppended || !appended.insert(operand) { fusedTexts.remove(operand) }
        }
      }
      let terminator = function[block].terminator
      if let operand = terminator.operand { fusedTexts.remove(operand) }
      for edge in terminator.edges {
        for argument in edge.arguments { fusedTexts.remove(argument) }
      }
    }
  }

  /// `true` iff `value` is a text form that is never made, or the drop of one.
  func isFused(_ value: ValueID) -> Bool {
    if fusedTexts.isEmpty { return false }
    return fusedTexts.contains(value)
      || function[value].opcode == .drop && fusedTexts.contains(function.operand(value, 0))
  }

  /// Returns the string `left` (consumed) with `right` behind it.
  func concatenate(_ left: ValueID, _ right: ValueID) -> LLVMValueRef {
    if fusedTexts.contains(right), let append = function[right].opcode.appending {
      return call(append, [scalar(left), scalar(function.operand(right, 0))])
    }
    return call(.stringConcat, [scalar(left), scalar(right)])
  }

}

extension Opcode {

  /// The function that appends the text form of a number which this opcode makes.
  fileprivate var appending: RuntimeFunction? {
    switch self {
    case .intToString: .stringAppendInt
    case .floatToString: .stringAppendFloat
    case .boolToString: .stringAppendBool
    default: nil
    }
  }

}
