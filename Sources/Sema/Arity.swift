/// The numbers of arguments that something can be called with.
struct Arity: Hashable {

  var least: Int

  /// The greatest number; `Int.max` if there is no limit.
  var most: Int

  func contains(_ count: Int) -> Bool { count >= least && count <= most }

  /// Returns what fits any of `arities`: `1 argument`, `1 to 2 arguments`, `1 or 3 arguments`.
  static func text(of arities: [Arity]) -> String {
    let distinct = Set(arities).sorted { ($0.least, $0.most) < ($1.least, $1.most) }
    let parts = distinct.map { arity in
      if arity.most == Int.max { return "at least \(arity.least)" }
      return arity.least == arity.most ? "\(arity.least)" : "\(arity.least) to \(arity.most)"
    }
    let isOne = parts == ["1"] || parts == ["at least 1"]
    return parts.joined(separator: " or ") + (isOne ? " argument" : " arguments")
  }

}
