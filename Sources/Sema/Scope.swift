import Support
import Syntax

/// What a name is bound to in a scope.
enum Binding {
  case variable(DeclID)
  case functions([DeclID])
  case classType(DeclID)
  case imported(DeclID)
}

/// The names that a block, function or file declares, as far as its statements were visited.
struct Scope {

  var names: [Symbol: Binding] = [:]

  /// The function whose body the scope stands in; `nil` at the top level.
  let function: FuncID?

  init(function: FuncID?) { self.function = function }

}

/// The top-level declarations of a file.
struct TopLevel {

  /// The variables and constants of each name, in order.
  var variables: [Symbol: [DeclID]] = [:]

  /// What each name means to other files: its last declaration.
  var names: [Symbol: Reference] = [:]
  var exported: Set<Symbol> = []
  var hidden: Set<Symbol> = []

  /// `true` iff other files may use `name`.
  func isPublic(_ name: Symbol) -> Bool {
    exported.isEmpty ? !hidden.contains(name) : exported.contains(name)
  }

}
