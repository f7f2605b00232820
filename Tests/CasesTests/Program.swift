@preconcurrency import Glibc

/// What a program that ran has left.
struct ProgramResult {

  /// The exit status; 128 + n after signal n, 124 if it took too long.
  let status: Int32
  let output: String
  let errors: String

}

/// A program of the build that is tested, run in a process of its own.
struct Program {

  let path: String

  /// The compiler.
  static let myco = Program(path: "\(buildDirectory)/myco")

  /// The seconds after which a run counts as one that never ends: far more than any takes on a
  /// machine that is busy.
  private static let timeLimit = 600

  /// The folder of the built products, in which the tests' executable stands.
  private static let buildDirectory: String = {
    guard let path = realpath("/proc/self/exe", nil) else { fatalError("no /proc") }
    defer { free(path) }
    return String(String(cString: path).reversed().drop { $0 != "/" }.dropFirst().reversed())
  }()

  /// Runs the `command` of myco in `directory`; each SSA of the compilation is verified.
  static func verifiedMyco(
    _ command: String, _ arguments: [String], in directory: String, environment: [String] = []
  ) -> ProgramResult {
    myco.run([command, "--verify-ssa"] + arguments, in: directory, environment: environment)
  }

  /// Runs the program in `directory` with `input` as its standard input; `environment` has
  /// variables in the form `NAME=value`.
  func run(
    _ arguments: [String], in directory: String = Folder.cases, input: String = "",
    environment: [String] = []
  ) -> ProgramResult {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    folder.write(input, to: "input")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT
    posix_spawn_file_actions_addopen(&actions, 0, folder.path("input"), O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, folder.path("output"), flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, folder.path("errors"), flags, 0o600)
    let limit = ["timeout", "--kill-after=1", String(Self.timeLimit)]
    let command = limit + ["env", "--chdir", directory] + environment + [path] + arguments
    let status = Self.spawn("/usr/bin/timeout", command, &actions)
    return ProgramResult(
      status: status, output: folder.read("output"), errors: folder.read("errors"))
  }

  /// Runs the program at `path` to its end and returns its exit status.
  private static func spawn(
    _ path: String, _ arguments: [String], _ actions: inout posix_spawn_file_actions_t
  ) -> Int32 {
    // Worker threads block signals, which the program must be able to receive.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var vector: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    vector.append(nil)
    defer { for argument in vector { free(argument) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, path, &actions, &attributes, vector, environ)
    guard code == 0 else { return -1 }
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

}
