import Sema
import Testing

@Suite struct ScopeTests {

  @Test func aNameMeansTheNearestDeclarationAbove() {
    let r = Resolution("let x = 1; print(x); let x = x + 1; print(x);")
    let decls = r.decls("x")
    #expect(r.uses("x") == [decls[0], decls[0], decls[1]].map(Reference.variable))
  }

  @Test func aFunctionSeesTheLastTopLevelVariableAboveElseTheFirstBelow() {
    let r = Resolution(
      """
      func f(): return x; end
      let x = 1; let x = 2;
      func g(): return x; end
      let x = 3; print(f(), g());
      """)
    let decls = r.decls("x")
    #expect(r.uses("x") == [.variable(decls[0]), .variable(decls[1])])
  }

  @Test func anInitialiserDoesNotSeeItsVariableButFunctionsInItDo() {
    let r = Resolution("let x = 1; if True: let x = [x, () => x]; print(x); end")
    let decls = r.decls("x")
    #expect(r.uses("x") == [decls[0], decls[1], decls[1]].map(Reference.variable))
  }

  @Test func overloadsAreOneReferenceInOrder() {
    let r = Resolution("func f(a): end f(1); func f(a, b): end")
    #expect(r.uses("f") == [.functions(r.decls("f"))])
  }

  @Test func bothSpellingsAreTheDocumentedName() {
    let r = Resolution("print_error(is_string(1), math.max_int, math.Sqrt(2.0));")
    let names = r.ast.exprs.ids.compactMap { id -> String? in
      switch r.model.references[id] {
      case .builtinFunction(let name)?: r.ast.text(name)
      case .libraryMember(_, let name)?: r.ast.text(name)
      default: nil
      }
    }
    #expect(names.sorted() == ["MaxInt", "isString", "printError", "sqrt"])
  }

  @Test func suggestionsNameTheNearest() {
    #expect(
      Resolution("let count = 1; print(coutn);").diagnostics[0].help == "did you mean 'count'?")
    #expect(
      Resolution("let Count = 1; print(count);").diagnostics[0].help == "did you mean 'Count'?")
    #expect(Resolution("print(nil);").diagnostics[0].help == "Myco writes 'Null'")
    #expect(Resolution("print(qqqqqq);").diagnostics[0].help == nil)
    #expect(Resolution("let a: Itn = 1;").diagnostics[0].help == "did you mean 'Int'?")
    #expect(
      Resolution("use maths;").diagnostics[0].help == "did you mean 'maps'?"
        || Resolution("use maths;").diagnostics[0].help == "did you mean 'math'?")
  }

  @Test func countsAreSaidInWords() {
    #expect(
      Resolution("func f(a, b): end f(1, 2, 3);").diagnostics[0].message
        == "f expects 2 arguments, not 3")
    #expect(
      Resolution("func f(a): end func f(a, b, c): end f();").diagnostics[0].message
        == "f expects 1 or 3 arguments, not 0")
    #expect(
      Resolution("func f(a, b = 1): end f();").diagnostics[0].message
        == "f expects 1 to 2 arguments, not 0")
  }

}

@Suite struct DeclarationTests {

  @Test func capturesAreTransitiveAndOrdered() {
    let r = Resolution(
      "func f(): let x = 1; let y = 2; func g(): return () => [y, x]; end return g; end f();")
    #expect(r.captures(r.function("g")) == ["y", "x"])
    #expect(r.captures(r.function("f")) == [])
    #expect(r.info("x").isCaptured && r.info("y").isCaptured)
  }

  @Test func topLevelVariablesAreNoCaptures() {
    let r = Resolution("let a = 1; let b = 2; func f(): return b; end print(a, f());")
    #expect(r.captures(r.function("f")) == [])
    #expect(!r.info("a").isCaptured && r.info("b").isCaptured && r.info("b").isTopLevel)
  }

  @Test func variablesOfTopLevelBlocksAreCaptured() {
    let r = Resolution("if True: let x = 1; let f = () => x; print(f); end")
    #expect(r.info("x").isCaptured && !r.info("x").isTopLevel && r.info("x").owner == nil)
    #expect(r.captures(r.ast.funcs.nextID.index == 1 ? .init(0) : .none) == ["x"])
  }

  @Test func changesCountAssignmentsPathsAndMutatingMethods() {
    let r = Resolution(
      "let a = [[1]]; a = [[2]]; a[0] = [3]; a[0][0] = 4; a.push(1); a[0].remove_value(2); "
        + "a.map(f => f);"
    )
    #expect(r.info("a").changes == 5)
    #expect(!r.info("a").isChangedByInnerFunction)
  }

  @Test func changesByInnerFunctions() {
    let r = Resolution("let a = 1; let b = []; func f(): a += 1; b.push(a); end f();")
    #expect(r.info("a").isChangedByInnerFunction && r.info("b").isChangedByInnerFunction)
  }

  @Test func selfReachesFunctionsInMethods() {
    let r = Resolution(
      "class A: func m(): return () => self; end func n(): return () => 1; end end")
    #expect(r.ast.funcs.ids.map { r.model.funcs[$0].usesSelf } == [true, true, false, false])
    #expect(r.ast.funcs.ids.allSatisfy { r.model.funcs[$0].selfClass != nil })
  }

  @Test func aLocalClassCapturesForItsMethodsAndDefaults() {
    let r = Resolution(
      "func f(): let x = 1; let y = 2; class C: let v = x; func m(): return y; end end return "
        + "C; end f();"
    )
    #expect(r.names(r.type("C").captures) == ["x", "y"])
    #expect(r.info("x").isCaptured)
  }

  @Test func fieldsBaseFirstThenAssigned() {
    let r = Resolution(
      """
      class B extends A: let c; func m(): self.d = 1; self.a = 2; end end
      class A: let a; let b = 1; func init(): self.e = 0; end end
      """)
    #expect(r.fields("A") == ["a", "b", "e"])
    #expect(r.fields("B") == ["a", "b", "e", "c", "d"])
    #expect(r.type("B").fields.map { $0.decl == nil } == [false, false, true, false, true])
  }

  @Test func aRedeclaredFieldKeepsItsPlace() {
    let r = Resolution("class A: let a = 1; let b; end class B extends A: let a = 2; end")
    #expect(r.fields("B") == ["a", "b"])
    #expect(r.type("B").fields[0].decl == r.decls("a")[1])
  }

}

@Suite struct ModuleTests {

  private let geo =
    "let origin = 0; let items = []; func area(w, h): return w * h; end class Point: let x; end"

  @Test func aModuleIsLoadedOnceAndItsNamesResolve() {
    let r = Resolution(
      "use \"./geo\"; use \"./geo\" as g; from \"./geo\" use area, Point as P; "
        + "print(geo.area(1, 2), g.origin, area(1, 2), P(1));",
      files: ["geo": geo])
    #expect(r.messages == [] && r.ast.modules.count == 2)
    #expect(r.uses("P") == [.classType(r.decls("Point")[0])])
    #expect(r.info("origin").isCaptured && r.info("origin").isTopLevel)
  }

  @Test func cyclesAreAllowed() {
    let r = Resolution(
      "use \"./a\"; func one(): return 1; end print(a.two());",
      files: [
        "a": "use \"./b\"; func two(): return b.three(); end",
        "b": "use \"./a\" as _a; use \"./main\" as m; func three(): return m.one(); end",
      ])
    #expect(r.messages == [] && r.ast.modules.count == 3)
  }

  @Test(arguments: [
    ("use \"./none\" as n; print(n.x);", "E0402 1:5"),
    ("from \"./geo\" use aera;", "E0403 1:18"),
    ("use \"./geo\"; print(geo.aera);", "E0403 1:24"),
    ("use \"./geo\"; geo.origin = 1;", "E0405 1:18"),
    ("from \"./geo\" use origin; origin = 1;", "E0405 1:26"),
    ("use \"./geo\"; geo.items.push(1);", "E0405 1:24"),
    ("from \"./geo\" use items; items[0] = 1;", "E0405 1:25"),
    ("use \"./geo\"; geo.area(1);", "E0309 1:18"),
    ("use \"./geo\"; let p: geo.Pont = 1;", "E0403 1:21"),
    ("use \"./geo\"; let p: geo.area = 1;", "E0302 1:21"),
    ("use \"./hidden\" as h; print(h.secret);", "E0404 1:30"),
    ("use \"./some\" as s; print(s.b);", "E0404 1:28"),
    ("use \"./passes\" as p; print(p.sqrt);", "E0403 1:30"),
    ("use \"./bad\" as b; print(b);", "E0201 bad.myco:1:7"),
  ])
  func rejects(_ text: String, _ expected: String) {
    let r = Resolution(
      text,
      files: [
        "geo": geo, "hidden": "private let secret = 1; let open = 2;",
        "some": "export let a = 1; let b = 2;", "passes": "from math use sqrt; print(sqrt(1));",
        "bad": "print(what);",
      ])
    #expect(r.messages == [expected])
  }

  @Test func aFunctionSeesImportsBelow() {
    let r = Resolution("func f(): return root(4); end from math use sqrt as root; print(f());")
    #expect(r.messages == [])
  }

  @Test func aClassOfAModuleIsATypeBaseAndPattern() {
    let r = Resolution(
      "use \"./geo\"; class Q extends geo.Point: let y; end match Q(1, 2): case geo.Point: "
        + "print(1); end let p: geo.Point = Q(1, 2); print(p);",
      files: ["geo": geo])
    #expect(r.messages == [] && r.fields("Q") == ["x", "y"] && r.model.patternTypes.count == 1)
  }

}
