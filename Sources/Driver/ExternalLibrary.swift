@preconcurrency import Glibc
import IR

/// A library of the system that a part of Myco's library needs.
struct ExternalLibrary {

  /// The part of the library.
  let part: String

  /// The name that the linker knows it by, and the package of Debian to install it by.
  let name: String
  let package: String

  /// All of them.
  private static let all = [
    ExternalLibrary(part: "regex", name: "pcre2-8", package: "libpcre2-dev"),
    ExternalLibrary(part: "json", name: "yajl_s", package: "libyajl-dev"),
    ExternalLibrary(part: "http", name: "curl", package: "libcurl4-openssl-dev"),
  ]

  /// Returns those that `module` needs.
  static func needed(by module: Module) -> [ExternalLibrary] {
    var parts: Set<Substring> = []
    for id in module.functions.ids {
      let function = module.functions[id]
      for block in function.layout {
        for value in function[block].instructions {
          let instruction = function[value]
          switch instruction.opcode {
          case .intrinsic, .intrinsicRaising, .intrinsicActing:
            guard let intrinsic = Intrinsic(rawValue: instruction.immediate) else { continue }
            parts.insert(intrinsic.info.name.prefix { $0 != "." })
          default: continue
          }
        }
      }
    }
    return all.filter { parts.contains($0.part[...]) }
  }

  /// Throws what to install unless the library is in one of `directories`.
  func require(in directories: [String]) throws(DriverError) {
    let isFound = directories.contains { directory in
      ["so", "a"].contains { access(Paths.join(directory, "lib\(name).\($0)"), R_OK) == 0 }
    }
    if isFound { return }
    throw .failure(
      "a program that uses '\(part)' needs lib\(name), which was not found; install \(package)")
  }

}
