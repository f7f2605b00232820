/// The identity of an entity stored in a `Table`: a dense 32-bit index.
///
/// `UInt32.max` denotes no entity, so that an optional identity costs no extra space.
public protocol EntityID: Hashable, Comparable, Sendable {

  /// The offset of the entity in its table.
  var raw: UInt32 { get }

  /// Creates the identity of the entity at offset `raw`.
  init(raw: UInt32)

}

extension EntityID {

  /// The identity that denotes no entity.
  public static var none: Self { .init(raw: .max) }

  /// Creates the identity of the entity at offset `index`.
  public init(_ index: Int) { self.init(raw: UInt32(index)) }

  /// `true` iff this denotes no entity.
  public var isNone: Bool { raw == .max }

  /// The offset of the entity in its table, as an `Int`.
  public var index: Int { Int(raw) }

  public static func < (a: Self, b: Self) -> Bool { a.raw < b.raw }

}
