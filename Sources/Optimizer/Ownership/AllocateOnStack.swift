import IR
import Support

extension Pass {

  /// Makes objects in the frame of their function, which end in it.
  ///
  ///     before                                   after
  ///                                              %4 = stack.allocate : token<2>
  ///     %2 = closure.make 0 %1 : function<0>     %2 = closure.make 0 %1, %4 : function<0>
  ///     %3 = call @each %0, %2 : null            %3 = call @each %0, %2 : null
  ///     drop %2                                  stack.end %2
  ///
  /// Legal if the function has the only reference, and ends it on each way, and if no function that
  /// gets the object keeps it (`Escapes`). So a place in the frame is free again whenever the
  /// object is made anew, in loops, too. What the object refers to lives where it did, and is
  /// ended in line. References that others make and end meanwhile change nothing: such an object
  /// has the count of a constant. Instances of library collections are not among these, as who
  /// changes them looks at their count.
  ///
  /// It pays since nothing is allocated, and LLVM sees an object that nothing else points to.
  /// Objects that no other function gets are no objects any more behind `promote-objects`; here are
  /// those for functions that are not inlined: most of all lambdas. It stands behind
  /// `specialise-drops`, before `reuse-blocks`, which leaves such objects alone. Linear.
  public static let allocateOnStack = Pass(
    "allocate-on-stack", "make objects that do not escape in the frames of functions",
    module: { module in
      let escapes = Escapes(module)
      let recursive = CallGraph(module).isRecursive
      var hasChanged = false
      for id in module.functions.ids where makesObjects(module.functions[id]) {
        var allocation = StackAllocation(module.functions[id])
        allocation.run(escapes, room(isRecursive: recursive.contains(id)), &module)
        guard allocation.hasChanged else { continue }
        module.put(allocation.function, id)
        hasChanged = true
      }
      return hasChanged
    })

}

private enum StackLimits {

  /// How many units of 16 bytes objects take in a frame at most, and in one of recursion.
  static let units = 16
  static let recursiveUnits = 4

  /// How many counted parts an object has at most, as they are ended in line.
  static let parts = 8

}

private func room(isRecursive: Bool) -> Int {
  isRecursive ? StackLimits.recursiveUnits : StackLimits.units
}

private func makesObjects(_ function: Function) -> Bool {
  function.layout.contains { block in
    function[block].instructions.contains { isMake(function[$0].opcode) }
  }
}

private func isMake(_ opcode: Opcode) -> Bool {
  [.instanceMake, .closureMake, .cellMake].contains(opcode)
}

private struct StackAllocation {

  var function: Function
  var hasChanged = false

  init(_ function: Function) { self.function = function }

  mutating func run(_ escapes: Escapes, _ room: Int, _ module: inout Module) {
    var room = room
    let made = function.layout.flatMap { block in
      function[block].instructions.filter { isSmall($0, module) }
    }
    let uses = ObjectUses.find(for: made, function, module)
    var tokens: [ValueID: ValueID] = [:]
    for (value, uses) in zip(made, uses) {
      guard let units = module.blockUnits(madeBy: value, function), units <= room,
        !uses.ends.isEmpty, escapes.isLocal(uses, endedBy: .drop, function)
      else { continue }
      room -= units
      tokens[value] = function.makeInstruction(
        .stackAllocate, type: module.types.intern(.token(units: units)), [])
      for end in uses.ends { function.replace(end, by: .stackEnd, type: .null, [value]) }
    }
    if tokens.isEmpty { return }
    for block in function.layout { insert(tokens, in: block) }
    hasChanged = true
  }

  private mutating func insert(_ tokens: [ValueID: ValueID], in block: BlockID) {
    var result: [ValueID] = []
    for value in function[block].instructions {
      if let token = tokens[value] {
        result.append(token)
        function.setOperands(value, function.operands(value) + [token])
      }
      result.append(value)
    }
    function.setInstructions(of: block, result)
  }

  /// `true` iff `value` makes an object with few parts, of none of the classes that are values.
  private func isSmall(_ value: ValueID, _ module: Module) -> Bool {
    guard isMake(function[value].opcode), let parts = module.parts(ofObjects: function[value].type)
    else { return false }
    if let id = module.types.exactClass(of: function[value].type), module.classes[id].isValue {
      return false
    }
    return parts.count(where: { !module.types.isTrivial($0) }) <= StackLimits.parts
  }

}
