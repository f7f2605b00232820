import Source
import Syntax
import Testing

@Suite struct DiagnosticTests {

  @Test(arguments: [
    ("let a = ;", "E0101 1:9", ""), ("let = 1", "E0101 1:5", ""), ("f(1 2)", "E0101 1:5", ""),
    ("a[1, 2]", "E0101 1:2", "a[i][j]"), ("let a = (1, 2)", "E0101 1:11", "tuples"),
    ("let a = 1.", "E0101 1:11", "digit after"), ("let a = .5", "E0101 1:9", "0.5"),
    ("let a = if b: c end", "E0101 1:9", "? a : b"), ("a..b..c..d", "E0101 1:8", ""),
    ("super;", "E0101 1:6", "super.m"), ("for let x in a: end", "E0101 1:5", "for x in e"),
    ("for (let i = 0; i < 3; i++): end", "E0101 1:5", "for x in e"),
    ("for x in: end", "E0101 1:9", ""), ("match a: b() end", "E0101 1:10", ""),
    ("try: a catch (e): b end", "E0101 1:14", "catch e:"),
    ("let f = func g(): end", "E0101 1:14", "func(x)"),
    ("class A extends B, C: end", "E0101 1:18", ""), ("x = 3 y", "E0104 1:7", ""),
    ("print x", "E0104 1:7", "print(…)"), ("int x = 5", "E0104 1:5", "let x"),
    ("x: Int = 5", "E0101 1:2", "let x"), ("a not in b", "E0101 1:3", "not (a in b)"),
    ("a or x => y", "E0101 1:8", "parentheses"), ("end", "E0103 1:1", ""),
    ("else: a", "E0103 1:1", ""), ("case 1: a", "E0103 1:1", ""), ("catch e: a", "E0103 1:1", ""),
    ("finally: a", "E0103 1:1", ""), ("}", "E0103 1:1", ""), ("a)", "E0104 1:2", ""),
    ("match a: else: b case 1: c end", "E0103 1:18", "last"),
    ("try: a catch e: b catch f: c end", "E0103 1:19", "one 'catch'"),
    ("a < b < c", "E0105 1:7", "and"), ("a == b == c", "E0105 1:8", "and"),
    ("a in b in c", "E0105 1:8", "and"), ("if a = 1: b end", "E0106 1:6", "=="),
    ("while (a = 1): b end", "E0106 1:10", "=="), ("a = b = c", "E0106 1:7", "=="),
    ("f(a = 1)", "E0106 1:5", "=="), ("if a { b }", "E0107 1:6", "end"),
    ("if a: { return }", "E0107 1:7", "end"), ("func f() { return 1 }", "E0107 1:10", "end"),
    ("class A { let x }", "E0107 1:9", "end"), ("x => { return x }", "E0107 1:6", "func(x)"),
    ("let a = b++", "E0108 1:10", "x++"), ("++a", "E0108 1:1", "+= 1"),
    ("f(a--)", "E0108 1:4", "x -= 1"),
    ("5 = a", "E0109 1:1", "targets"), ("f() = 1", "E0109 1:1", ""),
    ("a + b = 1", "E0109 1:1", "=="),
    ("self = 1", "E0109 1:1", "fields"), ("5++", "E0109 1:1", ""),
    ("if a then b end", "E0110 1:6", "':'"), ("while a do b end", "E0110 1:9", "':'"),
    ("if a\n b end", "E0110 1:5", ""), ("func f()\n a end", "E0110 1:9", ""),
    ("class A\n let x end", "E0110 1:8", ""), ("func f() => 1 end", "E0110 1:10", "':'"),
    ("if a: b elif c: d end", "E0111 1:9", "else if"), ("def f(): end", "E0111 1:1", "func"),
    ("fn f(): end", "E0111 1:1", "func"), ("fun f(): end", "E0111 1:1", "func"),
    ("var a = 1", "E0111 1:1", "let"), ("async func f(): end", "E0112 1:1", ""),
    ("let a = await b", "E0112 1:9", ""), ("func f(): export let a end", "E0113 1:11", ""),
    ("class A: private let a end", "E0113 1:10", ""), ("const a", "E0114 1:7", "const a = "),
    ("try: a end", "E0115 1:1", "catch"), ("match a: case [...b, c]: d end", "E0117 1:22", ""),
    ("match a: case ...b: d end", "E0117 1:15", ""), ("use a, b", "E0118 1:6", "'use'"),
    ("use \"./a-b\"", "E0118 1:5", "as name"), ("use \"./if\"", "E0118 1:5", "as name"),
    ("from a use *", "E0118 1:12", ""), ("let end = 1", "E0119 1:5", "end_"),
    ("func if(): end", "E0119 1:6", ""), ("a is B | C", "E0120 1:8", "(A | B)"),
    ("{a: 1, 2}", "E0121 1:8", "map"), ("{1, b: 2}", "E0121 1:5", "set"),
    ("class A: x: Int end", "E0122 1:10", "let x"),
    ("class A: const b = 1 end", "E0122 1:10", "let"),
    ("class A: foo() end", "E0101 1:10", ""), ("a &&& b", "E0101 1:5", "'and'"),
    ("a ||| b", "E0101 1:5", "'or'"), ("a === b", "E0101 1:5", "'=='"),
    ("let a = 9223372036854775808", "E0004 1:9", "Float"),
    ("let a = 0x8000000000000000", "E0004 1:9", ""),
    ("let a = -9223372036854775809", "E0004 1:10", ""),
    ("let a = @", "E0002 1:9", ""), ("let a = @b + 1", "E0002 1:9", ""),
    ("let a = \"b", "E0005 1:9", "same line"), ("let a = \"\\d\"", "E0006 1:10", "raw"),
  ])
  func oneError(_ text: String, _ error: String, _ help: String) {
    expectErrors(text, [error], help: help.isEmpty ? nil : help)
  }

  @Test func missingEndNamesItsOpener() {
    let parsing = Parsing("func f():\n  while a:\n    b\n  c\nend\n\nfunc g():\nend\n")
    #expect(parsing.errors == ["E0102 9:1"])
    #expect(parsing.diagnostics[0].message == "missing 'end' for 'while'")
    #expect(
      parsing.diagnostics[0].notes.map(\.text) == [
        "'while' opened here", "this 'end' is indented like an outer block",
      ])
    #expect(parsing.diagnostics[0].notes[0].span.start == 12)
  }

  @Test func missingEndBeforeAnotherPart() {
    let parsing = Parsing("if a:\n  while b:\n    c\nelse:\n  d\nend")
    #expect(parsing.errors == ["E0102 4:1"])
    #expect(parsing.diagnostics[0].notes[0].span.start == 8)
    expectErrors("if a:\n  b", ["E0102 2:4"])
    expectErrors("if a:\n  while b:\n", ["E0102 3:1"])
  }

  @Test func statementsRecoverAlone() {
    expectErrors(
      """
      let a = ;
      let b = (1 + ;
      foo(1, 2
      bar(3);
      let c = [1, 2;
      if (a == : b() end
      func f(x, 5):
        return = 3
      end
      let d = f(func(x):
        y z
        return 3 end, 4)
      class A extends 5:
        let x = ;
        func g(: return 1 end
        func h(): return 2 end
      end
      match x:
        case 1 + 2: a()
        case : b()
        case {k v}: c()
        else: d()
      end
      print(a);
      """,
      [
        "E0101 1:9", "E0101 2:14", "E0101 4:1", "E0101 5:14", "E0101 6:10", "E0101 7:11",
        "E0101 8:10", "E0104 11:5", "E0101 13:17", "E0101 14:11", "E0101 15:10", "E0110 19:10",
        "E0101 20:8", "E0101 21:11",
      ])
  }

  @Test func errorsAreLimited() {
    #expect(Parsing(String(repeating: "let = 1;\n", count: 1000)).errors.count == 100)
  }

}
