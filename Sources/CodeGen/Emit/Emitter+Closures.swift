import CLLVM
import IR
import Support

extension Emitter {

  /// Returns the result of an operation on functions, cells and namespaces, or `nil` if
  /// `instruction` is none.
  mutating func emitClosure(_ instruction: Instruction, _ a: [ValueID]) -> [LLVMValueRef]? {
    switch instruction.opcode {
    case .constNamespace: return []
    case .closureMake: return [makeClosure(ClosureID(Int(instruction.immediate)), a)]
    case .tokenMake: return [call(.newToken, [])]
    case .sameObject: return [emitSameObject(a[0], a[1])]
    case .closureID: return [zeroExtend(loadIdentity(scalar(a[0])), to: types.int)]
    case .closureCapture:
      let captures = ir.closures[closure(of: a[0])].captures
      let index = Int(instruction.immediate)
      let parts = loadPart(
        scalar(a[0]), layout(captures).offsets[index], captures[index],
        metadata.accessTag(MemoryKind.capture.name))
      return convert(parts, from: captures[index], to: instruction.type)
    case .genericCall: return callValue(a, instruction.type)
    default: return emitCell(instruction, a)
    }
  }

  // MARK: Function values

  /// Returns the closure that the function `value` calls.
  private func closure(of value: ValueID) -> ClosureID {
    switch ir.types[function[value].type] {
    case .function(let closures), .classObject(let closures):
      if let first = closures.first { return first }
      fallthrough
    default: unreachable("a captured value of an unknown function")
    }
  }

  private mutating func makeClosure(_ id: ClosureID, _ operands: [ValueID]) -> LLVMValueRef {
    guard let storage = closures[id] else { unreachable("a closure that was not declared") }
    guard let layout = storage.layout else { return storage.object }
    let definition = ir.closures[id]
    let (captured, block) = withoutToken(operands)
    let kind = Int32(definition.tag.number)
    let object = makeObject(layout, kind, 0, storage.info, block: block)
    let offsets = self.layout(definition.captures).offsets
    let tag = metadata.accessTag(MemoryKind.capture.name)
    for (i, value) in captured.enumerated() {
      storePart(components(value, as: definition.captures[i]), object, offsets[i], tag)
    }
    return object
  }

  /// Calls the function or class `a[0]` with the other values.
  private mutating func callValue(_ a: [ValueID], _ type: TypeID) -> [LLVMValueRef] {
    let (list, temporaries) = storeArguments(
      a.dropFirst().map { (components($0), function[$0].type) })
    let callee = pack(components(a[0]), function[a[0]].type)
    let result = call(
      .callValue, callee + [list, int(Int64(a.count - 1)), address(location)])
    for range in temporaries { release(range, .range) }
    checkPending()
    return split(result, type)
  }

  /// Stores tags and payloads of `arguments` in memory; returns its address, and the objects that
  /// were made for it.
  mutating func storeArguments(
    _ arguments: [(parts: [LLVMValueRef], type: TypeID)]
  ) -> (list: LLVMValueRef, temporaries: [LLVMValueRef]) {
    guard !arguments.isEmpty else { return (null, []) }
    var temporaries: [LLVMValueRef] = []
    let list = argumentBuffer()
    for (i, (parts, type)) in arguments.enumerated() {
      let value = pack(parts, type)
      if ir.types.isBoxed(type) { temporaries.append(object(value[1])) }
      let pointer = address(list, offset: Int64(16 * i))
      store(value[0], pointer, .taggedElement)
      store(value[1], address(pointer, offset: 8), .taggedElement)
    }
    return (list, temporaries)
  }

  /// Returns memory for the arguments of any one call in the function.
  private mutating func argumentBuffer() -> LLVMValueRef {
    if let known = argumentList { return known }
    var count = 0
    for block in function.layout {
      for value in function[block].instructions {
        switch function[value].opcode {
        case .genericCall, .raiseNoOverload, .raiseAmbiguous:
          count = max(count, Int(function[value].operandCount))
        default: break
        }
      }
    }
    let list = makeInFrame(LLVMArrayType2(types.value, UInt64(count)), "arguments")
    argumentList = list
    return list
  }

  /// Returns memory for a value of type `type` in the frame of the current function.
  mutating func makeInFrame(_ type: LLVMTypeRef, _ name: String) -> LLVMValueRef {
    let here = currentBlock
    LLVMPositionBuilderBefore(
      builder.ref, LLVMGetFirstInstruction(LLVMGetEntryBasicBlock(llvmFunction)))
    let memory = LLVMBuildAlloca(builder.ref, type, name)!
    position(at: here)
    // LLVM has taken the place in the source from there.
    setDebugLocation(location)
    return memory
  }

  // MARK: Constants

  /// Where a closure lives.
  struct ClosureStorage {

    /// The `MycoFunctionInfo`.
    let info: LLVMValueRef

    /// The layout of the objects; `nil` if there is one only.
    let layout: LLVMValueRef?

    /// The constant object, if there is one only.
    let object: LLVMValueRef

  }

  /// Makes the constants of each closure that the program makes.
  mutating func declareClosures() {
    closures = Table(repeating: nil, count: ir.closures.count)
    for id in madeClosures().members { closures[id] = declareClosure(id) }
  }

  private func madeClosures() -> IDSet<ClosureID> {
    var result = IDSet<ClosureID>(capacity: ir.closures.count)
    for function in ir.functions.elements {
      for block in function.layout {
        for value in function[block].instructions where function[value].opcode == .closureMake {
          result.insert(ClosureID(Int(function[value].immediate)))
        }
      }
    }
    return result
  }

  private mutating func declareClosure(_ id: ClosureID) -> ClosureStorage {
    let definition = ir.closures[id]
    let isOneOfMany = definition.kind == .lambda || definition.isNested
    let isConstant = definition.captureCount == 0 && !isOneOfMany
    let layout =
      isConstant
      ? nil : layoutConstant(definition.captures, mayCycle: cyclicTypes.contains(id))
    let name = definition.name.isNone ? null : constants.text(ir.symbols[definition.name])
    let arities = definition.acceptedArities
    let info = constants.structure([
      layout ?? null, name, word(Int32(id.raw)), word(Int32(arities?.lowerBound ?? 0)),
      word(Int32(arities?.upperBound ?? -1)), word(tokenOffset(definition)), entry(id),
    ])
    let infoGlobal = constants.add(info, "function", alignment: 8)
    let header = constants.header(definition.tag)
    let object = constants.add(
      constants.structure(header + [infoGlobal]), "closure", alignment: 8)
    return ClosureStorage(info: infoGlobal, layout: layout, object: object)
  }

  /// Returns the offset of the token in values of `definition`; 0 if they have none.
  private func tokenOffset(_ definition: ClosureDefinition) -> Int32 {
    definition.token.map { Int32(layout(definition.captures).offsets[$0]) } ?? 0
  }

  /// Returns whether the objects `a` and `b`, which may be null, are the same; functions with the
  /// same token are.
  mutating func emitSameObject(_ a: ValueID, _ b: ValueID) -> LLVMValueRef {
    let type = function[a].type
    let isFunction = !ir.types.tags(of: type).isDisjoint(with: [.function, .classObject])
    if hasTokens && isFunction { return call(.functionEqual, [scalar(a), scalar(b)]) }
    return compare(LLVMIntEQ, scalar(a), scalar(b))
  }

  /// Returns the function `MycoValue (self, arguments, count)` that unknown callers of `id` call;
  /// null if there are none.
  private mutating func entry(_ id: ClosureID) -> LLVMValueRef {
    let functions = ir.closures[id].functions
    if functions.isEmpty { return null }
    let parameters = [types.pointer, types.pointer, types.int]
    let thunk = beginThunk("entry.\(id.raw)", types.value, parameters)
    let otherwise = makeColdBlock("mismatch")
    let jump = LLVMBuildSwitch(
      builder.ref, LLVMGetParam(thunk, 2), otherwise, UInt32(functions.count))
    for (arity, callee) in functions.sorted(by: { $0.key < $1.key }) {
      let block = makeColdBlock("arity")
      LLVMAddCase(jump, int(Int64(arity)), block)
      position(at: block)
      emitEntry(id, arity, callee, thunk)
    }
    position(at: otherwise)
    emitMismatch(id, thunk)
    return thunk
  }

  /// Calls `callee` with the captured values and `arity` arguments, and returns its result.
  private mutating func emitEntry(
    _ id: ClosureID, _ arity: Int, _ callee: FunctionID, _ thunk: LLVMValueRef
  ) {
    let captures = ir.closures[id].captures
    let offsets = layout(captures).offsets
    let tag = metadata.accessTag(MemoryKind.capture.name)
    var arguments: [LLVMValueRef] = []
    for (offset, type) in zip(offsets, captures) {
      arguments += loadPart(LLVMGetParam(thunk, 0), offset, type, tag)
    }
    let list = LLVMGetParam(thunk, 1)!
    for i in 0..<arity {
      let pointer = address(list, offset: Int64(16 * i))
      arguments.append(load(types.int, pointer, .taggedElement))
      arguments.append(load(types.int, address(pointer, offset: 8), .taggedElement))
    }
    let result = callBorrowing(callee, arguments)
    let type = ir.functions[callee].resultType
    if type == .bottom { return emitReturnOfNothing() }
    var parts: [LLVMValueRef?] = pack(result, type)
    LLVMBuildAggregateRet(builder.ref, &parts, 2)
  }

  /// Raises an ArgumentError: no overload takes that many arguments, although some take more.
  private mutating func emitMismatch(_ id: ClosureID, _ thunk: LLVMValueRef) {
    let definition = ir.closures[id]
    let name = definition.name.isNone ? "the function" : ir.symbols[definition.name]
    call(
      .raiseArguments,
      [constants.text(name), constants.text(definition.arityText), LLVMGetParam(thunk, 2), null])
    if catchesErrors { emitReturnOfNothing() } else { LLVMBuildUnreachable(builder.ref) }
  }

  // MARK: Thunks

  /// Starts a function with C's conventions that the runtime calls.
  mutating func beginThunk(
    _ name: String, _ result: LLVMTypeRef, _ parameters: [LLVMTypeRef]
  ) -> LLVMValueRef {
    var list: [LLVMTypeRef?] = parameters
    let type = LLVMFunctionType(result, &list, UInt32(parameters.count), 0)
    let thunk = LLVMAddFunction(module, "myco." + name, type)!
    LLVMSetLinkage(thunk, LLVMInternalLinkage)
    addCommonAttributes(thunk)
    llvmFunction = thunk
    debug.beginThunk(thunk, name)
    position(at: LLVMAppendBasicBlockInContext(context, thunk, "start"))
    setDebugLocation(.none)
    return thunk
  }

  /// Calls `callee` with `arguments`, the components of which stay the caller's.
  mutating func callBorrowing(
    _ callee: FunctionID, _ arguments: [LLVMValueRef]
  ) -> [LLVMValueRef] {
    let target = ir.functions[callee]
    var rest = arguments[...]
    for (parameter, convention) in zip(target.parameters, target.conventions) {
      let type = target[parameter].type
      let parts = Array(rest.prefix(componentTypes(type).count))
      rest = rest.dropFirst(parts.count)
      if convention == .owned { emitCopy(parts, type) }
    }
    return callFunction(callee, arguments)
  }

}

extension ClosureDefinition {

  /// The tag of values that call it.
  var tag: TagSet { kind == .classObject ? .classObject : .function }

}

extension TypeTable {

  /// `true` iff a tagged value refers to an object made for it, which the value in registers has
  /// not.
  func isBoxed(_ type: TypeID) -> Bool {
    switch self[type] {
    case .range, .floatRange: true
    default: false
    }
  }

}
