@preconcurrency import Glibc

/// Where a result is written: all of it or nothing.
///
/// A regular file is written under another name beside it and renamed, so that a failure leaves
/// what stood there; standard output and special files such as `/dev/null` are written directly.
struct OutputFile {

  /// The ways to write it.
  private enum Kind: Equatable {

    case standardOutput

    /// Something that is no regular file.
    case special

    /// A regular file, there or not; the path has no symbolic link at its end.
    case regular(String)

  }

  /// The path as the user gave it; `-` for standard output.
  let path: String
  private let kind: Kind

  /// Creates the output `path`, which must be none of `inputs`.
  init(_ path: String, inputs: [FileIdentity] = []) throws(DriverError) {
    self.path = path
    if path == "-" {
      kind = .standardOutput
      return
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw .file("write", path, errno) }
      if path.isEmpty || path.hasSuffix("/") { throw .file("write", path, ENOENT) }
      kind = .regular(path)
      return
    }
    if inputs.contains(FileIdentity(status)) {
      throw .failure("cannot write '\(path)': it is the source file; name another one with -o")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      guard access(path, W_OK) == 0 else { throw .file("write", path, errno) }
      kind = .regular(Self.resolved(path))
    case S_IFDIR: throw .failure("cannot write '\(path)': it is a directory")
    default: kind = .special
    }
  }

  /// Writes `bytes`; a new file may be executed if `isExecutable`.
  func write(_ bytes: [UInt8], isExecutable: Bool = false) throws(DriverError) {
    switch kind {
    case .standardOutput:
      let code = writeAll(bytes, to: STDOUT_FILENO)
      if code != 0 { throw .failure("cannot write standard output: \(systemMessage(code))") }
    case .special:
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .file("write", path, errno) }
      try finish(descriptor, writeAll(bytes, to: descriptor))
    case .regular:
      try produce { (temporary) throws(DriverError) in
        let mode: mode_t = isExecutable ? 0o777 : 0o666
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .file("write", path, errno) }
        try finish(descriptor, writeAll(bytes, to: descriptor))
      }
    }
  }

  /// Lets `body` make the file under the name that it is given, and puts it in its place.
  func produce(_ body: (String) throws(DriverError) -> Void) throws(DriverError) {
    guard case .regular(let target) = kind else {
      var directory = try TemporaryDirectory()
      defer { directory.remove() }
      let temporary = directory.file(Paths.baseName(of: path))
      try body(temporary)
      try write(try Self.contents(of: temporary))
      return
    }
    let temporary = "\(target).\(getpid()).tmp"
    try checkDirectory(of: target)
    TemporaryFiles.add(temporary)
    do {
      try body(temporary)
    } catch {
      TemporaryFiles.remove(temporary)
      throw error
    }
    guard rename(temporary, target) == 0 else {
      let code = errno
      TemporaryFiles.remove(temporary)
      throw .file("write", path, code)
    }
    TemporaryFiles.forget(temporary)
  }

  /// Throws if no file can be made in the directory of `target`.
  private func checkDirectory(of target: String) throws(DriverError) {
    guard access(Paths.directory(of: target), W_OK | X_OK) == 0 else {
      throw .file("write", path, errno)
    }
  }

  /// Closes `descriptor`; throws the error `code` unless it is 0, or that of closing.
  private func finish(_ descriptor: Int32, _ code: Int32) throws(DriverError) {
    let closed = close(descriptor) == 0 ? 0 : errno
    if code != 0 || closed != 0 { throw .file("write", path, code != 0 ? code : closed) }
  }

  private static func contents(of path: String) throws(DriverError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file("read", path, errno) }
    defer { close(descriptor) }
    do {
      return try readAll(from: descriptor)
    } catch {
      throw .file("read", path, error.code)
    }
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

}
