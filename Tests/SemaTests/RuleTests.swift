import Testing

/// One sentence of the language each: programs that resolve without a message, and programs with
/// the first message they must give.
@Suite struct RuleTests {

  static let accepted: [String] = [
    "func f(a, b = 1): return a + b; end print(f(1), f(1, 2));",
    "func sqrt(a, b): return a; end print(sqrt(1, 2));",
    "try: print(1); catch e: e = 1; print(e); end",
    "func f(): return 1; end let f = 2; f = 3; print(f);",
    "for i in 0..2: i = 5; print(i); end",
    "func f(a): a = 2; return a; end print(f(1));",
    "if True: print(g()); func g(): return 1; end end",
    "while True: if True: break; end end",
    "func f(): return size; end let size = 1; print(f());",
    "const A = [1, 2]; print(A.take(1));",
    "class P: let x = 1; end const P1 = P(); P1.x = 2; print(P1.x);",
    "class S: let items = []; func push(v): self.items.push(v); end end const S1 = S(); "
      + "S1.push(1);",
    "class S: let items = []; func push(v): self.items.push(v); end end func make(): return "
      + "S(); end const S1 = make(); S1.push(1);",
    "const A = 1; if True: let A = 2; A = 3; print(A); end print(A);",
    "const S = \"abc\"; print(S.reverse());",
    "const T = time.now(); print(T.add(5));",
    "class P: let x: Int; let y = 2; end print(P(1));",
    "class P: let x; let y; end print(P(1));",
    "class B: let a; end class P extends B: let x; end print(P(1, 2));",
    "class P: let x: Int; let y: Int?; end print(P(1));",
    "class A extends B: end class B: end print(A());",
    "let f = func(n): return f(n); end; print(f);",
    "let f = n => f(n); print(f);",
    "let f = func(n = 1): return f(n); end; print(f);",
    "func f(): return 1; end let f = 2; print(f + 1);",
    "use math as m; print(m.sqrt(2.0));",
    "from math use sqrt as root; print(root(4));",
    "print(math.pi, math.Sqrt(4.0), math.max_int, string.upper(\"a\"));",
    "print(string.starts_with(\"ab\", \"a\"));",
    "print(math.type);",
    "class A: func m(a): end func m(a, b): end end print(A());",
    "func g(a): return 1; end func g(a, b): return 2; end print(g(1), g(1, 2));",
    "func f(a: Int): return 1; end func f(a: String): return 2; end print(f(1));",
    "match 1: case Int | Float: print(1); end",
    "match 1: case n if n > 0: print(n); end",
    "match [1, 2]: case [a, ...rest]: print(a, rest); end",
    "match 1: case Int: print(1); case n: print(n); end",
    "let x = 1; let x = x + 1; print(x);",
    "class A: let v = 1; let f = () => self.v; end print(A());",
    "class A: let v = 1; func m(): return () => self.v; end end print(A());",
    "let len = 3; len = 4; print(len);",
    "let x = 1; if True: let x = x + 1; print(x); end",
    "class B: func m(): return 1; end end class A extends B: func m(): return super.m(); end "
      + "end print(A());",
    "func f(): return t; end let t = 1; print(f());",
    "let a: Map<String, [Int]> = {}; let b: Set<Int>? = Null; print(a, b);",
    "class A: end let a: A = A(); print(a is A);",
    "func f() -> Void: end print(f());",
    "func f(): return g(); func g(): return 1; end end print(f());",
    "func f(x): end f(1);",
    "let x = 1;",
    "func f(): let _x = 1; end f();",
    "func f(): let x = 1; return () => x; end print(f());",
  ]

  static let rejected: [(String, String)] = [
    (
      "print(len());",
      "E0309 1:7"
    ),
    (
      "print(len([1], [2]));",
      "E0309 1:7"
    ),
    (
      "func f(a, b = 1): return a + b; end print(f(1, 2, 3));",
      "E0309 1:43"
    ),
    (
      "func f(a = 1, b): return b; end print(f(1));",
      "E0309 1:39"
    ),
    (
      "func f(a): end f();",
      "E0309 1:16"
    ),
    (
      "print((x => x)(1, 2));",
      "E0309 1:8"
    ),
    (
      "print(math.sqrt());",
      "E0309 1:12"
    ),
    (
      "print = 3;",
      "E0206 1:1"
    ),
    (
      "class A: end A = 1;",
      "E0206 1:14"
    ),
    (
      "const A = 1; A = 2;",
      "E0205 1:14"
    ),
    (
      "func f(): end f = 1;",
      "E0206 1:15"
    ),
    (
      "math.Pi = 3;",
      "E0405 1:6"
    ),
    (
      "math = 1;",
      "E0206 1:1"
    ),
    (
      "x = 1;",
      "E0203 1:1"
    ),
    (
      "x += 1;",
      "E0203 1:1"
    ),
    (
      "class A: func m(): self.m = 1; end end",
      "E0306 1:15"
    ),
    (
      "class A: func m(): self.type = 1; end end",
      "E0307 1:25"
    ),
    (
      "if True: let x = 1; print(x); end print(x);",
      "E0201 1:41"
    ),
    (
      "break;",
      "E0207 1:1"
    ),
    (
      "try: print(1); catch e: print(e); end print(e);",
      "E0201 1:45"
    ),
    (
      "for let i = 0; i < 2; i++: end print(i);",
      "E0201 1:38"
    ),
    (
      "class A: end func A(): end",
      "E0211 1:19"
    ),
    (
      "const A = 1; func f(): A = 2; end f();",
      "E0205 1:24"
    ),
    (
      "const A = [[1]]; A[0][0] = 2;",
      "E0205 1:18"
    ),
    (
      "const A = [1]; A[0] = 2;",
      "E0205 1:16"
    ),
    (
      "const M = {a: 1}; M.a = 2;",
      "E0205 1:19"
    ),
    (
      "const A = [[1]]; A[0].push(2);",
      "E0205 1:23"
    ),
    (
      "const A = [1]; A.push(2);",
      "E0205 1:18"
    ),
    (
      "const A = [1]; A.reverse();",
      "E0205 1:18"
    ),
    (
      "const A = [1]; A.remove_value(1);",
      "E0205 1:18"
    ),
    (
      "while True: let f = func(): continue; end; print(f); end",
      "E0207 1:29"
    ),
    (
      "class P: func set_a(): self.a = 1; end end print(P(1));",
      "E0309 1:50"
    ),
    (
      "class P: let x: Int; let y: Int; end print(P(1));",
      "E0309 1:44"
    ),
    (
      "class P: func init(a): self.a = a; end end print(P());",
      "E0309 1:50"
    ),
    (
      "class B: func init(a): self.a = a; end end class P extends B: end print(P());",
      "E0309 1:73"
    ),
    (
      "class P: let x; let y; end print(P(1, 2, 3));",
      "E0309 1:34"
    ),
    (
      "class A extends B: end class B extends C: end class C extends A: end",
      "E0304 1:17"
    ),
    (
      "class A extends B: end class B extends A: end",
      "E0304 1:17"
    ),
    (
      "class A: end class A: end",
      "E0211 1:20"
    ),
    (
      "class A: let x; let x; end",
      "E0308 1:21"
    ),
    (
      "class A: func m(a): end func m(b): end end",
      "E0210 1:30"
    ),
    (
      "func f(a, a): end print(f);",
      "E0204 1:11"
    ),
    (
      "let f = (a, a) => a; print(f);",
      "E0204 1:13"
    ),
    (
      "func f(a): end func f(b): end",
      "E0210 1:21"
    ),
    (
      "func f(a): end func f(b: Any): end",
      "E0210 1:21"
    ),
    (
      "func f(a: Bool): end func f(b: Boolean): end",
      "E0210 1:27"
    ),
    (
      "class A extends Int: end",
      "E0305 1:17"
    ),
    (
      "class A extends Bas: end",
      "E0301 1:17"
    ),
    (
      "let v = 1; class A extends v: end",
      "E0302 1:28"
    ),
    (
      "class A: let m; func m(): end end",
      "E0306 1:22"
    ),
    (
      "class B: let m; end class A extends B: func m(): end end",
      "E0306 1:45"
    ),
    (
      "class A: let type; end",
      "E0307 1:14"
    ),
    (
      "for i in 0..2: end print(i);",
      "E0201 1:26"
    ),
    (
      "for x in x: end",
      "E0201 1:10"
    ),
    (
      "let f = 2; func f(): return 1; end f = 3;",
      "E0206 1:36"
    ),
    (
      "const A = 1; A++;",
      "E0205 1:14"
    ),
    (
      "x++;",
      "E0203 1:1"
    ),
    (
      "use math as m; print(m.sqroot(2.0));",
      "E0403 1:24"
    ),
    (
      "from math use sqrt; sqrt = 1;",
      "E0405 1:21"
    ),
    (
      "from math use squareroot;",
      "E0403 1:15"
    ),
    (
      "print(math.sqroot(1));",
      "E0403 1:12"
    ),
    (
      "func f(): let g = func(): return y; end; let y = 1; print(y); return g; end print(f());",
      "E0201 1:34"
    ),
    (
      "class B: func m(): end end class A extends B: let m; end",
      "E0306 1:51"
    ),
    (
      "class A: func type(): end end",
      "E0307 1:15"
    ),
    (
      "func g(a): return 1; end func g(a, b): return 2; end print(g(1, 2, 3));",
      "E0309 1:60"
    ),
    (
      "let a = a;",
      "E0202 1:9"
    ),
    (
      "match 1: case a | 2: print(a); end",
      "E0212 1:15"
    ),
    (
      "match [1, 2]: case [a, a]: print(a); end",
      "E0204 1:24"
    ),
    (
      "match 1: case !a: print(1); end",
      "E0212 1:16"
    ),
    (
      "match 1: case n: print(n); end print(n);",
      "E0201 1:38"
    ),
    (
      "match 1: case n: Foo: print(n); end",
      "E0301 1:18"
    ),
    (
      "return 1;",
      "E0209 1:1"
    ),
    (
      "class A extends A: end",
      "E0304 1:17"
    ),
    (
      "func f(): return self; end print(f());",
      "E0208 1:18"
    ),
    (
      "print(self);",
      "E0208 1:7"
    ),
    (
      "class B: func m(a): return a; end end class A extends B: func m(): return super.m(); end "
        + "end print(A());",
      "E0309 1:81"
    ),
    (
      "class A: func m(): return super.m(); end end print(A());",
      "E0310 1:33"
    ),
    (
      "class B: end class A extends B: func m(): return super.m(); end end print(A());",
      "E0310 1:56"
    ),
    (
      "print(super.x());",
      "E0208 1:7"
    ),
    (
      "print(t); let t = 1;",
      "E0202 1:7"
    ),
    (
      "let a: Int<String> = 1; print(a);",
      "E0303 1:8"
    ),
    (
      "let a: Map<Int> = {}; print(a);",
      "E0303 1:8"
    ),
    (
      "let a: int = 1; print(a);",
      "E0301 1:8"
    ),
    (
      "print(1 is Foo);",
      "E0301 1:12"
    ),
    (
      "let a: Itn = 1; print(a);",
      "E0301 1:8"
    ),
    (
      "func f(a: Foo): end print(f);",
      "E0301 1:11"
    ),
    (
      "func f() -> Foo: end print(f);",
      "E0301 1:13"
    ),
    (
      "let v = 1; let a: v = 2; print(a, v);",
      "E0302 1:19"
    ),
    (
      "let Count = 1; print(count1);",
      "E0201 1:22"
    ),
    (
      "use maths;",
      "E0401 1:5"
    ),
    (
      "while False: let x = 1; print(x); end print(x);",
      "E0201 1:45"
    ),
  ]

  @Test(arguments: accepted) func accepts(_ text: String) {
    #expect(Resolution(text).messages == [])
  }

  @Test(arguments: rejected) func rejects(_ text: String, _ expected: String) {
    #expect(Resolution(text).messages.first == expected)
  }

}
