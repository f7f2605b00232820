import ArgumentParser
import Driver

/// The command line of the compiler.
@main
struct Myco: ParsableCommand {

  static let configuration = CommandConfiguration(
    commandName: "myco",
    abstract: "The compiler of the Myco language: scripts become native executables.",
    discussion: """
      Try it:
        myco run hello.myco              compile a program and run it
        myco build hello.myco -o hello   make an executable that needs nothing else
        myco check hello.myco            find the errors

      Every command explains itself: myco build --help.
      """,
    version: Driver.version,
    subcommands: [Run.self, Build.self, Check.self, Emit.self])

  static func main() {
    CrashReport.install()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      end(error)
    }
  }

  /// Shows what `error` asks for and ends the process: with 0 after help, 2 after wrong usage.
  private static func end(_ error: any Error) -> Never {
    let code = exitCode(for: error)
    if error is ExitCode { exit(withError: error) }
    if code == .success { exit(withError: error) }
    let message = fullMessage(for: error)
    let text = message.hasPrefix("Error: ") ? "error: " + message.dropFirst(7) : message
    writeToStandardError(text + "\n")
    exit(withError: ExitCode(2))
  }

}
