import IR
import Support

/// The identity of an instance.
struct InstanceID: EntityID {
  let raw: UInt32
  init(raw: UInt32) { self.raw = raw }
}

/// A function for one tuple of argument types, and what is known of its values so far.
struct Instance: Sendable {

  /// The generic function.
  let function: FunctionID

  /// The types of the parameters; they grow if `isGeneral`.
  var parameters: [TypeID]

  /// `true` iff this is the instance for all tuples beyond the budget.
  let isGeneral: Bool

  /// `true` iff unknown callers get here: a call of an unknown function may be one of any function,
  /// so that an error here need not be one of the program.
  var isEntry = false

  /// The type of each value; bottom where none has been seen.
  var values: [TypeID]

  /// Whether each block can be reached.
  var isReachable: [Bool]

  /// The type of what it returns; bottom if it was not seen to return.
  var result: TypeID = .bottom

  /// The instances that call it.
  var callers: Set<InstanceID> = []

  /// `true` iff a `try` of a caller catches what it throws.
  var isCalledInTry = false

  /// While it is analysed: `true` iff a `try` catches what the instruction under way throws.
  var isInTry = false

  init(_ id: FunctionID, _ function: Function, _ parameters: [TypeID], isGeneral: Bool) {
    self.function = id
    self.parameters = parameters
    self.isGeneral = isGeneral
    values = Array(repeating: .bottom, count: function.values.count)
    isReachable = Array(repeating: false, count: function.blocks.count)
    isReachable[function.entry.index] = true
  }

}

/// A generic function and the types of its arguments.
struct InstanceKey: Hashable, Sendable {
  let function: FunctionID
  let arguments: [TypeID]
}
