import IR

/// Passes in the order in which they run.
public struct Pipeline: Sendable {

  public private(set) var passes: [Pass]

  /// Creates the pipeline of the optimisation level `level` (0 to 3) without the passes whose
  /// names are in `disabled`.
  public init(level: Int, disabled: Set<String> = []) throws(PipelineError) {
    for name in disabled.sorted() where try Pass.named(name).isMandatory {
      throw .mandatoryPass(name)
    }
    passes = Self.passes(level: level).filter { !disabled.contains($0.name) }
  }

  /// Creates a pipeline of the passes with the given names.
  public init(names: [String]) throws(PipelineError) {
    passes = []
    for name in names { passes.append(try Pass.named(name)) }
  }

  /// Runs the passes on `module`, and `afterEach` after each of them.
  public func run(
    _ module: inout Module, afterEach: (_ name: String, _ module: Module) -> Void = { _, _ in }
  ) {
    for pass in passes {
      pass.run(&module)
      afterEach(pass.name, module)
    }
  }

  private static func passes(level: Int) -> [Pass] {
    switch level {
    case ...0: first + references
    case 1: first + cleanup + references
    default: first + scalar + interprocedural + references + counting
    }
  }

  /// Which instructions have an error edge stays as it is from here on, but for those that cannot
  /// raise any more.
  private static let first: [Pass] = [
    .exposeErrors
  ]

  /// What makes references explicit, without which no code can be generated. It stands behind the
  /// passes that treat arrays and strings as plain values.
  private static let references: [Pass] = [
    .borrowParameters,
    .borrowReads,
    .ownership,
    // At every level: without it a loop that makes a text longer takes quadratic time.
    .takeUpdates,
  ]

  /// What is left to do once references are explicit.
  private static let counting: [Pass] = [
    .hoistUnique,
    .hoistRows,
    .reservePushes,
    // Last, as nothing may move what a check that went was for.
    .removeChecks,
    .hoistInvariants,
    // Rows are arrays that stay then, of which `versionLoops` can test the length.
    .takeRows,
    .versionLoops,
    // What the tests before loops decide in one of the copies.
    .removeChecks,
    .deferChecks,
    .specialiseDrops,
    .allocateOnStack,
    // Behind all that moves instructions: what stands between matters.
    .reuseBlocks,
  ]

  /// What costs little and makes less code for LLVM to compile.
  private static let cleanup: [Pass] = [
    // Inference leaves branches on constants; without them more is constant.
    .simplifyCFG,
    .fold,
    .deadCode,
    // Conditions that folding found constant, blocks that have nothing left to do.
    .simplifyCFG,
  ]

  /// Each function by itself, small before it is inlined.
  private static let scalar: [Pass] = [
    .simplifyCFG,
    .fold,
    .deadCode,
    .simplifyCFG,
    // After merging, since repeated checks mostly stand in one long block then.
    .commonSubexpressions,
    .deadCode,
  ]

  /// Inlining, then the same again on what has met: constant arguments, checks of the caller that
  /// the callee repeats.
  private static let interprocedural: [Pass] = [
    .inline,
    .inlineRecursion,
    .simplifyCFG,
    .fold,
    // Closures that were called only, which held cells.
    .deadCode,
    .promoteObjects,
    .promoteTuples,
    // When methods stand where they are called, so that elements are used field by field.
    .packArrays,
    .simplifyCFG,
    .commonSubexpressions,
    // A comparison of what common subexpressions found equal, and what that decides.
    .fold,
    .deadCode,
    .simplifyCFG,
    // When the library's functions, which test and then read, stand where they are called.
    .shareLookups,
    // Likewise; before references, since the text is used longer then.
    .walkPieces,
  ]

}

extension Pass {

  /// Makes ownership explicit; see `insertOwnership`.
  public static let ownership = Pass(
    "ownership", "insert copies and drops, so that each counted value ends exactly once",
    isMandatory: true,
    module: { module in
      insertOwnership(&module)
      return true
    })

}
