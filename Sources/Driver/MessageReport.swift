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
func report(_ diagnostics: DiagnosticSet, sources: SourceMap, colored: Bool) -> String {
  let sorted = diagnostics.sorted
  if sorted.isEmpty { return "" }
  let messages = sorted.map { render($0, sources: sources, colored: colored) }
  let errors = sorted.count { $0.severity == .error }
  let counts = [counted(errors, "error"), counted(sorted.count - errors, "warning")]
  return messages.joined(separator: "\n") + "\n" + counts.compactMap(\.self).joined(separator: ", ")
    + "\n"
}

/// Returns `count` with `noun`, or `nil` if it is 0.
private func counted(_ count: Int, _ noun: String) -> String? {
  count == 0 ? nil : "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// Returns `message` as the report of a failure that has no place in the source.
public func failureText(_ message: String, colored: Bool) -> String {
  colored ? "\u{1B}[1;31merror\u{1B}[0m\u{1B}[1m: \(message)\u{1B}[0m\n" : "error: \(message)\n"
}
