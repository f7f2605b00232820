import IR
import Inference
import Lowering
import Sema
import Source
import Support
import Syntax
import Testing

/// Compiles `text` up to typed SSA.
private func compile(_ text: String) -> (module: Module, errors: [String]) {
  var (ast, sources, diagnostics) = (AST(), SourceMap(), DiagnosticSet())
  let file = sources.add(SourceFile(name: "main.myco", path: "main.myco", bytes: Array(text.utf8)))
  parse(file, in: sources, into: &ast, diagnostics: &diagnostics)
  let model = resolve(ast: &ast, sources: &sources, diagnostics: &diagnostics) { _, _ in .missing }
  let lowered = lower(ast: ast, model: model, sources: sources)
  let typed = infer(
    lowered.module, spans: lowered.spans, diagnostics: &diagnostics, isCaught: model.isCaught)
  return (typed, diagnostics.all.filter { $0.severity == .error }.map(\.message))
}

@Suite struct InferenceTests {

  /// The type of the last value that main prints.
  @Test(arguments: [
    ("print(1 + 2);", "int"), ("print(1 + 2.5);", "float"), ("print(7 / 2);", "float"),
    ("print(\"a\" + 1);", "string"), ("let a = []; a.push(1); print(a);", "array<int>"),
    ("let a = [1]; a.push(2.5); print(a);", "array<union<int|float>>"),
    ("let a = [[]]; a[0].push(1); print(a);", "array<array<int>>"),
    ("let a = []; for i in 0..3: a.push([i * 0.5]); end print(a);", "array<array<float>>"),
    ("let x = 1; if x > 0: x = \"s\"; end print(x);", "union<int|string>"),
    ("func f(a): return a; end print(f(1), f(\"s\"));", "string"),
    ("func f(n): if n < 2: return n; end return f(n - 1) + f(n - 2); end print(f(9));", "int"),
    ("let x = 1; if x > 0: x = Null; end if x != Null: print(x); end", "int"),
    ("let a: Array<Float> = [1]; print(a);", "array<float>"),
    ("let s = 0; for c in \"ab\": s = s + c.length; end print(s);", "int"),
  ])
  func printsA(_ text: String, _ type: String) {
    let (module, errors) = compile(text)
    #expect(errors == [])
    let main = module.functions[module.main]
    let prints = main.layout.flatMap { main[$0].instructions }.filter { main[$0].opcode == .print }
    let last = main.operands(prints.last!).last!
    #expect(module.types.text(main[last].type) == type)
  }

  @Test(arguments: [
    ("print(1 + Null);", "unsupported operand types for +: Int and Null"),
    ("print(\"a\" < 1);", "String and Int have no order"),
    ("for x in 5: print(x); end", "Int cannot be iterated"),
    ("let a: Int = \"s\"; print(a);", "a expects Int, not String"),
    ("func f(n: Int): return n; end print(f(\"s\"));", "n expects Int, not String"),
    ("func unused(): return -\"s\"; end", "unsupported operand type for -: String"),
    ("print([1][\"a\"]);", "an index must be an Int, not String"),
  ])
  func rejects(_ text: String, _ message: String) {
    // What names alone prove is found before, too; of two messages the driver shows one.
    #expect(Set(compile(text).errors) == [message])
  }

  @Test func specialisesByArgumentTypes() {
    let (module, _) = compile("func id(x): return x; end print(id(1), id(2.5), id(3));")
    #expect(module.functions.count == 3)
  }

  @Test func manyArgumentTypesShareAnInstance() {
    let types = ["1", "1.5", "True", "Null", "\"s\"", "[1]", "[1.5]", "[True]", "[\"s\"]", "[[1]]",
      "[[1.5]]", "[[True]]", "[[\"s\"]]", "[[[1]]]", "[[[1.5]]]"]
    let calls = types.map { "print(id(\($0)));" }.joined()
    let (module, errors) = compile("func id(x): return x; end \(calls)")
    #expect(errors == [])
    #expect(module.functions.count == 14)
  }

}
