import CLLVM
import IR
import Support

// Errors on their way. In a program without handlers, raising ends the program. In others, what
// raises leaves the error in `myco_pending` and returns; the code behind it tests that, and goes
// along the error edge of the block, or reports the error where nothing can catch it.
extension Emitter {

  /// `true` iff some block of `module` has an error edge.
  static func catchesErrors(_ module: borrowing Module) -> Bool {
    for id in module.functions.ids {
      let function = module.functions[id]
      for block in ControlFlow(function).reversePostorder {
        if function[block].terminator.isRaising { return true }
      }
    }
    return false
  }

  /// Calls a function of the runtime that may raise; then ends the references of `consumed`, which
  /// it leaves to the caller, and leaves if it raised.
  @discardableResult
  mutating func callRaising(
    _ symbol: RuntimeFunction, _ arguments: [LLVMValueRef], consumed: [ValueID] = []
  ) -> LLVMValueRef {
    let result = call(symbol, arguments)
    for value in consumed { emitDrop(value) }
    checkPending()
    return result
  }

  /// Leaves if an error is pending; what `abandoning` lists is dropped then.
  mutating func checkPending(abandoning: [(parts: [LLVMValueRef], type: TypeID)] = []) {
    guard catchesErrors else { return }
    let tag = load(types.int, runtime.variable(.pending), .pending)
    let next = makeBlock("passed")
    let failure = makeColdBlock("raised")
    branchLikely(compare(LLVMIntSLT, tag, int(0)), to: next, else: failure)
    position(at: failure)
    for (parts, type) in abandoning { emitDrop(parts, type) }
    leaveByError()
    position(at: next)
  }

  /// Ends the current block: the error that was raised goes on its way.
  mutating func leaveByError() {
    if !catchesErrors {
      LLVMBuildUnreachable(builder.ref)
    } else if let edge = errorEdge {
      hasErrorWay = true
      addArguments(edge)
      branch(to: blocks[edge.target]!)
    } else {
      branch(to: reportingBlock())
    }
  }

  /// Returns the block of the function that reports an error which nothing catches.
  private mutating func reportingBlock() -> LLVMBasicBlockRef {
    if let known = reportBlock { return known }
    let here = currentBlock
    let block = makeColdBlock("uncaught")
    reportBlock = block
    position(at: block)
    reportPending()
    position(at: here)
    return block
  }

  /// Reports the pending error and ends the program.
  func reportPending() {
    call(.reportUncaught, [])
    LLVMBuildUnreachable(builder.ref)
  }

  /// Ends a block by `propagate`.
  func emitPropagate() {
    guard catchesErrors else {
      LLVMBuildUnreachable(builder.ref)
      return
    }
    guard function.propagates else { return reportPending() }
    emitReturnOfNothing()
  }

  /// Returns a result that means nothing to a caller, which finds the error pending.
  func emitReturnOfNothing() {
    let type = LLVMGetReturnType(LLVMGlobalGetValueType(llvmFunction))!
    if LLVMGetTypeKind(type) == LLVMVoidTypeKind {
      LLVMBuildRetVoid(builder.ref)
    } else {
      LLVMBuildRet(builder.ref, LLVMConstNull(type))
    }
  }

  /// Ends a block by `raising`: the ways of errors have been made where it raises.
  mutating func emitRaisingEnd(_ then: Edge, _ error: Edge) {
    if hasErrorWay {
      addArguments(then)
      branch(to: blocks[then.target]!)
    } else {
      emitConditional(bool(true), then, error)
    }
  }

  // MARK: Instructions

  /// Returns the result of an operation on errors, or `nil` if `instruction` is none.
  mutating func emitError(_ instruction: Instruction, _ a: [ValueID]) -> [LLVMValueRef]? {
    switch instruction.opcode {
    case .raiseTypeError: raise("TypeError", instruction)
    case .raiseNameError: raise("NameError", instruction)
    case .raiseArgumentError: raise("ArgumentError", instruction)
    case .raiseNoOverload, .raiseAmbiguous: raiseNoOverload(instruction, a)
    case .throwValue: raise(.throwValue, tagged(a[0]) + [address(location)])
    case .rethrow: raise(.rethrow, tagged(a[0]))
    case .errorTake: return split(call(.takePending, []), instruction.type)
    case .errorMake: return [makeError(a[0], scalar(a[1]))]
    case .errorPart: return errorPart(instruction, scalar(a[0]))
    default: return nil
    }
    return []
  }

  private mutating func raise(_ kind: String, _ instruction: Instruction) {
    let message = ir.symbols[Symbol(raw: UInt32(instruction.immediate))]
    raise(.raise, [constants.text(kind), constants.text(message), address(location)])
  }

  /// Raises by `symbol`; what follows is never reached.
  private mutating func raise(_ symbol: RuntimeFunction, _ arguments: [LLVMValueRef]) {
    call(symbol, arguments)
    leaveByError()
    position(at: makeColdBlock("never"))
  }

  private mutating func raiseNoOverload(_ instruction: Instruction, _ a: [ValueID]) {
    let quantity = instruction.opcode == .raiseAmbiguous ? "more than one" : "no"
    let name = ir.symbols[Symbol(raw: UInt32(instruction.immediate))]
    let subject = constants.text("\(quantity) \(name)")
    let arguments = a.map { (components($0), function[$0].type) }
    let (list, temporaries) = storeArguments(arguments)
    call(.raiseNoOverload, [subject, list, int(Int64(a.count)), address(location)])
    for range in temporaries { release(range, .range) }
    for value in a { emitDrop(value) }
    leaveByError()
    position(at: makeColdBlock("never"))
  }

  /// Returns an Error; the text form of `message` is its message.
  private mutating func makeError(_ message: ValueID, _ kind: LLVMValueRef) -> LLVMValueRef {
    let type = function[message].type
    guard type != .string else { return call(.errorMake, [scalar(message), kind]) }
    let text = call(.valueToString, pack(components(message), type))
    emitDrop(message)
    checkPending(abandoning: [([kind], .string)])
    return call(.errorMake, [text, kind])
  }

  private mutating func errorPart(
    _ instruction: Instruction, _ error: LLVMValueRef
  ) -> [LLVMValueRef] {
    let type = instruction.type
    switch ErrorPart(rawValue: instruction.immediate) {
    case .message: return convert([call(.errorMessage, [error])], from: .string, to: type)
    case .kind: return convert([call(.errorKind, [error])], from: .string, to: type)
    case .file: return split(call(.errorFile, [error]), type)
    case .line: return split(call(.errorLine, [error]), type)
    case .row: return split(call(.errorRow, [error]), type)
    case .column: return split(call(.errorColumn, [error]), type)
    case nil: unreachable("no part of an error")
    }
  }

}
