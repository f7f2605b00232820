import CLLVM

/// The versions of myco and of the LLVM that it is built with.
public var version: String {
  var (major, minor, patch): (UInt32, UInt32, UInt32) = (0, 0, 0)
  LLVMGetVersion(&major, &minor, &patch)
  return "myco 0.1.0 (LLVM \(major).\(minor).\(patch))"
}
