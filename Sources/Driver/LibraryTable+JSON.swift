import Foundation
import Library

extension LibraryTable {

  private struct Row: Encodable {
    let owner: String?
    let name: String
    let snakeCase: String
    let kind: String
    let parameters: [ParameterRow]
    let result: String
    let mutates: Bool
    let errors: [String]
    let acts: Bool
    let implementation: String
    let summary: String
    let alias: String?
  }

  private struct ParameterRow: Encodable {
    let name: String
    let type: String
    let defaultValue: String?
    let isVariadic: Bool
  }

  /// The rows as a JSON array of objects, those of the runtime left out.
  func json() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      let rows = entries.flatMap(\.signatures).map(Self.row)
      return Array(try encoder.encode(rows)) + [UInt8(ascii: "\n")]
    } catch {
      fatalError("strings, numbers and booleans have a form in JSON: \(error)")
    }
  }

  private static func row(_ signature: Signature) -> Row {
    let owner: String? =
      switch signature.owner {
      case .program: nil
      case .library(let name), .type(let name): name
      }
    return Row(
      owner: owner, name: signature.name, snakeCase: signature.snakeCase,
      kind: signature.kind.rawValue,
      parameters: signature.parameters.map {
        ParameterRow(
          name: $0.name, type: $0.type.description, defaultValue: $0.fallback,
          isVariadic: $0.isVariadic)
      }, result: signature.result.description, mutates: signature.isMutating,
      errors: signature.errors, acts: signature.acts,
      implementation: signature.implementationText, summary: signature.summary,
      alias: signature.original)
  }

}

extension Signature {

  /// The name in snake case; what Objects hold is written in one way.
  fileprivate var snakeCase: String { kind == .field ? name : Spelling.snakeCase(name) }

}
