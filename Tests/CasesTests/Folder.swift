@preconcurrency import Glibc

/// The folders of the test cases.
enum Folder {

  /// `Tests/Cases`.
  static let cases: String = {
    let file = #filePath
    let tests = file.split(separator: "/").dropLast(2).joined(separator: "/")
    return "/\(tests)/Cases"
  }()

  /// What `scripts/build-runtime --sanitize` makes.
  static let sanitizedRuntime = "\(cases)/../../.build/runtime-sanitize"

  /// Returns the names, without `.myco`, of the programs in the folder `name` of `Tests/Cases`.
  static func programs(in name: String) -> [String] {
    names(in: "\(cases)/\(name)", suffix: ".myco")
  }

  /// Returns the names, without `suffix`, of the files in the folder at `path` that end in it.
  static func names(in path: String, suffix: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var result: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(suffix) { result.append(String(name.dropLast(suffix.utf8.count))) }
    }
    return result.sorted()
  }

}

/// Returns the contents of the file at `path`, or `nil` if it cannot be read.
func contents(of path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 64 << 10)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes += buffer[..<count]
  }
}

/// Writes `text` to the file at `path`.
func write(_ text: String, to path: String) {
  guard let file = fopen(path, "w") else { fatalError("cannot write \(path)") }
  fputs(text, file)
  fclose(file)
}

/// A new folder for the files of one test.
struct TemporaryFolder {

  let root: String

  init() {
    var template = Array("/tmp/myco-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { fatalError("no temporary folder") }
    root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Returns the path of the file `name`.
  func path(_ name: String) -> String { "\(root)/\(name)" }

  /// Returns the text of the file `name`; none if it is not there.
  func read(_ name: String) -> String { contents(of: path(name)) ?? "" }

  /// Writes `text` to the file `name`.
  func write(_ text: String, to name: String) { CasesTests.write(text, to: path(name)) }

  /// The names of the files in it.
  var names: [String] {
    guard let folder = opendir(root) else { return [] }
    defer { closedir(folder) }
    var result: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { result.append(name) }
    }
    return result.sorted()
  }

  /// Removes the folder and the files in it.
  func remove() {
    for name in names { unlink(path(name)) }
    rmdir(root)
  }

}
