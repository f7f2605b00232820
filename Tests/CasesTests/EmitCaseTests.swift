import Testing

/// Shows each program of `Tests/Cases/emit` as its first line says, and lets FileCheck compare the
/// text with the patterns in the program's comments.
///
///     # RUN: emit llvm-ir-opt -O3
///     # CHECK: vector.body:
///
/// There may be several `RUN` lines; the n-th but the first one checks the prefix `CHECKn`.
@Suite struct EmitCaseTests {

  private static let fileCheck = Program(path: "/usr/lib/llvm-22/bin/FileCheck")

  @Test(arguments: Folder.programs(in: "emit"))
  func looksAsItShould(name: String) {
    let folder = "\(Folder.cases)/emit"
    let text = contents(of: "\(folder)/\(name).myco") ?? ""
    let commands = text.split(separator: "\n").filter { $0.hasPrefix("# RUN: ") }
    #expect(!commands.isEmpty, "\(name).myco has no RUN line")
    for (i, command) in commands.enumerated() {
      let words = command.dropFirst("# RUN: ".count).split(separator: " ").map(String.init)
      let result = Program.verifiedMyco(
        words[0], Array(words.dropFirst()) + ["\(name).myco"], in: folder)
      #expect(result.status == 0, "\(result.errors)")
      let prefix = i == 0 ? "CHECK" : "CHECK\(i + 1)"
      let check = Self.fileCheck.run(
        ["--check-prefix=\(prefix)", "--dump-input=never", "\(name).myco"], in: folder,
        input: result.output)
      #expect(check.status == 0, "\(command)\n\(check.errors)\n\(result.output)")
    }
  }

}
