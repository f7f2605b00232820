import Glibc
import Source
import Support

// The libraries file, dir, path, env and process.
extension Evaluator {

  /// Calls `function`, given as `library.name`; `nil` if it is none of these libraries.
  mutating func callSystem(_ function: String, _ arguments: Arguments) throws -> Value? {
    switch function.prefix(while: { $0 != "." }) {
    case "file": try callFile(function, arguments)
    case "dir": try callDirectory(function, arguments)
    case "path": try callPath(function, arguments)
    case "json": try callJSON(function, arguments)
    case "http": try callHTTP(function, arguments)
    case "regex": try callRegex(function, arguments)
    case "time": try callTime(function, arguments)
    default: try callProcess(function, arguments)
    }
  }

  // MARK: file

  private mutating func callFile(_ function: String, _ arguments: Arguments) throws -> Value? {
    switch function {
    case "file.read":
      return .string(try read(arguments))
    case "file.readLines", "file.lines":
      return .array(lines(of: try read(arguments)).map { .string($0) })
    case "file.write":
      let (path, text) = (try Self.path(arguments, "write"), try arguments.text(1))
      try Self.check(SystemFile.write(path, text.utf8), "write", arguments)
      return .null
    case "file.writeLines":
      let path = try Self.path(arguments, "write")
      var text = Text()
      for line in try arguments.array(1) {
        text.append(try self.text(of: line, at: arguments.span))
        text.append("\n")
      }
      try Self.check(SystemFile.write(path, text.utf8), "write", arguments)
      return .null
    case "file.append":
      let (path, text) = (try Self.path(arguments, "append to"), try arguments.text(1))
      let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
      try Self.check(SystemFile.fill(file, text.utf8), "append to", arguments)
      return .null
    default:
      if let result = try callHandle(function, arguments) { return result }
      return try callFileEntry(function, arguments)
    }
  }

  /// The functions that ask of a file or delete it, without its content.
  private func callFileEntry(_ function: String, _ arguments: Arguments) throws -> Value? {
    switch function {
    case "file.exists":
      return .bool(SystemFile.status(try arguments.text(0)) != nil)
    case "file.size":
      let path = try Self.path(arguments, "find")
      var info = stat()
      try Self.check(stat(path, &info) == 0, "find", arguments)
      return .int(Int(info.st_size))
    case "file.delete":
      let path = try Self.path(arguments, "delete")
      try Self.check(unlink(path) == 0, "delete", arguments)
      return .null
    default: return try callFileBytes(function, arguments)
    }
  }

  private func read(_ arguments: Arguments) throws -> Text {
    let path = try Self.path(arguments, "read")
    let bytes = SystemFile.read(path)
    try Self.check(bytes != nil, "read", arguments)
    return try text(ofFile: bytes!, arguments)
  }

  /// Returns the text that `bytes` from a file are; ValueError unless they are UTF-8.
  func text(ofFile bytes: some Sequence<UInt8>, _ arguments: Arguments) throws -> Text {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Fault.value("the file is not valid UTF-8", at: arguments.span)
    }
    return Text(text)
  }

  // MARK: Failures

  /// Returns the path that the first argument is; one that holds NUL is refused.
  static func path(_ arguments: Arguments, _ action: String) throws -> String {
    let path = try arguments.text(0)
    if !path.scalars.contains("\0") { return path.string }
    errno = EINVAL
    throw failure(action, arguments)
  }

  /// Throws the IOError that `errno` tells of unless what was tried `succeeded`.
  static func check(_ succeeded: Bool, _ action: String, _ arguments: Arguments) throws {
    if !succeeded { throw failure(action, arguments) }
  }

  private static func failure(_ action: String, _ arguments: Arguments) -> Fault {
    var path = Text()
    if case .string(let text) = arguments.values.first {
      path = Text(text.scalars.prefix { $0 != "\0" })
    }
    return failure(action, path.string, at: arguments.span)
  }

  /// The IOError that `errno` tells of.
  static func failure(_ action: String, _ path: String, at span: SourceSpan) -> Fault {
    let reason = String(cString: strerror(errno))
    return Fault("IOError", "cannot \(action) \"\(path)\": \(reason)", at: span)
  }

  // MARK: dir

  private func callDirectory(_ function: String, _ arguments: Arguments) throws -> Value? {
    if function == "dir.current" {
      return .text(try currentDirectory(arguments))
    }
    let actions = [
      "dir.list": "list", "dir.create": "create", "dir.remove": "remove",
      "dir.removeAll": "remove", "dir.change": "change to",
    ]
    if function == "dir.walk" || function == "dir.info" {
      return function == "dir.walk" ? try walk(arguments) : try information(arguments)
    }
    guard function == "dir.exists" || actions[function] != nil else { return nil }
    guard let action = actions[function] else {
      return .bool(SystemFile.status(try arguments.text(0)).map(SystemFile.isDirectory) ?? false)
    }
    let path = try Self.path(arguments, action)
    switch function {
    case "dir.list":
      let names = SystemFile.names(in: path)
      try Self.check(names != nil, action, arguments)
      return .array(names!.map { .text($0) })
    case "dir.create": try Self.check(SystemFile.createDirectories(path), action, arguments)
    case "dir.remove": try Self.check(rmdir(path) == 0, action, arguments)
    case "dir.removeAll": try Self.check(SystemFile.removeAll(path), action, arguments)
    default: try Self.check(chdir(path) == 0, action, arguments)
    }
    return .null
  }

  private func currentDirectory(_ arguments: Arguments) throws -> String {
    guard let path = getcwd(nil, 0) else {
      let reason = String(cString: strerror(errno))
      throw Fault(
        "IOError", "cannot find the current directory: \(reason)", at: arguments.span)
    }
    defer { free(path) }
    return String(cString: path)
  }

  // MARK: path

  private func callPath(_ function: String, _ arguments: Arguments) throws -> Value? {
    if function == "path.join" {
      var joined = ""
      for i in arguments.values.indices {
        joined = SystemPath.join(joined, try arguments.text(i).string)
      }
      return .text(joined)
    }
    guard ["path.base", "path.dir", "path.extension", "path.absolute"].contains(function) else {
      return nil
    }
    let path = try arguments.text(0).string
    switch function {
    case "path.base": return .text(SystemPath.base(path))
    case "path.dir": return .text(SystemPath.directory(path))
    case "path.extension": return .text(SystemPath.extension(path))
    default:
      return .text(SystemPath.normalized(SystemPath.join(try currentDirectory(arguments), path)))
    }
  }

  // MARK: env, process

  private mutating func callProcess(_ function: String, _ arguments: Arguments) throws -> Value? {
    switch function {
    case "env.get":
      let value = environmentVariable(try arguments.text(0))
      return value.map(Value.text) ?? (arguments.count == 2 ? arguments[1] : .null)
    case "env.set":
      let (name, value) = (try arguments.text(0), try arguments.text(1))
      guard isVariable(name), !value.scalars.contains("\0") else {
        throw Fault.value("no environment variable can be set so", at: arguments.span)
      }
      setenv(name.string, value.string, 1)
      return .null
    case "env.all":
      return .map(try environment(arguments))
    case "process.pid":
      return .int(Int(getpid()))
    case "process.run": return try runProcess(arguments)
    default: return nil
    }
  }

  private func isVariable(_ name: Text) -> Bool {
    !name.isEmpty && !name.scalars.contains("=") && !name.scalars.contains("\0")
  }

  private func environmentVariable(_ name: Text) -> String? {
    guard isVariable(name), let value = getenv(name.string) else { return nil }
    return String(cString: value)
  }

  private func environment(_ arguments: Arguments) throws -> OrderedMap {
    var all = OrderedMap()
    var next = environ
    while let entry = next.pointee {
      let text = Text(String(cString: entry))
      if let at = text.index(of: "="), at > 0 {
        let name = Value.string(Text(text.scalars[..<at]))
        let value = Value.string(Text(text.scalars[(at + 1)...]))
        all.set(try program.key(name, at: arguments.span), name, to: value)
      }
      next += 1
    }
    return all
  }

}
