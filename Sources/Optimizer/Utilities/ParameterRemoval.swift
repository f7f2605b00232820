import IR

extension Function {

  /// Removes the block parameters for which `isRemoved` holds, and the arguments for them; returns
  /// whether there were any.
  ///
  /// Precondition: nothing else uses them, and they are none of the function's own parameters.
  mutating func removeParameters(where isRemoved: (ValueID) -> Bool) -> Bool {
    let shrunk = layout.filter { self[$0].parameters.contains(where: isRemoved) }
    if shrunk.isEmpty { return false }
    let targets = Set(shrunk)
    // The arguments first, which the indices of the parameters tell.
    for block in layout {
      let terminator = self[block].terminator
      guard terminator.edges.contains(where: { targets.contains($0.target) }) else { continue }
      self[block].terminator = terminator.mapping(values: { $0 }) { edge in
        let arguments = zip(edge.arguments, self[edge.target].parameters)
          .filter { !isRemoved($1) }.map(\.0)
        return Edge(edge.target, arguments)
      }
    }
    for block in shrunk {
      for (i, parameter) in self[block].parameters.enumerated().reversed()
      where isRemoved(parameter) {
        removeParameter(of: block, at: i)
      }
    }
    return true
  }

}
