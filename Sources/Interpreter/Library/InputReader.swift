import Foundation

/// The lines of standard input.
struct InputReader {

  /// Returns the next line without its end, `nil` at the end of the input.
  func line() -> String? { readLine(strippingNewline: true) }

}
