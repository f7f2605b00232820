import ArgumentParser
import Driver

/// `myco run`.
struct Run: ParsableCommand {

  static let configuration = CommandConfiguration(
    abstract: "Compile a program and run it.",
    discussion: """
      What stands behind FILE goes to the program, options too; myco's own stand before it. The exit
      status is the program's, or 128 + n if signal n ended it.

        myco run -O3 sort.myco input.txt
        echo 'print(6 * 7);' | myco run -
      """)

  @Argument(help: ArgumentHelp("The program; - reads it from standard input.", valueName: "file"))
  var file: String

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The program's arguments.", valueName: "args"))
  var arguments: [String] = []

  @Option(
    help: ArgumentHelp(
      "What runs it: the native code, or an interpreter that compiles nothing.",
      valueName: "engine"))
  var engine = Engine.native

  @OptionGroup(title: "Code generation") var code: CodeArguments
  @OptionGroup(title: "Messages") var messages: MessageArguments

  func run() throws {
    let options = messages.apply(to: code.options(for: file))
    try finish(.run(engine, arguments: arguments), options)
  }

}
