import CLLVM
import IR
import Support

// Reference counts. A count of 0 is one reference, n > 0 are n further ones, less is immortal. They
// are changed in place, except by a program that searches for leaks.
extension Emitter {

  /// Adds a reference to the object of a value of type `type`, if it has one.
  ///
  /// - Parameter mayBeNull: whether the value may be none at all, which its type does not tell.
  mutating func emitCopy(_ parts: [LLVMValueRef], _ type: TypeID, mayBeNull: Bool = false) {
    forObject(parts, type, mayBeNull) { $0.retain($1) }
  }

  /// Ends a reference to the object of a value of type `type`, if it has one.
  mutating func emitDrop(_ parts: [LLVMValueRef], _ type: TypeID, mayBeNull: Bool = false) {
    forObject(parts, type, mayBeNull) { $0.release($1, type) }
  }

  /// Ends the reference `value`.
  mutating func emitDrop(_ value: ValueID) {
    if case .token = ir.types[function[value].type] {
      call(.freeBlock, [scalar(value)])
      return
    }
    emitDrop(components(value), function[value].type, mayBeNull: mayBeNull.contains(value))
  }

  /// Emits `body` for the counted object that a value refers to.
  private mutating func forObject(
    _ parts: [LLVMValueRef], _ type: TypeID, _ mayBeNull: Bool,
    _ body: (inout Emitter, LLVMValueRef) -> Void
  ) {
    switch type {
    case _ where ir.types.isTrivial(type), .emptyArray, .emptyMap, .emptySet: return
    default: break
    }
    guard ir.types.isUnion(type) else {
      guard mayBeNull || ir.types.unwrapped(type) != nil else { return body(&self, parts[0]) }
      return emit(if: compare(LLVMIntNE, parts[0], null)) { body(&$0, parts[0]) }
    }
    if !mayBeNull && ir.types.tags(of: type).isDisjoint(with: .trivial) {
      return body(&self, object(parts[1]))
    }
    let firstCounted = int(TagSet.string.number64)
    emit(if: compare(LLVMIntUGE, parts[0], firstCounted)) { body(&$0, $0.object(parts[1])) }
  }

  /// Finds the values of the current function that come from `undefined` on some way.
  mutating func findNulls() {
    mayBeNull = IDSet(capacity: function.values.count)
    var pending: [ValueID] = []
    for block in function.layout {
      for value in function[block].instructions where function[value].opcode == .undefined {
        mayBeNull.insert(value)
        pending.append(value)
      }
    }
    guard !pending.isEmpty else { return }
    let users = UseLists(function)
    while let value = pending.popLast() {
      for user in users[value] {
        for target in targets(of: value, user) where mayBeNull.insert(target) {
          pending.append(target)
        }
      }
    }
  }

  /// The values that `value` goes on as where `user` uses it.
  private func targets(of value: ValueID, _ user: User) -> [ValueID] {
    switch user {
    case .instruction(let result):
      let isCopy = function[result].opcode == .copy || function.isAlias(result, ir.types)
      return isCopy ? [result] : []
    case .terminator(let block):
      return function.parameters(taking: value, from: block)
    }
  }

  private mutating func retain(_ object: LLVMValueRef) {
    if isImmortal(object) { return }
    if options.checksLeaks {
      call(.retain, [object])
      return
    }
    let count = loadCount(object)
    emit(if: compare(LLVMIntSGE, count, word(0))) {
      $0.store($0.add(count, $0.word(1)), object, .count)
    }
  }

  /// Ends a reference to `object`, of type `type`.
  mutating func release(_ object: LLVMValueRef, _ type: TypeID) {
    if isImmortal(object) { return }
    let next = makeBlock("released")
    endReference(object, type, orGoTo: next)
    end(object, type)
    // What ended with it may have left many suspects, without any other occasion to look at them.
    if dropNesting == nil && cyclicTypes.isHolder(type) { call(.collectWhenDue, []) }
    branch(to: next)
    position(at: next)
  }

  /// Ends a reference to `object`, of type `type`. The current block is one then that is reached if
  /// it was the last; if not, the program goes on at `next`.
  mutating func endReference(
    _ object: LLVMValueRef, _ type: TypeID, orGoTo next: LLVMBasicBlockRef
  ) {
    let isCyclic = cyclicTypes.contains(type)
    let last = makeColdBlock("last")
    if options.checksLeaks {
      let mayCollect = isCyclic && dropNesting == nil
      let isLast = call(mayCollect ? .endCyclicReference : .endReference, [object])
      LLVMBuildCondBr(builder.ref, isLast, last, next)
      return position(at: last)
    }
    let count = loadCount(object)
    let shared = makeBlock("shared")
    let unshared = makeColdBlock("unshared")
    LLVMBuildCondBr(builder.ref, compare(LLVMIntSGT, count, word(0)), shared, unshared)
    position(at: shared)
    store(subtract(count, word(1)), object, .count)
    if isCyclic { suspect(object) }
    branch(to: next)
    position(at: unshared)
    LLVMBuildCondBr(builder.ref, compare(LLVMIntEQ, count, word(0)), last, next)
    position(at: last)
  }

  /// Frees `object`, to which nothing refers.
  ///
  /// An array is freed by a call of which LLVM knows that it leaves no pointer to it: what became
  /// part of the free lists, in code that was inlined, would be no memory of its own to LLVM, which
  /// it has to be for its length to be kept in a register (`arrayReserve`).
  private mutating func end(_ object: LLVMValueRef, _ type: TypeID) {
    let isArray = ir.types.element(of: ir.types.unwrapped(type) ?? type) != nil
    guard isLeaf(type) else {
      if let id = ir.types.exactClass(of: type), ir.classes[id].dropsDirectly {
        return callDropFunction(id, object)
      }
      return _ = call(.releaseLast, [object])
    }
    guard isArray else { return _ = call(.free, [object]) }
    LLVMAddCallSiteAttribute(callColdly(.free, [object]), 1, attribute(context, "captures", 0))
  }

  /// `true` iff objects of type `type` refer to no others, so that to free them is all.
  private func isLeaf(_ type: TypeID) -> Bool {
    let types = ir.types
    switch types[types.unwrapped(type) ?? type] {
    case .string, .range, .floatRange: return true
    case .array(let element), .set(let element): return types.isStoredPlainly(element)
    case .map(let key, let value):
      return types.isStoredPlainly(key) && types.isStoredPlainly(value)
    case .instance(_, let known) where !known.isEmpty:
      return known.allSatisfy { id in
        ir.classes[id].fields.allSatisfy { types.isTrivial($0.type) }
      }
    case .cell(let id): return types.isTrivial(ir.cells[id].type)
    default: return false
    }
  }

  /// Has the runtime note that `object` may be part of a garbage cycle, unless it has already. It
  /// does not look for one while instances end: their fields still name what is gone.
  private mutating func suspect(_ object: LLVMValueRef) {
    let note: RuntimeFunction = dropNesting == nil ? .suspect : .noteSuspect
    let suspectBit: UInt64 = 1 << 6
    let isSuspect = hasFlag(object, suspectBit)
    emit(if: LLVMBuildNot(builder.ref, isSuspect, "")) { $0.call(note, [object]) }
  }

  /// Returns whether `bit` is set in the flags of `object`.
  func hasFlag(_ object: LLVMValueRef, _ bit: UInt64) -> LLVMValueRef {
    let flags = load(types.half, address(object, offset: 6), .flags)
    let masked = and(flags, LLVMConstInt(types.half, bit, 0))
    return compare(LLVMIntNE, masked, LLVMConstInt(types.half, 0, 0))
  }

  /// `true` iff `object` is known to be a constant.
  private func isImmortal(_ object: LLVMValueRef) -> Bool {
    LLVMIsAGlobalVariable(object) != nil
  }

}
