import CLLVM
import IR
import Support

// Arrays of packed instances. To the runtime they are arrays of Ints, which it copies, enlarges and
// frees: each element is a word for each field. The length in the object counts words.
extension Emitter {

  /// Returns the result of an operation on arrays of packed instances, or `nil` if `instruction` is
  /// none.
  mutating func emitPacked(_ instruction: Instruction, _ a: [ValueID]) -> [LLVMValueRef]? {
    let field = Int(truncatingIfNeeded: instruction.immediate)
    switch instruction.opcode {
    case .arrayGetField:
      let place = place(of: field, scalar(a[0]), scalar(a[1]), a[0])
      return loadPart(place.element, place.offset, instruction.type, place.tag)
    case .arraySetField:
      storeFields([a[2]], from: field, scalar(a[0]), scalar(a[1]), a[0])
      return []
    case .arrayPushFields: return [pushFields(a)]
    case .arraySetFields:
      let array = unique(scalar(a[0]))
      storeFields(a.dropFirst(2), from: 0, array, scalar(a[1]), a[0])
      return [array]
    default: return nil
    }
  }

  /// Returns the number of words of an element of the array `value`; `nil` if its elements are no
  /// packed instances.
  func wordsOfElement(_ value: ValueID) -> Int64? {
    ir.types.packedClass(of: function[value].type).map { Int64(ir.classes[$0].fields.count) }
  }

  /// Returns the array of packed instances `value` without its last element.
  mutating func dropLast(of value: ValueID, _ words: Int64) -> LLVMValueRef {
    let last = LLVMBuildNSWSub(builder.ref, length(of: value), int(1), "")!
    let array = unique(scalar(value))
    storeLength(product(last, words), array)
    return array
  }

  private func product(_ count: LLVMValueRef, _ words: Int64) -> LLVMValueRef {
    LLVMBuildNSWMul(builder.ref, count, int(words), "")
  }

  private mutating func pushFields(_ a: [ValueID]) -> LLVMValueRef {
    let array = scalar(a[0])
    guard let words = wordsOfElement(a[0]) else { unreachable("packed instances were expected") }
    let count = length(of: a[0])
    let newLength = product(LLVMBuildNSWAdd(builder.ref, count, int(1), ""), words)
    let hasRoom = and(
      compare(LLVMIntEQ, loadCount(array), word(0)),
      compare(LLVMIntULE, newLength, loadCapacity(array)))
    let kind = word(Int32(ElementKind.int.rawValue))
    let result = chooseLikely(
      hasRoom, [types.pointer], usual: { _ in [array] },
      rare: { [$0.callColdly(.arrayReserve, [array, kind, $0.int(words)])] })[0]
    storeFields(a.dropFirst(), from: 0, result, count, a[0])
    storeLength(newLength, result)
    return result
  }

  // MARK: Fields

  /// Stores `values` into the fields, from that at index `first` on, of the element at `index` of
  /// `array`, which holds what `value` does.
  private func storeFields(
    _ values: ArraySlice<ValueID>, from first: Int, _ array: LLVMValueRef, _ index: LLVMValueRef,
    _ value: ValueID
  ) {
    for (i, stored) in values.enumerated() {
      let place = place(of: first + i, array, index, value)
      storePart(components(stored, as: place.type), place.element, place.offset, place.tag)
    }
  }

  private struct PackedPlace {
    let element: LLVMValueRef
    let offset: Int64
    let type: TypeID
    let tag: LLVMValueRef
  }

  /// Returns where the field at index `field` of the element at `index` of `array` stands, which
  /// holds what `value` does.
  private func place(
    of field: Int, _ array: LLVMValueRef, _ index: LLVMValueRef, _ value: ValueID
  ) -> PackedPlace {
    guard let id = ir.types.packedClass(of: function[value].type) else {
      unreachable("packed instances were expected")
    }
    let fields = ir.classes[id].fields
    let element = LLVMArrayType2(types.int, UInt64(fields.count))!
    return PackedPlace(
      element: elementAddress(array, index, element), offset: 8 * Int64(field),
      type: fields[field].type, tag: fieldTag(fields[field]))
  }

}
