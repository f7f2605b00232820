import Support

/// An instruction, or a block parameter (which has the opcode `blockParameter`).
///
/// A small trivial value: the operands stand in the function's pool.
public struct Instruction: Sendable {

  /// What it does.
  public var opcode: Opcode

  /// The type of its result; `.null` where it has none to speak of.
  public var type: TypeID

  /// Where its operands start in the function's pool.
  var operandStart: UInt32

  /// The number of its operands.
  public internal(set) var operandCount: UInt32

  /// A constant operand; the opcode's `ImmediateKind` says how to read it.
  public var immediate: Int64

  /// The place in the source that errors of this operation are reported at.
  public var location: LocationID

  /// The block it stands in; `.none` if it was removed or is not placed yet.
  public internal(set) var block: BlockID

}

extension Instruction {

  /// Makes an instruction without operands that belongs to no function.
  public init(_ opcode: Opcode, immediate: Int64) {
    self.init(
      opcode: opcode, type: .unknown, operandStart: 0, operandCount: 0, immediate: immediate,
      location: .none, block: .none)
  }

}

/// A jump to a block, with the arguments for the block's parameters.
public struct Edge: Equatable, Sendable {

  public var target: BlockID
  public var arguments: [ValueID]

  public init(_ target: BlockID, _ arguments: [ValueID] = []) {
    self.target = target
    self.arguments = arguments
  }

}

/// The end of a block.
public enum Terminator: Equatable, Sendable {

  /// The block is not finished yet.
  case missing

  case branch(Edge)

  /// Goes to `then` iff the Bool `condition` is true.
  case conditional(_ condition: ValueID, then: Edge, else: Edge)

  /// Goes to `error` iff the last instruction of the block raised, which leaves the error pending
  /// and its result undefined; else to `then`.
  case raising(then: Edge, error: Edge)

  /// Leaves the function; consumes the value.
  case returnValue(ValueID)

  /// Leaves the function while an error is pending; where no caller can catch it, reports it.
  case propagate

  /// Is never reached: the instruction before raises an error.
  case unreachable

  /// The edges, in order.
  public var edges: [Edge] {
    switch self {
    case .missing, .returnValue, .unreachable, .propagate: []
    case .branch(let edge): [edge]
    case .conditional(_, let then, let otherwise): [then, otherwise]
    case .raising(let then, let error): [then, error]
    }
  }

  /// `true` iff it is `raising`.
  public var isRaising: Bool {
    if case .raising = self { true } else { false }
  }

  /// The operand beside the edges' arguments, if any.
  public var operand: ValueID? {
    switch self {
    case .missing, .branch, .unreachable, .raising, .propagate: nil
    case .conditional(let condition, _, _): condition
    case .returnValue(let value): value
    }
  }

  /// Returns the terminator with each value and each edge replaced.
  public func mapping(
    values: (ValueID) -> ValueID, edges: (Edge) -> Edge
  ) -> Terminator {
    switch self {
    case .missing: .missing
    case .unreachable: .unreachable
    case .propagate: .propagate
    case .branch(let edge): .branch(edges(edge))
    case .raising(let then, let error): .raising(then: edges(then), error: edges(error))
    case .returnValue(let value): .returnValue(values(value))
    case .conditional(let condition, let then, let otherwise):
      .conditional(values(condition), then: edges(then), else: edges(otherwise))
    }
  }

  /// Returns the terminator with each value replaced, the edges' arguments included.
  public func mapping(values: (ValueID) -> ValueID) -> Terminator {
    mapping(values: values) { Edge($0.target, $0.arguments.map(values)) }
  }

}

/// A basic block: parameters, instructions, terminator.
public struct BasicBlock: Sendable {

  public internal(set) var parameters: [ValueID] = []
  public internal(set) var instructions: [ValueID] = []
  public var terminator: Terminator = .missing

  public init() {}

}

/// A place in the source, for error reports and debug information.
public struct Location: Hashable, Sendable {

  /// The name of the file.
  public var file: Symbol
  public var line: Int32
  public var column: Int32

  /// The name of the function it stands in, as traces show it.
  public var function: Symbol

  /// The place of the call that was replaced by the function's body, or `.none`.
  public var inlinedAt: LocationID

  public init(
    file: Symbol, line: Int32, column: Int32, function: Symbol, inlinedAt: LocationID = .none
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.function = function
    self.inlinedAt = inlinedAt
  }

}
