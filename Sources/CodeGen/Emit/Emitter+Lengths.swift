import CLLVM
import IR
import Support

// The length of an array is a property of the SSA value: whatever happens to the object later
// makes another value. It is determined once, where the value is made. In a loop that is a load
// in its header at worst, which LLVM may take out of the loop; a load behind a check it may not.
extension Emitter {

  /// Finds the arrays of the current function whose lengths are asked for.
  mutating func findLengths() {
    lengths = Table(repeating: nil, count: function.values.count)
    needsLength = IDSet(capacity: function.values.count)
    for block in function.layout {
      for value in function[block].instructions {
        switch function[value].opcode {
        case .arrayLength, .arrayCheckIndex, .arrayCheckNotEmpty, .arrayPush, .arrayReserve,
          .arrayPushReserved, .arrayPushFields, .arrayDropLast, .arrayGetOrEmpty:
          needsLength.insert(function.operand(value, 0))
        default: break
        }
      }
    }
  }

  /// Returns the length of the array `value`.
  func length(of value: ValueID) -> LLVMValueRef {
    guard let length = lengths[value] else { unreachable("a length that was not foreseen") }
    return length
  }

  /// Returns the length that the object of `value` has: 0 if it is nothing.
  mutating func objectLength(_ value: ValueID) -> LLVMValueRef {
    let array = scalar(value)
    guard mayBeNull.contains(value) else { return loadElementCount(array, value) }
    return choose(
      compare(LLVMIntNE, array, null), [types.int],
      then: { [$0.loadElementCount(array, value)] }, otherwise: { [$0.int(0)] })[0]
  }

  private func loadElementCount(_ array: LLVMValueRef, _ value: ValueID) -> LLVMValueRef {
    let length = loadLength(array)
    guard let words = wordsOfElement(value), words > 1 else { return length }
    return LLVMBuildExactUDiv(builder.ref, length, int(words), "")
  }

  /// Returns the length of the array `value`, the instruction just translated.
  mutating func makeLength(_ value: ValueID) -> LLVMValueRef {
    let opcode = function[value].opcode
    switch opcode {
    case .arrayLiteral: return int(Int64(function[value].operandCount))
    case .arraySet, .arraySetUnique, .arrayUnique, .arrayReserve, .arrayPut, .arraySetFields, .copy:
      if let length = lengths[function.operand(value, 0)] { return length }
    case .arrayPush, .arrayPushReserved, .arrayPushFields:
      return LLVMBuildNSWAdd(builder.ref, length(of: function.operand(value, 0)), int(1), "")
    case .arrayDropLast:
      return LLVMBuildNSWSub(builder.ref, length(of: function.operand(value, 0)), int(1), "")
    default: break
    }
    return objectLength(value)
  }

}
