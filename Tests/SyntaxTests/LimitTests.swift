import Foundation
import Source
import Syntax
import Testing

/// Runs `body` on a thread with a stack of `size` bytes.
private func onThread(stackSize size: Int, _ body: @escaping @Sendable () -> Void) async {
  await withCheckedContinuation { continuation in
    let thread = Thread {
      body()
      continuation.resume()
    }
    thread.stackSize = size
    thread.start()
  }
}

private func nest(_ open: String, _ middle: String, _ close: String, _ count: Int) -> String {
  String(repeating: open, count: count) + middle + String(repeating: close, count: count)
}

@Suite struct LimitTests {

  private static let forms: [(String, String, String)] = [
    ("(", "1", ")"), ("[", "1", "]"), ("f(", "1", ")"), ("- ", "1", ""), ("not ", "1", ""),
    ("a ? b : ", "1", ""), ("a => ", "1", ""), ("{a: ", "1", "}"), ("if a: ", "b", " end"),
    ("func f(): ", "b", " end\n"), ("while a: ", "b", " end"), ("match a: case 1: ", "b", " end"),
    ("try: ", "b", " finally: end"), ("class A: func f(): ", "b", " end end"),
    ("x = func(): ", "b", " end"), ("let x: Array<", "Int", ">"), ("a ** ", "1", ""),
  ]

  @Test func deepNestingIsAnError() async {
    await onThread(stackSize: 64 << 20) {
      for (open, middle, close) in Self.forms {
        let parsing = Parsing(nest(open, middle, close, 20_000))
        #expect(parsing.errors.count == 1)
        if !open.hasPrefix("let") { #expect(parsing.diagnostics.first?.code == "E0116", "\(open)") }
      }
      #expect(
        Parsing("let x: " + nest("Array<", "Int", ">", 20_000)).diagnostics[0].code == "E0116")
      #expect(
        Parsing("match a: case " + nest("[!", "b", "]", 20_000) + ": c end").diagnostics[0].code
          == "E0116")
      let level = "a or b and c == d .. e | f ^ g & h << i + j * k ** ("
      #expect(Parsing(nest(level, "1", ")", 20_000)).diagnostics[0].code == "E0116")
    }
  }

  @Test func chainsAreNoNesting() {
    for link in [" + 1", ".y()", "[1]", " and x"] {
      #expect(Parsing("x = a" + String(repeating: link, count: 12_000)).errors == [])
      let tooLong = Parsing("x = a" + String(repeating: link, count: 25_000))
      #expect(tooLong.diagnostics.first?.code == "E0116")
    }
  }

  @Test func allowedNesting() async {
    await onThread(stackSize: 64 << 20) {
      #expect(Parsing("x = " + nest("(", "1", ")", 990)).errors == [])
      #expect(Parsing(nest("if a: ", "b", " end", 990)).errors == [])
      let chain = "if a: b" + String(repeating: " else if c: d", count: 5000) + " end"
      #expect(Parsing(chain).errors == [])
    }
  }

  @Test func largeFilesAreRefused() {
    let parsing = Parsing(bytes: [UInt8](repeating: UInt8(ascii: " "), count: (64 << 20) + 1))
    #expect(parsing.errors == ["E0009 1:1"])
  }

  /// Random sequences of tokens neither stop nor hang the parser, and the printer takes the trees.
  @Test func randomTokens() {
    let pieces = [
      "a", "b", "1", "2.5", "\"s\"", "(", ")", "[", "]", "{", "}", ",", ";", ":", ".", "..", "...",
      "=>", "->", "?", "=", "+=", "++", "==", "<", ">", ">>", "+", "-", "*", "**", "|", "&", "!",
      "~", "and", "or", "not", "in", "is", "let", "const", "func", "class", "extends", "if",
      "else", "end", "while", "for", "match", "case", "when", "try", "catch", "finally", "throw",
      "return", "break", "use", "from", "import", "as", "export", "private", "self", "super",
      "True", "Null", "async", "elif", "var", "def", "then", "\n", "\n  ", "@", "_", "\"", "/*",
    ]
    var state: UInt64 = 0x2545_F491_4F6C_DD1D
    func next(below limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(limit))
    }
    for _ in 0..<4000 {
      var text = ""
      for _ in 0..<next(below: 60) { text += pieces[next(below: pieces.count)] + " " }
      #expect(!Parsing(text).tree.contains("\u{0}"))
    }
  }

  @Test func randomBytes() {
    var state: UInt64 = 88_172_645_463_325_252
    for _ in 0..<1000 {
      var bytes: [UInt8] = []
      for _ in 0..<40 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(UInt8(truncatingIfNeeded: state >> 40) & 0x7F)
      }
      _ = Parsing(bytes: bytes).tree
    }
  }

}
