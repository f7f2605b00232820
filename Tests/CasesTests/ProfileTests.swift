import Testing

/// Compiling by a profile: `--profile-generate`, `--profile-use`.
@Suite struct ProfileTests {

  private let folder = TemporaryFolder()

  /// Two recursive functions, which stay functions; `second` is what the second one returns.
  private func write(second: String, to name: String = "two.myco") {
    folder.write(
      """
      func first(n):
          if n < 2: return n; end
          return first(n - 1) + first(n - 2);
      end
      func second(n):
          \(second)
      end
      print(first(20), second(20));

      """, to: name)
  }

  private let usual = "if n < 2: return 1; end return second(n - 1) + second(n - 3);"

  private func myco(_ arguments: String...) -> ProgramResult {
    Program.myco.run(arguments, in: folder.root)
  }

  /// Builds `two.myco` for a profile and runs it, which writes `two.profraw`.
  private func makeProfile() {
    write(second: usual)
    #expect(myco("build", "-O3", "--profile-generate", "two.myco").errors == "")
    #expect(Program(path: folder.path("two")).run([], in: folder.root).output == "6765 1873\n")
    #expect(folder.names == ["two", "two.myco", "two.profraw"])
  }

  @Test func programsAreOptimisedByWhatTheyCounted() {
    makeProfile()
    let built = myco("build", "-O3", "--profile-use", "two.profraw", "two.myco")
    #expect(built.errors == "")
    #expect(Program(path: folder.path("two")).run([]).output == "6765 1873\n")
    let code = myco("emit", "llvm-ir-opt", "-O3", "--profile-use", "two.profraw", "two.myco")
    #expect(code.output.contains("\"function_entry_count\""))
    #expect(code.output.contains("\"ProfileSummary\""))
    folder.remove()
  }

  /// An indexed profile, which `llvm-profdata merge` makes of several runs, is taken as it is.
  @Test func mergedProfilesAreTaken() throws {
    makeProfile()
    let tool = Program(path: "/usr/bin/llvm-profdata-22")
    let merged = tool.run(["merge", "-o", "two.profdata", "two.profraw"], in: folder.root)
    #expect(merged.status == 0)
    #expect(myco("build", "-O3", "--profile-use", "two.profdata", "two.myco").errors == "")
    folder.remove()
  }

  /// A program that an error ends has counted, too, and `run` writes where it is called.
  @Test func errorsWriteTheProfile() {
    folder.write("let a = [1];\nfor i in 0..9: a[i] = i; end\n", to: "fails.myco")
    let result = myco("run", "--profile-generate", "fails.myco")
    #expect(result.status == 1)
    #expect(result.errors.contains("IndexError"))
    #expect(folder.names == ["fails.myco", "fails.profraw"])
    #expect(myco("build", "--profile-use", "fails.profraw", "fails.myco").errors == "")
    folder.remove()
  }

  @Test func profilesOfAnotherProgramAreRefused() {
    makeProfile()
    folder.write("for i in 0..3: if i % 2 == 0: print(i); end end\n", to: "other.myco")
    let result = myco("build", "--profile-use", "two.profraw", "other.myco")
    #expect(result.status == 1)
    #expect(result.errors.contains("it is the profile of another program"))
    #expect(!folder.names.contains("other"))
    folder.remove()
  }

  @Test func changedFunctionsAreWarnedOf() {
    makeProfile()
    write(second: "if n < 5: return 1; end if n == 7: return 3; end return 1 + second(n - 1);")
    let result = myco("build", "-O3", "--profile-use", "two.profraw", "two.myco")
    #expect(result.status == 0)
    #expect(result.errors.hasPrefix("warning: the profile does not fit 1 function of the program"))
    folder.remove()
  }

  @Test func damagedFilesAreRefused() {
    makeProfile()
    let options = ["build", "two.myco", "--profile-use"]
    let missing = Program.myco.run(options + ["none.profraw"], in: folder.root)
    #expect(missing.status == 1)
    #expect(missing.errors.contains("cannot read the profile 'none.profraw': No such file"))
    let source = Program.myco.run(options + ["two.myco"], in: folder.root)
    #expect(source.status == 1)
    #expect(source.errors.contains("'two.myco' is not a profile; run the program that"))
    for size in ["100", "9"] {
      _ = Program(path: "/usr/bin/truncate").run(["-s", size, "two.profraw"], in: folder.root)
      let damaged = Program.myco.run(options + ["two.profraw"], in: folder.root)
      #expect(damaged.status == 1)
      #expect(damaged.errors.contains("the profile 'two.profraw' is damaged; run the program"))
    }
    folder.remove()
  }

  @Test(arguments: [
    ["build", "--profile-generate", "--profile-use", "two.profraw", "two.myco"],
    ["run", "--engine=interpreter", "--profile-generate", "two.myco"],
  ])
  func wrongUsageIsStatus2(arguments: [String]) {
    makeProfile()
    let result = Program.myco.run(arguments, in: folder.root)
    #expect(result.status == 2)
    #expect(result.errors.contains("profile"))
    folder.remove()
  }

}
