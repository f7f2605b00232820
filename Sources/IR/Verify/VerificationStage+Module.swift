extension VerificationStage {

  /// Creates the stage that `module` looks like: `.owned` if it has conventions, copies or drops,
  /// else `.lowered` if it has a result of unknown type.
  public init(of module: Module) {
    let functions = module.functions.elements
    let isOwned = functions.contains { function in
      !function.conventions.isEmpty
        || function.layout.contains { block in
          function[block].instructions.contains {
            function[$0].opcode == .copy || function[$0].opcode == .drop
          }
        }
    }
    let isLowered = functions.contains { $0.resultType == .unknown }
    self = isOwned ? .owned : isLowered ? .lowered : .typed
  }

}
