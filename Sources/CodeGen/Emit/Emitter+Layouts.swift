import CLLVM
import IR
import Support

// Objects with a descriptor at offset 8: instances, functions, cells. Their parts begin at offset
// 16, each component in 8 bytes.
extension Emitter {

  /// Where the parts of an object stand.
  struct Layout {

    /// The offset of each part.
    let offsets: [Int64]

    /// The size of the object.
    let size: Int64

  }

  /// Returns where parts of the types `parts` stand.
  func layout(_ parts: [TypeID]) -> Layout {
    var offsets: [Int64] = []
    var next: Int64 = 16
    for part in parts {
      offsets.append(next)
      next += 8 * Int64(ir.types.componentCount(of: part))
    }
    return Layout(offsets: offsets, size: next)
  }

  /// Returns the `MycoLayout` of objects with parts of the types `parts`, which may be part of a
  /// cycle or not.
  func layoutConstant(_ parts: [TypeID], mayCycle: Bool) -> LLVMValueRef {
    let layout = layout(parts)
    var words: [Int64] = []
    for (part, offset) in zip(parts, layout.offsets) where !ir.types.isTrivial(part) {
      let kind: ElementKind = ir.types.isUnion(part) ? .tagged : .pointer
      words += [offset, Int64(kind.rawValue)]
    }
    words = [layout.size, Int64(words.count / 2), mayCycle ? 1 : 0] + words
    return constants.elements(words.map { word(Int32($0)) }, of: types.word)
  }

  /// Loads the part of type `type` at `offset` of `object`, from memory with the access tag `tag`.
  /// It may be a null pointer, or Null, where it has not been set.
  func loadPart(
    _ object: LLVMValueRef, _ offset: Int64, _ type: TypeID, _ tag: LLVMValueRef
  ) -> [LLVMValueRef] {
    componentTypes(type).enumerated().map { i, component in
      let pointer = address(object, offset: offset + 8 * Int64(i))
      let isBool = component == types.bool
      let result = LLVMBuildLoad2(builder.ref, isBool ? types.byte : component, pointer, "")!
      metadata.tag(result, tag)
      if !isBool { return result }
      metadata.attach(metadata.boolRange, as: .range, to: result)
      return truncate(result, to: types.bool)
    }
  }

  /// Stores what `loadPart` loads.
  func storePart(
    _ parts: [LLVMValueRef], _ object: LLVMValueRef, _ offset: Int64, _ tag: LLVMValueRef
  ) {
    for (i, part) in parts.enumerated() {
      let pointer = address(object, offset: offset + 8 * Int64(i))
      let value = LLVMTypeOf(part) == types.bool ? zeroExtend(part, to: types.byte) : part
      metadata.tag(LLVMBuildStore(builder.ref, value, pointer), tag)
    }
  }

  /// Stores `parts` (consumed), of type `type`, and ends what stood there: perhaps nothing.
  mutating func replacePart(
    _ parts: [LLVMValueRef], _ object: LLVMValueRef, _ offset: Int64, _ type: TypeID,
    _ tag: LLVMValueRef
  ) {
    let isCounted = !ir.types.isTrivial(type)
    let old = isCounted ? loadPart(object, offset, type, tag) : []
    storePart(parts, object, offset, tag)
    if isCounted { emitDrop(old, type, mayBeNull: true) }
  }

  /// Moves the part out of its place, which holds nothing to be released then.
  mutating func takePart(
    _ object: LLVMValueRef, _ offset: Int64, _ type: TypeID, _ tag: LLVMValueRef
  ) -> [LLVMValueRef] {
    let parts = loadPart(object, offset, type, tag)
    if !ir.types.isTrivial(type) { storePart(nothing(type), object, offset, tag) }
    return parts
  }

  /// Returns components of type `type` that refer to nothing.
  func nothing(_ type: TypeID) -> [LLVMValueRef] { componentTypes(type).map { LLVMConstNull($0) } }

  /// Raises an error by `symbol` about `name` if the parts, of type `type`, were not set.
  mutating func checkSet(
    _ parts: [LLVMValueRef], _ type: TypeID, _ name: Symbol, else symbol: RuntimeFunction
  ) {
    let isSet: LLVMValueRef
    if ir.types.isUnion(type) {
      isSet = compare(LLVMIntNE, parts[0], int(TagSet.null.number64))
    } else if ir.types.isPointer(type) {
      isSet = compare(LLVMIntNE, parts[0], null)
    } else if ir.types.unwrapped(type) != nil {
      isSet = isThere(parts)
    } else if type == .null {
      isSet = bool(false)
    } else {
      unreachable("whether a \(ir.types.text(type)) was set cannot be seen")
    }
    check(isSet, else: symbol, [constants.text(ir.symbols[name])])
  }

  /// Returns the descriptor of `object`: its class or function info.
  func loadDescriptor(_ object: LLVMValueRef) -> LLVMValueRef {
    let result = load(types.pointer, address(object, offset: 8), .descriptor)
    metadata.attach(metadata.empty, as: .nonnull, to: result)
    return result
  }

  /// Returns the number at offset 16 of the descriptor of `object`.
  func loadIdentity(_ object: LLVMValueRef) -> LLVMValueRef {
    let result = load(types.word, address(loadDescriptor(object), offset: 16), .descriptor)
    metadata.attach(metadata.empty, as: .invariantLoad, to: result)
    return result
  }

}
