import IR
import Support

/// Whether no array of a type is used once there is one made from it, so that none is ever copied:
/// what is stored into an element by one name is seen by all others.
///
/// An array is *owned* if nothing but one value refers to it: it was made, taken out of a place
/// (a global, a field or a cell), returned, or given to a parameter that its function uses up. An
/// owned array may be used up, once, by what makes another from it, stores it, returns it or passes
/// it on; after that neither it nor its elements are used. Other values are *lent*: read from a
/// place, or passed to a parameter that is not used up. They are not used up, and not used any more
/// once a place may change.
struct LinearArrays {

  private let module: Module
  private let type: TypeID

  /// The functions with such arrays.
  private let functions: [FunctionID]

  /// The parameters that are used up.
  private var owned: [FunctionID: Set<Int>] = [:]

  /// The functions that may change a place, they or what they call.
  private var changing: IDSet<FunctionID>
  private let indirect: IndirectCalls

  /// The greatest number of lent arrays of a function times that of changes of places in it.
  private static let work = 1_000_000

  /// Prepares to look at the arrays of type `type` in `functions` of `module`.
  init(_ module: Module, _ type: TypeID, _ functions: [FunctionID]) {
    self.module = module
    self.type = type
    self.functions = functions
    changing = IDSet(capacity: module.functions.count)
    indirect = IndirectCalls(module)
    findOwned()
    findChanging()
  }

  /// `true` iff all arrays are used so.
  func areLinear() -> Bool { functions.allSatisfy(isLinear) }

  private func isArray(_ value: ValueID, _ function: Function) -> Bool {
    function[value].type == type
  }

  // MARK: Functions

  private mutating func findOwned() {
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for id in functions {
        for index in usedUpParameters(of: module.functions[id])
        where owned[id, default: []].insert(index).inserted {
          hasChanged = true
        }
      }
    }
  }

  private func usedUpParameters(of function: Function) -> [Int] {
    var used: Set<ValueID> = []
    for block in function.layout {
      for value in function[block].instructions { used.formUnion(usedUp(by: value, function)) }
      let terminator = function[block].terminator
      used.formUnion(terminator.edges.flatMap(\.arguments))
      if case .returnValue(let value) = terminator { used.insert(value) }
    }
    return function.parameters.indices.filter {
      isArray(function.parameters[$0], function) && used.contains(function.parameters[$0])
    }
  }

  /// The arrays that the instruction `value` uses up.
  private func usedUp(by value: ValueID, _ function: Function) -> [ValueID] {
    let operands = Array(function.operands(value))
    switch function[value].opcode {
    case .arrayPushFields, .arraySetFields, .arrayDropLast:
      return isArray(operands[0], function) ? [operands[0]] : []
    case .globalSet, .fieldSet, .cellSet, .cellMake:
      return operands.suffix(1).filter { isArray($0, function) }
    case .call:
      let taken = owned[FunctionID(Int(function[value].immediate))] ?? []
      return taken.sorted().map { operands[$0] }
    default: return []
    }
  }

  private mutating func findChanging() {
    let graph = CallGraph(module)
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for id in graph.bottomUp where !changing.contains(id) {
        let function = module.functions[id]
        let changes = function.layout.contains { block in
          function[block].instructions.contains { mayChangePlace($0, function) }
        }
        if changes { hasChanged = changing.insert(id) }
      }
    }
  }

  /// `true` iff the instruction `value` may change a place that holds an array.
  private func mayChangePlace(_ value: ValueID, _ function: Function) -> Bool {
    switch function[value].opcode {
    case .globalTake, .fieldTake, .cellTake: return isArray(value, function)
    case .globalSet, .fieldSet, .cellSet: return !usedUp(by: value, function).isEmpty
    case .call: return changing.contains(FunctionID(Int(function[value].immediate)))
    default:
      return indirect.runsHooks(value, function, module.types)
        && indirect.hooks.contains(where: changing.contains)
        || indirect.runsEntries(value, function)
          && indirect.entries.contains(where: changing.contains)
    }
  }

  // MARK: Uses

  private func isLinear(_ id: FunctionID) -> Bool {
    let function = module.functions[id]
    let uses = FunctionUses(function, ControlFlow(function))
    let lent = lentArrays(id)
    var changes: [ValueID] = []
    for block in function.layout {
      for value in function[block].instructions {
        if !usesUpOnce(value, lent, function, uses) { return false }
        if mayChangePlace(value, function) { changes.append(value) }
      }
      if !isLinear(function[block].terminator, lent, function, uses) { return false }
    }
    guard lent.count * changes.count <= Self.work else { return false }
    return changes.allSatisfy { change in
      lent.allSatisfy { array in
        !function.operands(change).contains(array) && !uses.isLive(array, across: change, function)
      }
    }
  }

  private func lentArrays(_ id: FunctionID) -> Set<ValueID> {
    let function = module.functions[id]
    var result: Set<ValueID> = []
    for (i, parameter) in function.parameters.enumerated()
    where isArray(parameter, function) && owned[id]?.contains(i) != true {
      result.insert(parameter)
    }
    for block in function.layout {
      for value in function[block].instructions where isArray(value, function) {
        switch function[value].opcode {
        case .globalGet, .fieldGet, .cellGet: result.insert(value)
        default: continue
        }
      }
    }
    return result
  }

  private func usesUpOnce(
    _ value: ValueID, _ lent: Set<ValueID>, _ function: Function, _ uses: FunctionUses
  ) -> Bool {
    usedUp(by: value, function).allSatisfy { array in
      !lent.contains(array) && !uses.isUsed(array, after: value, function)
        && function.operands(value).count { $0 == array } == 1
    }
  }

  /// `true` iff what ends a block passes each array on once, or returns it.
  private func isLinear(
    _ terminator: Terminator, _ lent: Set<ValueID>, _ function: Function, _ uses: FunctionUses
  ) -> Bool {
    if case .returnValue(let value) = terminator { return !lent.contains(value) }
    return terminator.edges.allSatisfy { edge in
      let arrays = edge.arguments.filter { isArray($0, function) }
      return Set(arrays).count == arrays.count
        && arrays.allSatisfy {
          !lent.contains($0) && !uses.liveness.isLiveIn($0, edge.target)
        }
    }
  }

}
