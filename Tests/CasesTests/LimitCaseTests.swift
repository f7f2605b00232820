import Testing

/// Runs each program of `Tests/Cases/limits` with little of what its first line names, as
/// `# limit: --stack=262144` does for `prlimit`, and compares what it prints as `RunCaseTests` do.
@Suite struct LimitCaseTests {

  @Test(
    arguments: Folder.programs(in: "limits"), [["-O0"], ["-O3"], ["-O3", "--check-leaks"]])
  func printsWhatItShould(name: String, options: [String]) {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    let built = Program.verifiedMyco(
      "build", options + ["\(name).myco", "-o", folder.path("program")],
      in: "\(Folder.cases)/limits")
    guard built.status == 0, let limits = limits(of: name) else {
      Issue.record("\(name) has no limits or no executable: \(built.errors)")
      return
    }
    let result = Program(path: "/usr/bin/prlimit").run(limits + [folder.path("program")])
    expect(result, of: "limits/\(name)")
  }

  /// Returns the arguments for `prlimit` that the first line of the program gives.
  private func limits(of name: String) -> [String]? {
    let text = contents(of: "\(Folder.cases)/limits/\(name).myco") ?? ""
    let prefix = "# limit: "
    guard let line = text.split(separator: "\n").first, line.hasPrefix(prefix) else { return nil }
    return line.dropFirst(prefix.count).split(separator: " ").map(String.init)
  }

}
