import Support

extension Verifier {

  /// Invariant 17.
  mutating func verifyConversion(_ value: ValueID) {
    let type = function[value].type
    guard type != .bottom, let first = function.operands(value).first else { return }
    let own = function[first].type
    switch function[value].opcode {
    case .convert: require(type, toAdmit: own, value)
    case .narrow: require(own, toAdmit: type, value)
    case .refine where own != .bottom:
      if !module.types.tags(of: own).isSuperset(of: module.types.tags(of: type)) {
        report("no \(module.types.text(own)) is a \(module.types.text(type))", at: value)
      }
    case .mapGet, .mapGetAt:
      require(type, toAdmit: .null, value)
      if let entry = module.types.mapValue(of: own) { require(type, toAdmit: entry, value) }
    case .mapGetPresent:
      if let entry = module.types.mapValue(of: own), entry != type {
        report("the result has type \(module.types.text(type))", at: value)
      }
    default: return
    }
  }

  private mutating func require(_ type: TypeID, toAdmit other: TypeID, _ value: ValueID) {
    if module.admits(type, other) { return }
    report("\(module.types.text(type)) does not admit \(module.types.text(other))", at: value)
  }

}

extension Module {

  /// `true` iff every value of type `other` can be given the representation of `type` and then has
  /// a tag, a class, a function that `type` knows of; an Int may become a Float.
  fileprivate func admits(_ type: TypeID, _ other: TypeID) -> Bool {
    if type == other || other == .bottom { return true }
    switch (types[type], types[other]) {
    case (.union(let tags), .int) where !tags.contains(.int): return tags.contains(.float)
    case (.union(let tags), _): return tags.isSuperset(of: types.tags(of: other))
    case (.optional, .null): return true
    case (.optional, .union(let tags)), (.null, .union(let tags)):
      return types.tags(of: type).isSuperset(of: tags)
    case (.optional(let x), .optional(let y)): return admits(x, y)
    case (.optional(let x), _): return admits(x, other)
    case (.float, .int): return true
    case (.array(let x), .array(let y)), (.set(let x), .set(let y)): return admits(x, y)
    case (.map(let k, let x), .map(let l, let y)): return admits(k, l) && admits(x, y)
    case (.range(isUnit: false), .range): return true
    case (.instance(let base, let known), .instance(let id, let others)):
      if known.isEmpty { return isClass(id, orExtends: base) }
      if others.isEmpty && id.isNone { return false }
      let possible = others.isEmpty ? classes(extending: id) : others
      return Set(known).isSuperset(of: possible)
    case (.function(let known), .function(let other)),
      (.classObject(let known), .classObject(let other)):
      return known.isEmpty || !other.isEmpty && Set(known).isSuperset(of: other)
    default: return false
    }
  }

}
