import IR
import Testing

/// Looks at the programs of `Benchmarks/programs`, which have no annotations.
@Suite struct BenchmarkTests {

  private static let folder: String = {
    let root = Folder.cases.split(separator: "/").dropLast(2).joined(separator: "/")
    return "/\(root)/Benchmarks/programs"
  }()

  /// Inference finds a type without tag for each value, and a typed operation for each step.
  @Test(arguments: [
    "arithmetic", "arrays", "binary_trees", "brainfuck", "devices", "fannkuch", "fft", "fib",
    "heapsort", "json_text", "levenshtein", "life", "lu", "mandelbrot", "matrix", "memo", "mixing",
    "nbody", "nucleotides", "particles", "pipeline", "queens", "quicksort", "shapes", "sieve",
    "spectral_norm", "text_words", "csv_sum", "word_count",
  ])
  func infersToUnboxedValues(name: String) {
    let result = Program.verifiedMyco(
      "emit", ["typed-ssa", "-O3", "\(name)/\(name).myco"], in: Self.folder)
    #expect(result.status == 0, "\(result.errors)")
    let functions = result.output.split(separator: "\n").drop { !$0.hasPrefix("func ") }
    #expect(!functions.isEmpty)
    for line in functions where isTagged(line) { Issue.record("\(line)") }
  }

  /// The innermost loops of the numeric programs touch no reference count, and test no sole owner.
  @Test(arguments: [
    "arithmetic", "arrays", "fib", "heapsort", "levenshtein", "life", "mandelbrot",
    "matrix", "mixing", "nbody", "queens", "quicksort", "sieve", "spectral_norm",
  ])
  func innermostLoopsCountNothing(name: String) throws {
    let result = Program.verifiedMyco(
      "emit", ["opt-ssa", "-O3", "\(name)/\(name).myco"], in: Self.folder)
    #expect(result.status == 0, "\(result.errors)")
    for function in try parseModule(result.output).functions.elements {
      let flow = ControlFlow(function)
      let loops = LoopForest(function, flow, DominatorTree(function, flow)).loops
      let outer = Set(loops.compactMap(\.parent))
      for (i, loop) in loops.enumerated() where !outer.contains(i) {
        for value in loop.blocks.flatMap({ function[$0].instructions }) {
          let opcode = function[value].opcode
          #expect(
            ![.copy, .drop, .arrayUnique, .arraySet].contains(opcode),
            "\(opcode) in a loop of \(function.name)")
        }
      }
    }
  }

  /// No check of overflow or bounds is left in the innermost loops of these.
  @Test(arguments: ["arithmetic", "arrays", "matrix", "sieve", "spectral_norm"])
  func innermostLoopsCheckNothing(name: String) {
    let result = Program.verifiedMyco(
      "emit", ["checks", "-O3", "\(name)/\(name).myco"], in: Self.folder)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.hasSuffix("; 0 kept in innermost loops\n"), "\(result.output)")
  }

  /// `true` iff a line of SSA, but for what stands in quotes, has a tagged type or an operation on
  /// tagged values.
  private func isTagged(_ line: Substring) -> Bool {
    let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
    let text = parts.enumerated().filter { $0.offset % 2 == 0 }.map(\.element).joined()
    let words = text.split { !$0.isLetter && $0 != "_" }
    return words.contains { ["any", "union", "generic", "test_tags", "refine"].contains($0) }
  }

}
