import CLLVM
import IR
import Support

/// Where a global variable of the program lives.
struct GlobalStorage {

  /// The addresses of its components.
  let components: [LLVMValueRef]

  /// The address of the byte that tells whether it was set, if anything asks.
  let flag: LLVMValueRef?

}

extension Emitter {

  /// Makes an LLVM variable for each component of each global.
  mutating func declareGlobals() {
    let checked = checkedGlobals()
    for id in ir.globals.ids {
      let global = ir.globals[id]
      let name = "myco." + ir.symbols[global.name]
      let components = componentTypes(global.type).map {
        addVariable(name, $0 == types.bool ? types.byte : $0)
      }
      let flag = checked.contains(id) ? addVariable(name + ".is_set", types.byte) : nil
      globals.append(GlobalStorage(components: components, flag: flag))
    }
  }

  private func checkedGlobals() -> IDSet<GlobalID> {
    var result = IDSet<GlobalID>(capacity: ir.globals.count)
    for function in ir.functions.elements {
      for block in function.layout {
        for value in function[block].instructions where function[value].opcode == .globalCheck {
          result.insert(GlobalID(raw: UInt32(function[value].immediate)))
        }
      }
    }
    return result
  }

  private func addVariable(_ name: String, _ type: LLVMTypeRef) -> LLVMValueRef {
    let global = LLVMAddGlobal(module, type, name)!
    LLVMSetInitializer(global, LLVMConstNull(type))
    LLVMSetLinkage(global, LLVMInternalLinkage)
    return global
  }

  /// Returns the result of an operation on a global, or `nil` if `instruction` is none.
  mutating func emitGlobal(_ instruction: Instruction, _ a: [ValueID]) -> [LLVMValueRef]? {
    switch instruction.opcode {
    case .globalCheck:
      checkGlobal(GlobalID(raw: UInt32(instruction.immediate)))
      return []
    case .globalGet: return loadGlobal(GlobalID(raw: UInt32(instruction.immediate)))
    case .globalSet:
      setGlobal(GlobalID(raw: UInt32(instruction.immediate)), a[0])
      return []
    case .globalTake:
      let id = GlobalID(raw: UInt32(instruction.immediate))
      // Nothing, where it is taken only to be ended.
      let isCounted = !ir.types.isTrivial(ir.globals[id].type)
      let parts = isCounted ? loadHeld(id) : loadGlobal(id)
      clearGlobal(id)
      return parts
    default: return nil
    }
  }

  private mutating func checkGlobal(_ id: GlobalID) {
    guard let flag = globals[id].flag else { unreachable("a global without flag is checked") }
    let name = constants.text(ir.symbols[ir.globals[id].name])
    check(loadBool(flag, .global), else: .raiseUninitialized, [name])
  }

  /// Loads a global that was set and not taken.
  private func loadGlobal(_ id: GlobalID) -> [LLVMValueRef] {
    let own = ir.globals[id].type
    return zip(globals[id].components, componentTypes(own)).map { address, type in
      if type == types.bool { return loadBool(address, .global) }
      return type == types.pointer
        ? loadObject(address, own, .global) : load(type, address, .global)
    }
  }

  /// Stores `value` (consumed) and ends what the global held: nothing at first.
  private mutating func setGlobal(_ id: GlobalID, _ value: ValueID) {
    let type = ir.globals[id].type
    let storage = globals[id]
    let new = components(value, as: type)
    let old = ir.types.isTrivial(type) ? [] : loadHeld(id)
    for (component, address) in zip(new, storage.components) {
      if LLVMTypeOf(component) == types.bool {
        storeBool(component, address, .global)
      } else {
        store(component, address, .global)
      }
    }
    if let flag = storage.flag { store(byte(1), flag, .global) }
    releaseHeld(old, type)
  }

  /// Loads what a global of a counted type holds; nothing, as null or tag 0, if it is not set.
  private func loadHeld(_ id: GlobalID) -> [LLVMValueRef] {
    zip(globals[id].components, componentTypes(ir.globals[id].type)).map { address, type in
      load(type, address, .global)
    }
  }

  private mutating func releaseHeld(_ parts: [LLVMValueRef], _ type: TypeID) {
    if ir.types.isTrivial(type) { return }
    let isUnion = ir.types.isUnion(type)
    if isUnion && !ir.types.tags(of: type).isDisjoint(with: .trivial) {
      return emitDrop(parts, type)
    }
    let object = isUnion ? object(parts[1]) : parts[0]
    emit(if: compare(LLVMIntNE, object, null)) { $0.release(object, type) }
  }

  /// Ends all that globals hold, at the end of the program.
  mutating func releaseGlobals() {
    for id in ir.globals.ids where !ir.types.isTrivial(ir.globals[id].type) {
      releaseHeld(loadHeld(id), ir.globals[id].type)
    }
  }

  /// Leaves nothing to release in a global of a counted type.
  private func clearGlobal(_ id: GlobalID) {
    guard !ir.types.isTrivial(ir.globals[id].type) else { return }
    for (address, type) in zip(globals[id].components, componentTypes(ir.globals[id].type)) {
      store(LLVMConstNull(type), address, .global)
    }
  }

}
