@preconcurrency import Glibc
import Source

/// When messages are coloured.
public enum ColorMode: String, CaseIterable, Sendable {

  case auto, always, never

  /// `true` iff messages on standard error are to be coloured.
  ///
  /// With `auto` they are on a terminal, unless `NO_COLOR` is set (see no-color.org).
  public var isColored: Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto:
      environmentVariable("NO_COLOR") == nil && environmentVariable("TERM") != "dumb"
        && isatty(STDERR_FILENO) != 0
    }
  }

}

/// Returns the messages of `diagnostics` as text, and a last line that counts them; nothing if
/// there are none.
///
/// Warnings wait until there is no error, which may have caused them.
func report(_ diagnostics: DiagnosticSet, sources: SourceMap, colored: Bool) -> String {
  let hasError = diagnostics.containsError
  let sorted = diagnostics.sorted.filter { !hasError || $0.severity == .error }
  if sorted.isEmpty { return "" }
  let messages = sorted.map { render($0, sources: sources, colored: colored) }
  let noun = hasError ? "error" : "warning"
  let count = "\(sorted.count) \(noun)\(sorted.count == 1 ? "" : "s")"
  return messages.joined(separator: "\n") + "\n\(count)\n"
}

/// Returns `message` as a warning that has no place in the source.
func warningText(_ message: String, colored: Bool) -> String {
  colored
    ? "\u{1B}[1;33mwarning\u{1B}[0m\u{1B}[1m: \(message)\u{1B}[0m\n" : "warning: \(message)\n"
}

/// Returns `message` as the report of a failure that has no place in the source.
public func failureText(_ message: String, colored: Bool) -> String {
  colored ? "\u{1B}[1;31merror\u{1B}[0m\u{1B}[1m: \(message)\u{1B}[0m\n" : "error: \(message)\n"
}
