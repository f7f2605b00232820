import Support

/// What a `genericCheckMemberPromise` is about: a part of what a member holds.
public struct MemberPart: Hashable, Sendable {

  public let name: Symbol

  /// How many indices lead from the member's value to the part, or to the map whose key it is.
  public let depth: Int

  /// `true` iff the part is a key of a map.
  public let isKey: Bool

  /// `true` iff the part is what the function that the member holds returns.
  public let isResult: Bool

  public init(name: Symbol, depth: Int, isKey: Bool = false) {
    self.name = name
    self.depth = depth
    self.isKey = isKey
    isResult = false
  }

  /// The result of the function that the member `name` holds.
  public init(resultOf name: Symbol) {
    self.name = name
    depth = 0
    isKey = false
    isResult = true
  }

  /// Reads the immediate of an instruction.
  public init(immediate: Int64) {
    name = Symbol(raw: UInt32(truncatingIfNeeded: immediate))
    depth = Int(immediate >> 32) & Int(Int32.max >> 2)
    isKey = immediate & Self.keyBit != 0
    isResult = immediate & Self.resultBit != 0
  }

  /// The immediate of an instruction about this part.
  public var immediate: Int64 {
    Int64(name.raw) | Int64(depth) << 32 | (isKey ? Self.keyBit : 0)
      | (isResult ? Self.resultBit : 0)
  }

  private static let keyBit: Int64 = 1 << 62
  private static let resultBit: Int64 = 1 << 61

}
