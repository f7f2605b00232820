import IR
import Optimizer
import Support
import Testing

@Suite struct PipelineTests {

  @Test func unknownPassIsAnErrorThatListsThePasses() {
    let error = #expect(throws: PipelineError.self) { try Pipeline(names: ["dce", "nonsense"]) }
    #expect(error == .unknownPass("nonsense"))
    #expect(error?.description.contains("simplify-cfg, fold, cse, dce, inline") == true)
    #expect(throws: PipelineError.unknownPass("x")) { try Pipeline(level: 2, disabled: ["x"]) }
  }

  @Test func mandatoryPassesStay() throws {
    #expect(throws: PipelineError.mandatoryPass("ownership")) {
      try Pipeline(level: 2, disabled: ["ownership"])
    }
    #expect(try Pipeline(level: 0).passes.map(\.name) == [
      "expose-errors", "borrow-parameters", "borrow-reads", "ownership", "take-updates",
    ])
  }

  @Test func disabledPassesDoNotRun() throws {
    let names = try Pipeline(level: 3, disabled: ["inline"]).passes.map(\.name)
    #expect(!names.contains("inline") && names.contains("cse") && names.contains("ownership"))
  }

  @Test func reportsEachPass() throws {
    var module = try parseModule("func @f() -> int {\nb0:\n%0 = const.int 1\nreturn %0\n}")
    var names: [String] = []
    try Pipeline(level: 1).run(&module) { name, _ in names.append(name) }
    #expect(
      names == [
        "expose-errors", "simplify-cfg", "fold", "dce", "simplify-cfg", "borrow-parameters",
        "borrow-reads", "ownership", "take-updates",
      ])
  }

  /// A function of 30,000 blocks neither exhausts the stack nor leaves the form of the SSA; that
  /// time grows with size only is counted by `scripts/bench --check`.
  @Test func largeFunctions() throws {
    var text = "func @f(%0: int, %c: bool) -> int {\nb0(%0: int, %c: bool):\n"
    for i in 0..<10_000 {
      text += "  %a\(i) = int.add %\(i == 0 ? "0" : "p\(i - 1)"), %0\n"
      text += "  cond_br %c, t\(i), e\(i)\nt\(i):\n  br j\(i)(%a\(i))\n"
      text += "e\(i):\n  br j\(i)(%0)\nj\(i)(%p\(i): int):\n"
    }
    text += "  return %p9999\n}\n"
    var module = try parseModule(text)
    #expect(verify(module, stage: .typed).isEmpty)
    try Pipeline(names: ["simplify-cfg", "fold", "cse", "dce"]).run(&module)
    #expect(verify(module, stage: .typed).isEmpty)
    try Pipeline(names: ["expose-errors", "promote-objects", "ownership"]).run(&module)
    #expect(verify(module, stage: .owned).isEmpty)
  }

}
