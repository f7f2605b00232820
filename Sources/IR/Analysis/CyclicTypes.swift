import Support

/// The types whose values may be part of reference cycles, which counts alone never free.
///
/// What an object refers to when it is made is older than the object itself. So a cycle needs a
/// reference that was stored later, into a field or a cell (`LateStores`); types in whose strongly
/// connected component of references there is none cannot form one. Arrays, maps and sets are
/// values: a cycle only leads through them.
public struct CyclicTypes: Sendable {

  private var isCyclic: Table<ReferrerID, Bool>
  private let referrers: Referrers
  private var types: Table<TypeID, Bool>
  private var holders: Table<TypeID, Bool>

  /// `true` iff no cycle is possible.
  public let isEmpty: Bool

  /// Finds those of the typed module `module`, in time linear in its size but for subclasses.
  public init(_ module: Module) {
    referrers = Referrers(module)
    isCyclic = Table(repeating: false, count: referrers.count)
    var search = ComponentSearch(referrers.edges(of: module))
    for id in isCyclic.ids { search.visit(id) }
    let isRecursive = search.isRecursive
    let hasComponents = isCyclic.ids.contains { isRecursive.contains($0) }
    if hasComponents {
      let late = LateStores(module)
      var marked = IDSet<ReferrerID>(capacity: referrers.count)
      referrers.forEachLateEdge(of: module, late) { source, target in
        let component = search.components[source]
        if search.components[target] == component, isRecursive.contains(source) {
          marked.insert(component)
        }
      }
      for id in isCyclic.ids where isRecursive.contains(id) {
        isCyclic[id] = marked.contains(search.components[id])
      }
    }
    isEmpty = !isCyclic.elements.contains(true)
    types = Table(repeating: false, count: module.types.count)
    holders = types
    if isEmpty { return }
    let leads = referrers.leading(to: isCyclic.ids.filter { isCyclic[$0] }, of: module)
    for id in types.ids {
      let targets = referrers.targets(of: id, module)
      types[id] = targets.contains { isCyclic[$0] || $0 == referrers.any }
      holders[id] = targets.contains { leads.contains($0) || $0 == referrers.any }
    }
  }

  /// `true` iff dropping a reference of type `type` that is not the last may leave a garbage cycle.
  public func contains(_ type: TypeID) -> Bool { types[type] }

  /// `true` iff what ends with the last reference of type `type` may leave a garbage cycle.
  public func isHolder(_ type: TypeID) -> Bool { holders[type] }

  /// `true` iff instances of `id` may be part of a cycle.
  public func contains(_ id: ClassTypeID) -> Bool { isCyclic[referrers.node(id)] }

  /// `true` iff functions that call `id` may be part of a cycle.
  public func contains(_ id: ClosureID) -> Bool { isCyclic[referrers.node(id)] }

  /// `true` iff cells `id` may be part of a cycle.
  public func contains(_ id: CellID) -> Bool { isCyclic[referrers.node(id)] }

}

/// A kind of object that refers to others: the instances of a class, the functions of a closure,
/// the cells of a variable; or any of these.
private struct ReferrerID: EntityID {
  let raw: UInt32
}

/// Numbers the kinds of objects of a module.
private struct Referrers: Sendable {

  let classCount: Int
  let closureCount: Int
  let cellCount: Int

  init(_ module: Module) {
    classCount = module.classes.count
    closureCount = module.closures.count
    cellCount = module.cells.count
  }

  var count: Int { classCount + closureCount + cellCount + 1 }

  /// Stands for all classes and closures.
  var any: ReferrerID { ReferrerID(count - 1) }

  func node(_ id: ClassTypeID) -> ReferrerID { ReferrerID(id.index) }
  func node(_ id: ClosureID) -> ReferrerID { ReferrerID(classCount + id.index) }
  func node(_ id: CellID) -> ReferrerID { ReferrerID(classCount + closureCount + id.index) }

  /// Returns what the objects of each kind refer to.
  func edges(of module: Module) -> Table<ReferrerID, [ReferrerID]> {
    var edges = Table<ReferrerID, [ReferrerID]>(repeating: [], count: count)
    for id in module.classes.ids {
      edges[node(id)] = module.classes[id].fields.flatMap { targets(of: $0.type, module) }
    }
    for id in module.closures.ids {
      edges[node(id)] = module.closures[id].captures.flatMap { targets(of: $0, module) }
    }
    for id in module.cells.ids { edges[node(id)] = targets(of: module.cells[id].type, module) }
    edges[any] = module.classes.ids.map(node) + module.closures.ids.map(node)
    return edges
  }

  /// Returns the kinds of objects from which references lead to some of `kinds`, with those.
  func leading(to kinds: [ReferrerID], of module: Module) -> IDSet<ReferrerID> {
    var sources = Table<ReferrerID, [ReferrerID]>(repeating: [], count: count)
    let edges = edges(of: module)
    for source in edges.ids {
      for target in edges[source] { sources[target].append(source) }
    }
    var (result, pending) = (IDSet<ReferrerID>(capacity: count), kinds)
    while let kind = pending.popLast() {
      if result.insert(kind) { pending += sources[kind] }
    }
    return result
  }

  /// Calls `body` for each reference that `late` stores make.
  func forEachLateEdge(
    of module: Module, _ late: LateStores, _ body: (ReferrerID, ReferrerID) -> Void
  ) {
    for id in module.classes.ids {
      for field in module.classes[id].fields where late.contains(field) {
        for target in targets(of: field.type, module) { body(node(id), target) }
      }
    }
    for id in module.cells.ids where late.contains(id) {
      for target in targets(of: module.cells[id].type, module) { body(node(id), target) }
    }
  }

  /// Returns the kinds of objects that a value of type `type` is or holds, containers aside.
  func targets(of type: TypeID, _ module: Module) -> [ReferrerID] {
    switch module.types[type] {
    case .bottom, .null, .bool, .int, .float, .string, .range, .floatRange, .error, .packed, .token,
      .namespace:
      return []
    case .unknown: return [any]
    case .array(let element), .set(let element), .optional(let element):
      return targets(of: element, module)
    case .map(let key, let value): return targets(of: key, module) + targets(of: value, module)
    case .instance(let id, let known):
      return (known.isEmpty ? module.classes(extending: id) : known).map(node)
    case .function([]), .classObject([]): return [any]
    case .function(let closures), .classObject(let closures): return closures.map(node)
    case .cell(let id): return [node(id)]
    case .union(let tags):
      let holders: TagSet = [.array, .map, .set, .object, .instance, .function, .classObject]
      return tags.isDisjoint(with: holders) ? [] : [any]
    }
  }

}
