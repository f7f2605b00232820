import Source

/// Returns `tokens` of `file`, one a line: its position, kind and text.
public func dumpTokens(_ tokens: [Token], of file: FileID, in sources: SourceMap) -> String {
  let source = sources[file]
  var result = ""
  var (line, column) = (1, 1)
  var offset = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  for token in tokens {
    while offset < Int(token.start) {
      let byte = source.bytes[offset]
      if byte == UInt8(ascii: "\n") {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
      offset += 1
    }
    var row = padded("\(line):\(column)", to: 8)
    row += token.kind == .endOfFile ? "end of file" : padded(token.kind.category, to: 12)
    row += source.text(from: token.start, to: token.end)
    result += row + "\n"
  }
  return result
}

private func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(1, width - text.utf8.count))
}
