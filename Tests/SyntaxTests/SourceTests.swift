import Source
import Testing

private func rendered(
  _ text: String, _ range: Range<Int>, notes: [(String, Range<Int>)] = [], help: String? = nil,
  colored: Bool = false
) -> String {
  var sources = SourceMap()
  let file = sources.add(SourceFile(name: "main.myco", path: "main.myco", bytes: Array(text.utf8)))
  func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(file: file, start: range.lowerBound, end: range.upperBound)
  }
  let diagnostic = Diagnostic(
    .error, "E0201", "unknown name 'coutn'", at: span(range),
    notes: notes.map { .init($0.0, at: span($0.1)) }, help: help)
  return render(diagnostic, sources: sources, colored: colored)
}

@Suite struct SourceTests {

  @Test func positions() {
    let file = SourceFile(name: "t", path: "t", bytes: Array("aé😀b\r\n\nc".utf8))
    #expect(file.position(of: 0) == SourcePosition(line: 1, column: 1))
    #expect(file.position(of: 3) == SourcePosition(line: 1, column: 3))
    #expect(file.position(of: 7) == SourcePosition(line: 1, column: 4))
    #expect(file.position(of: 10) == SourcePosition(line: 2, column: 1))
    #expect(file.position(of: 11) == SourcePosition(line: 3, column: 1))
    #expect(file.text(ofLine: 1) == "aé😀b")
    #expect(file.text(ofLine: 2) == "")
    #expect(file.text(ofLine: 3) == "c")
  }

  @Test func byteOrderMarkHasNoColumn() {
    let file = SourceFile(name: "t", path: "t", bytes: [0xEF, 0xBB, 0xBF] + Array("ab".utf8))
    #expect(file.position(of: 4) == SourcePosition(line: 1, column: 2))
  }

  @Test func diagnosticsAreSortedAndDistinct() {
    var set = DiagnosticSet()
    let span = { SourceSpan(file: FileID(0), start: $0, end: $0 + 1) }
    set.insert(Diagnostic(.warning, "E0501", "w", at: span(1)))
    set.insert(Diagnostic(.error, "E0101", "b", at: span(5)))
    set.insert(Diagnostic(.error, "E0101", "a", at: span(1)))
    set.insert(Diagnostic(.error, "E0101", "a", at: span(1)))
    #expect(set.sorted.map(\.message) == ["a", "w", "b"])
    #expect(set.containsError)
  }

  @Test func excerpt() {
    #expect(
      rendered("let a\nlet b\nprint(coutn);\n", 18..<23, help: "did you mean 'count'?") == """
        error[E0201]: unknown name 'coutn'
          --> main.myco:3:7
           |
         3 | print(coutn);
           |       ^^^^^
           = help: did you mean 'count'?

        """)
  }

  @Test func notesArePlaces() {
    #expect(
      rendered("if a\nb", 5..<6, notes: [("opened here", 0..<2)]) == """
        error[E0201]: unknown name 'coutn'
          --> main.myco:2:1
           |
         2 | b
           | ^
           = note: opened here
          --> main.myco:1:1
           |
         1 | if a
           | --

        """)
  }

  @Test func tabsWideAndHiddenCharacters() {
    #expect(rendered("\tx\ty", 3..<4).contains(" | \tx\ty\n   | \t \t^\n"))
    #expect(rendered("数 x", 4..<5).contains(" | 数 x\n   |    ^\n"))
    #expect(rendered("e\u{301} x", 4..<5).contains("   |   ^\n"))
    #expect(rendered("\u{1B}[2J x", 5..<6).contains(" | <U+1B>[2J x\n   |           ^\n"))
    #expect(rendered("\u{202E} x", 4..<5).contains("<U+202E> x\n"))
  }

  @Test func spansOfManyLinesAndOfNothing() {
    #expect(rendered("f(a,\n b)", 0..<8).contains(" | f(a,\n   | ^^^^\n"))
    #expect(rendered("ab\n", 3..<3).contains("main.myco:2:1"))
    #expect(rendered("ab", 2..<2).contains("   |   ^\n"))
    #expect(rendered("", 0..<0).contains("   | ^\n"))
    #expect(rendered("ab\r\ncd", 1..<4).contains(" | ab\n   |  ^\n"))
  }

  @Test func longLinesAreClipped() {
    let text = String(repeating: "x", count: 1_000_000) + "!" + String(repeating: "y", count: 1000)
    let result = rendered(text, 1_000_000..<1_000_001)
    #expect(result.utf8.count < 600)
    let lines = result.split(separator: "\n").map(Array.init)
    #expect(lines[3].firstIndex(of: "!") == lines[4].firstIndex(of: "^"))
    #expect(rendered(text, 0..<1_001_001).utf8.count < 600)
    #expect(rendered(String(repeating: "é", count: 1000), 1000..<1002).contains("^"))
  }

  @Test func colors() {
    let result = rendered("a", 0..<1, colored: true)
    #expect(result.contains("\u{1B}[1;31merror[E0201]\u{1B}[0m"))
    #expect(!rendered("a", 0..<1).contains("\u{1B}"))
  }

}
