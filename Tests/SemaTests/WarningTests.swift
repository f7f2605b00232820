import Testing

/// Programs with the warnings that they must give, in order of their places, and no error.
@Suite struct WarningTests {

  static let reachability: [(String, [String])] = [
    ("while True: break; print(1); end", ["W0502 1:20"]),
    ("func f(): return 1; print(2); end f();", ["W0502 1:21"]),
    ("func f(): throw 1; print(2); print(3); end f();", ["W0502 1:20"]),
    ("func f(): return g(); func g(): return 1; end end f();", []),
    ("func f(a): if a: return 1; else: throw 2; end print(3); end f(1);", ["W0502 1:47"]),
    ("func f(a): if a: return 1; end print(3); end f(1);", []),
    ("func f(a): if a: return 1; else if not a: return 2; end print(3); end f(1);", []),
    ("while True: print(1); end print(2);", ["W0502 1:27"]),
    ("while True: if args: break; end end print(2);", []),
    ("while True: while True: break; end end print(2);", ["W0502 1:40"]),
    ("while True: let f = func(): while True: break; end end; f(); end print(2);", ["W0502 1:66"]),
    ("while 1 < 2: print(1); end print(2);", []),
    ("for ;;: print(1); end print(2);", ["W0502 1:23"]),
    ("exit(1); print(2);", ["W0502 1:10"]),
    ("func exit(a): return a; end exit(1); print(2);", []),
    ("func f(): try: return 1; catch e: throw e; end print(2); end f();", ["W0502 1:48"]),
    ("func f(): try: return 1; catch e: print(e); end print(2); end f();", []),
    ("func f(): try: print(1); finally: return 1; end print(2); end f();", ["W0502 1:49"]),
    ("func f(a): match a: case 1: return 1; case _: return 2; end print(3); end f(1);",
      ["W0502 1:61"]),
    ("func f(a): match a: case 1: return 1; case n if n: return 2; end print(3); end f(1);", []),
    ("func f(a): match a: case 1: return 1; else: return 2; end print(3); end f(1);",
      ["W0502 1:59"]),
  ]

  static let unused: [(String, [String])] = [
    ("func f(): let x = 1; x = 2; end f();", ["W0501 1:15"]),
    ("func f(): let x = 1; end f();", ["W0501 1:15"]),
    ("func f(): const C = 1; end f();", ["W0501 1:17"]),
    ("func f(): let _x = 1; end f();", []),
    ("func f(a): for i in 0..2: end try: print(1); catch e: end end f(1);", []),
    ("match 1: case n: print(1); end", []),
    ("func f(): func g(): end func h(): end h(); end f();", ["W0504 1:16"]),
    ("func f(): func _g(): end end f();", []),
    ("func f(): class A: end class B extends A: end return B(); end f();", []),
    ("func f(): class A: end end f();", ["W0504 1:17"]),
    ("func f(): end class A: end let x = 1; const Y = 2;", []),
    ("use math;", ["W0503 1:5"]),
    ("use math as _math;", []),
    ("from math use sqrt, pow as power; print(power(1, 2));", ["W0503 1:15"]),
    ("use math; func f(): return math.sqrt(1); end f();", []),
    ("func f(): return m.sqrt(1); end use math as m; f();", []),
    ("use \"./geo\"; let p: geo.Point? = Null; print(p);", []),
    ("use \"./geo\";", ["W0503 1:5"]),
    ("from \"./geo\" use Point as P; match 1: case P: print(1); end", []),
    ("from \"./geo\" use Point as P; class Q extends P: end", []),
  ]

  static let failures: [(String, [String])] = [
    ("print(1 / 0);", ["W0506 1:9"]),
    ("print(1 % 0);", ["W0506 1:9"]),
    ("print(1.0 / 0, 1 / 0.0);", []),
    ("func f(x): return x / 0; end f(1);", []),
    ("func f(x: Int): return x / 0; end f(1);", ["W0506 1:26"]),
    ("func f(x: Int?): return x / 0; end f(1);", []),
    ("const Z = 0; const X = 3; print(X % Z);", ["W0506 1:35"]),
    ("let x = 1; x /= 0;", []),
    ("let x: Int = 1; x %= 0;", ["W0506 1:19"]),
    ("let z = 0; print(1 / z);", []),
    ("print(1 << 64, 1 >> -1, 1 << 63);", ["W0506 1:9", "W0506 1:18"]),
    ("const N = 60 + 4; func f(x): return x << N; end f(1);", ["W0506 1:39"]),
    ("print(2 ** -1, 2.0 ** -1);", ["W0506 1:9"]),
    ("print(9223372036854775807 + 1, 9223372036854775807 + 0);", ["W0506 1:27"]),
    ("print([1, 2][2], [1, 2][1], [1][-1], [][0]);",
      ["W0506 1:14", "W0506 1:33", "W0506 1:41"]),
    ("print(\"aé\"[2], \"aé\"[1]);", ["W0506 1:12"]),
    ("print((0..5)[5], (0..5)[4]);", ["W0506 1:14"]),
    ("const A = [1, 2]; print(A[2]);", ["W0506 1:27"]),
    ("let a = [1, 2]; print(a[2]);", ["W0506 1:25"]),
    ("let a = [1, 2]; a.push(3); print(a[2]);", []),
    ("let a = [1, 2]; a = [1, 2, 3]; print(a[2]);", []),
    ("let a = {0: 1}; print(a[2]);", []),
    ("print(1..5..0, range(1, 5, 0), 1..5..1, 1.0..2.0..0.0);",
      ["W0506 1:13", "W0506 1:28", "W0506 1:51"]),
    ("[1, \"a\"].sort();", ["W0506 1:10", "W0507 1:10"]),
    ("let a = [1, \"a\"]; a.sort(); print(a);", ["W0506 1:21"]),
    ("let a = [1, \"a\"]; a.sort((x, y) => True); print(a);", []),
    ("let a = [1, \"a\"]; a.pop(); a.sort(); print(a);", []),
    ("print([Null, 1].sorted(), [Null].sorted(), [1, 2.5].sorted(), [[1], [\"a\"]].sorted());",
      ["W0506 1:17"]),
    ("[1].push(2); print([1].push(2));", ["W0507 1:5"]),
    ("func f(): return [1]; end f().push(2); let a = f(); a.push(1);", ["W0507 1:31"]),
    ("let a = [1]; array.push(a, 2); print(a, array.push(a, 2));", ["W0507 1:20"]),
    ("let a = [1]; array.sorted(a);", []),
    ("class S: func push(v): return v; end end S().push(2);", []),
  ]

  @Test(arguments: reachability + unused + failures)
  func warns(_ text: String, _ expected: [String]) { expect(text, expected) }

  private func expect(_ text: String, _ expected: [String]) {
    let r = Resolution(text, files: ["geo": "class Point: let x; end"])
    #expect(r.messages == expected)
    #expect(r.diagnostics.allSatisfy { $0.severity == .warning })
  }

}

/// Cases of `match` that are forgotten, or never reached.
@Suite struct MatchWarningTests {

  private static let classes =
    "class A: end class B extends A: end class C extends B: end class D extends A: end "

  /// Parameters with annotations, cases, and what is forgotten; an empty text if nothing is.
  static let forgotten: [(String, String, String)] = [
    ("x: Bool", "case True: print(1);", "False"),
    ("x: Boolean", "case True | False: print(1);", ""),
    ("x: Boolean", "case True: print(1); else: print(2);", ""),
    ("x: Boolean", "case True: print(1); case False if x: print(2);", "False"),
    ("x: Boolean", "case True: print(1); case _: print(2);", ""),
    ("x: Boolean", "case !True: print(1);", "True"),
    ("x: Boolean", "case 1: print(1);", "True and False"),
    ("x: Int", "case 1: print(1);", ""),
    ("x", "case True: print(1);", ""),
    ("x: Any", "case True: print(1);", ""),
    ("x: Int | String", "case Int: print(1);", "String"),
    ("x: Int | String", "case Int: print(1); case \"a\": print(2);", "String"),
    ("x: Int | String", "case n: Int: print(n); case s: String: print(s);", ""),
    ("x: Int | String", "case Number: print(1); case n: print(n);", ""),
    ("x: Int?", "case Int: print(1);", "Null"),
    ("x: Int?", "case Null: print(1);", "Int"),
    ("x: Int?", "case Void: print(1); case 0..10: print(1);", "Int"),
    ("x: Int?", "case n: Int?: print(n);", ""),
    ("x: Bool?", "case True: print(1);", "False and Null"),
    ("x: Number", "case Int: print(1);", "Float"),
    ("x: [Int] | Int", "case [Int]: print(1); case Int: print(2);", "Array"),
    ("x: [Int] | Int", "case Array: print(1); case Int: print(2);", ""),
    ("x: [Int] | Int", "case []: print(1); case [_, ...rest]: print(rest); case Int: print(2);",
      ""),
    ("x: [Int] | Int", "case [_, ...rest]: print(rest); case Int: print(2);", "Array"),
    ("x: [Int] | Int", "case [...rest]: print(rest); case Int: print(2);", ""),
    ("x: Map | Int", "case {}: print(1); case Int: print(2);", ""),
    ("x: Map | Int", "case {a: v}: print(v); case Int: print(2);", "Map"),
    ("x: ((Int) -> Int) | Int", "case Int: print(2);", "Function"),
    ("x: A", "case B: print(1);", "A and D"),
    ("x: A", "case B: print(1); case D: print(2); case A: print(3);", ""),
    ("x: A", "case C: print(1); case D: print(2);", "A and B"),
    ("x: B", "case C: print(1);", "B"),
    ("x: D", "case {y: 1}: print(1);", ""),
    ("x: A?", "case a: A: print(a);", "Null"),
    ("x: Int | Float | String | Null | Range | Set | Map", "case 1: print(1);",
      "Int, Float, String, Null, Range and 2 more"),
  ]

  @Test(arguments: forgotten)
  func namesWhatIsForgotten(_ parameter: String, _ cases: String, _ expected: String) {
    let text = Self.classes + "print(A, B, C, D); func f(\(parameter)): match x: \(cases) end end"
    let messages = Resolution(text).diagnostics.map(\.message)
    #expect(messages == (expected == "" ? [] : ["this match does not handle \(expected)"]))
  }

  /// What subjects are known of: each forgets `False` or `Null`.
  static let subjects: [String] = [
    "func f(a): match a == 1: case True: end end f(1);",
    "func f(a): match not a: case True: end end f(1);",
    "func f(a): match a is Int: case True: end end f(1);",
    "let x: Bool = True; match x: case True: end",
    "func g() -> Bool: return True; end match g(): case True: end",
    "func g() -> Bool: return True; end let x = g(); match x: case True: end",
    "class P: let b: Bool; func m(): match self.b: case True: end end end P(True);",
    "class P: let b: Bool; end func f(p: P): match p.b: case True: end end f(P(True));",
    "class P: let b: Bool; end let p = P(True); match p.b: case True: end",
    "class P: func m() -> Bool: return True; end end let p = P(); match p.m(): case True: end",
    "func f(xs: [Bool]): match xs[0]: case True: end end f([]);",
    "func f(xs: Array<Bool>): match xs[0]: case True: end end f([]);",
  ]

  @Test(arguments: subjects) func knowsTheSubject(_ text: String) {
    #expect(Resolution(text).diagnostics.map(\.message) == ["this match does not handle False"])
  }

  @Test func aClassThatIsOnlyExtendedHasNoInstances() {
    let text = "class A: end class B extends A: end class C extends A: end "
      + "func f(a: A): match a: case B: end end f(B()); f(C());"
    #expect(Resolution(text).diagnostics.map(\.message) == ["this match does not handle C"])
  }

  /// Cases, and the places of those that are never reached in `match x: CASES end`.
  static let covered: [(String, [String])] = [
    ("case _: print(1); case 1: print(2);", ["W0502 1:44"]),
    ("case n: print(n); case 1: print(2); case 2: print(3);", ["W0502 1:44", "W0502 1:62"]),
    ("case n: print(n); else: print(2);", ["W0502 1:45"]),
    ("case n if n: print(n); case 1: print(2); else: print(3);", []),
    ("case 1: print(1); case 1.0: print(2);", ["W0502 1:44"]),
    ("case 1: print(1); case -1: print(2); case \"1\": print(3);", []),
    ("case \"a\": print(1); case 'a': print(2);", ["W0502 1:46"]),
    ("case 1 | 2: print(1); case 2 | 1: print(2);", ["W0502 1:48"]),
    ("case 1 | 2: print(1); case 2 | 3: print(2);", ["W0502 1:48"]),
    ("case 1 | 1: print(1);", ["W0502 1:30"]),
    ("case 1 if x: print(1); case 1: print(2);", []),
    ("case True: print(1); case True: print(2); case Bool: print(3);", ["W0502 1:47"]),
    ("case True: print(1); case False: print(2); case Bool: print(3);", ["W0502 1:69"]),
    ("case Int: print(1); case 1: print(2);", []),
    ("case Number: print(1); case 1: print(2); case 1..2: print(3); case Float: print(4);",
      ["W0502 1:49", "W0502 1:67", "W0502 1:88"]),
    ("case String: print(1); case \"a\": print(2);", ["W0502 1:49"]),
    ("case Array: print(1); case [Int]: print(2); case [1, _]: print(3);",
      ["W0502 1:48", "W0502 1:70"]),
    ("case Array<Int>: print(1); case Array: print(2);", []),
    ("case n: Int: print(n); case Int: print(2);", ["W0502 1:49"]),
    ("case Null: print(1); case Void: print(2);", ["W0502 1:47"]),
    ("case Any: print(1); case 1: print(2);", ["W0502 1:46"]),
  ]

  @Test(arguments: covered) func warnsOfCoveredCases(_ cases: String, _ expected: [String]) {
    #expect(Resolution("func f(x): match x: \(cases) end end f(1);").messages == expected)
  }

  @Test func aSubclassIsCoveredByItsBase() {
    let text = Self.classes
      + "func f(x): match x: case B: end match x: case B: case C: case A: end end f(1);"
    #expect(Resolution(text).messages == ["W0502 1:137"])
  }

}
