import Foundation
import Optimizer

extension CheckLedger {

  private struct Line: Encodable {
    let file: String
    let line: Int
    let column: Int
    let kind: String
    let outcome: String
    let reason: String
    let innermostLoop: Bool
  }

  /// The entries as a JSON array of objects with `file`, `line`, `column`, `kind`, `outcome`,
  /// `reason` and `innermostLoop`.
  public func json() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let lines = entries.map {
      Line(
        file: $0.file, line: $0.line, column: $0.column, kind: $0.kind.rawValue,
        outcome: $0.outcome.rawValue, reason: $0.reason, innermostLoop: $0.isInInnermostLoop)
    }
    do {
      return Array(try encoder.encode(lines)) + [UInt8(ascii: "\n")]
    } catch {
      fatalError("strings, numbers and booleans have a form in JSON: \(error)")
    }
  }

}
