import CodeGen
import Library

/// How much the code is optimised.
public typealias OptimizationLevel = CodeGen.OptimizationLevel

/// What a compilation is asked for.
public struct CompileOptions: Sendable {

  /// The main file; `-` for standard input.
  public var file: String
  public var level = OptimizationLevel.standard

  /// The processor to generate code for; `native` is the one this runs on.
  public var cpu = CompileOptions.defaultCPU

  /// `true` iff the executable shall have debug information.
  public var debugInfo = false

  /// `true` iff the program shall search for objects that are still alive at its end.
  public var checksLeaks = false

  /// `true` iff the program shall write a profile at its end.
  public var generatesProfile = false

  /// The profile that guides the optimisation, as a program or `llvm-profdata` wrote it.
  public var profilePath: String?

  /// The names of the own passes that are left out.
  public var disabledPasses: [String] = []

  /// The names of the own passes after which the module is printed; `all` for each.
  public var printAfter: [String] = []

  /// `true` iff the form of the SSA is checked after each step, for errors of the compiler.
  public var verifiesSSA = CompileOptions.isDebugBuild

  /// `true` iff a table of the phases' durations is printed.
  public var timesPhases = false

  /// `true` iff messages are coloured.
  public var colored = false

  /// The processor that code is generated for unless another one is asked for.
  public static let defaultCPU = "x86-64-v2"

  /// `true` iff this is a debug build of the compiler, which checks its own work.
  private static let isDebugBuild: Bool = {
    #if DEBUG
      true
    #else
      false
    #endif
  }()

  /// Creates the options for compiling `file` without anything special.
  public init(file: String) { self.file = file }

}

/// What `myco emit` shows of a compilation.
public enum EmitKind: String, CaseIterable, Sendable {

  case tokens, ast, ssa
  case typedSSA = "typed-ssa"
  case optimizedSSA = "opt-ssa"
  case checks
  case checksJSON = "checks-json"
  case llvmIR = "llvm-ir"
  case optimizedLLVMIR = "llvm-ir-opt"
  case bitcode, asm, obj
  case library
  case libraryJSON = "library-json"
  case libraryMarkdown = "library-markdown"

  /// One line that says what it is.
  public var summary: String {
    switch self {
    case .tokens: "the tokens, one a line"
    case .ast: "the syntax tree"
    case .ssa: "the program in SSA form, as lowered"
    case .typedSSA: "the SSA after type inference"
    case .optimizedSSA: "the SSA after myco's own passes"
    case .checks: "what became of each check of overflow and of bounds"
    case .checksJSON: "the same as JSON"
    case .llvmIR: "the LLVM IR as generated"
    case .optimizedLLVMIR: "the LLVM IR after LLVM's passes"
    case .bitcode: "the optimised LLVM IR as bitcode"
    case .asm: "assembly"
    case .obj: "a relocatable object"
    case .library: "no program, but the table of the library, a row a line"
    case .libraryJSON: "the same as JSON, for editors"
    case .libraryMarkdown: "the same as the pages of docs/library have it"
    }
  }

  /// The text of a kind that is not about a program; `nil` for the others.
  public var programless: [UInt8]? {
    switch self {
    case .library: Array(LibraryTable.standard.text.utf8)
    case .libraryJSON: LibraryTable.standard.json()
    case .libraryMarkdown: Array(LibraryBlock.all.map(\.text).joined(separator: "\n").utf8)
    case .tokens, .ast, .ssa, .typedSSA, .optimizedSSA, .checks, .checksJSON, .llvmIR,
      .optimizedLLVMIR, .bitcode, .asm, .obj:
      nil
    }
  }

  /// The extension of the file that takes the result unless one is named; `nil` for a text, which
  /// goes to standard output.
  var binaryExtension: String? {
    switch self {
    case .tokens, .ast, .ssa, .typedSSA, .optimizedSSA, .checks, .checksJSON, .llvmIR,
      .optimizedLLVMIR, .asm, .library, .libraryJSON, .libraryMarkdown:
      nil
    case .bitcode: "bc"
    case .obj: "o"
    }
  }

}
