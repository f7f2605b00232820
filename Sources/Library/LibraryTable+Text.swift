// The forms in which the table is shown.

extension Signature {

  /// The row as the table has it, without the phrase: with effects and implementation.
  var rowText: String {
    let mark =
      switch kind {
      case .field: "field "
      case .runtime: "runtime "
      case .function: if case .type = owner { "static " } else { "" }
      case .constant, .property, .method: isMutating ? "mutating " : ""
      }
    let call = kind == .runtime ? text : owner.qualified(text)
    let errors = self.errors.isEmpty ? "" : " throws \(self.errors.joined(separator: ", "))"
    let value = value.map { " = \($0)" } ?? ""
    let means = implementationText.isEmpty ? "" : " {\(implementationText)}"
    return mark + call + value + (acts ? " acts" : "") + errors + means
  }

  /// What stands in braces: how it is implemented, and by which functions of the runtime.
  public var implementationText: String {
    let kind: [String] =
      switch implementation {
      case .source, .constant, .field, .runtime: []
      case .steps(let steps): ["steps"] + steps
      case .compiler: ["compiler"]
      case .instruction(let name): ["instruction", name]
      case .iteration: ["iteration"]
      }
    let words = kind + (runtime.isEmpty ? [] : [runtime.joined(separator: ", ")])
    return (makesObjects ? ["objects"] : words).joined(separator: " ")
  }

}

extension LibraryTable {

  /// Every row, with the phrase below it.
  public var text: String {
    var result = ""
    for signature in entries.flatMap(\.signatures) + runtimeFunctions {
      result += signature.rowText + "\n"
      if !signature.summary.isEmpty { result += "  \(signature.summary)\n" }
    }
    return result
  }

}

/// A part of the table as a page of `docs/library` shows it, between comments that name it:
///
///     <!-- library Array mutating -->
///     | member | | errors |
///     …
///     <!-- end -->
public struct LibraryBlock: Sendable {

  /// Which of an owner's rows it has: all; or its constants, the methods that change what they
  /// are called on, or the others.
  public enum Part: String, CaseIterable, Sendable {
    case all = "", constants, mutating, others

    fileprivate func contains(_ signature: Signature) -> Bool {
      switch self {
      case .all: true
      case .constants: signature.kind == .constant
      case .mutating: signature.isMutating
      case .others: signature.kind != .constant && !signature.isMutating
      }
    }
  }

  /// The words of the first comment behind `library`, such as `Array mutating`.
  public let name: String

  /// The names with their owners of what it describes.
  public let qualifiedNames: Set<String>

  /// The lines from the first to the last comment.
  public let text: String

  /// The line that begins a block, up to its name, and the line that ends one.
  public static let start = "<!-- library "
  public static let end = "<!-- end -->"

  /// All blocks that a page may have.
  public static let all: [LibraryBlock] = {
    let table = LibraryTable.standard
    return table.owners.flatMap { owner in
      Part.allCases.compactMap { LibraryBlock(table.entries(of: owner), owner, $0) }
    }
  }()

  private init?(_ entries: [Entry], _ owner: Owner, _ part: Part) {
    let ownName =
      switch owner {
      case .program: "functions"
      case .library(let name), .type(let name): name
      }
    name = part == .all ? ownName : "\(ownName) \(part.rawValue)"
    let rows = entries.filter { !$0.isDerived }.flatMap(\.signatures).filter(part.contains)
    if rows.isEmpty { return nil }
    qualifiedNames = Set(rows.map(\.qualifiedName))
    let hasErrors = rows.contains { !$0.errors.isEmpty }
    var lines = [
      Self.start + name + " -->", hasErrors ? "| name | | errors |" : "| name | |",
      hasErrors ? "|---|---|---|" : "|---|---|",
    ]
    for row in rows where row.original == nil {
      let others = rows.filter { $0.original == row.name }.map { "`\($0.name)`" }
      let also = others.isEmpty ? "" : "; also \(Set(others).sorted().joined(separator: ", "))"
      let errors = hasErrors ? " \(row.errors.joined(separator: ", ")) |" : ""
      lines.append("| `\(row.cellText)` | \(row.summary)\(also) |\(errors)")
    }
    text = (lines + [Self.end]).joined(separator: "\n") + "\n"
  }

}

extension Signature {

  /// The text in the cell of a table: with the owner where that is written, too.
  fileprivate var cellText: String {
    let value = value.map { " = \($0)" } ?? ""
    let isQualified = kind == .function || kind == .constant
    let shown = (isQualified ? owner.qualified(text) : text) + value
    return shown.replacing("|", with: "\\|")
  }

}
