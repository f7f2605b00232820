import Testing

/// Variables, loops, functions, classes, patterns and errors that are caught.
@Suite struct StatementTests {

  @Test(arguments: [
    ("let x = 1; let x = x + 1; print(x);", "2"),
    ("let a = [1]; let b = a; b.push(2); print(a, b);", "[1] [1, 2]"),
    ("let g = [[0] * 3] * 2; g[1][2] = 7; print(g);", "[[0, 0, 0], [0, 0, 7]]"),
    (
      #"let m = {}; m.b = 2; m["d"] = {}; m["d"]["e"] = 3; print(m, m.z, m.size);"#,
      "{b: 2, d: {e: 3}} Null 2"
    ),
    (
      #"let d = {u: [{t: []}]}; d.u[0].t.push(1); d.u[0]["n"] = "x"; print(d);"#,
      "{u: [{t: [1], n: x}]}"
    ),
    ("let i = 10; i -= 3; i *= 2; i /= 4; i++; print(i);", "4.5"),
    (#"let s = "a"; s += "b"; s = s + 5; print(s);"#, "ab5"),
    ("func f(a): a.push(1); return a; end let o = []; print(f(o), o);", "[1] []"),
    ("let a = [1, 2]; for x in a: a.push(x); end print(a);", "[1, 2, 1, 2]"),
    ("let a: Array<Float> = [1]; a.push(2); a[0] = 3; print(a);", "[3.0, 2.0]"),
  ])
  func variables(source: String, expected: String) {
    #expect(run(source).output == expected + "\n")
  }

  @Test(arguments: [
    (
      #"let r = ""; for i in 0..3: for j, v in ["a", "b"]: r += i + v; end end print(r);"#,
      "0a0b1a1b2a2b"
    ),
    ("for k, v in {a: 1, b: 2}: print(k, v); end", "a 1\nb 2"),
    (#"for c in "h\u{e9}": print(c); end"#, "h\n\u{e9}"),
    (
      "let i = 0; while True: i++; if i == 2: continue; end if i > 3: break; end print(i); end",
      "1\n3"
    ),
    (
      "for let i = 0; i < 5; i++: if i == 1: continue; end if i == 3: break; end print(i); end",
      "0\n2"
    ),
    ("let f = []; for k in 0..3: f.push(() => k * 10); end print(f[0](), f[2]());", "0 20"),
    ("let f = []; for let q = 0; q < 3; q++: f.push(() => q); end print(f[0](), f[2]());", "0 2"),
  ])
  func loops(source: String, expected: String) {
    #expect(run(source).output == expected + "\n")
  }

  @Test(arguments: [
    (
      "func fib(n): if n < 2: return n; end return fib(n - 1) + fib(n - 2); end print(fib(15));",
      "610"
    ),
    (
      "func f(a, b = a + 1, c = b * 2): return [a, b, c]; end print(f(1), f(1, 5), f(1, 5, 9));",
      "[1, 2, 4] [1, 5, 10] [1, 5, 9]"
    ),
    (
      "func c(): let n = 0; func inc(): n += 1; return n; end return inc; end let i = c(); "
        + "i(); print(i(), c()());",
      "2 1"
    ),
    (
      "func o(n): func e(k): return k == 0 or d(k - 1); end func d(k): "
        + "return k != 0 and e(k - 1); end return e(n); end print(o(4), o(5));",
      "True False"
    ),
    (
      #"func f(a: Int): return "i"; end func f(a: String): return "s"; end func f(a, b): "#
        + #"return 2; end print(f(1), f("x"), f(1, 2));"#,
      "i s 2"
    ),
    ("func f(): end print(f(), f, f == f);", "Null <function f> True"),
    ("func d(n): if n == 0: return 0; end return d(n - 1) + 1; end print(d(5000));", "5000"),
  ])
  func functions(source: String, expected: String) {
    #expect(run(source).output == expected + "\n")
  }

  @Test func fieldDefaultsOfLocalClasses() {
    let source = "func f(x): class A: let y = x; end return A; end let K = f(1); print(K().y);"
    #expect(run(source).output == "1\n")
  }

  static let animals = """
    class Animal:
      let name: String;
      let legs = 4;
      func speak(): return self.name + " speaks"; end
    end
    class Dog extends Animal:
      func speak(): return super.speak() + " Woof!"; end
      func toString(): return "Dog(" + self.name + ")"; end
      func equals(o): return self.name == o.name; end
    end
    let d = Dog("Rex");

    """

  @Test(arguments: [
    (
      "print(d.speak(), d, [d], d.legs, d.type, Dog);",
      "Rex speaks Woof! Dog(Rex) [Dog(Rex)] 4 Dog <class Dog>"
    ),
    (
      #"print(d is Animal, Animal("x") is Dog, d == Dog("Rex"), [d].contains(Dog("Rex")));"#,
      "True False True True"
    ),
    (#"let e = d; e.name = "Max"; print(d.name, Animal("x"));"#, "Max <Animal>"),
    (#"let m = d.speak; let K = Dog; print(m(), K("A").name);"#, "Rex speaks Woof! A"),
    (#"match d: case {name: "Max"}: print(1); case Animal: print(2); end"#, "2"),
    (
      "class P: func init(): self.items = []; end func add(x): self.items.push(x); "
        + "return self; end end print(P().add(1).add(2).items);",
      "[1, 2]"
    ),
    (
      "func o(n): class L: let v = n; func get(): return self.v + n; "
        + "end end return L().get(); end print(o(4));",
      "8"
    ),
  ])
  func classes(source: String, expected: String) {
    #expect(run(Self.animals + source).output == expected + "\n")
  }

  @Test(arguments: [
    ("match [1, 2, 3]: case [a, ...rest]: print(a, rest); end", "1 [2, 3]"),
    (#"match 5: case 0..3: print("low"); case n if n > 4 => print("big", n); end"#, "big 5"),
    (#"match {k: "c", r: 2}: case {k: "c", r: r}: print(r); end"#, "2"),
    (#"match "s": case Int: print(1); case t: String: print(t); end"#, "s"),
    ("match 3: case 1 | 2: print(12); case !5: print(5); end", "5"),
    ("match -5: case -5: print(1); else: print(2); end", "1"),
    ("match [1, [2, 3]]: case [1, [a, b]]: print(a, b); end", "2 3"),
    (#"match 9: case 1: print(1); end print("end");"#, "end"),
  ])
  func patterns(source: String, expected: String) {
    #expect(run(source).output == expected + "\n")
  }

  @Test(arguments: [
    (
      "try: [1][5]; catch e: print(e.kind, e.line, e.file, e.type); end",
      "IndexError 1 main.myco Error"
    ),
    (#"try: throw {a: 1}; catch e: print(e.a); finally: print("f"); end"#, "1\nf"),
    (#"func t(): try: return 1; finally: print("f"); end end print(t());"#, "f\n1"),
    ("func t(): try: throw 1; finally: return 2; end end print(t());", "2"),
    ("for i in 0..3: try: continue; finally: print(i); end end", "0\n1\n2"),
    (
      #"try: try: throw Error("a");\#n catch e: throw e; end catch g: print(g.line, g); end"#,
      "1 Error: a"
    ),
    (
      "func f(n): return f(n + 1) + 1; end try: f(0); catch e: print(e.kind); end",
      "StackOverflowError"
    ),
  ])
  func caughtErrors(source: String, expected: String) {
    #expect(run(source).output == expected + "\n")
  }

}
