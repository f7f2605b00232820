import CLLVM
import IR
import Support

extension Emitter {

  /// Declares the LLVM function of `id`.
  ///
  /// The names of a program get a prefix with a point: a function `memcpy` must not be taken for
  /// the one that LLVM's own code calls.
  mutating func declareFunction(_ id: FunctionID) {
    let source = ir.functions[id]
    let isMain = id == ir.main
    var parameters: [LLVMTypeRef?] = []
    for parameter in source.parameters {
      parameters += componentTypes(source[parameter].type).map { $0 }
    }
    let result = isMain ? types.void : resultType(source.resultType)
    let type = LLVMFunctionType(result, &parameters, UInt32(parameters.count), 0)
    let name = isMain ? "myco_main" : "myco." + source.name
    let llvm = LLVMAddFunction(module, name, type)!
    if !isMain {
      LLVMSetLinkage(llvm, LLVMInternalLinkage)
      LLVMSetFunctionCallConv(llvm, UInt32(LLVMFastCallConv.rawValue))
    }
    addAttributes(llvm, source)
    functions.append(llvm)
  }

  /// Adds what holds of all functions with code.
  func addCommonAttributes(_ llvm: LLVMValueRef) {
    LLVMAddAttributeAtIndex(llvm, LLVMAttributeFunctionIndex32, attribute(context, "nounwind"))
    addTraceAttributes(llvm, context)
    if options.level == .size {
      LLVMAddAttributeAtIndex(llvm, LLVMAttributeFunctionIndex32, attribute(context, "optsize"))
    }
    addStringAttribute(llvm, context, "target-cpu", processor.cpu)
    if !processor.features.isEmpty {
      addStringAttribute(llvm, context, "target-features", processor.features)
    }
  }

  private func addAttributes(_ llvm: LLVMValueRef, _ source: Function) {
    addCommonAttributes(llvm)
    if source.resultType == .bottom && !source.propagates {
      LLVMAddAttributeAtIndex(llvm, LLVMAttributeFunctionIndex32, attribute(context, "noreturn"))
    }
    let isDefined = attribute(context, "noundef")
    if source.resultType != .bottom, !componentTypes(source.resultType).isEmpty, !isMain(source) {
      LLVMAddAttributeAtIndex(llvm, 0, isDefined)
    }
    var index: UInt32 = 1
    for (i, parameter) in source.parameters.enumerated() {
      for type in componentTypes(source[parameter].type) {
        LLVMAddAttributeAtIndex(llvm, index, isDefined)
        if type == types.pointer { addPointerAttributes(llvm, index, source, i) }
        index += 1
      }
    }
  }

  private func isMain(_ source: Function) -> Bool { source.name == ir.functions[ir.main].name }

  /// Sets the variables by which the runtime knows what the program does.
  private func tellRuntime() {
    let facts: [(RuntimeVariable, Bool)] = [
      (.catchesErrors, catchesErrors), (.makesCycles, !cyclicTypes.isEmpty),
    ]
    for (variable, isSo) in facts where isSo {
      store(byte(1), runtime.variable(variable), .runtimeVariable)
    }
  }

  /// A borrowed object lives as long as the call, so that its header can be read at any time.
  private func addPointerAttributes(
    _ llvm: LLVMValueRef, _ index: UInt32, _ source: Function, _ parameter: Int
  ) {
    LLVMAddAttributeAtIndex(llvm, index, attribute(context, "align", 8))
    let type = source[source.parameters[parameter]].type
    guard ir.types.unwrapped(type) == nil else { return }
    LLVMAddAttributeAtIndex(llvm, index, attribute(context, "nonnull"))
    if parameter < source.conventions.count, source.conventions[parameter] == .borrowed {
      let size = headerSize(type)
      LLVMAddAttributeAtIndex(llvm, index, attribute(context, "dereferenceable", size))
    }
  }

  /// Returns the number of bytes that every object of type `type` has.
  private func headerSize(_ type: TypeID) -> UInt64 {
    switch ir.types[type] {
    case .string, .array, .map, .set: 32
    default: 16
    }
  }

  /// Translates the body of the function `id`.
  mutating func emitFunction(_ id: FunctionID, isRecursive: Bool) {
    function = ir.functions[id]
    llvmFunction = functions[id]
    values = Table(repeating: [], count: function.values.count)
    (reportBlock, argumentList, errorEdge) = (nil, nil, nil)
    findNulls()
    findInnerLiterals()
    findLengths()
    findFusedTexts()
    findEnds()
    blocks = Table(repeating: nil, count: function.blocks.count)
    location = .none
    let order = ControlFlow(function).reversePostorder
    findBlocksRunOnce(id)
    debug.begin(function, llvmFunction, order, ir)
    emitPrologue(order, isRecursive: isRecursive)
    for block in order {
      runsOnce = blocksRunOnce.contains(block)
      position(at: blocks[block]!)
      setDebugLocation(.none)
      for parameter in function[block].parameters where needsLength.contains(parameter) {
        lengths[parameter] = objectLength(parameter)
      }
      for value in function[block].instructions { emit(value) }
      beginScopes(behind: block)
      emitTerminator(of: block)
    }
  }

  private mutating func findBlocksRunOnce(_ id: FunctionID) {
    blocksRunOnce = IDSet(capacity: function.blocks.count)
    guard id == ir.main else { return }
    let flow = ControlFlow(function)
    let loops = LoopForest(function, flow, DominatorTree(function, flow))
    for block in flow.reversePostorder where loops.depth(of: block) == 0 {
      blocksRunOnce.insert(block)
    }
  }

  /// Makes the blocks and their phis, and binds the parameters.
  private mutating func emitPrologue(_ order: [BlockID], isRecursive: Bool) {
    let start = LLVMAppendBasicBlockInContext(context, llvmFunction, "start")!
    for block in order {
      blocks[block] = LLVMAppendBasicBlockInContext(context, llvmFunction, "b\(block.raw)")
      position(at: blocks[block]!)
      setDebugLocation(.none)
      for parameter in function[block].parameters {
        values[parameter] = componentTypes(function[parameter].type).map {
          LLVMBuildPhi(builder.ref, $0, "")
        }
      }
    }
    position(at: start)
    setDebugLocation(.none)
    if isMain(function) { tellRuntime() }
    if isRecursive { emitStackCheck(order) }
    var index: UInt32 = 0
    for parameter in function.parameters {
      for phi in values[parameter] {
        addIncoming(LLVMGetParam(llvmFunction, index), from: currentBlock, to: phi)
        index += 1
      }
    }
    branch(to: blocks[function.entry]!)
  }

  /// Raises an error if the stack pointer is below the limit.
  private mutating func emitStackCheck(_ order: [BlockID]) {
    location = firstCall(order)
    setDebugLocation(location)
    let register = LLVMMetadataAsValue(context, stackPointerName)!
    let pointer = intrinsic("llvm.read_register", on: types.int, [register])
    let limit = load(types.int, runtime.variable(.stackLimit), .runtimeVariable)
    metadata.attach(metadata.empty, as: .invariantLoad, to: limit)
    let hasRoom = compare(LLVMIntUGE, pointer, limit)
    guard catchesErrors && function.propagates else {
      return check(hasRoom, else: .raiseStackOverflow, [])
    }
    let next = makeBlock("checked")
    let failure = makeColdBlock("raise")
    branchLikely(hasRoom, to: next, else: failure)
    position(at: failure)
    call(.raiseStackOverflow, [address(location)])
    dropOwnedParameters()
    emitReturnOfNothing()
    position(at: next)
  }

  /// Ends what the caller handed over.
  private mutating func dropOwnedParameters() {
    var index: UInt32 = 0
    for (parameter, convention) in zip(function.parameters, function.conventions) {
      let type = function[parameter].type
      let parts = componentTypes(type).map { _ in
        defer { index += 1 }
        return LLVMGetParam(llvmFunction, index)!
      }
      if convention == .owned { emitDrop(parts, type) }
    }
  }

  private var stackPointerName: LLVMMetadataRef {
    var parts: [LLVMMetadataRef?] = [LLVMMDStringInContext2(context, "rsp", 3)]
    return LLVMMDNodeInContext2(context, &parts, 1)
  }

  /// The place of the first call in the function itself: one of those that recursion goes through.
  private func firstCall(_ order: [BlockID]) -> LocationID {
    for block in order {
      for value in function[block].instructions where function[value].opcode == .call {
        let location = function[value].location
        if !location.isNone, ir.locations[location].inlinedAt.isNone { return location }
      }
    }
    return .none
  }

  // MARK: Terminators

  private mutating func emitTerminator(of block: BlockID) {
    switch function[block].terminator {
    case .missing: unreachable("a block without end in \(function.name)")
    case .unreachable: LLVMBuildUnreachable(builder.ref)
    case .raising(let then, let error): emitRaisingEnd(then, error)
    case .propagate: emitPropagate()
    case .branch(let edge):
      addArguments(edge)
      branch(to: blocks[edge.target]!)
    case .returnValue(let value): emitReturn(value)
    case .conditional(let condition, let then, let otherwise):
      emitConditional(scalar(condition), then, otherwise)
    }
  }

  mutating func emitConditional(
    _ condition: LLVMValueRef, _ then: Edge, _ otherwise: Edge
  ) {
    let first = blocks[then.target]!
    var second = blocks[otherwise.target]!
    addArguments(then)
    // LLVM wants one value per predecessor: a second edge between the same blocks gets its own.
    let isDouble = then.target == otherwise.target
    if isDouble { second = makeBlock("edge") }
    LLVMBuildCondBr(builder.ref, condition, first, second)
    if isDouble {
      position(at: second)
      branch(to: first)
    }
    addArguments(otherwise)
  }

  /// Passes the arguments of `edge`, which leaves the current block.
  func addArguments(_ edge: Edge) {
    for (argument, parameter) in zip(edge.arguments, function[edge.target].parameters) {
      let components = components(argument, as: function[parameter].type)
      for (component, phi) in zip(components, values[parameter]) {
        addIncoming(component, from: currentBlock, to: phi)
      }
    }
  }

  private mutating func emitReturn(_ value: ValueID) {
    if function[value].type == .bottom && function.resultType != .bottom {
      LLVMBuildUnreachable(builder.ref)
      return
    }
    let components = components(value, as: function.resultType)
    let isMain = llvmFunction == functions[ir.main]
    if isMain && options.checksLeaks { releaseGlobals() }
    switch isMain ? 0 : components.count {
    case 0: LLVMBuildRetVoid(builder.ref)
    case 1: LLVMBuildRet(builder.ref, components[0])
    default:
      var list: [LLVMValueRef?] = components
      LLVMBuildAggregateRet(builder.ref, &list, UInt32(list.count))
    }
  }

}
