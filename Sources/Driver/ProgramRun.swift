@preconcurrency import Glibc

/// The process of the program that `myco run` started, for the handler that passes signals on.
nonisolated(unsafe) private var runningProgram: pid_t = 0

/// A run of a compiled program.
enum ProgramRun {

  /// Runs `executable`, the file in `directory`, under the name `name` with `arguments`; returns
  /// its exit status, or 128 + n if signal n ended it.
  ///
  /// The directory is removed as soon as the program runs, so that nothing can leave it behind.
  static func start(
    _ executable: String, in directory: TemporaryDirectory, name: String, _ arguments: [String]
  ) throws(DriverError) -> Int32 {
    let process: Subprocess
    do {
      process = try Subprocess(executable, name: name, arguments: arguments)
    } catch {
      throw .file("run", executable, error.code)
    }
    directory.remove()
    runningProgram = process.id
    // The terminal sends these two to the program as well, which decides what they mean.
    signal(SIGINT, SIG_IGN)
    signal(SIGQUIT, SIG_IGN)
    for number in [SIGTERM, SIGHUP] { signal(number) { number in kill(runningProgram, number) } }
    switch process.wait() {
    case .exited(let status): return status
    case .signaled(let number):
      if number != SIGINT && number != SIGTERM && number != SIGHUP && number != SIGPIPE {
        writeToStandardError(
          "myco: the program was ended by signal \(number) (\(signalMessage(number)))\n")
      }
      return 128 + number
    }
  }

}
