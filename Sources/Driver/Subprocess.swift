@preconcurrency import Glibc

/// How a process ended.
enum ProcessEnd: Equatable {

  case exited(Int32)
  case signaled(Int32)

  /// Decodes the status that `waitpid` gives.
  init(waitStatus status: Int32) {
    self = status & 0x7F == 0 ? .exited((status >> 8) & 0xFF) : .signaled(status & 0x7F)
  }

}

/// A running process, started without a shell.
struct Subprocess {

  /// The process's identity.
  let id: pid_t

  /// Starts the program at the path `executable` with `arguments`, the program's name not among
  /// them, as `name`. Its standard error is `errorOutput` if given.
  init(
    _ executable: String, name: String? = nil, arguments: [String], errorOutput: Int32? = nil
  ) throws(SystemError) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let errorOutput { posix_spawn_file_actions_adddup2(&actions, errorOutput, STDERR_FILENO) }

    // What this process ignores or handles must have its default effect on the other one.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    let words = [name ?? executable] + arguments
    var vector: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    vector.append(nil)
    defer { for argument in vector { free(argument) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, executable, &actions, &attributes, vector, environ)
    if code != 0 { throw SystemError(code: code) }
    self.id = id
  }

  /// Waits for the end of the process.
  func wait() -> ProcessEnd {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 && errno == EINTR {}
    return ProcessEnd(waitStatus: status)
  }

  /// Runs `executable` to its end; returns how it ended and what it wrote to standard error.
  static func run(
    _ executable: String, _ arguments: [String]
  ) throws(SystemError) -> (end: ProcessEnd, errors: String) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw SystemError(code: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let process: Subprocess
    do {
      process = try Subprocess(executable, arguments: arguments, errorOutput: ends[1])
    } catch {
      close(ends[1])
      throw error
    }
    close(ends[1])
    let output = try readAll(from: ends[0])
    return (process.wait(), String(decoding: output, as: UTF8.self))
  }

  /// Returns the path of the program `name` in `PATH` or in one of `directories`.
  static func find(_ name: String, in directories: [String] = []) -> String? {
    let path = environmentVariable("PATH") ?? "/usr/bin:/bin"
    for directory in path.split(separator: ":").map(String.init) + directories {
      let candidate = Paths.join(directory, name)
      if access(candidate, X_OK) == 0 { return candidate }
    }
    return nil
  }

}
