import CLLVM
import IR
import Support

// Loads and stores, each with what LLVM may know of it. The offsets are those of `myco.h`.
extension Emitter {

  func load(_ type: LLVMTypeRef, _ pointer: LLVMValueRef, _ kind: MemoryKind) -> LLVMValueRef {
    let result = LLVMBuildLoad2(builder.ref, type, pointer, "")!
    metadata.tag(result, kind)
    return result
  }

  func store(_ value: LLVMValueRef, _ pointer: LLVMValueRef, _ kind: MemoryKind) {
    metadata.tag(LLVMBuildStore(builder.ref, value, pointer), kind)
  }

  /// Returns the Bool at `pointer`, stored as a byte.
  func loadBool(_ pointer: LLVMValueRef, _ kind: MemoryKind) -> LLVMValueRef {
    let byte = load(types.byte, pointer, kind)
    metadata.attach(metadata.boolRange, as: .range, to: byte)
    return truncate(byte, to: types.bool)
  }

  func storeBool(_ value: LLVMValueRef, _ pointer: LLVMValueRef, _ kind: MemoryKind) {
    store(zeroExtend(value, to: types.byte), pointer, kind)
  }

  /// Returns the pointer of type `type` at `pointer`, which is not null unless the type says so.
  func loadObject(
    _ pointer: LLVMValueRef, _ type: TypeID, _ kind: MemoryKind
  ) -> LLVMValueRef {
    let result = load(types.pointer, pointer, kind)
    guard ir.types.unwrapped(type) == nil else { return result }
    metadata.attach(metadata.empty, as: .nonnull, to: result)
    return result
  }

  // MARK: Headers

  func loadCount(_ object: LLVMValueRef) -> LLVMValueRef { load(types.word, object, .count) }

  func loadLength(_ array: LLVMValueRef) -> LLVMValueRef {
    loadLength(at: address(array, offset: 8), .arrayLength)
  }

  func storeLength(_ length: LLVMValueRef, _ array: LLVMValueRef) {
    store(length, address(array, offset: 8), .arrayLength)
  }

  func loadCapacity(_ array: LLVMValueRef) -> LLVMValueRef {
    loadLength(at: address(array, offset: 16), .arrayCapacity)
  }

  func loadByteLength(_ string: LLVMValueRef) -> LLVMValueRef {
    loadLength(at: address(string, offset: 8), .string)
  }

  func loadScalarCount(_ string: LLVMValueRef) -> LLVMValueRef {
    loadLength(at: address(string, offset: 16), .string)
  }

  private func loadLength(at pointer: LLVMValueRef, _ kind: MemoryKind) -> LLVMValueRef {
    let result = load(types.int, pointer, kind)
    metadata.attach(metadata.lengthRange, as: .range, to: result)
    return result
  }

  // MARK: Elements

  /// Returns the type and the kind of memory of elements of kind `kind`.
  func storage(_ kind: ElementKind) -> (type: LLVMTypeRef, memory: MemoryKind)? {
    switch kind {
    case .none: nil
    case .int: (types.int, .intElement)
    case .float: (types.float, .floatElement)
    case .bool: (types.byte, .boolElement)
    case .pointer: (types.pointer, .pointerElement)
    case .tagged: (types.value, .taggedElement)
    }
  }

  /// Returns the address of the element of `array`, of storage type `type`, at `index`.
  func elementAddress(
    _ array: LLVMValueRef, _ index: LLVMValueRef, _ type: LLVMTypeRef
  ) -> LLVMValueRef {
    var indices: [LLVMValueRef?] = [index]
    return LLVMBuildInBoundsGEP2(
      builder.ref, type, address(array, offset: 32), &indices, 1, "")
  }

  /// Returns what is stored at the address `pointer` of an element of type `type`: one component,
  /// or tag and payload.
  func loadElement(_ type: TypeID, _ pointer: LLVMValueRef) -> [LLVMValueRef] {
    switch ir.types.elementKind(of: type) {
    case .none: []
    case .int: [load(types.int, pointer, .intElement)]
    case .float: [load(types.float, pointer, .floatElement)]
    case .bool: [loadBool(pointer, .boolElement)]
    case .pointer: [loadObject(pointer, type, .pointerElement)]
    case .tagged:
      [
        load(types.int, pointer, .taggedElement),
        load(types.int, address(pointer, offset: 8), .taggedElement),
      ]
    }
  }

  /// Stores what `loadElement` loads.
  func storeElement(_ kind: ElementKind, _ parts: [LLVMValueRef], _ pointer: LLVMValueRef) {
    switch kind {
    case .none: break
    case .int: store(parts[0], pointer, .intElement)
    case .float: store(parts[0], pointer, .floatElement)
    case .bool: storeBool(parts[0], pointer, .boolElement)
    case .pointer: store(parts[0], pointer, .pointerElement)
    case .tagged:
      store(parts[0], pointer, .taggedElement)
      store(parts[1], address(pointer, offset: 8), .taggedElement)
    }
  }

}
