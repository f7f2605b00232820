import Foundation
import Sema
import Source
import Support
import Syntax

/// A direct evaluator of a program's resolved trees: what the compiler is tested against.
///
/// It shares no code with compiled programs but the library collections, which are Myco, and what
/// stands in `runtime/core`; it is written for clarity, not for speed.
public struct Interpreter {

  private let program: Program
  private let arguments: [String]
  private let output: ([UInt8]) -> Void
  private let errorOutput: ([UInt8]) -> Void

  /// Creates an interpreter of the program `ast`, whose main module is the first.
  ///
  /// `output` and `errorOutput` get what the program writes, in pieces, from another thread.
  ///
  /// - Requires: parsing and name resolution found no error.
  public init(
    ast: AST, model: SemanticModel, sources: SourceMap, arguments: [String],
    output: @escaping ([UInt8]) -> Void, errorOutput: @escaping ([UInt8]) -> Void
  ) {
    program = Program(ast: ast, model: model, sources: sources)
    self.arguments = arguments
    self.output = output
    self.errorOutput = errorOutput
  }

  /// Runs the program and returns its exit status.
  public func run() -> Int32 {
    let job = Job(program, arguments, output, errorOutput)
    job.runOnOwnThread()
    return job.status
  }

}

/// A run on a thread of its own, whose stack is large enough for deep recursion.
private final class Job {

  static let stackSize = 1 << 31

  /// What a call may use between two looks at the stack's limit.
  private static let reserve = 1 << 20

  private(set) var status: Int32 = 2

  private let program: Program
  private let arguments: [String]
  private let output: ([UInt8]) -> Void
  private let errorOutput: ([UInt8]) -> Void

  init(
    _ program: Program, _ arguments: [String], _ output: @escaping ([UInt8]) -> Void,
    _ errorOutput: @escaping ([UInt8]) -> Void
  ) {
    self.program = program
    self.arguments = arguments
    self.output = output
    self.errorOutput = errorOutput
  }

  /// Runs the program on a thread of its own and waits for its end. (Foundation's `Thread` does not
  /// take a stack of this size.)
  func runOnOwnThread() {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    require(pthread_attr_setstacksize(&attributes, Self.stackSize) == 0, "no such stack size")
    var thread = pthread_t()
    let status = pthread_create(&thread, &attributes, { job in
      Unmanaged<Job>.fromOpaque(job!).takeUnretainedValue().run()
      return nil
    }, Unmanaged.passUnretained(self).toOpaque())
    require(status == 0, "the interpreter's thread could not be created")
    pthread_join(thread, nil)
  }

  private func run() {
    var marker = 0
    let top = withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
    var evaluator = Evaluator(
      program: program, arguments: arguments,
      stackLimit: top - UInt(Self.stackSize) + UInt(Self.reserve),
      output: output, errorOutput: errorOutput)
    do {
      status = try evaluator.run()
    } catch {
      unreachable("a failure that is none of the program's: \(error)")
    }
  }

}
