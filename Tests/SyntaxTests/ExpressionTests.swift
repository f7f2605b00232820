import Source
import Support
import Syntax
import Testing

@Suite struct ExpressionTests {

  @Test(arguments: [
    ("a or b and c", "(or a (and b c))"),
    ("a and b || c", "(or (and a b) c)"),
    ("a and b == c", "(and a (== b c))"),
    ("a == b..c", "(== a (.. b c))"),
    ("a..b | c", "(.. a (| b c))"),
    ("a | b ^ c", "(| a (^ b c))"),
    ("a ^ b & c", "(^ a (& b c))"),
    ("a & b << c", "(& a (<< b c))"),
    ("a << b + c", "(<< a (+ b c))"),
    ("a + b * c", "(+ a (* b c))"),
    ("a * b ** c", "(* a (** b c))"),
    ("a - b - c", "(- (- a b) c)"),
    ("a / b % c", "(% (/ a b) c)"),
    ("a ** b ** c", "(** a (** b c))"),
    ("-2 ** 2", "(** -2 2)"),
    ("-a ** 2", "(** (- a) 2)"),
    ("2 ** -1", "(** 2 -1)"),
    ("not a == b", "(== (not a) b)"),
    ("!a and ~b", "(and (not a) (~ b))"),
    ("- -5", "(- -5)"),
    ("+a", "(+ a)"),
    ("-5.abs()", "(- (call (. 5 abs)))"),
    ("-a.b", "(- (. a b))"),
    ("a in b", "(in a b)"),
    ("a is Int", "(is a Int)"),
    ("a is (Int | Null)", "(is a Int | Null)"),
    ("a is [Int] and b", "(and (is a Array<Int>) b)"),
    ("a is Int ? b : c", "(? (is a Int) b c)"),
    ("a ? b : c ? d : e", "(? a b (? c d e))"),
    ("a ? b ? c : d : e", "(? a (? b c d) e)"),
    ("a or b ? c : d", "(? (or a b) c d)"),
    ("a..b..c", "(.. a b c)"),
    ("a..b + 1", "(.. a (+ b 1))"),
    ("(a + b) * c", "(* (+ a b) c)"),
    ("(a < b) == c", "(== (< a b) c)"),
  ])
  func precedence(_ text: String, _ tree: String) { expectTree(text, tree) }

  @Test(arguments: [
    ("x => x + 1", "(=> (x) (+ x 1))"),
    ("() => 1", "(=> () 1)"),
    ("(a, b) => a", "(=> (a, b) a)"),
    ("(a, b,) => a", "(=> (a, b) a)"),
    ("(a) => a", "(=> (a) a)"),
    ("(a: Int, b = 2) => a", "(=> (a: Int, b = 2) a)"),
    ("(a = (1)) => a", "(=> (a = 1) a)"),
    ("a => b => c", "(=> (a) (=> (b) c))"),
    ("a => b ? c : d", "(=> (a) (? b c d))"),
    ("a ? x => y : z", "(? a (=> (x) y) z)"),
    ("f(x => x, 2)", "(call f (=> (x) x) 2)"),
    ("(a)", "a"),
    ("func(x): return x; end", "(func (x)\n    (return x))"),
    ("function(): end", "(func ())"),
    ("func(x: Int) -> Int?: end", "(func (x: Int) -> Int?)"),
    ("f(func(): a() end, 1)", "(call f (func ()\n    (call a)) 1)"),
  ])
  func lambdas(_ text: String, _ tree: String) { expectTree(text, tree) }

  @Test(arguments: [
    ("f(x)(y)", "(call (call f x) y)"),
    ("a[i][j]", "(index (index a i) j)"),
    ("o.m(1).n", "(. (call (. o m) 1) n)"),
    ("f(1, 2,)", "(call f 1 2)"),
    ("o.end.from.if.True", "(. (. (. (. o end) from) if) True)"),
    ("a\n.b\n(c)\n[d]\n- e", "(- (index (call (. a b) c) d) e)"),
    ("self.x", "(. self x)"),
    ("super.m()", "(call (. super m))"),
    ("42.toString()", "(call (. 42 toString))"),
    ("\"a\".length", "(. \"a\" length)"),
  ])
  func postfix(_ text: String, _ tree: String) { expectTree(text, tree) }

  @Test(arguments: [
    ("[]", "(array)"), ("[1, 2,]", "(array 1 2)"), ("{}", "(map)"), ("{1, 2}", "(set 1 2)"),
    ("{a}", "(set a)"), ("{a: 1, \"b c\": 2, 3: x,}", "(map (\"a\" 1) (\"b c\" 2) (3 x))"),
    ("{True: 1, Null: 2, false: 3}", "(map (True 1) (Null 2) (False 3))"),
    ("{if: 1, end: 2, self: 3}", "(map (\"if\" 1) (\"end\" 2) (\"self\" 3))"),
    ("{(a): 1}", "(map (a 1))"), ("{a.b: 1}", "(map ((. a b) 1))"),
    ("{a ? b : c}", "(set (? a b c))"), ("{x => y}", "(set (=> (x) y))"),
    ("true", "True"), ("null", "Null"), ("0xFF", "255"), ("0o17", "15"), ("0b101", "5"),
    ("1_000", "1000"), ("1e3", "1000.0"), ("1_0.5", "10.5"), ("-0.0", "-0.0"),
    ("9223372036854775807", "9223372036854775807"),
    ("-9223372036854775808", "-9223372036854775808"),
    ("0x7FFFFFFFFFFFFFFF", "9223372036854775807"),
    (#""\x41\u{1F600}\n\t\r\0\\\"\'""#, #""A😀\n\t\r\0\\\"'""#),
    (#"r"a\b""#, #""a\\b""#), (#"'${x}'"#, #""${x}""#),
  ])
  func literals(_ text: String, _ tree: String) { expectTree(text, tree) }

  @Test(arguments: [
    ("a + b", "+"), ("a.b", "b"), ("a.b(1)", "b"), ("f(x)", "f(x)"), ("a[1]", "a[1]"),
    ("-a", "-a"), ("a..b", "a..b"), ("(a + b)", "+"), ("a and b", "and"), ("(f)(x)", "(f)(x)"),
    ("a.b + c.d", "+"), ("a is Int", "is"),
  ])
  func anchors(_ text: String, _ anchor: String) {
    let parsing = Parsing(text)
    guard case .expression(let id) = parsing.ast.stmts[parsing.module.body.statements[0]].kind
    else {
      Issue.record("no expression")
      return
    }
    let expression = parsing.ast.exprs[id]
    #expect(parsing.sources.text(of: expression.anchor) == anchor)
    #expect(parsing.sources.text(of: expression.span) == text)
  }

}
