import IR
import Support

// The lattice of types: bottom; Null, Bool, Int, Float, String, ranges, Array(T), Map(K, V),
// Set(K), instances of a class or of several, sets of known functions, Errors; Bool, Int, Float and
// each of those with a pointer also with Null; unions of tags. Containers are ordered by their
// elements: an Array(bottom) is below every array. Chains are finite because containers nest at
// most `maximumDepth` deep, what is deeper holds tagged elements, and because at most
// `maximumCallees` functions, and as many classes, are told apart.

extension TypeTable {

  private static var maximumDepth: Int { 4 }
  private static var maximumCallees: Int { 8 }

  /// Returns the least type that admits the values of both types.
  mutating func join(_ a: TypeID, _ b: TypeID, _ module: Module) -> TypeID {
    if a == b || b == .bottom { return a }
    if a == .bottom { return b }
    if a == .null { return joinNull(b) }
    if b == .null { return joinNull(a) }
    if let x = unwrapped(a) { return joinNull(join(x, unwrapped(b) ?? b, module)) }
    if let y = unwrapped(b) { return joinNull(join(a, y, module)) }
    return joinValues(a, b, module)
  }

  /// Returns the type of the values of type `id` or Null.
  private mutating func joinNull(_ id: TypeID) -> TypeID {
    canBeOptional(id) ? optional(id) : value(tags(of: id).union(.null))
  }

  /// Returns the join of two types that do not admit Null, or have a tag.
  private mutating func joinValues(_ a: TypeID, _ b: TypeID, _ module: Module) -> TypeID {
    switch (self[a], self[b]) {
    case (.array(let x), .array(let y)): return makeArray(of: joinElements(x, y, module))
    case (.map(let k, let v), .map(let l, let w)):
      return makeMap(joinKeys(k, l), joinElements(v, w, module))
    case (.set(let k), .set(let l)): return intern(.set(joinKeys(k, l)))
    case (.range, .range): return .range
    case (.instance, .instance): return joinInstances(a, b, module)
    case (.function(let k), .function(let l)): return intern(.function(Self.union(k, l)))
    case (.classObject(let k), .classObject(let l)):
      return intern(.classObject(Self.union(k, l)))
    default: return value(tags(of: a).union(tags(of: b)))
    }
  }

  /// Classes that extend a common one count as that; of others it is known which they are.
  private mutating func joinInstances(
    _ a: TypeID, _ b: TypeID, _ module: Module
  ) -> TypeID {
    guard case .instance(let c, _) = self[a], case .instance(let d, _) = self[b] else {
      unreachable("instances were expected")
    }
    let base = module.commonBase(c, d)
    if !base.isNone { return intern(.extending(base)) }
    let all = Self.union(instantiable(a, module), instantiable(b, module))
    return intern(.instance(.none, of: all))
  }

  /// The classes that an instance of type `id` may be of; none if it may be any.
  private func instantiable(_ id: TypeID, _ module: Module) -> [ClassTypeID] {
    guard case .instance(let base, let known) = self[id], !base.isNone || !known.isEmpty else {
      return []
    }
    return known.isEmpty ? module.classes(extending: base) : known
  }

  private static func union<ID: EntityID>(_ a: [ID], _ b: [ID]) -> [ID] {
    if a.isEmpty || b.isEmpty { return [] }
    let all = Set(a).union(b).sorted()
    return all.count > maximumCallees ? [] : all
  }

  // MARK: Containers

  /// Returns the type of arrays whose elements are of type `element`, stored as arrays can.
  mutating func makeArray(of element: TypeID) -> TypeID { array(of: stored(element)) }

  /// Returns the type of maps with such keys and values, stored as maps can.
  mutating func makeMap(_ key: TypeID, _ value: TypeID) -> TypeID {
    intern(.map(makeKey(key), stored(value)))
  }

  /// Returns the type of the keys of maps that know values of type `key` by them.
  mutating func makeKey(_ key: TypeID) -> TypeID {
    switch self[key] {
    case .int, .string, .bottom: key
    default: union(tags(of: key))
    }
  }

  /// Returns the type that elements of type `element` have in a container.
  private mutating func stored(_ element: TypeID) -> TypeID {
    switch self[element] {
    case .null, .range, .floatRange, .unknown, .namespace, .cell, .token:
      return union(tags(of: element))
    case .array, .map, .set:
      return depth(element) >= Self.maximumDepth ? union(tags(of: element)) : element
    case .optional(let value):
      let isStoredAsPointer = isPointer(value) && depth(value) < Self.maximumDepth
      return isStoredAsPointer ? element : union(tags(of: element))
    case .bottom, .packed, .bool, .int, .float, .string, .instance, .function, .classObject, .error,
      .union:
      return element
    }
  }

  private mutating func joinKeys(_ a: TypeID, _ b: TypeID) -> TypeID {
    if a == b || b == .bottom { return a }
    if a == .bottom { return b }
    return union(tags(of: a).union(tags(of: b)))
  }

  /// Returns the element type of a container that holds elements of both types.
  private mutating func joinElements(
    _ a: TypeID, _ b: TypeID, _ module: Module
  ) -> TypeID {
    if a == b || b == .bottom { return a }
    if a == .bottom { return b }
    let joined = stored(join(a, b, module))
    let isStoredAlike = isStored(a, as: joined) && isStored(b, as: joined)
    return isStoredAlike ? joined : union(tags(of: a).union(tags(of: b)))
  }

  /// `true` iff values of type `a` are values of the wider type `b` without any change.
  func isStored(_ a: TypeID, as b: TypeID) -> Bool {
    if a == b { return true }
    if let y = unwrapped(b) { return isPointer(y) && isStored(unwrapped(a) ?? a, as: y) }
    switch (self[a], self[b]) {
    case (.union, .union), (.instance, .instance), (.function, .function),
      (.classObject, .classObject):
      return true
    case (.array(let x), .array(let y)): return x == .bottom || isStored(x, as: y)
    case (.map(let k, let v), .map(let l, let w)):
      return k == .bottom || isKeyStored(k, as: l) && (v == .bottom || isStored(v, as: w))
    case (.set(let k), .set(let l)): return k == .bottom || isKeyStored(k, as: l)
    default: return false
    }
  }

  private func isKeyStored(_ a: TypeID, as b: TypeID) -> Bool {
    a == b || isUnion(a) && isUnion(b)
  }

  private func depth(_ id: TypeID) -> Int {
    switch self[id] {
    case .array(let element): 1 + depth(element)
    case .map(_, let value): 1 + depth(value)
    case .set: 1
    case .optional(let value): depth(value)
    default: 0
    }
  }

  /// Returns the join of two types as elements of one container: what is stored alike is not
  /// tagged.
  mutating func joinInArray(_ a: TypeID, _ b: TypeID, _ module: Module) -> TypeID {
    let joined = join(makeArray(of: a), makeArray(of: b), module)
    return element(of: joined)!
  }

  // MARK: Tags

  /// Returns the type of a value with one of `tags` of which nothing more is known: without a tag
  /// where the representation is known.
  mutating func value(_ tags: TagSet) -> TypeID {
    if tags.isEmpty { return .bottom }
    if tags == .null { return .null }
    if let known = known(tags) { return known }
    let known = tags.contains(.null) ? known(tags.subtracting(.null)) : nil
    return known.map { optional($0) } ?? union(tags)
  }

  /// Returns the type of the values with the one tag in `tags`, if there is one that can be
  /// optional.
  private mutating func known(_ tags: TagSet) -> TypeID? {
    switch tags {
    case .bool: .bool
    case .int: .int
    case .float: .float
    case .string: .string
    case .error: .error
    case .function: .anyFunction
    case .classObject: intern(.classObject([]))
    case .instance: intern(.extending(.none))
    default: nil
    }
  }

  /// Returns the type of the values of type `id` that have one of `tags`.
  mutating func narrow(_ id: TypeID, to tags: TagSet) -> TypeID {
    let own = self.tags(of: id)
    let rest = own.intersection(tags)
    if rest == own { return id }
    if let inner = unwrapped(id) {
      return rest.isEmpty ? .bottom : rest == .null ? .null : narrow(inner, to: tags)
    }
    return value(rest)
  }

  /// Returns the type of the values of type `id` that are instances of `base`.
  mutating func narrow(_ id: TypeID, toClass base: ClassTypeID, _ module: Module) -> TypeID {
    switch self[id] {
    case .optional(let inner): return narrow(inner, toClass: base, module)
    case .instance(let own, let known):
      if own.isNone && !known.isEmpty { return narrow(id, known, toClass: base, module) }
      if !own.isNone && module.isClass(own, orExtends: base) { return id }
      let isBelow = own.isNone || module.isClass(base, orExtends: own)
      return known.isEmpty && isBelow ? intern(.extending(base)) : .bottom
    case .union(let tags) where tags.contains(.instance): return intern(.extending(base))
    default: return .bottom
    }
  }

  private mutating func narrow(
    _ id: TypeID, _ known: [ClassTypeID], toClass base: ClassTypeID, _ module: Module
  ) -> TypeID {
    let rest = known.filter { module.isClass($0, orExtends: base) }
    if rest == known { return id }
    return rest.reduce(.bottom) { join($0, intern(.exact($1)), module) }
  }

  // MARK: Alternatives

  /// `true` iff values of type `id` can have more than one representation, one of them Null's.
  func hasAlternatives(_ id: TypeID) -> Bool { isUnion(id) || unwrapped(id) != nil }

  /// Returns the types that values of type `id` can have, one for each tag.
  mutating func alternatives(_ id: TypeID) -> [TypeID] {
    if let inner = unwrapped(id) { return [.null, inner] }
    guard isUnion(id) else { return [id] }
    let own = tags(of: id)
    var result: [TypeID] = []
    for (tag, _) in TagSet.names where own.contains(tag) { result.append(value(tag)) }
    return result
  }

}
