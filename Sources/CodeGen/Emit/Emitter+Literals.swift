import CLLVM
import IR
import Support

// Literals of arrays, maps and sets. What is constant in them is not built by code: thousands of
// stores would take LLVM more than linear time.
extension Emitter {

  /// The number of elements or entries from which a literal of constants is made from a table.
  private static let leastTable = 8

  /// The number of operands from which the literals in a literal are constants in memory.
  private static let leastLarge = 16

  /// The number of entries up to which maps have no hash table: `LARGEST_LINEAR` of the runtime.
  private static let largestLinear = 8

  /// Returns the result of a literal, or `nil` if `instruction` is none.
  mutating func emitLiteral(
    _ value: ValueID, _ instruction: Instruction, _ a: [ValueID]
  ) -> LLVMValueRef? {
    switch instruction.opcode {
    case .arrayLiteral: arrayLiteral(value, a, instruction.type)
    case .mapLiteral:
      mapLiteral(value, everySecond(a, from: 0), everySecond(a, from: 1), instruction.type)
    case .setLiteral: mapLiteral(value, a, [], instruction.type)
    default: nil
    }
  }

  private func everySecond(_ a: [ValueID], from first: Int) -> [ValueID] {
    stride(from: first, to: a.count, by: 2).map { a[$0] }
  }

  /// Finds the literals that only become parts of large ones. If they are constant they are not
  /// built, but stand in memory as immortal objects, which the first change copies.
  mutating func findInnerLiterals() {
    innerLiterals = IDSet(capacity: function.values.count)
    var pending: [ValueID] = []
    for block in function.layout {
      pending += function[block].instructions.filter {
        isLiteral($0) && function[$0].operandCount >= Self.leastLarge
      }
    }
    if pending.isEmpty { return }
    let uses = function.useCounts()
    while let literal = pending.popLast() {
      for operand in function.operands(literal) where uses[operand] == 1 {
        var part = operand
        while function[part].opcode == .convert && uses[function.operand(part, 0)] == 1 {
          part = function.operand(part, 0)
        }
        if isLiteral(part) && innerLiterals.insert(part) { pending.append(part) }
      }
    }
  }

  private func isLiteral(_ value: ValueID) -> Bool {
    [.arrayLiteral, .mapLiteral, .setLiteral].contains(function[value].opcode)
  }

  private func areConstant(_ parts: [[LLVMValueRef]]) -> Bool {
    parts.allSatisfy { $0.allSatisfy { LLVMIsConstant($0) != 0 } }
  }

  // MARK: Arrays

  private mutating func arrayLiteral(
    _ value: ValueID, _ elements: [ValueID], _ type: TypeID
  ) -> LLVMValueRef {
    guard let element = ir.types.element(of: type) else { unreachable("literal of no array") }
    let kind = ir.types.elementKind(of: element)
    guard !elements.isEmpty, let storage = storage(kind) else {
      return runtime.variable(.emptyArray)
    }
    let parts = elements.map { stored(components($0, as: element), element) }
    let isConstant = areConstant(parts)
    let count = int(Int64(elements.count))
    if isConstant && innerLiterals.contains(value) {
      return constants.add(
        constants.structure(
          constants.header(.array, element: kind) + [count, count, int(0)]
            + rows(parts, kind, in: types.byte)), "array", alignment: 8)
    }
    let array = call(.arrayAllocate, [word(Int32(kind.rawValue)), count])
    if isConstant && parts.count >= Self.leastTable {
      let rows = rows(parts, kind, in: types.byte)
      let size = kind == .bool ? 1 : kind.entrySize
      LLVMBuildMemCpy(
        builder.ref, address(array, offset: 32), 8,
        constants.elements(rows, of: LLVMTypeOf(rows[0])), 8, int(Int64(rows.count) * size))
    } else {
      for (i, parts) in parts.enumerated() {
        storeElement(kind, parts, elementAddress(array, int(Int64(i)), storage.type))
      }
    }
    storeLength(count, array)
    return array
  }

  /// Returns the constants `parts` of kind `kind` as they stand in memory; Bools as `boolType`.
  private func rows(
    _ parts: [[LLVMValueRef]], _ kind: ElementKind, in boolType: LLVMTypeRef
  ) -> [LLVMValueRef] {
    switch kind {
    case .bool: parts.map { zeroExtend($0[0], to: boolType) }
    case .tagged: parts.map { constants.structure($0) }
    default: parts.map { $0[0] }
    }
  }

  // MARK: Maps and sets

  /// Makes a map of `keys` and `values`, or a set, which has no `values`.
  private mutating func mapLiteral(
    _ value: ValueID, _ keys: [ValueID], _ values: [ValueID], _ type: TypeID
  ) -> LLVMValueRef {
    let entries = entries(type)
    let tag: TagSet = function[value].opcode == .setLiteral ? .set : .map
    guard !keys.isEmpty, entries.keyKind != .none else {
      return runtime.variable(tag == .set ? .emptySet : .emptyMap)
    }
    if entries.keyKind != .tagged {
      if let map = constantMap(value, tag, entries, keys, values) { return map }
      if areDistinct(keys) && keys.count <= Self.largestLinear {
        return smallMap(tag, entries, keys, values)
      }
    }
    var map = allocate(tag, entries, keys.count)
    for i in keys.indices {
      let rest = keys[i...] + (values.isEmpty ? [] : values[i...])
      let key = checkedKey(keys[i], abandoning: Array(rest), map, type)
      let place = place(map, key, entries)
      map = place.map
      if !values.isEmpty {
        let pointer = entryAddress(map, place.place, entries.keySize, entries)
        storeEntry(entries.valueKind, pointer, values[i], entries.value, dropsOld: true)
      }
      emitDrop(keys[i])
    }
    return map
  }

  /// `true` iff the `keys` of one type are constants of which no two are equal.
  private func areDistinct(_ keys: [ValueID]) -> Bool {
    let constants = keys.map { scalar($0) }
    return areConstant([constants]) && Set(constants).count == keys.count
  }

  /// Makes a map so small that it is searched linearly: entry i has the place i.
  private mutating func smallMap(
    _ tag: TagSet, _ entries: Entries, _ keys: [ValueID], _ values: [ValueID]
  ) -> LLVMValueRef {
    let map = allocate(tag, entries, keys.count)
    for (i, key) in keys.enumerated() {
      storeEntry(
        entries.keyKind, components(key), entryAddress(map, int(Int64(i)), 0, entries))
      if values.isEmpty { continue }
      let pointer = entryAddress(map, int(Int64(i)), entries.keySize, entries)
      storeEntry(entries.valueKind, pointer, values[i], entries.value, dropsOld: false)
    }
    let count = int(Int64(keys.count))
    store(count, address(map, offset: 8), .map)
    store(count, address(map, offset: 16), .map)
    return map
  }

  /// Returns a map or set of constants: an object in memory, or one that the runtime makes from a
  /// table; `nil` if there are few entries, or others.
  private mutating func constantMap(
    _ value: ValueID, _ tag: TagSet, _ entries: Entries, _ keys: [ValueID], _ values: [ValueID]
  ) -> LLVMValueRef? {
    let isSmall = keys.count <= Self.largestLinear && areDistinct(keys)
    let isInMemory = innerLiterals.contains(value) && isSmall
    if !isInMemory && keys.count < Self.leastTable { return nil }
    let keyParts = keys.map { components($0) }
    let valueParts = values.map { components($0, as: entries.value) }
    guard areConstant(keyParts + valueParts) else { return nil }
    let keyRows = rows(keyParts, entries.keyKind, in: types.int)
    let valueRows = rows(valueParts, entries.valueKind, in: types.int)
    let isSet = entries.valueKind == .none
    let rows = keyRows.indices.map { i in
      constants.structure(isSet ? [keyRows[i]] : [keyRows[i], valueRows[i]])
    }
    if isInMemory { return constantObject(tag, entries, rows) }
    let table = constants.elements(rows, of: LLVMTypeOf(rows[0]))
    return call(.mapFromConstants, layout(tag, entries, rows.count) + [table])
  }

  /// Makes the immortal map that is searched linearly, with the entries `rows`.
  private mutating func constantObject(
    _ tag: TagSet, _ entries: Entries, _ rows: [LLVMValueRef]
  ) -> LLVMValueRef {
    let count = int(Int64(rows.count))
    let index = LLVMConstPointerNull(types.pointer)!
    let kinds = [word(Int32(entries.keyKind.rawValue)), word(Int32(entries.size))]
    let deadBits = int(0)
    return constants.add(
      constants.structure(
        constants.header(tag, element: entries.valueKind) + [count, count, count, index, int(0)]
          + kinds + [int(0)] + rows + [deadBits]), "map", alignment: 8)
  }

}
