import CLLVM
import IR
import Support

extension Emitter {

  /// Returns the result of a Range operation, or `nil` if `instruction` is none.
  mutating func emitRange(_ instruction: Instruction, _ a: [ValueID]) -> [LLVMValueRef]? {
    switch instruction.opcode {
    case .rangeMake: return [scalar(a[0]), scalar(a[1])]
    case .rangeMakeStepped:
      check(compare(LLVMIntNE, scalar(a[2]), int(0)), else: .raiseRangeStep, [])
      return a.map { scalar($0) }
    case .rangeStart: return [components(a[0])[0]]
    case .rangeEnd: return [components(a[0])[1]]
    case .rangeCount: return [rangeCount(components(a[0]))]
    case .rangeCheckIndex:
      let count = rangeCount(components(a[0]))
      let index = scalar(a[1])
      check(compare(LLVMIntULT, index, count), else: .raiseRangeIndex, [index, count])
      return [index]
    case .rangeAt: return [rangeAt(components(a[0]), scalar(a[1]))]
    case .rangeContains: return [rangeContains(components(a[0]), a[1])]
    case .floatRangeMake:
      check(compare(LLVMRealUNE, scalar(a[2]), float(0)), else: .raiseRangeStep, [])
      return a.map { scalar($0) }
    case .floatRangeCount: return [call(.rangeFloatCount, components(a[0]))]
    case .floatRangeAt:
      let range = components(a[0])
      let offset = LLVMBuildFMul(builder.ref, toFloat(scalar(a[1])), range[2], "")
      return [LLVMBuildFAdd(builder.ref, range[0], offset, "")]
    default: return nil
    }
  }

  /// Returns the number of members; more than Int holds count as its maximum.
  private func rangeCount(_ range: [LLVMValueRef]) -> LLVMValueRef {
    let (start, end) = (range[0], range[1])
    if range.count == 2 {
      let difference = intrinsic("llvm.ssub.sat", on: types.int, [end, start])
      return intrinsic("llvm.smax", on: types.int, [difference, int(0)])
    }
    let (low, high, stride) = normalized(range)
    // The difference may exceed Int, but not an integer without sign.
    let gaps = LLVMBuildUDiv(builder.ref, subtract(subtract(high, low), int(1)), stride, "")!
    let isLarge = compare(LLVMIntUGE, gaps, int(.max))
    let count = select(isLarge, int(.max), add(gaps, int(1)))
    return select(compare(LLVMIntSLT, low, high), count, int(0))
  }

  /// Returns the bounds in increasing order, and the step without its sign.
  private func normalized(
    _ range: [LLVMValueRef]
  ) -> (low: LLVMValueRef, high: LLVMValueRef, stride: LLVMValueRef) {
    let isUpward = compare(LLVMIntSGT, range[2], int(0))
    return (
      select(isUpward, range[0], range[1]), select(isUpward, range[1], range[0]),
      select(isUpward, range[2], subtract(int(0), range[2]))
    )
  }

  /// Returns the member at `index`, below the count: the result is between the bounds.
  private func rangeAt(_ range: [LLVMValueRef], _ index: LLVMValueRef) -> LLVMValueRef {
    if range.count == 2 { return LLVMBuildNSWAdd(builder.ref, range[0], index, "") }
    // The product alone may overflow where the range is wider than Int; the sum wraps back.
    return add(range[0], LLVMBuildMul(builder.ref, index, range[2], ""))
  }

  private func rangeContains(_ range: [LLVMValueRef], _ value: ValueID) -> LLVMValueRef {
    if function[value].type != .int { return rangeContains(range, tagged: tagged(value)) }
    let member = scalar(value)
    if range.count == 2 {
      return and(compare(LLVMIntSLE, range[0], member), compare(LLVMIntSLT, member, range[1]))
    }
    return rangeContains(range, tagged: [int(TagSet.int.number64), member])
  }

  private func rangeContains(
    _ range: [LLVMValueRef], tagged value: [LLVMValueRef]
  ) -> LLVMValueRef {
    if LLVMTypeOf(range[0]) == types.float { return call(.rangeFloatContains, range + value) }
    return call(.rangeIntContains, stepped(range) + value)
  }

  /// Returns start, end and step of a range.
  func stepped(_ range: [LLVMValueRef]) -> [LLVMValueRef] {
    range.count == 2 ? range + [int(1)] : range
  }

}
