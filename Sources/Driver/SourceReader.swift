@preconcurrency import Glibc
import Source

/// Reads source files and gives them the names that messages show.
struct SourceReader {

  /// The main file's directory, absolute: names are relative to it.
  private(set) var root = ""

  /// The identities of the files that were read.
  private(set) var inputs: [FileIdentity] = []

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
  func locate(_ name: String, from importer: SourceFile) -> String? {
    let here = importer.path == "-" ? "." : Paths.directory(of: importer.path)
    for directory in name.hasPrefix("/") ? [""] : [here, "."] {
      let path = Paths.join(directory, name)
      for candidate in [path, path + ".myco"] where isFile(candidate) {
        return Paths.normalized(candidate)
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

  /// Returns the contents of the file at `path`.
  private mutating func read(_ path: String) throws(DriverError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file("read", path, errno) }
    defer { close(descriptor) }
    var status = stat()
    if fstat(descriptor, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { throw .failure("'\(path)' is a directory") }
      inputs.append(FileIdentity(status))
    }
    do {
      return try readAll(from: descriptor)
    } catch {
      throw .file("read", path, error.code)
    }
  }

  private func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
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
