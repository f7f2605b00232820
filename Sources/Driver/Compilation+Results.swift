import CodeGen
import Glibc
import IR
import Interpreter
import Optimizer
import Source
import Syntax

extension Compilation {

  /// Returns the program as `kind` shows it.
  mutating func emit(_ kind: EmitKind) throws(DriverError) -> [UInt8] {
    switch kind {
    case .tokens:
      let (file, tokens) = try tokens()
      return Array(dumpTokens(tokens, of: file, in: sources).utf8)
    case .ast:
      let module = try parsed()
      return Array(dump(ast, module: module, sources: sources).utf8)
    case .ssa: return Array(IR.print(try lowered().module).utf8)
    case .typedSSA: return Array(IR.print(try typed()).utf8)
    case .optimizedSSA: return Array(IR.print(try optimized()).utf8)
    case .checks: return Array(try checkLedger().text.utf8)
    case .checksJSON: return try checkLedger().json()
    case .llvmIR: return Array(try generated(bitcode: nil).irText().utf8)
    case .optimizedLLVMIR:
      return try emitted(bitcode: try findToolchain().bitcode) { Array($0.irText().utf8) }
    case .bitcode: return try emitted(bitcode: try findToolchain().bitcode) { $0.bitcode() }
    case .asm:
      return try emitted(bitcode: try findToolchain().bitcode) {
        (module) throws(CodeGenError) in try module.assembly()
      }
    case .obj: return try object(try findToolchain())
    case .library, .libraryJSON, .libraryMarkdown: return kind.programless!
    }
  }

  /// Returns the compiled program, ready to be linked.
  mutating func linkable() throws(DriverError) -> LinkableProgram {
    let toolchain = try findToolchain()
    let profileRuntime = options.generatesProfile ? try Toolchain.findProfileRuntime() : nil
    let object = try object(toolchain)
    return LinkableProgram(
      object: object, archive: toolchain.archive, profileRuntime: profileRuntime,
      libraries: libraries,
      keepsSymbols: options.debugInfo)
  }

  /// Interprets the program with `arguments` and returns its exit status.
  mutating func interpret(_ arguments: [String]) throws(DriverError) -> Int32 {
    let model = try resolved()
    writeToStandardError(takeMessages())
    let status = perform(.interpret) { this in
      // A reader that went away ends a compiled program by this signal too.
      restoreBrokenPipeSignal()
      let interpreter = Interpreter(
        ast: this.ast, model: model, sources: this.sources, arguments: arguments,
        output: writeProgramOutput, errorOutput: { _ = writeAll($0, to: 2) })
      return interpreter.run()
    }
    try stopIfInvalid()
    return status
  }

  /// Finds what the options ask to link with.
  private func findToolchain() throws(DriverError) -> Toolchain {
    try Toolchain(checksLeaks: options.checksLeaks)
  }

  /// Returns the program as a relocatable object.
  private mutating func object(_ toolchain: Toolchain) throws(DriverError) -> [UInt8] {
    try emitted(bitcode: toolchain.bitcode) { (module) throws(CodeGenError) in
      try module.object()
    }
  }

}

/// Writes what an interpreted program prints; where that cannot be done, ends as a compiled one.
private func writeProgramOutput(_ bytes: [UInt8]) {
  let code = writeAll(bytes, to: STDOUT_FILENO)
  guard code != 0 else { return }
  writeToStandardError(
    "IOError: cannot write to standard output: \(systemMessage(code))\n")
  exit(1)
}
