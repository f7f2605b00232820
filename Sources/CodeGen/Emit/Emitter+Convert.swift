import CLLVM
import IR
import Support

// Changes of representation, and tags.
extension Emitter {

  /// Returns `value` (consumed) in the representation of `type`, which admits it.
  mutating func convert(_ value: ValueID, to type: TypeID) -> [LLVMValueRef] {
    let own = function[value].type
    if own == type || own == .bottom { return components(value, as: type) }
    let parts = components(value)
    switch (ir.types[own], ir.types[type]) {
    case (.union, .union): return parts
    case (.union, _): return unpack(parts, type)
    case (.int, .float): return [toFloat(parts[0])]
    case (.int, .union(let tags)) where !tags.contains(.int) && tags.contains(.float):
      return pack([toFloat(parts[0])], .float)
    case (_, .union): return pack(parts, own)
    case (.range, .range): return stepped(parts)
    case (.array(let from), .array(let to)): return [convertArray(parts[0], from, to)]
    default: unreachable("no conversion of \(ir.types.text(own)) to \(ir.types.text(type))")
    }
  }

  // MARK: Tagged values

  /// Returns tag and payload of a value of type `type` (consumed): a range moves to a new object.
  mutating func pack(_ parts: [LLVMValueRef], _ type: TypeID) -> [LLVMValueRef] {
    switch ir.types[type] {
    case .unknown, .bottom: unreachable("a tag for a value that has none")
    case .null: [int(TagSet.null.number64), int(0)]
    case .bool: [int(TagSet.bool.number64), zeroExtend(parts[0], to: types.int)]
    case .int: [int(TagSet.int.number64), parts[0]]
    case .float: [int(TagSet.float.number64), bitcast(parts[0], to: types.int)]
    case .string: [int(TagSet.string.number64), payload(of: parts[0])]
    case .array: [int(TagSet.array.number64), payload(of: parts[0])]
    case .range:
      [
        int(TagSet.range.number64),
        payload(of: call(.rangeInt, stepped(parts) + [address(location)])),
      ]
    case .floatRange:
      [
        int(TagSet.range.number64),
        payload(of: call(.rangeFloat, parts + [address(location)])),
      ]
    case .union: parts
    case .map, .set, .instance, .function, .classObject, .error,
      .cell, .optional, .namespace:
      unreachable("a tag for \(ir.types.text(type))")
    }
  }

  /// Returns the value of type `type` that tag and payload `parts` (consumed) are known to be.
  mutating func unpack(_ parts: [LLVMValueRef], _ type: TypeID) -> [LLVMValueRef] {
    let payload = parts[1]
    switch ir.types[type] {
    case .unknown, .bottom, .null: return []
    case .bool: return [truncate(payload, to: types.bool)]
    case .int: return [payload]
    case .float: return [bitcast(payload, to: types.float)]
    case .string: return [object(payload)]
    case .array(let element):
      // Behind a tag an array may have any layout.
      let kind = Int32(ir.types.elementKind(of: element).rawValue)
      return [call(.arrayConvert, [object(payload), word(kind)])]
    case .range(let isUnit): return unbox(payload, isUnit ? 2 : 3, types.int)
    case .floatRange: return unbox(payload, 3, types.float)
    case .union: return parts
    case .map, .set, .instance, .function, .classObject, .error,
      .cell, .optional, .namespace:
      unreachable("no tagged value is known to be \(ir.types.text(type))")
    }
  }

  /// Returns the first `count` bounds of a range (consumed) that is stored as an object.
  private mutating func unbox(
    _ payload: LLVMValueRef, _ count: Int64, _ type: LLVMTypeRef
  ) -> [LLVMValueRef] {
    let range = object(payload)
    let bounds = (0..<count).map { load(type, address(range, offset: 8 + 8 * $0), .range) }
    release(range)
    return bounds
  }

  /// Returns tag and payload of `value`, which is borrowed.
  func tagged(_ value: ValueID) -> [LLVMValueRef] {
    require(
      ir.types.isUnion(function[value].type),
      "a tagged operand was expected, not \(ir.types.text(function[value].type))")
    return components(value)
  }

  /// Returns the parts of a `MycoValue` as a value of type `type`.
  mutating func split(_ result: LLVMValueRef, _ type: TypeID) -> [LLVMValueRef] {
    unpack([extract(result, 0), extract(result, 1)], type)
  }

  /// Returns the payload that refers to `object`.
  func payload(of object: LLVMValueRef) -> LLVMValueRef {
    LLVMBuildPtrToInt(builder.ref, object, types.int, "")
  }

  /// Returns the object that `payload` refers to.
  func object(_ payload: LLVMValueRef) -> LLVMValueRef {
    LLVMBuildIntToPtr(builder.ref, payload, types.pointer, "")
  }

  // MARK: Tests

  /// Returns whether `value` has one of `tags`.
  func emitTest(_ value: ValueID, _ tags: TagSet) -> LLVMValueRef {
    let type = function[value].type
    let own = ir.types.tags(of: type)
    guard ir.types.isUnion(type) else { return bool(tags.isSuperset(of: own)) }
    return testTag(components(value)[0], tags, among: own)
  }

  /// Returns whether `tag`, one of `own`, is among `tags`.
  func testTag(_ tag: LLVMValueRef, _ tags: TagSet, among own: TagSet) -> LLVMValueRef {
    let asked = tags.intersection(own)
    let rest = own.subtracting(tags)
    if rest.isEmpty { return bool(true) }
    if asked.isEmpty { return bool(false) }
    if asked.count == 1 { return compare(LLVMIntEQ, tag, int(asked.number64)) }
    if rest.count == 1 { return compare(LLVMIntNE, tag, int(rest.number64)) }
    let bit = LLVMBuildLShr(builder.ref, int(Int64(asked.rawValue)), tag, "")!
    return truncate(bit, to: types.bool)
  }

  /// Returns `value` (consumed), converted to `type`, if it keeps `promise`; else raises.
  mutating func emitPromise(
    _ value: ValueID, _ promise: TypePromise, _ type: TypeID
  ) -> [LLVMValueRef] {
    let annotation = ir.annotations[promise.annotation]
    let subject = constants.text(ir.symbols[promise.subject])
    let parts = tagged(value)
    if !annotation.element.isNone {
      let kept = constants.promise(promise.annotation, ir)
      return split(call(.checkPromise, parts + [kept, subject, address(location)]), type)
    }
    let converts = annotation.convertsIntToFloat
    let admitted = converts ? annotation.tags.union(.int) : annotation.tags
    let own = ir.types.tags(of: function[value].type)
    let expected = constants.text(ir.symbols[annotation.text])
    check(
      testTag(parts[0], admitted, among: own), else: .raiseAnnotation,
      [subject, expected, parts[0], parts[1]])
    guard converts else { return unpack(parts, type) }
    let isInt = compare(LLVMIntEQ, parts[0], int(TagSet.int.number64))
    let number = bitcast(toFloat(parts[1]), to: types.int)
    return unpack(
      [
        select(isInt, int(TagSet.float.number64), parts[0]), select(isInt, number, parts[1]),
      ], type)
  }

  // MARK: Array layouts

  /// Returns `array` (consumed) with elements of type `from` in the layout for those of type `to`.
  private mutating func convertArray(
    _ array: LLVMValueRef, _ from: TypeID, _ to: TypeID
  ) -> LLVMValueRef {
    if isStored(from, as: to) { return array }
    var kinds: [LLVMValueRef] = []
    var element: TypeID? = to
    while let type = element {
      kinds.append(byte(ir.types.elementKind(of: type).rawValue))
      element = ir.types.element(of: type)
    }
    if kinds.count == 1 {
      return call(.arrayConvert, [array, zeroExtend(kinds[0], to: types.word)])
    }
    let table = constants.elements(kinds, of: types.byte)
    return call(.arrayConvertNested, [array, table, int(Int64(kinds.count))])
  }

  /// `true` iff elements of type `from` are stored as those of type `to`.
  private func isStored(_ from: TypeID, as to: TypeID) -> Bool {
    if from == to || from == .bottom { return true }
    if let x = ir.types.element(of: from), let y = ir.types.element(of: to) {
      return isStored(x, as: y)
    }
    return ir.types.isUnion(from) && ir.types.isUnion(to)
  }

}

extension TagSet {

  /// The runtime's number of the one tag that this set has, as constants want it.
  var number64: Int64 { Int64(number) }

}
