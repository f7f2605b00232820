@preconcurrency import Glibc

/// Makes an executable of an object and the runtime's archive.
///
/// The result is position-independent, has full RELRO, no run path, and needs libc and libm alone,
/// and the libraries of the system that parts of Myco's library are made of where it uses these.
/// LLVM's linker is called directly; where it is missing, a C compiler drives its own.
struct Linker {

  /// The object and the archive.
  let object: String
  let archive: String

  /// The archive that writes a profile, if the program shall.
  let profileRuntime: String?

  /// The libraries of the system that the program needs beside libc and libm.
  let libraries: [ExternalLibrary]

  /// `true` iff all symbols stay in the executable. What traces need always does.
  let keepsSymbols: Bool

  /// The folders in which Debian and its kin keep LLVM's tools, the newest first.
  static let toolDirectories = (19...22).reversed().map { "/usr/lib/llvm-\($0)/bin" }

  /// The folders of libc's objects and libraries.
  private static let libraryDirectories = [
    "/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/lib64", "/usr/lib",
    "/lib",
  ]

  /// Writes the executable to `output`, which does not exist.
  func link(to output: String) throws(DriverError) {
    for library in libraries { try library.require(in: Self.libraryDirectories) }
    let directLinker = Self.findLinker()
    if let linker = directLinker, let libraries = Self.findLibraries() {
      return try run(linker, directArguments(libraries, output))
    }
    for name in ["clang-22", "clang", "cc", "gcc"] {
      guard let compiler = Subprocess.find(name, in: Self.toolDirectories) else { continue }
      return try run(compiler, driverArguments(output))
    }
    if directLinker != nil {
      throw .failure("libc's development files were not found; install libc6-dev")
    }
    throw .failure("no linker was found; install lld-22")
  }

  private static func findLinker() -> String? {
    for name in ["ld.lld-22", "ld.lld"] {
      if let path = Subprocess.find(name, in: toolDirectories) { return path }
    }
    return nil
  }

  /// Returns the folder with the objects that begin and end a program.
  private static func findLibraries() -> String? {
    libraryDirectories.first { directory in
      ["Scrt1.o", "crti.o", "crtn.o", "libc.so"].allSatisfy {
        access(Paths.join(directory, $0), R_OK) == 0
      }
    }
  }

  /// Returns the arguments for `ld.lld`.
  private func directArguments(_ libraries: String, _ output: String) -> [String] {
    var arguments = [
      "-m", "elf_x86_64", "-pie", "--dynamic-linker", "/lib64/ld-linux-x86-64.so.2",
      "-z", "relro", "-z", "now", "--gc-sections", "--eh-frame-hdr", "--hash-style=gnu",
      "--build-id", "--threads=1",
    ]
    if !keepsSymbols { arguments.append("--discard-all") }
    arguments += ["-o", output, Paths.join(libraries, "Scrt1.o"), Paths.join(libraries, "crti.o")]
    arguments += [object, archive]
    // Nothing refers to what writes the profile: it registers itself.
    if let profileRuntime { arguments += ["-u", "__llvm_profile_runtime", profileRuntime] }
    arguments += Self.libraryDirectories.filter { access($0, R_OK) == 0 }.map { "-L\($0)" }
    arguments += ["--as-needed"] + self.libraries.map { "-l\($0.name)" }
    arguments += ["-lm", "-lc", Paths.join(libraries, "crtn.o")]
    return arguments
  }

  /// Returns the arguments for a C compiler.
  private func driverArguments(_ output: String) -> [String] {
    var arguments = ["-pie", "-Wl,-z,relro,-z,now", "-Wl,--gc-sections", "-o", output]
    if !keepsSymbols { arguments.append("-Wl,--discard-all") }
    arguments += [object, archive]
    if let profileRuntime { arguments += ["-Wl,-u,__llvm_profile_runtime", profileRuntime] }
    return arguments + libraries.map { "-l\($0.name)" } + ["-lm"]
  }

  private func run(_ tool: String, _ arguments: [String]) throws(DriverError) {
    let result: (end: ProcessEnd, errors: String)
    do {
      result = try Subprocess.run(tool, arguments)
    } catch {
      throw .file("run the linker", tool, error.code)
    }
    switch result.end {
    case .exited(0): return
    case .exited(let status):
      throw .failure(
        "the linker '\(tool)' failed with status \(status)\(Self.quoted(result.errors))")
    case .signaled(let signal):
      throw .failure(
        """
        the linker '\(tool)' was ended by signal \(signal) (\(signalMessage(signal)))\
        \(Self.quoted(result.errors))
        """)
    }
  }

  /// Returns what the linker said, for the end of a message.
  private static func quoted(_ text: String) -> String {
    let lines = text.split(separator: "\n").prefix(20)
    return lines.isEmpty ? "" : ":\n" + lines.map { "  \($0)" }.joined(separator: "\n")
  }

}
