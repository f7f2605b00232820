/// Why a text is no module, and where.
public struct ReadError: Error, Hashable, Sendable, CustomStringConvertible {

  /// The line, from 1.
  public let line: Int

  /// The column in bytes, from 1.
  public let column: Int

  /// A phrase that says what is wrong.
  public let message: String

  /// `line:column: message`.
  public var description: String { "\(line):\(column): \(message)" }

}
