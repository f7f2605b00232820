import Sema
import Support
import Syntax
import Testing

/// Which variables functions and classes capture, and what is known of them.
@Suite struct CaptureTests {

  /// Returns the captures of the `index`-th lambda of `r`.
  private func lambda(_ r: Resolution, _ index: Int = 0) -> [String] {
    let lambdas = Array(r.ast.funcs.ids).filter { r.ast.funcs[$0].decl == nil }
    return r.captures(lambdas[index])
  }

  private func captures(of type: String, in r: Resolution) -> [String] {
    r.names(r.type(type).captures)
  }

  // MARK: Functions

  @Test func functionsThatCallEachOtherCaptureEachOther() {
    let r = Resolution(
      """
      func f(x):
          func even(n): return n == 0 or odd(n - 1); end
          func odd(n): return n != x and even(n - 1); end
          return even(4);
      end
      f(0);
      """)
    #expect(r.captures(r.function("even")) == ["odd"])
    #expect(r.captures(r.function("odd")) == ["x", "even"])
    #expect(r.captures(r.function("f")) == [])
    #expect(r.info("even").isCaptured && r.info("odd").isCaptured && r.info("x").isCaptured)
    #expect(!r.info("f").isCaptured && !r.info("n").isCaptured)
  }

  @Test func aFunctionThatCallsItselfCapturesItself() {
    let r = Resolution(
      "func g(): func f(n): return n == 0 ? 0 : f(n - 1); end return f(1); end g();")
    #expect(r.captures(r.function("f")) == ["f"])
    let top = Resolution("func f(n): return n == 0 ? 0 : f(n - 1); end f(1);")
    #expect(top.captures(top.function("f")) == [] && top.info("f").isTopLevel)
  }

  @Test func capturesReachThroughTwoLevels() {
    let r = Resolution(
      "func f(x): func g(y): func h(z): x += z; return y; end return h; end return g; end f(1);")
    #expect(r.captures(r.function("h")) == ["x", "y"])
    #expect(r.captures(r.function("g")) == ["x"])
    #expect(r.captures(r.function("f")) == [])
    #expect(r.info("x").isChangedByInnerFunction && r.info("x").changes == 1)
    #expect(r.info("y").isCaptured && !r.info("y").isChangedByInnerFunction)
    #expect(!r.info("z").isCaptured)
  }

  @Test func aFunctionIsCapturedWhereItIsAValue() {
    let r = Resolution("func f(): func g(): return 1; end return [1].map(x => g()); end f();")
    #expect(lambda(r) == ["g"] && r.info("g").isCaptured)
  }

  @Test func overloadsAreAllCaptured() {
    let r = Resolution(
      "func f(): func g(a): end func g(a, b): end return () => g(1); end f();")
    #expect(lambda(r) == ["g", "g"])
    #expect(r.decls("g").allSatisfy { r.model.decls[$0].isCaptured })
  }

  @Test func aVariableIsNotCapturedByItsOwner() {
    let r = Resolution("func f(): let x = 1; if x: x = 2; end return x; end f();")
    #expect(!r.info("x").isCaptured && r.info("x").changes == 1)
  }

  @Test func theNameOfALambdaInItsInitialiserIsCaptured() {
    let r = Resolution("func g(): let f = n => n == 0 ? 0 : f(n - 1); return f(3); end g();")
    #expect(lambda(r) == ["f"] && r.info("f").isCaptured && r.info("f").changes == 0)
  }

  // MARK: Kinds of variables

  @Test func defaultsOfParametersCapture() {
    let r = Resolution(
      "func f(x): func g(a = x, b = () => a): return b(); end return g(); end f(1);")
    #expect(r.captures(r.function("g")) == ["x"])
    #expect(lambda(r) == ["a"] && r.info("a").isCaptured)
  }

  @Test func loopVariablesAreCaptured() {
    let r = Resolution(
      """
      let fs = [];
      for v in [1]: fs.push(() => v); end
      for k, w in {}: fs.push(() => [k, w]); end
      for let i = 0; i < 3; i++: fs.push(() => i); end
      while fs: let u = 1; fs.push(() => u); end
      """)
    #expect((0..<4).map { lambda(r, $0) } == [["v"], ["k", "w"], ["i"], ["u"]])
    #expect(["v", "k", "w", "i", "u"].allSatisfy { r.info($0).isCaptured })
    #expect(["v", "k", "w", "i", "u"].allSatisfy { r.info($0).owner == nil })
    #expect(["v", "k", "w", "i", "u"].allSatisfy { !r.info($0).isTopLevel })
    #expect(r.info("i").changes == 1 && !r.info("i").isChangedByInnerFunction)
    #expect(r.info("v").changes == 0)
  }

  @Test func aLambdaInTheStepOfALoopChangesItsVariable() {
    let r = Resolution("for let i = 0; i < 3; [1].forEach(func(x): i += x; end): print(i); end")
    #expect(lambda(r) == ["i"] && r.info("i").isChangedByInnerFunction)
  }

  @Test func patternVariablesAndCaughtErrorsAreCaptured() {
    let r = Resolution(
      """
      let fs = [];
      match [1, 2, {a: 3}]:
          case [a, b: Int, {a: c}, ...d] if (() => a)(): fs.push(() => [b, c, d]);
      end
      try: throw 1; catch e: fs.push(() => e); e = 2; end
      """)
    #expect((0..<3).map { lambda(r, $0) } == [["a"], ["b", "c", "d"], ["e"]])
    #expect(["b", "c", "d", "e"].allSatisfy { r.info($0).isCaptured })
    #expect(r.info("e").changes == 1 && !r.info("e").isChangedByInnerFunction)
  }

  // MARK: Changes

  @Test func changesThroughPathsAndMutatingCallsCount() {
    let r = Resolution(
      """
      func f(a, b, c, d, e):
          return [
              () => a.push(1), func(): b[0] = 1; end, func(): c.x.y = 1; end,
              func(): d[0].list.pop(); end, () => e.map(x => x)];
      end
      f([], [], {}, [], []);
      """)
    for name in ["a", "b", "c", "d"] {
      #expect(r.info(name).isChangedByInnerFunction && r.info(name).changes == 1, "\(name)")
    }
    #expect(r.info("e").isCaptured && r.info("e").changes == 0)
  }

  @Test func bothSpellingsOfAMutatingMethodCount() {
    let r = Resolution("let a = [1]; a.removeValue(1); a.remove_value(2); a.sort_by(x => x);")
    #expect(r.info("a").changes == 3)
  }

  @Test func theOwnerChangesAfterTheCaptureAreNoChangesByInnerFunctions() {
    let r = Resolution("func f(): let x = 1; let g = () => x; x = 2; return g; end f();")
    #expect(r.info("x").changes == 1 && !r.info("x").isChangedByInnerFunction)
    #expect(r.info("x").isCaptured)
  }

  @Test func aVariableWithoutInitialiserCountsItsFirstAssignment() {
    let r = Resolution("func f(): let x; x = 1; return () => x; end f();")
    #expect(r.info("x").changes == 1)
  }

  @Test func topLevelVariablesAreChangedByFunctions() {
    let r = Resolution("let n = 0; let xs = []; func f(): n += 1; xs.push(n); end f();")
    #expect(r.info("n").isChangedByInnerFunction && r.info("xs").isChangedByInnerFunction)
    #expect(r.captures(r.function("f")) == [])
  }

  // MARK: Classes

  @Test func aLocalClassCapturesWhatItsMembersUse() {
    let r = Resolution(
      """
      func f(x, y, z):
          class A: let a = x; let b = () => y; func m(c = z): return () => A; end end
          return A();
      end
      f(1, 2, 3);
      """)
    #expect(captures(of: "A", in: r) == ["x", "y", "z", "A"])
    #expect(r.captures(r.function("m")) == ["z", "A"])
    #expect(r.captures(r.function("f")) == [])
    #expect(["x", "y", "z"].allSatisfy { r.info($0).isCaptured })
    #expect(lambda(r, 0) == ["y"] && lambda(r, 1) == ["A"])
  }

  @Test func aMethodOfALocalClassChanges() {
    let r = Resolution(
      "func f(x): class A: func m(): x += 1; end end return A(); end f(1);")
    #expect(r.info("x").isChangedByInnerFunction && captures(of: "A", in: r) == ["x"])
  }

  @Test func aFieldDefaultInAFunctionIsAnInnerFunction() {
    let r = Resolution("func f(x): class A: let a = x.pop(); end return A(); end f([1]);")
    #expect(r.info("x").isCaptured && r.info("x").isChangedByInnerFunction)
    #expect(captures(of: "A", in: r) == ["x"])
  }

  @Test func aClassInAMethodCapturesForBoth() {
    let r = Resolution(
      """
      class A:
          func m(x):
              class B: func n(): return x; end end
              return () => B();
          end
      end
      A().m(1);
      """)
    #expect(captures(of: "B", in: r) == ["x"] && captures(of: "A", in: r) == [])
    #expect(r.captures(r.function("m")) == [] && lambda(r) == ["B"])
  }

  @Test func aClassOfABlockCapturesItsBlock() {
    let r = Resolution("if True: let x = 1; class A: let a = x; end print(A()); end")
    #expect(captures(of: "A", in: r) == ["x"] && r.info("x").isCaptured)
  }

  @Test func whoMakesALocalClassCapturesIt() {
    let r = Resolution(
      "func f(x): class A: let a = x; end func g(): return A(); end return g; end f(1);")
    #expect(r.captures(r.function("g")) == ["A"] && r.info("A").isCaptured)
  }

  @Test func aTypeTestCapturesNoTopLevelClassButALocalOne() {
    let r = Resolution(
      "func f(x): class A: end return () => x is A; end f(1); class B: end let g = () => B();")
    #expect(lambda(r, 0) == ["x"] && lambda(r, 1) == [])
  }

  @Test func aBaseClassIsCapturedByWhatExtendsItElsewhere() {
    let r = Resolution(
      """
      func f(x):
          class A: let a = x; end
          func g(): class B extends A: end return B(); end
          return g;
      end
      f(1);
      """)
    #expect(r.captures(r.function("g")) == ["A"])
  }

  // MARK: self

  @Test func selfIsSeenInFunctionsOfMethodsAndDefaults() {
    let r = Resolution(
      """
      class A:
          let a = () => self;
          let b = 1;
          func m(c = () => self.b): func n(): return () => super.k(); end return n; end
          func o(): class B: func p(): return self; end end return B; end
      end
      class A0: func k(): return 1; end end
      """.replacing("class A:", with: "class A extends A0:"))
    let uses = r.ast.funcs.ids.map { id in
      (r.ast.funcs[id].decl.map { r.names([$0])[0] } ?? "", r.model.funcs[id].usesSelf)
    }
    let named = Dictionary(uses.filter { $0.0 != "" }, uniquingKeysWith: { a, _ in a })
    #expect(named == ["m": true, "n": true, "o": false, "p": true, "k": false])
    #expect(uses.filter { $0.0 == "" }.allSatisfy { $0.1 })
    let lambdas = r.ast.funcs.ids.filter { r.ast.funcs[$0].decl == nil }
    let a = r.model.classOfDecl[r.decls("A")[0]]
    #expect(lambdas.allSatisfy { r.model.funcs[$0].selfClass == a })
  }

  // MARK: Modules

  @Test func namesOfModulesAreNoCaptures() {
    let r = Resolution(
      """
      from "./geo" use count, Point as P;
      use "./geo" as g;
      func f(): return () => [count, g.area(1), P(1), g.total]; end
      f();
      """,
      files: [
        "geo": "let count = 1; let total = 2; func area(a): count += a; return count; end "
          + "class Point: let x; end"
      ])
    #expect(r.messages == [] && lambda(r) == [])
    let count = r.model.decls[r.decls("count")[1]]
    #expect(count.isCaptured && count.isTopLevel && count.isChangedByInnerFunction)
    #expect(r.info("total").isCaptured && r.info("total").module == 1)
  }

  @Test func aModuleAsAValueShowsAllItsNames() {
    let r = Resolution(
      "use \"./geo\" as g; let h = g; print(h.a);", files: ["geo": "let a = 1; private let b = 2;"])
    #expect(r.info("a").isCaptured && !r.decls("b").contains { r.model.decls[$0].isCaptured })
  }

}
