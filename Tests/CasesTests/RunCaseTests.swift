import Testing

/// Runs each program of `Tests/Cases/run` and compares what it prints with `NAME.out`.
///
/// Where there is a `NAME.err`, the program must end with status 1, the error of its first line
/// and the place of the line below.
@Suite struct RunCaseTests {

  /// The ways to run a program, all with the same result.
  enum Way: String, CaseIterable, CustomTestStringConvertible {

    case unoptimized, optimized, interpreted

    var options: [String] {
      switch self {
      case .unoptimized: ["-O0"]
      case .optimized: ["-O3"]
      case .interpreted: ["--engine=interpreter"]
      }
    }

    var testDescription: String { rawValue }

  }

  @Test(arguments: Folder.programs(in: "run"), Way.allCases)
  func printsWhatItShould(name: String, way: Way) {
    let path = "\(Folder.cases)/run/\(name)"
    let result = Program.myco.run(
      ["run"] + way.options + ["\(name).myco"], in: "\(Folder.cases)/run")
    guard let expected = contents(of: "\(path).out") else {
      Issue.record("\(name).out is missing")
      return
    }
    #expect(result.output == expected)
    if let error = contents(of: "\(path).err") {
      expectError(error, in: result)
    } else {
      #expect(result.status == 0, "\(result.errors)")
    }
  }

  /// Checks that `result` is that of the uncaught error that `expected` describes. Warnings may
  /// stand before its report.
  private func expectError(_ expected: String, in result: ProgramResult) {
    #expect(result.status == 1)
    let lines = expected.split(separator: "\n")
    let found = result.errors.split(separator: "\n")
    guard let start = found.firstIndex(of: lines[0]) else {
      Issue.record("no '\(lines[0])' in:\n\(result.errors)")
      return
    }
    if let place = lines.first(where: { $0.hasPrefix("  at ") }) {
      #expect(found[start...].first { $0.hasPrefix("  at ") } == place)
    }
  }

}
