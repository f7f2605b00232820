@preconcurrency import Glibc
import Source

/// Reads source files and gives them the names that messages show.
struct SourceReader {

  /// The main file's directory, absolute: names are relative to it.
  private(set) var root = ""

  /// The files that were read, by what they are, and the path under which each was read first.
  private var paths: [FileIdentity: String] = [:]

  /// The identities of the files that were read.
  var inputs: [FileIdentity] { Array(paths.keys) }

  /// Returns the main file, which stands at `path` or, for `-`, comes from standard input.
  mutating func readMain(_ path: String) throws(DriverError) -> SourceFile {
    if path == "-" {
      root = absolute(".")
      do {
        let bytes = try readAll(from: STDIN_FILENO)
        return SourceFile(name: "<stdin>", path: path, bytes: bytes)
      } catch {
        throw .failure("cannot read standard input: \(systemMessage(error.code))")
      }
    }
    let bytes = try read(path)
    root = Paths.directory(of: absolute(path))
    return SourceFile(name: Paths.lastComponent(of: path), path: path, bytes: bytes)
  }

  /// Returns the path of the module that `importer` calls `name`: relative to the importer, else
  /// to the working directory, with `.myco` or without; `nil` if there is no such file.
  ///
  /// However a file is called, its path is always that under which it was read first.
  func locate(_ name: String, from importer: SourceFile) -> String? {
    let here = importer.path == "-" ? "." : Paths.directory(of: importer.path)
    for directory in name.hasPrefix("/") ? [""] : [here, "."] {
      let path = Paths.join(directory, name)
      for candidate in [path, path + ".myco"] {
        guard let file = identity(ofFile: candidate) else { continue }
        return paths[file] ?? Paths.normalized(candidate)
      }
    }
    return nil
  }

  /// Returns the module that stands at `path`.
  mutating func readModule(_ path: String) throws(DriverError) -> SourceFile {
    let bytes = try read(path)
    let name = Paths.relative(absolute(path), to: root)
    return SourceFile(name: name, path: path, bytes: bytes)
  }

  /// Returns the part of the library called `part`, which stands at `path`; traces leave out what
  /// has such a name.
  mutating func readLibrary(_ part: String, _ path: String) throws(DriverError) -> SourceFile {
    SourceFile(name: "<library>/\(part).myco", path: path, bytes: try read(path), isLibrary: true)
  }

  /// Returns the contents of the file at `path`.
  private mutating func read(_ path: String) throws(DriverError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file("read", path, errno) }
    defer { close(descriptor) }
    var status = stat()
    if fstat(descriptor, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { throw .failure("'\(path)' is a directory") }
      let file = FileIdentity(status)
      if paths[file] == nil { paths[file] = path }
    }
    do {
      return try readAll(from: descriptor)
    } catch {
      throw .file("read", path, error.code)
    }
  }

  /// Returns the identity of the file at `path`; `nil` if there is none, or it is a directory.
  private func identity(ofFile path: String) -> FileIdentity? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
    return FileIdentity(status)
  }

  /// Returns `path` as an absolute one without symbolic links where it exists.
  private func absolute(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return Paths.normalized(path) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

}

/// What tells one file from every other, whatever it is called.
struct FileIdentity: Hashable {

  private let device: UInt
  private let inode: UInt

  init(_ status: stat) {
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
  }

}
