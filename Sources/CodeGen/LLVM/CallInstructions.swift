import CLLVM

/// Returns the calls in `function`, in order.
func callInstructions(in function: LLVMValueRef) -> [LLVMValueRef] {
  var result: [LLVMValueRef] = []
  var next = LLVMGetFirstBasicBlock(function)
  while let block = next {
    next = LLVMGetNextBasicBlock(block)
    result += callInstructions(inBlock: block)
  }
  return result
}

/// Returns the calls in `block`, in order.
func callInstructions(inBlock block: LLVMBasicBlockRef) -> [LLVMValueRef] {
  var result: [LLVMValueRef] = []
  var next = LLVMGetFirstInstruction(block)
  while let instruction = next {
    next = LLVMGetNextInstruction(instruction)
    if LLVMIsACallInst(instruction) != nil { result.append(instruction) }
  }
  return result
}
