import CLLVM
import IR
import Support

extension Emitter {

  /// Returns the result of an operation on maps and sets, or `nil` if `instruction` is none.
  mutating func emitMap(_ instruction: Instruction, _ a: [ValueID]) -> [LLVMValueRef]? {
    switch instruction.opcode {
    case .mapLength: return [loadSize(scalar(a[0]))]
    case .mapContains:
      let place = find(scalar(a[0]), checkedKey(a[1]), entries(of: a[0]).keyKind)
      return [compare(LLVMIntSGE, place, int(0))]
    case .mapGet: return mapGet(a, instruction.type)
    case .mapGetPresent: return mapGetPresent(a, instruction.type)
    case .mapFind: return [find(scalar(a[0]), components(a[1]), entries(of: a[0]).keyKind)]
    case .mapGetAt: return mapGetAt(a[0], scalar(a[1]), instruction.type)
    case .mapSet: return [mapSet(a, dropsOld: true)]
    case .mapSetAt: return [mapSetAt(a)]
    case .mapPut: return [mapSet(a, dropsOld: false)]
    case .mapTake: return mapTake(a, instruction.type)
    case .setInsert: return [setInsert(a)]
    case .mapRemove: return [mapRemove(a)]
    case .mapUnique: return [call(.mapUnique, [scalar(a[0])])]
    case .mapNext: return [call(.mapNext, [scalar(a[0]), scalar(a[1])])]
    case .mapEnd: return [load(types.int, address(scalar(a[0]), offset: 16), .map)]
    case .mapKeyAt: return mapKeyAt(a, instruction.type)
    case .mapValueAt: return mapValueAt(a, instruction.type)
    case .setCombine: return [setCombine(instruction, a)]
    case .mapEqual: return [callRaising(.mapEqual, [scalar(a[0]), scalar(a[1])])]
    case .mapToString:
      return [callRaising(.valueToString, pack(components(a[0]), function[a[0]].type))]
    default: return nil
    }
  }

  // MARK: Layout

  /// How the entries of a map or set are stored: offset 64 begins the first, `size` the next.
  struct Entries {
    let key: TypeID
    let keyKind: ElementKind
    let value: TypeID
    let valueKind: ElementKind
    let keySize: Int64
    let size: Int64
  }

  func entries(_ type: TypeID) -> Entries {
    guard let key = ir.types.key(of: type) else { unreachable("a map was expected") }
    let value = ir.types.mapValue(of: type) ?? .bottom
    let (keyKind, valueKind) = (ir.types.elementKind(of: key), ir.types.elementKind(of: value))
    return Entries(
      key: key, keyKind: keyKind, value: value, valueKind: valueKind, keySize: keyKind.entrySize,
      size: keyKind.entrySize + valueKind.entrySize)
  }

  private func entries(of map: ValueID) -> Entries { entries(function[map].type) }

  func entryAddress(
    _ map: LLVMValueRef, _ place: LLVMValueRef, _ offset: Int64, _ entries: Entries
  ) -> LLVMValueRef {
    let start = LLVMBuildNSWMul(builder.ref, place, int(entries.size), "")!
    var indices: [LLVMValueRef?] = [LLVMBuildNSWAdd(builder.ref, start, int(64 + offset), "")]
    return LLVMBuildInBoundsGEP2(builder.ref, types.byte, map, &indices, 1, "")
  }

  private func loadSize(_ map: LLVMValueRef) -> LLVMValueRef {
    let result = load(types.int, address(map, offset: 8), .map)
    metadata.attach(metadata.lengthRange, as: .range, to: result)
    return result
  }

  private func loadEntry(_ kind: ElementKind, _ pointer: LLVMValueRef) -> [LLVMValueRef] {
    switch kind {
    case .none: []
    case .int: [load(types.int, pointer, .intEntry)]
    case .float: [load(types.float, pointer, .floatEntry)]
    case .bool: [loadBool(pointer, .boolEntry)]
    case .pointer: [load(types.pointer, pointer, .pointerEntry)]
    case .tagged:
      [
        load(types.int, pointer, .taggedEntry),
        load(types.int, address(pointer, offset: 8), .taggedEntry),
      ]
    }
  }

  func storeEntry(_ kind: ElementKind, _ parts: [LLVMValueRef], _ pointer: LLVMValueRef) {
    switch kind {
    case .none: break
    case .int: store(parts[0], pointer, .intEntry)
    case .float: store(parts[0], pointer, .floatEntry)
    case .bool: storeBool(parts[0], pointer, .boolEntry)
    case .pointer: store(parts[0], pointer, .pointerEntry)
    case .tagged:
      store(parts[0], pointer, .taggedEntry)
      store(parts[1], address(pointer, offset: 8), .taggedEntry)
    }
  }

  // MARK: Keys

  /// Returns `key` as maps store it; a value that cannot be a key raises, after which what
  /// `abandoning` lists is dropped.
  private mutating func checkedKey(
    _ key: ValueID, abandoning: [ValueID] = []
  ) -> [LLVMValueRef] {
    guard ir.types.isUnion(function[key].type) else { return components(key) }
    let result = call(.checkKey, tagged(key) + [address(location)])
    checkPending(abandoning: abandoning.map { (components($0), function[$0].type) })
    return [extract(result, 0), extract(result, 1)]
  }

  /// Returns the place of `key`, a checked one, in `map`; negative if there is none.
  private func find(
    _ map: LLVMValueRef, _ key: [LLVMValueRef], _ kind: ElementKind
  ) -> LLVMValueRef {
    switch kind {
    case .int: call(.mapFindInt, [map] + key)
    case .pointer: call(.mapFindString, [map] + key)
    case .tagged: call(.mapFindValue, [map] + key)
    case .none: int(-1)
    case .float, .bool: unreachable("keys of such a kind")
    }
  }

  /// Returns `map` (consumed), unique, and the place of `key` in it, which is added if it is new.
  func place(
    _ map: LLVMValueRef, _ key: [LLVMValueRef], _ entries: Entries
  ) -> (map: LLVMValueRef, place: LLVMValueRef) {
    let element = word(Int32(entries.valueKind.rawValue))
    let result: LLVMValueRef
    switch entries.keyKind {
    case .int: result = call(.mapPlaceInt, [map, element] + key)
    case .pointer: result = call(.mapPlaceString, [map, element] + key)
    case .tagged: result = call(.mapPlaceValue, [map, element] + key)
    case .none, .float, .bool: unreachable("an entry in a map that stays empty")
    }
    return (extract(result, 0), extract(result, 1))
  }

  // MARK: Making

  func allocate(_ tag: TagSet, _ entries: Entries, _ count: Int) -> LLVMValueRef {
    call(.mapAllocate, layout(tag, entries, count))
  }

  /// The arguments that tell the runtime how to make a map or set of `count` entries.
  func layout(_ tag: TagSet, _ entries: Entries, _ count: Int) -> [LLVMValueRef] {
    [
      word(Int32(tag.number)), word(Int32(entries.keyKind.rawValue)),
      word(Int32(entries.valueKind.rawValue)), int(Int64(count)),
    ]
  }

  private func everySecond(_ a: [ValueID], from first: Int) -> [ValueID] {
    stride(from: first, to: a.count, by: 2).map { a[$0] }
  }

  /// Returns a map or set of constants, which the runtime makes from a table; `nil` if it has few
  /// entries or others.
  private mutating func constant(
    _ tag: TagSet, _ entries: Entries, _ keys: [ValueID], _ values: [ValueID]
  ) -> LLVMValueRef? {
    let isChecked = keys.contains { ir.types.isUnion(function[$0].type) }
    if keys.count < 8 || isChecked || entries.keyKind == .tagged { return nil }
    let keyParts = keys.map { components($0) }
    let valueParts = values.map { components($0, as: entries.value) }
    let parts = keyParts + valueParts
    if !parts.allSatisfy({ $0.allSatisfy { LLVMIsConstant($0) != 0 } }) { return nil }
    let rows = keyParts.enumerated().map { (i, key) in
      let value = i < valueParts.count ? valueParts[i] : []
      let isBool = entries.valueKind == .bool
      return constants.structure(key + (isBool ? [zeroExtend(value[0], to: types.int)] : value))
    }
    let table = constants.elements(rows, of: LLVMTypeOf(rows[0]))
    return call(.mapFromConstants, layout(tag, entries, rows.count) + [table])
  }

  /// As `checkedKey`, where `map`, of type `type`, is under construction.
  mutating func checkedKey(
    _ key: ValueID, abandoning: [ValueID], _ map: LLVMValueRef, _ type: TypeID
  ) -> [LLVMValueRef] {
    guard ir.types.isUnion(function[key].type) else { return components(key) }
    let result = call(.checkKey, tagged(key) + [address(location)])
    checkPending(
      abandoning: [([map], type)] + abandoning.map { (components($0), function[$0].type) })
    return [extract(result, 0), extract(result, 1)]
  }

  mutating func storeEntry(
    _ kind: ElementKind, _ pointer: LLVMValueRef, _ value: ValueID, _ type: TypeID, dropsOld: Bool
  ) {
    let isCounted = dropsOld && !ir.types.isTrivial(type)
    let old = isCounted ? loadEntry(kind, pointer) : []
    storeEntry(kind, components(value, as: type), pointer)
    if isCounted { emitDrop(old, type, mayBeNull: true) }
  }

  // MARK: Entries

  private mutating func mapGet(_ a: [ValueID], _ type: TypeID) -> [LLVMValueRef] {
    guard let place = findEntry(a) else { return nothing(type) }
    return mapGetAt(a[0], place, type)
  }

  /// Returns the place of the key `a[1]` in the map `a[0]`, negative if there is none; `nil` if the
  /// map is known to be empty.
  private mutating func findEntry(_ a: [ValueID]) -> LLVMValueRef? {
    let entries = entries(of: a[0])
    guard entries.keyKind != .none, entries.valueKind != .none else { return nil }
    return find(scalar(a[0]), components(a[1]), entries.keyKind)
  }

  /// Returns the value at `place`, or Null if that is negative; of a type that does not admit Null,
  /// nothing that counts.
  private mutating func mapGetAt(
    _ map: ValueID, _ place: LLVMValueRef, _ type: TypeID
  ) -> [LLVMValueRef] {
    readEntry(of: map, at: place, type) { $0.copyEntry(of: map, at: place, type) }
  }

  private mutating func mapGetPresent(_ a: [ValueID], _ type: TypeID) -> [LLVMValueRef] {
    guard let place = findEntry(a) else { return nothing(type) }
    return copyEntry(of: a[0], at: place, type)
  }

  /// Returns what `read` does if there is a value at `place`, which is negative if there is none;
  /// else Null.
  private mutating func readEntry(
    of map: ValueID, at place: LLVMValueRef, _ type: TypeID,
    _ read: (inout Emitter) -> [LLVMValueRef]
  ) -> [LLVMValueRef] {
    choose(
      compare(LLVMIntSGE, place, int(0)), componentTypes(type), then: read,
      otherwise: { $0.nothing(type) })
  }

  /// Returns the value at `place`, where there is one, with a reference of its own.
  private mutating func copyEntry(
    of map: ValueID, at place: LLVMValueRef, _ type: TypeID
  ) -> [LLVMValueRef] {
    let entries = entries(of: map)
    let pointer = entryAddress(scalar(map), place, entries.keySize, entries)
    let parts = loadEntry(entries.valueKind, pointer)
    emitCopy(parts, entries.value)
    return convert(parts, from: entries.value, to: type)
  }

  private mutating func mapSet(_ a: [ValueID], dropsOld: Bool) -> LLVMValueRef {
    let entries = entries(of: a[0])
    let place = place(scalar(a[0]), components(a[1]), entries)
    let pointer = entryAddress(place.map, place.place, entries.keySize, entries)
    storeEntry(entries.valueKind, pointer, a[2], entries.value, dropsOld: dropsOld)
    return place.map
  }

  /// An entry that is there is replaced where it stands, unless the map is shared.
  private mutating func mapSetAt(_ a: [ValueID]) -> LLVMValueRef {
    let entries = entries(of: a[0])
    let (map, place) = (scalar(a[0]), scalar(a[3]))
    let isInPlace = and(
      compare(LLVMIntSGE, place, int(0)), compare(LLVMIntEQ, loadCount(map), word(0)))
    let target = choose(
      isInPlace, [types.pointer, types.int], then: { _ in [map, place] },
      otherwise: {
        let new = $0.place(map, $0.components(a[1]), entries)
        return [new.map, new.place]
      })
    let pointer = entryAddress(target[0], target[1], entries.keySize, entries)
    storeEntry(entries.valueKind, pointer, a[2], entries.value, dropsOld: true)
    return target[0]
  }

  private mutating func mapTake(_ a: [ValueID], _ type: TypeID) -> [LLVMValueRef] {
    guard let place = findEntry(a) else { return nothing(type) }
    let entries = entries(of: a[0])
    return readEntry(of: a[0], at: place, type) {
      let pointer = $0.entryAddress($0.scalar(a[0]), place, entries.keySize, entries)
      let parts = $0.loadEntry(entries.valueKind, pointer)
      if !$0.ir.types.isTrivial(entries.value) {
        $0.storeEntry(entries.valueKind, $0.nothing(entries.value), pointer)
      }
      return $0.convert(parts, from: entries.value, to: type)
    }
  }

  private mutating func setInsert(_ a: [ValueID]) -> LLVMValueRef {
    let key = checkedKey(a[1], abandoning: [a[0]])
    return place(scalar(a[0]), key, entries(of: a[0])).map
  }

  private mutating func mapRemove(_ a: [ValueID]) -> LLVMValueRef {
    let map = scalar(a[0])
    let key = checkedKey(a[1], abandoning: [a[0]])
    switch entries(of: a[0]).keyKind {
    case .int: return call(.mapDeleteInt, [map] + key)
    case .pointer: return call(.mapDeleteString, [map] + key)
    case .tagged: return call(.mapDeleteValue, [map] + key)
    case .none: return map
    case .float, .bool: unreachable("keys of such a kind")
    }
  }

  private mutating func mapKeyAt(_ a: [ValueID], _ type: TypeID) -> [LLVMValueRef] {
    let entries = entries(of: a[0])
    if entries.keyKind == .none { return nothing(type) }
    let pointer = entryAddress(scalar(a[0]), scalar(a[1]), 0, entries)
    return convert(loadEntry(entries.keyKind, pointer), from: entries.key, to: type)
  }

  private mutating func mapValueAt(_ a: [ValueID], _ type: TypeID) -> [LLVMValueRef] {
    let entries = entries(of: a[0])
    if entries.valueKind == .none { return nothing(type) }
    let pointer = entryAddress(scalar(a[0]), scalar(a[1]), entries.keySize, entries)
    return convert(loadEntry(entries.valueKind, pointer), from: entries.value, to: type)
  }

  // MARK: Sets

  /// The left operand is consumed, which the runtime leaves to the caller.
  private mutating func setCombine(_ instruction: Instruction, _ a: [ValueID]) -> LLVMValueRef {
    let symbol: RuntimeFunction
    switch BinaryOperation(rawValue: instruction.immediate) {
    case .or, .add: symbol = .setUnion
    case .and: symbol = .setIntersection
    case .subtract: symbol = .setDifference
    case .xor: symbol = .setSymmetricDifference
    default: unreachable("an operator that sets do not have")
    }
    let result = call(symbol, [scalar(a[0]), scalar(a[1])])
    emitDrop(a[0])
    return result
  }

}

extension ElementKind {

  /// The bytes that a key or value of an entry takes.
  var entrySize: Int64 {
    switch self {
    case .none: 0
    case .int, .float, .bool, .pointer: 8
    case .tagged: 16
    }
  }

}
