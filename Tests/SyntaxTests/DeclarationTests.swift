import Syntax
import Testing

@Suite struct DeclarationTests {

  @Test(arguments: [
    ("func f(): end", "(func f ())"),
    ("function f(a, b: Int, c = 3,) -> Int: end", "(func f (a, b: Int, c = 3) -> Int)"),
    ("export func f(): end", "(export func f ())"),
    ("private class A: end", "(private class A)"),
    ("func f(): func g(): end end", "(func f ()\n  (func g ()))"),
  ])
  func functions(_ text: String, _ tree: String) { expectTree(text, tree) }

  @Test func classes() {
    expectTree(
      """
      class Dog extends geo.Animal:
        let name: String
        let age = 0, end = f(1)
        let from;
        func init(name) : self.name = name end
        func end() -> String: return super.end() + "!"; end;
      end
      """,
      """
      (class Dog extends geo.Animal
        (field name: String)
        (field age 0)
        (field end (call f 1))
        (field from)
        (method init (name)
          (= (. self name) name))
        (method end () -> String
          (return (+ (call (. super end)) "!"))))
      """)
  }

  @Test(arguments: [
    ("Int", "Int"), ("Int?", "Int?"), ("Int | Null", "Int | Null"),
    ("String | Int?", "String | Int?"),
    ("(String | Int)?", "(String | Int)?"), ("[Int]", "Array<Int>"),
    ("[[Int]]", "Array<Array<Int>>"),
    ("Map<String, Array<Int>>", "Map<String, Array<Int>>"),
    ("Array<Map<K, Set<V>>>", "Array<Map<K, Set<V>>>"), ("geo.Point", "geo.Point"),
    ("(A, B) -> R", "(A, B) -> R"), ("() -> Void", "() -> Void"),
    ("(A) -> (B) -> C", "(A) -> (B) -> C"), ("((A) -> B) | Null", "((A) -> B) | Null"),
    ("null", "Null"), ("(Int)", "Int"),
  ])
  func types(_ text: String, _ type: String) {
    expectTree("let x: \(text) = 1", "(let x: \(type) 1)")
    expectTree("func f(x: \(text)) -> \(text): end", "(func f (x: \(type)) -> \(type))")
  }

  @Test func closingAnglesAreSplit() {
    expectTree("let x: Array<Int>= a", "(let x: Array<Int> a)")
    expectTree("let x: Array<Array<Int>>= a", "(let x: Array<Array<Int>> a)")
  }

  @Test(arguments: [
    ("1", "1"), ("-1", "-1"), ("-1.5", "-1.5"), ("\"a\"", "\"a\""), ("Null", "Null"), ("_", "_"),
    ("x", "x"), ("Color.Red", "(. Color Red)"), ("1..5", "(.. 1 5)"), ("-5..-1", "(.. -5 -1)"),
    ("1 | 2 | 3", "(| 1 2 3)"), ("!1 | 2", "(| (! 1) 2)"), ("!(1 | 2)", "(! (| 1 2))"),
    ("[]", "(array)"), ("[a, 1, _]", "(array a 1 _)"), ("[a, ...rest]", "(array a ...rest)"),
    ("[...]", "(array ...)"), ("{}", "(map)"),
    ("{k: v, \"x\": 1, end: _}", "(map (\"k\" v) (\"x\" 1) (\"end\" _))"),
    ("n: Int", "(n: Int)"), ("n: Int?", "(n: Int?)"), ("n: (Int | Null)", "(n: Int | Null)"),
    ("n: [Int]", "(n: Array<Int>)"), ("n: geo.Point", "(n: geo.Point)"),
    ("n: Map<K, [V]>", "(n: Map<K, Array<V>>)"),
    ("[n: Int, m: (Int | Null)]", "(array (n: Int) (m: Int | Null))"),
    ("{k: n: Int}", "(map (\"k\" (n: Int)))"), ("Array<Int>", "(type Array<Int>)"),
    ("_: Int", "(type Int)"), ("(a)", "a"),
  ])
  func patterns(_ text: String, _ pattern: String) {
    expectTree("match e: case \(text): f() end", "(match e\n  (case \(pattern)\n    (call f)))")
    expectTree("match e: case \(text) => f(); end", "(match e\n  (case \(pattern)\n    (call f)))")
    expectTree(
      "match e: case \(text) if g: f() end", "(match e\n  (case \(pattern) if g\n    (call f)))")
  }

  @Test func casesAndGuards() {
    expectTree(
      "match e: case x when x > 1 => y case n: foo(); case z if (a => a)(z): w else: v end",
      """
      (match e
        (case x if (> x 1)
          y)
        (case n
          (call foo))
        (case z if (call (=> (a) a) z)
          w)
        (else
          v))
      """)
    expectTree("match e: case x if y => z end", "(match e\n  (case x if y\n    z))")
    expectTree("match e: end", "(match e)")
    expectTree("match e: else => f() end", "(match e\n  (else\n    (call f)))")
    expectTree("match e: case n: c ? a : b end", "(match e\n  (case n\n    (? c a b)))")
  }

}
