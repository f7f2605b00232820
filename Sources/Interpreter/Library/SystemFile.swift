import Glibc

/// Files and directories of the system. What fails is `nil` or `false`, with the reason in `errno`.
enum SystemFile {

  /// What the system tells of `path`.
  static func status(_ path: Text) -> stat? {
    var info = stat()
    return !path.scalars.contains("\0") && stat(path.string, &info) == 0 ? info : nil
  }

  /// `true` iff `info` tells of a directory.
  static func isDirectory(_ info: stat) -> Bool { info.st_mode & S_IFMT == S_IFDIR }

  /// The bytes of the file at `path`.
  static func read(_ path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 {
        return close(file, succeeded: count == 0) ? bytes : nil
      }
      bytes += buffer[..<count]
    }
  }

  /// Closes `file`, and tells whether that and what came before succeeded; keeps the first reason.
  private static func close(_ file: Int32, succeeded: Bool) -> Bool {
    let first = errno
    guard Glibc.close(file) == 0 else { return false }
    if !succeeded { errno = first }
    return succeeded
  }

  /// Writes `bytes` to the open `file` and closes it.
  static func fill(_ file: Int32, _ bytes: [UInt8]) -> Bool {
    guard file >= 0 else { return false }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress! + done, bytes.count - done)
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return close(file, succeeded: false) }
      done += count
    }
    return close(file, succeeded: true)
  }

  /// Replaces the file at `path`, as a whole or not at all; a device gets the bytes.
  static func write(_ path: String, _ bytes: [UInt8]) -> Bool {
    var info = stat()
    guard stat(path, &info) == 0 else {
      guard errno == ENOENT else { return false }
      let mask = umask(0)
      umask(mask)
      return replace(path, access: 0o666 & ~mask, bytes)
    }
    guard info.st_mode & S_IFMT == S_IFREG else {
      return fill(open(path, O_WRONLY | O_CLOEXEC), bytes)
    }
    guard access(path, W_OK) == 0, let target = realpath(path, nil) else { return false }
    defer { free(target) }
    return replace(String(cString: target), access: info.st_mode & 0o7777, bytes)
  }

  private static func replace(_ path: String, access: mode_t, _ bytes: [UInt8]) -> Bool {
    var name = Array("\(path).XXXXXX".utf8CString)
    let file = mkstemp(&name)
    guard file >= 0 else { return false }
    fchmod(file, access)
    if fill(file, bytes), rename(name, path) == 0 { return true }
    let reason = errno
    unlink(name)
    errno = reason
    return false
  }

  /// Copies the file `from` with its access.
  static func copy(_ from: String, _ to: String) -> Bool {
    var (info, old) = (stat(), stat())
    guard let bytes = read(from), stat(from, &info) == 0 else { return false }
    let isNew = stat(to, &old) != 0
    return write(to, bytes) && (!isNew || chmod(to, info.st_mode & 0o7777) == 0)
  }

  /// Moves a file or a directory; to another file system a file alone.
  static func move(_ from: String, _ to: String) -> Bool {
    if rename(from, to) == 0 { return true }
    return errno == EXDEV && copy(from, to) && unlink(from) == 0
  }

  /// The sorted names in the directory `path`.
  static func names(in path: String) -> [String]? {
    guard let directory = opendir(path) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  /// Makes the directory `path` and those it lies in, as far as they are missing.
  static func createDirectories(_ path: String) -> Bool {
    if mkdir(path, 0o777) == 0 { return true }
    if errno == EEXIST {
      var info = stat()
      guard stat(path, &info) == 0 else { return false }
      errno = ENOTDIR
      return isDirectory(info)
    }
    guard errno == ENOENT, !path.isEmpty else { return false }
    let parent = SystemPath.directory(path)
    guard parent != path, createDirectories(parent) else { return false }
    return mkdir(path, 0o777) == 0 || errno == EEXIST
  }

  /// Removes `path` with all that it holds; follows no links.
  static func removeAll(_ path: String) -> Bool {
    var info = stat()
    guard lstat(path, &info) == 0 else { return false }
    guard isDirectory(info) else { return unlink(path) == 0 }
    guard let names = names(in: path) else { return false }
    return names.allSatisfy { removeAll(SystemPath.join(path, $0)) } && rmdir(path) == 0
  }

}

/// Texts of paths.
enum SystemPath {

  static func join(_ a: String, _ b: String) -> String {
    if a.isEmpty || b.hasPrefix("/") { return b }
    return b.isEmpty ? a : a.hasSuffix("/") ? a + b : "\(a)/\(b)"
  }

  /// The last part of `path`.
  static func base(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? ""
  }

  /// What is before the last part of `path`.
  static func directory(_ path: String) -> String {
    let trimmed = withoutSlashes(path[...])
    guard let slash = trimmed.lastIndex(of: "/") else { return path.hasPrefix("/") ? "/" : "." }
    let parent = withoutSlashes(trimmed[..<slash])
    return parent.isEmpty ? "/" : String(parent)
  }

  private static func withoutSlashes(_ path: Substring) -> Substring {
    var path = path
    while path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// The end of the last part of `path`, with its dot; empty if there is none.
  static func `extension`(_ path: String) -> String {
    let base = base(path)
    guard let dot = base.lastIndex(of: "."), dot != base.startIndex else { return "" }
    return String(base[dot...])
  }

  /// `path`, which begins at the root, without `.`, `..` and empty parts.
  static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

}
