import Testing

/// Runs each program of `Tests/Cases/run` and compares what it prints with `NAME.out`.
///
/// Where there is a `NAME.err`, the program must end with status 1 and that report.
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
  func printsWhatItShould(name: String, way: Way) { run(name, way.options) }

  @Test(arguments: programsWithoutAPass)
  func printsTheSameWithoutAPass(program: ProgramWithoutAPass) {
    run(program.name, ["--disable-pass", program.pass])
  }

  /// A program and a pass to leave out.
  struct ProgramWithoutAPass: CustomTestStringConvertible, Sendable {
    let name: String
    let pass: String
    var testDescription: String { "\(name) without \(pass)" }
  }

  /// Each program without two of the passes: neighbours in the list, which are alike, without
  /// different ones.
  private static let programsWithoutAPass: [ProgramWithoutAPass] = {
    let passes = optionalPasses
    return Folder.programs(in: "run").enumerated().flatMap { i, name in
      (0..<2).map { ProgramWithoutAPass(name: name, pass: passes[(2 * i + $0) % passes.count]) }
    }
  }()

  /// The names of the compiler's own passes that can be left out.
  private static let optionalPasses: [String] = {
    // The answer to a wrong name lists the names; that to a mandatory pass says that it is one.
    let list = disable("?").errors.split(separator: " the passes are ").last ?? ""
    return list.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init)
      .filter { disable($0).status == 0 }
  }()

  /// Returns the result of compiling an empty program without `pass`.
  private static func disable(_ pass: String) -> ProgramResult {
    Program.myco.run(["emit", "opt-ssa", "-", "--disable-pass=\(pass)"])
  }

  private func run(_ name: String, _ options: [String]) {
    let path = "\(Folder.cases)/run/\(name)"
    let result = Program.verifiedMyco(
      "run", options + ["\(name).myco"], in: "\(Folder.cases)/run")
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
    #expect(Array(found[start...]) == lines)
  }

}
