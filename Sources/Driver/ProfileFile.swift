@preconcurrency import Glibc

/// A profile in the form that LLVM reads, made from what a program wrote if need be.
struct ProfileFile {

  /// The path of the indexed profile.
  let indexed: String

  /// Where it stands if it was made here.
  private let directory: TemporaryDirectory?

  /// How an indexed profile begins, and one as a program writes it.
  private static let indexedMagic: [UInt8] = [0xFF] + "lprofi".utf8 + [0x81]
  private static let rawMagic: [UInt8] = [0x81] + "rforpl".utf8 + [0xFF]

  private static let advice =
    "run the program that 'myco build --profile-generate' makes, and name the file it writes"

  /// Takes the profile in the file `path`.
  init(_ path: String) throws(DriverError) {
    switch try Self.magic(ofFile: path) {
    case Self.indexedMagic:
      indexed = path
      directory = nil
    case Self.rawMagic:
      var directory = try TemporaryDirectory()
      indexed = directory.file("program.profdata")
      self.directory = directory
      do {
        try Self.merge(path, into: indexed)
      } catch {
        directory.remove()
        throw error
      }
    default: throw .failure("'\(path)' is not a profile; \(Self.advice)")
    }
  }

  /// Removes what was made.
  func remove() { directory?.remove() }

  /// Returns the first eight bytes of the file `path`.
  private static func magic(ofFile path: String) throws(DriverError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      let reason = errno
      throw .failure("cannot read the profile '\(path)': \(systemMessage(reason)); \(advice)")
    }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 8)
    let count = read(file, &bytes, bytes.count)
    guard count >= 0 else { throw .file("read the profile", path, errno) }
    return Array(bytes[..<count])
  }

  /// Makes the indexed profile `target` of the raw one.
  private static func merge(_ raw: String, into target: String) throws(DriverError) {
    let names = ["llvm-profdata-22", "llvm-profdata"]
    let found = names.lazy.compactMap { Subprocess.find($0, in: Linker.toolDirectories) }.first
    guard let tool = found else {
      throw .failure("llvm-profdata, which reads profiles, was not found; install llvm-22")
    }
    let result: (end: ProcessEnd, errors: String)
    do {
      result = try Subprocess.run(tool, ["merge", "-o", target, raw])
    } catch {
      throw .file("run", tool, error.code)
    }
    if result.end == .exited(0) { return }
    let lines = result.errors.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    throw .failure("the profile '\(raw)' is damaged; \(advice):\n\(lines)")
  }

}
