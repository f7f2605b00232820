import CLLVM
import IR
import Support

extension Emitter {

  /// Returns the result of an Array operation, or `nil` if `instruction` is none.
  mutating func emitArray(_ instruction: Instruction, _ a: [ValueID]) -> [LLVMValueRef]? {
    switch instruction.opcode {
    case .arrayLength: return [length(of: a[0])]
    case .arrayCheckIndex: return [checkArrayIndex(a[0], scalar(a[1]))]
    case .arrayGet: return arrayGet(a)
    case .arrayGetOrEmpty: return arrayGetOrEmpty(a)
    case .arraySet: return [arraySet(unique(scalar(a[0])), a)]
    case .arraySetUnique: return [arraySet(scalar(a[0]), a)]
    case .arrayUnique: return [unique(scalar(a[0]))]
    case .arrayTake: return arrayGet(a)
    case .arrayPut: return [arrayPut(a)]
    case .arrayPush: return [arrayPush(a)]
    case .arrayReserve: return [arrayReserve(a)]
    case .arrayPushReserved: return [arrayPushReserved(a)]
    case .arrayCheckNotEmpty:
      check(compare(LLVMIntNE, length(of: a[0]), int(0)), else: .raisePop, [])
      return []
    case .arrayDropLast: return [arrayDropLast(a[0])]
    case .arrayConcat: return [call(.arrayConcat, [scalar(a[0]), scalar(a[1])])]
    case .arrayRepeat: return [callRaising(.arrayRepeat, [scalar(a[0]), scalar(a[1])])]
    case .arrayCompare:
      return [compareArrays(instruction.predicate, scalar(a[0]), scalar(a[1]))]
    case .arrayContains: return [callRaising(.arrayContains, [scalar(a[0])] + tagged(a[1]))]
    case .arrayToString:
      return [callRaising(.valueToString, [int(TagSet.array.number64), payload(of: scalar(a[0]))])]
    default: return emitPacked(instruction, a)
    }
  }

  /// The element type of the array `value`.
  private func elementType(_ value: ValueID) -> TypeID {
    guard let element = ir.types.element(of: function[value].type) else {
      unreachable("an array was expected")
    }
    return element
  }

  // MARK: Elements

  private mutating func checkArrayIndex(
    _ array: ValueID, _ index: LLVMValueRef
  ) -> LLVMValueRef {
    let length = length(of: array)
    check(compare(LLVMIntULT, index, length), else: .raiseArrayIndex, [index, length])
    return index
  }

  /// Loads an element: to be read, or to be moved out of an array that is filled again later.
  private mutating func arrayGet(_ a: [ValueID]) -> [LLVMValueRef] {
    let element = elementType(a[0])
    let kind = ir.types.elementKind(of: element)
    guard let storage = storage(kind) else { return [] }
    return loadElement(element, elementAddress(scalar(a[0]), scalar(a[1]), storage.type))
  }

  /// Loads an element of an array of arrays, if it has the index; else the empty array.
  private mutating func arrayGetOrEmpty(_ a: [ValueID]) -> [LLVMValueRef] {
    chooseLikely(
      compare(LLVMIntULT, scalar(a[1]), length(of: a[0])), [types.pointer],
      usual: { $0.arrayGet(a) }, rare: { [$0.runtime.variable(.emptyArray)] })
  }

  /// Returns `array` if nothing else refers to it, else a copy.
  mutating func unique(_ array: LLVMValueRef) -> LLVMValueRef {
    let isUnique = compare(LLVMIntEQ, loadCount(array), word(0))
    return chooseLikely(
      isUnique, [types.pointer], usual: { _ in [array] },
      rare: { [$0.callColdly(.arrayUnique, [array])] })[0]
  }

  /// Replaces the element of the unique `array`; `a` is the array before, the index, the element.
  private mutating func arraySet(_ array: LLVMValueRef, _ a: [ValueID]) -> LLVMValueRef {
    let element = elementType(a[0])
    let kind = ir.types.elementKind(of: element)
    guard let storage = storage(kind) else { return array }
    let pointer = elementAddress(array, scalar(a[1]), storage.type)
    let old = ir.types.isTrivial(element) ? nil : loadElement(element, pointer)
    storeElement(kind, stored(components(a[2], as: element), element), pointer)
    if let old { emitDrop(old, element) }
    return array
  }

  private mutating func arrayPut(_ a: [ValueID]) -> LLVMValueRef {
    let element = elementType(a[0])
    let kind = ir.types.elementKind(of: element)
    guard let storage = storage(kind) else { return scalar(a[0]) }
    let pointer = elementAddress(scalar(a[0]), scalar(a[1]), storage.type)
    storeElement(kind, stored(components(a[2], as: element), element), pointer)
    return scalar(a[0])
  }

  /// Returns what an array stores for an element of type `type`, which it can hold as it is.
  func stored(_ parts: [LLVMValueRef], _ type: TypeID) -> [LLVMValueRef] {
    let isTagged = ir.types.elementKind(of: type) == .tagged
    require(!isTagged || ir.types.isUnion(type), "elements of type \(ir.types.text(type))")
    return parts
  }

  // MARK: The end

  private mutating func arrayPush(_ a: [ValueID]) -> LLVMValueRef {
    let array = scalar(a[0])
    let element = elementType(a[0])
    let kind = ir.types.elementKind(of: element)
    if kind == .none { return array }
    let parts = stored(components(a[1], as: element), element)
    let length = length(of: a[0])
    let hasRoom = and(
      compare(LLVMIntEQ, loadCount(array), word(0)),
      compare(LLVMIntULT, length, loadCapacity(array)))
    return chooseLikely(
      hasRoom, [types.pointer],
      usual: {
        $0.append(parts, kind, to: array, length)
        return [array]
      },
      rare: { [$0.callColdly(kind.push, [array] + parts)] })[0]
  }

  private func append(
    _ parts: [LLVMValueRef], _ kind: ElementKind, to array: LLVMValueRef, _ length: LLVMValueRef
  ) {
    guard let storage = storage(kind) else { return }
    storeElement(kind, parts, elementAddress(array, length, storage.type))
    storeLength(LLVMBuildNSWAdd(builder.ref, length, int(1), ""), array)
  }

  /// Always a call: LLVM takes what it returns for memory of its own, so that the length is stored
  /// once, behind the loop, also where the loop may end by an error.
  private mutating func arrayReserve(_ a: [ValueID]) -> LLVMValueRef {
    let kind = ir.types.elementKind(of: elementType(a[0]))
    guard storage(kind) != nil else { return scalar(a[0]) }
    return call(.arrayReserve, [scalar(a[0]), word(Int32(kind.rawValue)), scalar(a[1])])
  }

  private func arrayPushReserved(_ a: [ValueID]) -> LLVMValueRef {
    let array = scalar(a[0])
    let element = elementType(a[0])
    let parts = stored(components(a[1], as: element), element)
    append(parts, ir.types.elementKind(of: element), to: array, length(of: a[0]))
    return array
  }

  private mutating func arrayDropLast(_ value: ValueID) -> LLVMValueRef {
    let array = scalar(value)
    let element = elementType(value)
    let kind = ir.types.elementKind(of: element)
    if let words = wordsOfElement(value) { return dropLast(of: value, words) }
    guard let storage = storage(kind) else { return array }
    let isTrivial = ir.types.isTrivial(element)
    let length = length(of: value)
    return chooseLikely(
      compare(LLVMIntEQ, loadCount(array), word(0)), [types.pointer],
      usual: {
        let last = LLVMBuildNSWSub($0.builder.ref, length, $0.int(1), "")!
        $0.storeLength(last, array)
        if !isTrivial {
          let pointer = $0.elementAddress(array, last, storage.type)
          $0.emitDrop($0.loadElement(element, pointer), element)
        }
        return [array]
      },
      rare: { [$0.callColdly(.arrayDropLast, [array, $0.null])] })[0]
  }

  // MARK: Whole arrays

  private mutating func compareArrays(
    _ predicate: Predicate, _ a: LLVMValueRef, _ b: LLVMValueRef
  ) -> LLVMValueRef {
    switch predicate {
    case .equal: callRaising(.arrayEqual, [a, b])
    case .notEqual: LLVMBuildNot(builder.ref, callRaising(.arrayEqual, [a, b]), "")
    case .less, .lessEqual, .greater, .greaterEqual:
      threeWay(predicate, callRaising(.arrayCompare, [a, b, address(location)]))
    }
  }

}

extension ElementKind {

  /// The function that appends an element where there is no room.
  fileprivate var push: RuntimeFunction {
    switch self {
    case .none: unreachable("a push on an array that stays empty")
    case .int: .arrayPushInt
    case .float: .arrayPushFloat
    case .bool: .arrayPushBool
    case .pointer: .arrayPushPointer
    case .tagged: .arrayPushTagged
    }
  }

}
