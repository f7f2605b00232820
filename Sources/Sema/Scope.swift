import Support
import Syntax

/// The declared names at a point of the program: one stack of all scopes' entries, and for each
/// name the innermost entry.
///
/// Entering and leaving a scope and finding a name cost constant time per entry; this is the
/// symbol table of A. Appel, "Modern Compiler Implementation", section 5.1, in its imperative form.
struct ScopeStack {

  /// A name in a scope.
  struct Entry {

    let symbol: Symbol

    /// What the name means here.
    var meaning: Reference

    /// The declaration; none for predeclared names.
    let decl: DeclID

    /// `true` iff the initialiser of the variable is being resolved.
    var isPending: Bool

    /// The index of the entry that this one hides, or -1.
    fileprivate let hidden: Int32

  }

  /// The index in `entries` of the innermost entry of each name, or -1.
  private var heads: Table<Symbol, Int32>

  private(set) var entries: [Entry] = []

  /// The number of entries before each open scope.
  private var marks: [Int] = []

  /// Creates a stack without scopes for the names of `symbols`.
  init(for symbols: Interner) { heads = Table(repeating: -1, count: symbols.count) }

  /// The number of open scopes.
  var depth: Int { marks.count }

  /// The index of the first entry of the innermost scope.
  var innermostStart: Int { marks.last ?? 0 }

  /// Opens a scope.
  mutating func push() { marks.append(entries.count) }

  /// Closes the innermost scope; the names it hid mean again what they meant.
  mutating func pop() {
    let mark = marks.removeLast()
    while entries.count > mark {
      let entry = entries.removeLast()
      heads[entry.symbol] = entry.hidden
    }
  }

  /// Adds an entry to the innermost scope and returns its index.
  @discardableResult
  mutating func declare(
    _ symbol: Symbol, _ meaning: Reference, decl: DeclID = .none, isPending: Bool = false
  ) -> Int {
    let index = entries.count
    entries.append(
      Entry(
        symbol: symbol, meaning: meaning, decl: decl, isPending: isPending, hidden: heads[symbol]))
    heads[symbol] = Int32(index)
    return index
  }

  /// Lets the variable of the entry at `index` be seen.
  mutating func finishDeclaration(at index: Int) { entries[index].isPending = false }

  /// Returns the index of the innermost entry of `symbol`, or `nil`.
  func innermost(_ symbol: Symbol) -> Int? {
    guard symbol.index < heads.count, heads[symbol] >= 0 else { return nil }
    return Int(heads[symbol])
  }

  /// Returns the index of the entry that the one at `index` hides, or `nil`.
  func hidden(by index: Int) -> Int? {
    entries[index].hidden >= 0 ? Int(entries[index].hidden) : nil
  }

}
