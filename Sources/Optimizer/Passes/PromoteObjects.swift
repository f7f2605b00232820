import IR
import Support

/// Turns cells and instances that only this function needs into values.
///
///     before                              after
///     b0(%0: int):                        b0(%0: int):
///       %1 = cell.make 0 %0 : cell<0>       br b1(%0)
///       br b1
///     b1:                                 b1(%1: int):
///       %2 = cell.get %1 : int              %2 = int.add %1, %1
///       %3 = int.add %2, %2                 cond_br …, b1(%2), b2
///       cell.set %1, %3                   b2:
///       cond_br …, b1, b2                   return %2
///     b2:
///       %4 = cell.get %1 : int
///       return %4
///
/// An object goes iff it is used in this function alone, by reads, stores and checks as their first
/// operand, and as an argument for block parameters that stand for nothing but such objects. Where
/// it is passed on nothing else may use it any more, so that there is one name for it at a time. A
/// check goes with it if the cell was made with a value, else the cell stays; a field that is
/// checked stays with its instance. A block gets a parameter for a cell or a field iff that is read
/// later and the X
///
/// It pays since every access of an object is one of memory that calls may change, and since small
/// objects on the way of a computation are not made at all (scalar replacement of aggregates). It
/// stands behind inlining and folding, which take away the closures that captured a cell and the
/// calls that got an instance. Linear for each cell and field, of which as many are looked at as
/// `PromotionLimits` allows.
extension Pass {

  public static let promoteObjects = Pass(
    "promote-objects", "turn captured variables and instances that nothing needs into values",
    function: { function, module in function.promoteObjects(module) })

}

extension Function {

  /// Does what `Pass.promoteObjects` does; returns `true` iff there was anything to do.
  mutating func promoteObjects(_ module: Module) -> Bool {
    var hasChanged = false
    for _ in 0..<PromotionLimits.rounds where makesObjects(self) {
      var promotion = ObjectPromotion(self)
      promotion.run(module)
      self = promotion.function
      guard promotion.hasChanged else { break }
      hasChanged = true
    }
    return hasChanged
  }

}

private func makesObjects(_ function: Function) -> Bool {
  function.layout.contains { block in
    function[block].instructions.contains {
      [.cellMake, .instanceMake].contains(function[$0].opcode)
    }
  }
}

private enum PromotionLimits {

  /// The number of cells and fields of a function times that of its values.
  static let work = 20_000_000

  /// How deep objects may be stored in others.
  static let rounds = 8

}

/// The content of a cell, or a field of an instance.
private struct Variable: Hashable {

  let object: ValueID

  /// The index of the field; 0 for a cell.
  let index: Int64
  let type: TypeID

  /// What an instruction does with it.
  enum Access {
    case nothing, make, read, check
    case store(ValueID)
  }

  /// Returns what `value` does with the variable.
  func access(_ value: ValueID, _ function: Function) -> Access {
    if value == object { return .make }
    guard function.operands(value).first == object else { return .nothing }
    switch function[value].opcode {
    case .cellGet, .cellTake: return .read
    case .cellSet: return .store(function.operand(value, 1))
    case .cellCheck: return .check
    case .fieldGet, .fieldTake: return function[value].immediate == index ? .read : .nothing
    case .fieldSet:
      return function[value].immediate == index ? .store(function.operand(value, 1)) : .nothing
    default: return .nothing
    }
  }

}

private struct ObjectPromotion {

  var function: Function
  var hasChanged = false
  private let flow: ControlFlow
  private let users: UseLists
  private let liveness: Liveness
  private var replacements: Replacements

  /// The objects that go.
  private var objects: Set<ValueID> = []

  /// The variables that each block got a parameter for, and these by variable.
  private var added: Table<BlockID, [Variable]>
  private var parameters: [Variable: [BlockID: ValueID]] = [:]

  /// What each variable is at the end of each block that it is live in.
  private var valuesAtEnd: [Variable: Table<BlockID, ValueID>] = [:]

  init(_ function: Function) {
    self.function = function
    flow = ControlFlow(function)
    users = UseLists(function)
    liveness = Liveness(function, flow)
    replacements = Replacements(function)
    added = Table(repeating: [], count: function.blocks.count)
  }

  mutating func run(_ module: Module) {
    let variables = choose(module)
    guard !variables.isEmpty else { return }
    for variable in variables { addParameters(for: variable) }
    for variable in variables { promote(variable, module.types) }
    passValues()
    removeObjects()
    replacements.apply(to: &function)
    hasChanged = true
  }

  /// Finds the objects that go; returns their variables.
  private mutating func choose(_ module: Module) -> [Variable] {
    var candidates: [(object: ValueID, variables: [Variable])] = []
    for block in flow.reversePostorder {
      let values = (block == function.entry ? [] : function[block].parameters)
        + function[block].instructions
      candidates += values.compactMap { value in variables(of: value, module).map { (value, $0) } }
    }
    let budget = PromotionLimits.work / max(function.values.count, 1)
    objects = Set(candidates.prefix(budget).map(\.object))
    var count = 0
    while count != objects.count {
      count = objects.count
      for (object, variables) in candidates where objects.contains(object) {
        if !isLocal(object, variables.map(\.type)) { objects.remove(object) }
      }
    }
    return candidates.filter { objects.contains($0.object) }.flatMap(\.variables)
  }

  /// Returns what the object that `value` makes or is consists of; `nil` if it is no such object.
  private func variables(of value: ValueID, _ module: Module) -> [Variable]? {
    guard [.cellMake, .instanceMake, .blockParameter].contains(function[value].opcode) else {
      return nil
    }
    switch module.types[function[value].type] {
    case .cell(let id): return [Variable(object: value, index: 0, type: module.cells[id].type)]
    case .instance(_, let known) where known.count == 1:
      return module.classes[known[0]].fields.enumerated().map {
        Variable(object: value, index: Int64($0), type: $1.type)
      }
    default: return nil
    }
  }

  // MARK: Conditions

  /// `true` iff `object`, with variables of types `types`, is used as the pass allows.
  private func isLocal(_ object: ValueID, _ types: [TypeID]) -> Bool {
    if function[object].opcode == .blockParameter {
      let isLike = function.arguments(for: object, flow).allSatisfy {
        objects.contains($0) && function[$0].type == function[object].type
      }
      if !isLike { return false }
    }
    return users[object].allSatisfy { user in
      switch user {
      case .instruction(let value): isAccess(value, of: object, types)
      case .terminator(let block): isHandedOver(object, at: block)
      }
    }
  }

  private func isAccess(_ value: ValueID, of object: ValueID, _ types: [TypeID]) -> Bool {
    guard flow.isReachable(function[value].block), function.operand(value, 0) == object else {
      return false
    }
    switch function[value].opcode {
    case .cellGet, .cellTake: return function[value].type == types[0]
    case .fieldGet, .fieldTake: return function[value].type == types[fieldIndex(value)]
    case .cellSet: return isStored(value, in: object, as: types[0])
    case .fieldSet: return isStored(value, in: object, as: types[fieldIndex(value)])
    case .cellCheck: return function[object].operandCount == 1
    default: return false
    }
  }

  private func fieldIndex(_ value: ValueID) -> Int { Int(function[value].immediate) }

  private func isStored(_ value: ValueID, in object: ValueID, as type: TypeID) -> Bool {
    let stored = function.operand(value, 1)
    return stored != object && function[stored].type == type
  }

  /// `true` iff `block` ends with jumps that give `object` away, each to one parameter.
  private func isHandedOver(_ object: ValueID, at block: BlockID) -> Bool {
    let terminator = function[block].terminator
    guard flow.isReachable(block), terminator.operand != object else { return false }
    return terminator.edges.allSatisfy { edge in
      let targets = zip(edge.arguments, function[edge.target].parameters).filter { $0.0 == object }
      return targets.isEmpty
        || targets.count == 1 && objects.contains(targets[0].1)
          && !liveness.isLiveIn(object, edge.target)
    }
  }

  // MARK: Rewriting

  /// Finds what `variable` is in each block, and replaces what uses it.
  private mutating func promote(_ variable: Variable, _ types: TypeTable) {
    let parameters = parameters[variable] ?? [:]
    var valueAtEnd = Table<BlockID, ValueID>(repeating: .none, count: function.blocks.count)
    for block in flow.reversePostorder {
      let predecessors = flow.predecessors[block]
      var current = parameters[block] ?? .none
      if current.isNone && predecessors.count == 1 { current = valueAtEnd[predecessors[0]] }
      rewrite(block, variable, types, &current)
      valueAtEnd[block] = current
    }
    valuesAtEnd[variable] = valueAtEnd
  }

  /// Replaces what uses `variable` in `block`, where it is `current` at first.
  private mutating func rewrite(
    _ block: BlockID, _ variable: Variable, _ types: TypeTable, _ current: inout ValueID
  ) {
    var kept: [ValueID] = []
    for value in function[block].instructions {
      switch variable.access(value, function) {
      case .nothing: kept.append(value)
      case .make:
        let initial = makeInitial(variable, types)
        kept += [value] + initial
        current = initial.last ?? function.operand(value, 0)
      case .read: replacements.replace(value, by: current)
      case .store(let new): current = new
      // Nothing uses the result of a check.
      case .check: break
      }
    }
    if kept != function[block].instructions { function.rewriteInstructions(of: block, kept) }
  }

  /// Makes what `variable` is before it is stored: Null where it may be. Returns the instructions,
  /// the variable last; none for a cell that is made with a value.
  private mutating func makeInitial(_ variable: Variable, _ types: TypeTable) -> [ValueID] {
    if function[variable.object].operandCount == 1 { return [] }
    let isNull = types.tags(of: variable.type).contains(.null)
    guard isNull, function[variable.object].opcode == .instanceMake else {
      return [function.makeInstruction(.undefined, type: variable.type, [])]
    }
    let null = function.makeInstruction(.constNull, type: .null, [])
    if variable.type == .null { return [null] }
    return [null, function.makeInstruction(.convert, type: variable.type, [null])]
  }

  /// Gives the parameters that were added their arguments.
  private mutating func passValues() {
    for block in flow.reversePostorder {
      function[block].terminator = function[block].terminator.mapping(values: { $0 }) { edge in
        Edge(edge.target, edge.arguments + added[edge.target].map { value(of: $0, edge, block) })
      }
    }
  }

  /// Returns what the parameter for `variable` gets by `edge` from `block`.
  private func value(of variable: Variable, _ edge: Edge, _ block: BlockID) -> ValueID {
    guard let index = function[edge.target].parameters.firstIndex(of: variable.object) else {
      return valuesAtEnd[variable]![block]
    }
    let passed = Variable(
      object: edge.arguments[index], index: variable.index, type: variable.type)
    return valuesAtEnd[passed]![block]
  }

  private mutating func removeObjects() {
    _ = function.removeParameters { objects.contains($0) }
    for block in flow.reversePostorder {
      let kept = function[block].instructions.filter { !objects.contains($0) }
      function.rewriteInstructions(of: block, kept)
    }
  }

  // MARK: Parameters

  /// Adds a parameter to each block with several ways in behind which the variable is read before
  /// it is stored, and to that which has the object as a parameter.
  private mutating func addParameters(for variable: Variable) {
    var blocks = liveBlocks(variable).filter { flow.predecessors[$0].count > 1 }
    if function[variable.object].opcode == .blockParameter {
      blocks.insert(function[variable.object].block)
    }
    for block in blocks.sorted() {
      let parameter = function.appendParameter(to: block, type: variable.type)
      parameters[variable, default: [:]][block] = parameter
      added[block].append(variable)
    }
  }

  /// Returns the blocks at the start of which the variable has a value that is read later.
  private func liveBlocks(_ variable: Variable) -> Set<BlockID> {
    var stores: Set<BlockID> = [function[variable.object].block]
    var pending: [BlockID] = []
    for user in users[variable.object] {
      switch user {
      case .terminator(let block): if isReadFirst(variable, in: block) { pending.append(block) }
      case .instruction(let value):
        let block = function[value].block
        switch variable.access(value, function) {
        case .store: stores.insert(block)
        case .read where isReadFirst(variable, in: block): pending.append(block)
        default: break
        }
      }
    }
    var result = Set<BlockID>()
    while let block = pending.popLast() {
      guard result.insert(block).inserted else { continue }
      for predecessor in flow.predecessors[block] where !stores.contains(predecessor) {
        pending.append(predecessor)
      }
    }
    return result
  }

  /// `true` iff `block` reads the variable, or gives its object away, before it makes or stores it.
  private func isReadFirst(_ variable: Variable, in block: BlockID) -> Bool {
    if function[block].parameters.contains(variable.object) { return false }
    for value in function[block].instructions {
      switch variable.access(value, function) {
      case .make, .store: return false
      case .read: return true
      case .nothing, .check: continue
      }
    }
    return function[block].terminator.edges.contains { $0.arguments.contains(variable.object) }
  }

}
