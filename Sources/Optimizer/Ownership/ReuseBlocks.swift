import IR
import Support

extension Pass {

  /// Makes objects in the blocks of those that end just before.
  ///
  ///     before                                   after
  ///     drop %0                                  %4 = drop.reuse %0 : token<2>
  ///     %3 = instance.make 0 : exact<0>          %3 = instance.make 0 %4 : exact<0>
  ///
  /// The token is null where others refer to the object (Reinking et al., "Perceus: Garbage Free
  /// Reference Counting with Reuse", 2021). Legal where the sizes of both blocks are known and
  /// equal, and every way from the end leads to an object of that size, or is that of an error,
  /// where the token is dropped. No call of a function of the program stands between, so that at
  /// most one block more than before is held, and that only for a moment (stricter than Lorenzen
  /// and Leijen, "Reference Counting with Frame-Limited Reuse", 2022).
  ///
  /// An object that is made in the same block before the other ends is made behind that, if only
  /// stores into its own fields stand between, and what does not act:
  ///
  ///     %5 = instance.make 0 : exact<0>          %6 = field.get 1 %0 : optional<exact<0>>
  ///     field.set 1 %5, %4                       %7 = copy %6
  ///     %6 = field.get 1 %0                      %8 = drop.reuse %0 : token<2>
  ///     %7 = copy %6                             %5 = instance.make 0 %8 : exact<0>
  ///     drop %0                                  field.set 1 %5, %4
  ///
  /// Likewise before a store that ends what was in its place, which is taken out for that: behind
  /// `p = Point(p.x + 1)` in a field nothing was allocated.
  ///
  /// It pays since no free list is touched, and what was made last is in the cache. It stands
  /// behind all that moves instructions. Linear but for the ways that it follows, which are short.
  public static let reuseBlocks = Pass(
    "reuse-blocks", "make objects in the blocks of those that end just before",
    module: { module in
      let shared = SharedArguments(module)
      var hasChanged = false
      for id in module.functions.ids where !module.functions[id].layout.isEmpty {
        var reuse = BlockReuse(module.take(id), shared.parameters(of: id))
        reuse.run(&module)
        module.put(reuse.function, id)
        if reuse.hasChanged { hasChanged = true }
      }
      return hasChanged
    })

}

/// The parameters for which some caller passes a further reference to what it keeps: to end them
/// rarely ends the object.
private struct SharedArguments {

  private var indices: Table<FunctionID, Set<Int>>

  init(_ module: Module) {
    indices = Table(repeating: [], count: module.functions.count)
    for function in module.functions.elements {
      for block in function.layout {
        for value in function[block].instructions where function[value].opcode == .call {
          let callee = FunctionID(Int(function[value].immediate))
          for (i, operand) in function.operands(value).enumerated() {
            let argument = function.reference(operand, module.types)
            if function[argument].opcode == .copy { indices[callee].insert(i) }
          }
        }
      }
    }
    let indirect = IndirectCalls(module)
    for id in indirect.hooks + indirect.entries {
      indices[id] = Set(module.functions[id].parameters.indices)
    }
  }

  /// Returns those of the function `id`.
  func parameters(of id: FunctionID) -> Set<Int> { indices[id] }

}

private enum ReuseLimits {

  /// How many blocks a way from an end to what is made may have.
  static let blocks = 8

  /// How many instructions may stand between them in a block.
  static let instructions = 64

  /// How many counted parts an object has at most, as they are ended in line.
  static let parts = 8

}

private struct BlockReuse {

  var function: Function
  var hasChanged = false
  private let flow: ControlFlow
  private let users: UseLists

  /// The values that others mostly refer to.
  private let shared: Set<ValueID>

  init(_ function: Function, _ sharedParameters: Set<Int>) {
    self.function = function
    shared = Set(sharedParameters.map { function.parameters[$0] })
    users = UseLists(function)
    flow = ControlFlow(function)
  }

  mutating func run(_ module: inout Module) {
    for block in flow.reversePostorder {
      var position = 0
      while position < function[block].instructions.count {
        let value = function[block].instructions[position]
        if let units = units(endedBy: value, module) {
          let token = module.types.intern(.token(units: units))
          if function[value].opcode == .drop {
            reuse(value, at: position, token, units, module)
          } else if reuseStored(value, at: position, token, units, module) {
            position += 2
          }
        }
        position += 1
      }
    }
  }

  // MARK: Ends

  /// Returns the units of the block that `value` may end, if they are known.
  private func units(endedBy value: ValueID, _ module: Module) -> Int? {
    let ended: TypeID
    switch function[value].opcode {
    case .drop:
      let object = function.operand(value, 0)
      // What was copied lives on in its place.
      let reference = function.reference(object, module.types)
      if function[reference].opcode == .copy || shared.contains(reference) { return nil }
      ended = function[object].type
    case .fieldSet, .cellSet, .globalSet: ended = placeType(of: value, module)
    default: return nil
    }
    guard let parts = module.parts(ofObjects: ended),
      parts.count(where: { !module.types.isTrivial($0) }) <= ReuseLimits.parts
    else { return nil }
    return module.blockUnits(ofObjects: ended)
  }

  /// Returns the type of the place that `value` stores into.
  private func placeType(of value: ValueID, _ module: Module) -> TypeID {
    let index = Int(truncatingIfNeeded: function[value].immediate)
    if function[value].opcode == .globalSet { return module.globals[GlobalID(index)].type }
    switch module.types[function[function.operand(value, 0)].type] {
    case .cell(let id): return module.cells[id].type
    case .instance(let id, _) where !id.isNone: return module.classes[id].fields[index].type
    default: return .bottom
    }
  }

  // MARK: Objects made later

  /// Where a token goes.
  private struct Plan {

    var makes: [ValueID] = []

    /// The blocks at whose start it is dropped.
    var exits: [BlockID] = []

  }

  private mutating func reuse(
    _ drop: ValueID, at position: Int, _ token: TypeID, _ units: Int, _ module: Module
  ) {
    let block = function[drop].block
    var budget = ReuseLimits.blocks
    let plan = plan(for: units, in: block, from: position + 1, &budget, module)
    if let plan, !plan.makes.isEmpty {
      for make in plan.makes { give(drop, to: make) }
      for exit in plan.exits {
        let end = function.makeInstruction(.drop, type: .null, [drop])
        function.setInstructions(of: exit, [end] + function[exit].instructions)
      }
    } else if let group = group(of: units, before: position, in: block, module),
      !group.contains(function.operand(drop, 0))
    {
      move(group, behind: [drop], to: position, of: block)
    } else {
      return
    }
    function.replace(drop, by: .dropReuse, type: token, [function.operand(drop, 0)])
    hasChanged = true
  }

  private mutating func give(_ token: ValueID, to make: ValueID) {
    function.setOperands(make, function.operands(make) + [token])
  }

  /// Returns where a token goes that is there at `position` of `block`; `nil` if some way makes no
  /// object of `units` units.
  private func plan(
    for units: Int, in block: BlockID, from position: Int, _ budget: inout Int, _ module: Module
  ) -> Plan? {
    for value in function[block].instructions[position...].prefix(ReuseLimits.instructions) {
      if isFree(value, units, module) { return Plan(makes: [value]) }
      if mayRunProgram(value) { return nil }
    }
    switch function[block].terminator {
    case .branch(let edge): return plan(for: units, along: edge, &budget, module)
    case .conditional(_, let then, let otherwise):
      guard let first = plan(for: units, along: then, &budget, module),
        let second = plan(for: units, along: otherwise, &budget, module)
      else { return nil }
      return Plan(makes: first.makes + second.makes, exits: first.exits + second.exits)
    case .raising(let then, let error):
      guard flow.predecessors[error.target].count == 1,
        var plan = plan(for: units, along: then, &budget, module)
      else { return nil }
      plan.exits.append(error.target)
      return plan
    case .unreachable: return Plan()
    case .returnValue, .propagate, .missing: return nil
    }
  }

  private func plan(
    for units: Int, along edge: Edge, _ budget: inout Int, _ module: Module
  ) -> Plan? {
    guard budget > 0, flow.predecessors[edge.target].count == 1 else { return nil }
    budget -= 1
    return plan(for: units, in: edge.target, from: 0, &budget, module)
  }

  /// `true` iff `value` makes an object of `units` units, and has no token yet.
  private func isFree(_ value: ValueID, _ units: Int, _ module: Module) -> Bool {
    module.blockUnits(madeBy: value, function) == units
      && function.token(of: value, module.types) == nil
  }

  /// `true` iff functions of the program may run, or so much happens that a block is held long.
  private func mayRunProgram(_ value: ValueID) -> Bool {
    guard function[value].opcode.info.effects.contains(.acts) else { return false }
    switch function[value].opcode {
    case .drop, .dropReuse, .stackEnd, .fieldSet, .fieldTake, .cellSet, .cellTake, .globalSet,
      .globalTake, .arraySetUnique, .arrayPushReserved, .arrayTake, .arrayPut, .mapTake, .mapPut:
      return false
    default: return true
    }
  }

  // MARK: Objects made before

  /// Moves `group`, which stands before `position` of `block`, to there, with `ends` in front, the
  /// last of which is the token.
  private mutating func move(
    _ group: [ValueID], behind ends: [ValueID], to position: Int, of block: BlockID
  ) {
    let instructions = function[block].instructions
    let staying = instructions[..<position].filter { !group.contains($0) }
    let rest = instructions[position...].drop { ends.contains($0) }
    function.setInstructions(of: block, staying + ends + group + Array(rest))
    give(ends[ends.count - 1], to: group[0])
    hasChanged = true
  }

  /// Returns what makes the last object of `units` units before `position` of `block`, what stores
  /// into its fields and what renames it, if all can move to there.
  private func group(
    of units: Int, before position: Int, in block: BlockID, _ module: Module
  ) -> [ValueID]? {
    let before = function[block].instructions[..<position].suffix(ReuseLimits.instructions)
    guard let first = before.lastIndex(where: { isFree($0, units, module) }) else { return nil }
    var group = [before[first]]
    for value in before[(first + 1)...] {
      let operands = Array(function.operands(value))
      if !operands.contains(where: group.contains) {
        guard mayPass(value), endsBefore(position, value, block, module) else { return nil }
        continue
      }
      let isOwnStore =
        function[value].opcode == .fieldSet && group.contains(operands[0])
        && !group.contains(operands[1])
      guard isOwnStore || function.isAlias(value, module.types) else { return nil }
      group.append(value)
    }
    return group
  }

  /// `true` iff stores into an object that nothing else knows may move from before `value` to
  /// behind it. What raises here ends the program, or the block.
  private func mayPass(_ value: ValueID) -> Bool {
    function[value].opcode == .drop || !function[value].opcode.info.effects.contains(.acts)
  }

  /// `true` iff `value` is no part of something, without a count of its own, that is used behind
  /// `position` of `block`: stores that came before it might end it there.
  private func endsBefore(
    _ position: Int, _ value: ValueID, _ block: BlockID, _ module: Module
  ) -> Bool {
    let isBorrowed = function[value].opcode.info.ownership == .borrowed
    guard !module.types.isTrivial(function[value].type),
      isBorrowed || function.isAlias(value, module.types)
    else { return true }
    return users[value].allSatisfy { user in
      guard case .instruction(let use) = user else { return false }
      return function[block].instructions[...position].contains(use)
    }
  }

  // MARK: Objects that are replaced

  private static let takes: [Opcode: Opcode] = [
    .fieldSet: .fieldTake, .cellSet: .cellTake, .globalSet: .globalTake,
  ]

  /// Takes out what `store`, at `position` of its block, ends before the object is made that it
  /// stores; returns `false` if that is not possible.
  private mutating func reuseStored(
    _ store: ValueID, at position: Int, _ token: TypeID, _ units: Int, _ module: Module
  ) -> Bool {
    let block = function[store].block
    let operands = Array(function.operands(store))
    guard let group = group(of: units, before: position, in: block, module),
      group.contains(operands[operands.count - 1]),
      operands.count == 1 || isOld(function.reference(operands[0], module.types))
    else { return false }
    let type = placeType(of: store, module)
    let take = function.makeInstruction(
      Self.takes[function[store].opcode]!, type: type, Array(operands.dropLast()),
      immediate: function[store].immediate)
    let end = function.makeInstruction(.dropReuse, type: token, [take])
    move(group, behind: [take, end], to: position, of: block)
    return true
  }

  /// `true` iff `object` was not made in this function, so that its places are not empty.
  private func isOld(_ object: ValueID) -> Bool {
    ![.instanceMake, .cellMake].contains(function[object].opcode)
  }

}
