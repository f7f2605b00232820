import IR

/// A named transformation.
public struct Pass: Sendable {

  /// The name, as `--disable-pass` and `myco-opt --passes` take it.
  public let name: String

  /// What it does, in a phrase.
  public let summary: String

  /// `true` iff code generation depends on it, so that it cannot be disabled.
  public let isMandatory: Bool

  private let body: @Sendable (inout Module) -> Bool

  /// Creates a pass that changes a module; `run` returns `true` iff it changed anything.
  public init(
    _ name: String, _ summary: String, isMandatory: Bool = false,
    module run: @escaping @Sendable (inout Module) -> Bool
  ) {
    self.name = name
    self.summary = summary
    self.isMandatory = isMandatory
    body = run
  }

  /// Creates a pass that changes one function at a time, which is taken out of its module.
  public init(
    _ name: String, _ summary: String,
    function run: @escaping @Sendable (inout Function, inout Module) -> Bool
  ) {
    self.init(name, summary) { module in
      var hasChanged = false
      for id in module.functions.ids {
        var function = module.take(id)
        if !function.layout.isEmpty && run(&function, &module) { hasChanged = true }
        module.put(function, id)
      }
      return hasChanged
    }
  }

  /// Runs the pass on all of `module`; returns `true` iff it changed anything.
  ///
  /// Error edges of blocks that cannot raise any more go, so that no pass has to see to it.
  @discardableResult
  public func run(_ module: inout Module) -> Bool {
    let hasChanged = body(&module)
    for id in module.functions.ids { module.functions[id].removeIdleErrorEdges() }
    return hasChanged
  }

}

extension Pass {

  /// All passes, in the order in which they are listed.
  public static let all: [Pass] = [
    exposeErrors, simplifyCFG, fold, commonSubexpressions, deadCode, inline, inlineRecursion,
    promoteObjects, promoteTuples, packArrays, shareLookups, walkPieces, borrowParameters,
    borrowReads, ownership, takeUpdates, hoistUnique, hoistRows, reservePushes, removeChecks,
    hoistInvariants, takeRows, versionLoops, deferChecks, specialiseDrops, allocateOnStack,
    reuseBlocks,
  ]

  /// Returns the pass called `name`.
  public static func named(_ name: String) throws(PipelineError) -> Pass {
    guard let pass = all.first(where: { $0.name == name }) else {
      throw .unknownPass(name)
    }
    return pass
  }

}
