import CSystem
import Glibc
import Source
import Support

// Open files, bytes and copies of files, and processes.
extension Evaluator {

  /// The functions of `file` that take or give an open file.
  mutating func callHandle(_ function: String, _ arguments: Arguments) throws -> Value? {
    switch function {
    case "file.open": return try openFile(arguments)
    case "file.readChunk":
      let handle = try handle(arguments)
      return .string(try readChunk(handle, try arguments.int(1, default: 65536), arguments))
    case "file.writeChunk":
      let (handle, bytes) = (try handle(arguments), try arguments.text(1).utf8)
      let succeeds = bytes.withUnsafeBytes {
        myco_handle_write(handle, $0.baseAddress, bytes.count)
      }
      return try done(succeeds, "write to", arguments)
    case "file.seek":
      let (handle, place) = (try handle(arguments), try arguments.int(1))
      return try done(myco_handle_seek(handle, Int64(place)), "seek in", arguments)
    case "file.close", "file.tell", "file.eof":
      return try ask(function, try handle(arguments), arguments)
    default: return nil
    }
  }

  private func openFile(_ arguments: Arguments) throws -> Value {
    let (path, mode) = (try arguments.text(0), try arguments.text(1, default: "r"))
    guard ["r", "w", "a"].contains(mode) else {
      throw Fault.value("the mode of a file is r, w or a", at: arguments.span)
    }
    let checked = try Self.path(arguments, "open")
    let handle = myco_handle_open(checked, CChar(mode.utf8[0]))
    try Self.check(handle != 0, "open", arguments)
    return .object(
      OrderedMap(["path": .string(path), "mode": .string(mode), "handle": .int(Int(handle))]))
  }

  private func handle(_ arguments: Arguments) throws -> Int64 {
    if case .int(let handle)? = try arguments.map(0)[.string("handle")] { return Int64(handle) }
    return 0
  }

  private func ask(
    _ function: String, _ handle: Int64, _ arguments: Arguments
  ) throws -> Value {
    switch function {
    case "file.close": return try done(myco_handle_close(handle), "close", arguments)
    case "file.tell":
      let place = myco_handle_tell(handle)
      _ = try done(place >= 0, "tell the place in", arguments)
      return .int(Int(place))
    default:
      let isAtEnd = myco_handle_is_at_end(handle)
      _ = try done(isAtEnd >= 0, "read", arguments)
      return .bool(isAtEnd == 1)
    }
  }

  /// Throws the IOError of an open file unless what was tried `succeeded`.
  private func done(_ succeeded: Bool, _ action: String, _ arguments: Arguments) throws -> Value {
    if succeeded { return .null }
    let reason = String(cString: strerror(errno))
    throw Fault("IOError", "cannot \(action) the file: \(reason)", at: arguments.span)
  }

  private func readChunk(_ handle: Int64, _ count: Int, _ arguments: Arguments) throws -> Text {
    let count = Swift.max(count, 0)
    let bytes = try [UInt8](unsafeUninitializedCapacity: count + 3) { buffer, length in
      let read = myco_handle_read(handle, UnsafeMutableRawPointer(buffer.baseAddress), count)
      _ = try done(read >= 0, "read", arguments)
      length = Int(read)
    }
    return try text(ofFile: bytes, arguments)
  }

  // MARK: Lines

  /// Opens the file whose lines a `for` loop walks.
  func openLines(_ arguments: Arguments) throws -> Int64 {
    let path = try Self.path(arguments, "read")
    let file = myco_handle_open(path, CChar(UInt8(ascii: "r")))
    try Self.check(file != 0, "read", arguments)
    return file
  }

  /// Returns the next line of `file`, or `nil` at its end.
  func readLine(_ file: Int64, _ arguments: Arguments) throws -> Text? {
    var bytes: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(bytes) }
    let length = myco_handle_read_line(file, &bytes, &capacity)
    if length == -1 { return nil }
    _ = try done(length >= 0, "read", arguments)
    return try text(
      ofFile: UnsafeRawBufferPointer(start: bytes, count: Int(length)), arguments)
  }

  /// What was only read loses nothing if it cannot be closed.
  func closeLines(_ file: Int64) { _ = myco_handle_close(file) }

  // MARK: Bytes and copies

  /// The functions of `file` on bytes, and those of two paths.
  func callFileBytes(_ function: String, _ arguments: Arguments) throws -> Value? {
    switch function {
    case "file.readBytes":
      let bytes = SystemFile.read(try Self.path(arguments, "read"))
      try Self.check(bytes != nil, "read", arguments)
      return .array(bytes!.map { .int(Int($0)) })
    case "file.writeBytes":
      _ = try arguments.text(0)
      let bytes = try arguments.array(1).map { value in
        guard case .int(let number) = value, let byte = UInt8(exactly: number) else {
          throw Fault.value("a byte is an Int from 0 to 255", at: arguments.span)
        }
        return byte
      }
      let path = try Self.path(arguments, "write")
      try Self.check(SystemFile.write(path, bytes), "write", arguments)
      return .null
    case "file.copy", "file.move":
      let action = function == "file.copy" ? "copy" : "move"
      let to = try arguments.text(1)
      let from = try Self.path(arguments, action)
      if to.scalars.contains("\0") { errno = EINVAL }
      let succeeds = !to.scalars.contains("\0")
        && (function == "file.copy"
          ? SystemFile.copy(from, to.string) : SystemFile.move(from, to.string))
      try Self.check(succeeds, action, arguments)
      return .null
    default: return nil
    }
  }

  // MARK: What the system tells of a path

  func walk(_ arguments: Arguments) throws -> Value {
    let root = try Self.path(arguments, "list")
    var (found, folders): ([Text], [String]) = ([], [""])
    while let folder = folders.popLast() {
      let directory = SystemPath.join(root, folder)
      let names = SystemFile.names(in: directory)
      if names == nil { throw Self.failure("list", directory, at: arguments.span) }
      for name in names! {
        let entry = SystemPath.join(folder, name)
        found.append(Text(entry))
        var info = stat()
        let path = SystemPath.join(root, entry)
        if lstat(path, &info) != 0 { throw Self.failure("find", path, at: arguments.span) }
        if SystemFile.isDirectory(info) { folders.append(entry) }
      }
    }
    return .array(found.sorted { $0.compared(to: $1) < 0 }.map { .string($0) })
  }

  func information(_ arguments: Arguments) throws -> Value {
    let path = try Self.path(arguments, "find")
    var info = stat()
    try Self.check(stat(path, &info) == 0, "find", arguments)
    let permissions = (0..<9).map { i -> String in
      info.st_mode >> UInt32(8 - i) & 1 == 1 ? ["r", "w", "x"][i % 3] : "-"
    }
    let modified = Double(info.st_mtim.tv_sec) + Double(info.st_mtim.tv_nsec) / 1e9
    return .object(
      OrderedMap([
        "name": .text(SystemPath.base(path)), "size": .int(Int(info.st_size)),
        "isDirectory": .bool(SystemFile.isDirectory(info)),
        "isFile": .bool(info.st_mode & S_IFMT == S_IFREG),
        "modified": .object(OrderedMap(["timestamp": .float(modified)])),
        "permissions": .text(permissions.joined()),
      ]))
  }

  // MARK: Processes

  mutating func runProcess(_ arguments: Arguments) throws -> Value {
    var texts = [try arguments.text(0)]
    for argument in arguments.count == 2 ? try arguments.array(1) : [] {
      texts.append(try text(of: argument, at: arguments.span))
    }
    flush()
    var process = MycoProcess()
    errno = EINVAL
    let isText = !texts.contains { $0.scalars.contains("\0") }
    var pointers = texts.map { strdup($0.string) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    try Self.check(isText && myco_process_start(&pointers, &process), "run", arguments)
    return .object(
      OrderedMap([
        "status": .int(Int(process.status)),
        "output": take(process.output, process.output_length),
        "error": take(process.error, process.error_length),
      ]))
  }

  /// Returns the text of `bytes`, which are freed; what is no UTF-8 becomes U+FFFD.
  private func take(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Value {
    guard let bytes else { return .string("") }
    defer { free(bytes) }
    return .text(
      UnsafeBufferPointer(start: bytes, count: count).withMemoryRebound(to: UInt8.self) {
        String(decoding: $0, as: UTF8.self)
      })
  }

}
