import CLLVM
import IR
import Support

extension Emitter {

  /// Returns the result of an operation on instances, or `nil` if `instruction` is none.
  mutating func emitObject(_ instruction: Instruction, _ a: [ValueID]) -> [LLVMValueRef]? {
    let index = Int(truncatingIfNeeded: instruction.immediate)
    switch instruction.opcode {
    case .instanceMake: return [makeInstance(ClassTypeID(index), block: a.first)]
    case .instanceClassID: return [zeroExtend(loadIdentity(scalar(a[0])), to: types.int)]
    case .instanceUnique: return [call(.instanceUnique, [scalar(a[0])])]
    case .testClass: return [testClass(a[0], ClassTypeID(index))]
    case .refineClass: return convert(a[0], to: instruction.type)
    case .fieldGet:
      let (place, parts) = loadField(index, a[0])
      return convert(parts, from: place.type, to: instruction.type)
    case .fieldSet:
      let place = place(of: index, a[0])
      let parts = components(a[1], as: place.type)
      replacePart(parts, scalar(a[0]), place.offset, place.type, place.tag)
      return []
    case .fieldTake:
      let place = place(of: index, a[0])
      let parts = takePart(scalar(a[0]), place.offset, place.type, place.tag)
      return convert(parts, from: place.type, to: instruction.type)
    case .fieldCheck:
      let (place, parts) = loadField(index, a[0])
      checkSet(parts, place.type, place.name, else: .raiseUnset)
      return []
    default: return nil
    }
  }

  private mutating func makeInstance(_ id: ClassTypeID, block: ValueID?) -> LLVMValueRef {
    let kind = Int32(TagSet.instance.number)
    return makeObject(layoutConstant(id), kind, 0, classes[id.index], block: block)
  }

  // MARK: Fields

  private struct FieldPlace {
    let name: Symbol
    let type: TypeID
    let offset: Int64
    let tag: LLVMValueRef
  }

  /// Returns where the field at `index` of the class of `instance` stands.
  private func place(of index: Int, _ instance: ValueID) -> FieldPlace {
    guard case .instance(let id, _) = ir.types[function[instance].type] else {
      unreachable("an instance was expected")
    }
    let fields = ir.classes[id].fields
    let field = fields[index]
    return FieldPlace(
      name: field.name, type: field.type, offset: layout(fields.map(\.type)).offsets[index],
      tag: fieldTag(field))
  }

  /// Returns the access tag of the memory of `field`.
  func fieldTag(_ field: FieldDefinition) -> LLVMValueRef {
    metadata.accessTag("field \(field.owner.raw).\(ir.symbols[field.name])")
  }

  private func layoutConstant(_ id: ClassTypeID) -> LLVMValueRef {
    layoutConstant(ir.classes[id].fields.map(\.type), mayCycle: cyclicTypes.contains(id))
  }

  /// Returns where the field at `index` of `instance` is, and the components of what it holds.
  private mutating func loadField(
    _ index: Int, _ instance: ValueID
  ) -> (place: FieldPlace, parts: [LLVMValueRef]) {
    let place = place(of: index, instance)
    return (place, loadPart(scalar(instance), place.offset, place.type, place.tag))
  }

  // MARK: Classes

  /// Returns whether `value` is an instance of `id` or of a class that extends it.
  private mutating func testClass(_ value: ValueID, _ id: ClassTypeID) -> LLVMValueRef {
    let type = function[value].type
    let parts = components(value)
    switch ir.types[type] {
    case .instance: return testClass(parts[0], id)
    case .optional:
      return emitTest(unless: compare(LLVMIntEQ, parts[0], null)) { $0.testClass(parts[0], id) }
    case .union(let tags):
      let isInstance = testTag(parts[0], .instance, among: tags)
      return emitTest(unless: LLVMBuildNot(builder.ref, isInstance, "")) {
        $0.testClass($0.object(parts[1]), id)
      }
    default: return bool(false)
    }
  }

  /// Returns the result of `test`, a Bool, or false if `excluded` holds.
  private mutating func emitTest(
    unless excluded: LLVMValueRef, _ test: (inout Emitter) -> LLVMValueRef
  ) -> LLVMValueRef {
    if let known = constant(excluded) { return known ? bool(false) : test(&self) }
    let start = currentBlock
    let next = makeBlock("next")
    let then = makeBlock("then")
    LLVMBuildCondBr(builder.ref, excluded, next, then)
    position(at: then)
    let result = test(&self)
    let end = currentBlock
    branch(to: next)
    position(at: next)
    let phi = LLVMBuildPhi(builder.ref, types.bool, "")!
    addIncoming(bool(false), from: start, to: phi)
    addIncoming(result, from: end, to: phi)
    return phi
  }

  /// All classes are known: those that extend another are few, or have identities in a row.
  private func testClass(_ object: LLVMValueRef, _ id: ClassTypeID) -> LLVMValueRef {
    var ids: [Int32] = []
    for other in ir.classes.ids where ir.isClass(other, orExtends: id) {
      ids.append(Int32(other.raw))
    }
    let (first, last) = (ids[0], ids[ids.count - 1])
    if Int(last - first) == ids.count - 1 {
      let offset = subtract(loadIdentity(object), word(first))
      return compare(LLVMIntULE, offset, word(last - first))
    }
    guard ids.count <= 4 else {
      return call(.classDerives, [loadDescriptor(object), classes[id.index]])
    }
    let own = loadIdentity(object)
    var result = compare(LLVMIntEQ, own, word(first))
    for other in ids.dropFirst() { result = or(result, compare(LLVMIntEQ, own, word(other))) }
    return result
  }

  /// Makes the `MycoClass` of each class.
  mutating func declareClasses() {
    for id in ir.classes.ids {
      classes.append(constants.declareClass("class." + ir.symbols[ir.classes[id].name]))
    }
    for id in ir.classes.ids {
      let definition = ir.classes[id]
      let base = definition.base.isNone ? null : classes[definition.base.index]
      constants.defineClass(
        classes[id.index],
        [
          layoutConstant(id),
          constants.text(ir.symbols[definition.name]), word(Int32(id.raw)), base,
          hook(definition.toStringHook, types.pointer, [types.pointer]),
          hook(definition.equalsHook, types.bool, [types.pointer, types.int, types.int]),
          word(definition.isValue ? 1 : 0),
        ])
    }
  }

  /// Returns the function that the runtime calls for `id`, null for none.
  ///
  /// The operands are borrowed from the runtime.
  private mutating func hook(
    _ id: FunctionID, _ result: LLVMTypeRef, _ parameters: [LLVMTypeRef]
  ) -> LLVMValueRef {
    if id.isNone { return null }
    let thunk = beginThunk("hook." + ir.functions[id].name, result, parameters)
    if result == types.bool {
      LLVMAddAttributeAtIndex(thunk, 0, attribute(context, "zeroext"))
    }
    let arguments = parameters.indices.map { LLVMGetParam(thunk, UInt32($0))! }
    let components = callBorrowing(id, arguments)
    if components.isEmpty {
      emitReturnOfNothing()
    } else {
      LLVMBuildRet(builder.ref, components[0])
    }
    return thunk
  }

}
