import CLLVM

/// Has LLVM unroll loops that can be left by an error, too.
///
/// A loop with a checked addition has a way out in its middle, for which LLVM by itself leaves it
/// as it is: it counts iterations one by one. The switch exists on LLVM's command line only, for
/// the whole process.
enum LoopUnrolling {

  private static let isAllowed: Void = "myco".withCString { program in
    "-unroll-runtime-multi-exit".withCString { option in
      let arguments: [UnsafePointer<CChar>?] = [program, option]
      LLVMParseCommandLineOptions(Int32(arguments.count), arguments, nil)
    }
  }

  /// Does so from now on.
  static func allow() { isAllowed }

}
