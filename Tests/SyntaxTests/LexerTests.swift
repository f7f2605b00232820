import Source
import Syntax
import Testing

/// Returns the tokens of `text` as `category:text` and the messages' codes.
private func lex(bytes: [UInt8]) -> (tokens: String, codes: [String], diagnostics: [Diagnostic]) {
  var sources = SourceMap()
  let file = sources.add(SourceFile(name: "t", path: "t", bytes: bytes))
  var diagnostics = DiagnosticSet()
  let tokens = tokenize(file, in: sources, diagnostics: &diagnostics)
  let texts = tokens.dropLast().map { token in
    "\(token.kind):\(sources[file].text(from: token.start, to: token.end))"
  }
  return (texts.joined(separator: " "), diagnostics.sorted.map(\.code), diagnostics.sorted)
}

private func lex(_ text: String) -> (tokens: String, codes: [String], diagnostics: [Diagnostic]) {
  lex(bytes: Array(text.utf8))
}

@Suite struct LexerTests {

  @Test func tokensAreSmallAndTrivial() {
    #expect(MemoryLayout<Token>.size <= 12)
    #expect(_isPOD(Token.self))
  }

  @Test func commentsAndSpaceAreSkipped() {
    #expect(lex("#!/usr/bin/env myco\n# a\n// b\n/* c\n * d */ x /**/ y").tokens == "name:x name:y")
    #expect(lex("\u{FEFF}x").tokens == "name:x")
    #expect(lex("a\r\nb\tc").tokens == "name:a name:b name:c")
  }

  @Test(arguments: [
    "and", "as", "async", "await", "break", "case", "catch", "class", "const", "continue", "else",
    "end", "export", "extends", "False", "false", "finally", "for", "from", "func", "function",
    "if", "import", "in", "is", "let", "match", "not", "Null", "null", "or", "private", "return",
    "self", "super", "throw", "True", "true", "try", "use", "when", "while",
  ])
  func words(_ word: String) {
    #expect(!lex(word).tokens.hasPrefix("name:"))
    #expect(lex(word + "x").tokens == "name:\(word)x")
    #expect(lex("x" + word).tokens == "name:x\(word)")
  }

  @Test func namesAreUnicode() {
    #expect(
      lex("größe _x1 数 Δt e\u{301}").tokens == "name:größe name:_x1 name:数 name:Δt name:e\u{301}")
  }

  @Test(arguments: ["0", "42", "1_000_000", "0x2A", "0xdead_BEEF", "0o52", "0b101010", "007"])
  func integers(_ text: String) {
    #expect(lex(text).tokens == "integer:\(text)")
    #expect(lex(text).codes == [])
  }

  @Test(arguments: ["3.14", "1.5e-3", "2e+10", "1_000.5", "1E5", "0.0"])
  func floats(_ text: String) {
    #expect(lex(text).tokens == "float:\(text)")
    #expect(lex(text).codes == [])
  }

  @Test(arguments: [
    "12abc", "1__0", "1_", "0x", "0x_1", "0b12", "0o8", "0X1F", "0xFG", "1.5x", "1_.5", "1e5_",
    "1e",
  ])
  func malformedNumbers(_ text: String) {
    #expect(lex(text).codes == ["E0003"])
  }

  @Test func pointsNeedDigits() {
    #expect(lex("42.toString").tokens == "integer:42 dot:. name:toString")
    #expect(lex("1..5").tokens == "integer:1 dotDot:.. integer:5")
    #expect(lex("1.0..2.5").tokens == "float:1.0 dotDot:.. float:2.5")
  }

  @Test func operatorsAreLongest() {
    let all =
      "+ - * / % ** ++ -- += -= *= /= %= = == != < <= > >= << >> & && | || ^ ~ ! => -> ? "
      + ": ; , . .. ... ( ) [ ] { }"
    let spaced = lex(all).tokens.split(separator: " ").map {
      $0.split(separator: ":", maxSplits: 1)[1]
    }
    #expect(spaced.joined(separator: " ") == all)
    #expect(lex("a**b").tokens == "name:a power:** name:b")
    #expect(lex("a=>b").tokens == "name:a doubleArrow:=> name:b")
  }

  @Test func strings() {
    #expect(lex(#""a" 'b' r"\" r'c"d' "\"""#).codes == [])
    #expect(
      lex(#""a" 'b' r"\" r'c"d' "\"""#).tokens
        == #"string:"a" string:'b' rawString:r"\" rawString:r'c"d' string:"\"""#)
    #expect(lex("r x").tokens == "name:r name:x")
  }

  @Test(arguments: [
    (#""\q""#, "E0006"), (#""\$""#, "E0006"), (#""\x1""#, "E0007"), (#""\u1234""#, "E0007"),
    (#""\u{}""#, "E0007"), (#""\u{110000}""#, "E0007"), (#""\u{D800}""#, "E0007"),
    (#""\u{FFFFFFFFFFFFFFFFFF}""#, "E0007"), ("\"abc", "E0005"), ("'abc\n'", "E0005"),
    ("r\"abc", "E0005"), ("\"abc\\", "E0005"), ("/* abc", "E0008"), ("@", "E0002"),
    ("\u{201C}", "E0002"), ("\0", "E0002"), ("\u{A0}", "E0002"),
  ])
  func errors(_ text: String, _ code: String) {
    #expect(lex(text).codes.first == code)
  }

  @Test func charactersThatCannotBeSeenAreNamed() {
    #expect(lex("\u{200B}").diagnostics[0].message == "unexpected character U+200B")
    #expect(lex("\u{1}").diagnostics[0].message == "unexpected character U+0001")
  }

  @Test(
    arguments: [
      [0xFF], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xC3],
      [0xE2, 0x82], [0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func invalidUTF8(_ bytes: [UInt8]) {
    let result = lex(bytes: Array("a #".utf8) + bytes)
    #expect(result.codes == ["E0001"])
    #expect(result.diagnostics[0].span.start == 3)
  }

  @Test func validUTF8() {
    #expect(lex("# é € 😀 \u{7FF} \u{800} \u{FFFF} \u{10FFFF}").codes == [])
  }

  @Test func errorsAreLimited() {
    #expect(lex(String(repeating: "@ ", count: 1000)).codes.count == 100)
  }

  @Test func printedTokens() {
    var sources = SourceMap()
    let file = sources.add(
      SourceFile(name: "t", path: "t", bytes: Array("let é = \"x\"\n  r'y'; 1.5".utf8)))
    var diagnostics = DiagnosticSet()
    let tokens = tokenize(file, in: sources, diagnostics: &diagnostics)
    #expect(
      dumpTokens(tokens, of: file, in: sources) == """
        1:1     keyword     let
        1:5     name        é
        1:7     operator    =
        1:9     string      "x"
        2:3     raw string  r'y'
        2:7     punctuation ;
        2:9     float       1.5
        2:12    end of file

        """)
  }

}
