import Support

// What block parameters stand for, and what values go on as.
extension Function {

  /// Returns the arguments that come to the block parameter `parameter`, one for each edge.
  public func arguments(for parameter: ValueID, _ flow: ControlFlow) -> [ValueID] {
    let block = self[parameter].block
    let index = self[block].parameters.firstIndex(of: parameter)!
    return flow.predecessors[block].flatMap { predecessor in
      self[predecessor].terminator.edges.filter { $0.target == block }.map { $0.arguments[index] }
    }
  }

  /// Returns the block parameters to which the terminator of `block` passes `value`.
  public func parameters(taking value: ValueID, from block: BlockID) -> [ValueID] {
    self[block].terminator.edges.flatMap { edge in
      zip(edge.arguments, self[edge.target].parameters).filter { $0.0 == value }.map(\.1)
    }
  }

  /// Passes `value` as a further argument along the edges from `block` to `target`.
  public mutating func pass(_ value: ValueID, from block: BlockID, to target: BlockID) {
    self[block].terminator = self[block].terminator.mapping(values: { $0 }) {
      $0.target == target ? Edge(target, $0.arguments + [value]) : $0
    }
  }

}
