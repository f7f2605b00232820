import IR
import Support

/// Replaces arrays of instances in one function by packed ones.
struct PackedRewriting {

  private(set) var function: Function

  private let packed: PackedClass
  private let fresh: FreshInstances
  private let module: Module
  private let isMutable: Bool

  /// The function as it was, and its uses.
  private let original: Function
  private let flow: ControlFlow
  private let uses: FunctionUses
  private let moves: PackedMoves

  private var replacements: Replacements

  /// Where the elements are that are used where they are.
  private var elements: [ValueID: Element] = [:]

  /// The copies of elements, and what each was read by.
  private var copies: [ValueID: ValueID] = [:]

  /// The fields that the second store of an exchange stores.
  private var exchanged: [ValueID: [ValueID]] = [:]

  /// The instructions of the current block.
  private var kept: [ValueID] = []

  private struct Element: Equatable {
    let array: ValueID
    let index: ValueID
  }

  init(
    _ function: Function, _ packed: PackedClass, _ fresh: FreshInstances, _ module: Module,
    isMutable: Bool
  ) {
    self.function = function
    self.packed = packed
    self.fresh = fresh
    self.module = module
    self.isMutable = isMutable
    original = function
    flow = ControlFlow(function)
    uses = FunctionUses(function, flow)
    moves = PackedMoves(function, packed, uses)
    replacements = Replacements(function)
  }

  /// Returns `false` if the function does what would show that its arrays are packed.
  mutating func run() -> Bool {
    guard function.layout.allSatisfy(flow.isReachable) else { return false }
    for block in flow.reversePostorder {
      kept = []
      for value in function[block].instructions where !rewrite(value) { return false }
      function.rewriteInstructions(of: block, kept)
      let ends =
        (function[block].terminator.operand.map { [$0] } ?? [])
        + function[block].terminator.edges.flatMap(\.arguments)
      if ends.contains(where: { elements[$0] != nil }) { return false }
    }
    replacements.apply(to: &function)
    useFieldsDirectly()
    removeUnusedAliases()
    // An array that goes around in a loop, but for its elements, is one.
    _ = removeTrivialParameters(&function)
    retype()
    if isMutable { function.readTakenArrays(packed.packedType) }
    _ = function.promoteObjects(module)
    // What was taken out of an array may be an object.
    return isMutable || copies.keys.allSatisfy { function[$0].block.isNone }
  }

  private func isArray(_ value: ValueID) -> Bool {
    packed.arrayTypes.contains(function[value].type)
  }

  /// Returns the operands of `value`, arrays as they are in place of what they were.
  private mutating func operands(_ value: ValueID) -> [ValueID] {
    function.operands(value).map { replacements[$0] }
  }

  // MARK: Instructions

  /// Adds what does as `value` to the current block; returns `false` if nothing does.
  private mutating func rewrite(_ value: ValueID) -> Bool {
    let operands = operands(value)
    if let first = operands.first, let element = elements[first] {
      return rewrite(value, of: element, operands)
    }
    // Where else elements are used, `fields` and the cases of `rewriteArray` see them.
    let isTouched = isArray(value) || operands.contains { isArray($0) || elements[$0] != nil }
    if isTouched { return rewriteArray(value, operands) }
    kept.append(value)
    return placeType(value).map { !packed.arrayTypes.contains($0) } ?? true
  }

  private mutating func rewriteArray(_ value: ValueID, _ operands: [ValueID]) -> Bool {
    let location = function[value].location
    switch function[value].opcode {
    case .undefined, .arrayLength, .arrayCheckIndex, .arrayCheckNotEmpty, .arrayDropLast: break
    case .arrayConcat where !isMutable: break
    case .arrayLiteral where isArray(value): return rewriteLiteral(value, operands)
    case .convert, .narrow: return rewriteConversion(value, operands[0])
    case .arrayGet: return read(value, Element(array: operands[0], index: operands[1]))
    case .arrayTake where isMutable:
      return read(value, Element(array: operands[0], index: operands[1]))
    case .arrayUnique where isMutable:
      replacements.replace(value, by: operands[0])
      return true
    case .arrayPut where isMutable:
      // What was taken out stands there.
      guard elements[operands[2]] == Element(array: operands[0], index: operands[1]) else {
        return false
      }
      replacements.replace(value, by: operands[0])
      return true
    case .arrayPush where isArray(value):
      guard let fields = fields(of: operands[1], for: value, location) else { return false }
      function.replace(
        value, by: .arrayPushFields, type: function[value].type, [operands[0]] + fields)
    case .arraySet where isMutable && (moves.stores[value] != nil || exchanged[value] != nil):
      guard let fields = movedFields(value, operands) else { return false }
      function.replace(
        value, by: .arraySetFields, type: function[value].type, operands.prefix(2) + fields)
    case .arraySet where isArray(value):
      guard let fields = fields(of: operands[2], for: value, location) else { return false }
      function.replace(
        value, by: .arraySetFields, type: function[value].type, operands.prefix(2) + fields)
    case .call:
      if operands.contains(where: { elements[$0] != nil }) { return false }
    case .globalGet, .globalTake, .globalSet, .fieldGet, .fieldTake, .fieldSet, .cellGet,
      .cellTake, .cellSet, .cellMake:
      guard isStoredAsArray(value, operands) else { return false }
    default: return false
    }
    kept.append(value)
    return true
  }

  private mutating func rewriteConversion(_ value: ValueID, _ operand: ValueID) -> Bool {
    guard isArray(value) else { return false }
    if isArray(operand) {
      replacements.replace(value, by: operand)
      return true
    }
    kept.append(value)
    return function[operand].type == .emptyArray
  }

  private mutating func rewriteLiteral(_ value: ValueID, _ operands: [ValueID]) -> Bool {
    let (type, location) = (function[value].type, function[value].location)
    guard !operands.isEmpty else {
      kept.append(value)
      return true
    }
    var array = function.makeInstruction(.arrayLiteral, type: type, [], location: location)
    kept.append(array)
    for (i, element) in operands.enumerated() {
      guard let fields = fields(of: element, for: value, location) else { return false }
      if i == operands.count - 1 {
        function.replace(value, by: .arrayPushFields, type: type, [array] + fields)
        kept.append(value)
      } else {
        array = function.makeInstruction(
          .arrayPushFields, type: type, [array] + fields, location: location)
        kept.append(array)
      }
    }
    return true
  }

  /// `true` iff the place that `value` reads or stores has the type of such arrays, as has what it
  /// reads or stores there. An instance that is a value may be copied, and its arrays with it.
  private func isStoredAsArray(_ value: ValueID, _ operands: [ValueID]) -> Bool {
    guard let place = placeType(value), packed.arrayTypes.contains(place) else { return false }
    if isMutable, let holder = operands.first,
      case .instance(let id, _) = module.types[function[holder].type],
      id.isNone || module.classes[id].isValue
    {
      return false
    }
    switch function[value].opcode {
    case .globalSet, .fieldSet, .cellSet, .cellMake: return operands.last.map(isArray) ?? false
    default: return isArray(value)
    }
  }

  /// The type of the global, field or cell that `value` reads, stores or makes; `nil` if none.
  private func placeType(_ value: ValueID) -> TypeID? {
    let index = Int(truncatingIfNeeded: function[value].immediate)
    switch function[value].opcode {
    case .globalGet, .globalTake, .globalSet: return module.globals[GlobalID(index)].type
    case .cellMake:
      // A cell without a value gets one later.
      return function[value].operandCount == 0 ? nil : module.cells[CellID(index)].type
    case .cellGet, .cellTake, .cellSet:
      guard case .cell(let id) = module.types[function[function.operand(value, 0)].type] else {
        return nil
      }
      return module.cells[id].type
    case .fieldGet, .fieldTake, .fieldSet:
      guard case .instance(let id, _) = module.types[function[function.operand(value, 0)].type],
        !id.isNone
      else { return nil }
      return module.classes[id].fields[index].type
    default: return nil
    }
  }

  // MARK: Elements

  /// Makes `value`, which reads `element`, known as one, or a copy where that is invisible.
  private mutating func read(_ value: ValueID, _ element: Element) -> Bool {
    guard packed.instanceTypes.contains(function[value].type) else { return false }
    if isMutable && !moves.takenOut.contains(value) {
      elements[value] = element
      return true
    }
    copy(value, element)
    return true
  }

  /// Has a copy of `element` be used instead of `value`, which reads it.
  private mutating func copy(_ value: ValueID, _ element: Element) {
    let fields = read(element)
    let type = packed.exactType
    let copy = function.makeInstruction(
      .instanceMake, type: type, [], immediate: Int64(packed.id.raw),
      location: function[value].location)
    let stores = fields.enumerated().map { i, field in
      function.makeInstruction(.fieldSet, type: .null, [copy, field], immediate: Int64(i))
    }
    kept += [copy] + stores
    copies[copy] = value
    if function[value].type == type { return replacements.replace(value, by: copy) }
    let alias = function.makeInstruction(.convert, type: function[value].type, [copy])
    kept.append(alias)
    replacements.replace(value, by: alias)
  }

  /// Adds reads of the fields of `element` to the current block.
  private mutating func read(_ element: Element) -> [ValueID] {
    let place = [element.array, element.index]
    let fields = packed.fields.enumerated().map { i, type in
      function.makeInstruction(.arrayGetField, type: type, place, immediate: Int64(i))
    }
    kept += fields
    return fields
  }

  /// Returns the fields that `store`, which moves an element, stores; adds the reads of what moves
  /// to the current block when it begins. `nil` if this is no element any more.
  private mutating func movedFields(_ store: ValueID, _ operands: [ValueID]) -> [ValueID]? {
    if let fields = exchanged[store] { return fields }
    guard let moved = elements[operands[2]] else { return nil }
    let fields = read(moved)
    if let second = moves.stores[store] ?? nil {
      let instance = packed.root(original.operand(second, 2), original)
      guard let other = elements[instance] else { return nil }
      exchanged[second] = read(other)
    }
    return fields
  }

  /// Does with `element`, the first operand of `value`, as that does.
  private mutating func rewrite(
    _ value: ValueID, of element: Element, _ operands: [ValueID]
  ) -> Bool {
    let field = Int(truncatingIfNeeded: function[value].immediate)
    switch function[value].opcode {
    case .fieldGet:
      guard function[value].type == packed.fields[field] else { return false }
      function.replace(
        value, by: .arrayGetField, type: function[value].type, [element.array, element.index],
        immediate: Int64(field))
    case .fieldSet:
      guard function[operands[1]].type == packed.fields[field] else { return false }
      function.replace(
        value, by: .arraySetField, type: .null, [element.array, element.index, operands[1]],
        immediate: Int64(field))
    case .narrow, .convert:
      elements[value] = element
      return packed.instanceTypes.contains(function[value].type)
    default: return false
    }
    kept.append(value)
    return true
  }

  /// Adds reads of the fields of `instance`, which `user` takes over, to the current block; `nil`
  /// if it cannot be copied.
  private mutating func fields(
    of instance: ValueID, for user: ValueID, _ location: LocationID
  ) -> [ValueID]? {
    let root = packed.root(instance, function)
    guard packed.instanceTypes.contains(function[root].type), elements[root] == nil else {
      return nil
    }
    if isMutable {
      let origin = copies[root] ?? root
      let isTakenOut = copies[root] != nil
      guard fresh.isFresh(origin, isTakenOut: isTakenOut, for: user, original, uses) else {
        return nil
      }
    }
    let fields = packed.fields.enumerated().map { i, type in
      function.makeInstruction(.fieldGet, type: type, [root], immediate: Int64(i))
    }
    kept += fields
    return fields
  }

  // MARK: Afterwards

  /// Has fields of copies be used without the types in between.
  private mutating func useFieldsDirectly() {
    for block in function.layout {
      for value in function[block].instructions {
        guard [.fieldGet, .fieldSet].contains(function[value].opcode) else { continue }
        let instance = packed.root(function.operand(value, 0), function)
        function.setOperand(value, 0, instance)
      }
    }
  }

  /// Removes instances under other types that nothing uses any more, in the order of their use.
  private mutating func removeUnusedAliases() {
    var counts = function.useCounts()
    for block in flow.reversePostorder.reversed() {
      var remaining: [ValueID] = []
      for value in function[block].instructions.reversed() {
        if counts[value] == 0 && packed.isAlias(value, function) {
          counts[function.operand(value, 0)] -= 1
        } else {
          remaining.append(value)
        }
      }
      if remaining.count < function[block].instructions.count {
        function.rewriteInstructions(of: block, remaining.reversed())
      }
    }
  }

  private mutating func retype() {
    for block in function.layout {
      for value in function[block].parameters + function[block].instructions where isArray(value) {
        function[value].type = packed.packedType
      }
    }
    if packed.arrayTypes.contains(function.resultType) {
      function.resultType = packed.packedType
    }
  }

}
