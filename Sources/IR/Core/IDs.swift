import Support

/// The identity of a value of a function: a block parameter or the result of an instruction.
public struct ValueID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The identity of a basic block of a function.
public struct BlockID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The identity of a function of a module.
public struct FunctionID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The identity of a global variable of a module.
public struct GlobalID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The identity of a type in a `TypeTable`: equal types have equal identities.
public struct TypeID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The identity of a place in the source, with the function it belongs to.
public struct LocationID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The identity of a written type in a `Module`.
public struct AnnotationID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The identity of a class of a module.
public struct ClassTypeID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The identity of what function values can call: a function, lambda, method or class.
public struct ClosureID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// The identity of a captured variable that is assigned.
public struct CellID: EntityID {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}
