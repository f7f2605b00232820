import IR
import Support

extension Pass {

  /// Has a class's instances ended by a function of its own.
  ///
  ///     before                                   after
  ///     class 0 = "Node" {                       class 0 = "Node" drops {
  ///       field "left" of 0 : optional<exact<0>>   field "left" of 0 : optional<exact<0>>
  ///     }                                        }
  ///     ...                                      ...
  ///     drop %1                                  drop %1
  ///
  /// Always legal: code generation makes a function that ends what the fields, whose types are
  /// known, refer to, and frees the instance, where otherwise the runtime walks over a description
  /// of the fields. It pays for classes of which instances are dropped as such, or as a field of
  /// one for which it does; those without references are freed where they are dropped. It stands
  /// behind all that moves drops.
  public static let specialiseDrops = Pass(
    "specialise-drops", "end instances of known classes by functions of their own",
    module: { module in
      let classes = droppedClasses(of: module)
      for id in classes { module.classes[id].dropsDirectly = true }
      return !classes.isEmpty
    })

}

/// How many counted fields a class has at most for its function not to become long.
private let mostFields = 8

private func droppedClasses(of module: Module) -> [ClassTypeID] {
  var found = IDSet<ClassTypeID>(capacity: module.classes.count)
  var pending: [ClassTypeID] = []
  func note(_ type: TypeID) {
    guard let id = module.types.exactClass(of: type), isWorthwhile(id, module) else { return }
    if found.insert(id) { pending.append(id) }
  }
  for function in module.functions.elements {
    for block in function.layout {
      for value in function[block].instructions {
        for operand in ended(by: value, function) { note(function[operand].type) }
      }
    }
  }
  while let next = pending.popLast() {
    for field in module.classes[next].fields { note(field.type) }
  }
  return found.members
}

/// The values to which `value` ends a reference, or a reference of the same type.
private func ended(by value: ValueID, _ function: Function) -> [ValueID] {
  switch function[value].opcode {
  case .drop: return [function.operand(value, 0)]
  case .fieldSet: return [function.operand(value, 1)]
  default: return []
  }
}

private func isWorthwhile(_ id: ClassTypeID, _ module: Module) -> Bool {
  let counted = module.classes[id].fields.filter { !module.types.isTrivial($0.type) }
  return !counted.isEmpty && counted.count <= mostFields
}
