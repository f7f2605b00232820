import Support
import Syntax

/// The variables of a block that inner functions use: they live as long as one of these.
final class Scope {

  let parent: Scope?
  private var decls: [DeclID]

  /// `nil` before the declaration has run.
  private var values: [Value?]

  /// Creates a scope of the variables `decls`, none of them set.
  init(_ decls: [DeclID], in parent: Scope?) {
    self.parent = parent
    self.decls = decls
    values = Array(repeating: nil, count: decls.count)
  }

  /// Creates a scope with the same variables and values as `other`.
  init(copying other: Scope) {
    parent = other.parent
    decls = other.decls
    values = other.values
  }

  /// Accesses the variable `decl` of this scope or one around it; `nil` before it is set.
  subscript(decl: DeclID) -> Value? {
    get {
      let (scope, index) = find(decl)
      return scope.values[index]
    }
    set {
      let (scope, index) = find(decl)
      scope.values[index] = newValue
    }
  }

  /// Changes the variable `decl`, which is set, in place.
  func modify<R>(_ decl: DeclID, _ body: (inout Value) throws -> R) rethrows -> R {
    let (scope, index) = find(decl)
    return try body(&scope.values[index]!)
  }

  private func find(_ decl: DeclID) -> (Scope, Int) {
    var scope = self
    while true {
      if let index = scope.decls.firstIndex(of: decl) { return (scope, index) }
      guard let parent = scope.parent else { unreachable("a variable outside every scope") }
      scope = parent
    }
  }

}

/// Where a variable lives.
enum Storage {

  /// A top-level variable.
  case global

  /// A variable that inner functions use: in a `Scope`.
  case scope

  /// A slot of its function's frame.
  case slot(Int)

}

/// What a block sets up before its first statement.
struct Prelude {

  /// The variables, functions and classes it declares that live in a `Scope`.
  var decls: [DeclID] = []
  var functions: [FuncID] = []
  var classes: [ClassID] = []

}
