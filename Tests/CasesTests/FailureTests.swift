import Glibc
import Testing

/// Runs each program of `Tests/Cases/failures` in an empty folder, without the right to pass over
/// the access of files, and compares what it prints as `RunCaseTests` do.
@Suite struct FailureTests {

  /// The ways to run a program.
  enum Way: String, CaseIterable, CustomTestStringConvertible {

    case unoptimized, optimized, checked, interpreted

    var testDescription: String { rawValue }

    /// Returns the command that runs `source`; a compiled program is put into `folder`.
    func command(_ source: String, _ folder: TemporaryFolder) -> [String]? {
      let options: [String]
      switch self {
      case .unoptimized: options = ["-O0"]
      case .optimized: options = ["-O3"]
      case .checked: options = ["--check-leaks"]
      case .interpreted: return [Program.myco.path, "run", "--engine=interpreter", source]
      }
      let built = Program.myco.run(
        ["build", source, "-o", folder.path("program")] + options, in: folder.root)
      if built.status == 0 { return [folder.path("program")] }
      Issue.record("\(built.errors)")
      return nil
    }

  }

  /// What makes a process of root subject to the access of files, as those of others are.
  private static let unprivileged =
    geteuid() == 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : []

  @Test(arguments: Folder.programs(in: "failures"), Way.allCases)
  func printsWhatItShould(name: String, way: Way) {
    let (folder, place) = (TemporaryFolder(), TemporaryFolder())
    defer {
      folder.remove()
      _ = Program(path: "rm").run(["-rf", place.root])
    }
    guard let command = way.command("\(Folder.cases)/failures/\(name).myco", folder) else { return }
    let words = Self.unprivileged + command
    let result = Program(path: words[0]).run(Array(words.dropFirst()), in: place.root)
    expect(result, of: "failures/\(name)")
  }

  /// Runs `program` within the `script` of a shell, where "$@" stands for it.
  private func run(_ program: String, in script: String, _ way: Way) -> ProgramResult? {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    folder.write(program, to: "main.myco")
    guard let command = way.command(folder.path("main.myco"), folder) else { return nil }
    return Program(path: "sh").run(["-c", script, "sh"] + command, in: folder.root)
  }

  /// Few lines are written at the end of the program, many before; where a reader goes away, the
  /// program is ended by a signal, as others are.
  @Test(arguments: Way.allCases)
  func outputThatCannotBeWritten(way: Way) throws {
    let message = "IOError: cannot write to standard output: No space left on device\n"
    let endings = [
      "", "exit(3);", "throw 1;", "input();", "func f(): return f() + 1; end f();",
      "for i in 0..20000: print(i); end throw 2;",
    ]
    for ending in endings {
      let result = try #require(run("print(\"lost\"); \(ending)", in: "\"$@\" >/dev/full", way))
      #expect(result.status == 1)
      #expect(result.errors.hasPrefix(message), "\(ending): \(result.errors)")
    }
    let closed = try #require(run("print(\"lost\");", in: "\"$@\" >&-", way))
    #expect(closed.status == 1)
    #expect(closed.errors == "IOError: cannot write to standard output: Bad file descriptor\n")
    let silent = try #require(run("let x = 1;", in: "\"$@\" >/dev/full", way))
    #expect(silent.status == 0 && silent.errors == "")
    let endless = "let i = 0; while True: print(i); i += 1; end"
    let script = "{ \"$@\"; echo status $? >&2; } | head -n 1"
    let broken = try #require(run(endless, in: script, way))
    #expect(broken.output == "0\n")
    #expect(broken.errors.hasSuffix("status 141\n"), "\(broken.errors)")
  }

  @Test(arguments: Way.allCases)
  func inputThatCannotBeRead(way: Way) throws {
    let program = """
      try: print(input());
      catch e: print(e, e.line);
      end
      print(input());
      """
    let folder = try #require(run(program, in: "\"$@\" </", way))
    #expect(folder.output == "IOError: cannot read standard input: Is a directory 1\n")
    #expect(folder.status == 1)
    #expect(folder.errors.hasPrefix("IOError: cannot read standard input: Is a directory\n"))
    let empty = try #require(run(program, in: "\"$@\" </dev/null", way))
    #expect(empty.output == "Null\nNull\n" && empty.status == 0)
  }

  /// Where a file grows too large, what was there before stays, and nothing else is left.
  @Test(arguments: Way.allCases)
  func writingThatFailsHalfWayKeepsTheFile(way: Way) throws {
    let program = """
      dir.create("place");
      file.write("place/file", "old");
      func attempt(f):
          try: f();
          catch e: print(e);
          end
      end
      attempt(() => file.write("place/file", "x" * 100_000));
      attempt(() => file.write("place/new", "x" * 100_000));
      attempt(() => file.copy("large", "place/file"));
      attempt(() => file.copy("large", "place/new"));
      print(file.read("place/file"), dir.list("place"));
      attempt(() => file.append("place/file", "x" * 100_000));
      let handle = file.open("place/new", "w");
      attempt(() => file.writeChunk(handle, "x" * 100_000));
      dir.removeAll("place");
      """
    let script = """
      head -c 100000 /dev/zero >large
      trap '' XFSZ
      ulimit -f 8
      "$@"
      """
    let result = try #require(run(program, in: script, way))
    #expect(
      result.output == """
        IOError: cannot write "place/file": File too large
        IOError: cannot write "place/new": File too large
        IOError: cannot copy "large": File too large
        IOError: cannot copy "large": File too large
        old [file]
        IOError: cannot append to "place/file": File too large
        IOError: cannot write to the file: File too large

        """)
    #expect(result.status == 0, "\(result.errors)")
  }

}
