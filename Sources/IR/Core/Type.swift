import Support

/// A set of the run-time type tags of values.
///
/// The bit number of a tag is the tag that the runtime uses (`runtime/include/myco.h`).
public struct TagSet: OptionSet, Hashable, Sendable {

  public let rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  public static let null = TagSet(rawValue: 1 << 0)
  public static let bool = TagSet(rawValue: 1 << 1)
  public static let int = TagSet(rawValue: 1 << 2)
  public static let float = TagSet(rawValue: 1 << 3)
  public static let string = TagSet(rawValue: 1 << 4)
  public static let array = TagSet(rawValue: 1 << 5)
  public static let range = TagSet(rawValue: 1 << 6)
  public static let map = TagSet(rawValue: 1 << 7)
  public static let set = TagSet(rawValue: 1 << 8)
  public static let object = TagSet(rawValue: 1 << 9)
  public static let function = TagSet(rawValue: 1 << 10)
  public static let instance = TagSet(rawValue: 1 << 11)
  public static let error = TagSet(rawValue: 1 << 12)
  public static let classObject = TagSet(rawValue: 1 << 13)
  public static let library = TagSet(rawValue: 1 << 14)
  public static let module = TagSet(rawValue: 1 << 15)

  /// Every value.
  public static let any = TagSet(rawValue: (1 << 16) - 1)

  /// Int and Float.
  public static let number: TagSet = [.int, .float]

  /// The tags whose values are no pointers to counted objects.
  public static let trivial: TagSet = [.null, .bool, .int, .float]

  /// The single tags with their `.type` names, in the order of their numbers.
  public static let names: [(tag: TagSet, name: String)] = [
    (.null, "Null"), (.bool, "Boolean"), (.int, "Int"), (.float, "Float"), (.string, "String"),
    (.array, "Array"), (.range, "Range"), (.map, "Map"), (.set, "Set"), (.object, "Object"),
    (.function, "Function"), (.instance, "Instance"), (.error, "Error"),
    (.classObject, "Class"), (.library, "Library"), (.module, "Module"),
  ]

  /// The number of tags.
  public var count: Int { rawValue.nonzeroBitCount }

  /// The `.type` names of the tags, joined by ` or `.
  public var description: String {
    Self.names.filter { contains($0.tag) }.map(\.name).joined(separator: " or ")
  }

}

/// What a type is made of.
public enum TypeKind: Hashable, Sendable {

  /// The type of a value before inference.
  case unknown

  /// The type without values: of an expression that always raises.
  case bottom

  case null
  case bool
  case int
  case float
  case string

  /// A range of Ints; one that `isUnit` has step 1. In registers: start, end and step.
  case range(isUnit: Bool)

  /// A range with Float bounds; in registers: start, end and step.
  case floatRange

  /// An array whose elements have the given type, in the layout that `ElementKind` names.
  case array(TypeID)

  /// A map; its keys are of type int or string, bottom while it is empty, or tagged.
  case map(TypeID, TypeID)

  /// A set; its elements are as a map's keys.
  case set(TypeID)

  /// An instance of the class or of one that extends it; of exactly one of the given ones, in
  /// order of their identities, if there are any: of the class itself, or of several without a
  /// common base, where the class is `.none`.
  case instance(ClassTypeID, of: [ClassTypeID])

  /// A function that is one of the given ones, in order of their identities; any one if there are
  /// none.
  case function([ClosureID])

  /// A class as a value: one of the classes with these constructors; any one if there are none.
  case classObject([ClosureID])

  /// An Error value.
  case error

  /// The fields of an instance of exactly the class, as an element that lies in its array; no value
  /// has this type. At run time such an array is one of Ints, with a word for each field.
  case packed(ClassTypeID)

  /// The cell of a captured variable.
  case cell(CellID)

  /// A value of the type or Null: a pointer, which is null for Null; of a Bool, an Int or a Float,
  /// whether there is one, and which.
  case optional(TypeID)

  /// The block of an object that ended, of so many units of 16 bytes, for another object; a null
  /// pointer if there is none, since others refer to the object.
  case token(units: Int)

  /// The library or module at an index of the module's namespaces; nothing in registers.
  case namespace(Int)

  /// A value with a tag, of one of several types.
  case union(TagSet)

}

extension TypeKind {

  /// An instance of the class `id` itself.
  public static func exact(_ id: ClassTypeID) -> TypeKind { .instance(id, of: [id]) }

  /// An instance of the class `id` or of one that extends it.
  public static func extending(_ id: ClassTypeID) -> TypeKind { .instance(id, of: []) }

}

/// How an array stores its elements; the raw values are those of the runtime.
public enum ElementKind: UInt8, Sendable {
  case none = 0
  case int = 1
  case float = 2
  case bool = 3
  case pointer = 4
  case tagged = 5
}

extension TypeID {

  public static let unknown = TypeID(0)
  public static let bottom = TypeID(1)
  public static let null = TypeID(2)
  public static let bool = TypeID(3)
  public static let int = TypeID(4)
  public static let float = TypeID(5)
  public static let string = TypeID(6)
  public static let unitRange = TypeID(7)
  public static let range = TypeID(8)
  public static let floatRange = TypeID(9)

  /// The union of all types.
  public static let any = TypeID(10)

  /// The type of the empty array before anything is pushed.
  public static let emptyArray = TypeID(11)

  /// The types of the empty map and set before anything is added.
  public static let emptyMap = TypeID(12)
  public static let emptySet = TypeID(13)
  public static let error = TypeID(14)

  /// The type of functions of which nothing is known.
  public static let anyFunction = TypeID(15)
  public static let stringArray = TypeID(16)
  public static let intArray = TypeID(17)

  /// The type of Objects.
  public static let object = TypeID(18)
  public static let stringOrNull = TypeID(19)
  public static let objectArray = TypeID(20)

}

/// The types of a module, each stored once.
public struct TypeTable: Sendable {

  private var kinds = Table<TypeID, TypeKind>()
  private var ids: [TypeKind: TypeID] = [:]

  /// Creates a table of the types that have constants in `TypeID`.
  public init() {
    let fixed: [TypeKind] = [
      .unknown, .bottom, .null, .bool, .int, .float, .string, .range(isUnit: true),
      .range(isUnit: false), .floatRange, .union(.any), .array(.bottom), .map(.bottom, .bottom),
      .set(.bottom), .error, .function([]), .array(.string), .array(.int), .union(.object),
      .optional(.string), .array(.object),
    ]
    for kind in fixed { _ = intern(kind) }
  }

  /// The number of types.
  public var count: Int { kinds.count }

  /// Returns what the type `id` is made of.
  public subscript(id: TypeID) -> TypeKind { kinds[id] }

  /// Returns the type made of `kind`, which is added if it is new.
  ///
  /// A union of one tag stays a union: its values carry a tag.
  public mutating func intern(_ kind: TypeKind) -> TypeID {
    if let id = ids[kind] { return id }
    let id = kinds.append(kind)
    ids[kind] = id
    return id
  }

  /// Returns the type of arrays of `element`.
  public mutating func array(of element: TypeID) -> TypeID { intern(.array(element)) }

  /// Returns the type of tagged values with one of `tags`.
  public mutating func union(_ tags: TagSet) -> TypeID { intern(.union(tags)) }

  /// Returns the element type of the array type `id`, or `nil` if it is none.
  public func element(of id: TypeID) -> TypeID? {
    if case .array(let element) = kinds[id] { element } else { nil }
  }

  /// Returns the class whose instances lie in arrays of type `id`; `nil` if it is no such type.
  public func packedClass(of id: TypeID) -> ClassTypeID? {
    guard case .array(let element) = kinds[id], case .packed(let known) = kinds[element] else {
      return nil
    }
    return known
  }

  /// Returns the type of the keys of the map type `id`, of the elements of the set type `id`, or
  /// `nil` if it is neither.
  public func key(of id: TypeID) -> TypeID? {
    switch kinds[id] {
    case .map(let key, _), .set(let key): key
    default: nil
    }
  }

  /// Returns the type of the values of the map type `id`, or `nil` if it is none.
  public func mapValue(of id: TypeID) -> TypeID? {
    if case .map(_, let value) = kinds[id] { value } else { nil }
  }

  /// Returns the tags that values of type `id` can have.
  public func tags(of id: TypeID) -> TagSet {
    switch kinds[id] {
    case .unknown: .any
    case .bottom: []
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .float: .float
    case .string: .string
    case .range, .floatRange: .range
    case .array: .array
    case .map: .map
    case .set: .set
    case .instance, .packed: .instance
    case .function: .function
    case .classObject: .classObject
    case .error: .error
    case .cell, .token: []
    case .optional(let value): tags(of: value).union(.null)
    case .namespace: [.library, .module]
    case .union(let tags): tags
    }
  }

  /// `true` iff values of type `id` are a pointer to a counted object, perhaps null.
  public func isPointer(_ id: TypeID) -> Bool {
    switch kinds[id] {
    case .string, .array, .map, .set, .instance, .function, .classObject, .error, .cell: true
    case .optional(let value): isPointer(value)
    case .unknown, .bottom, .null, .bool, .int, .float, .range, .floatRange, .packed, .token,
      .namespace, .union:
      false
    }
  }

  /// `true` iff there is a type of the values of type `id` or Null that carry no tag.
  public func canBeOptional(_ id: TypeID) -> Bool {
    id == .bool || id == .int || id == .float || isPointer(id)
  }

  /// Returns the type of `id` or Null.
  ///
  /// Precondition: `canBeOptional(id)`.
  public mutating func optional(_ id: TypeID) -> TypeID {
    if case .optional = kinds[id] { return id }
    return intern(.optional(id))
  }

  /// Returns what values of the optional type `id` are if not Null; `nil` if it is none.
  public func unwrapped(_ id: TypeID) -> TypeID? {
    if case .optional(let value) = kinds[id] { value } else { nil }
  }

  /// Returns the class that all values of type `id` are instances of, themselves and not by
  /// extending it; `nil` if there are several. The values may be Null, too.
  public func exactClass(of id: TypeID) -> ClassTypeID? {
    guard case .instance(_, let known) = kinds[unwrapped(id) ?? id], known.count == 1 else {
      return nil
    }
    return known[0]
  }

  /// `true` iff values of type `id` carry a tag.
  public func isUnion(_ id: TypeID) -> Bool {
    if case .union = kinds[id] { true } else { false }
  }

  /// `true` iff values of type `id` never refer to counted objects.
  public func isTrivial(_ id: TypeID) -> Bool {
    switch kinds[id] {
    case .unknown, .string, .array, .map, .set, .instance, .function, .classObject, .error, .cell,
      .token:
      false
    case .optional(let value): isTrivial(value)
    case .bottom, .null, .bool, .int, .float, .range, .floatRange, .packed, .namespace: true
    case .union(let tags): TagSet.trivial.isSuperset(of: tags)
    }
  }

  /// Returns how an array stores elements of type `id`.
  public func elementKind(of id: TypeID) -> ElementKind {
    switch kinds[id] {
    case .bottom: .none
    case .int, .packed: .int
    case .float: .float
    case .bool: .bool
    case .string, .array, .map, .set, .instance, .function, .classObject, .error, .cell, .token:
      .pointer
    case .optional(let value): isPointer(value) ? .pointer : .tagged
    case .unknown, .null, .range, .floatRange, .namespace, .union: .tagged
    }
  }

  /// Returns the printed form of type `id`, e.g. `array<int>`, `int|null`.
  public func text(_ id: TypeID) -> String {
    switch kinds[id] {
    case .unknown: "unknown"
    case .bottom: "bottom"
    case .null: "null"
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "string"
    case .range(let isUnit): isUnit ? "unit_range" : "range"
    case .floatRange: "float_range"
    case .array(let element): "array<\(text(element))>"
    case .map(let key, let value): "map<\(text(key)), \(text(value))>"
    case .set(let element): "set<\(text(element))>"
    case .instance(let id, let classes):
      classes.isEmpty ? "instance<\(id.raw)>" : "exact<\(Self.list(classes))>"
    case .function(let closures): "function<\(Self.text(closures))>"
    case .classObject(let closures): "class<\(Self.text(closures))>"
    case .error: "error"
    case .packed(let id): "packed<\(id.raw)>"
    case .cell(let id): "cell<\(id.raw)>"
    case .token(let units): "token<\(units)>"
    case .optional(let value): "optional<\(text(value))>"
    case .namespace(let index): "namespace<\(index)>"
    case .union(.any): "any"
    case .union(let tags):
      "union<"
        + TagSet.names.filter { tags.contains($0.tag) }.map { $0.name.lowercased() }
        .joined(separator: "|") + ">"
    }
  }

  private static func list(_ ids: [some EntityID]) -> String {
    ids.map { "\($0.raw)" }.joined(separator: "|")
  }

  private static func text(_ closures: [ClosureID]) -> String {
    closures.isEmpty ? "any" : list(closures)
  }

}
