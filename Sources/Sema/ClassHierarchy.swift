import Support
import Syntax

/// Which classes extend which, and of which there can be instances.
struct ClassHierarchy {

  private var subclasses: [ClassID: [ClassID]] = [:]

  /// The classes that the program uses as values, and so may call.
  private var constructible: Set<ClassID> = []

  init() {}

  /// Creates the hierarchy of the classes of `ast`, whose bases are in `model`; those in `escaping`
  /// may be used in ways that cannot be seen.
  init(of ast: AST, _ model: SemanticModel, escaping: Set<DeclID>) {
    for id in ast.classes.ids {
      if let base = model.classes[id].base { subclasses[base, default: []].append(id) }
    }
    var tested: Set<ExprID> = []
    for pattern in ast.patterns.elements {
      if case .value(let value) = pattern.kind { tested.insert(value) }
    }
    for id in ast.exprs.ids where !tested.contains(id) {
      if case .classType(let decl)? = model.references[id], let type = model.classOfDecl[decl] {
        constructible.insert(type)
      }
    }
    for decl in escaping {
      if let type = model.classOfDecl[decl] { constructible.insert(type) }
    }
  }

  /// Returns the class `type` and all that extend it, in order of declaration below each.
  func family(of type: ClassID) -> [ClassID] {
    var result: [ClassID] = []
    var pending = [type]
    while let next = pending.popLast() {
      result.append(next)
      pending += (subclasses[next] ?? []).reversed()
    }
    return result
  }

  /// Returns the classes that an instance of `type` can have: without those that are only there
  /// to be extended.
  func instantiable(in type: ClassID) -> [ClassID] {
    family(of: type).filter { subclasses[$0] == nil || constructible.contains($0) }
  }

}
