import CLLVM
import Support

/// Declares functions and variables of the runtime in a module when they are first used.
struct RuntimeDeclarations {

  let context: LLVMContextRef
  let module: LLVMModuleRef
  let types: LLVMTypes

  /// Whether functions that raise return, since there is a handler somewhere.
  let catchesErrors: Bool

  /// Returns the LLVM function of `symbol`, with its type.
  func function(_ symbol: RuntimeFunction) -> (type: LLVMTypeRef, function: LLVMValueRef) {
    let type = functionType(symbol)
    let name = symbol.name.description
    if let known = LLVMGetNamedFunction(module, name) { return (type, known) }
    let function = LLVMAddFunction(module, name, type)!
    for trait in functionAttributes(symbol) {
      LLVMAddAttributeAtIndex(function, LLVMAttributeFunctionIndex32, trait)
    }
    addValueAttributes(function, symbol)
    return (type, function)
  }

  /// Returns the function of the runtime called `name`, whose LLVM type is `type`.
  func function(_ name: String, _ type: LLVMTypeRef) -> LLVMValueRef {
    if let known = LLVMGetNamedFunction(module, name) { return known }
    let function = LLVMAddFunction(module, name, type)!
    LLVMAddAttributeAtIndex(
      function, LLVMAttributeFunctionIndex32, attribute(context, "nounwind"))
    return function
  }

  /// Returns the address of `variable`.
  func variable(_ variable: RuntimeVariable) -> LLVMValueRef {
    if let known = LLVMGetNamedGlobal(module, variable.rawValue) { return known }
    let global = LLVMAddGlobal(module, types.pointer, variable.rawValue)!
    // It is part of the same executable, so that no global offset table is needed.
    LLVMSetVisibility(global, LLVMHiddenVisibility)
    return global
  }

  // MARK: Signatures

  private func functionType(_ symbol: RuntimeFunction) -> LLVMTypeRef {
    var parameters: [LLVMTypeRef?] = []
    let letters = symbol.signature.description.utf8
    for letter in letters.prefix(while: { $0 != UInt8(ascii: ">") }) {
      parameters.append(type(letter))
    }
    let result = type(letters.last!)
    return LLVMFunctionType(result, &parameters, UInt32(parameters.count), 0)
  }

  private func type(_ letter: UInt8) -> LLVMTypeRef {
    switch letter {
    case UInt8(ascii: "i"): types.int
    case UInt8(ascii: "w"): types.word
    case UInt8(ascii: "d"): types.float
    case UInt8(ascii: "b"): types.bool
    case UInt8(ascii: "p"): types.pointer
    case UInt8(ascii: "v"): types.void
    case UInt8(ascii: "V"): types.value
    case UInt8(ascii: "P"): types.place
    default: unreachable("letter \(letter) in a signature")
    }
  }

  // MARK: Attributes

  private func functionAttributes(_ symbol: RuntimeFunction) -> [LLVMAttributeRef] {
    var result = [attribute(context, "nounwind")]
    let traits = symbol.traits
    if traits.contains(.raises) { result.append(attribute(context, "cold")) }
    if traits.contains(.ends) || traits.contains(.raises) && !catchesErrors {
      result.append(attribute(context, "noreturn"))
    }
    if traits.contains(.returns) { result.append(attribute(context, "willreturn")) }
    // LLVM encodes `memory(none)` as 0 and `memory(argmem: read)` as 1.
    if traits.contains(.pure) { result.append(attribute(context, "memory", 0)) }
    if traits.contains(.reads) { result.append(attribute(context, "memory", 1)) }
    return result
  }

  /// The C calling convention extends Bools; results that are objects are never null.
  private func addValueAttributes(_ function: LLVMValueRef, _ symbol: RuntimeFunction) {
    let letters = Array(symbol.signature.description.utf8)
    let zeroExtension = attribute(context, "zeroext")
    for (i, letter) in letters.enumerated() where letter == UInt8(ascii: "b") {
      let isResult = i == letters.count - 1
      LLVMAddAttributeAtIndex(function, isResult ? 0 : UInt32(i + 1), zeroExtension)
    }
    if symbol.traits.contains(.forgets) {
      // LLVM encodes `captures(none)` as 0.
      LLVMAddAttributeAtIndex(function, 1, attribute(context, "captures", 0))
    }
    guard symbol.traits.contains(.object) else { return }
    LLVMAddAttributeAtIndex(function, 0, attribute(context, "nonnull"))
    LLVMAddAttributeAtIndex(function, 0, attribute(context, "align", 8))
    if symbol.traits.contains(.fresh) {
      LLVMAddAttributeAtIndex(function, 0, attribute(context, "noalias"))
    }
  }

}
