import Testing

/// Runs some of the larger programs of `Tests/Cases/run` under valgrind, which sees what sanitizers
/// do not: memory that compiled code reads before anything was written there.
@Suite struct MemcheckTests {

  /// Every third of them: each takes seconds.
  private static let programs = Folder.programs(in: "run").filter { $0.hasPrefix("program_") }
    .enumerated().filter { $0.offset % 3 == 0 }.map(\.element)

  @Test(arguments: programs)
  func usesMemoryAsItShould(name: String) {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    let built = Program.verifiedMyco(
      "build", ["--check-leaks", "\(name).myco", "-o", folder.path("program")],
      in: "\(Folder.cases)/run")
    #expect(built.status == 0, "\(built.errors)")
    let valgrind = Program(path: "/usr/bin/valgrind")
    expect(
      valgrind.run(["--quiet", "--error-exitcode=99", folder.path("program")]), of: "run/\(name)")
  }

}
