/// Returns `diagnostic` as text for people: the message, its place with an excerpt, and its notes.
///
///     error[E0201]: unknown name 'coutn'
///       --> main.myco:3:7
///        |
///      3 | print(coutn);
///        |       ^^^^^
///        = help: did you mean 'count'?
///
/// Tabs are kept, so that marks stand under what they mark; long lines are clipped around the
/// place; control characters are shown by their code points; of several lines the first is shown.
public func render(_ diagnostic: Diagnostic, sources: SourceMap, colored: Bool) -> String {
  DiagnosticRenderer(sources: sources, palette: colored ? .terminal : .plain).render(diagnostic)
}

/// The colours of a message, as escape sequences.
private struct Palette {

  var error = ""
  var warning = ""
  var bold = ""
  var frame = ""
  var note = ""
  var reset = ""

  static let plain = Palette()

  static let terminal = Palette(
    error: "\u{1B}[1;31m", warning: "\u{1B}[1;33m", bold: "\u{1B}[1m", frame: "\u{1B}[1;34m",
    note: "\u{1B}[1;36m", reset: "\u{1B}[0m")

}

/// What is shown of a line: its text and the marks under it.
private struct Excerpt {
  var text: String
  var marks: String
}

private struct DiagnosticRenderer {

  /// The most columns of a line that are shown.
  private static let width = 100

  /// The columns shown before the place where a line is clipped.
  private static let margin = 40

  let sources: SourceMap
  let palette: Palette

  func render(_ diagnostic: Diagnostic) -> String {
    let color = diagnostic.severity == .error ? palette.error : palette.warning
    var result = "\(color)\(diagnostic.severity.rawValue)[\(diagnostic.code)]\(palette.reset)"
    result += "\(palette.bold): \(escaped(diagnostic.message))\(palette.reset)\n"
    let gutter = gutterWidth(of: diagnostic)
    result += place(diagnostic.span, mark: "^", color: color, gutter: gutter)
    for note in diagnostic.notes {
      let text = escaped(note.text)
      let indent = String(repeating: " ", count: gutter)
      result += "\(indent) \(palette.frame)= \(palette.note)note\(palette.reset): \(text)\n"
      result += place(note.span, mark: "-", color: palette.note, gutter: gutter)
    }
    if let help = diagnostic.help {
      let indent = String(repeating: " ", count: gutter)
      let text = escaped(help)
      result += "\(indent) \(palette.frame)= \(palette.note)help\(palette.reset): \(text)\n"
    }
    return result
  }

  /// Returns the columns of the widest line number, and one before it.
  private func gutterWidth(of diagnostic: Diagnostic) -> Int {
    let spans = [diagnostic.span] + diagnostic.notes.map(\.span)
    let lines = spans.map { $0.file.isNone ? 0 : sources.position(of: $0).line }
    return String(lines.max() ?? 0).count + 1
  }

  /// Returns the name and position of `span` and the line it begins on.
  private func place(_ span: SourceSpan, mark: Character, color: String, gutter: Int) -> String {
    if span.file.isNone { return "" }
    let file = sources[span.file]
    let position = file.position(of: span.start)
    let indent = String(repeating: " ", count: gutter)
    let bar = "\(palette.frame)|\(palette.reset)"
    let number = String(position.line)
    let padding = String(repeating: " ", count: gutter - number.count)
    let excerpt = excerpt(of: span, line: position.line, in: file, mark: mark)
    var result = "\(indent)\(palette.frame)-->\(palette.reset) "
    result += "\(escaped(file.name)):\(position.line):\(position.column)\n"
    result += "\(indent) \(bar)\n"
    result += "\(padding)\(palette.frame)\(number) |\(palette.reset)"
    result += excerpt.text.isEmpty ? "\n" : " \(excerpt.text)\n"
    result += "\(indent) \(bar) \(marked(excerpt.marks, color))\n"
    return result
  }

  /// Returns `marks` with the part after the white space in `color`.
  private func marked(_ marks: String, _ color: String) -> String {
    let start = marks.firstIndex { $0 != " " && $0 != "\t" } ?? marks.endIndex
    return "\(marks[..<start])\(color)\(marks[start...])\(palette.reset)"
  }

  /// Returns the part of `line` around `span`, and marks under what `span` covers of it.
  private func excerpt(
    of span: SourceSpan, line: Int, in file: SourceFile, mark: Character
  ) -> Excerpt {
    let whole = bounds(ofLine: line, in: file)
    let start = min(max(Int(span.start), whole.lowerBound), whole.upperBound)
    let marked = start..<min(max(Int(span.end), start), whole.upperBound)
    let part = clip(whole, around: start, in: file.bytes)
    let isContinued = part.lowerBound > whole.lowerBound
    var result = Excerpt(text: isContinued ? "…" : "", marks: isContinued ? " " : "")
    var columns = isContinued ? 1 : 0
    var offset = part.lowerBound
    var isClipped = part.upperBound < whole.upperBound
    for scalar in String(decoding: file.bytes[part], as: UTF8.self).unicodeScalars {
      let (text, width) = shown(scalar)
      if columns + width > Self.width {
        isClipped = true
        break
      }
      result.text += text
      if marked.contains(offset) {
        result.marks += String(repeating: mark, count: width)
      } else if offset < start {
        result.marks += scalar == "\t" ? "\t" : String(repeating: " ", count: width)
      }
      columns += width
      offset += UTF8.width(scalar)
    }
    if isClipped { result.text += "…" }
    if !result.marks.contains(mark) { result.marks.append(mark) }
    return result
  }

  /// Returns the offsets of the text of `line`, without its end and a byte order mark.
  private func bounds(ofLine line: Int, in file: SourceFile) -> Range<Int> {
    let bytes = file.bytes
    var start = Int(file.lineStarts[line - 1])
    if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    var end = line < file.lineStarts.count ? Int(file.lineStarts[line]) - 1 : bytes.count
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<max(start, end)
  }

  /// Returns the part of `line` near `offset`: only that is decoded, for a line may be huge.
  private func clip(_ line: Range<Int>, around offset: Int, in bytes: [UInt8]) -> Range<Int> {
    var start = line.lowerBound
    if offset - start > Self.width - Self.margin {
      start = self.start(ofScalarAt: offset - Self.margin, in: bytes, from: start)
    }
    var end = line.upperBound
    if end - start > 4 * Self.width {
      end = self.start(ofScalarAt: start + 4 * Self.width, in: bytes, from: start)
    }
    return start..<end
  }

  /// Returns the offset, at most `offset` and at least `limit`, where a scalar begins.
  private func start(ofScalarAt offset: Int, in bytes: [UInt8], from limit: Int) -> Int {
    var i = offset
    while i > limit, bytes[i] & 0xC0 == 0x80 { i -= 1 }
    return i
  }

  /// Returns what is shown for `scalar`, and the columns it takes on a terminal.
  private func shown(_ scalar: Unicode.Scalar) -> (text: String, width: Int) {
    if scalar == "\t" { return ("\t", 1) }
    if isHidden(scalar) {
      let text = "<U+\(String(scalar.value, radix: 16, uppercase: true))>"
      return (text, text.count)
    }
    return (String(scalar), width(of: scalar))
  }

  private func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// `true` iff `scalar` would not be seen or would change how the rest is shown.
  private func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: scalar.value != 0x200D
    default: false
    }
  }

  /// Returns `text` with what cannot be seen shown by its code point.
  private func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      result += scalar == "\n" ? "\n" : scalar == "\t" ? "\t" : shown(scalar).text
    }
  }

}
