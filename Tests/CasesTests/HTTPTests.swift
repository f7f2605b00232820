import Testing

/// The library http against servers on loopback, which `Tests/Cases/http/server.py` runs.
@Suite struct HTTPTests {

  @Test(arguments: RunCaseTests.Way.allCases, [false, true])
  func getsAnswersAndFailures(way: RunCaseTests.Way, trusts: Bool) {
    let folder = "\(Folder.cases)/http"
    let result = Program(path: "/usr/bin/env").run(
      ["python3", "server.py"] + (trusts ? ["--trust"] : [])
        + [Program.myco.path, "run"] + way.options + ["requests.myco"],
      in: folder, environment: way == .sanitized ? RunCaseTests.sanitizers : [])
    let name = trusts ? "trusting" : "requests"
    #expect(result.output == contents(of: "\(folder)/\(name).out"))
    #expect(result.status == 0, "\(result.errors)")
  }

}
