import ArgumentParser
import Driver

/// The options that decide how code is generated.
struct CodeArguments: ParsableArguments {

  /// The levels by the names of their options.
  enum Level: String, EnumerableFlag {

    case O0, O1, O2, O3, Os

    static func name(for value: Level) -> NameSpecification {
      .customLong(value.rawValue, withSingleDash: true)
    }

    static func help(for value: Level) -> ArgumentHelp? {
      switch value {
      case .O0: "No optimisation: compiles fastest."
      case .O1: "A little."
      case .O2: "The usual."
      case .O3: "All of it: compiles slowest."
      case .Os: "As -O2, for small code."
      }
    }

    var level: OptimizationLevel {
      switch self {
      case .O0: .none
      case .O1: .less
      case .O2: .standard
      case .O3: .aggressive
      case .Os: .size
      }
    }

  }

  @Flag(exclusivity: .chooseLast) var level = Level.O2

  @Option(
    help: ArgumentHelp(
      "The processor to compile for: native is this one, x86-64 any.", valueName: "name"))
  var cpu = CompileOptions.defaultCPU

  @Flag(name: .customShort("g"), help: "Keep symbols and debug information.")
  var debugInfo = false

  @Flag(
    name: .customLong("check-leaks"),
    help: "Let the program report the objects that are still alive at its end: it runs slower.")
  var checksLeaks = false

  @Flag(
    name: .customLong("profile-generate"),
    help: "Let the program write a profile at its end, for --profile-use.")
  var generatesProfile = false

  @Option(
    name: .customLong("profile-use"),
    help: ArgumentHelp("Optimise by the profile of an earlier run.", valueName: "path"))
  var profilePath: String?

  @Option(
    name: .customLong("disable-pass"),
    help: ArgumentHelp(
      "Leave out one of myco's own passes; may be repeated.", valueName: "pass"))
  var disabledPasses: [String] = []

  @Option(
    name: .customLong("print-after"),
    help: ArgumentHelp(
      "Print the SSA after a pass, or after all of them; may be repeated.", valueName: "pass|all"))
  var printAfter: [String] = []

  /// Returns the options for compiling `file`.
  func options(for file: String) -> CompileOptions {
    var options = CompileOptions(file: file)
    options.level = level.level
    options.cpu = cpu
    options.debugInfo = debugInfo
    options.checksLeaks = checksLeaks
    options.generatesProfile = generatesProfile
    options.profilePath = profilePath
    options.disabledPasses = disabledPasses
    options.printAfter = printAfter
    return options
  }

}
