import ArgumentParser
import Driver

/// The options that decide what is said on standard error.
struct MessageArguments: ParsableArguments {

  @Option(
    help: ArgumentHelp(
      "When to colour messages: auto, always or never.", valueName: "when"))
  var color = ColorMode.auto

  @Flag(name: .customLong("time-phases"), help: "Show how long each phase took.")
  var timesPhases = false

  @Flag(
    name: .customLong("verify-ssa"),
    help: "Check myco's own work after each of its passes; debug builds always do.")
  var verifiesSSA = false

  /// Returns `options` with these.
  func apply(to options: CompileOptions) -> CompileOptions {
    var options = options
    options.colored = color.isColored
    options.timesPhases = timesPhases
    if verifiesSSA { options.verifiesSSA = true }
    return options
  }

}

extension ColorMode: ExpressibleByArgument {}
extension EmitKind: ExpressibleByArgument {}
extension Engine: ExpressibleByArgument {}

/// Performs `action` and ends the command with its status.
func finish(_ action: Action, _ options: CompileOptions) throws {
  let status = perform(action, options)
  if status != 0 { throw ExitCode(status) }
}
