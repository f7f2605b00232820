import IR
import Support

/// What became of the checks of a program.
public struct CheckLedger: Sendable {

  /// What a check is for.
  public enum Kind: String, Sendable {
    case overflow, index, empty, division, shift
  }

  /// What became of a check.
  public enum Outcome: String, Sendable, CaseIterable {

    /// It cannot fail.
    case proved

    /// An earlier check of the same has decided it.
    case merged

    /// What it checks is never done, or needed by nothing.
    case dropped

    /// It is made once before a loop.
    case hoisted

    /// It is made for many rounds of a loop at once.
    case deferred

    /// It is made each time.
    case kept

  }

  /// The checks of one kind at one place in the source.
  public struct Entry: Sendable {

    public let file: String
    public let line: Int
    public let column: Int
    public let kind: Kind
    public let outcome: Outcome

    /// Why that is so.
    public let reason: String

    /// `true` iff a copy of it that is left stands in a loop without loops inside.
    public let isInInnermostLoop: Bool

  }

  /// The entries in the order of the source.
  public private(set) var entries: [Entry] = []

  private struct Key: Hashable {
    let file: Symbol
    let line: Int32
    let column: Int32
    let kind: Kind
  }

  /// Runs `pipeline` on the typed program `module`, and notes what each pass does to its checks.
  public init(_ module: Module, _ pipeline: Pipeline) {
    var module = module
    var left = Self.checks(of: module)
    let all = left.keys
    var (copied, hoisted): (Set<Key>, Set<Key>) = ([], [])
    var gone: [Key: (outcome: Outcome, reason: String)] = [:]
    for pass in pipeline.passes {
      let isProof = pass.name == Pass.removeChecks.name
      let proofs = isProof ? Self.byKey(proofs(of: module), module) : [:]
      let isCopying = [Pass.takeRows.name, Pass.versionLoops.name].contains(pass.name)
      if isCopying {
        let places =
          pass.name == Pass.takeRows.name
          ? checksOfTakenRows(of: module) : checksDecidedBeforeLoops(of: module)
        hoisted.formUnion(places.compactMap { Self.key($0, .index, module) })
      }
      pass.run(&module)
      let now = Self.checks(of: module)
      for (key, count) in left {
        let rest = now[key, default: 0]
        if isCopying && rest > count { copied.insert(key) }
        if isProof && rest < count && copied.contains(key) { hoisted.insert(key) }
        guard rest == 0 else { continue }
        gone[key] = isProof ? (.proved, proofs[key] ?? "by its ranges") : Self.fate(pass.name)
      }
      left = now
    }
    let deferred = Self.deferredChecks(of: module)
    let inner = Self.innermostChecks(of: module)
    for key in all {
      var kept: (Outcome, String) = (.kept, "it may fail")
      if deferred.contains(key) { kept = (.deferred, "tested once for a block of rounds") }
      if hoisted.contains(key) { kept = (.hoisted, "tested before the loop") }
      let (outcome, reason) = left[key] != nil ? kept : gone[key] ?? Self.fate("")
      entries.append(
        Entry(
          file: module.symbols[key.file], line: Int(key.line), column: Int(key.column),
          kind: key.kind, outcome: outcome, reason: reason, isInInnermostLoop: inner.contains(key)))
    }
    entries.sort {
      ($0.file, $0.line, $0.column, $0.kind.rawValue)
        < ($1.file, $1.line, $1.column, $1.kind.rawValue)
    }
  }

  /// The number of entries with `outcome`.
  public func count(_ outcome: Outcome) -> Int { entries.count { $0.outcome == outcome } }

  // MARK: Checks

  private static func kind(_ opcode: Opcode) -> Kind? {
    switch opcode {
    case .intAdd, .intSubtract, .intMultiply, .intNegate, .intPower: .overflow
    case .arrayCheckIndex, .stringCheckIndex, .rangeCheckIndex: .index
    case .arrayCheckNotEmpty: .empty
    case .intRemainder, .intDivide: .division
    case .intShiftLeft, .intShiftRight: .shift
    default: nil
    }
  }

  /// The place of `value` in a file of the program itself, with what is checked there.
  private static func key(_ location: LocationID, _ kind: Kind, _ module: Module) -> Key? {
    if location.isNone { return nil }
    let place = module.locations[location]
    if place.line <= 0 || module.symbols[place.file].hasPrefix("<") { return nil }
    return Key(file: place.file, line: place.line, column: place.column, kind: kind)
  }

  private static func keys(
    of module: Module, _ kindOf: (Opcode) -> Kind?
  ) -> [Key: Int] {
    var result: [Key: Int] = [:]
    for function in module.functions.elements {
      for block in function.layout {
        for value in function[block].instructions {
          guard let kind = kindOf(function[value].opcode),
            let key = key(function[value].location, kind, module)
          else { continue }
          result[key, default: 0] += 1
        }
      }
    }
    return result
  }

  private static func checks(of module: Module) -> [Key: Int] { keys(of: module, kind) }

  /// Those of which a trial does without (`Pass.deferChecks`).
  private static func deferredChecks(of module: Module) -> Set<Key> {
    let found = keys(of: module) { opcode in
      [.intAddWrapping, .intSubtractWrapping, .intMultiplyWrapping].contains(opcode)
        ? .overflow : nil
    }
    return Set(found.keys)
  }

  private static func innermostChecks(of module: Module) -> Set<Key> {
    var result: Set<Key> = []
    for function in module.functions.elements where !function.layout.isEmpty {
      let loops = innermostLoops(of: function, ControlFlow(function)) { _ in true }
      for value in loops.flatMap(\.blocks).flatMap({ function[$0].instructions }) {
        guard let kind = kind(function[value].opcode),
          let key = key(function[value].location, kind, module)
        else { continue }
        result.insert(key)
      }
    }
    return result
  }

  private static func byKey(
    _ proofs: [LocationID: String], _ module: Module
  ) -> [Key: String] {
    var result: [Key: String] = [:]
    for (location, text) in proofs {
      for kind in [Kind.overflow, .index, .empty, .division, .shift] {
        if let key = key(location, kind, module) { result[key] = text }
      }
    }
    return result
  }

  /// What it means that the checks at a place are gone after the pass `name`.
  private static func fate(_ name: String) -> (outcome: Outcome, reason: String) {
    switch name {
    case Pass.fold.name: (.proved, "its operands are constants")
    case Pass.promoteTuples.name: (.proved, "the array is taken apart")
    case Pass.commonSubexpressions.name: (.merged, "an earlier check has decided it")
    default: (.dropped, "what it checks is never done or not used")
    }
  }

}

// MARK: Forms

extension CheckLedger {

  /// The entries, a line each, and how many there are of each outcome.
  public var text: String {
    var result = ""
    for entry in entries {
      let place = "\(entry.file):\(entry.line):\(entry.column)"
      let loop = entry.outcome == .kept && entry.isInInnermostLoop ? ", in an innermost loop" : ""
      result += "\(place): \(entry.kind): \(entry.outcome): \(entry.reason)\(loop)\n"
    }
    let counts = Outcome.allCases.map { "\(count($0)) \($0)" }.joined(separator: ", ")
    let inner = entries.count { $0.outcome == .kept && $0.isInInnermostLoop }
    return result + "\(entries.count) checks: \(counts); \(inner) kept in innermost loops\n"
  }

}
