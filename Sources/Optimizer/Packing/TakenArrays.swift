import IR

extension Function {

  /// Reads arrays of type `type` where they are, if they were taken out of a global or a field only
  /// for their elements to be changed, and then put back.
  mutating func readTakenArrays(_ type: TypeID) {
    for block in layout {
      var removed: Set<ValueID> = []
      let instructions = self[block].instructions
      for (i, value) in instructions.enumerated() where self[value].type == type {
        guard [.globalTake, .fieldTake].contains(self[value].opcode),
          let store = returnStore(of: value, in: instructions[(i + 1)...])
        else { continue }
        self[value].opcode = self[value].opcode == .globalTake ? .globalGet : .fieldGet
        removed.insert(store)
      }
      if removed.isEmpty { continue }
      rewriteInstructions(of: block, instructions.filter { !removed.contains($0) })
    }
  }

  /// Returns the store that puts `taken` back, if it stands in `instructions` and nothing before it
  /// uses the place.
  private func returnStore(of taken: ValueID, in instructions: ArraySlice<ValueID>) -> ValueID? {
    for value in instructions {
      let isReturn =
        [.globalSet, .fieldSet].contains(self[value].opcode)
        && self[value].immediate == self[taken].immediate
        && operands(value).elementsEqual(operands(taken) + [taken])
      if isReturn { return value }
      switch self[value].opcode {
      case .arrayGetField, .arraySetField: continue
      case let opcode where opcode.info.effects.isEmpty || opcode.info.effects == .raises: continue
      default: return nil
      }
    }
    return nil
  }

}
