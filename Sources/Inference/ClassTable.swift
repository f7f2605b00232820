import IR
import Support

/// The classes of a program, with their relations.
struct ClassTable: Sendable {

  private let module: Module

  init(_ module: Module) { self.module = module }

  subscript(id: ClassTypeID) -> ClassDefinition { module.classes[id] }

  var ids: [ClassTypeID] { Array(module.classes.ids) }

  /// `true` iff `id` is `base` or extends it; every class extends `.none`.
  func isClass(_ id: ClassTypeID, orExtends base: ClassTypeID) -> Bool {
    base.isNone || module.isClass(id, orExtends: base)
  }

  /// Returns the nearest class that both are or extend; `.none` if there is no such class.
  func commonBase(_ a: ClassTypeID, _ b: ClassTypeID) -> ClassTypeID {
    var next = a
    while !next.isNone {
      if !b.isNone, module.isClass(b, orExtends: next) { return next }
      next = module.classes[next].base
    }
    return .none
  }

  /// Returns the functions of the method `name` of `id`, own or inherited, by number of arguments.
  func methods(of id: ClassTypeID, _ name: Symbol) -> [Int: FunctionID]? {
    module.methods(of: id, name)
  }

}
