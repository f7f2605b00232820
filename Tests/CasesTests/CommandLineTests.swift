@preconcurrency import Glibc
import Testing

/// The command line: statuses, messages, and what becomes of files.
@Suite struct CommandLineTests {

  private let folder = TemporaryFolder()

  /// Runs myco in the test's folder.
  private func myco(_ arguments: String..., input: String = "") -> ProgramResult {
    Program.myco.run(arguments, in: folder.root, input: input)
  }

  private func addHello() { folder.write("print(\"hello\");\n", to: "hello.myco") }

  // MARK: Usage

  @Test func versionNamesLLVM() {
    let result = myco("--version")
    #expect(result.output.hasPrefix("myco 0.1.0 (LLVM "))
    #expect(result.status == 0)
  }

  @Test(arguments: [["--help"], ["build", "--help"], ["run", "-h"], ["help", "emit"]])
  func helpIsNoError(arguments: [String]) {
    let result = Program.myco.run(arguments)
    #expect(result.status == 0)
    #expect(result.output.contains("USAGE: myco"))
    #expect(result.errors == "")
  }

  @Test(arguments: [
    ["frob"], ["build"], ["build", "--nonsense", "a.myco"], ["emit", "poem", "a.myco"],
    ["run", "--engine=steam", "a.myco"], ["check", "--color=maybe", "a.myco"],
  ])
  func wrongUsageIsStatus2(arguments: [String]) {
    let result = Program.myco.run(arguments)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("error: "))
  }

  @Test(arguments: [
    (["--cpu", "abacus"], "unknown processor 'abacus'"),
    (["--disable-pass", "nap"], "there is no pass 'nap'"),
    (["--print-after", "nap"], "there is no pass 'nap'"),
  ])
  func unknownNamesAreStatus2(options: [String], message: String) {
    addHello()
    let result = Program.myco.run(["build"] + options + ["hello.myco"], in: folder.root)
    #expect(result.status == 2)
    #expect(result.errors.contains(message))
    #expect(folder.names == ["hello.myco"])
    folder.remove()
  }

  // MARK: Programs

  @Test func buildMakesAnExecutable() {
    addHello()
    #expect(myco("build", "hello.myco").status == 0)
    #expect(Program(path: folder.path("hello")).run([]).output == "hello\n")
    #expect(folder.names == ["hello", "hello.myco"])
    folder.remove()
  }

  @Test func runPassesStatusAndArgumentsOn() {
    let result = myco("run", "-", "-O0", "--help", input: "print(6 * 7);\n")
    #expect(result.output == "42\n")
    #expect(result.status == 0)
    folder.write("let a = [1];\nfunc f(i): return a[i]; end\nprint(f(3));\n", to: "fails.myco")
    let failing = myco("run", "fails.myco")
    #expect(failing.status == 1)
    #expect(failing.errors.contains("IndexError: index 3 is out of range"))
    folder.remove()
  }

  @Test func checkCountsMessages() {
    folder.write("print(a);\nprint(b);\n", to: "bad.myco")
    let result = myco("check", "bad.myco")
    #expect(result.status == 1)
    #expect(result.errors.hasSuffix("\n2 errors\n"))
    let colored = myco("check", "--color=always", "bad.myco")
    #expect(colored.errors.contains("\u{1B}["))
    folder.remove()
  }

  @Test func timePhasesShowsATable() {
    addHello()
    let result = myco("check", "--time-phases", "hello.myco")
    #expect(result.status == 0)
    for phase in ["read", "parse", "resolve", "lower", "infer", "total"] {
      #expect(result.errors.contains("\n\(phase) ") || result.errors.hasPrefix("\(phase) "))
    }
    folder.remove()
  }

  @Test func modulesAreNamedRelativeToTheMainFile() {
    folder.write("use \"./part\" as part;\nprint(part.x);\n", to: "main.myco")
    folder.write("let x = nonsense;\n", to: "part.myco")
    let result = Program.myco.run(["check", folder.path("main.myco")])
    #expect(result.status == 1)
    #expect(result.errors.contains("--> part.myco:1:9"))
    folder.remove()
  }

  // MARK: Inputs

  @Test func unusableInputsAreOneSentence() {
    mkdir(folder.path("directory.myco"), 0o700)
    let missing = myco("build", "missing.myco")
    #expect(missing.errors == "error: cannot read 'missing.myco': No such file or directory\n")
    #expect(missing.status == 1)
    let directory = myco("build", "directory.myco")
    #expect(directory.errors == "error: 'directory.myco' is a directory\n")
    #expect(directory.status == 1)
    #expect(folder.names == ["directory.myco"])
    rmdir(folder.path("directory.myco"))
    folder.remove()
  }

  // MARK: Outputs

  @Test func failureLeavesAnExistingOutputUntouched() {
    folder.write("print(nothing);\n", to: "bad.myco")
    folder.write("precious", to: "out")
    #expect(myco("build", "bad.myco", "-o", "out").status == 1)
    #expect(folder.read("out") == "precious")
    #expect(folder.names == ["bad.myco", "out"])
    folder.remove()
  }

  @Test func theSourceIsNeverOverwritten() {
    addHello()
    let result = myco("build", "hello.myco", "-o", "hello.myco")
    #expect(result.status == 1)
    #expect(result.errors.contains("it is the source file"))
    #expect(folder.read("hello.myco") == "print(\"hello\");\n")
    folder.write("print(1);\n", to: "bare")
    #expect(myco("build", "bare").status == 1)
    #expect(folder.read("bare") == "print(1);\n")
    folder.remove()
  }

  @Test(arguments: [
    ("/dev/full", "No space left on device"), ("missing/out", "No such file or directory"),
    (".", "it is a directory"),
  ])
  func unusableOutputsAreOneSentence(output: String, reason: String) {
    addHello()
    for command in [["build"], ["emit", "ast"], ["emit", "obj"]] {
      let result = Program.myco.run(command + ["hello.myco", "-o", output], in: folder.root)
      #expect(result.errors == "error: cannot write '\(output)': \(reason)\n")
      #expect(result.status == 1)
    }
    #expect(folder.names == ["hello.myco"])
    folder.remove()
  }

  @Test func specialOutputsAreWrittenDirectly() {
    addHello()
    #expect(myco("build", "hello.myco", "-o", "/dev/null").status == 0)
    let ast = myco("emit", "ast", "hello.myco", "-o", "-")
    #expect(ast.output.hasPrefix("(module \"hello.myco\""))
    #expect(myco("emit", "ast", "hello.myco").output == ast.output)
    #expect(myco("emit", "ast", "hello.myco", "-o", "/dev/stdout").output == ast.output)
    folder.remove()
  }

  // MARK: Failures of processes

  /// Runs myco with a linker that is a shell script.
  private func myco(linker: String, _ arguments: String...) -> ProgramResult {
    folder.write("#!/bin/sh\n\(linker)\n", to: "ld.lld-22")
    chmod(folder.path("ld.lld-22"), 0o700)
    addHello()
    return Program.myco.run(
      arguments, in: folder.root,
      environment: ["PATH=\(folder.root):/usr/bin:/bin", "TMPDIR=\(folder.root)"])
  }

  @Test func aFailingLinkerIsReported() {
    let failing = myco(linker: "echo 'no room' >&2; exit 3", "build", "hello.myco")
    #expect(failing.status == 1)
    #expect(failing.errors.contains("failed with status 3:\n  no room\n"))
    let killed = myco(linker: "kill -SEGV $$", "build", "hello.myco")
    #expect(killed.status == 1)
    #expect(killed.errors.contains("was ended by signal 11 (Segmentation fault)"))
    #expect(folder.names == ["hello.myco", "ld.lld-22"])
    folder.remove()
  }

  @Test func aCrashAsksForAReportAndLeavesNothing() {
    let result = myco(linker: "kill -ILL $PPID; sleep 1", "build", "hello.myco")
    #expect(result.status == 70)
    #expect(result.errors.hasPrefix("myco: internal error in phase link."))
    #expect(folder.names == ["hello.myco", "ld.lld-22"])
    folder.remove()
  }

  @Test func anInterruptionLeavesNothing() {
    let result = myco(linker: "kill -TERM $PPID; sleep 1", "build", "hello.myco")
    #expect(result.status == 128 + SIGTERM)
    #expect(folder.names == ["hello.myco", "ld.lld-22"])
    folder.remove()
  }

  @Test func theSignalThatEndsAProgramIsReported() {
    // The linker makes a shell of every program.
    let linker = "while [ \"$1\" != -o ]; do shift; done; cp /bin/sh \"$2\""
    let result = myco(linker: linker, "run", "hello.myco", "-c", "kill -SEGV $$")
    #expect(result.status == 128 + SIGSEGV)
    #expect(
      result.errors == "myco: the program was ended by signal 11 (Segmentation fault)\n")
    let status = myco(linker: linker, "run", "hello.myco", "-c", "exit 7")
    #expect(status.status == 7)
    #expect(folder.names == ["hello.myco", "ld.lld-22"])
    folder.remove()
  }

  @Test func aMissingRuntimeIsReported() {
    addHello()
    let result = Program.myco.run(
      ["build", "hello.myco"], in: folder.root, environment: ["MYCO_RUNTIME=/nowhere"])
    #expect(result.status == 1)
    #expect(result.errors == "error: MYCO_RUNTIME is '/nowhere', where there is no libmyco.a\n")
    folder.remove()
  }

  @Test func binaryKindsGoToFiles() {
    addHello()
    #expect(myco("emit", "obj", "hello.myco").status == 0)
    #expect(myco("emit", "bitcode", "hello.myco").status == 0)
    #expect(folder.names == ["hello.bc", "hello.myco", "hello.o"])
    folder.remove()
  }

}
