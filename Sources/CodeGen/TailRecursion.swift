import CLLVM

/// Lets functions that call themselves last become loops, where no trace can tell the difference.
///
/// `disable-tail-calls` keeps the frame of every call, for traces. A function in which no error
/// can be thrown, but that of an exhausted stack, needs none.
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
      guard callees(of: function).allSatisfy({ $0 == function || isHarmless($0) }) else { continue }
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

  /// What `function` calls.
  private static func callees(of function: LLVMValueRef) -> [LLVMValueRef] {
    var result: [LLVMValueRef] = []
    var nextBlock = LLVMGetFirstBasicBlock(function)
    while let block = nextBlock {
      nextBlock = LLVMGetNextBasicBlock(block)
      var next = LLVMGetFirstInstruction(block)
      while let instruction = next {
        next = LLVMGetNextInstruction(instruction)
        if LLVMIsACallInst(instruction) != nil { result.append(LLVMGetCalledValue(instruction)) }
      }
    }
    return result
  }

}
