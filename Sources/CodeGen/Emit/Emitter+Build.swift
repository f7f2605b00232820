import CLLVM
import IR

// Short forms of the builder's functions.
extension Emitter {

  func add(_ a: LLVMValueRef, _ b: LLVMValueRef) -> LLVMValueRef {
    LLVMBuildAdd(builder.ref, a, b, "")
  }

  func subtract(_ a: LLVMValueRef, _ b: LLVMValueRef) -> LLVMValueRef {
    LLVMBuildSub(builder.ref, a, b, "")
  }

  func and(_ a: LLVMValueRef, _ b: LLVMValueRef) -> LLVMValueRef {
    LLVMBuildAnd(builder.ref, a, b, "")
  }

  func or(_ a: LLVMValueRef, _ b: LLVMValueRef) -> LLVMValueRef {
    LLVMBuildOr(builder.ref, a, b, "")
  }

  func compare(
    _ predicate: LLVMIntPredicate, _ a: LLVMValueRef, _ b: LLVMValueRef
  ) -> LLVMValueRef {
    LLVMBuildICmp(builder.ref, predicate, a, b, "")
  }

  func compare(
    _ predicate: LLVMRealPredicate, _ a: LLVMValueRef, _ b: LLVMValueRef
  ) -> LLVMValueRef {
    LLVMBuildFCmp(builder.ref, predicate, a, b, "")
  }

  func select(
    _ condition: LLVMValueRef, _ a: LLVMValueRef, _ b: LLVMValueRef
  ) -> LLVMValueRef {
    LLVMBuildSelect(builder.ref, condition, a, b, "")
  }

  func zeroExtend(_ a: LLVMValueRef, to type: LLVMTypeRef) -> LLVMValueRef {
    LLVMBuildZExt(builder.ref, a, type, "")
  }

  func truncate(_ a: LLVMValueRef, to type: LLVMTypeRef) -> LLVMValueRef {
    LLVMBuildTrunc(builder.ref, a, type, "")
  }

  func bitcast(_ a: LLVMValueRef, to type: LLVMTypeRef) -> LLVMValueRef {
    LLVMBuildBitCast(builder.ref, a, type, "")
  }

  func toFloat(_ a: LLVMValueRef) -> LLVMValueRef {
    LLVMBuildSIToFP(builder.ref, a, types.float, "")
  }

  func extract(_ aggregate: LLVMValueRef, _ index: Int) -> LLVMValueRef {
    LLVMBuildExtractValue(builder.ref, aggregate, UInt32(index), "")
  }

  /// Returns the address `offset` bytes behind `pointer`, in the same object.
  func address(_ pointer: LLVMValueRef, offset: Int64) -> LLVMValueRef {
    var indices: [LLVMValueRef?] = [int(offset)]
    return LLVMBuildInBoundsGEP2(builder.ref, types.byte, pointer, &indices, 1, "")
  }

  /// Calls `function` of the LLVM type `type`.
  func call(
    _ type: LLVMTypeRef, _ function: LLVMValueRef, _ arguments: [LLVMValueRef]
  ) -> LLVMValueRef {
    var list: [LLVMValueRef?] = arguments
    return LLVMBuildCall2(builder.ref, type, function, &list, UInt32(list.count), "")
  }

  /// Calls a function of the runtime.
  @discardableResult
  func call(_ symbol: RuntimeFunction, _ arguments: [LLVMValueRef]) -> LLVMValueRef {
    let (type, function) = runtime.function(symbol)
    let result = call(type, function, arguments)
    if !symbol.traits.contains(.returns) { keepPlace(of: result, context) }
    return result
  }

  /// Calls a function of the runtime off the usual path: it is not worth inlining there.
  func callColdly(_ symbol: RuntimeFunction, _ arguments: [LLVMValueRef]) -> LLVMValueRef {
    let result = call(symbol, arguments)
    LLVMAddCallSiteAttribute(
      result, LLVMAttributeFunctionIndex32, attribute(context, "noinline"))
    return result
  }

  /// Calls the intrinsic `name`, overloaded on `overload`.
  func intrinsic(
    _ name: String, on overload: LLVMTypeRef?, _ arguments: [LLVMValueRef]
  ) -> LLVMValueRef {
    let id = LLVMLookupIntrinsicID(name, name.utf8.count)
    var overloads: [LLVMTypeRef?] = overload.map { [$0] } ?? []
    let count = overloads.count
    let type = LLVMIntrinsicGetType(context, id, &overloads, count)!
    let function = LLVMGetIntrinsicDeclaration(module, id, &overloads, count)!
    return call(type, function, arguments)
  }

}
