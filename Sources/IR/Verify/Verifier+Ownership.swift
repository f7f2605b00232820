import Support

extension Verifier {

  /// Invariants 13 to 15.
  mutating func verifyOwnership(_ stores: SharedStores) {
    guard function.conventions.count == function.parameters.count else {
      return report(
        "\(function.conventions.count) conventions for \(function.parameters.count) parameters")
    }
    var check = OwnershipCheck(function, module, stores)
    check.run()
    for problem in check.problems { report(problem) }
  }

}

/// Walks the blocks of a function in reverse postorder with the set of owned values that are
/// there to be ended.
private struct OwnershipCheck {

  private let function: Function
  private let module: Module
  private let stores: SharedStores
  private(set) var problems: [String] = []

  private let flow: ControlFlow

  /// What each value is part of: itself if it is owned, `.none` if nothing here ends it.
  private var roots: Table<ValueID, ValueID>

  /// The parts of what globals, fields and cells hold.
  private var isShared: IDSet<ValueID>

  /// The owned values at the start of each block reached so far.
  private var states: Table<BlockID, Set<ValueID>?>

  /// The owned values here.
  private var owned: Set<ValueID> = []

  /// The shared parts that may be used here, and at the start of blocks with one way in.
  private var valid: Set<ValueID> = []
  private var validAtStart: Table<BlockID, Set<ValueID>>

  init(_ function: Function, _ module: Module, _ stores: SharedStores) {
    self.function = function
    self.module = module
    self.stores = stores
    roots = Table(repeating: .none, count: function.values.count)
    isShared = IDSet(capacity: function.values.count)
    flow = ControlFlow(function)
    validAtStart = Table(repeating: [], count: function.blocks.count)
    states = Table(repeating: nil, count: function.blocks.count)
  }

  mutating func run() {
    for block in flow.reversePostorder { assignRoots(block) }
    for block in flow.reversePostorder { check(block) }
  }

  private mutating func assignRoots(_ block: BlockID) {
    for (i, parameter) in function[block].parameters.enumerated() where isCounted(parameter) {
      let isBorrowed = block == function.entry && function.conventions[i] == .borrowed
      if !isBorrowed { roots[parameter] = parameter }
    }
    for value in function[block].instructions where isCounted(value) { assignRoot(value) }
  }

  private mutating func assignRoot(_ value: ValueID) {
    if function.isUncounted(value) { return }
    let info = function[value].opcode.info
    let isAlias = function.isAlias(value, module.types)
    guard isAlias || info.ownership == .borrowed else {
      roots[value] = value
      return
    }
    if !isAlias && info.effects.contains(.readsGlobals) { isShared.insert(value) }
    guard let container = function.operands(value).first else { return }
    roots[value] = roots[container]
    if isShared.contains(container) { isShared.insert(value) }
  }

  // MARK: Blocks

  private mutating func check(_ block: BlockID) {
    owned = states[block] ?? []
    valid = validAtStart[block]
    for parameter in function[block].parameters where roots[parameter] == parameter {
      owned.insert(parameter)
    }
    for value in function[block].instructions { check(value) }
    switch function[block].terminator {
    case .missing, .unreachable: return
    case .returnValue(let value):
      consume(value, "the result of block \(block.raw)")
      for left in owned.sorted() {
        problems.append("v\(left.raw) is owned but not ended at the end of block \(block.raw)")
      }
    case .propagate:
      for left in owned.sorted() {
        problems.append("v\(left.raw) is owned but not ended where block \(block.raw) propagates")
      }
    case .branch(let edge): follow(edge, from: block)
    case .conditional(_, let then, let otherwise):
      let here = owned
      follow(then, from: block)
      owned = here
      follow(otherwise, from: block)
    case .raising(let then, let error):
      let here = owned
      follow(then, from: block)
      owned = here
      if let last = function[block].instructions.last { owned.remove(last) }
      follow(error, from: block)
    }
  }

  private mutating func follow(_ edge: Edge, from block: BlockID) {
    if flow.predecessors[edge.target].count == 1 { validAtStart[edge.target] = valid }
    for argument in edge.arguments {
      consume(argument, "an argument from block \(block.raw) to \(edge.target.raw)")
    }
    guard let state = states[edge.target] else {
      states[edge.target] = owned
      return
    }
    for value in state.symmetricDifference(owned).sorted() {
      problems.append(
        "v\(value.raw) is owned on some edges to block \(edge.target.raw), but not on all")
    }
  }

  // MARK: Instructions

  private mutating func check(_ value: ValueID) {
    let ends = stores.mayEnd(value, function, module.types)
    if ends && !function[value].opcode.readsBeforeItStores { valid = [] }
    let operands = Array(function.operands(value))
    var borrowed: [ValueID] = []
    for (i, operand) in operands.enumerated() where isCounted(operand) {
      if function.consumes(value, i, module) {
        consume(operand, "v\(value.raw)")
      } else {
        borrowed.append(operand)
      }
    }
    for operand in borrowed { use(operand, by: value) }
    if ends { valid = valid.filter { holdsTaken($0, by: value) } }
    if roots[value] == value { owned.insert(value) }
    if isShared.contains(value) { valid.insert(value) }
  }

  /// `true` iff `value` is what the instruction `take` takes something out of, or holds that:
  /// taking ends what was read there, but not the container.
  private func holdsTaken(_ value: ValueID, by take: ValueID) -> Bool {
    guard [.fieldTake, .cellTake].contains(function[take].opcode) else { return false }
    var holder = function.operand(take, 0)
    while holder != value {
      guard isShared.contains(holder), let next = function.operands(holder).first else {
        return false
      }
      holder = next
    }
    return true
  }

  private mutating func consume(_ value: ValueID, _ consumer: String) {
    let reference = function.reference(value, module.types)
    guard isCounted(value), !function.isUncounted(reference) else { return }
    if roots[reference] != reference {
      problems.append("v\(value.raw) is borrowed, but consumed by \(consumer)")
    } else if owned.remove(reference) == nil {
      problems.append("v\(value.raw) is consumed by \(consumer) after it ended")
    }
  }

  private mutating func use(_ operand: ValueID, by value: ValueID) {
    let root = roots[operand]
    if !root.isNone && !owned.contains(root) {
      problems.append("v\(operand.raw) is used by v\(value.raw) after v\(root.raw) ended")
    }
    if isShared.contains(operand) && !valid.contains(operand) {
      problems.append(
        "v\(operand.raw) is part of shared memory and used by v\(value.raw) after its end")
    }
  }

  private func isCounted(_ value: ValueID) -> Bool {
    !module.types.isTrivial(function[value].type)
  }

}
