import IR
import Support

/// The join of what is stored in each place that functions share, and who reads it.
struct Memory: Sendable {

  /// A place.
  enum Cell: Hashable, Sendable {

    case global(GlobalID)

    /// A field, by the class that declares it.
    case field(ClassTypeID, Symbol)

    /// The content of the cell of a captured variable.
    case variable(CellID)

    /// A captured value of a closure.
    case capture(ClosureID, Int)

    /// What is thrown by the program itself.
    case thrown

    /// The argument at an index of the calls with so many arguments of functions of which nothing
    /// is known.
    case unknownArgument(Int, Int)

    /// No values: their readers depend on which classes have instances, which functions are called
    /// by unknown callers.
    case classes
    case entries

  }

  private(set) var types: [Cell: TypeID] = [:]
  private var readers: [Cell: Set<InstanceID>] = [:]

  init() { types[.thrown] = .error }

  /// Returns the type of what is in `cell`, which `id` depends on from now on.
  mutating func read(_ cell: Cell, for id: InstanceID) -> TypeID {
    readers[cell, default: []].insert(id)
    return types[cell] ?? .bottom
  }

  /// Sets the type of `cell`; returns its readers if that changed it.
  mutating func grow(_ cell: Cell, to type: TypeID) -> Set<InstanceID> {
    if types[cell] == type { return [] }
    types[cell] = type
    return readers(of: cell)
  }

  /// Returns who depends on what is in `cell`.
  func readers(of cell: Cell) -> Set<InstanceID> { readers[cell] ?? [] }

}
