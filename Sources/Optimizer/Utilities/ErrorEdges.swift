import IR

extension Function {

  /// Replaces the instructions of `block` by others that do the same. The error edge goes with the
  /// instruction that it was for: what stands last then is not caught.
  mutating func rewriteInstructions(of block: BlockID, _ instructions: [ValueID]) {
    if case .raising(let then, _) = self[block].terminator,
      self[block].instructions.last != instructions.last
    {
      self[block].terminator = .branch(then)
    }
    setInstructions(of: block, instructions)
  }

  /// Turns the end of each block that has an error edge, but no last instruction that can raise,
  /// into a plain jump.
  mutating func removeIdleErrorEdges() {
    for block in layout {
      guard case .raising(let then, _) = self[block].terminator else { continue }
      let raises = self[block].instructions.last.map {
        self[$0].opcode.info.effects.contains(.raises)
      }
      if raises != true { self[block].terminator = .branch(then) }
    }
  }

}

extension Module {

  /// `true` iff an error can be handled anywhere: some block has an error edge.
  var hasErrorEdges: Bool {
    functions.elements.contains { function in
      function.layout.contains { function[$0].terminator.isRaising }
    }
  }

}
