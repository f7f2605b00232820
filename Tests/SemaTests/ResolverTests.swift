import Sema
import Source
import Support
import Syntax
import Testing

/// Returns the messages, as `code line:column message`, that resolving `text` gives.
private func messages(_ text: String) -> [String] {
  var (ast, sources, diagnostics) = (AST(), SourceMap(), DiagnosticSet())
  let file = sources.add(SourceFile(name: "main.myco", path: "main.myco", bytes: Array(text.utf8)))
  parse(file, in: sources, into: &ast, diagnostics: &diagnostics)
  guard !diagnostics.containsError else { return ["does not parse"] }
  _ = resolve(ast: &ast, sources: &sources, diagnostics: &diagnostics) { _, _ in .missing }
  return diagnostics.all.map { diagnostic in
    let place = sources.position(of: diagnostic.span)
    return "\(diagnostic.code) \(place.line):\(place.column) \(diagnostic.message)"
  }
}

@Suite struct ResolverTests {

  @Test(arguments: [
    "let a = 1; print(a);",
    "let a = 1; let a = \"x\"; print(a);",
    "func f(a, b = a): return a + b; end print(f(1));",
    "print(later()); func later(): return 1; end",
    "let f = func(n): return f(n); end; print(f);",
    "func f(): return total; end let total = 1; print(f());",
    "let print = 1; let b = print + 1;",
    "for i in 0..3: if i == 1: continue; end end",
    "class A: func m(): return self; end end class B extends A: end print(B());",
    "match 1: case Int: print(1); case n: print(n); end",
    "use math; print(math.sqrt(2.0), math.is_prime(7));",
    "func g(a): return 1; end func g(a, b): return 2; end print(g(1), g(1, 2));",
  ])
  func accepts(_ text: String) { #expect(messages(text) == []) }

  @Test(arguments: [
    ("let count = 1; print(coutn);", "E0201 1:22 unknown name 'coutn'"),
    ("let a = a;", "E0201 1:9 unknown name 'a'"),
    ("if True: let x = 1; print(x); end print(x);", "E0201 1:41 unknown name 'x'"),
    ("let a: Itn = 1;", "E0202 1:8 unknown type 'Itn'"),
    ("x = 1;", "E0203 1:1 'x' is not declared"),
    ("func f(): end f = 1;", "E0204 1:15 cannot assign to 'f', which is a function or class"),
    ("const A = 1; A = 2;", "E0205 1:14 cannot assign to the constant 'A'"),
    ("const A = [1]; A[0] = 2;", "E0205 1:16 cannot change the constant 'A'"),
    ("const A = [1]; A.push(2);", "E0205 1:16 cannot change the constant 'A' by 'push'"),
    ("func f(a, a): end", "E0206 1:11 two parameters are named 'a'"),
    ("func f(a): end func f(b): end", "E0207 1:21 'f' is declared twice with the same parameters"),
    ("class A: end class A: end", "E0208 1:20 the class 'A' is declared twice"),
    ("break;", "E0209 1:1 'break' stands outside every loop"),
    (
      "while True: let f = func(): continue; end; print(f); end",
      "E0209 1:29 'continue' stands outside every loop"
    ),
    ("return 1;", "E0210 1:1 'return' stands outside every function"),
    ("print(self);", "E0211 1:7 'self' stands outside every class"),
    ("func f(a): end f();", "E0212 1:16 f expects 1 argument, not 0"),
    ("func f(a, b = 1): end f(1, 2, 3);", "E0212 1:23 f expects 1 to 2 arguments, not 3"),
    ("class A extends Int: end", "E0213 1:17 only a class can be extended"),
    ("class A extends A: end", "E0214 1:7 the class 'A' extends itself"),
    ("class A: let m; func m(): end end", "E0215 1:14 a field and a method are named 'm'"),
    ("use maths;", "E0401 1:5 no library 'maths'"),
    ("use \"./none\" as n;", "E0401 1:5 no file './none'"),
    ("from math use squareroot;", "E0403 1:15 the library 'math' has no 'squareroot'"),
    ("func f(): let x = 1; end f();", "W0501 1:15 the variable 'x' is never read"),
    ("func f(): return 1; print(2); end f();", "W0502 1:21 this is never reached"),
  ])
  func reports(_ text: String, _ expected: String) { #expect(messages(text) == [expected]) }

}

@Suite struct CaptureTests {

  private func model(_ text: String) -> (AST, SemanticModel) {
    var (ast, sources, diagnostics) = (AST(), SourceMap(), DiagnosticSet())
    let file = sources.add(SourceFile(name: "m.myco", path: "m.myco", bytes: Array(text.utf8)))
    parse(file, in: sources, into: &ast, diagnostics: &diagnostics)
    let model = resolve(ast: &ast, sources: &sources, diagnostics: &diagnostics) { _, _ in .missing
    }
    #expect(!diagnostics.containsError)
    return (ast, model)
  }

  private func info(_ name: String, _ ast: AST, _ model: SemanticModel) -> DeclInfo? {
    ast.decls.ids.first { ast.text(ast.decls[$0].name) == name }.map { model.decls[$0] }
  }

  @Test func aTopLevelVariableOfOnlyMainIsNotCaptured() {
    let (ast, model) = model("let a = 1; let b = 2; func f(): return b; end print(a, f());")
    #expect(info("a", ast, model)?.isCaptured == false)
    #expect(info("b", ast, model)?.isCaptured == true)
    #expect(info("b", ast, model)?.isTopLevel == true)
  }

  @Test func capturesAreTransitive() {
    let (ast, model) = model(
      "func f(): let x = 1; let g = () => (() => x); x = 2; return g; end print(f());")
    let captures = ast.funcs.ids.map { model.funcs[$0].captures.count }
    #expect(captures.sorted() == [0, 1, 1])
    #expect(info("x", ast, model)?.changes == 1)
  }

}
