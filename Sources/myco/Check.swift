import ArgumentParser
import Driver

/// `myco check`.
struct Check: ParsableCommand {

  static let configuration = CommandConfiguration(
    abstract: "Find the errors of a program, without compiling it.",
    discussion: "The exit status is 0 if there is no error; warnings do not count.")

  @Argument(help: ArgumentHelp("The program; - reads it from standard input.", valueName: "file"))
  var file: String

  @OptionGroup(title: "Messages") var messages: MessageArguments

  func run() throws { try finish(.check, messages.apply(to: CompileOptions(file: file))) }

}
