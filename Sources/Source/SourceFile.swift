import Support

/// The identity of a source file in a `SourceMap`.
public struct FileID: EntityID {

  public let raw: UInt32

  public init(raw: UInt32) { self.raw = raw }

}

/// A place in a file, as people count: lines and columns start at 1, a column is a Unicode scalar.
public struct SourcePosition: Hashable, Sendable {

  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

}

/// A range of bytes of one source file.
public struct SourceSpan: Hashable, Sendable {

  /// The file.
  public var file: FileID

  /// The offset of the first byte.
  public var start: UInt32

  /// The offset after the last byte.
  public var end: UInt32

  public init(file: FileID, start: Int, end: Int) {
    self.file = file
    self.start = UInt32(start)
    self.end = UInt32(end)
  }

  /// The span of nothing, for what no source text stands for.
  public static let none = SourceSpan(file: .none, start: 0, end: 0)

  /// Returns the smallest span that covers this one and `other`, which is of the same file.
  public func union(_ other: SourceSpan) -> SourceSpan {
    .init(file: file, start: Int(min(start, other.start)), end: Int(max(end, other.end)))
  }

  /// `true` iff it covers nothing.
  public var isEmpty: Bool { start == end }

  /// The empty span at this one's end.
  public var endPoint: SourceSpan { .init(file: file, start: Int(end), end: Int(end)) }

}

/// A source file: its bytes and where its lines begin.
public struct SourceFile: Sendable {

  /// The name to show, relative to the main file's directory.
  public let name: String

  /// The path it was read from; `-` for standard input.
  public let path: String

  /// The contents, UTF-8 (validated by the lexer), a byte order mark included.
  public let bytes: [UInt8]

  /// The offset of the first byte of each line.
  public let lineStarts: [UInt32]

  /// `true` iff it is a part of the library written in Myco.
  public let isLibrary: Bool

  /// Creates a file named `name`, read from `path`, with the contents `bytes`.
  public init(name: String, path: String, bytes: [UInt8], isLibrary: Bool = false) {
    self.name = name
    self.path = path
    self.bytes = bytes
    self.isLibrary = isLibrary
    var starts: [UInt32] = [0]
    for i in bytes.indices where bytes[i] == UInt8(ascii: "\n") { starts.append(UInt32(i + 1)) }
    self.lineStarts = starts
  }

  /// Returns the line and column of the byte at `offset`.
  public func position(of offset: UInt32) -> SourcePosition {
    let line = lineIndex(of: offset)
    let start = Int(lineStarts[line])
    var column = 1
    for i in start..<min(Int(offset), bytes.count) where bytes[i] & 0xC0 != 0x80 { column += 1 }
    if line == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]), offset >= 3 { column -= 1 }
    return SourcePosition(line: line + 1, column: column)
  }

  /// Returns the text of the line with the number `line`, from 1, without its end.
  public func text(ofLine line: Int) -> String {
    let start = Int(lineStarts[line - 1])
    var end = line < lineStarts.count ? Int(lineStarts[line]) - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  /// Returns the text between two offsets.
  public func text(from start: UInt32, to end: UInt32) -> String {
    String(decoding: bytes[Int(start)..<Int(end)], as: UTF8.self)
  }

  /// Returns the index in `lineStarts` of the line that holds `offset`, by binary search.
  private func lineIndex(of offset: UInt32) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

}

/// All source files of a compilation.
public struct SourceMap: Sendable {

  private var files = Table<FileID, SourceFile>()

  public init() {}

  /// Adds `file` and returns its identity.
  public mutating func add(_ file: SourceFile) -> FileID { files.append(file) }

  /// The identities of all files.
  public var ids: [FileID] { Array(files.ids) }

  /// Returns the file `id`.
  public subscript(id: FileID) -> SourceFile { files[id] }

  /// Returns the position of the start of `span`.
  public func position(of span: SourceSpan) -> SourcePosition {
    files[span.file].position(of: span.start)
  }

  /// Returns the text that `span` covers.
  public func text(of span: SourceSpan) -> String {
    files[span.file].text(from: span.start, to: span.end)
  }

}
