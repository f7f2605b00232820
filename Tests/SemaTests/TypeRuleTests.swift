import Testing

/// What annotations and classes tell of values: programs with the messages they must give, which
/// may be none.
@Suite struct TypeRuleTests {

  static let promises: [(String, [String])] = [
    ("let a: Int = 1, b: Float = 1, c: Number = 1.5, d: Int? = Null, e: Any = {};", []),
    ("let a: Int = 1.5;", ["E0312 1:14"]),
    ("let a: Int? = \"x\";", ["E0312 1:15"]),
    ("let a: Int | String = True; let b: Int | Boolean = not a;", ["E0312 1:23"]),
    ("const A: [Float] = [1, 2.5, Null];", ["E0312 1:29"]),
    ("let a: Array<[Int]> = [[1], [\"x\"]];", ["E0312 1:30"]),
    ("let m: Map<String, Int> = {a: 1, 2: 2};", ["E0312 1:34"]),
    ("let m: Map<String, Int> = {a: 1, b: Null};", ["E0312 1:37"]),
    ("let m: Object = {a: 1}, s: Set<Int> = {1, 2}, t: Set<Int> = {\"a\"};", ["E0312 1:62"]),
    ("let s: Set<Int> = {};", ["E0312 1:19"]),
    ("let f: (Int) -> Int = x => x, g: Function = () => 1;", []),
    ("let f: (Int) -> Int = (x, y) => x;", ["E0312 1:23"]),
    ("let f: () -> Int = 1;", ["E0312 1:20"]),
    ("let a: Int = 1; a = 2; a = \"x\"; a += 1;", ["E0312 1:28"]),
    ("func f(a: Int = 1, b: Int = \"x\"): end f();", ["E0312 1:29"]),
    ("func f() -> Int: if True: return \"x\"; end return 1; end f();", ["E0312 1:34"]),
    ("func f() -> Int: let g = func(): return \"x\"; end; g(); return 1; end f();", []),
    ("func f(a: Int, b): end f(1, \"x\"); f(\"x\", 1);", ["E0312 1:37"]),
    ("func f(a: Int): end func f(a: String): end f(1); f(\"x\"); f([]);", ["E0312 1:58"]),
    ("func f(a: Int): end func f(a, b): end f(\"x\");", ["E0312 1:41"]),
    ("try: let a: Int = \"x\"; print(a); catch e: print(e); end", ["W0506 1:19"]),
    ("try: let a: Int = \"x\"; print(a); finally: print(1); end", ["E0312 1:19"]),
  ]

  static let instances: [(String, [String])] = [
    ("class A: let x: Int; let y: A?; end A(1); A(1, A(2)); A(\"x\"); A(1, 2);",
      ["E0312 1:57", "E0312 1:68"]),
    ("class A: let x: Int = \"x\"; end A();", ["E0312 1:23"]),
    ("class A: let x = 1; func init(a: Int): self.x = a; end end A(\"x\");", ["E0312 1:62"]),
    ("class A: let x: Int; func m(): self.x = \"x\"; end end A(1).x = Null;",
      ["E0312 1:41", "E0312 1:63"]),
    ("class A: func m(a: Int): end end A().m(\"x\");", ["E0312 1:40"]),
    ("class A: func m(a: Int): end end class B extends A: func m(a): end end "
      + "func f(a: A): a.m(\"x\"); end f(B());", []),
    ("class A: end class B extends A: end let a: A = B(); let b: B? = A();", ["E0312 1:65"]),
    ("class A: end class B extends A: end let a: [A] = [B(), 1];", ["E0312 1:56"]),
  ]

  static let members: [(String, [String])] = [
    ("class A: let x; func m(): return self.x + self.y; end end A(1);", ["E0311 1:48"]),
    ("class A: func m(): self.y = 1; return self.y; end end A();", []),
    ("class A: func m(): self.y += 1; end end A();", ["E0311 1:25"]),
    ("class A: func m(): return self.n(); end end class B extends A: func n(): end end B();", []),
    ("class A: func m(): return self.n(1); end end class B extends A: func n(): end end B();",
      ["E0309 1:32"]),
    ("class A: func m(): return self.type + self.toString() + str(self.isMap()); end end A();", []),
    ("class A: func m(): return () => self.n(); end end A();", ["E0311 1:38"]),
    ("class A: let f = self.g(); end A();", ["E0311 1:23"]),
    ("class A: let f; func m(): return self.f(1, 2); end end A(1);", []),
    ("class A: func m(): end func m(a, b): end func n(): self.m(1); end end A();", ["E0309 1:57"]),
    ("class A: end let a = A(); print(a.x); a.y();", ["E0311 1:35", "E0311 1:41"]),
    ("class A: end let a = A(); a = {x: 1}; print(a.x);", []),
    ("class A: let x = 1; end let a = A(); a.x = 2; print(a.y);", ["E0311 1:55"]),
    ("class A: end func f(a: A): a.x = 1; return a.y; end f(A());", ["E0311 1:30", "E0311 1:46"]),
    ("class A: end class B extends A: let x = 1; end func f(a: A): return a.x; end f(B());", []),
    ("class A: let b: B?; end class B: let c: B; end let a = A(); print(a.b.d);", []),
    ("class A: let b: B; end class B: let c: B?; end func f(a: A): a.b.d = 1; end f(1.type);",
      ["E0311 1:66"]),
    ("class A: func m() -> A: return self; end end A().m().n();", ["E0311 1:54"]),
    ("class A extends Zzz: func m(): return self.n(); end end A();", ["E0301 1:17"]),
    ("class A: let x; end class B extends A: func m(): return super.x; end end B();",
      ["E0310 1:63"]),
  ]

  static let calls: [(String, [String])] = [
    ("let f = x => x; f(1); f();", ["E0309 1:23"]),
    ("let f = x => x; f = () => 1; f();", []),
    ("const F = func(a, b = 1): return a; end; F(1); F();", ["E0309 1:48"]),
    ("class A: let x: Int; end let K = A; K(1); K();", ["E0309 1:43"]),
    ("func f(a): end let g = f; let h = g; h(1); h();", ["E0309 1:44"]),
    ("let root = math.sqrt; root(1); root();", ["E0309 1:32"]),
    ("let p = print; p(); p(1, 2);", []),
    ("func f(a = 1, b): end f(1, 2); f(1);", ["E0309 1:32"]),
    ("func f(a: Int | String?): end func f(a: Null | Int | String): end", ["E0210 1:36"]),
  ]

  @Test(arguments: promises + instances + members + calls)
  func says(_ text: String, _ expected: [String]) {
    #expect(Resolution(text).messages == expected)
  }

}
