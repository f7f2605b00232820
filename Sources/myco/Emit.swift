import ArgumentParser
import Driver

/// `myco emit`.
struct Emit: ParsableCommand {

  static let configuration = CommandConfiguration(
    abstract: "Show a program as the compiler sees it, at any stage.",
    discussion: """
      The kinds:
      \(EmitKind.allCases.map { kind in
        let name = kind.rawValue
        return "  \(name)\(String(repeating: " ", count: 18 - name.count))\(kind.summary)"
      }.joined(separator: "\n"))

      Texts go to standard output. bitcode and obj go to a file named after the program.
      """)

  @Argument(help: ArgumentHelp("What to show: a kind of the list above.", valueName: "kind"))
  var kind: EmitKind

  @Argument(
    help: ArgumentHelp(
      "The program; - reads it from standard input. The kinds of the library take none.",
      valueName: "file"))
  var file: String?

  @Option(
    name: .customShort("o"),
    help: ArgumentHelp("Where to write it; - is standard output.", valueName: "out"))
  var output: String?

  @OptionGroup(title: "Code generation") var code: CodeArguments
  @OptionGroup(title: "Messages") var messages: MessageArguments

  func validate() throws {
    if (kind.programless == nil) == (file == nil) {
      throw ValidationError(
        file == nil ? "'\(kind.rawValue)' is about a program: name its file"
          : "'\(kind.rawValue)' is not about a program: name no file")
    }
  }

  func run() throws {
    let file = file ?? "-"
    let options = messages.apply(to: code.options(for: file))
    try finish(.emit(kind, output: output), options)
  }

}
