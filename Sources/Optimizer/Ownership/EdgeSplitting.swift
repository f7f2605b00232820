import IR
import Support

extension Function {

  /// Puts a block on each edge out of a block with two ways whose target has other ways in, or that
  /// passes arguments: there is a place then for what has to happen on that way alone.
  mutating func splitEdges() {
    var predecessorCounts = Table<BlockID, Int>(repeating: 0, count: blocks.count)
    for block in layout {
      for edge in self[block].terminator.edges { predecessorCounts[edge.target] += 1 }
    }
    var order: [BlockID] = []
    for block in layout {
      order.append(block)
      guard self[block].terminator.edges.count > 1 else { continue }
      self[block].terminator = self[block].terminator.mapping(values: { $0 }) { edge in
        guard predecessorCounts[edge.target] > 1 || !edge.arguments.isEmpty else { return edge }
        let middle = appendBlock()
        self[middle].terminator = .branch(edge)
        order.append(middle)
        return Edge(middle)
      }
    }
    setLayout(order)
  }

}
