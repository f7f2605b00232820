import IR
import Support

/// Finds the values that are the same constant on every path that can be taken.
///
/// Sparse conditional constant propagation (Wegman and Zadeck, "Constant Propagation with
/// Conditional Branches", 1991) with block parameters for phis. Linear: the state of each value
/// falls at most twice, each edge becomes executable once.
struct ConditionalPropagation {

  enum State: Equatable {

    /// No executable path gives it a value so far.
    case undefined
    case constant(Constant)
    case varying

  }

  private(set) var states: Table<ValueID, State>

  /// The blocks that can be reached.
  private(set) var isExecutable: IDSet<BlockID>

  private let users: UseLists
  private var values = Worklist<ValueID>()
  private var blocks = Worklist<BlockID>()

  /// Which of the two edges of each block are executable.
  private var takenEdges: Table<BlockID, (Bool, Bool)>

  init(_ function: Function) {
    states = Table(repeating: .undefined, count: function.values.count)
    isExecutable = IDSet(capacity: function.blocks.count)
    takenEdges = Table(repeating: (false, false), count: function.blocks.count)
    users = UseLists(function)
  }

  /// `true` iff anything uses `value`.
  func isUsed(_ value: ValueID) -> Bool { !users[value].isEmpty }

  mutating func run(_ function: Function, _ symbols: inout Interner) {
    for parameter in function.parameters { states[parameter] = .varying }
    isExecutable.insert(function.entry)
    blocks.push(function.entry)
    while true {
      if let block = blocks.pop() {
        for value in function[block].instructions { evaluate(value, function, &symbols) }
        evaluateTerminator(of: block, function)
      } else if let value = values.pop() {
        for user in users[value] { visit(user, function, &symbols) }
      } else {
        return
      }
    }
  }

  private mutating func visit(_ user: User, _ function: Function, _ symbols: inout Interner) {
    switch user {
    case .instruction(let value):
      if isExecutable.contains(function[value].block) { evaluate(value, function, &symbols) }
    case .terminator(let block):
      if isExecutable.contains(block) { evaluateTerminator(of: block, function) }
    }
  }

  // MARK: Instructions

  private mutating func evaluate(
    _ value: ValueID, _ function: Function, _ symbols: inout Interner
  ) {
    guard states[value] != .varying else { return }
    let instruction = function[value]
    if let constant = Constant(instruction) { return lower(value, to: .constant(constant)) }
    guard instruction.opcode.mayFold else { return lower(value, to: .varying) }
    var operands: [Constant] = []
    for operand in function.operands(value) {
      switch states[operand] {
      case .undefined: return
      case .varying: return lower(value, to: .varying)
      case .constant(let constant): operands.append(constant)
      }
    }
    let result = ConstantFolding.result(
      instruction.opcode, instruction.immediate, operands, &symbols)
    lower(value, to: result.map { .constant($0) } ?? .varying)
  }

  private mutating func lower(_ value: ValueID, to state: State) {
    guard states[value] != state else { return }
    states[value] = state
    values.push(value)
  }

  // MARK: Edges

  private mutating func evaluateTerminator(of block: BlockID, _ function: Function) {
    switch function[block].terminator {
    case .missing, .returnValue, .unreachable, .propagate: return
    case .raising(let then, let error):
      takenEdges[block] = (true, true)
      follow(then, function)
      follow(error, function)
    case .branch(let edge):
      takenEdges[block].0 = true
      follow(edge, function)
    case .conditional(let condition, let then, let otherwise):
      switch states[condition] {
      case .undefined: return
      case .constant(.bool(true)): takenEdges[block].0 = true
      case .constant(.bool(false)): takenEdges[block].1 = true
      case .constant, .varying: takenEdges[block] = (true, true)
      }
      if takenEdges[block].0 { follow(then, function) }
      if takenEdges[block].1 { follow(otherwise, function) }
    }
  }

  private mutating func follow(_ edge: Edge, _ function: Function) {
    for (argument, parameter) in zip(edge.arguments, function[edge.target].parameters) {
      lower(parameter, to: join(states[parameter], states[argument]))
    }
    if isExecutable.insert(edge.target) { blocks.push(edge.target) }
  }

  private func join(_ a: State, _ b: State) -> State {
    if a == .undefined || a == b { return b }
    return b == .undefined ? a : .varying
  }

}

extension Opcode {

  /// `true` iff the result depends on the operands alone, so that it may be known from them.
  var mayFold: Bool {
    info.effects.isSubset(of: .raises) && self != .blockParameter
      && info.operandCount.map { $0 > 0 } ?? false
  }

}
