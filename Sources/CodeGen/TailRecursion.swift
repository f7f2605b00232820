import CLLVM

/// Lets functions that call themselves last become loops, where no trace can tell the difference.
///
/// `disable-tail-calls` keeps the frame of every call, for traces. A function in which no error
/// can be thrown, but that of an exhausted stack, needs none. One that surely calls itself without
/// end keeps them: it is to exhaust the stack, not to run for ever.
enum TailRecursion {

  /// What finds out that a check always holds: `b` in `a % b` behind `if b == 0: return a; end`.
  private static let simplification =
    "sroa,early-cse,instcombine<no-verify-fixpoint>,correlated-propagation,simplifycfg"

  /// Allows it in the functions of `module`; simplifies those that call themselves.
  static func allow(
    in module: LLVMModuleRef, _ machine: LLVMTargetMachineRef, _ settings: LLVMPassBuilderOptionsRef
  ) throws(CodeGenError) {
    var next = LLVMGetFirstFunction(module)
    while let function = next {
      next = LLVMGetNextFunction(function)
      guard callees(of: function).contains(function) else { continue }
      try check(LLVMRunPassesOnFunction(function, simplification, machine, settings))
      guard callees(of: function).allSatisfy({ $0 == function || isHarmless($0) }),
        mayReturn(function),
        callInstructions(in: function).allSatisfy({ !isRepetition($0, of: function) })
      else { continue }
      LLVMRemoveStringAttributeAtIndex(
        function, LLVMAttributeFunctionIndex32, keepsFrames, UInt32(keepsFrames.utf8.count))
    }
  }

  /// Whether `callee` throws nothing but the error of an exhausted stack, or reports what another
  /// call has thrown.
  private static func isHarmless(_ callee: LLVMValueRef) -> Bool {
    LLVMGetIntrinsicID(callee) != 0 || harmless.contains(name(of: callee))
  }

  private static let harmless = Set(
    [RuntimeFunction.raiseStackOverflow, .reportUncaught].map { $0.name.description })

  /// Whether `call` calls `function`, in which it stands, with the arguments that that has got.
  private static func isRepetition(_ call: LLVMValueRef, of function: LLVMValueRef) -> Bool {
    guard LLVMGetCalledValue(call) == function else { return false }
    return (0..<LLVMCountParams(function)).allSatisfy {
      LLVMGetOperand(call, $0) == LLVMGetParam(function, $0)
    }
  }

  /// Whether a way leads through `function` on which it neither calls itself nor throws.
  private static func mayReturn(_ function: LLVMValueRef) -> Bool {
    var pending = [LLVMGetEntryBasicBlock(function)!]
    var reached = Set(pending)
    while let block = pending.popLast() {
      let callees = callInstructions(inBlock: block).map { LLVMGetCalledValue($0)! }
      if callees.contains(where: { LLVMGetIntrinsicID($0) == 0 }) { continue }
      let end = LLVMGetBasicBlockTerminator(block)!
      if LLVMIsAReturnInst(end) != nil { return true }
      for i in 0..<LLVMGetNumSuccessors(end) {
        let next = LLVMGetSuccessor(end, i)!
        if reached.insert(next).inserted { pending.append(next) }
      }
    }
    return false
  }

  /// What `function` calls.
  private static func callees(of function: LLVMValueRef) -> [LLVMValueRef] {
    callInstructions(in: function).map { LLVMGetCalledValue($0) }
  }

}
