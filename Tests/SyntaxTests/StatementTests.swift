import Syntax
import Testing

@Suite struct StatementTests {

  @Test(arguments: [
    ("let a = 1, b: Int = 2, c", "(let a 1)\n(let b: Int 2)\n(let c)"),
    ("const E = 2.7;", "(const E 2.7)"),
    ("export let a; private const b = 1", "(export let a)\n(private const b 1)"),
    ("a = 1; a[0] += 2; o.f -= 3\na *= 4", "(= a 1)\n(+= (index a 0) 2)\n(-= (. o f) 3)\n(*= a 4)"),
    ("a /= 1; a %= 2; a *= 3", "(/= a 1)\n(%= a 2)\n(*= a 3)"),
    ("x++; y--", "(+= x 1)\n(-= y 1)"),
    ("a.b[0]++", "(+= (index (. a b) 0) 1)"),
    (";;a;;", "a"),
  ])
  func simple(_ text: String, _ tree: String) { expectTree(text, tree) }

  @Test func linesContinue() {
    expectTree("a = b\n+ c\n(d)\nlet x = 1\ne", "(= a (+ b (call c d)))\n(let x 1)\ne")
    expectTree("a;\n(b)", "a\nb")
    expectTree("a let b = 1 if c: d end e", "a\n(let b 1)\n(if\n  (when c\n    d))\ne")
    expectTree("a\nfrom m use b", "a\n(use m (b as b))")
    expectTree("a\n!b", "a\n(not b)")
    expectTree("a func f(): end", "a\n(func f ())")
  }

  @Test func jumpsTakeTheirLine() {
    expectTree(
      "func f():\n return\n a\n return a\n +b\nend",
      "(func f ()\n  (return)\n  a\n  (return (+ a b)))")
    expectTree("throw a\nb", "(throw a)\nb")
    expectTree("while a: break continue end", "(while a\n  (break)\n  (continue))")
    expectTree(
      "if a: return else: return end", "(if\n  (when a\n    (return))\n  (else\n    (return)))")
    expectTree("return func(): end", "(return (func ()))")
    expectErrors("throw\nb", ["E0101 2:1"], help: "on the line")
  }

  @Test func branches() {
    expectTree(
      "if a: b else if c: d else: e end",
      "(if\n  (when a\n    b)\n  (when c\n    d)\n  (else\n    e))")
    expectTree("if a: end", "(if\n  (when a))")
    expectTree("if a: b; end; c", "(if\n  (when a\n    b))\nc")
    expectTree(
      "if a: b else: if c: d end end",
      "(if\n  (when a\n    b)\n  (else\n    (if\n      (when c\n        d))))")
    expectTree("if a ? b : c: d end", "(if\n  (when (? a b c)\n    d))")
    expectTree("if {a: 1}.a: d end", "(if\n  (when (. (map (\"a\" 1)) a)\n    d))")
  }

  @Test func loops() {
    expectTree("for x in 0..10..2: f(x) end", "(for x in (.. 0 10 2)\n  (call f x))")
    expectTree("for k, v in m: end", "(for k, v in m)")
    expectTree(
      "for let i = 0, j = 1; i < n; i++: f() end",
      "(for\n  (start\n    (let i 0)\n    (let j 1))\n  (while (< i n))\n  (step\n    (+= i 1))\n"
        + "  (do\n    (call f)))")
    expectTree("for ;;: end", "(for\n  (start)\n  (step)\n  (do))")
    expectTree(
      "for i = 0; ; i += 2: end",
      "(for\n  (start\n    (= i 0))\n  (step\n    (+= i 2))\n  (do))")
  }

  @Test func handlers() {
    expectTree(
      "try: a catch e: b finally: c end",
      "(try\n  (do\n    a)\n  (catch e\n    b)\n  (finally\n    c))")
    expectTree("try: a finally: c; end", "(try\n  (do\n    a)\n  (finally\n    c))")
  }

  @Test(arguments: [
    ("use math;", "(use math as math)"),
    ("import math", "(use math as math)"),
    ("use math as m", "(use math as m)"),
    ("from math use sqrt, pow as power", "(use math (sqrt as sqrt) (pow as power))"),
    ("from math import sqrt", "(use math (sqrt as sqrt))"),
    ("use sqrt, pow from math", "(use math (sqrt as sqrt) (pow as pow))"),
    ("use math {sqrt, pow,}", "(use math (sqrt as sqrt) (pow as pow))"),
    ("use {sqrt} from math", "(use math (sqrt as sqrt))"),
    ("use \"./geometry.myco\" as geo", "(use \"./geometry.myco\" as geo)"),
    ("use \"../lib/shapes\"", "(use \"../lib/shapes\" as shapes)"),
    ("use \"./geometry.myco\"", "(use \"./geometry.myco\" as geometry)"),
    ("from \"./geometry\" use area", "(use \"./geometry\" (area as area))"),
    ("use a\nfrom b use c", "(use a as a)\n(use b (c as c))"),
  ])
  func imports(_ text: String, _ tree: String) { expectTree(text, tree) }

}
