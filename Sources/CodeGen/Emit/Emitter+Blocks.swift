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
  /// current instruction is the last argument.
  mutating func check(
    _ condition: LLVMValueRef, else symbol: RuntimeFunction, _ arguments: [LLVMValueRef]
  ) {
    if constant(condition) == true { return }
    let next = makeBlock("checked")
    let failure = makeColdBlock("raise")
    branchLikely(condition, to: next, else: failure)
    position(at: failure)
    emitRaise(symbol, arguments)
    position(at: next)
  }

  /// Raises an error at the place of the current instruction; the block ends.
  mutating func emitRaise(_ symbol: RuntimeFunction, _ arguments: [LLVMValueRef]) {
    let place = address(location)
    call(symbol, arguments + [place])
    call(.reportUncaught, [])
    LLVMBuildUnreachable(builder.ref)
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
    position(at: usualBlock)
    let usualValues = usual(&self)
    let usualEnd = currentBlock
    branch(to: next)
    position(at: rareBlock)
    let rareValues = rare(&self)
    let rareEnd = currentBlock
    branch(to: next)
    position(at: next)
    return resultTypes.indices.map { i in
      let phi = LLVMBuildPhi(builder.ref, resultTypes[i], "")!
      addIncoming(usualValues[i], from: usualEnd, to: phi)
      addIncoming(rareValues[i], from: rareEnd, to: phi)
      return phi
    }
  }

  func addIncoming(_ value: LLVMValueRef, from block: LLVMBasicBlockRef, to phi: LLVMValueRef) {
    var values: [LLVMValueRef?] = [value]
    var blocks: [LLVMBasicBlockRef?] = [block]
    LLVMAddIncoming(phi, &values, &blocks, 1)
  }

}
