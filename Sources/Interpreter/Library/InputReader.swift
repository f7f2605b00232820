import CSystem
import Foundation
import Source

/// The lines of standard input.
struct InputReader {

  /// Returns the next line without its end, `nil` at the end of the input; IOError where it cannot
  /// be read.
  func line(at span: SourceSpan) throws -> String? {
    if let line = readLine(strippingNewline: true) { return line }
    guard myco_input_has_failed() else { return nil }
    let reason = String(cString: strerror(errno))
    throw Fault("IOError", "cannot read standard input: \(reason)", at: span)
  }

}
