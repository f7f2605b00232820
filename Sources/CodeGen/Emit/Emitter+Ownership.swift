import CLLVM
import IR

// Reference counts. A count of 0 is one reference, n > 0 are n further ones, less is immortal.
extension Emitter {

  /// Adds a reference to the object of a value of type `type`, if it has one.
  mutating func emitCopy(_ parts: [LLVMValueRef], _ type: TypeID) {
    forObject(parts, type) { $0.retain($1) }
  }

  /// Ends a reference to the object of a value of type `type`, if it has one.
  mutating func emitDrop(_ parts: [LLVMValueRef], _ type: TypeID) {
    forObject(parts, type) { $0.release($1) }
  }

  /// Emits `body` for the counted object that a value refers to.
  private mutating func forObject(
    _ parts: [LLVMValueRef], _ type: TypeID,
    _ body: (inout Emitter, LLVMValueRef) -> Void
  ) {
    guard !ir.types.isTrivial(type), type != .emptyArray else { return }
    guard ir.types.isUnion(type) else { return body(&self, parts[0]) }
    if ir.types.tags(of: type).isDisjoint(with: .trivial) {
      return body(&self, object(parts[1]))
    }
    let firstCounted = int(TagSet.string.number64)
    emit(if: compare(LLVMIntUGE, parts[0], firstCounted)) { body(&$0, $0.object(parts[1])) }
  }

  private mutating func retain(_ object: LLVMValueRef) {
    if isImmortal(object) { return }
    let count = loadCount(object)
    emit(if: compare(LLVMIntSGE, count, word(0))) {
      $0.store($0.add(count, $0.word(1)), object, .count)
    }
  }

  mutating func release(_ object: LLVMValueRef) {
    if isImmortal(object) { return }
    let count = loadCount(object)
    let next = makeBlock("released")
    let shared = makeBlock("shared")
    let unshared = makeColdBlock("unshared")
    let last = makeColdBlock("last")
    LLVMBuildCondBr(builder.ref, compare(LLVMIntSGT, count, word(0)), shared, unshared)
    position(at: shared)
    store(subtract(count, word(1)), object, .count)
    branch(to: next)
    position(at: unshared)
    LLVMBuildCondBr(builder.ref, compare(LLVMIntEQ, count, word(0)), last, next)
    position(at: last)
    call(.releaseLast, [object])
    branch(to: next)
    position(at: next)
  }

  /// `true` iff `object` is known to be a constant.
  private func isImmortal(_ object: LLVMValueRef) -> Bool {
    LLVMIsAGlobalVariable(object) != nil
  }

}
