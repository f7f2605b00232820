import IR
import Support

/// Which instances of a class are made to be put into an array, and referred to by nothing else.
final class FreshInstances {

  private let module: Module
  private let packed: PackedClass

  /// What is known of parameters, and of results of functions; while it is sought, the worse.
  private var leaks: [Parameter: Bool] = [:]
  private var returnsFresh: [FunctionID: Bool] = [:]
  private var users: [FunctionID: UseLists] = [:]

  private struct Parameter: Hashable {
    let function: FunctionID
    let index: Int
  }

  init(_ module: Module, _ packed: PackedClass) {
    self.module = module
    self.packed = packed
  }

  /// `true` iff `instance` is a new one, made here or taken out of an array, that `user` takes
  /// over: the last that is done with it.
  func isFresh(
    _ instance: ValueID, isTakenOut: Bool, for user: ValueID, _ function: Function,
    _ uses: FunctionUses
  ) -> Bool {
    guard isTakenOut || isMadeHere(instance, function) else { return false }
    var takers = 0
    let isKnown = isUsedByFields(instance, function, uses.users) { use in
      guard use == .instruction(user) else { return false }
      takers += 1
      return true
    }
    return isKnown && takers == 1
      && !packed.aliases(of: instance, function, uses.users).contains {
        uses.isUsed($0, after: user, function)
      }
  }

  /// `true` iff `instance` is made by an instruction, or a call that returns a new instance.
  private func isMadeHere(_ instance: ValueID, _ function: Function) -> Bool {
    switch function[instance].opcode {
    case .instanceMake: true
    case .call: returnsNew(FunctionID(Int(function[instance].immediate)))
    default: false
    }
  }

  /// `true` iff `instance` is used for its fields alone, and where `isAllowed`.
  private func isUsedByFields(
    _ instance: ValueID, _ function: Function, _ users: UseLists, where isAllowed: (User) -> Bool
  ) -> Bool {
    packed.aliases(of: instance, function, users).allSatisfy { alias in
      users[alias].allSatisfy { use in
        guard case .instruction(let value) = use else { return isAllowed(use) }
        switch function[value].opcode {
        case .fieldGet: return true
        case .fieldSet: return function.operand(value, 1) != alias
        case .narrow, .convert: return packed.isAlias(value, function) || isAllowed(use)
        case .call:
          let callee = FunctionID(Int(function[value].immediate))
          return function.operands(value).enumerated().allSatisfy { i, operand in
            operand != alias || !leaksParameter(Parameter(function: callee, index: i))
          }
        default: return isAllowed(use)
        }
      }
    }
  }

  private func leaksParameter(_ parameter: Parameter) -> Bool {
    if let known = leaks[parameter] { return known }
    leaks[parameter] = true
    let function = module.functions[parameter.function]
    let result = !isUsedByFields(
      function.parameters[parameter.index], function, useLists(parameter.function)
    ) { _ in false }
    leaks[parameter] = result
    return result
  }

  /// `true` iff all that `id` returns is new, and referred to by nothing else.
  private func returnsNew(_ id: FunctionID) -> Bool {
    if let known = returnsFresh[id] { return known }
    returnsFresh[id] = false
    let function = module.functions[id]
    let flow = ControlFlow(function)
    let users = useLists(id)
    let result = function.layout.allSatisfy { block in
      guard flow.isReachable(block), case .returnValue(let value) = function[block].terminator
      else { return true }
      let instance = packed.root(value, function)
      return isMadeHere(instance, function)
        && isUsedByFields(instance, function, users) { use in
          guard case .terminator(let end) = use else { return false }
          return function[end].terminator.edges.isEmpty
        }
    }
    returnsFresh[id] = result
    return result
  }

  private func useLists(_ id: FunctionID) -> UseLists {
    if let known = users[id] { return known }
    let result = UseLists(module.functions[id])
    users[id] = result
    return result
  }

}

extension PackedClass {

  /// `true` iff `value` is its operand, an instance, under another type.
  func isAlias(_ value: ValueID, _ function: Function) -> Bool {
    [.narrow, .convert].contains(function[value].opcode)
      && instanceTypes.contains(function[value].type)
      && instanceTypes.contains(function[function.operand(value, 0)].type)
  }

  /// Returns the instance that `value` is, perhaps under another type.
  func root(_ value: ValueID, _ function: Function) -> ValueID {
    var result = value
    while isAlias(result, function) { result = function.operand(result, 0) }
    return result
  }

  /// Returns `instance` and what it is under other types.
  func aliases(of instance: ValueID, _ function: Function, _ users: UseLists) -> [ValueID] {
    var result = [instance]
    var next = 0
    while next < result.count {
      for case .instruction(let user) in users[result[next]] where isAlias(user, function) {
        result.append(user)
      }
      next += 1
    }
    return result
  }

}

/// Where the values of a function are used.
struct FunctionUses {

  let users: UseLists
  let liveness: Liveness
  private var positions: Table<ValueID, Int>

  /// Finds the uses in `function`.
  init(_ function: Function, _ flow: ControlFlow) {
    users = UseLists(function)
    liveness = Liveness(function, flow)
    positions = Table(repeating: -1, count: function.values.count)
    for block in function.layout {
      for (i, value) in function[block].instructions.enumerated() { positions[value] = i }
    }
  }

  /// `true` iff `value` is used behind the instruction `other`, on any way.
  func isUsed(_ value: ValueID, after other: ValueID, _ function: Function) -> Bool {
    let block = function[other].block
    if liveness.isLiveOut(value, block) { return true }
    return users[value].contains { use in
      switch use {
      case .terminator(let end): end == block
      case .instruction(let user): isBehind(user, other, function)
      }
    }
  }

  /// `true` iff `value` is there, and used, when the instruction `other` is done.
  func isLive(_ value: ValueID, across other: ValueID, _ function: Function) -> Bool {
    !isBehind(value, other, function) && isUsed(value, after: other, function)
  }

  /// `true` iff `value` stands behind `other` in the same block.
  func isBehind(_ value: ValueID, _ other: ValueID, _ function: Function) -> Bool {
    function[value].block == function[other].block && positions[value] > positions[other]
  }

}
