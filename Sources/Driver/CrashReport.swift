@preconcurrency import Glibc

/// The handlers of the signals that end the process: a crash of the compiler is reported as such,
/// and no temporary file stays behind.
public enum CrashReport {

  /// The status with which the process ends after an error of the compiler itself.
  public static let status: Int32 = 70

  /// The phase that is under way.
  nonisolated(unsafe) private static var phase: StaticString = "start"

  /// Installs the handlers.
  public static func install() {
    TemporaryFiles.prepare()
    phase = "start"
    useAlternateStack()
    for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE] {
      handle(signal, with: endAfterCrash)
    }
    for signal in [SIGINT, SIGTERM, SIGHUP] { handle(signal, with: endInterrupted) }
    // A reader that went away is an error of the write, with a message.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Lets handlers of the calling thread run on a stack of their own, which an exhausted stack
  /// needs.
  static func useAlternateStack() {
    let size = 64 << 10
    var stack = stack_t()
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    stack.ss_size = size
    sigaltstack(&stack, nil)
  }

  /// Remembers that `phase` is under way.
  static func enter(_ phase: Phase) { self.phase = phase.staticName }

  /// Reports an error of the compiler itself, which `message` describes, and ends the process.
  static func fail(_ message: String) -> Never {
    writeToStandardError(message + "\n")
    abort()
  }

  private static func handle(
    _ signal: Int32, with handler: @escaping @convention(c) (Int32) -> Void
  ) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    action.sa_flags = Int32(SA_ONSTACK) | Int32(bitPattern: UInt32(SA_RESETHAND))
    sigemptyset(&action.sa_mask)
    sigaction(signal, &action, nil)
  }

  /// Writes the report. Only what is safe in a signal handler is called.
  fileprivate static func report() {
    put("myco: internal error in phase ")
    put(phase)
    put(
      """
      . This is a bug in myco, not in your program.
      Please report it, with the source file, the command and what 'myco --version' says.

      """)
  }

  private static func put(_ text: StaticString) {
    _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }

}

private func endAfterCrash(_ signal: Int32) {
  TemporaryFiles.removeAll()
  CrashReport.report()
  _exit(CrashReport.status)
}

private func endInterrupted(_ signal: Int32) {
  TemporaryFiles.removeAll()
  // The handler was reset, so the signal takes its default effect on return.
  raise(signal)
}

/// Lets a write to a reader that went away end the process, as it ends a compiled program.
func restoreBrokenPipeSignal() { signal(SIGPIPE, SIG_DFL) }
