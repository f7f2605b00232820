/// Operations on paths as text: what they do does not depend on which files exist.
enum Paths {

  /// Returns the path of `name` in `directory`.
  static func join(_ directory: String, _ name: String) -> String {
    if name.hasPrefix("/") || directory.isEmpty { return name }
    return directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
  }

  /// Returns the part of `path` before its last component: "." if there is none.
  static func directory(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Returns the last component of `path`.
  static func lastComponent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// Returns the last component of `path` without the extension `.myco`.
  static func baseName(of path: String) -> String {
    let name = lastComponent(of: path)
    return name.hasSuffix(".myco") && name.utf8.count > 5 ? String(name.dropLast(5)) : name
  }

  /// Returns `path` without the components `.`, and `..` resolved against what precedes it.
  static func normalized(_ path: String) -> String {
    var components: [Substring] = []
    for component in path.split(separator: "/") where component != "." {
      if component == "..", let last = components.last, last != ".." {
        components.removeLast()
      } else if component != ".." || !path.hasPrefix("/") {
        components.append(component)
      }
    }
    let joined = components.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + joined : joined.isEmpty ? "." : joined
  }

  /// Returns the path that leads from the directory `base` to `path`, both absolute and normal.
  static func relative(_ path: String, to base: String) -> String {
    let target = path.split(separator: "/")
    let start = base.split(separator: "/")
    let common = zip(target, start).prefix { $0 == $1 }.count
    let ups = Array(repeating: Substring(".."), count: start.count - common)
    return (ups + target[common...]).joined(separator: "/")
  }

}
