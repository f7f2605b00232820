/// The phases of a compilation, in order.
enum Phase: String {

  case read, parse, resolve, lower, infer, optimize, generate, llvm, emit, link, interpret

  /// The name, for the report of a crash, which cannot make a `String`.
  var staticName: StaticString {
    switch self {
    case .read: "read"
    case .parse: "parse"
    case .resolve: "resolve"
    case .lower: "lower"
    case .infer: "infer"
    case .optimize: "optimize"
    case .generate: "generate"
    case .llvm: "llvm"
    case .emit: "emit"
    case .link: "link"
    case .interpret: "interpret"
    }
  }

}
