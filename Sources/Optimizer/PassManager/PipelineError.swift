/// Why a pipeline cannot be made.
public enum PipelineError: Error, Equatable, CustomStringConvertible {

  case unknownPass(String)

  /// A pass that code generation depends on was to be left out.
  case mandatoryPass(String)

  /// The message, which lists the names that exist.
  public var description: String {
    switch self {
    case .unknownPass(let name):
      "there is no pass '\(name)'; the passes are "
        + Pass.all.map(\.name).joined(separator: ", ")
    case .mandatoryPass(let name): "the pass '\(name)' cannot be left out"
    }
  }

}
