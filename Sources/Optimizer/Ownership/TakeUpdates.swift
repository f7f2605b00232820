import IR
import Support

extension Pass {

  /// Takes a value out of its place while it is updated, so that it has one owner.
  ///
  ///     before                              after
  ///     %2 = field.get 0 %0 : string
  ///     %3 = copy %2                        %3 = field.take 0 %0 : string
  ///     %4 = string.concat %3, %1           %4 = string.concat %3, %1
  ///     field.set 0 %0, %4                  field.set 0 %0, %4
  ///
  /// Likewise for cells, globals, elements of arrays and entries of maps: for elements,
  /// `array.take` and `array.put` behind `array.unique`, and the same for maps. Legal if the value
  /// that is read is used for the update only, each step of which takes over what the last one
  /// made, and all is in one block. Until the first step nothing may store into memory: the value
  /// is read there instead. From there to the store nothing may raise, act, or read shared memory,
  /// or use the container: it would find the place empty; nor may it use what was read from the
  /// same place before, which the update may free.
  ///
  /// It pays since the update happens in place then: building a text in a field takes linear time,
  /// not quadratic. It stands behind `ownership`, which decides where references are made. Linear.
  public static let takeUpdates = Pass(
    "take-updates", "take values out of their places while they are updated",
    function: { function, module in
      var taking = UpdateTaking(function, module.types)
      taking.run()
      function = taking.function
      return taking.hasChanged
    })

}

private struct UpdateTaking {

  var function: Function
  var hasChanged = false
  private let types: TypeTable
  private let users: UseLists

  /// The position of each instruction in its block.
  private var positions: Table<ValueID, Int>

  init(_ function: Function, _ types: TypeTable) {
    self.function = function
    self.types = types
    users = UseLists(function)
    positions = Table(repeating: 0, count: function.values.count)
    for block in function.layout {
      for (i, value) in function[block].instructions.enumerated() { positions[value] = i }
    }
  }

  /// A value that is read, copied, changed and stored again.
  private struct Update {
    let read: ValueID
    let copy: ValueID

    /// Each takes over the one before, the first the copy.
    var steps: [ValueID] = []
    var store: ValueID = .none
  }

  mutating func run() {
    for block in function.layout {
      let instructions = function[block].instructions
      let updates = instructions.compactMap { update(copying: $0, instructions) }
      if !updates.isEmpty { rewrite(block, updates) }
    }
  }

  // MARK: Conditions

  private func update(copying copy: ValueID, _ instructions: [ValueID]) -> Update? {
    guard function[copy].opcode == .copy else { return nil }
    let read = function.operand(copy, 0)
    guard Self.takes[function[read].opcode] != nil, function[read].block == function[copy].block,
      users[read].count == 1, let update = follow(Update(read: read, copy: copy))
    else { return nil }
    return isUndisturbed(update, instructions) ? update : nil
  }

  /// Returns `update` with its steps and its store, if it has such.
  private func follow(_ start: Update) -> Update? {
    var update = start
    var value = start.copy
    while true {
      guard users[value].count == 1, case .instruction(let user)? = users[value].first,
        function[user].block == function[value].block
      else { return nil }
      if isStore(user) {
        update.store = user
        return !update.steps.isEmpty && function.operand(user, storedIndex(user)) == value
          && isSamePlace(update.read, user) ? update : nil
      }
      guard isStep(user), function.operand(user, 0) == value,
        function[user].type == function[value].type
      else { return nil }
      update.steps.append(user)
      value = user
    }
  }

  private func isStore(_ value: ValueID) -> Bool {
    switch function[value].opcode {
    case .fieldSet, .cellSet, .globalSet, .arraySet, .arraySetUnique, .mapSetAt: true
    default: false
    }
  }

  /// The index of the operand that `store` stores.
  private func storedIndex(_ store: ValueID) -> Int {
    let count = Int(function[store].operandCount)
    return function[store].opcode == .mapSetAt ? count - 2 : count - 1
  }

  /// `true` iff `value` takes over its first operand, and can do nothing else.
  private func isStep(_ value: ValueID) -> Bool {
    let info = function[value].opcode.info
    return info.operands == .consumeFirst && info.effects.isEmpty
      || function[value].opcode == .arrayPush
  }

  /// `true` iff `store` stores the updated value where `read` reads.
  private func isSamePlace(_ read: ValueID, _ store: ValueID) -> Bool {
    let place = Array(function.operands(read))
    switch (function[read].opcode, function[store].opcode) {
    case (.fieldGet, .fieldSet), (.cellGet, .cellSet), (.globalGet, .globalSet):
      return function[read].immediate == function[store].immediate
        && place.elementsEqual(function.operands(store).dropLast())
    case (.arrayGet, .arraySet), (.arrayGet, .arraySetUnique):
      return place.elementsEqual(function.operands(store).dropLast())
    case (.mapValueAt, .mapSetAt):
      let (find, value) = (place[1], function.operand(store, 2))
      return function[find].opcode == .mapFind && place[0] == function.operand(find, 0)
        && function.operands(store).elementsEqual(
          [place[0], function.operand(find, 1), value, find])
    default: return false
    }
  }

  private func isUndisturbed(_ update: Update, _ instructions: [ValueID]) -> Bool {
    let (first, store) = (positions[update.steps[0]], positions[update.store])
    let isElement = [.arrayGet, .mapValueAt].contains(function[update.read].opcode)
    let container = isElement ? function.operand(update.read, 0) : .none
    let isSettled = instructions[positions[update.copy]..<first].allSatisfy {
      !effects($0).contains(.acts)
    }
    return isSettled
      && instructions[first..<store].allSatisfy { value in
        effects(value).isEmpty
          && !function.operands(value).contains { $0 == container || isPart($0, of: update.read) }
      }
  }

  /// `true` iff `value` may be what `read` reads, or part of it, without a count of its own.
  private func isPart(_ value: ValueID, of read: ValueID) -> Bool {
    let place = (function[read].opcode, function[read].immediate)
    var next = value
    while function[next].opcode.info.ownership == .borrowed || function.isAlias(next, types) {
      if (function[next].opcode, function[next].immediate) == place { return true }
      guard let container = function.operands(next).first else { return false }
      next = container
    }
    return false
  }

  /// What `value` does; the end of a reference runs nothing of the program.
  private func effects(_ value: ValueID) -> Effects {
    function[value].opcode == .drop ? [] : function[value].opcode.info.effects
  }

  // MARK: Rewriting

  private static let takes: [Opcode: Opcode] = [
    .fieldGet: .fieldTake, .cellGet: .cellTake, .globalGet: .globalTake, .arrayGet: .arrayTake,
    .mapValueAt: .mapTake,
  ]

  private mutating func rewrite(_ block: BlockID, _ updates: [Update]) {
    let removed = Set(updates.flatMap { [$0.read, $0.copy] })
    let updatesByStep = Dictionary(uniqueKeysWithValues: updates.map { ($0.steps[0], $0) })
    var result: [ValueID] = []
    for value in function[block].instructions where !removed.contains(value) {
      if let update = updatesByStep[value] { result += take(update) }
      result.append(value)
    }
    function.setInstructions(of: block, result)
    hasChanged = true
  }

  /// Returns the instructions that take the value of `update`, which its first step gets.
  private mutating func take(_ update: Update) -> [ValueID] {
    let read = function[update.read]
    var place = Array(function.operands(update.read))
    var made: [ValueID] = []
    switch function[update.store].opcode {
    case .arraySet:
      made.append(makeUnique(&place[0], .arrayUnique))
      function.setOperand(update.store, 0, place[0])
      function[update.store].opcode = .arrayPut
    case .arraySetUnique: function[update.store].opcode = .arrayPut
    case .mapSetAt:
      place[1] = function.operand(update.store, 1)
      made.append(makeUnique(&place[0], .mapUnique))
      let stored = [place[0]] + function.operands(update.store).dropFirst().prefix(2)
      function.replace(update.store, by: .mapPut, type: function[update.store].type, stored)
    default: break
    }
    let take = function.makeInstruction(
      Self.takes[read.opcode]!, type: read.type, place, immediate: read.immediate)
    function.setOperand(update.steps[0], 0, take)
    return made + [take]
  }

  private mutating func makeUnique(_ container: inout ValueID, _ opcode: Opcode) -> ValueID {
    container = function.makeInstruction(opcode, type: function[container].type, [container])
    return container
  }

}
