@preconcurrency import Glibc

/// Files and directories that must not outlive the process, whatever ends it.
///
/// The paths are kept as C strings in a fixed table, since a signal handler may neither allocate
/// nor lock. Only one thread changes the table.
enum TemporaryFiles {

  private static let capacity = 16
  nonisolated(unsafe) private static let paths = makeTable()

  private static func makeTable() -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
    let table = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: capacity)
    table.initialize(repeating: nil, count: capacity)
    return table
  }

  /// Makes the table, so that a signal handler need not.
  static func prepare() { _ = paths }

  /// Adds `path`, to be removed after all that is added later.
  ///
  /// Precondition: fewer than 16 paths are in the table.
  static func add(_ path: String) {
    for i in 0..<capacity where paths[i] == nil {
      paths[i] = strdup(path)
      return
    }
    fatalError("too many temporary files")
  }

  /// Takes `path` out of the table: the file is final or gone.
  static func forget(_ path: String) {
    for i in 0..<capacity {
      guard let entry = paths[i], strcmp(entry, path) == 0 else { continue }
      paths[i] = nil
      free(entry)
    }
  }

  /// Removes the file or empty directory `path` and takes it out of the table.
  static func remove(_ path: String) {
    Glibc.remove(path)
    forget(path)
  }

  /// Removes all files and then all directories of the table. Safe in a signal handler.
  static func removeAll() {
    for i in stride(from: capacity - 1, through: 0, by: -1) {
      guard let path = paths[i] else { continue }
      if unlink(path) != 0 { rmdir(path) }
    }
  }

}

/// A new directory for files of one compilation; it is removed, with the files, by `remove`.
struct TemporaryDirectory {

  /// The directory's path.
  let path: String
  private var files: [String] = []

  /// Makes the directory in `$TMPDIR`, or in `/tmp`.
  init() throws(DriverError) {
    let parent = environmentVariable("TMPDIR") ?? "/tmp"
    var template = Array(Paths.join(parent, "myco-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .file("make a temporary directory in", parent, errno)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    TemporaryFiles.add(path)
  }

  /// Returns the path of a file `name` in the directory, which the caller makes.
  mutating func file(_ name: String) -> String {
    let file = Paths.join(path, name)
    files.append(file)
    TemporaryFiles.add(file)
    return file
  }

  /// Removes the files and the directory.
  func remove() {
    for file in files { TemporaryFiles.remove(file) }
    TemporaryFiles.remove(path)
  }

}
