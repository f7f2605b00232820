import CLLVM
@preconcurrency import Glibc

/// Where the parts that a program is linked from are found.
struct Toolchain {

  /// The folder with the runtime's archive and bitcode.
  private let runtime: String

  /// `true` iff programs are linked with the runtime that searches for leaks.
  private let checksLeaks: Bool

  /// The archive of the runtime.
  var archive: String { Paths.join(runtime, checksLeaks ? "libmyco-check.a" : "libmyco.a") }

  /// The bitcode of the runtime's hot functions; `nil` if there is none to be used.
  var bitcode: String? {
    if checksLeaks { return nil }
    let path = Paths.join(runtime, "myco.bc")
    return access(path, R_OK) == 0 ? path : nil
  }

  /// The names of the parts of the library in Myco that hold a library collection each.
  static let collectionParts = ["graphs", "heaps", "queues", "stacks", "trees"]

  /// The names of the other parts of the library that are written in Myco.
  static let libraryParts = [
    "any", "array", "http", "json", "map", "math", "number", "range", "regex", "set", "string",
    "system", "time",
  ]

  /// Returns the path of a part of the library.
  func librarySource(_ part: String) -> String {
    Paths.join(runtime, "library/\(part).myco")
  }

  /// Finds the runtime, that which searches for leaks iff `checksLeaks`: in `$MYCO_RUNTIME`, in
  /// `../lib/myco` beside an installed executable, or in the build folder that the executable
  /// stands in.
  init(checksLeaks: Bool = false) throws(DriverError) {
    self.checksLeaks = checksLeaks
    runtime = try Self.findRuntime()
    guard access(archive, R_OK) == 0 else {
      throw .failure("'\(archive)' was not found; build it with scripts/build-runtime")
    }
  }

  /// Finds the part of LLVM that counts and writes profiles, of the LLVM that this is built with.
  static func findProfileRuntime() throws(DriverError) -> String {
    var (major, minor, patch): (UInt32, UInt32, UInt32) = (0, 0, 0)
    LLVMGetVersion(&major, &minor, &patch)
    let directory = "/usr/lib/llvm-\(major)/lib/clang/\(major)/lib"
    let candidates = [
      "\(directory)/linux/libclang_rt.profile-x86_64.a",
      "\(directory)/x86_64-pc-linux-gnu/libclang_rt.profile.a",
    ]
    if let found = candidates.first(where: { access($0, R_OK) == 0 }) { return found }
    throw .failure(
      """
      a program that writes a profile needs '\(candidates[0])', which was not found; install \
      libclang-rt-\(major)-dev
      """)
  }

  private static func findRuntime() throws(DriverError) -> String {
    if let path = environmentVariable("MYCO_RUNTIME") {
      guard holdsRuntime(path) else {
        throw .failure("MYCO_RUNTIME is '\(path)', where there is no libmyco.a")
      }
      return path
    }
    var directory = Paths.directory(of: executable)
    var candidates = [Paths.normalized("\(directory)/../lib/myco")]
    for _ in 0..<4 where directory != "/" && directory != "." {
      candidates += ["\(directory)/runtime", "\(directory)/.build/runtime"]
      directory = Paths.directory(of: directory)
    }
    guard let found = candidates.first(where: holdsRuntime) else {
      throw .failure(
        """
        the runtime library libmyco.a was not found; build it with scripts/build-runtime, or name \
        its folder in MYCO_RUNTIME
        """)
    }
    return found
  }

  private static func holdsRuntime(_ directory: String) -> Bool {
    access(Paths.join(directory, "libmyco.a"), R_OK) == 0
  }

  /// The path of this program.
  private static var executable: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
      let length = readlink("/proc/self/exe", buffer.baseAddress!, buffer.count)
      guard length > 0 else { return "." }
      return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

}
