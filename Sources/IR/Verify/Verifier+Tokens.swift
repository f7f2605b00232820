import Support

extension Verifier {

  /// Invariant 18, as far as `value` goes.
  mutating func verifyToken(_ value: ValueID) {
    let opcode = function[value].opcode
    if opcode == .dropReuse {
      let units = module.blockUnits(ofObjects: function[function.operand(value, 0)].type)
      if units == nil || tokenUnits(value) != units {
        report("the token is not for the block of what ends", at: value)
      }
    } else if opcode == .stackAllocate {
      if tokenUnits(value) == nil { report("a block that is no token", at: value) }
    } else if tokenUnits(value) != nil {
      report("a token that no object leaves", at: value)
    }
    let taken = function.token(of: value, module.types)
    for operand in function.operands(value) where tokenUnits(operand) != nil {
      if operand != taken && opcode != .drop { report("a token is no value", at: value) }
    }
    if let taken, tokenUnits(taken) != module.blockUnits(madeBy: value, function) {
      report("the block of the token has another size", at: value)
    }
    if opcode == .instanceMake, function[value].operandCount > (taken == nil ? 0 : 1) {
      report("an instance is made of nothing but a token", at: value)
    }
  }

  /// Invariant 19.
  mutating func verifyStack(_ escapes: Escapes) {
    let instructions = function.layout.flatMap { function[$0].instructions }
    let local = instructions.filter { value in
      function.token(of: value, module.types).map {
        function[$0].opcode == .stackAllocate
      } ?? false
    }
    let uses = ObjectUses.find(for: local, function, module)
    for (value, uses) in zip(local, uses)
    where !escapes.isLocal(uses, endedBy: .stackEnd, function) {
      report("an object on the stack may outlive its block", at: value)
    }
    let objects = Set(local)
    for value in instructions where function[value].opcode == .stackEnd {
      if !objects.contains(function.operand(value, 0)) {
        report("what ends is no object on the stack", at: value)
      }
    }
  }

  private func tokenUnits(_ value: ValueID) -> Int? {
    if case .token(let units) = module.types[function[value].type] { units } else { nil }
  }

}
