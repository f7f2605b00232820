import CLLVM
import IR
import Support

// The functions that end instances of the classes which have one (`Pass.specialiseDrops`).
//
// Such a function gets an instance to which nothing refers, and how many calls it may nest. It
// ends what the fields refer to and frees the instance. The last field of the class itself goes
// around in a loop, so that a list takes no stack; where calls nest too deep, as in a tree grown
// aslant, the runtime goes on, which needs no recursion.
extension Emitter {

  /// How many of the calls nest. A frame has some words.
  private static let nesting: Int32 = 64

  /// The drop functions that are called, by class.
  struct DropFunctions {

    fileprivate var known: [ClassTypeID: LLVMValueRef] = [:]
    fileprivate var pending: [ClassTypeID] = []

  }

  /// How many calls may nest where the parts of an object are ended in line.
  var nestingOfParts: LLVMValueRef { word(Self.nesting) }

  /// Calls what ends `object`, an instance of `id` to which nothing refers.
  mutating func callDropFunction(_ id: ClassTypeID, _ object: LLVMValueRef) {
    let nesting = dropNesting ?? word(Self.nesting)
    let result = call(dropFunctionType, dropFunction(id), [object, nesting])
    LLVMSetInstructionCallConv(result, UInt32(LLVMFastCallConv.rawValue))
    if dropNesting == nil {
      LLVMAddCallSiteAttribute(
        result, LLVMAttributeFunctionIndex32, attribute(context, "noinline"))
    }
  }

  /// Translates the drop functions that are called.
  mutating func emitDropFunctions() {
    while let id = dropFunctions.pending.popLast() { emitDropFunction(id) }
  }

  private var dropFunctionType: LLVMTypeRef {
    var parameters: [LLVMTypeRef?] = [types.pointer, types.word]
    return LLVMFunctionType(types.void, &parameters, 2, 0)
  }

  private mutating func dropFunction(_ id: ClassTypeID) -> LLVMValueRef {
    if let known = dropFunctions.known[id] { return known }
    let name = "drop." + ir.symbols[ir.classes[id].name]
    let llvm = LLVMAddFunction(module, name, dropFunctionType)!
    LLVMSetLinkage(llvm, LLVMInternalLinkage)
    LLVMSetFunctionCallConv(llvm, UInt32(LLVMFastCallConv.rawValue))
    addCommonAttributes(llvm)
    // Who calls it may take the pointer for gone, as with `myco_free`.
    LLVMAddAttributeAtIndex(llvm, 1, attribute(context, "captures", 0))
    LLVMAddAttributeAtIndex(llvm, 1, attribute(context, "nonnull"))
    dropFunctions.known[id] = llvm
    dropFunctions.pending.append(id)
    return llvm
  }

  private mutating func emitDropFunction(_ id: ClassTypeID) {
    llvmFunction = dropFunctions.known[id]!
    let start = LLVMAppendBasicBlockInContext(context, llvmFunction, "start")!
    let loop = LLVMAppendBasicBlockInContext(context, llvmFunction, "instance")!
    let tooDeep = LLVMAppendBasicBlockInContext(context, llvmFunction, "too_deep")!
    let end = LLVMAppendBasicBlockInContext(context, llvmFunction, "end")!
    let (first, nesting) = (LLVMGetParam(llvmFunction, 0)!, LLVMGetParam(llvmFunction, 1)!)
    position(at: start)
    setDebugLocation(.none)
    branchLikely(compare(LLVMIntNE, nesting, word(0)), to: loop, else: tooDeep)
    position(at: tooDeep)
    call(.releaseLast, [first])
    branch(to: end)
    position(at: end)
    LLVMBuildRetVoid(builder.ref)
    position(at: loop)
    let object = LLVMBuildPhi(builder.ref, types.pointer, "")!
    addIncoming(first, from: start, to: object)
    dropNesting = subtract(nesting, word(1))
    endFields(of: object, id) { emitter, next in
      emitter.addIncoming(next, from: emitter.currentBlock, to: object)
      emitter.branch(to: loop)
    }
    branch(to: end)
    dropNesting = nil
  }

  /// Ends what `object` refers to and frees it. Where its successor in a list is to be ended, too,
  /// `proceed` goes on with that.
  private mutating func endFields(
    of object: LLVMValueRef, _ id: ClassTypeID,
    _ proceed: (inout Emitter, LLVMValueRef) -> Void
  ) {
    let fields = ir.classes[id].fields
    let offsets = layout(fields.map(\.type)).offsets
    let link = fields.lastIndex { ir.types.exactClass(of: $0.type) == id }
    func load(_ index: Int) -> [LLVMValueRef] {
      loadPart(object, offsets[index], fields[index].type, fieldTag(fields[index]))
    }
    for (index, field) in fields.enumerated() where index != link {
      if !ir.types.isTrivial(field.type) { emitDrop(load(index), field.type, mayBeNull: true) }
    }
    let successor = link.map { load($0)[0] }
    call(.free, [object])
    guard let link, let successor else { return }
    emit(if: compare(LLVMIntNE, successor, null)) { emitter in
      let next = emitter.makeBlock("released")
      emitter.endReference(successor, fields[link].type, orGoTo: next)
      proceed(&emitter, successor)
      emitter.position(at: next)
    }
  }

}
