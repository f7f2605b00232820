import CLLVM
import IR

// Branches inside the translation of one instruction.
extension Emitter {

  /// The block that instructions are added to.
  var currentBlock: LLVMBasicBlockRef { LLVMGetInsertBlock(builder.ref) }

  /// Returns a new block right behind the current one.
  func makeBlock(_ name: String) -> LLVMBasicBlockRef {
    if let next = LLVMGetNextBasicBlock(currentBlock) {
      return LLVMInsertBasicBlockInContext(context, next, name)
    }
    return makeColdBlock(name)
  }

  /// Returns a new block at the end of the function, out of the way.
  func makeColdBlock(_ name: String) -> LLVMBasicBlockRef {
    LLVMAppendBasicBlockInContext(context, llvmFunction, name)
  }

  func position(at block: LLVMBasicBlockRef) { LLVMPositionBuilderAtEnd(builder.ref, block) }

  func branch(to block: LLVMBasicBlockRef) { LLVMBuildBr(builder.ref, block) }

  /// Branches to `usual` if `condition` holds, which it nearly always does.
  func branchLikely(
    _ condition: LLVMValueRef, to usual: LLVMBasicBlockRef, else rare: LLVMBasicBlockRef
  ) {
    let branch = LLVMBuildCondBr(builder.ref, condition, usual, rare)!
    metadata.attach(metadata.firstIsLikely, as: .prof, to: branch)
  }

  /// Returns the value of a constant condition, or `nil`.
  func constant(_ condition: LLVMValueRef) -> Bool? {
    guard LLVMIsAConstantInt(condition) != nil else { return nil }
    return LLVMConstIntGetZExtValue(condition) != 0
  }

  /// Raises an error by `symbol` with `arguments` unless `condition` holds; the place of the
  /// current instruction is the last argument. The operand `consumed` is dropped then.
  mutating func check(
    _ condition: LLVMValueRef, else symbol: RuntimeFunction, _ arguments: [LLVMValueRef],
    consumed: ValueID = .none
  ) {
    if constant(condition) == true { return }
    let next = makeBlock("checked")
    let failure = makeColdBlock("raise")
    branchLikely(condition, to: next, else: failure)
    position(at: failure)
    call(symbol, arguments + [address(location)])
    if catchesErrors && !consumed.isNone { emitDrop(consumed) }
    leaveByError()
    position(at: next)
  }

  /// Emits `body` in a block that is entered iff `condition` holds.
  mutating func emit(if condition: LLVMValueRef, _ body: (inout Emitter) -> Void) {
    if constant(condition) == false { return }
    let next = makeBlock("next")
    let then = makeBlock("then")
    LLVMBuildCondBr(builder.ref, condition, then, next)
    position(at: then)
    body(&self)
    branch(to: next)
    position(at: next)
  }

  /// Returns the values of `then` if `condition` holds, else those of `otherwise`; both are of
  /// types `resultTypes`.
  mutating func choose(
    _ condition: LLVMValueRef, _ resultTypes: [LLVMTypeRef],
    then: (inout Emitter) -> [LLVMValueRef], otherwise: (inout Emitter) -> [LLVMValueRef]
  ) -> [LLVMValueRef] {
    if let known = constant(condition) { return known ? then(&self) : otherwise(&self) }
    let next = makeBlock("next")
    let otherBlock = makeBlock("else")
    let thenBlock = makeBlock("then")
    LLVMBuildCondBr(builder.ref, condition, thenBlock, otherBlock)
    let first = emit(in: thenBlock, then, before: next)
    let second = emit(in: otherBlock, otherwise, before: next)
    return join(resultTypes, at: next, first, second)
  }

  /// The values that a branch comes to, and the block that it ends in.
  private typealias Branch = (values: [LLVMValueRef], end: LLVMBasicBlockRef)

  private mutating func emit(
    in block: LLVMBasicBlockRef, _ body: (inout Emitter) -> [LLVMValueRef],
    before next: LLVMBasicBlockRef
  ) -> Branch {
    position(at: block)
    let values = body(&self)
    let end = currentBlock
    branch(to: next)
    return (values, end)
  }

  /// Goes on at `next`; returns the values, of types `resultTypes`, of the branch that was taken.
  private func join(
    _ resultTypes: [LLVMTypeRef], at next: LLVMBasicBlockRef, _ first: Branch, _ second: Branch
  ) -> [LLVMValueRef] {
    position(at: next)
    return resultTypes.indices.map { i in
      let phi = LLVMBuildPhi(builder.ref, resultTypes[i], "")!
      addIncoming(first.values[i], from: first.end, to: phi)
      addIncoming(second.values[i], from: second.end, to: phi)
      return phi
    }
  }

  /// Returns the values of `usual` if `condition` holds, which it nearly always does, else those
  /// of `rare`; both are of types `resultTypes`.
  mutating func chooseLikely(
    _ condition: LLVMValueRef, _ resultTypes: [LLVMTypeRef],
    usual: (inout Emitter) -> [LLVMValueRef], rare: (inout Emitter) -> [LLVMValueRef]
  ) -> [LLVMValueRef] {
    let next = makeBlock("next")
    let usualBlock = makeBlock("fast")
    let rareBlock = makeColdBlock("slow")
    branchLikely(condition, to: usualBlock, else: rareBlock)
    let first = emit(in: usualBlock, usual, before: next)
    let second = emit(in: rareBlock, rare, before: next)
    return join(resultTypes, at: next, first, second)
  }

  func addIncoming(_ value: LLVMValueRef, from block: LLVMBasicBlockRef, to phi: LLVMValueRef) {
    var values: [LLVMValueRef?] = [value]
    var blocks: [LLVMBasicBlockRef?] = [block]
    LLVMAddIncoming(phi, &values, &blocks, 1)
  }

}
