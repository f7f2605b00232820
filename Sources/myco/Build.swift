import ArgumentParser
import Driver

/// `myco build`.
struct Build: ParsableCommand {

  static let configuration = CommandConfiguration(
    abstract: "Compile a program to a native executable.",
    discussion: """
      The executable needs no Myco, no Swift and no LLVM where it runs, only the C library.

        myco build sort.myco             makes ./sort
        myco build -O3 --cpu native sort.myco -o bin/sort
      """)

  @Argument(help: ArgumentHelp("The program; - reads it from standard input.", valueName: "file"))
  var file: String

  @Option(
    name: .customShort("o"),
    help: ArgumentHelp(
      "The executable; by default FILE without .myco, in the working directory.", valueName: "out"))
  var output: String?

  @OptionGroup(title: "Code generation") var code: CodeArguments
  @OptionGroup(title: "Messages") var messages: MessageArguments

  func run() throws {
    let options = messages.apply(to: code.options(for: file))
    try finish(.build(output: output), options)
  }

}
