import CLLVM
import IR
import Support

// Blocks that go from an object which ends to one that is made (`Pass.reuseBlocks`), and those on
// the stack (`Pass.allocateOnStack`).
extension Emitter {

  /// Ends the reference `value`. Returns the block of the object if it was the last, else null.
  mutating func endKeepingBlock(_ value: ValueID) -> LLVMValueRef {
    let type = function[value].type
    let object = scalar(value)
    let (next, lives) = (makeBlock("ended"), makeBlock("lives"))
    if mayBeNull.contains(value) || ir.types.unwrapped(type) != nil || isTaken(value) {
      let there = makeBlock("there")
      LLVMBuildCondBr(builder.ref, compare(LLVMIntNE, object, null), there, lives)
      position(at: there)
    }
    endReference(object, type, orGoTo: lives)
    // While a suspect ends, no garbage is looked for: it still names what is gone.
    let isCyclic = cyclicTypes.contains(type)
    dropNesting = isCyclic ? nestingOfParts : nil
    endParts(of: object, type)
    dropNesting = nil
    let isKnown = !options.checksLeaks && !isCyclic
    let block = isKnown ? object : call(.keepBlock, [object])
    let last = currentBlock
    branch(to: next)
    position(at: lives)
    branch(to: next)
    position(at: next)
    let token = LLVMBuildPhi(builder.ref, types.pointer, "")!
    addIncoming(block, from: last, to: token)
    addIncoming(null, from: lives, to: token)
    return token
  }

  /// `true` iff `value` was taken out of a place where there may have been nothing.
  private func isTaken(_ value: ValueID) -> Bool {
    [.fieldTake, .cellTake, .globalTake].contains(function[value].opcode)
  }

  /// Ends what `object`, of type `type`, refers to.
  private mutating func endParts(of object: LLVMValueRef, _ type: TypeID) {
    guard let parts = ir.parts(ofObjects: type) else { unreachable("an object of unknown parts") }
    for (index, offset) in layout(parts).offsets.enumerated()
    where !ir.types.isTrivial(parts[index]) {
      let part = loadPart(object, offset, parts[index], partTag(index, type))
      emitDrop(part, parts[index], mayBeNull: true)
    }
  }

  /// Returns the access tag of the memory of the part at `index` of objects of type `type`.
  private func partTag(_ index: Int, _ type: TypeID) -> LLVMValueRef {
    switch ir.types[ir.types.unwrapped(type) ?? type] {
    case .instance(_, let known): fieldTag(ir.classes[known[0]].fields[index])
    case .cell(let id): metadata.accessTag("cell \(id.raw)")
    default: metadata.accessTag(MemoryKind.capture.name)
    }
  }

  // MARK: The stack

  /// Returns a block of the frame for objects of the token type `type`.
  mutating func allocateOnStack(_ type: TypeID) -> LLVMValueRef {
    guard case .token(let units) = ir.types[type] else { unreachable("a block without size") }
    // A program that searches for leaks makes such objects elsewhere.
    if options.checksLeaks { return null }
    return makeInFrame(LLVMArrayType2(types.int, UInt64(2 * units)), "object")
  }

  /// Ends what the object `value` on the stack refers to.
  mutating func endOnStack(_ value: ValueID) {
    endParts(of: scalar(value), function[value].type)
    if options.checksLeaks { call(.endOnStack, [scalar(value)]) }
  }

  /// Returns `operands` of what makes an object, without the token, and that.
  func withoutToken(_ operands: [ValueID]) -> (values: [ValueID], token: ValueID?) {
    guard let last = operands.last, case .token = ir.types[function[last].type] else {
      return (operands, nil)
    }
    return (operands.dropLast(), last)
  }

  /// Makes an object, in the block of the token `block` if there is one.
  mutating func makeObject(
    _ layout: LLVMValueRef, _ kind: Int32, _ element: Int32, _ descriptor: LLVMValueRef,
    block: ValueID?
  ) -> LLVMValueRef {
    let arguments = [layout, word(kind), word(element), descriptor]
    guard let block else { return call(.objectAllocate, arguments) }
    let isOnStack = function[block].opcode == .stackAllocate
    return call(isOnStack ? .objectOnStack : .objectReuse, [scalar(block)] + arguments)
  }

}
