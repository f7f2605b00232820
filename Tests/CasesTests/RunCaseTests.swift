import Testing

/// Runs each program of `Tests/Cases/run` and compares what it prints with `NAME.out`.
///
/// Where there is a `NAME.err`, the program must end with status 1 and that report. No object may
/// be alive at the end of a program.
@Suite struct RunCaseTests {

  /// The ways to run a program, all with the same result.
  enum Way: String, CaseIterable, CustomTestStringConvertible {

    case unoptimized, optimized, sanitized, interpreted

    var options: [String] {
      switch self {
      case .unoptimized: ["-O0"]
      case .optimized: ["-O3"]
      case .sanitized: ["--check-leaks"]
      case .interpreted: ["--engine=interpreter"]
      }
    }

    var testDescription: String { rawValue }

  }

  @Test(arguments: Folder.programs(in: "run"), Way.allCases)
  func printsWhatItShould(name: String, way: Way) {
    run(name, way.options, way == .sanitized ? Self.sanitizers : [])
  }

  @Test(arguments: programsWithoutAPass)
  func printsTheSameWithoutAPass(program: ProgramWithoutAPass) {
    run(program.name, ["--check-leaks", "--disable-pass", program.pass])
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

  /// The variables that link programs with sanitizers of memory, and let them run. What was not
  /// freed the programs themselves find.
  static let sanitizers = [
    "MYCO_RUNTIME=\(Folder.sanitizedRuntime)", "LD_LIBRARY_PATH=\(Folder.sanitizedRuntime)",
    "ASAN_OPTIONS=exitcode=99:detect_leaks=0",
  ]

  private func run(_ name: String, _ options: [String], _ environment: [String] = []) {
    let result = Program.verifiedMyco(
      "run", options + ["\(name).myco"], in: "\(Folder.cases)/run", environment: environment)
    expect(result, of: "run/\(name)")
  }

}
