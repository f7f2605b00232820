import CLLVM
import IR
import Support

// Changes of representation, and tags.
extension Emitter {

  /// Returns `value` (consumed) in the representation of `type`, which admits it.
  mutating func convert(_ value: ValueID, to type: TypeID) -> [LLVMValueRef] {
    let own = function[value].type
    if own == type || own == .bottom { return components(value, as: type) }
    return convert(components(value), from: own, to: type)
  }

  /// Returns the value of type `own` with the components `parts` (consumed) as one of `type`.
  mutating func convert(
    _ parts: [LLVMValueRef], from own: TypeID, to type: TypeID
  ) -> [LLVMValueRef] {
    if own == type { return parts }
    switch (ir.types[own], ir.types[type]) {
    case (.union, .union): return parts
    case (.union, _): return unpack(parts, type)
    case (.int, .float): return [toFloat(parts[0])]
    case (.int, .union(let tags)) where !tags.contains(.int) && tags.contains(.float):
      return pack([toFloat(parts[0])], .float)
    case (_, .union): return pack(parts, own)
    case (.range, .range): return stepped(parts)
    case (.null, .optional): return nothing(type)
    case (.optional(let value), .optional(let other)) where !ir.types.isPointer(value):
      return [parts[0]] + convert([parts[1]], from: value, to: other)
    case (.optional(let value), _) where !ir.types.isPointer(value):
      return convert([parts[1]], from: value, to: type)
    case (_, .optional(let value)) where !ir.types.isPointer(value):
      return [bool(true)] + convert(parts, from: own, to: value)
    default:
      require(
        ir.types.isPointer(own) && ir.types.isPointer(type),
        "no conversion of \(ir.types.text(own)) to \(ir.types.text(type))")
      return [convertPointer(parts[0], own, type)]
    }
  }

  // MARK: Tagged values

  /// Returns tag and payload of a value of type `type` (consumed): a range moves to a new object.
  mutating func pack(_ parts: [LLVMValueRef], _ type: TypeID) -> [LLVMValueRef] {
    switch ir.types[type] {
    case .unknown, .bottom, .packed: unreachable("a tag for a value that has none")
    case .null: [int(TagSet.null.number64), int(0)]
    case .bool: [int(TagSet.bool.number64), zeroExtend(parts[0], to: types.int)]
    case .int: [int(TagSet.int.number64), parts[0]]
    case .float: [int(TagSet.float.number64), bitcast(parts[0], to: types.int)]
    case .string, .array, .map, .set, .instance, .function, .classObject, .error:
      [int(ir.types.tags(of: type).number64), payload(of: parts[0])]
    case .optional(let value): packOptional(parts, value)
    case .namespace(let index):
      [
        int(ir.namespaces[index].tag.number64),
        payload(of: constants.namespace(ir.namespaces[index], ir)),
      ]
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
    case .cell, .token: unreachable("a tag for \(ir.types.text(type))")
    }
  }

  /// Returns tag and payload of a value of type `value` or Null; the payload of Null is 0.
  private mutating func packOptional(
    _ parts: [LLVMValueRef], _ value: TypeID
  ) -> [LLVMValueRef] {
    let isThere = isThere(parts)
    let tag = int(ir.types.tags(of: value).number64)
    let payload = ir.types.isPointer(value) ? payload(of: parts[0]) : pack([parts[1]], value)[1]
    return [select(isThere, tag, int(TagSet.null.number64)), payload]
  }

  /// Returns whether the optional value with the components `parts` is not Null.
  func isThere(_ parts: [LLVMValueRef]) -> LLVMValueRef {
    parts.count == 1 ? compare(LLVMIntNE, parts[0], null) : parts[0]
  }

  /// Returns the value of type `type` that tag and payload `parts` (consumed) are known to be.
  mutating func unpack(_ parts: [LLVMValueRef], _ type: TypeID) -> [LLVMValueRef] {
    let payload = parts[1]
    switch ir.types[type] {
    case .unknown, .bottom, .null: return []
    case .bool: return [truncate(payload, to: types.bool)]
    case .int: return [payload]
    case .float: return [bitcast(payload, to: types.float)]
    case .string, .instance, .function, .classObject, .error: return [object(payload)]
    case .array, .map, .set: return [converted(object(payload), type)]
    // The payload of Null is 0.
    case .optional(let value) where !ir.types.isPointer(value):
      return [compare(LLVMIntNE, parts[0], int(TagSet.null.number64))] + unpack(parts, value)
    case .optional(let value):
      if ir.types.hasOneLayout(value) { return [object(payload)] }
      return choose(
        compare(LLVMIntNE, payload, int(0)), [types.pointer],
        then: { [$0.converted($0.object(payload), value)] }, otherwise: { [$0.null] })
    case .namespace: return []
    case .range(let isUnit): return unbox(payload, isUnit ? 2 : 3, types.int)
    case .floatRange: return unbox(payload, 3, types.float)
    case .union: return parts
    case .cell, .packed, .token:
      unreachable("no tagged value is known to be \(ir.types.text(type))")
    }
  }

  /// Returns the first `count` bounds of a range (consumed) that is stored as an object.
  private mutating func unbox(
    _ payload: LLVMValueRef, _ count: Int64, _ type: LLVMTypeRef
  ) -> [LLVMValueRef] {
    let range = object(payload)
    let bounds = (0..<count).map { load(type, address(range, offset: 8 + 8 * $0), .range) }
    release(range, .range)
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
    if !annotation.testsTagsOnly {
      let kept = constants.promise(promise.annotation, ir)
      return split(callRaising(.checkPromise, parts + [kept, subject, address(location)]), type)
    }
    let converts = annotation.convertsIntToFloat
    let admitted = converts ? annotation.tags.union(.int) : annotation.tags
    let own = ir.types.tags(of: function[value].type)
    let expected = constants.text(ir.symbols[annotation.text])
    check(
      testTag(parts[0], admitted, among: own), else: .raiseAnnotation,
      [subject, expected, parts[0], parts[1]], consumed: value)
    guard converts else { return unpack(parts, type) }
    let isInt = compare(LLVMIntEQ, parts[0], int(TagSet.int.number64))
    let number = bitcast(toFloat(parts[1]), to: types.int)
    return unpack(
      [
        select(isInt, int(TagSet.float.number64), parts[0]), select(isInt, number, parts[1]),
      ], type)
  }

  /// Returns whether `value` keeps `promise`.
  mutating func emitPromiseTest(_ value: ValueID, _ promise: TypePromise) -> LLVMValueRef {
    let annotation = ir.annotations[promise.annotation]
    let parts = tagged(value)
    if annotation.testsTagsOnly {
      let own = ir.types.tags(of: function[value].type)
      return testTag(parts[0], annotation.tags, among: own)
    }
    return call(.valueIs, parts + [constants.promise(promise.annotation, ir)])
  }

  // MARK: Layouts of collections

  /// Returns `pointer` (consumed), of type `own`, in the layout of `type`; null stays null.
  private mutating func convertPointer(
    _ pointer: LLVMValueRef, _ own: TypeID, _ type: TypeID
  ) -> LLVMValueRef {
    if ir.types.isSamePointer(own, as: type) { return pointer }
    guard ir.types.unwrapped(own) != nil else { return converted(pointer, type) }
    return choose(
      compare(LLVMIntNE, pointer, null), [types.pointer],
      then: { [$0.converted(pointer, type)] }, otherwise: { [$0.null] })[0]
  }

  /// Returns `pointer` (consumed), an array, map or set of any layout, in that of `type`.
  private mutating func converted(_ pointer: LLVMValueRef, _ type: TypeID) -> LLVMValueRef {
    let type = ir.types.unwrapped(type) ?? type
    let content = ir.types.element(of: type) ?? ir.types.mapValue(of: type) ?? .bottom
    if ir.types.isCollection(content) {
      return call(.convertShape, [pointer, constants.shape(type, ir)])
    }
    let kind = word(Int32(ir.types.elementKind(of: content).rawValue))
    guard let key = ir.types.key(of: type) else { return call(.arrayConvert, [pointer, kind]) }
    return call(
      .mapConvert, [pointer, word(Int32(ir.types.elementKind(of: key).rawValue)), kind])
  }

}

extension TypeTable {

  /// `true` iff values of type `type`, if not Null, are arrays, maps or sets.
  func isCollection(_ type: TypeID) -> Bool {
    switch self[unwrapped(type) ?? type] {
    case .array, .map, .set: true
    default: false
    }
  }

}

extension Annotation {

  /// `true` iff a tag alone tells whether a value keeps it.
  fileprivate var testsTagsOnly: Bool {
    element.isNone && key.isNone && classes.isEmpty && arity < 0
  }

}

extension NamespaceDefinition {

  /// The tag of the namespace as a value.
  var tag: TagSet { isLibrary ? .library : .module }

}

extension TagSet {

  /// The runtime's number of the one tag that this set has, as constants want it.
  var number64: Int64 { Int64(number) }

}
