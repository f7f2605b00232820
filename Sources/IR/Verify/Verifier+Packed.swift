import Support

extension Verifier {

  /// Invariant 18.
  mutating func verifyPacked(_ value: ValueID) {
    if case .packed = module.types[function[value].type] {
      report("a packed instance is no value", at: value)
    }
    guard let first = function.operands(value).first,
      let known = module.types.packedClass(of: function[first].type)
    else { return }
    let types = module.classes[known].fields.map(\.type)
    if !types.allSatisfy({ [.int, .float, .bool].contains($0) }) {
      report("a field of packed instances is no Int, Float or Bool", at: value)
    }
    let operands = Array(function.operands(value))
    switch function[value].opcode {
    case .arrayGetField: verifyField(value, types, is: function[value].type)
    case .arraySetField: verifyField(value, types, is: function[operands[2]].type)
    case .arrayPushFields: verifyFields(value, operands.dropFirst(), types)
    case .arraySetFields: verifyFields(value, operands.dropFirst(2), types)
    case .arrayGet, .arrayGetOrEmpty, .arraySet, .arraySetUnique, .arrayTake, .arrayPut, .arrayPush,
      .arrayReserve, .arrayPushReserved, .arrayRepeat, .arrayCompare, .arrayContains,
      .arrayToString, .arrayUnique, .convert, .narrow, .print:
      report("an array of packed instances is taken for another", at: value)
    default: return
    }
  }

  private mutating func verifyField(_ value: ValueID, _ types: [TypeID], is type: TypeID) {
    let index = function[value].immediate
    guard types.indices.contains(Int(index)) else {
      return report("there is no field \(index)", at: value)
    }
    if type != types[Int(index)] && type != .bottom {
      report("the field has type \(module.types.text(types[Int(index)]))", at: value)
    }
  }

  private mutating func verifyFields(
    _ value: ValueID, _ operands: ArraySlice<ValueID>, _ types: [TypeID]
  ) {
    let stored = operands.map { function[$0].type }
    let fits =
      stored.count == types.count
      && zip(stored, types).allSatisfy { $0 == $1 || $0 == .bottom }
    if !fits { report("the operands are not the fields", at: value) }
  }

}
